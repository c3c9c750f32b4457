"""The record of a roll check, whole: what was declared or why it was not, and by whom."""

from typing import NamedTuple

from wingterm.domain.prison import Prison
from wingterm.services.checks.reading import frozen_of, read_of
from wingterm.services.checks.sheet import CheckSheet, sheet_in
from wingterm.services.checks.unit import UnitSheet, unit_sheet_in
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.sheets.stamp import Stamp, stamp


class CheckRecord(NamedTuple):
    """A roll check, to be printed."""

    stamp: Stamp
    check: CheckSheet
    units: tuple[UnitSheet, ...]
    """Its units in order, each with every count of it."""

    @property
    def named(self) -> set[str]:
        """Prison numbers of everybody whom its paper names."""
        beside = self.check.beside
        found = {one.number for one in self.check.outside}
        found |= {line.number for line in (*beside.since, *beside.late)}
        for unit in self.units:
            people = [p for count in unit.counts for p in (*count.missing, *count.extra)]
            people += [p for each in unit.welfare for p in each.without]
            people += [each.person for each in unit.explanations]
            found |= {one.number for one in people if one.number}
        return found


def check_record(desk: Desk, prison: Prison, number: int | None = None) -> CheckRecord:
    """Give the record of a roll check.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
        number: which; None: the open one, else the newest.

    Raises:
        NotFound: there is no such check.
    """
    with desk.store.read() as reader:
        now = reader.now()
        officer = officer_at(desk, reader, now)
        authorise(officer, "read")
        read = read_of(reader, prison, number)
        frozen = frozen_of(reader, read.check)
        record = CheckRecord(
            stamp=stamp(reader, prison, officer, now),
            check=sheet_in(reader, prison, read, now),
            units=tuple(
                unit_sheet_in(reader, prison, read, frozen, unit, now) for unit in read.check.units
            ),
        )
    desk.consulted(sorted(record.named), f"print check {prison.code} {record.check.id}")
    return record
