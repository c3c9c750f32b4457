"""Decide the parts of a batch one after the other, as the run does, without writing anything.

Each part is decided on what the register holds and on what the parts before it would write. Of
those only the entries are put on top that bear on the part: of the people it names, of whoever was
in a cell that it looks at, and so on (`touches`). Entries are kept in the spool, not in memory.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from db.engine import Reader
from wingterm.domain.apply import apply
from wingterm.domain.decide import ActDecision, decide_act
from wingterm.domain.entries import Entry, Kind
from wingterm.domain.places import INSIDE
from wingterm.domain.situation import Situation
from wingterm.domain.standing import Standing
from wingterm.services.act import situation_of
from wingterm.services.bulk.leave import Leave
from wingterm.services.bulk.rows import Composed, MadeRow, Maker, composed
from wingterm.services.bulk.source import Source
from wingterm.services.bulk.touches import looked_at, named, near, seen, written
from wingterm.services.desk import Desk

COUNTERS = {"person": "person", "place": "place"}
"""Kinds of subject whose ids a part may take from a counter, by counter."""


TRIES = 20
"""How often a part is decided while faulty rows are left out one after the other; then at once."""


class GoodRow(NamedTuple):
    """A row that nothing stands against."""

    row: MadeRow
    person: str
    name: str
    says: str
    changes: bool


@dataclass(slots=True)
class Judging:
    """A batch under judgement: what its parts so far would do."""

    desk: Desk
    reader: Reader
    source: Source
    maker: Maker
    each: bool
    more: bool
    """Whether the batch has several parts, so that what one does is kept for the next."""
    leave: Leave
    inside: dict[str, int] = field(default_factory=dict)
    """By prison, how many more people would be inside."""
    _counters: dict[str, int] = field(default_factory=dict)
    _now: int = 0

    def part(self, first: int, last: int) -> list[GoodRow]:
        """Judge the rows from `first` to `last`; what stands against them is kept in the source."""
        spool = self.source.spool
        made = self.maker.all_made(self.source, spool.rows(first, last), spool.add_faults)
        spool.add_faults(fault for row in made for fault in self.leave.against(row))
        may_not = spool.faulty(first, last)
        rows = [row for row in made if row.n not in may_not]
        for tries in count(1):
            if not rows:
                break
            act = composed(rows)
            situation = self._situation(act)
            decided = decide_act(situation, act.requests)
            found = act.faults_of(decided.objections, decided.warnings)
            faulty = {n for n, _ in found}
            dropped = faulty
            if self.each:
                dropped = self._dropped(situation, act, decided, faulty, alone=tries < TRIES)
            spool.add_faults(fault for fault in found if fault[0] in dropped)
            rows = [row for row in rows if row.n not in dropped]
            if not found or not self.each:
                self._keep(situation, act, decided)
                return _good(situation, act, decided, dropped)
        return []

    def _dropped(
        self,
        situation: Situation,
        act: Composed,
        decided: ActDecision,
        faulty: set[int],
        *,
        alone: bool,
    ) -> set[int]:
        """Give the faulty rows to leave out of a run of good rows: those first that had effects.

        What else is refused may be so only because of these, and is decided once more; where they
        are left out `alone`, so is what had an effect itself but looks at what one before it wrote.
        """
        wrote: dict[int, set[str]] = {}
        looks: dict[int, set[str]] = {}
        for row, line in zip(act.origins, decided.lines, strict=True):
            if row.n in faulty and line.entries:
                wrote.setdefault(row.n, set()).update(
                    written(situation, line.request, line.entries)
                )
                looks.setdefault(row.n, set()).update(
                    looked_at(line.request, self.maker.now), seen(situation, [line.request])
                )
        if not alone:
            return set(wrote) or faulty
        dropped: set[int] = set()
        touched: set[str] = set()
        apart = set(near(situation))
        for n, keys in wrote.items():
            if touched.isdisjoint(looks[n] | keys | apart):
                dropped.add(n)
            touched |= keys
        return dropped or faulty

    def _situation(self, act: Composed) -> Situation:
        """Read what an act is decided on, with what earlier parts would have written."""
        if not self.more:
            return situation_of(self.desk, self.reader, act.requests)[1]
        spool = self.source.spool
        keys = {key for request in act.requests for key in looked_at(request, self.maker.now)}
        earlier: set[int] = set()
        while True:
            earlier = self._with_people(spool.touching(keys) | earlier)
            made = self.maker.all_made(self.source, spool.some_rows(sorted(earlier)))
            before = composed(made).requests
            requests = [*before, *act.requests]
            situation = situation_of(self.desk, self.reader, requests)[1]
            self._bring_forward(situation, earlier)
            keys |= {*seen(situation, act.requests), *near(situation)}
            # Where somebody was put may itself be of an earlier part.
            keys |= {key for one in before for key in looked_at(one, self.maker.now)
                     if key.startswith("c:")}  # fmt: skip
            if spool.touching(keys) <= earlier:
                return situation

    def _with_people(self, rows: set[int]) -> set[int]:
        """Add what else was done to the people of some rows: nobody is left half moved."""
        spool = self.source.spool
        while True:
            more = spool.touching(spool.touched_by(rows, "p:")) | rows
            if more == rows:
                return rows
            rows = more

    def _bring_forward(self, situation: Situation, rows: Iterable[int]) -> None:
        situation.now = self._now = max(situation.now, self._now)
        for text in self.source.spool.entries(sorted(rows)):
            apply(situation, _entry(text))
        for counter, following in self._counters.items():
            if counter in situation.next_id:
                situation.next_id[counter] = max(situation.next_id[counter], following)

    def _keep(self, situation: Situation, act: Composed, decided: ActDecision) -> None:
        """Keep what the rows would write, for the parts to come, and count who is inside."""
        touches: list[tuple[str, int]] = []
        entries: list[tuple[int, str]] = []
        for row, line in zip(act.origins, decided.lines, strict=True):
            self._count(situation, line.entries)
            if self.more and line.entries:
                keys = written(situation, line.request, line.entries)
                touches += [(key, row.n) for key in keys]
                entries += [(row.n, _text(entry)) for entry in line.entries]
        self._counters |= situation.next_id
        self.source.spool.add_touches(touches)
        self.source.spool.add_entries(entries)

    def _count(self, situation: Situation, entries: Iterable[Entry]) -> None:
        for entry in entries:
            for standing, change in ((entry.before, -1), (entry.after, 1)):
                place = situation.place_of.get(standing.place) if standing else None
                if place is not None and place.kind in INSIDE:
                    code = situation.prison_of(place.establishment).code
                    self.inside[code] = self.inside.get(code, 0) + change


def _good(
    situation: Situation, act: Composed, decided: ActDecision, faulty: set[int]
) -> list[GoodRow]:
    found: dict[int, GoodRow] = {}
    for row, line in zip(act.origins, decided.lines, strict=True):
        if row.n in faulty:
            continue
        number = next((key[2:] for key in named(line.request)), "")
        person = situation.people.get(number)
        name = f"{person.last_name}, {person.first_name}" if person else ""
        before = found.get(row.n)
        said = f"{before.says} {line.said}" if before else line.said
        changes = bool(line.entries) or (before is not None and before.changes)
        found[row.n] = GoodRow(row, number, name, said, changes)
    return list(found.values())


def _text(entry: Entry) -> str:
    return json.dumps(entry._replace(kind=entry.kind.value))  # type: ignore[arg-type]


def _entry(text: str) -> Entry:
    held = Entry(*json.loads(text))
    return held._replace(
        kind=Kind(held.kind),
        before=Standing(*held.before) if held.before is not None else None,
        after=Standing(*held.after) if held.after is not None else None,
        new_beds=tuple(held.new_beds),
    )
