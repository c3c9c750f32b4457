"""Write the facts of an act: their spans, and the rows that show what is so now."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from db import columns
from db.engine import Unit
from db.keys import ALIAS, write_search_keys, write_surname_keys
from db.numbered import Numbered, Row
from wingterm.domain.chain import GENESIS
from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.checks.record import ABANDONED, DECLARED, ESCALATED, OPENED
from wingterm.domain.checks.record import SUBJECT as CHECK
from wingterm.domain.entries import Kind
from wingterm.domain.retention import is_erased
from wingterm.domain.situation import Situation
from wingterm.domain.spans import KnownFact, Span, Subject, timeline, value_at
from wingterm.domain.text import search_name
from wingterm.domain.times import FAR
from wingterm.errors import Conflict


@dataclass(slots=True)
class History:
    """What the store holds about one thing, and what the act makes of it."""

    facts: list[KnownFact] = field(default_factory=list)
    """Un-withdrawn facts, with those of the act."""
    stored: set[tuple[int, int, int, int]] = field(default_factory=set)
    """(establishment, seq, from_at, to_at) of the spans believed before the act."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """What is believed from the act on."""
        return timeline(self.facts)


FactChanges = dict[Subject, History]
"""What an act says, by what it says it about."""


def fold_facts(unit: Unit, situation: Situation, facts: Sequence[Numbered]) -> FactChanges:
    """Give the histories that the facts of an act change, with the act's own facts in them."""
    changes: FactChanges = {_subject(n): History() for n in facts}
    _read_histories(unit, changes)
    for n in facts:
        entry, history = n.entry, changes[_subject(n)]
        if entry.kind is Kind.UNFACT:
            gone = entry.establishment, entry.annuls_seq
            history.facts = [f for f in history.facts if (f.establishment, f.seq) != gone]
            continue
        known = KnownFact(
            situation.now, entry.establishment, n.seq, entry.occurred_at, entry.detail
        )
        history.facts.append(known)
    return changes


def write_subjects(
    unit: Unit, situation: Situation, facts: Sequence[Numbered], changes: FactChanges
) -> None:
    """Write prisons, places, beds, officers and people as they are now."""
    current = _Current(unit, situation.now, changes)
    current.prisons()
    current.places()
    _write_beds(unit, situation, facts)
    current.officers()
    current.people()
    _write_merged(unit, changes)
    _write_checks(unit, facts, situation.now)
    if situation.next_id:
        unit.run_many(
            "UPDATE counter SET next_value = ? WHERE name = ?",
            [(following, name) for name, following in sorted(situation.next_id.items())],
        )


def write_spans(unit: Unit, changes: FactChanges, recorded_at: int) -> None:
    """Retract the spans that are no longer believed, write the new ones, and what finds by them."""
    gone: list[Row] = []
    new: list[Row] = []
    for subject, history in changes.items():
        now = {(s.establishment, s.seq, s.from_at, s.to_at): s for s in history.spans}
        gone += [(recorded_at, *key, FAR) for key in sorted(history.stored - now.keys())]
        for key in sorted(now.keys() - history.stored):
            span = now[key]
            about = (subject.kind, subject.id, subject.fact, span.value, span.to_at, FAR)
            new.append((span.establishment, span.seq, span.from_at, recorded_at, *about))
    if gone:
        unit.run_many(
            "UPDATE fact_span SET retracted = ? WHERE establishment_id = ? AND seq = ?"
            " AND from_at = ? AND to_at = ? AND retracted = ?",
            gone,
        )
    if new:
        unit.insert(columns.FACT_SPAN, new)
    write_search_keys(unit, changes)
    write_surname_keys(unit, _last_names(changes))


def _last_names(changes: FactChanges) -> list[str]:
    """Give every surname that the facts of people in an act hold, theirs and their others."""
    told = [
        fact.value
        for subject, history in changes.items()
        if subject.fact == "identity" or subject.fact.startswith(ALIAS)
        for fact in history.facts
    ]
    return [str(json.loads(value).get("last_name", "")) for value in told]


_CURRENT = frozenset({"establishment", "place", "officer", "identity"})
"""Facts that a table shows as they are now; the others are read from their spans."""


class _Current:
    """Writes the rows that show what is so now; a thing without stored spans is new."""

    def __init__(self, unit: Unit, now: int, changes: FactChanges) -> None:
        self._unit = unit
        self._new: dict[str, list[tuple[int, dict[str, object]]]] = {}
        self._known: dict[str, list[tuple[int, dict[str, object]]]] = {}
        for subject, history in changes.items():
            if subject.fact not in _CURRENT:
                continue
            value = value_at(history.spans, now)
            if value is None or is_erased(value):
                continue
            into = self._known if history.stored else self._new
            into.setdefault(subject.fact, []).append((subject.id, json.loads(value)))

    def _insert(self, columns_of: columns.InsertInto, rows: list[Row]) -> None:
        if rows:
            self._unit.insert(columns_of, rows)

    def _update(self, sql: str, rows: list[Row]) -> None:
        if rows:
            self._unit.run_many(sql, rows)

    def prisons(self) -> None:
        new = self._new.get("establishment", [])
        self._insert(
            columns.ESTABLISHMENT, [_row(i, v, "code", "name", "timezone") for i, v in new]
        )
        self._insert(columns.CHAIN, [(i, 0, GENESIS, 0) for i, _ in new])

    def places(self) -> None:
        names = ("establishment", "parent", "code", "kind", "name")
        new, known = self._new.get("place", []), self._known.get("place", [])
        self._insert(columns.PLACE, [_row(i, v, *names) for i, v in new])
        self._update(
            "UPDATE place SET name = ? WHERE id = ?", [(str(v["name"]), i) for i, v in known]
        )

    def officers(self) -> None:
        new, known = self._new.get("officer", []), self._known.get("officer", [])
        self._insert(columns.OFFICER, [_officer_row(i, v) for i, v in new])
        self._update(
            "UPDATE officer SET account = ?, name = ?, role = ?, establishment_id = ?,"
            " active_from = ?, active_to = ?, grade = ? WHERE id = ?",
            [(*_officer_row(i, v)[1:], i) for i, v in known],
        )

    def people(self) -> None:
        new, known = self._new.get("identity", []), self._known.get("identity", [])
        self._insert(columns.PERSON, [_person_row(i, v) for i, v in new])
        self._update(
            "UPDATE person SET number = ?, last_name = ?, first_name = ?, date_of_birth = ?,"
            " sex = ?, search_name = ? WHERE id = ?",
            [(*_person_row(i, v)[1:], i) for i, v in known],
        )


