"""What a prison settles for its roll checks: the units that it counts by, and when."""

import pytest

from tests.registers import SmallRegister
from tests.services.check_prison import Checked, newcomers, number, prepare
from wingterm.domain import requests as asked
from wingterm.domain.checks.units import NAME_MAX, UNITS_MAX
from wingterm.errors import NotAuthorised
from wingterm.services.roll import roll


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """Give the prison of two wings."""
    return prepare(small_file)


@pytest.fixture
def both(small: SmallRegister) -> Checked:
    """Give the same on both databases."""
    return prepare(small)


def units(*lines: tuple[str, str, str], **more: int) -> asked.SetCheckUnits:
    """Ask to count by other units."""
    return asked.SetCheckUnits(prison="WTI", units=lines, **more)  # type: ignore[arg-type]


def kind(**given: str) -> asked.SetCheckKind:
    """Ask for other times of lock-up checks."""
    return asked.SetCheckKind(**{"prison": "WTI", "kind": "lock-up", **given})  # type: ignore[arg-type]


def faults(checked: Checked, *lines: tuple[str, str, str]) -> list[tuple[str, str]]:
    """Give code and sentence of what stands against a list of units."""
    return [(o.code, o.sentence) for o in checked.objections(units(*lines))]


def test_the_usual_units_before_a_prison_says_any(checked: Checked) -> None:
    checked.open()
    sheet = checked.sheet()
    assert [(u.code, u.residential) for u in sheet.units] == [
        ("A", True), ("B", True), ("RECP", False), ("VISITS", False), ("WORKSHOP", False),
    ]  # fmt: skip


def test_units_stand_in_the_order_in_which_they_were_given(both: Checked) -> None:
    receipt = both.do(
        units(
            ("WORK", "Shops", "WORKSHOP"),
            ("B", "Back wing", "B"),
            ("VR", "", "visits, recp"),
            ("A", "", ""),
        )
    )
    assert receipt.lines[0].said == "Wingterm counts by 4 units: WORK, B, VR, A."
    both.open()
    sheet = both.sheet()
    assert [(u.code, u.name, u.residential, u.expected) for u in sheet.units] == [
        ("WORK", "Shops", False, 0),
        ("B", "Back wing", True, 5),
        ("VR", "VISITS", False, 0),
        ("A", "A", True, 5),
    ]


def test_everybody_inside_is_in_exactly_one_unit_and_the_rest_in_one_of_theirs(
    both: Checked,
) -> None:
    """The nearest unit around a place has it; what is in none is in REST."""
    newcomers(both, {11: "A-1-001", 12: "", 13: "A-1-003"})
    both.do(
        asked.Elsewhere(prison="WTI", person=number(1), to="WORKSHOP"),
        asked.Elsewhere(prison="WTI", person=number(6), to="VISITS"),
        asked.Move(prison="WTI", person=number(13), to="CSWAP"),
    )
    both.do(units(("FIRST", "", "A-1-001 A-1-012"), ("A", "", "A"), ("SHOP", "", "WORKSHOP")))
    both.open()
    assert both.expected() == {"FIRST": 2, "A": 3, "SHOP": 1, "REST": 7}
    listed = [one.number for code in both.expected() for one in both.unit(None, code).present]
    assert len(listed) == len(set(listed)) == 13
    sheet = both.sheet()
    assert sheet.expected == roll(both.small.desk, sheet.prison).headline.population == 13
    rest = sheet.units[-1]
    # Wing B has no unit of its own: those beds are the rest's, too.
    assert (rest.name, rest.residential) == ("No cell, or in no unit", False)
    assert (rest.beds, rest.named_out, rest.named_in, rest.without_bed) == (5, 0, 0, 2)


def test_a_bed_held_for_somebody_out_makes_a_unit_of_the_rest(checked: Checked) -> None:
    checked.do(units(("A", "", "A"), ("WS", "", "WORKSHOP")))
    for n in range(6, 11):
        checked.do(asked.Elsewhere(prison="WTI", person=number(n), to="WORKSHOP"))
    checked.open()
    assert checked.expected() == {"A": 5, "WS": 5, "REST": 0}
    rest = checked.sheet().units[-1]
    assert (rest.beds, rest.named_out, rest.expected) == (5, 5, 0)


def test_a_place_that_has_the_code_of_the_rest(checked: Checked) -> None:
    checked.do(asked.AddPlace(prison="WTI", code="REST", kind="AREA", name="Rest room"))
    checked.do(asked.Elsewhere(prison="WTI", person=number(1), to="REST"))
    checked.open()
    assert checked.expected() == {"A": 4, "B": 5, "RECP": 0, "VISITS": 0, "WORKSHOP": 0, "REST": 1}
    assert list(checked.expected())[-1] == "REST"
    assert checked.sheet().expected == 10
    checked.do(units(("ALL", "", "A B"), ("ROOM", "", "REST")))
    assert checked.expected(checked.open("night")) == {"ALL": 9, "ROOM": 1}


