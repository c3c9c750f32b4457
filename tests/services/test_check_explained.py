"""Who is explained as missing or extra, by name: what whoever declares the roll answers for."""

import pytest

from tests.accesses import accesses, forget
from tests.registers import SmallRegister
from tests.services.check_prison import (
    Checked,
    counted_again,
    declared,
    explained,
    number,
    prepare,
)
from wingterm.domain.checks.record import Explained
from wingterm.services.checks.sheet import ExplainedLine

WHY = "seen there by Officer Hale"


@pytest.fixture
def checked(small: SmallRegister) -> Checked:
    """Give the prison of two wings; A is one short, B has one too many."""
    made = prepare(small)
    made.open()
    made.count_all(1, A=4, B=6)
    return made


def test_everybody_explained_stands_on_the_sheet_by_name(checked: Checked) -> None:
    assert checked.sheet(1).explained == ()
    checked.do(explained(1, "B", "unknown", "extra"), explained(1, "A", number(2), "missing"))
    assert checked.sheet(1).explained == (
        ExplainedLine("A", number(2), "Sample", "Kim C", Explained.MISSING, WHY, "Test Officer"),
        ExplainedLine("B", "", "", "", Explained.EXTRA, WHY, "Test Officer"),
    )
    assert [one.shown for one in checked.sheet(1).explained] == [
        f"{number(2)} Sample, Kim C",
        "unknown",
    ]


def test_whom_a_later_count_or_a_withdrawal_voids_is_not_on_it(checked: Checked) -> None:
    checked.do(explained(1, "B", number(1), "extra"), explained(1, "A", number(1), "missing"))
    checked.do(counted_again(1, "A", 4))
    assert [one.unit for one in checked.sheet(1).explained] == ["B"]
    checked.do(explained(1, "B", number(1), "withdrawn"))
    assert checked.sheet(1).explained == ()


def test_it_stays_with_what_was_declared(checked: Checked) -> None:
    checked.do(explained(1, "B", number(1), "extra"), explained(1, "A", number(1), "missing"))
    before = checked.sheet(1).explained
    checked.do(declared(1), who="oscar")
    assert len(before) == 2
    assert checked.sheet(1).explained == before


def test_whoever_is_named_is_in_the_log_of_consultations(checked: Checked) -> None:
    checked.do(explained(1, "B", number(1), "extra"), explained(1, "A", number(1), "missing"))
    forget(checked.small.desk)
    checked.sheet(1)
    (line,) = accesses(checked.small.desk)
    assert number(1) in line["people"]
    assert number(2) not in line["people"]
