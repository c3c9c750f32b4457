"""What a roll check froze, held against what the ledger said at that moment.

The stays are those that the checker rebuilds from everybody's line. Of every check the number of
people inside is compared, of those still open and of the newest of each prison also who they were.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from db.checker.chains import Books
from db.checker.checks import RollCheck
from db.checker.facts import spans_of
from db.checker.records import FAR, Stay, Violation
from db.checker.world import INSIDE, Site

BY_NAME = 200
"""Newest checks of each prison whose people are compared by name."""

REST = "REST"
"""Unit of everybody inside whom no other unit's places hold."""


class Headcounts:
    """How many people were inside at the moments of one prison's checks, filled stay by stay.

    A stay that was known whole when a run of checks was opened costs two marks, whatever their
    number; only around corrections and late entries is each check looked at.
    """

    def __init__(self, checks: Iterable[RollCheck]) -> None:
        """Take all checks of a prison whose facts can be."""
        self.checks = sorted(checks, key=lambda check: (check.opened.value["as_of"], check.number))
        self._as_of = [check.opened.value["as_of"] for check in self.checks]
        self._known = [check.opened.value["known_at"] for check in self.checks]
        self._least = self._known[:]
        for at in range(len(self._least) - 2, -1, -1):
            self._least[at] = min(self._least[at], self._least[at + 1])
        self._steps = [0] * (len(self.checks) + 1)
        self._single = [0] * len(self.checks)
        by_age = sorted(self.checks, key=_opened_at)
        newest = {check.number for check in by_age[max(0, len(by_age) - BY_NAME) :]}
        self._named = [
            at
            for at, check in enumerate(self.checks)
            if check.end is None or check.number in newest
        ]
        self.people: dict[int, list[tuple[int, int]]] = {at: [] for at in self._named}
        """(person, place) of everybody inside, by place of the check in `checks`."""

    def note(self, stay: Stay) -> None:
        """Take in a stay inside the prison."""
        known, as_of = self._known, self._as_of
        first, last = bisect_left(as_of, stay.from_at), bisect_left(as_of, stay.to_at)
        # A check that was opened before the end of the stay was recorded still saw it go on.
        seen = last if stay.closed_known == FAR else bisect_right(as_of, stay.closed_known)
        if first >= max(last, seen):
            return
        if first < last:
            if stay.retracted == FAR and self._least[first] >= stay.known_from:
                self._steps[first] += 1
                self._steps[last] -= 1
            else:
                for at in range(first, last):
                    self._single[at] += stay.known_from <= known[at] < stay.retracted
        for at in range(max(first, last), seen):
            until = min(stay.retracted, stay.closed_known)
            self._single[at] += stay.known_from <= known[at] < until
        for at in self._named[bisect_left(self._named, first) :]:
            if at >= max(last, seen):
                break
            until = stay.retracted if at < last else min(stay.retracted, stay.closed_known)
            if stay.known_from <= known[at] < until:
                self.people[at].append((stay.person_id, stay.place_id))

    def populations(self) -> list[int]:
        """Give how many people were inside at the moment of each check."""
        found, running = [], 0
        for step, single in zip(self._steps, self._single, strict=False):
            running += step
            found.append(running + single)
        return found


def _opened_at(check: RollCheck) -> tuple[int, int]:
    return check.opened.fact.recorded_at, check.number


class Freezes:
    """All checks of a register, by prison."""

    def __init__(self, checks: Iterable[RollCheck], sites: Mapping[int, Site]) -> None:
        """Take the checks whose facts can be, and the places."""
        of: dict[int, list[RollCheck]] = {}
        for check in checks:
            of.setdefault(check.book, []).append(check)
        self._sites = sites
        self._of = {prison: Headcounts(held) for prison, held in of.items()}

    def note(self, stays: Iterable[Stay]) -> None:
        """Note the stays of somebody inside a prison that has checks."""
        if not self._of:
            return
        for stay in stays:
            counts = self._of.get(stay.establishment_id)
            if counts is not None and self._sites[stay.place_id].kind in INSIDE:
                counts.note(stay)

    def check(self, books: Books) -> Iterator[Violation]:
        """Compare what was frozen with what was noted."""
        for prison, counts in sorted(self._of.items()):
            populations = counts.populations()
            for at, check in enumerate(counts.checks):
                frozen = check.opened.value["population"]
                if frozen != populations[at]:
                    yield Violation(
                        "check-frozen",
                        f"roll check {check.number}",
                        f"It froze {frozen} people inside; the ledger had {populations[at]}.",
                    )
            settled = _settled(books, prison)
            for at, people in counts.people.items():
                yield from self._by_name(counts.checks[at], people, settled)

    def _by_name(
        self,
        check: RollCheck,
        people: Sequence[tuple[int, int]],
        settled: Sequence[tuple[int, int, int, int, str]],
    ) -> Iterator[Violation]:
        """Compare the hash of each unit's people."""
        frozen = {one.value["code"]: one.value["digest"] for one in check.units}
        units = _units(check, frozen, settled)
        found: dict[str, list[int]] = {}
        unit_of: dict[int, str] = {}
        for person, place in people:
            unit = unit_of.get(place)
            if unit is None:
                unit = unit_of[place] = _unit_of(self._sites[place].code, units)
            found.setdefault(unit, []).append(person)
        where = f"roll check {check.number}"
        for code in sorted(set(units.values()) - set(frozen) | set(found) - set(frozen)):
            yield Violation("check-frozen", where, f"It froze nothing of unit {code}.")
        for code, digest in frozen.items():
            ids = "\n".join(str(person) for person in sorted(found.get(code, ())))
            if sha256(ids.encode()).hexdigest() != digest:
                yield Violation(
                    "check-frozen", where, f"The ledger had other people in {code} than it froze."
                )


def _settled(books: Books, prison: int) -> list[tuple[int, int, int, int, str]]:
    """Give the lists of units that a prison settled: from, to, known from, retracted, value."""
    subject = ("establishment", prison, "check-units")
    return [
        (span.from_at, span.to_at, span.known_from, span.retracted, span.value)
        for span in spans_of(subject, books.facts.get(subject, ()))
    ]


def _units(
    check: RollCheck,
    frozen: Iterable[str],
    settled: Iterable[tuple[int, int, int, int, str]],
) -> dict[str, str]:
    """Give the code of the unit that names each place; of a prison without a list, its own."""
    as_of, known = check.opened.value["as_of"], check.opened.value["known_at"]
    for from_at, to_at, known_from, retracted, value in settled:
        if from_at <= as_of < to_at and known_from <= known < retracted:
            listed = json.loads(value)["units"]
            if listed:
                return {place: unit["code"] for unit in listed for place in unit["places"]}
    return {code: code for code in frozen if code != REST}


def _unit_of(code: str, units: Mapping[str, str]) -> str:
    """Give the unit of a place: of the nearest place around it that a unit names."""
    while code:
        if code in units:
            return units[code]
        code = code.rpartition("-")[0]
    return REST
