"""What is said of a file in which something is wrong."""

from typing import TYPE_CHECKING

from wingterm.cli import notices, output

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wingterm.services.places_file import Fault


def tell_faults(
    file: "Path | str",
    faults: "Sequence[Fault]",
    *,
    as_json: bool,
    nothing: str = "nothing was made",
) -> None:
    """Print every fault of a file, with its line and field, and that nothing came of it."""
    if as_json:
        output.as_json(ok=False, file=str(file), faults=[fault._asdict() for fault in faults])
        return
    for fault in faults:
        field = f", {fault.field}" if fault.field else ""
        notices.notice(f"{file}, line {fault.line}{field}: {fault.sentence}")
    many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    notices.notice(f"wingterm: {file} has {many}; {nothing}.")
