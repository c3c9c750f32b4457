"""Rows of tables, and entries with their place in their book."""

from typing import NamedTuple

from wingterm.domain.entries import Entry

Row = tuple[int | str | None, ...]
"""Values of one row, in the order of the columns."""


class Numbered(NamedTuple):
    """An entry that has got its number."""

    entry: Entry
    seq: int
