"""What is sent of a paint, at a model of the screen: the right picture, few bytes."""

from typing import cast
from unicodedata import normalize

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from screens.parts.lines import BOLD, PLAIN, REVERSE
from screens.parts.thin import Thin

WIDTH, HEIGHT = 20, 3
LOOKS = (PLAIN, BOLD, REVERSE, Style(color="default", bgcolor="default"), Style(underline=True))


def strip(*parts: tuple[str, Style]) -> Strip:
    """Give a line; nothing in its last column, where the model would wrap a mark."""
    held = Strip([Segment(text, style) for text, style in parts]).adjust_cell_length(WIDTH - 1)
    return held.adjust_cell_length(WIDTH)


def whole(lines: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[line] for line in lines], Region(0, 0, WIDTH, HEIGHT))


def one_line(y: int, line: Strip) -> ChopsUpdate:
    chops: list[dict[int, Strip | None]] = [{0: None} for _ in range(HEIGHT)]
    chops[y] = {0: line}
    return ChopsUpdate(chops, [(y, 0, WIDTH)], [[WIDTH]] * HEIGHT)


def sent(thin: Thin, update: LayoutUpdate | ChopsUpdate) -> str:
    said = thin.changes(update, WIDTH, HEIGHT, ColorSystem.STANDARD)
    assert said is not None
    return said


def looks(screen: pyte.Screen) -> list[list[tuple[str, bool, bool, bool]]]:
    """Give every cell: letter, bold, reverse, underlined."""
    return [
        [(c.data, c.bold, c.reverse, c.underscore)
         for c in (screen.buffer[y][x] for x in range(WIDTH))]
        for y in range(HEIGHT)
    ]  # fmt: skip


letters = st.text(st.sampled_from("ab  \u00e9\u0416"), max_size=WIDTH)
odd_letters = st.lists(
    st.sampled_from(["a", "b", " ", "\u4e2d", "e\u0301", "\U0001f600"]), max_size=8
).map("".join)
lines = st.lists(st.tuples(letters | odd_letters, st.sampled_from(LOOKS)), max_size=4).map(
    lambda parts: strip(*parts)
)
paints = st.lists(
    st.lists(lines, min_size=HEIGHT, max_size=HEIGHT)
    | st.tuples(st.integers(0, HEIGHT - 1), lines),
    min_size=1,
    max_size=6,
)


@given(paints)
def test_the_picture_is_that_of_sending_everything(
    changes: list[list[Strip] | tuple[int, Strip]],
) -> None:
    thin, screen = Thin(), pyte.Screen(WIDTH, HEIGHT)
    shown = [strip() for _ in range(HEIGHT)]
    for change in [shown, *changes]:
        if isinstance(change, tuple):
            shown = [*shown[: change[0]], change[1], *shown[change[0] + 1 :]]
        else:
            shown = list(change)
        update = one_line(*change) if isinstance(change, tuple) else whole(shown)
        pyte.Stream(screen).feed(sent(thin, update))
        expected = pyte.Screen(WIDTH, HEIGHT)
        pyte.Stream(expected).feed(sent(Thin(), whole(shown)))
        assert looks(screen) == looks(expected)
        assert [line.rstrip() for line in screen.display] == [
            normalize("NFC", "".join(segment.text for segment in line)).rstrip() for line in shown
        ]


def test_what_is_shown_already_is_not_sent() -> None:
    thin, lines = Thin(), [strip(("Example", BOLD)), strip(), strip(("keys", PLAIN))]
    assert sent(thin, whole(lines))
    assert sent(thin, whole(lines)) == ""
    assert sent(thin, one_line(0, lines[0])) == ""


def test_only_what_differs_is_sent() -> None:
    thin = Thin()
    sent(thin, whole([strip(("A1111AA Example, Ro", PLAIN)), strip(), strip()]))
    assert sent(thin, one_line(0, strip(("A1112AA Example, Ro", PLAIN)))) == "\x1b[1;5H2"
    assert sent(thin, one_line(0, strip(("A1112AA", PLAIN)))) == "\x1b[1;8H\x1b[K"


def test_a_screen_that_something_else_wrote_over_is_sent_whole() -> None:
    thin, lines = Thin(), [strip(("Example", PLAIN)), strip(), strip()]
    first = sent(thin, whole(lines))
    thin.forget()
    assert sent(thin, whole(lines)) == first


def test_another_size_is_another_screen() -> None:
    thin, lines = Thin(), [strip(("Example", PLAIN)), strip(), strip()]
    sent(thin, whole(lines))
    again = thin.changes(whole(lines), WIDTH - 1, HEIGHT, None)
    assert "Example" in cast("str", again)