def test_what_is_no_unit_is_told_by_its_code(checked: Checked) -> None:
    letters = "Letters and digits joined by hyphens, at most 12, but not REST."
    for code in ("REST", "A" * 13, "A B", "\u00c9", "A--B", "-A", "A-", "\u0661"):
        (objection,) = checked.objections(units((code, "", "A")))
        assert objection.code == "unit-code"
        assert objection.sentence == f"{code} is not the code of a unit."
        assert objection.remedy == letters
    assert faults(checked, ("", "", "A")) == [("unit-code", "(empty) is not the code of a unit.")]
    assert faults(checked, ("rest", "", "A"))[0][0] == "unit-code"
    assert faults(checked, ("A", "", " ")) == [("unit-places", "Unit A has no place.")]
    assert faults(checked, ("A", "", "A Z")) == [("unknown-place", "Wingterm has no place Z.")]
    assert faults(checked, ("A", "", "A, COURT")) == [
        ("unit-places", "COURT is not inside: nobody is counted there.")
    ]
    assert faults(checked, ("A", "x" * (NAME_MAX + 1), "A"))[0][0] == "text"


def test_a_place_or_a_code_stands_in_the_list_once(checked: Checked) -> None:
    assert faults(checked, ("A", "", "A"), ("B", "", "B A")) == [
        ("unit-twice", "Place A is in the list twice.")
    ]
    assert faults(checked, ("A", "", "A"), ("a", "", "B")) == [
        ("unit-twice", "Unit A is in the list twice.")
    ]
    assert faults(checked, ("A", "", "A a"), ("A", "", "B B")) == [
        ("unit-twice", "Unit A is in the list twice."),
        ("unit-twice", "Place A is in the list twice."),
        ("unit-twice", "Place B is in the list twice."),
    ]


def test_too_many_or_too_long(checked: Checked) -> None:
    many = [(f"U{n}", "", "A") for n in range(UNITS_MAX + 1)]
    assert "too-many-units" in {code for code, _ in faults(checked, *many)}
    codes = [f"B-1-{n:03d}" for n in range(101, 120)]
    checked.do(
        *(
            asked.AddPlace(prison="WTI", code=code, kind="CELL", cna=1, working=1, maximum=1)
            for code in codes
        )
    )
    long = [(code, "\N{SNOWMAN}" * 40, code) for code in codes]
    checked.do(units(*long))
    long = [(code, "\N{GRINNING FACE}" * 40, code) for code in codes]
    assert [code for code, _ in faults(checked, *long)] == ["too-long"]


def test_another_list_changes_nothing_of_a_check_that_is_open(both: Checked) -> None:
    check = both.open("midday")
    before = both.sheet(check)
    both.do(units(("ALL", "Everybody", "A B RECP WORKSHOP VISITS")))
    assert both.sheet(check)._replace(now=before.now) == before
    assert both.expected(both.open("night")) == {"ALL": 10}
    # No unit at all: the usual ones again.
    receipt = both.do(units())
    assert receipt.lines[0].said == "Wingterm counts by its usual units."
    assert list(both.expected(both.open("unlock")))[:2] == ["A", "B"]
    assert both.sheet(check).sound


def test_what_is_wanted_of_a_kind_is_kept_by_kind(checked: Checked) -> None:
    receipt = checked.do(kind(times="20:45 7:05,12:15", late="15", clear="45", welfare="yes"))
    assert receipt.lines[0].said == ("Wingterm, lock-up check: due at 07:05, 12:15, 20:45.")
    # What is not named stays; times are always those given.
    checked.do(kind(clear="30"))
    check = checked.open("lock-up")
    sheet = checked.sheet(check)
    assert sheet.overdue_at - sheet.opened_at == 30 * 60_000_000
    assert sheet.wants_welfare
    # Another kind is as before.
    other = checked.sheet(checked.open("midday"))
    assert other.overdue_at - other.opened_at == 60 * 60_000_000
    assert not other.wants_welfare
    checked.do(kind(welfare="no"))
    assert checked.sheet(check).wants_welfare


def test_what_is_no_time_or_number_is_told(checked: Checked) -> None:
    for times in ("25:00", "7", "07:60", "noon", "07:00-08:00"):
        (objection,) = checked.objections(kind(times=times))
        assert (objection.code, objection.field) == ("check-times", "times")
        assert objection.sentence == f"{times} is not a time of the day, such as 07:45."
    for minutes in ("0", "721", "-1", "an hour", "1.5", "9" * 9):
        (objection,) = checked.objections(kind(late=minutes))
        assert (objection.code, objection.field) == ("check-minutes", "late")
        assert objection.sentence == f"{minutes} is not a number of minutes from 1 to 720."
    (objection,) = checked.objections(kind(welfare="some"))
    assert (objection.code, objection.field) == ("check-welfare", "welfare")
    (objection,) = checked.objections(kind(kind="evening"))
    assert objection.sentence == "evening is not a kind of roll check."
    checked.do(kind(late="1", clear="720"))


def test_who_may_settle_it(checked: Checked) -> None:
    for role in ("wing-officer", "orderly-officer", "auditor", "script"):
        checked.do(asked.AppointOfficer(prison="WTI", account=role, name="Some Body", role=role))
        for request in (units(), kind(times="07:45")):
            with pytest.raises(NotAuthorised):
                checked.ask(request, who=role)
    governor = asked.AppointOfficer(
        prison="WTI", account="gov", name="Duty Governor", role="duty-governor"
    )
    checked.do(governor)
    checked.do(units(), kind(times="07:45"), who="gov")
