"""Batch files in memory, run at the small register."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from tests.registers import COURT, MINUTE, SmallRegister, open_small_register
from wingterm.domain.outcomes import Acknowledgement
from wingterm.services.bulk import progress
from wingterm.services.bulk.checking import BulkPlan, check_bulk
from wingterm.services.bulk.run import BulkDone, run_bulk
from wingterm.services.bulk.source import Source, read_source

PEOPLE = f"""number,last_name,first_name,date_of_birth,sex,cell,authority
A1001AA,Able,Ann,1980-01-01,M,A-1-001,{COURT}
A1002AA,Baker,Ben,1981-01-01,M,A-1-002,{COURT}
A1003AA,Child,Cy,1982-01-01,M,A-1-003,{COURT}
A1004AA,Dean,Dan,1983-01-01,M,,{COURT}
"""
"""Four people who are received, three of them into cells."""


@contextmanager
def four_people() -> Iterator[SmallRegister]:
    """Give a register with four people; at its end the checker finds nothing."""
    found = open_small_register()
    try:
        run(found, PEOPLE, "receive", batch="people")
        found.clock.advance(5 * MINUTE)
        yield found
        assert found.violations() == []
    finally:
        found.close()


def in_parts_of(rows: int, patch: pytest.MonkeyPatch) -> None:
    """Let a batch have parts of so many rows; of 1,000: be one act, as far as it may."""
    patch.setattr(progress, "WHOLE_MAX", rows if rows >= 1000 else 1)
    patch.setattr(progress, "PART_ROWS", rows)


def cells(register: SmallRegister) -> dict[str, str]:
    """Give the place of everybody by number."""
    with register.store.read() as reader:
        return dict(reader.rows(
            "SELECT p.number, q.code FROM person p JOIN whereabouts w ON w.person_id = p.id"
            " JOIN place q ON q.id = w.place_id", (),
        ))  # fmt: skip


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
