"""A small reference model of roll checks: who is expected where, and how a check then stands.

It looks at the movements that `tests.services.model` believes, and knows nothing of the program's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.registers import MINUTE
from tests.services.model import INSIDE, Model, Spot

Plan = tuple[tuple[str, str], ...]
"""Code of each unit and its places, parted by blanks."""

USUAL: dict[str, Plan] = {
    "WTI": (("A", "A"), ("RECP", "RECP"), ("WORKSHOP", "WORKSHOP")),
    "EXI": (("B", "B"), ("RECP", "RECP"), ("WORKSHOP", "WORKSHOP")),
}
"""The units of a prison that has settled none."""

HOURS_AT_LARGE = 24


class Rules(NamedTuple):
    """What a prison has settled that a check reads."""

    plan: Plan = ()
    two_counters: bool = False
    recount_by_another: bool = False
    dead_on_roll: bool = True
    en_route_on_roll: bool = False


class Frozen(NamedTuple):
    """What is frozen of a unit."""

    beds: int
    named_out: int
    named_in: int
    without_bed: int
    people: frozenset[str]


class Tally(NamedTuple):
    """A count of a unit."""

    counted: int
    by: str
    missing: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()
    strangers: int = 0
    keyer: str = ""
    """Who typed it in, and so has seen it."""

    @property
    def knowing(self) -> set[str]:
        """Who knows the number: whoever counted and whoever typed it in."""
        return {self.by, self.keyer}


@dataclass
class UnitModel:
    """A unit of a check."""

    frozen: Frozen
    counters: int
    tallies: list[Tally] = field(default_factory=list)
    whys: list[tuple[int, str, str]] = field(default_factory=list)
    """After how many counts, who (empty for nobody knows), and what they are."""

    @property
    def expected(self) -> int:
        """How many people are to be counted here."""
        return len(self.frozen.people)

    @property
    def seen(self) -> Tally | None:
        """The count that holds and may be seen."""
        return self.tallies[-1] if len(self.tallies) >= self.counters else None

    @property
    def standing(self) -> list[tuple[str, str]]:
        """Who is explained, and as what, after the last count."""
        held: list[tuple[str, str]] = []
        for after, who, what in self.whys:
            if after != len(self.tallies):
                continue
            if who or what == "withdrawn":
                held = [one for one in held if one[0] != who]
            if what != "withdrawn":
                held.append((who, what))
        return held

    @property
    def word(self) -> str:
        """How the unit stands."""
        if not self.seen:
            return "FIRST COUNT IN" if self.tallies else "NOT COUNTED"
        last, held = self.seen, self.standing
        apart = len(self.tallies) == self.counters and len({t.counted for t in self.tallies}) > 1
        named = {(who, "missing") for who in last.missing} | {(who, "extra") for who in last.extra}
        weight = sum(1 if what == "extra" else -1 for _, what in held)
        off = last.counted - self.expected
        if held and not apart and weight == off and named <= set(held):
            return "EXPLAINED"
        return "DIFFERS" if apart or off or named or last.strangers else "AGREES"


@dataclass
class CheckModel:
    """A roll check."""

    number: int
    prison: str
    kind: str
    as_of: int
    known: int
    rules: Rules
    units: dict[str, UnitModel]
    outside: frozenset[str]
    off_roll: int
    in_charge: str
    ended: str = ""
    """`ROLL CORRECT` or `ABANDONED`, empty while it is open."""

    @property
    def population(self) -> int:
        """Everybody inside."""
        return sum(unit.expected for unit in self.units.values())

    @property
    def roll(self) -> int:
        """Everybody on the roll."""
        return self.population + len(self.outside) - self.off_roll

    @property
    def word(self) -> str:
        """How the check stands."""
        if self.ended:
            return self.ended
        words = {unit.word for unit in self.units.values()}
        if words & {"NOT COUNTED", "FIRST COUNT IN"}:
            return "INCOMPLETE"
        return "DIFFERS" if "DIFFERS" in words else "READY TO DECLARE"


def spots_then(model: Model, at: int, known: int) -> dict[str, Spot]:
    """Give where everybody was at an instant as believed at another."""
    found = {}
    for number, beliefs in model.beliefs.items():
        lines = [belief.line for belief in beliefs if belief.known_from <= known]
        spots = [spot for spot in lines[-1] if spot.at <= at] if lines else []
        if spots:
            found[number] = spots[-1]
    return found


def unit_of(plan: Plan, place: str) -> str:
    """Give the unit of a place: whose own place is the longest beginning of its code."""
    best = ("", "REST")
    for code, places in plan:
        for own in places.split():
            if (place == own or place.startswith(f"{own}-")) and len(own) >= len(best[0]):
                best = (own, code)
    return best[1]


def inside(spot: Spot, prison: str) -> bool:
    """Whether somebody is counted in a prison; the dead are until they are removed."""
    return spot.prison == prison and spot.kind in INSIDE


def opened(
    model: Model, number: int, prison: str, kind: str, as_of: int, known: int, rules: Rules,
    officer: str,
) -> CheckModel:  # fmt: skip
    """Open a check: by looking at where everybody was."""
    plan = rules.plan or USUAL[prison]
    spots = spots_then(model, as_of, known)
    here = {n: unit_of(plan, s.place) for n, s in spots.items() if inside(s, prison)}
    home = {n: unit_of(plan, s.cell) for n, s in spots.items() if s.prison == prison and s.cell}
    codes = [code for code, _ in plan]
    if "REST" in {*here.values(), *home.values()}:
        codes.append("REST")
    units = {
        code: UnitModel(_frozen(code, here, home), 2 if rules.two_counters else 1) for code in codes
    }
    outside = frozenset(n for n, s in spots.items() if _on_roll_outside(s, prison, as_of, rules))
    dead = sum(inside(s, prison) and s.verb == "death" for s in spots.values())
    off_roll = 0 if rules.dead_on_roll else dead
    return CheckModel(number, prison, kind, as_of, known, rules, units, outside, off_roll, officer)


def _frozen(code: str, here: dict[str, str], home: dict[str, str]) -> Frozen:
    people = frozenset(n for n, unit in here.items() if unit == code)
    return Frozen(
        beds=sum(unit == code for unit in home.values()),
        named_out=sum(unit == code and here.get(n) != code for n, unit in home.items()),
        named_in=sum(n in home and home[n] != code for n in people),
        without_bed=sum(n not in home for n in people),
        people=people,
    )


def _on_roll_outside(spot: Spot, prison: str, as_of: int, rules: Rules) -> bool:
    if spot.kind == "way":
        return spot.sender == prison and rules.en_route_on_roll
    if spot.prison != prison or spot.kind in INSIDE:
        return False
    if spot.verb == "death":
        return rules.dead_on_roll
    if spot.kind == "large":
        return as_of - spot.at < HOURS_AT_LARGE * 60 * MINUTE
    return True


def late(model: Model, check: CheckModel) -> set[str]:
    """Give whoever was believed, after a check was frozen, to have been counted elsewhere."""
    plan = check.rules.plan or USUAL[check.prison]

    def counted_in(line: Iterable[Spot]) -> str:
        spots = [spot for spot in line if spot.at <= check.as_of]
        if not spots or not inside(spots[-1], check.prison):
            return ""
        return unit_of(plan, spots[-1].place)

    found = set()
    for number, beliefs in model.beliefs.items():
        lines = [b.line for b in beliefs if b.known_from <= check.known][-1:] or [[]]
        lines += [b.line for b in beliefs if b.known_from > check.known]
        if len({counted_in(line) for line in lines}) > 1:
            found.add(number)
    return found