def _write_merged(unit: Unit, changes: FactChanges) -> None:
    """Write which records are of the same person as another; such a fact never ends by itself."""
    about = {s.id: history.spans for s, history in changes.items() if s.fact == "merged"}
    if not about:
        return
    unit.run(f"DELETE FROM merged WHERE {unit.in_set('person_id')}", (unit.as_set(about),))
    rows: list[Row] = [
        (person, json.loads(spans[-1].value)["into"]) for person, spans in about.items() if spans
    ]
    if rows:
        unit.insert(columns.MERGED, rows)


def _officer_row(subject: int, value: dict[str, object]) -> Row:
    names = ("account", "name", "role", "establishment", "active_from", "active_to")
    # Facts of before schema 6 give no grade.
    return (*_row(subject, value, *names), str(value.get("grade", "")))


def _row(subject: int, value: dict[str, object], *names: str) -> Row:
    held = (value[name] for name in names)
    return (subject, *(v if isinstance(v, int | str) else None for v in held))


def _person_row(person: int, value: dict[str, object]) -> Row:
    names = ("number", "last_name", "first_name", "date_of_birth", "sex")
    folded = search_name(str(value["last_name"]), str(value["first_name"]))
    return (*_row(person, value, *names), folded)


def _write_beds(unit: Unit, situation: Situation, facts: Sequence[Numbered]) -> None:
    rows: list[Row] = []
    for n in facts:
        for bed in n.entry.new_beds:
            cell = situation.cell_of[bed]
            rows.append((bed, cell.id, cell.beds.index(bed) + 1))
    if rows:
        unit.insert(columns.BED, rows)


def _write_checks(unit: Unit, facts: Sequence[Numbered], now: int) -> None:
    """Write how the roll checks of an act stand."""
    about = [n.entry for n in facts if n.entry.subject_kind == CHECK]
    opened: list[Row] = []
    for entry in about:
        if entry.fact == OPENED:
            kind = json.loads(entry.detail)["kind"]
            at = entry.occurred_at
            opened.append((entry.subject, entry.establishment, kind, at, now, FAR, "OPEN"))
    if opened:
        unit.insert(columns.ROLL_CHECK, opened)
    raised: list[Row] = [
        (CheckKind.EMERGENCY.value, entry.subject) for entry in about if entry.fact == ESCALATED
    ]
    if raised:
        unit.run_many("UPDATE roll_check SET kind = ? WHERE id = ?", raised)
    ended: list[Row] = [
        (now, entry.fact.upper(), entry.subject)
        for entry in about
        if entry.fact in (DECLARED, ABANDONED)
    ]
    if ended and unit.run_many(
        "UPDATE roll_check SET ended_at = ?, state = ? WHERE id = ? AND state = 'OPEN'", ended
    ) != len(ended):
        raise Conflict("Somebody else ended this roll check meanwhile; nothing was done.")


def _subject(n: Numbered) -> Subject:
    return Subject(str(n.entry.subject_kind), int(n.entry.subject or 0), str(n.entry.fact))


def _read_histories(unit: Unit, changes: FactChanges) -> None:
    """Read what is stored about the things of an act: believed spans, facts not withdrawn."""
    rows = unit.rows(
        "SELECT f.subject_kind, f.subject_id, f.fact_kind, f.establishment_id, f.seq, f.from_at,"
        " f.to_at, f.value, f.retracted, e.recorded_at,"
        " (SELECT COUNT(*) FROM entry u WHERE u.establishment_id = f.establishment_id"
        "   AND u.annuls_seq = f.seq)"
        " FROM fact_span f"
        " JOIN entry e ON e.establishment_id = f.establishment_id AND e.seq = f.seq"
        f" WHERE {unit.in_set('f.subject_kind')} AND {unit.in_set('f.subject_id')}"
        f" AND {unit.in_set('f.fact_kind')}",
        (
            unit.as_set({subject.kind for subject in changes}),
            unit.as_set({subject.id for subject in changes}),
            unit.as_set({subject.fact for subject in changes}),
        ),
    )
    for kind, about, fact, book, seq, start, end, value, retracted, recorded_at, gone in rows:
        history = changes.get(Subject(kind, about, fact))
        if history is None:
            continue
        if retracted == FAR:
            history.stored.add((book, seq, start, end))
        known = KnownFact(recorded_at, book, seq, start, value)
        if not gone and known not in history.facts:
            history.facts.append(known)
