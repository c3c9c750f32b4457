"""All 24 lines of the main screens at a real terminal: mono and ASCII, 16 colours, 256 colours.

`WINGTERM_GOLDEN=write` writes them anew. Each is the text, and below it what is not plain.
"""

import os
from pathlib import Path

import pytest

from screens.parts.line_filter import AsciiText
from tests.registers import MINUTE, SmallRegister
from tests.screens.pilots import done, receive
from tests.screens.seats import come_back, go, looks, seat
from tests.typist import Typist
from wingterm.domain import requests as asked
from wingterm.domain.text import plain_letter

GOLDEN = Path(__file__).parents[1] / "golden" / "terminal"
WRITE = os.environ.get("WINGTERM_GOLDEN") == "write"
MODES = {
    "256": {"TERM": "xterm-256color"},
    "16": {"TERM": "xterm"},
    "mono": {"TERM": "linux", "NO_COLOR": "1", "LC_ALL": "C", "LANG": "C"},
}
ONE, TWO = "A1111AA", "A2222AA"
SCREENS = (
    "board", "wing", "landing", "person", "form", "people", "find", "lists", "report", "map",
    "trend", "occupancy", "help",
)  # fmt: skip


@pytest.fixture
def prison(small_file: SmallRegister) -> SmallRegister:
    """A small prison with somebody in each kind of place, and a name with an accent."""
    receive(small_file, ONE, "A-1-001", last="M\u00fcller")
    receive(small_file, TWO, "A-1-002", last="Sampleson-Whittingham-Featherstone")
    receive(small_file, "A3333AA", last="\u0141ukasz")
    small_file.clock.advance(30 * MINUTE)
    done(small_file, asked.Elsewhere(prison="WTI", person=TWO, to="WORKSHOP"))
    small_file.clock.advance(30 * MINUTE)
    return small_file


def drawn(typist: Typist) -> list[str]:
    """Give the golden of what is on the screen: the text, then what is not plain."""
    cells = ["".join(typist.screen.buffer[y][x].data for x in range(80)) for y in range(24)]
    assert all(len(line) == 80 for line in cells), "a letter takes more than its column"
    return [*(line.rstrip() for line in cells), "-" * 80, *looks(typist)]


def in_plain(lines: list[str]) -> list[str]:
    """Give lines as a terminal without UTF-8 shows them."""
    return ["".join(c if c.isascii() else plain_letter(c) for c in line) for line in lines]


def shown(typist: Typist) -> dict[str, list[str]]:
    """Give every main screen, and the bar that asks once more."""
    found = {}
    for name in SCREENS:
        go(typist, name)
        if name == "find":
            typist.presses(*"muller")
            typist.until(lambda: typist.sees(ONE))
            typist.settle(0.25)
        found[name] = drawn(typist)
        come_back(typist)
    go(typist, "person")
    typist.presses("l", "C", "R")
    typist.press("enter")
    typist.until(lambda: typist.sees("any other key: no"))
    typist.settle(0.25)
    found["confirm"] = drawn(typist)
    typist.press("n")
    return found


@pytest.mark.parametrize("mode", MODES)
def test_a_screen_is_the_same_in_every_mode(prison: SmallRegister, mode: str) -> None:
    with seat(prison, **MODES[mode]) as typist:
        found = shown(typist)
        sent = typist.sent
    if WRITE and mode == "256":
        GOLDEN.mkdir(exist_ok=True)
        for name, lines in found.items():
            (GOLDEN / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, lines in found.items():
        kept = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        assert lines == (in_plain(kept) if mode == "mono" else kept), name
    if mode == "mono":
        assert sent.isascii(), "bytes that the terminal cannot show"


def test_letters_keep_their_columns_in_ascii() -> None:
    from rich.cells import cell_len
    from rich.segment import Segment
    from textual.color import Color

    for text in (
        "M\u00fcller",
        "\u0141ukasz",
        "\u4e2d\u6587",
        "e\u0301",
        "O\u2019Neil",
        "Stra\u00dfe",
    ):
        (segment,) = AsciiText().apply([Segment(text)], Color(0, 0, 0))
        assert segment.text.isascii()
        assert cell_len(segment.text) == cell_len(text)
    assert (
        "".join(map(plain_letter, "M\u00fcller \u0141ukasz O\u2019Neil \u00df"))
        == "Muller Lukasz O'Neil ?"
    )


@pytest.mark.parametrize(
    ("variables", "plain"),
    [
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "C.utf8"}, False),
        ({"LC_ALL": "", "LANG": "C.UTF-8"}, False),
        ({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_CTYPE": "POSIX", "LANG": "C.UTF-8"}, True),
        ({"LANG": "en_GB.ISO-8859-1"}, True),
        ({"LANG": ""}, True),
    ],
)
def test_the_locale_says_which_letters_are_sent(
    prison: SmallRegister, variables: dict[str, str], plain: bool
) -> None:
    from wingterm.letters import only_ascii

    assert only_ascii(variables) is plain


def test_a_locale_that_is_not_named_is_ascii(prison: SmallRegister) -> None:
    with seat(prison, LANG="") as typist:
        go(typist, "landing")
        assert typist.sees("Muller, Robin")
        assert typist.sent.isascii()
