"""What the night screen sends down the line, at a real pseudo-terminal."""

import pytest

from tests.registers import SmallRegister
from tests.screens.checked import elsewhere
from tests.screens.seats import SETTLED_S, seat
from tests.services.check_prison import WING, Checked, prepare

COUNT, FORM = 1_000, 8_000
"""Most bytes of a count that another hands in, and of another screen."""
IDLE_S = 1.5


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """A prison with a check open."""
    made = prepare(small_file)
    made.open()
    return made


def test_a_count_from_elsewhere_sends_what_differs_and_then_nothing(checked: Checked) -> None:
    with elsewhere(checked.small, WING) as other, seat(checked.small) as typist:
        assert typist.press("ctrl+r", SETTLED_S).size <= FORM
        typist.until_sees("0 of 5 counted")
        typist.settle(SETTLED_S)
        assert typist.settle(IDLE_S) == 0, "nothing is sent between minutes"
        for unit, counted, said in (("A", 5, "1 of 5 counted"), ("B", 4, "2 of 5 counted")):
            before = len(typist.sent)
            other.count(1, unit, counted)
            typist.until_sees(said)
            typist.settle(SETTLED_S)
            assert 0 < len(typist.sent) - before <= COUNT, unit
        assert typist.settle(IDLE_S) == 0
