"""The demo's picture of its cells: which have room, so that the story never asks the register."""

import random
from collections.abc import Iterable

from wingterm.services.demo.people import Cell, Inmate, home_wing
from wingterm.services.demo.terms import MAIN, rows

KEPT_FREE = 4
"""How many cells for one person a wing keeps free for those who must not share."""

LEFT_EMPTY = frozenset({(MAIN, "A-1-004"), (MAIN, "A-1-005")})
"""Cells that the story leaves to the examples of the README."""


class Estate:
    """All cells of all prisons."""

    def __init__(self, chance: random.Random) -> None:
        """Read the places of the demo."""
        self._chance = chance
        self._of_wing: dict[tuple[str, str], list[Cell]] = {}
        self._given_up: list[Cell] = []
        for row in rows("places.csv"):
            if row["kind"] == "CELL" and (row["prison"], row["code"]) not in LEFT_EMPTY:
                wing = row["code"].split("-")[0]
                cell = Cell(row["prison"], row["code"], wing, int(row["working"]))
                self._of_wing.setdefault((cell.prison, wing), []).append(cell)

    def choose(self, person: Inmate, day: int, wing: str = "") -> Cell | None:
        """Give a cell with room for somebody, on the wing where they belong if there is one.

        Who must not share gets a cell for one person.
        """
        for code in self._wings(person, day, wing):
            cells = self._of_wing[person.prison, code]
            free = [c for c in cells if c.usable and c.taken + c.leaving < c.room]
            alone = [c for c in free if c.room == 1]
            if person.high_risk:
                free = alone
            elif len(alone) < len(free) and len(alone) <= KEPT_FREE:
                free = [c for c in free if c.room > 1]
            if free:
                return self._chance.choice(free)
        return None

    def _wings(self, person: Inmate, day: int, wing: str) -> Iterable[str]:
        if wing:
            return (wing,)
        if person.prison != MAIN:
            return [code for prison, code in self._of_wing if prison == person.prison]
        home = home_wing(person, day)
        others = [code for code in "ABDFC" if code != home]
        # The vulnerable stay among themselves, and the others away from them.
        return (home, "HCC") if home == "E" else (home, *others)

    def take(self, person: Inmate, cell: Cell | None) -> None:
        """Give somebody a bed in a cell, or none, and free the one that they had."""
        if person.cell is not None:
            person.cell.taken -= 1
            self.given_up(person.cell)
        person.cell = cell
        if cell is not None:
            cell.taken += 1

    def given_up(self, cell: Cell) -> None:
        """Note that a bed of a cell was held today and is free from tomorrow."""
        cell.leaving += 1
        self._given_up.append(cell)

    def swap(self, one: Inmate, other: Inmate) -> None:
        """Let two people change beds."""
        one.cell, other.cell = other.cell, one.cell

    def next_day(self) -> None:
        """Free the beds that were given up."""
        for cell in self._given_up:
            cell.leaving = 0
        self._given_up.clear()

    def empty(self, prison: str, wing: str) -> list[Cell]:
        """Give the cells of a wing in which nobody is, nor was today."""
        return [c for c in self._of_wing[prison, wing] if not c.taken and not c.leaving]
