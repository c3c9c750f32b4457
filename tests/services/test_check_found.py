"""Who is explained as missing is somewhere: found in one other unit, or told as found nowhere."""

import pytest

from tests.registers import SmallRegister
from tests.services.check_prison import (
    NAMES,
    WING,
    Checked,
    counted_again,
    explained,
    number,
    prepare,
)


@pytest.fixture
def checked(small: SmallRegister) -> Checked:
    """Give the prison of two wings; A is one short, B and reception have one too many."""
    made = prepare(small)
    made.open()
    made.count_all(1, A=4, B=6, RECP=made.expected()["RECP"] + 1)
    return made


def test_nobody_is_explained_as_extra_in_two_units_at_once(checked: Checked) -> None:
    checked.do(explained(1, "A", number(1), "missing"), explained(1, "B", number(1), "extra"))
    (objection,) = checked.objections(explained(1, "RECP", number(1), "extra"), who=WING)
    assert objection.code == "extra-twice"
    assert objection.field == "person"
    assert objection.sentence == (
        f"{number(1)} Sample, Kim B is explained as extra in B already; "
        "nobody is in two units at once."
    )
    assert checked.sheet(1).state.value == "DIFFERS"
    # Said again of the same unit, with another reason, it is the same place.
    checked.do(explained(1, "B", number(1), "extra", why=f"seen by {NAMES[WING]}"))
    checked.do(explained(1, "B", number(1), "withdrawn"))
    checked.do(explained(1, "RECP", number(1), "extra"))
    assert checked.line(1, "RECP").state.value == "EXPLAINED"


def test_a_count_that_voids_an_explanation_makes_room_for_another(checked: Checked) -> None:
    checked.do(explained(1, "B", number(1), "extra"))
    checked.do(counted_again(1, "B", 5))
    checked.do(explained(1, "RECP", number(1), "extra"))
    assert checked.line(1, "RECP").explained == 1


def test_who_is_missing_and_nowhere_extra_is_found_nowhere(checked: Checked) -> None:
    assert checked.sheet(1).found_nowhere == ()
    checked.do(explained(1, "A", number(1), "missing"), explained(1, "RECP", "unknown", "extra"))
    (one,) = checked.sheet(1).found_nowhere
    assert (one.unit, one.number) == ("A", number(1))
    checked.do(explained(1, "B", number(1), "extra"))
    assert checked.sheet(1).found_nowhere == ()
