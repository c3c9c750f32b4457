"""How old what a screen shows is, and in which words."""

from threading import Event

import pytest

from screens.watch import REST, Watch, age_in_words
from wingterm.clock import FixedClock
from wingterm.errors import StoreBusy

SECOND = 1_000_000
PATIENCE_S = 10.0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(2, "2 s"), (4, "2 s"), (5, "5 s"), (44, "40 s"), (60, "1 min"), (3599, "59 min"),
     (3600, "1 h 00 min"), (7500, "2 h 05 min")],
)  # fmt: skip
def test_an_age_goes_on_in_steps(seconds: int, words: str) -> None:
    assert age_in_words(seconds * SECOND + 999_999) == words


class Asked:
    """A register that answers when it is let."""

    def __init__(self) -> None:
        """Begin without an answer."""
        self.times = 0
        self.let = Event()
        self.done = Event()
        self.error: Exception | None = None

    def __call__(self) -> int:
        """Answer, or fail, once it is let."""
        self.times += 1
        self.let.wait(PATIENCE_S)
        self.done.set()
        if self.error is not None:
            raise self.error
        return self.times


def stopped(watch: Watch) -> bool:
    """Whether nobody can tell whether the register moved on."""
    return watch.why_stopped is not None


def looked(watch: Watch, asked: Asked) -> None:
    """Let one look go out and come back."""
    asked.done.clear()
    asked.let.set()
    while not asked.done.is_set():
        watch.look()
        asked.done.wait(0.01)
    assert watch.settled(PATIENCE_S)


def test_one_look_is_out_at_a_time_and_one_that_stays_out_is_said() -> None:
    clock, asked = FixedClock(0), Asked()
    watch = Watch(asked, clock, clock)
    watch.look()
    watch.look()
    assert asked.times <= 1
    assert not stopped(watch)
    clock.advance(2 * SECOND)
    assert stopped(watch)
    assert watch.age(watch.good) == 2 * SECOND
    asked.let.set()
    assert watch.settled(PATIENCE_S)
    assert not stopped(watch)
    assert watch.version == 1
    assert watch.good.ticks == 0, "as of when it was asked, not when the answer came"


@pytest.mark.parametrize("error", [StoreBusy("Busy.", "Try again."), ValueError("a fault")])
def test_a_look_that_fails_is_told_and_tried_again_after_a_rest(error: Exception) -> None:
    clock, asked = FixedClock(0), Asked()
    watch = Watch(asked, clock, clock)
    looked(watch, asked)
    asked.error = error
    looked(watch, asked)
    assert stopped(watch)
    assert watch.error is not None
    assert watch.error.hint
    times = asked.times
    for _ in range(REST):
        watch.look()
    assert asked.times == times
    asked.error = None
    looked(watch, asked)
    assert not stopped(watch)
