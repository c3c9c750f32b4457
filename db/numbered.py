"""An entry with its place in its book and in its act."""

from typing import NamedTuple

from wingterm.domain.entries import Entry

Row = tuple[int | str | None, ...]
"""Values of one row, in the order of the columns."""


class Numbered(NamedTuple):
    """An entry that has got its number and hash."""

    entry: Entry
    line: int
    part: int
    seq: int
    hash: str
