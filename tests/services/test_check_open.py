"""Opening a roll check: what is expected of each unit is frozen by name, as of an instant."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.check_prison import (
    HOUR,
    ORDERLY,
    WING,
    Checked,
    newcomers,
    number,
    prepare,
)
from tests.services.moves import court, fill_all, hospital
from wingterm.domain import requests as asked
from wingterm.domain.checks.kinds import NAMES
from wingterm.errors import IdUsed, NotAuthorised, NotFound
from wingterm.services.act import carry_out
from wingterm.services.roll import roll


@pytest.fixture
def checked(small: SmallRegister) -> Checked:
    """Give the prison of two wings, on both databases."""
    return prepare(small)


@pytest.fixture
def in_file(small_file: SmallRegister) -> Checked:
    """Give the prison of two wings."""
    return prepare(small_file)


def elsewhere(n: int, to: str) -> asked.Elsewhere:
    """Ask to record that the n-th person is elsewhere inside."""
    return asked.Elsewhere(prison="WTI", person=number(n), to=to)


def scatter(checked: Checked) -> None:
    """Put people into every sort of place; nobody is left where a wrong sum would not show."""
    newcomers(checked, {11: "", 12: "", 13: "A-1-001", 14: "", 15: "A-1-003"})
    checked.do(
        *(elsewhere(n, "WORKSHOP") for n in (1, 6, 12)),
        elsewhere(2, "VISITS"),
        court(number(3)),
        hospital(number(7)),
        asked.Move(prison="WTI", person=number(13), to="CSWAP"),
        court(number(14), keep_bed=False),
        court(number(15), keep_bed=False),
        asked.Escape(prison="WTI", person=number(8)),
        elsewhere(9, "VISITS"),
    )


FIGURES = {
    #          beds, named out, named in, without a bed, expected
    "A":        (5, 3, 0, 0, 2),
    "B":        (4, 3, 0, 0, 1),
    "RECP":     (0, 0, 0, 1, 1),
    "VISITS":   (0, 0, 2, 0, 2),
    "WORKSHOP": (0, 0, 2, 1, 3),
    "REST":     (0, 0, 0, 1, 1),
}  # fmt: skip
"""Worked out by hand of the people whom `scatter` puts about."""


def test_each_units_expectation_is_beds_less_out_and_in_with_those_without_a_bed(
    checked: Checked,
) -> None:
    scatter(checked)
    checked.open()
    sheet = checked.sheet()
    found = {
        u.code: (u.beds, u.named_out, u.named_in, u.without_bed, u.expected) for u in sheet.units
    }
    assert found == FIGURES
    assert list(found) == list(FIGURES)
    for beds, out, in_, none, expected in found.values():
        assert expected == beds - out + in_ + none
    assert sheet.expected == roll(checked.small.desk, sheet.prison).headline.population == 10
    assert [line.number for line in sheet.outside] == [number(n) for n in (8, 3, 14, 15, 7)]
    assert sheet.roll == 15
    assert (sheet.counted, sheet.counted_units, sheet.state.value) == (0, 0, "INCOMPLETE")
    assert {unit.state.value for unit in sheet.units} == {"NOT COUNTED"}
    assert {unit.counted for unit in sheet.units} == {None}
    assert sheet.sound


def test_the_frozen_list_of_a_unit_by_name(in_file: Checked) -> None:
    scatter(in_file)
    in_file.open()
    workshop = in_file.unit(None, "workshop")
    assert [(one.number, one.cell, one.note) for one in workshop.present] == [
        (number(12), "", "no bed"),
        (number(1), "A-1-011", "in"),
        (number(6), "B-1-001", "in"),
    ]
    wing = in_file.unit(None, "A")
    assert [(one.number, one.where, one.note) for one in wing.present] == [
        (number(4), "In cell A-1-014", ""),
        (number(5), "In cell A-1-015", ""),
    ]
    assert [(one.number, one.where, one.note) for one in wing.out] == [
        (number(1), "At WORKSHOP, bed in A-1-011", "out"),
        (number(2), "At VISITS, bed in A-1-012", "out"),
        (number(3), "At court, bed in A-1-013", "out"),
    ]
    rest = in_file.unit(None, "REST")
    assert [one.number for one in rest.present] == [number(13)]
    with pytest.raises(NotFound, match="has no unit Z"):
        in_file.unit(None, "Z")


def test_sums_where_people_are_everywhere(small: SmallRegister) -> None:
    """The sum of the units is the population; with those named outside it is the roll."""
    fill_all(small)
    checked = Checked(small)
    for n, prison in enumerate(("WTI", "EXI"), start=1):
        checked.do(asked.OpenCheck(prison=prison, kind="stand-fast"))
        sheet = checked.sheet(n) if prison == "WTI" else None
        if sheet is not None:
            head = roll(small.desk, sheet.prison).headline
            assert sheet.expected == head.population
            assert sheet.roll == sheet.expected + len(sheet.outside) - sheet.off_roll
            assert sum(unit.expected for unit in sheet.units) == head.population


def test_later_movements_change_nothing_of_it(checked: Checked) -> None:
    check = checked.open()
    before = checked.expected()
    lists = [checked.unit(None, code).present for code in before]
    checked.do(
        elsewhere(1, "WORKSHOP"),
        asked.Release(prison="WTI", person=number(2), reason="CR"),
        asked.Swap(prison="WTI", person=number(3), other=number(6)),
    )
    newcomers(checked, {11: "A-1-001"})
    assert checked.expected(check) == before
    assert [checked.unit(check, code).present for code in before] == lists
    assert checked.sheet(check).sound


def test_as_of_an_instant_before(checked: Checked) -> None:
    """What had happened by then, as it was known when the check was opened."""
    checked.do(elsewhere(1, "WORKSHOP"))
    then = checked.small.clock.instant
    checked.do(elsewhere(2, "WORKSHOP"))
    late = asked.Elsewhere(prison="WTI", person=number(3), to="WORKSHOP", at=then)
    checked.do(late)
    check = checked.open(at=then)
    assert checked.sheet(check).as_of == then
    assert checked.sheet(check).opened_at == checked.small.clock.instant
    assert checked.expected()["WORKSHOP"] == 2
    listed = {one.number for one in checked.unit(check, "WORKSHOP").present}
    assert listed == {number(1), number(3)}


def test_one_of_a_kind_is_open_at_a_time(in_file: Checked) -> None:
    check = in_file.open("lock-up")
    again = asked.OpenCheck(prison="WTI", kind="Lock-up")
    assert in_file.refused(again) == ["check-open"]
    assert in_file.open("night") == check + 1
    in_file.do(asked.AbandonCheck(prison="WTI", check=check, why="fire alarm"))
    assert in_file.open("lockup") == check + 2


def test_an_escalated_check_leaves_room_for_its_kind_and_takes_that_of_an_emergency(
    in_file: Checked,
) -> None:
    check = in_file.open("lock-up")
    in_file.do(asked.EscalateCheck(prison="WTI", check=check, why="one is missing"))
    assert in_file.refused(asked.OpenCheck(prison="WTI", kind="emergency")) == ["check-open"]
    assert in_file.open("lock-up") == check + 1


@pytest.mark.parametrize(("kind", "name"), NAMES.items())
def test_every_kind_by_its_code_and_by_its_words(
    small_file: SmallRegister, kind: str, name: str
) -> None:
    checked = Checked(small_file)
    for typed in (kind, name.upper(), f"  {name.lower()} "):
        check = checked.open(typed)
        assert checked.sheet(check).kind == kind
        assert checked.sheet(check).name == f"{name} check {check}"
        checked.do(asked.AbandonCheck(prison="WTI", check=check, why="only to try"))


def test_what_the_receipt_says(in_file: Checked) -> None:
    scatter(in_file)
    in_file.small.clock.instant -= in_file.small.clock.instant % HOUR - HOUR
    receipt = in_file.do(asked.OpenCheck(prison="WTI", kind="unlock"))
    assert receipt.lines[0].said == (
        "Roll check 1 of Wingterm is open: Unlock, as of 2026-03-02 10:01; "
        "10 expected in 6 units, 15 on the roll."
    )


def test_the_same_request_sent_again_opens_one_check(checked: Checked) -> None:
    request = asked.OpenCheck(prison="WTI", kind="unlock")
    first = carry_out(checked.small.desk, [request], "request-1")
    checked.small.clock.advance(MINUTE)
    before = checked.small.dump()
    second = carry_out(checked.small.desk, [request], "request-1")
    assert checked.small.dump() == before
    assert getattr(second, "lines", None) == getattr(first, "lines", ())
    assert getattr(second, "repeated", False)
    with pytest.raises(IdUsed):
        carry_out(checked.small.desk, [asked.OpenCheck(prison="WTI", kind="night")], "request-1")


def test_two_prisons_have_checks_of_their_own_under_numbers_of_one_row(in_file: Checked) -> None:
    in_file.do(asked.OpenCheck(prison="EXI", kind="unlock"))
    assert in_file.open("unlock") == 2
    with pytest.raises(NotFound, match="has no roll check 1"):
        in_file.sheet(1)


def test_who_may_open_one(in_file: Checked) -> None:
    auditor = asked.AppointOfficer(prison="WTI", account="aud", name="Aud Itor", role="auditor")
    in_file.do(auditor)
    with pytest.raises(NotAuthorised):
        in_file.ask(asked.OpenCheck(prison="WTI", kind="unlock"), who="aud")
    # An officer acts for their own prison alone.
    with pytest.raises(NotAuthorised):
        in_file.ask(asked.OpenCheck(prison="EXI", kind="unlock"), who=WING)
    in_file.do(asked.OpenCheck(prison="WTI", kind="unlock"), who=WING)
    sheet = in_file.sheet()
    assert (sheet.opened_by, sheet.in_charge) == ("Alex Wing", "Alex Wing")
    in_file.do(asked.OpenCheck(prison="WTI", kind="night"), who=ORDERLY)


def test_without_a_number_the_open_one_is_meant_else_the_newest(in_file: Checked) -> None:
    with pytest.raises(NotFound, match="has had no roll check yet"):
        in_file.sheet()
    first, second = in_file.open("unlock"), in_file.open("night")
    assert in_file.sheet().id == second
    in_file.do(asked.AbandonCheck(prison="WTI", check=second, why="fire alarm"))
    assert in_file.sheet().id == first
    in_file.do(asked.AbandonCheck(prison="WTI", check=first, why="fire alarm"))
    assert in_file.sheet().id == second
