"""What an act that erases does besides: it is logged first, and leaves tombstones at last."""

from db.access_erasure import erase_rows
from db.engine import Unit
from db.erasure import erase_content, refuse_others
from wingterm.domain.decide import ActDecision
from wingterm.domain.requests import Erase, EraseLog
from wingterm.services.desk import Desk


def log_erasures(desk: Desk, decided: ActDecision) -> None:
    """Log of whom an act erases something, and by which rule, before it is done.

    Raises:
        StoreBroken, StoreBusy: it cannot be logged, so it may not be done.
    """
    people: dict[str, list[str]] = {}
    for line in decided.lines:
        if isinstance(line.request, Erase) and line.entries:
            people.setdefault(line.request.rule, []).append(line.request.person)
    for rule, numbers in people.items():
        desk.erased(numbers, f"retention run {rule}")


def put_tombstones(desk: Desk, unit: Unit, decided: ActDecision) -> None:
    """Erase what an act says is erased, in its own transaction; the act is written by now."""
    for line in decided.lines:
        if isinstance(line.request, EraseLog):
            if desk.store.dialect.name != "sqlite":
                refuse_others(unit)
            erase_rows(unit, line.request.until)
    lines = [line for line in decided.lines if isinstance(line.request, Erase)]
    if lines:
        entries = [entry for line in lines for entry in line.entries]
        erase_content(unit, entries, sqlite=desk.store.dialect.name == "sqlite")
