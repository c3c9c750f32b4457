"""Batch files in memory, run at the small register."""

import io
from collections.abc import Callable, Sequence

from tests.registers import SmallRegister
from wingterm.domain.outcomes import Acknowledgement
from wingterm.services.bulk.checking import BulkPlan, check_bulk
from wingterm.services.bulk.run import BulkDone, run_bulk
from wingterm.services.bulk.source import Source, read_source


def source_of(text: str | bytes, verb: str = "") -> Source:
    """Give a batch file that holds a text."""
    content = text.encode() if isinstance(text, str) else text
    return read_source(None, stream=io.BytesIO(content), verb=verb)


def checked(
    register: SmallRegister,
    text: str,
    verb: str = "",
    *,
    batch: str = "test",
    each: bool = False,
    acknowledged: Sequence[Acknowledgement] = (),
) -> BulkPlan:
    """Judge a batch file for the prison WTI."""
    with source_of(text, verb) as source:
        return check_bulk(
            register.desk, register.prison("WTI"), source, batch=batch, each=each,
            acknowledged=acknowledged,
        )  # fmt: skip


def run(
    register: SmallRegister,
    text: str,
    verb: str = "",
    *,
    batch: str = "test",
    each: bool = False,
    between: Callable[[], None] = lambda: None,
    gap: Callable[[], None] = lambda: None,
) -> BulkDone:
    """Check and run a batch file; `between` is done after the check."""
    prison = register.prison("WTI")
    with source_of(text, verb) as source:
        plan = check_bulk(register.desk, prison, source, batch=batch, each=each)
        between()
        return run_bulk(register.desk, prison, source, plan, gap=gap)


def codes(found: BulkPlan | BulkDone) -> list[tuple[int, str, str]]:
    """Give line, field and code of what stands against rows."""
    return [(fault.line, fault.field, fault.code) for fault in found.faults]
