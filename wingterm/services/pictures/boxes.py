"""The map of a wing as a picture of letters: a box for each cell, a row of them for each landing.

Two lines a cell: the end of its code with how many hold its beds, and the marks of those people.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wingterm.domain.risk_marks import RISK_MARKS
from wingterm.services.pictures.wing_map import MapCell, MapUnit, Use, WingMap

SIGNS = {Use.OVER: "!", Use.ROOM: "+"}
"""What stands before the number of people, where something is to be said of it."""
COUNTS = {Use.FREE: ".", Use.CLOSED: "X"}
"""What stands in place of no people."""
MORE = ">"
"""At the end of marks of which not all fit."""
CODE_MAX = 6
"""Most letters of the end of a code."""

LEGEND = (
    ". free  1 single  2 shared  + room  ! over  X out of use  o out  e elsewhere",
    "  ".join(f"{mark.letter} {mark.words}" for mark in RISK_MARKS),
)
"""What the letters say."""


class Box(NamedTuple):
    """Where a cell stands in the picture: its upper left letter."""

    x: int
    y: int


class Picture(NamedTuple):
    """A wing as lines of text."""

    lines: tuple[str, ...]
    boxes: tuple[Box, ...]
    """Of each cell, in their order."""
    width: int
    """Of a box, without its walls."""


def picture(wing: WingMap, width: int, *, roomy: bool = False) -> Picture:
    """Draw a wing.

    Args:
        wing: what is drawn.
        width: columns of the paper or terminal.
        roomy: with headings of spurs and rules between landings, for which a small screen has no
            room; the landings are named beside their cells in any case.
    """
    cells = wing.cells
    ends = [_ends(unit) for unit in wing.units]
    code_width = max((len(end) for of_unit in ends for end in of_unit.values()), default=2)
    inner = code_width + 1 + len(str(max((len(cell.people) for cell in cells), default=0)))
    label = 2 + max((len(text) for unit in wing.units for text in _label(unit)), default=0)
    per_row = max(1, (width - label - 1) // (inner + 1))
    drawn = _Drawn(inner, label)
    for unit, of_unit in zip(wing.units, ends, strict=True):
        if roomy:
            drawn.head(_above(unit.code, wing.code))
        texts = [_texts(cell, f"{of_unit[cell.code]:<{code_width}}", inner) for cell in unit.cells]
        for at, row in enumerate(_even(texts, per_row)):
            if roomy:
                drawn.rule(len(row))
            drawn.row(row, _label(unit) if at == 0 else ("", ""))
        if roomy:
            drawn.rule(len(row))
    return Picture(tuple(drawn.lines), tuple(drawn.boxes), inner)


class _Drawn:
    """A picture that is being drawn."""

    def __init__(self, inner: int, label: int) -> None:
        self.lines: list[str] = []
        self.boxes: list[Box] = []
        self._inner = inner
        self._label = label
        self._headed = ""

    def head(self, words: str) -> None:
        """Draw the heading of a spur, where another one begins."""
        if words and words != self._headed:
            self.lines.append(f" {words}")
        self._headed = words

    def rule(self, boxes: int) -> None:
        """Draw what stands between rows of boxes; two of them are one."""
        line = " " * self._label + f"+{'-' * self._inner}" * boxes + "+"
        if self.lines and set(self.lines[-1]) <= set(" +-") and self.lines[-1]:
            line = max(line, self.lines.pop(), key=len)
        self.lines.append(line)

    def row(self, texts: Sequence[tuple[str, str]], label: tuple[str, str]) -> None:
        """Draw a row of boxes."""
        y = len(self.lines)
        self.boxes += [Box(self._label + 1 + at * (self._inner + 1), y) for at in range(len(texts))]
        for said, line in zip(label, zip(*texts, strict=True), strict=True):
            self.lines.append(f" {said}".ljust(self._label) + f"|{'|'.join(line)}|")


def _even(texts: Sequence[tuple[str, str]], most: int) -> Iterator[Sequence[tuple[str, str]]]:
    """Divide cells into rows that are as long as each other."""
    rows = -(-len(texts) // most)
    each = -(-len(texts) // rows) if rows else 1
    for at in range(0, len(texts), each):
        yield texts[at : at + each]


def _above(code: str, wing: str) -> str:
    """Give the spur of a landing; empty for one that lies straight in the wing."""
    above = code.rpartition("-")[0]
    return above if above != wing and above.startswith(f"{wing}-") else ""


def _label(unit: MapUnit) -> tuple[str, str]:
    """Give what stands beside a landing: its code, beds in use of working capacity."""
    return unit.code, f"{unit.beds_in_use}/{unit.working}"


def _ends(unit: MapUnit) -> dict[str, str]:
    """Give the ends of its cells' codes, without the noughts that all numbers of it share."""
    ends = {cell.code: cell.code.rpartition("-")[2] for cell in unit.cells}
    if not all(map(str.isdecimal, ends.values())):
        return {code: end[-CODE_MAX:] for code, end in ends.items()}
    plain = {code: end.lstrip("0") for code, end in ends.items()}
    width = max(2, *map(len, plain.values()), 0)
    return {code: end.zfill(width) for code, end in plain.items()}


def _texts(cell: MapCell, end: str, inner: int) -> tuple[str, str]:
    """Give the two lines of a box whose cell's code ends so."""
    held = str(len(cell.people)) if cell.people else COUNTS.get(cell.use, ".")
    room = inner - len(end)
    sign = "X" if cell.people and cell.use is Use.CLOSED else SIGNS.get(cell.use, "")
    marks = cell.letters
    if len(marks) > inner:
        marks = marks[: inner - 1] + MORE
    return f"{end}{sign + held:>{room}}", f"{marks:<{inner}}"
