"""The layout of a sheet: title, sections of rows under columns, foot; set into pages of lines.

Widths are columns of a page that is 80 of them wide, on text and on PDF alike; what a letter takes
of one is for the kind of paper to say. Nothing is ever cut: what does not fit goes on below.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from wingterm.domain.times import shown_full
from wingterm.services.sheets.stamp import Stamp

WIDTH = 80
"""Columns of a page."""

LINES = 60
"""Lines of a page, foot included: A4 and Letter both hold them at six lines an inch."""

BOX = "[ ]"
"""A cell with nothing but a box to tick."""
SIDE = "|"
"""The side of a box to write in."""


class Letters(NamedTuple):
    """The letters of a kind of paper."""

    measure: Callable[[str], float]
    """Gives how many columns a text takes."""
    spell: Callable[[str], str]
    """Gives a text in letters that the paper has, as one line that acts on nobody."""
    title: float = 1
    """How much larger a title is set."""


class Kind(Enum):
    """What a line of a page is."""

    TITLE = auto()
    TEXT = auto()
    HEADING = auto()
    HEAD = auto()
    ROW = auto()
    RULE = auto()
    BLANK = auto()
    FOOT = auto()
    EDGE = auto()
    """An edge of boxes, in signs; where boxes are drawn it is left to them."""
    FORM = auto()
    """A line within boxes: their texts, and a `SIDE` where one ends."""


class Column(NamedTuple):
    """A column of a section."""

    head: str
    width: int


class Section(NamedTuple):
    """Rows under a heading."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    """A row of one cell runs over the whole width."""
    empty: str = "None."


class Space(NamedTuple):
    """A box of a form, to write in."""

    text: str
    """What is printed at its top, empty for nothing."""
    width: int
    """Columns within its sides."""
    ticks: tuple[tuple[str, ...], ...] = ()
    """Below the text, lines of words with a box to tick before each."""


class Form(NamedTuple):
    """Rows of boxes to write in with a pen."""

    heading: str
    """Empty for none."""
    head: tuple[Space, ...]
    """What stands over the columns, on every page; a form without stays on one page."""
    rows: tuple[tuple[Space, ...], ...]
    lines: int = 1
    """Lines within a box at least; a hand needs the room of two, which one and its edges have."""


class Sheet(NamedTuple):
    """A sheet of paper before it is set."""

    title: str
    about: tuple[str, ...]
    """Sentences below the title."""
    sections: tuple[Section | Form, ...]
    closing: tuple[str, ...]
    """Lines at the end, such as for signatures."""
    stamp: Stamp


class Part(NamedTuple):
    """A piece of text in a line."""

    column: int
    """Where it begins, from 0."""
    text: str


class Frame(NamedTuple):
    """The edges of a box, from the middle of the line above."""

    column: int
    """Where its left side stands, from 0."""
    width: int
    """Columns from there to its right side."""
    height: int
    """Lines from its upper edge to its lower one."""


class Printed(NamedTuple):
    """A line of a page."""

    kind: Kind
    parts: tuple[Part, ...] = ()
    last: bool = False
    """Of a row: whether it is its last line."""
    frames: tuple[Frame, ...] = ()
    """Of the first line within boxes: the boxes, for paper on which they are drawn."""


_HYPHEN = re.compile(r"(?<=[^\W\d_]{2}-)(?=[^\W\d_]{2})")
"""Behind a hyphen between two words; a date or the code of a cell has none."""

Page = tuple[Printed, ...]
Block = tuple[Printed, ...]
"""Lines that stay together."""


def pages(sheet: Sheet, letters: Letters) -> tuple[Page, ...]:
    """Set a sheet into pages, each with its foot."""
    foot = _lines(Kind.FOOT, _foot(sheet.stamp), letters)
    # Below the foot's sentences stands the number of the page; above them a rule.
    room = LINES - len(foot) - 2
    set_ = _set(sheet, letters, room)
    done = []
    for number, body in enumerate(set_, start=1):
        fill = (Printed(Kind.BLANK),) * (room - len(body))
        count = _line(Kind.FOOT, f"{_running_title(sheet, letters)}Page {number} of {len(set_)}")
        done.append((*body, *fill, Printed(Kind.RULE), *foot, count))
    return tuple(done)


def _running_title(sheet: Sheet, letters: Letters) -> str:
    """Give the title before the number of a page, where it fits: it stands at the top anyway."""
    title = f"{letters.spell(sheet.title)}   "
    return title if letters.measure(title) < WIDTH - 20 else ""


def _foot(of: Stamp) -> list[str]:
    zone = of.prison.timezone
    return [
        f"{of.prison.name} ({of.prison.code}) as of {shown_full(of.as_of, zone, seconds=True)}",
        f"Printed {shown_full(of.as_of, zone)} by {of.officer} ({of.account})",
        f"Book {of.prison.code}-{of.entry} {of.head}",
    ]


def _set(sheet: Sheet, letters: Letters, room: int) -> list[list[Printed]]:
    """Give the lines of each page without its foot."""
    top = _lines(Kind.TITLE, [sheet.title], letters)
    made: list[list[Printed]] = [[*top, *_lines(Kind.TEXT, sheet.about, letters)]]
    for section in sheet.sections:
        if isinstance(section, Form):
            begins, again = _form_heads(section, letters)
            blocks = _form_blocks(section, letters)
        else:
            begins, again = _heads(section, letters)
            blocks = list(_blocks(section, letters, room - len(top) - len(again)))
        # A heading never stands at the end of a page without a row.
        _put(made, (Printed(Kind.BLANK), *begins, *blocks[0]), top, (*begins, *blocks[0]), room)
        for block in blocks[1:]:
            _put(made, block, top, (*again, *block), room)
    closing = tuple(_lines(Kind.TEXT, sheet.closing, letters))
    if closing:
        _put(made, (Printed(Kind.BLANK), *closing), top, closing, room)
    return made


def _put(
    made: list[list[Printed]], block: Block, top: Sequence[Printed], anew: Block, room: int
) -> None:
    """Put a block on the last page, or on a new one as it stands there."""
    if len(made[-1]) + len(block) > room:
        made.append([*top, Printed(Kind.BLANK)])
        block = anew
    made[-1] += block


def _heads(section: Section, letters: Letters) -> tuple[Block, Block]:
    """Give what stands above a section's rows, on its first page and on those after."""
    named = section.rows and any(column.head for column in section.columns)
    head = _row([c.head for c in section.columns], section, letters, Kind.HEAD) if named else ()
    first = _lines(Kind.HEADING, [section.heading], letters)
    more = _lines(Kind.HEADING, [f"{section.heading} (continued)"], letters)
    return (*first, *head), (*more, *head)


