"""A day at the small register, told at its own times: what the tests of the reads are made of."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.registers import SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.domain.roll_records import Headline, RollSheet
from wingterm.domain.times import to_instant
from wingterm.services.act import carry_out
from wingterm.services.lists import FIGURES, WITHOUT_ORDER, people_behind
from wingterm.services.roll import roll

OVER = (Acknowledgement("over-cna", "no other cell is free"),)


def at(text: str) -> int:
    """Give the instant of `03 09:00`: day and time of March 2026, when local time is UTC."""
    return to_instant(datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC))


@dataclass(slots=True)
class Day:
    """Acts at their times, each recorded when the clock says so."""

    small: SmallRegister

    def do(self, when: str | int, *requests: asked.Request) -> Receipt:
        """Carry out an act when the clock says so; it must be done."""
        self.small.clock.instant = at(when) if isinstance(when, str) else when
        outcome = carry_out(self.small.desk, requests)
        assert isinstance(outcome, Receipt), outcome
        return outcome

    def person(
        self, when: str | int, number: str, last: str = "Person", first: str = "Nameless"
    ) -> None:
        """Make a record, of somebody who stays outside."""
        born = f"1990-01-{int(number[1:5]):02d}"
        self.do(when, asked.Register(
            prison="WTI", last_name=last, first_name=first, date_of_birth=born, sex="M",
            number=number,
        ))  # fmt: skip

    def receive(self, when: str | int, number: str, cell: str = "", prison: str = "WTI") -> None:
        """Receive somebody, into reception without a cell."""
        request = asked.Receive(
            prison=prison,
            person=number,
            cell=cell,
            acknowledged=OVER,
            authority="Leeds Crown Court",
        )
        self.do(when, request)


def figures(head: Headline) -> tuple[int, ...]:
    """Give unlock roll, population, in, out, reception, elsewhere, incoming."""
    return (
        head.unlock_roll, head.population, head.in_today, head.out_today, head.in_reception,
        head.elsewhere, head.incoming,
    )  # fmt: skip


def counts(sheet: RollSheet) -> dict[str, int]:
    """Give how many people each list of a roll must have, of the lists that a roll counts."""
    head, totals = sheet.headline, sheet.totals
    return {
        "population": head.population,
        "beds-in-use": totals.beds_in_use,
        "in-cell": totals.in_cell,
        "elsewhere": head.elsewhere,
        "in-reception": head.in_reception,
        "no-cell": head.no_cell,
        "incoming": head.incoming,
        "in-today": head.in_today,
        "out-today": head.out_today,
        "out": head.out,
        "court": head.court,
        "absence": head.absence,
        "hospital": head.hospital,
        "overnights": head.overnights,
        "overdue": head.overdue,
        "at-large": head.at_large,
        "on-roll": head.on_roll,
        "unlock-roll": head.unlock_roll,
        "held-apart": totals.held_apart,
    }


def assert_lists_fit(
    small: SmallRegister, code: str, as_of: int | None = None, known_at: int | None = None
) -> None:
    """Hold each figure of a roll against the list behind it, and the roll against itself."""
    prison = small.prison(code)
    sheet = roll(small.desk, prison, as_of=as_of, known_at=known_at)
    head, totals = sheet.headline, sheet.totals
    listed = {
        figure: people_behind(small.desk, prison, figure, as_of=as_of, known_at=known_at)
        for figure in FIGURES
    }
    found = {figure: len(people) for figure, people in listed.items() if figure != WITHOUT_ORDER}
    assert found == counts(sheet)
    assert head.population == head.unlock_roll + head.in_today - head.out_today
    assert head.population == (totals.in_cell + head.in_reception + head.no_cell + head.elsewhere)
    assert head.out == head.court + head.absence + head.hospital
    for row in (*sheet.rows, totals):
        assert row.beds_in_use == row.in_cell + row.elsewhere + row.out
        assert row.available == row.working - (row.beds_in_use - row.held_apart)
    for row in sheet.rows:
        if row.kind == "CELL":
            held = [p for p in listed["beds-in-use"] if p.bed_cell == row.code]
            assert len(held) == row.beds_in_use
            assert sum(p.place == row.code for p in held) == row.in_cell
