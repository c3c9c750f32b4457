"""A terminal that is killed or hung up: no work is lost, none is done twice."""

import os
import random
import re
import signal
import time
from collections.abc import Callable

import pyte
import pytest

from tests.registers import COURT, SmallRegister
from tests.screens.pilots import done, receive
from tests.screens.test_quiet import Line
from tests.torture import lengths
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement
from wingterm.services.drafts import Draft, my_drafts
from wingterm.services.people import show

ONE = "A1111AA"
PATIENCE_S = 30.0
KILLS = int(os.environ.get("WINGTERM_KILLS", "6"))
"""How often a terminal is killed right after Enter."""


class Window(Line):
    """A terminal as an officer sees it."""

    def lines(self) -> list[str]:
        """Give the lines of the screen as they stand now."""
        screen = pyte.Screen(80, 24)
        # The model takes the private sequences that ask the terminal for something for text.
        told = re.sub(r"\x1b\[[<>=?]*[0-9;]*[$]?[pqu]", "", self.drawn)
        pyte.Stream(screen).feed(told)
        return [line.rstrip() for line in screen.display]

    def until(self, true: Callable[[str], bool]) -> str:
        """Read until the screen is as wanted; give its text."""
        deadline = time.monotonic() + PATIENCE_S
        while not true(text := "\n".join(self.lines())):
            assert time.monotonic() < deadline, text
            self.read_for(0.05)
        return text

    def sees(self, words: str) -> str:
        """Read until words stand on the screen, however they are wrapped."""
        return self.until(lambda text: words in " ".join(text.split()))

    def end(self, how: signal.Signals) -> None:
        """Let the process end by a signal, as a power cut or a closed window does."""
        self._program.send_signal(how)
        self._program.wait(PATIENCE_S)


def left(small: SmallRegister) -> list[Draft]:
    """Give the drafts that there are."""
    return [line.draft for line in my_drafts(small.desk).lines]


def on_disk(small: SmallRegister, window: Window, **values: str) -> None:
    """Wait until a draft with these values is kept."""
    deadline = time.monotonic() + PATIENCE_S
    while not any(values.items() <= dict(draft.values).items() for draft in left(small)):
        assert time.monotonic() < deadline, left(small)
        window.read_for(0.01)


def types_half(window: Window, number: str, area: str) -> None:
    """Open the form of a stay elsewhere and type as far as its second field."""
    window.sees("q Quit")
    window.press("e")
    window.sees("Prison number")
    window.press(f"{number}\t{area}")
    window.sees(f"*To {area}")


def received(small: SmallRegister, number: str) -> None:
    """Receive somebody of the same name and birth as others."""
    known = (Acknowledgement("likely-duplicate", "a test"),)
    done(small, asked.Register(
        prison="WTI", last_name="Example", first_name="Robin", number=number, sex="M",
        date_of_birth="1990-04-12", acknowledged=known,
    ))  # fmt: skip
    done(small, asked.Receive(prison="WTI", person=number, authority=COURT))


def went(small: SmallRegister, number: str) -> int:
    """Give how often somebody went elsewhere."""
    return [line.verb for line in show(small.desk, number).history].count("elsewhere")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_half_a_form_is_offered_at_the_next_start_and_finished(
    small: SmallRegister, how: signal.Signals
) -> None:
    receive(small, ONE, "A-1-001")
    with Window(small, XDG_STATE_HOME=str(small.folder)) as window:
        types_half(window, ONE, "WORK")
        on_disk(small, window, person=ONE, to="WORK")
        window.end(how)
    assert went(small, ONE) == 0
    with Window(small, XDG_STATE_HOME=str(small.folder)) as window:
        text = window.sees("Drafts: forms that are not done")
        assert re.search(rf"Elsewhere +{ONE} Example, Robin", text)
        window.press("\r")
        text = window.sees("Taken up as it was left")
        assert re.search(rf"Prison number +{ONE}", text)
        assert re.search(r">\*To +WORK", text)
        window.press("SHOP\r")
        window.sees("went to WORKSHOP")
        window.press("q")
        assert window.wait_for_end() == 0
    assert went(small, ONE) == 1
    assert left(small) == []


def test_a_window_that_closes_leaves_at_most_the_last_letters_open(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    typed = "a reason of many words that somebody types"
    with Window(small_file) as window:
        types_half(window, ONE, "WORKSHOP")
        window.press("\t\t")
        for letter in typed:
            window.press(letter)
        window.sees(typed)
        window.end(signal.SIGKILL)
    (draft,) = left(small_file)
    assert typed.startswith(draft.values["comment"])
    assert draft.values["to"] == "WORKSHOP"


def test_killed_right_after_enter_it_is_done_and_said_or_it_is_offered(
    small_file: SmallRegister,
) -> None:
    seed = lengths.seed()
    chance, told, offered = random.Random(seed), 0, 0
    for kill in range(KILLS):
        number = f"A{1000 + kill}AA"
        received(small_file, number)
        with Window(small_file) as window:
            types_half(window, number, "WORKSHOP")
            on_disk(small_file, window, person=number, to="WORKSHOP")
            window.press("\r")
            window.read_for(chance.uniform(0, 0.08))
            window.end(signal.SIGKILL)
        before = went(small_file, number)
        with Window(small_file) as window:
            text = window.until(
                lambda text: "Drafts: forms" in text or "Done before wingterm ended" in text
            )
            if "Drafts: forms" in text:
                offered += 1
                assert before == 0, seed
                window.press("\r")
                window.sees("Taken up as it was left")
                window.press("\r")
                window.sees("went to WORKSHOP.")
            else:
                told += 1
                assert before == 1, seed
                window.sees("went to WORKSHOP.")
            window.press("q")
            assert window.wait_for_end() == 0
        assert went(small_file, number) == 1, seed
        assert left(small_file) == [], seed
    print(f"{seed=} {KILLS=} {told=} {offered=}")  # noqa: T201 - for whoever runs with -s


def test_typing_costs_nothing_more_on_the_line_and_idle_writes_nothing(
    small_file: SmallRegister,
) -> None:
    receive(small_file, ONE, "A-1-001")
    with Window(small_file) as window:
        types_half(window, ONE, "WORK")
        on_disk(small_file, window, to="WORK")
        window.settled()
        letter = window.answer("S")
        assert letter < 150, letter
        on_disk(small_file, window, to="WORKS")
        (draft,), files = left(small_file), contents(small_file)
        assert window.is_quiet()
        assert left(small_file) == [draft]
        assert contents(small_file) == files
        window.press("\x11")
        window.wait_for_end()


def contents(small: SmallRegister) -> dict[str, bytes]:
    """Give what the files of the register and its drafts hold."""
    files = small.folder.glob("register.db*")
    return {file.name: file.read_bytes() for file in files if not file.name.endswith("-shm")}
