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


class Sheet(NamedTuple):
    """A sheet of paper before it is set."""

    title: str
    about: tuple[str, ...]
    """Sentences below the title."""
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    """Lines at the end, such as for signatures."""
    stamp: Stamp


class Part(NamedTuple):
    """A piece of text in a line."""

    column: int
    """Where it begins, from 0."""
    text: str


class Printed(NamedTuple):
    """A line of a page."""

    kind: Kind
    parts: tuple[Part, ...] = ()
    last: bool = False
    """Of a row: whether it is its last line."""


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
