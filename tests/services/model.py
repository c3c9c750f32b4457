"""A small reference model of the register: lists and dictionaries, no ledger, no store.

It keeps for each person the movements that are believed to have happened, and a copy of them after
each act, so that it can say where everybody was at T as believed at K by looking.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

FOREVER = 10**30


class Spot(NamedTuple):
    """Where a person is from `at` on. `cell` and `bed` are kept while in an area or out."""

    at: int
    prison: str
    """Code, or empty outside; for somebody on the way, the prison they go to."""
    kind: str
    """`outside`, `reception`, `none`, `cell`, `area`, `way`, `court`, `absence`, `hospital` or
    `large`."""
    place: str
    cell: str = ""
    bed: int = 0
    verb: str = ""
    """Of the movement that brought them there."""
    book: str = ""
    """Code of the prison in whose book that movement stands."""
    sender: str = ""
    """Of somebody on the way: code of the prison that sent them."""


class Believed(NamedTuple):
    """A person's movements as believed from an instant on."""

    known_from: int
    line: list[Spot]


@dataclass
class Model:
    """The reference register."""

    rooms: dict[tuple[str, str], tuple[int, int]]
    """(prison, cell) to (room, beds)."""
    lines: dict[str, list[Spot]] = field(default_factory=dict)
    beliefs: dict[str, list[Believed]] = field(default_factory=dict)
    uses: dict[tuple[str, str], dict[int, bool]] = field(default_factory=dict)
    """(prison, cell) to whether it is in use, by the instant from which it is."""
    heads: dict[str, int] = field(default_factory=dict)
    """When each prison's book was last written."""

    def remember(self, changed: dict[str, list[Spot]], prison: str, recorded_at: int) -> None:
        """Take in what an act of a prison made of people's lines, and from when it is believed.

        Who was handed over is in the book of the prison that had them too.
        """
        self.heads[prison] = recorded_at
        for number, line in changed.items():
            # A correction that only takes back gives an earlier hand-over back: nothing is written
            # in that book.
            if len(line) < max(2, len(self.lines.get(number, ()))):
                continue
            if line[-2].verb == "hand-over" and line[-1].at == line[-2].at:
                self.heads[line[-2].book] = recorded_at
        for number, line in changed.items():
            self.lines[number] = line
            self.beliefs.setdefault(number, []).append(Believed(recorded_at, list(line)))

    def now(self, clock: int, prison: str, *numbers: str) -> int:
        """Give the instant of an act: the clock's, but after all that its book and people hold."""
        newest = [self.beliefs[n][-1].known_from for n in numbers if n in self.beliefs]
        return max(clock, max([self.heads.get(prison, 0), *newest]) + 1)

    def here(self, number: str) -> Spot:
        """Give where a person is now."""
        return self.lines[number][-1]

    def came_from(self, number: str) -> Spot:
        """Give where a person was before their last movement."""
        return self.lines[number][-2]

    def bed_for(self, number: str, prison: str, cell: str, at: int) -> int:
        """Give the lowest bed of a cell free from `at` on, 0 when there is none or no room."""
        room, beds = self.rooms[prison, cell]
        if any(end > at for _, end in self.closed((prison, cell))):
            return 0
        others = [
            stay
            for other in self.lines
            if other != number
            for stay in self.bed_stays(other)
            if stay[0] == (prison, cell) and stay[3] > at and stay[2] < stay[3]
        ]
        instants = {at} | {start for _, _, start, _ in others if start > at}
        most = max(sum(s <= t < e for _, _, s, e in others) for t in instants)
        if most >= room:
            return 0
        taken = {bed for _, bed, _, _ in others}
        return next((bed for bed in range(1, beds + 1) if bed not in taken), 0)

    def bed_stays(self, number: str) -> list[tuple[tuple[str, str], int, int, int]]:
        """Give ((prison, cell), bed, from, to) of a person's times in beds."""
        line = self.lines[number]
        ends = [spot.at for spot in line[1:]] + [FOREVER]
        return [
            ((spot.prison, spot.cell), spot.bed, spot.at, end)
            for spot, end in zip(line, ends, strict=True)
            if spot.cell
        ]

    def held_while_closed(self, numbers: set[str]) -> bool:
        """Whether one of these people ever held a bed of a cell that was not in use."""
        return any(
            max(start, since) < min(end, until)
            for number in numbers
            for cell, _, start, end in self.bed_stays(number)
            for since, until in self.closed(cell)
        )

    def closed(self, cell: tuple[str, str]) -> list[tuple[int, int]]:
        """Give when a cell was not in use."""
        changes = sorted(self.uses.get(cell, {}).items())
        ends = [at for at, _ in changes[1:]] + [FOREVER]
        return [(at, end) for (at, used), end in zip(changes, ends, strict=False) if not used]

    def in_use(self, cell: tuple[str, str], at: int) -> bool:
        """Whether a cell is in use at an instant."""
        return not any(start <= at < end for start, end in self.closed(cell))

    def held_from(self, cell: tuple[str, str], at: int) -> bool:
        """Whether anybody holds a bed of a cell from an instant to the next change of its use."""
        until = min((t for t in self.uses.get(cell, {}) if t > at), default=FOREVER)
        return any(
            stay[0] == cell and max(stay[2], at) < min(stay[3], until) and stay[2] < stay[3]
            for number in self.lines
            for stay in self.bed_stays(number)
        )

    def beds_clash(self, numbers: set[str]) -> bool:
        """Whether one of these people and anybody else ever hold one bed at one instant."""
        for number in numbers:
            for cell, bed, start, end in self.bed_stays(number):
                for other in self.lines:
                    for cell2, bed2, start2, end2 in self.bed_stays(other):
                        same_bed = other != number and (cell, bed) == (cell2, bed2)
                        if same_bed and max(start, start2) < min(end, end2):
                            return True
        return False

    def among(self, kinds: tuple[str, ...], prison: str, at: int, known: int) -> dict[str, str]:
        """Give who is in some kinds of place of a prison at T as believed at K: number to place."""
        found = {}
        for number, beliefs in self.beliefs.items():
            lines = [belief.line for belief in beliefs if belief.known_from <= known]
            spots = [spot for spot in lines[-1] if spot.at <= at] if lines else []
            if spots and spots[-1].prison == prison and spots[-1].kind in kinds:
                found[number] = spots[-1].place
        return found


INSIDE = ("reception", "none", "cell", "area")
OUT = ("court", "absence", "hospital")
