"""The roll of all prisons and the table of the population: they foot, then and now."""

import pytest

from tests.registers import COURT, MINUTE, SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.errors import BadInput, NotAuthorised
from wingterm.services.act import carry_out
from wingterm.services.country import country
from wingterm.services.monthly import monthly
from wingterm.services.roll import roll

FIGURES = ("population", "in_reception", "no_cell", "elsewhere", "out", "court", "absence",
           "hospital", "incoming", "at_large", "signed")  # fmt: skip


def do(small: SmallRegister, *requests: asked.Request) -> str:
    """Do an act a minute later; give the number of the first person of it."""
    small.clock.advance(MINUTE)
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return outcome.lines[0].person


def received(small: SmallRegister, name: str, prison: str, cell: str, born: str, sex: str) -> str:
    """Register and receive somebody."""
    number = do(small, asked.Register(
        prison=prison, last_name=name, first_name="Sam", date_of_birth=born, sex=sex
    ))  # fmt: skip
    ack = (Acknowledgement("over-cna", "No other room"),)
    do(small, asked.Receive(
        prison=prison, person=number, cell=cell, authority=COURT, reference="T1",
        dated="2026-03-01", acknowledged=ack,
    ))  # fmt: skip
    return number


def says(small: SmallRegister, prison: str, person: str, fact: str, **values: str) -> None:
    """Put something on record."""
    do(small, asked.RecordParticular(
        prison=prison, person=person, fact=fact, values=tuple(values.items())
    ))  # fmt: skip


@pytest.fixture
def two(small: SmallRegister) -> SmallRegister:
    """Give two prisons with five people in every sort of place, and a sixth who was released."""
    born = ("1990-02-01", "2005-03-02", "2005-03-03", "1950-01-01", "1980-06-06", "1970-01-01")
    cells = ("A-1-001", "A-1-002", "A-1-002", "", "B-1-001", "B-1-002")
    names = ("Alder", "Birch", "Cedar", "Damson", "Elm", "Fir")
    homes = ("WTI", "WTI", "WTI", "WTI", "EXI", "EXI")
    numbers = [
        received(small, name, home, cell, day, "F" if name == "Birch" else "M")
        for name, home, cell, day in zip(names, homes, cells, born, strict=True)
    ]
    alder, birch, cedar, _, elm, fir = numbers
    says(small, "WTI", alder, "legal-status", status="SENT03")
    says(small, "WTI", birch, "legal-status", status="TRL")
    says(small, "EXI", elm, "category", category="C")
    do(small, asked.SignCapacity(prison="WTI", signed=5))
    do(small, asked.Elsewhere(prison="WTI", person=birch, to="WORKSHOP"))
    do(small, asked.CourtOut(prison="WTI", person=cedar, destination=COURT))
    do(small, asked.TransferOut(prison="EXI", person=elm, to="WTI"))
    do(small, asked.Release(prison="EXI", person=fir, reason="CR"))
    return small


def moments(small: SmallRegister) -> list[dict[str, int]]:
    """Give now, and every few minutes since the first of them came, as now known and as then."""
    times = range(small.clock() - 20 * MINUTE, small.clock() + 1, 4 * MINUTE)
    then = [{"as_of": at, "known_at": at - late} for at in times for late in (0, 2 * MINUTE)]
    return [{}, *({"as_of": at} for at in times), *then]


def test_each_line_is_the_headline_of_that_prison(two: SmallRegister) -> None:
    for moment in moments(two):
        found = country(two.desk, **moment)
        assert [line.code for line in found.prisons] == ["EXI", "WTI"]
        for line in found.prisons:
            head = roll(two.desk, two.prison(line.code), **moment).headline
            assert [getattr(line, f) for f in FIGURES] == [getattr(head, f) for f in FIGURES]
            assert line.population == (
                line.in_cell + line.elsewhere + line.in_reception + line.no_cell
            )
        for figure in FIGURES[:-1]:
            lines = [getattr(line, figure) for line in found.prisons]
            assert getattr(found.totals, figure) == sum(lines)
    now = country(two.desk)
    assert (now.totals.population, now.totals.out, now.totals.incoming) == (3, 1, 1)
    assert [line.room for line in now.prisons] == [None, 2]
    assert (now.totals.signed, now.totals.room) == (5, 2)


def test_an_officer_of_one_prison_does_not_see_all(two: SmallRegister) -> None:
    do(two, asked.AppointOfficer(
        prison="WTI", account="wing", name="Wing", role="wing-officer"
    ))  # fmt: skip
    do(two, asked.AppointOfficer(prison="REG", account="audit", name="Audit", role="auditor"))
    wing, auditor = (two.desk._replace(account=account) for account in ("wing", "audit"))
    for read in (country, monthly):
        with pytest.raises(NotAuthorised, match="one prison"):
            read(wing)
        assert read(auditor)
    assert monthly(wing, two.prison("WTI")).population == 3


def test_nothing_is_said_of_what_has_not_come_yet(two: SmallRegister) -> None:
    for read in (country, monthly):
        with pytest.raises(BadInput, match="not come yet"):
            read(two.desk, as_of=two.clock() + MINUTE)


def test_every_part_of_the_table_adds_up_to_the_population(two: SmallRegister) -> None:
    for moment in moments(two):
        table = monthly(two.desk, None, **moment)
        assert table.population == country(two.desk, **moment).totals.population
        for part in table.breakdowns:
            assert sum(line.people for line in part.lines) == table.population, part
        assert sum(cell.people for cell in table.cells) == table.population
        parts = [monthly(two.desk, two.prison(p), **moment).population for p in ("WTI", "EXI")]
        assert sum(parts) == table.population


def lines(small: SmallRegister, by: str, **moment: int) -> dict[str, int]:
    """Give a breakdown as people by value."""
    (part,) = (p for p in monthly(small.desk, None, **moment).breakdowns if p.by == by)
    return {line.value: line.people for line in part.lines}


def test_what_it_tells_of_them(two: SmallRegister) -> None:
    """On 2 March 2026 somebody of 2 March 2005 is 21, and somebody of the day after is 20."""
    assert lines(two, "prison") == {"WTI": 3}
    assert lines(two, "legal-status") == {"SENTENCED": 1, "REMAND": 1, "": 1}
    assert lines(two, "sex") == {"M": 2, "F": 1}
    assert lines(two, "age") == {"21-24": 1, "30-39": 1, "70 and over": 1}
    do(two, asked.Back(prison="WTI", person="A0003AA"))
    assert lines(two, "age") == {"18-20": 1, "21-24": 1, "30-39": 1, "70 and over": 1}
    do(two, asked.Arrive(prison="WTI", person="A0005AA"))
    assert lines(two, "category") == {"": 4, "C": 1}


def test_what_was_said_in_an_earlier_stay_is_not_said_of_this_one(two: SmallRegister) -> None:
    before = two.clock()
    do(two, asked.Release(prison="WTI", person="A0001AA", reason="CR"))
    do(two, asked.Receive(
        prison="WTI", person="A0001AA", authority=COURT, reference="T2", dated="2026-03-02"
    ))  # fmt: skip
    assert lines(two, "legal-status") == {"REMAND": 1, "": 2}
    assert lines(two, "legal-status", as_of=before) == {"SENTENCED": 1, "REMAND": 1, "": 1}
    says(two, "WTI", "A0001AA", "legal-status", status="TRL")
    assert lines(two, "legal-status") == {"REMAND": 2, "": 1}
    do(two, asked.EndParticular(prison="WTI", person="A0001AA", fact="legal-status", why="Error"))
    assert lines(two, "legal-status") == {"REMAND": 1, "": 2}
