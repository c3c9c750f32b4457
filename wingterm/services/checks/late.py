"""Late entries against many roll checks at once: as many as each one's own sheet lists."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from db.engine import Reader
from db.queries.check_past import LateRow, SettledSpan, entered_late, settled_spans
from wingterm.domain.checks.record import RollCheck
from wingterm.domain.checks.units import REST, CheckUnit, UnitsOf, read_units
from wingterm.services.checks.beside import unit_at
from wingterm.services.checks.reading import Read


class LateCount:
    """How many late entries there are against a check."""

    def __init__(self) -> None:
        """Begin with none."""
        self.lines = 0
        """Entries in all."""
        self.by_unit: Counter[str] = Counter()
        """Of those, entries that lead out of or into a unit, by its code."""


def late_counts(reader: Reader, prison: int, read: Sequence[Read]) -> dict[int, LateCount]:
    """Count the late entries against checks of a prison, by number of the check.

    By the rule of `wingterm.services.checks.beside`, in two statements for any number of checks.
    """
    found = {each.check.id: LateCount() for each in read}
    if not read:
        return found
    ordered = sorted(read, key=lambda each: each.check.opened_at)
    oldest = ordered[0]
    own = settled_spans(reader, prison, "check-units", min(each.check.as_of for each in read))
    against: dict[int, dict[tuple[str, int], list[LateRow]]] = {}
    opened = [each.check.opened_at for each in ordered]
    for row in entered_late(reader, prison, oldest.facts[0].seq, oldest.check.opened_at):
        # A check is of no instant after its opening.
        first, last = bisect_left(opened, row.occurred_at), bisect_right(opened, row.recorded_at)
        for each in ordered[first:last]:
            if row.recorded_at > each.check.known_at and row.occurred_at <= each.check.as_of:
                acts = against.setdefault(each.check.id, {})
                acts.setdefault((row.request_id, row.person), []).append(row)
    for each in ordered:
        if each.check.id in against:
            _count(found[each.check.id], each.check, against[each.check.id], own)
    return found


def _count(
    into: LateCount,
    check: RollCheck,
    acts: dict[tuple[str, int], list[LateRow]],
    own: Sequence[SettledSpan],
) -> None:
    unit_of = UnitsOf(_units(check, own))
    for rows in acts.values():
        lines = [
            (
                unit_at(row.from_book, row.from_kind, row.from_place, check, unit_of),
                unit_at(row.to_book, row.to_kind, row.to_place, check, unit_of),
            )
            for row in rows
        ]
        if lines[0][0] == lines[-1][1]:
            continue
        for left, entered in lines:
            if left != entered:
                into.lines += 1
                into.by_unit.update(code for code in (left, entered) if code)


def _units(check: RollCheck, own: Sequence[SettledSpan]) -> Sequence[CheckUnit]:
    """Give the units of a check with their places, as they were settled when it was frozen."""
    for span in own:
        known = span.known_from <= check.known_at < span.retracted
        if known and span.from_at <= check.as_of < span.to_at and (units := read_units(span.value)):
            return units
    # A usual unit is one place, and has its code.
    return [
        CheckUnit(unit.code, unit.name, (unit.code,), unit.residential)
        for unit in check.units
        if unit.code != REST
    ]