def _blocks(section: Section, letters: Letters, most: int) -> Iterator[Block]:
    """Give the rows of a section; one that no page holds is divided."""
    if not section.rows:
        yield (_line(Kind.TEXT, section.empty),)
    for row in section.rows:
        lines = _row(row, section, letters, Kind.ROW)
        for at in range(0, len(lines), most):
            yield lines[at : at + most]


def _row(cells: Sequence[str], section: Section, letters: Letters, kind: Kind) -> Block:
    """Give the lines of a row."""
    widths = [column.width for column in section.columns] if len(cells) > 1 else [WIDTH]
    starts = [sum(widths[:at]) + at for at in range(len(widths))]
    wrapped = [_wrapped(cell, width, letters) for cell, width in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in wrapped)
    return tuple(
        Printed(
            kind,
            tuple(
                Part(start, lines[at])
                for start, lines in zip(starts, wrapped, strict=True)
                if at < len(lines) and lines[at]
            ),
            last=at == height - 1,
        )
        for at in range(height)
    )


def _form_heads(form: Form, letters: Letters) -> tuple[Block, Block]:
    """Give what stands above the boxes of a form, on its first page and on those after."""
    edge = _edge(form.head or form.rows[0])
    top = (edge, *_boxes(form.head, letters, 1), _edge(form.head, form.rows[0]))
    shown = top if form.head else (edge,)
    first, more = (
        _lines(Kind.HEADING, [text], letters) if form.heading else []
        for text in (form.heading, f"{form.heading} (continued)")
    )
    return (*first, *shown), (*more, *shown)


