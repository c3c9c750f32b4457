"""What each key sends down the line, at a real pseudo-terminal, against what is promised."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest

from tests.benchmarks.bench import furnished
from tests.registers import SmallRegister
from tests.screens.pilots import receive
from tests.screens.seats import SETTLED_S, WAYS, come_back, go, seat
from tests.typist import Typist, environment, python

PEOPLE = 1_500
IN_PAGE, SCROLLING, LETTER, QUESTION, SCREEN = 340, 1_000, 3_200, 2_000, 8_000
"""Most bytes of a cursor key in a page, of one on average when it scrolls, of a letter of a filter,
of the question before an act, of another screen."""
READING = """
import sys
import wingterm.app, screens.landing, screens.people, screens.person, screens.find, screens.wing
print(*sorted(name for name in sys.modules if name.startswith(WRITING)))
"""
WRITING = (
    "screens.specs",
    "wingterm.domain.requests",
    "wingterm.domain.verbs",
    "sqlmodel",
    "typer",
)
"""What a terminal that only reads has no need of; twenty of them share no memory."""
RUN = "from wingterm.cli.quick import run; run()"
IDLE_S = 1.0
MOUSE = re.compile(rb"\x1b\[\?(?:1000|1001|1002|1003|1005|1006|1015|1016)h")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a register of many people."""
    path = tmp_path_factory.mktemp("crowd") / "register.db"
    desk, _ = furnished(path, PEOPLE)
    desk.store.close()
    return path


@pytest.fixture
def crowded(crowd: Path) -> Iterator[Typist]:
    """Somebody in front of the list of everybody."""
    command = [*python(RUN), "--store", str(crowd), "--prison", "WTI"]
    with Typist(command, environment()) as typist:
        typist.until_sees("q Quit")
        typist.settle(SETTLED_S)
        typist.press("1", SETTLED_S)
        typist.until(lambda: typist.sees(f"{PEOPLE}"))
        typist.settle(SETTLED_S)
        yield typist


def test_a_cursor_key_sends_two_rows(crowded: Typist) -> None:
    sizes = [crowded.press("down").size for _ in range(60)]
    in_page = sorted(sizes)[: len(sizes) * 3 // 4]
    assert max(in_page) <= IN_PAGE, sizes
    assert mean(sizes) <= SCROLLING, sizes
    assert crowded.settle(IDLE_S) == 0


def test_a_letter_of_the_filter_sends_the_rows_that_differ(crowded: Typist) -> None:
    crowded.press("/")
    for word in ("abc", "person", "1950", "a-1-2"):
        for letter in word:
            assert crowded.press(letter).size <= LETTER, word
        crowded.presses(*["backspace"] * len(word))


@pytest.fixture
def few(small_file: SmallRegister) -> SmallRegister:
    """A register with a few people."""
    for number, cell in (("A1111AA", "A-1-001"), ("A2222AA", "A-1-002"), ("A3333AA", "")):
        receive(small_file, number, cell)
    return small_file


def test_a_screen_is_sent_once_and_then_nothing(few: SmallRegister) -> None:
    with seat(few) as typist:
        assert typist.settle(IDLE_S) == 0
        for name in WAYS:
            assert go(typist, name) <= SCREEN, name
            assert typist.settle(IDLE_S) == 0, f"{name} sends something while nobody types"
            come_back(typist)
        assert not MOUSE.search(typist.sent), "the mouse is the terminal's own"


def test_the_question_costs_its_lines(few: SmallRegister) -> None:
    with seat(few) as typist:
        go(typist, "person")
        typist.presses("l", "C", "R")
        asked = typist.press("enter", SETTLED_S)
        assert typist.sees("any other key: no")
        assert asked.size <= QUESTION


def test_what_wrote_over_the_screen_is_drawn_over(few: SmallRegister) -> None:
    with seat(few) as typist:
        before = typist.picture
        typist.take(b"\x1b[5;1HBroadcast message from root\x1b[K")
        typist.press("f5", SETTLED_S)
        assert typist.picture == before


def test_a_window_of_another_size_is_filled_and_comes_back_as_it_was(few: SmallRegister) -> None:
    with seat(few) as typist:
        go(typist, "landing")
        typist.press("down")
        before = typist.picture
        for columns, lines in ((72, 20), (100, 1)):
            typist.resize(columns, lines)
            said = f"wingterm needs 80 columns and 24 lines; this window has {columns} by {lines}."
            said = said if len(said) <= columns else f"Too small: {columns}x{lines}, needs 80x24"
            typist.until_sees(said)
            typist.settle(SETTLED_S)
            assert [line for line in typist.picture if line] == [said]
            typist.presses("m", "q", "enter")
        typist.resize(132, 43)
        typist.until_sees("Since")
        typist.resize(80, 24)
        typist.settle(0.6)
        assert typist.picture == before


def test_reading_loads_nothing_of_what_writing_needs() -> None:
    command = python(READING.replace("WRITING", repr(WRITING)))
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
