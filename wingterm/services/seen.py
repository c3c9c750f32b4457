"""What an officer saw of whom and what they act on, and the refusal when it is so no longer.

A screen shows facts; between that and Enter another terminal may change them. What was seen goes
along with the request and is compared under the locks of the act, so that nobody moves a person who
is not where the screen says, and nobody takes a place into use that was closed for another reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from db.engine import Reader
from db.queries import find as questions
from db.queries import newest
from db.queries.on_record import is_told
from wingterm.domain.particulars import kind_of
from wingterm.domain.prison import Prison
from wingterm.domain.times import shown_clock
from wingterm.errors import Stale
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.people import PersonRecord, history_line

MOST = 3
"""How many of those who changed are named one by one."""
WORDS = {"correct": "correction", "back": "back in"}
"""Verbs of a person's line that do not say what happened where they stand alone."""
FACTS = {"place": "name", "status": "in or out of use", "signed": "signed capacity"}
"""Kinds of fact whose word is not what staff call it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest that an officer saw of what an act is about."""

    people: Mapping[str, int] = field(default_factory=dict)
    """Prison number -> `PersonRecord.pseq`, for an act on where they are."""
    records: Mapping[str, int] = field(default_factory=dict)
    """Prison number -> `PersonRecord.recorded_at`, for an act on what is on record of them."""
    places: Mapping[str, int] = field(default_factory=dict)
    """Code in the acting prison -> what `newest_of_place` gave."""
    settings: int | None = None
    """Of an act on the settings of the prison: what `newest_of_prison` gave."""


def seen_of(record: PersonRecord, *, on_record: bool = False) -> Seen:
    """Give what an officer saw to whom a record was shown.

    Args:
        record: what was shown.
        on_record: whether they act on what is on record of the person, not only on where they are.
    """
    number = record.number
    return Seen({number: record.pseq}, {number: record.recorded_at} if on_record else {})


def newest_of_place(desk: Desk, prison: Prison, code: str) -> int:
    """Give when something was last recorded of a place or of what it lies in; 0 for no place.

    Ask this before reading what is shown: what comes between is then a conflict, not overlooked.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        return max(_of_places(reader, prison.id, code).values(), default=0)


def newest_of_prison(desk: Desk, prison: Prison) -> int:
    """Give when something was last settled for a prison; ask it before reading what is shown."""
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        return newest.recorded(reader, "establishment", [prison.id]).get(prison.id, 0)


class Change(NamedTuple):
    """The newest that somebody did to what an officer saw."""

    who: str
    """Whom or what it is about."""
    what: str
    """What was done, in words."""
    at: str
    """When it was recorded, in local time."""
    officer: str
    """Name of who recorded it."""
    request_id: str

    @property
    def sentence(self) -> str:
        """The change as a sentence."""
        return f"{self.who} changed meanwhile: {self.what}, {self.at} by {self.officer}."

    @property
    def mark(self) -> str:
        """The change as a screen marks it that shows whom it is about."""
        return f"CHANGED {self.at} by {self.officer}: {self.what}"


def what_changed(desk: Desk, prison: Prison, seen: Seen) -> list[Change]:
    """Give what moved on of what an officer saw; nothing when it is all as they saw it."""
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        return _changes(reader, prison, seen)


def refuse_stale(reader: Reader, prison: Prison | None, seen: Seen) -> None:
    """Refuse an act whose officer did not see what it is about as it is now.

    Args:
        reader: the open unit of work, holding the locks of the act.
        prison: the acting prison; None for an act of the register's own.
        seen: what they saw.

    Raises:
        Stale: it has moved on; the sentence says what happened, when and by whom.
    """
    changed = [change.sentence for change in _changes(reader, prison, seen)]
    if changed:
        more = len(changed) - MOST
        told = [*changed[:MOST], *([f"And {more} more."] if more > 0 else [])]
        raise Stale(
            f"{' '.join(told)} Nothing was done.",
            "Look at what is so now; then do it again if it is still right.",
        )


def _changes(reader: Reader, prison: Prison | None, seen: Seen) -> list[Change]:
    changes = [*_people_changed(reader, seen, prison.timezone if prison else "UTC")]
    return changes + ([*_things_changed(reader, prison, seen)] if prison else [])


def _people_changed(reader: Reader, seen: Seen, timezone: str) -> Iterator[Change]:
    # What was seen under a temporary number is of the same person under the number given since.
    given = questions.numbers_now(reader, seen.people.keys() | seen.records.keys())
    people = {given.get(number, number): saw for number, saw in seen.people.items()}
    records = {given.get(number, number): saw for number, saw in seen.records.items()}
    numbers = people.keys() | records.keys()
    lines = newest.lines(reader, numbers) if numbers else []
    on_record = newest.recorded(reader, "person", [line.person for line in lines if records])
    for line in lines:
        who = f"{line.number} {line.last_name}, {line.first_name}"
        if people.get(line.number, line.pseq) != line.pseq:
            last = history_line(questions.history(reader, line.person)[0])
            verb = WORDS.get(last.verb, last.verb.replace("-", " "))
            at = shown_clock(last.recorded_at, timezone, reader.now())
            what = f"{verb}, {last.came_from} to {last.went_to}"
            yield Change(who, what, at, last.officer, last.request_id)
            continue
        recorded = on_record.get(line.person, 0)
        if records.get(line.number, recorded) != recorded:
            who = f"What is on record of {who}"
            yield _fact_change(reader, who, ("person", line.person), recorded, timezone)


def _things_changed(reader: Reader, prison: Prison, seen: Seen) -> Iterator[Change]:
    for code, saw in seen.places.items():
        found = _of_places(reader, prison.id, code)
        place, at = max(found.items(), key=lambda one: one[1], default=(0, 0))
        if at != saw and place:
            yield _fact_change(reader, code, ("place", place), at, prison.timezone)
    if seen.settings is not None:
        at = newest.recorded(reader, "establishment", [prison.id]).get(prison.id, 0)
        if at != seen.settings:
            who = f"The settings of {prison.code}"
            yield _fact_change(reader, who, ("establishment", prison.id), at, prison.timezone)


def _of_places(reader: Reader, prison: int, code: str) -> dict[int, int]:
    """Give by id when something was last recorded of a place and of each that it lies in."""
    parts = code.split("-")
    codes = ["-".join(parts[:n]) for n in range(1, len(parts) + 1)]
    rows = reader.rows(
        f"SELECT p.id FROM place p WHERE p.establishment_id = ? AND {reader.in_set('p.code')}",
        (prison, reader.as_set(codes)),
    )
    return newest.recorded(reader, "place", [int(place) for (place,) in rows])


def _fact_change(
    reader: Reader, who: str, subject: tuple[str, int], at: int, timezone: str
) -> Change:
    """Give what was recorded of a thing at an instant."""
    fact = newest.newest_fact(reader, *subject, at)
    clock = shown_clock(at, timezone, reader.now())
    if fact is None:
        return Change(who, "a record", clock, "somebody", "")
    word, _, key = fact.fact.partition(".")
    known = kind_of(fact.fact)
    if not is_told(reader, fact.fact):
        key = ""
    what = f"{known.label if known else FACTS.get(word, word)} {key}".strip()
    if fact.kind == "unfact":
        what += " withdrawn"
    return Change(who, what, clock, fact.officer, fact.request_id)
