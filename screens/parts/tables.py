"""Columns of lists: what 80 columns have room for, and what wider terminals show besides."""

from collections.abc import Mapping
from typing import NamedTuple

from screens.parts.lines import columns

LEAST = 80
"""Columns that every list is made for."""


class Column(NamedTuple):
    """A column of a list."""

    name: str
    """Its heading, by which rows say what stands in it; none begins with a blank but the first."""
    width: int
    """Columns that it takes at least; a negative width sets it to the right."""
    most: int = 0
    """Columns that it takes at most, where there is room; 0: never more."""
    since: int = LEAST
    """Columns of the terminal from which it is shown."""
    head: str | None = None
    """What stands over it, where that is not its name."""


class Laid(NamedTuple):
    """A table at a width."""

    columns: tuple[tuple[Column, int], ...]

    @property
    def head(self) -> str:
        """The line over the columns."""
        first = self.columns[0][0]
        return columns(*(
            (f"{' ' if one is first else ''}{one.name if one.head is None else one.head}", taken)
            for one, taken in self.columns
        ))  # fmt: skip

    def row(self, said: Mapping[str, str]) -> str:
        """Give a row by what its columns say; those that the width has no room for are left out."""
        return columns(*((said.get(one.name, ""), taken) for one, taken in self.columns))

    def taken(self, name: str) -> int:
        """Give the columns that one takes, 0 where it is not shown."""
        return next((abs(taken) for one, taken in self.columns if one.name == name), 0)


class Table:
    """The columns of a list, in order."""

    def __init__(self, *held: Column) -> None:
        """Hold them; earlier ones grow first."""
        self._held = held

    def at(self, width: int) -> Laid:
        """Give the columns of a terminal of some width; 80 where it is narrower."""
        width = max(LEAST, width)
        shown = [one for one in self._held if one.since <= width]
        room = width - sum(abs(one.width) + 1 for one in shown) + 1
        laid = []
        for one in shown:
            more = max(0, min(room, one.most - abs(one.width)))
            room -= more
            laid.append((one, one.width - more if one.width < 0 else one.width + more))
        return Laid(tuple(laid))