def _form_blocks(form: Form, letters: Letters) -> list[Block]:
    """Give the rows of a form, each with its lower edge."""
    after = (*form.rows[1:], ())
    blocks = [
        (*_boxes(row, letters, form.lines), _edge(row, next_row))
        for row, next_row in zip(form.rows, after, strict=True)
    ]
    return blocks if form.head else [tuple(line for block in blocks for line in block)]


def _edge(*rows: tuple[Space, ...]) -> Printed:
    """Give the edge between boxes, with a corner at each side of those above and below."""
    corners = {0} | {at + space.width + 1 for row in rows for at, space in _placed(row)}
    signs = ("+" if at in corners else "-" for at in range(max(corners) + 1))
    return Printed(Kind.EDGE, (Part(0, "".join(signs)),))


def _placed(row: Sequence[Space]) -> Iterator[tuple[int, Space]]:
    """Give the boxes of a row, each with the column of its left side."""
    column = 0
    for space in row:
        yield column, space
        column += space.width + 1


def _boxes(row: Sequence[Space], letters: Letters, least: int) -> Block:
    """Give the lines within the boxes of a row."""
    filled = [(at, space, list(_filling(at, space, letters))) for at, space in _placed(row)]
    height = max(least, *(len(lines) for _, _, lines in filled)) if filled else 0
    made = []
    for line in range(height):
        parts = [Part(0, SIDE)]
        for at, space, lines in filled:
            parts += lines[line] if line < len(lines) else []
            parts.append(Part(at + space.width + 1, SIDE))
        frames = tuple(Frame(at, space.width + 1, height + 1) for at, space, _ in filled)
        made.append(Printed(Kind.FORM, tuple(parts), frames=frames if line == 0 else ()))
    return tuple(made)


def _filling(at: int, space: Space, letters: Letters) -> Iterator[list[Part]]:
    """Give what is printed on each line of a box."""
    if space.text:
        for text in _wrapped(space.text, space.width - 2, letters):
            yield [Part(at + 2, text)]
    for words in space.ticks:
        parts, column = [], at + 2
        for word in words:
            parts += [Part(column, BOX), Part(column + len(BOX) + 1, word)]
            column += len(BOX) + len(word) + 4
        yield parts


def _lines(kind: Kind, texts: Sequence[str], letters: Letters) -> list[Printed]:
    width = WIDTH / letters.title if kind is Kind.TITLE else WIDTH
    return [_line(kind, line) for text in texts for line in _wrapped(text, width, letters)]


def _line(kind: Kind, text: str) -> Printed:
    return Printed(kind, (Part(0, text),) if text else ())


def _wrapped(text: str, width: float, letters: Letters) -> list[str]:
    """Give a text as lines that fit, broken between words, or within one that is too long."""
    lines = [""]
    for word in letters.spell(text).split(" "):
        blank = " " if lines[-1] else ""
        for part in _HYPHEN.split(word):
            longer = f"{lines[-1]}{blank}{part}"
            if letters.measure(longer) <= width:
                lines[-1] = longer
            else:
                lines += _pieces(part, width, letters)
            blank = ""
    # What begins with a word too long has nothing before it.
    return lines[1:] if len(lines) > 1 and not lines[0] else lines


def _pieces(word: str, width: float, letters: Letters) -> list[str]:
    """Give a word in pieces that fit; an accent stays with its letter."""
    pieces = [""]
    for character in word:
        longer = pieces[-1] + character
        if pieces[-1] and letters.measure(longer) > width:
            pieces.append(character)
        else:
            pieces[-1] = longer
    return pieces
