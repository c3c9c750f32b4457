"""Two terminals at one roll check, real processes: one is killed, the other goes on at once."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.registers import SmallRegister
from tests.screens.seats import RUN, SETTLED_S
from tests.services.check_prison import OTHER, WING, Checked, prepare
from tests.typist import Typist, environment, python


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """A prison with a check open."""
    made = prepare(small_file)
    made.open()
    return made


@contextmanager
def at_night_screen(small: SmallRegister, account: str) -> Iterator[Typist]:
    """Sit down at a terminal of the register, in front of the check."""
    command = python(RUN, small.where, account, str(small.clock()))
    with Typist(command, environment(), folder=small.folder) as typist:
        typist.until_sees("q Quit")
        typist.settle(SETTLED_S)
        typist.press("ctrl+r", SETTLED_S)
        typist.until_sees("0 of 5 counted")
        yield typist


def counts(typist: Typist, digits: str) -> None:
    """Open the count of the unit under the cursor and type a number."""
    typist.press("c", SETTLED_S)
    typist.until_sees("Number counted")
    typist.presses(*digits)
    typist.until_sees(f">*Number counted   {digits} ")


def test_what_one_hands_in_the_other_sees_and_goes_on_when_it_dies(checked: Checked) -> None:
    small = checked.small
    with at_night_screen(small, WING) as dying, at_night_screen(small, OTHER) as staying:
        counts(dying, "5")
        dying.press("enter", SETTLED_S)
        staying.until_sees("1 of 5 counted")
        dying.press("down", SETTLED_S)
        counts(dying, "4")
        os.kill(dying.pid, signal.SIGKILL)
        staying.press("t", SETTLED_S)
        staying.until_sees("Take over")
        staying.press("enter", SETTLED_S)
        staying.until_sees("In hand: Blair Wing.")
        assert checked.line(1, "B").counted is None, "what was only typed is no count"
        staying.press("down", SETTLED_S)
        counts(staying, "5")
        staying.press("enter", SETTLED_S)
        staying.until_sees("2 of 5 counted")
    assert checked.line(1, "A").counted_by == "Alex Wing"
    assert (checked.line(1, "B").counted, checked.line(1, "B").counted_by) == (5, "Blair Wing")
