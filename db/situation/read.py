"""Read the situation of a whole batch under the locks, in a fixed number of statements.

Order of locks: chain heads by establishment, then person rows by id (never whereabouts rows: an act
deletes and inserts those, and who waits for one would find no row and take the person for nowhere).
"""

import json
from collections.abc import Sequence

from db.engine import Reader
from db.situation.checks import read_checks, read_opened, read_unended
from db.situation.company import read_company
from db.situation.erasures import log_rows, read_erasures, rules_in_force
from db.situation.heads import Head, lock_heads
from db.situation.merging import read_merges
from db.situation.names import read_identifier_holders, read_lookalikes, read_numbers
from db.situation.needs import REGISTER, Needs, gather
from db.situation.places import read_area_stays, read_places, read_settled
from wingterm.domain.codes import ReasonCodes
from wingterm.domain.entries import Kind
from wingterm.domain.prison import Officer, Prison
from wingterm.domain.prison_settings import read_settings
from wingterm.domain.requests import Request
from wingterm.domain.roles import ADMINISTRATOR
from wingterm.domain.situation import (
    LineItem,
    Person,
    RecordedFact,
    Situation,
    origin_of,
)
from wingterm.domain.standing import Standing, Whereabouts
from wingterm.domain.times import FAR


def read_situation(
    reader: Reader, requests: Sequence[Request], officer: Officer, codes: ReasonCodes
) -> tuple[Situation, list[Head]]:
    """Read everything the rules may look at; within a unit of work lock what the batch touches."""
    needs = gather(requests)
    heads = _lock_heads(reader, needs)
    prisons, settings = [], {}
    now = reader.now()
    for row in reader.rows(
        "SELECT e.id, e.code, e.name, e.timezone, f.value FROM establishment e"
        " LEFT JOIN fact_span f ON f.subject_kind = 'establishment' AND f.subject_id = e.id"
        " AND f.fact_kind = 'settings' AND f.from_at <= ? AND f.to_at > ? AND f.retracted = ?",
        (now, now, FAR),
    ):
        prisons.append(Prison(*row[:4]))
        settings[row[0]] = read_settings(json.loads(row[4]) if row[4] else None)
    situation = Situation(now, officer, codes, {prison.code: prison for prison in prisons})
    situation.settings = settings
    if needs.facts:
        _read_facts(reader, situation, needs, [head.establishment for head in heads])
    newest = _read_people(reader, situation, needs)
    # After everything that is on record about these books and people, even when a clock was set
    # back: what was believed at an instant has then one answer only.
    last = max([newest, *(head.recorded_at for head in heads)])
    situation.now = max(situation.now, last + 1)
    if needs.corrected:
        _read_lines(reader, situation, needs)
    read_places(reader, situation, needs)
    if needs.checks:
        read_checks(reader, situation, needs)
    if needs.unended:
        read_unended(reader, situation, needs)
    if needs.opened:
        read_opened(reader, situation, needs)
    if needs.furnished:
        read_settled(reader, situation, needs)
    if needs.closed:
        read_area_stays(reader, situation, needs)
    if needs.judged:
        read_company(reader, situation, needs)
    if needs.merged:
        read_merges(reader, situation)
    if needs.retains:
        situation.retention = rules_in_force(reader)
    if needs.logs:
        situation.log_rows = log_rows(reader, needs.logs)
    if needs.erases:
        read_erasures(reader, situation, needs.erases)
    if needs.counters:
        situation.next_id = _lock_counters(reader, needs)
    if needs.numbers:
        read_numbers(reader, situation, needs)
    if needs.registers or needs.amended:
        read_lookalikes(reader, situation, needs)
    if needs.identifiers:
        read_identifier_holders(reader, situation, needs)
    if needs.accounts:
        _read_officers(reader, situation, needs)
    return situation, heads


def _lock_heads(reader: Reader, needs: Needs) -> list[Head]:
    if needs.held_elsewhere:
        # Whom another prison has out or at large leaves its book too. Read before the lock, as a
        # hint: who has gone on to a third prison meanwhile is a conflict, which `append` finds.
        holders = reader.rows(
            "SELECT DISTINCT e.code FROM person p JOIN whereabouts w ON w.person_id = p.id"
            " JOIN place q ON q.id = w.place_id JOIN establishment e ON e.id = q.establishment_id"
            f" WHERE {reader.in_set('p.number')}",
            (reader.as_set(needs.held_elsewhere),),
        )
        needs.prisons |= {str(code) for (code,) in holders} - {REGISTER}
    return lock_heads(reader, "e.code", needs.prisons)


def _read_people(reader: Reader, situation: Situation, needs: Needs) -> int:
    """Lock and read the people named; give the newest recording instant of their lines."""
    subjects = [f.subject for f in situation.facts.values() if f.subject_kind == "person"]
    lock = reader.for_update("p")
    if lock:
        reader.rows(
            "SELECT p.id FROM person p"
            f" WHERE {reader.in_set('p.number')} OR {reader.in_set('p.id')} ORDER BY p.id{lock}",
            (reader.as_set(needs.people), reader.as_set(subjects)),
        )
    newest, new = 0, tuple.__new__
    for (
        id_, number, last_name, first_name, born, sex, pseq, place, bed, since, depth, origin,
        from_place, from_bed, from_since, from_depth, recorded_at, verb, reason, detail, same_as,
    ) in reader.rows(
        "SELECT p.id, p.number, p.last_name, p.first_name, p.date_of_birth, p.sex,"
        " w.pseq, w.place_id, w.bed, w.since, w.depth, w.origin,"
        " o.from_place, o.from_bed, o.from_since, o.from_depth,"
        " COALESCE(n.recorded_at, o.recorded_at), o.verb, o.reason, o.detail,"
        " COALESCE(s.number, '')"
        " FROM person p JOIN whereabouts w ON w.person_id = p.id"
        " JOIN entry o ON o.person_id = p.id AND o.pseq = w.origin"
        # After a correction the newest entry is not the one that made the standing.
        " LEFT JOIN entry n ON n.person_id = p.id AND n.pseq = w.pseq AND w.pseq <> w.origin"
        " LEFT JOIN merged m ON m.person_id = p.id LEFT JOIN person s ON s.id = m.into_id"
        f" WHERE {reader.in_set('p.number')}",
        (reader.as_set(needs.people),),
    ):  # fmt: skip
        # Made as what they are, tuples of their columns: by name it would take twice as long.
        standing = new(Standing, (place, bed, since, depth))
        came_from = new(Standing, (from_place, from_bed, from_since, from_depth))
        person = Person(
            id_, number, last_name, first_name, born, sex,
            new(Whereabouts, (id_, pseq, standing, origin)),
            came_from, origin_of(verb, reason, detail), same_as,
        )  # fmt: skip
        situation.add_person(number, person)
        if recorded_at > newest:
            newest = recorded_at
    return newest


def _read_lines(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read the un-annulled movements of the people to correct, with the stay that each now has."""
    for row in reader.rows(
        "SELECT e.person_id, e.kind, e.pseq, e.establishment_id, e.seq, e.verb, e.occurred_at,"
        " e.from_place, e.from_bed, e.from_since, e.from_depth,"
        " e.to_place, e.to_bed, e.since, e.depth, e.request_id, e.reason, e.detail"
        f" FROM entry e WHERE {reader.in_set('e.person_id')} ORDER BY e.person_id, e.pseq",
        (reader.as_set([p.id for n, p in situation.people.items() if n in needs.corrected]),),
    ):
        line = situation.person_of[row[0]].line
        if row[1] == Kind.ANNUL:
            line.pop()
            line[-1].stay = row[2]
        else:
            line.append(
                LineItem(
                    pseq=row[2],
                    establishment=row[3],
                    seq=row[4],
                    verb=row[5],
                    occurred_at=row[6],
                    before=Standing(*row[7:11]),
                    after=Standing(*row[11:15]),
                    request_id=row[15],
                    origin=origin_of(row[5], *row[16:18]),
                    stay=row[2],
                )
            )
    for number, last in needs.corrected.items():
        person = situation.people.get(number)
        for item in person.line[-(last + 1) :] if person else ():
            needs.earliest = min(needs.earliest, item.after.since)


def _lock_counters(reader: Reader, needs: Needs) -> dict[str, int]:
    rows = reader.rows(
        f"SELECT c.name, c.next_value FROM counter c WHERE {reader.in_set('c.name')}"
        f" ORDER BY c.name{reader.for_update('c')}",
        (reader.as_set(needs.counters),),
    )
    return {str(name): int(following) for name, following in rows}


def _read_officers(reader: Reader, situation: Situation, needs: Needs) -> None:
    for row in reader.rows(
        "SELECT o.id, o.account, o.name, o.role, o.establishment_id, o.active_from,"
        " o.active_to, o.grade FROM officer o"
        f" WHERE {reader.in_set('o.account')}",
        (reader.as_set(needs.accounts),),
    ):
        situation.officers[row[1]] = Officer(*row)
    if needs.appoints:
        rows = reader.rows(
            "SELECT account FROM officer WHERE role = ? AND active_from <= ? AND active_to = ?",
            (ADMINISTRATOR, situation.now, FAR),
        )
        situation.administrators = {str(account) for (account,) in rows}


def _read_facts(reader: Reader, situation: Situation, needs: Needs, books: list[int]) -> None:
    """Read the facts to withdraw, and how many others each subject has of the same kind."""
    mirrors = _read_mirrors(reader, needs, books)
    wanted = needs.facts | {seq for _, seq in mirrors.values()}
    for row in reader.rows(
        "SELECT e.establishment_id, e.seq, e.kind, e.subject_kind, e.subject_id, e.fact_kind,"
        " (SELECT COUNT(*) FROM entry u WHERE u.establishment_id = e.establishment_id"
        "   AND u.annuls_seq = e.seq),"
        " (SELECT COUNT(DISTINCT o.from_at) FROM fact_span o WHERE o.subject_kind = e.subject_kind"
        "   AND o.subject_id = e.subject_id AND o.fact_kind = e.fact_kind AND o.retracted = ?"
        "   AND NOT (o.establishment_id = e.establishment_id AND o.seq = e.seq)), e.detail,"
        " e.occurred_at, COALESCE((SELECT s.number FROM merged m JOIN person s ON s.id = m.into_id"
        "   WHERE e.subject_kind = 'person' AND m.person_id = e.subject_id), '')"
        f" FROM entry e WHERE {reader.in_set('e.establishment_id')} AND {reader.in_set('e.seq')}"
        " AND e.subject_kind IS NOT NULL",
        (FAR, reader.as_set(books), reader.as_set(wanted)),
    ):
        situation.facts[row[0], row[1]] = RecordedFact(
            seq=row[1],
            kind=Kind(row[2]),
            subject_kind=row[3],
            subject=row[4],
            fact=row[5],
            withdrawn=bool(row[6]),
            others=row[7],
            value=row[8],
            at=row[9],
            mirror=mirrors.get((row[0], row[1]), (0, 0))[1],
            same_as=row[10],
        )
        if row[3] == "place":
            needs.earliest = min(needs.earliest, row[9])


def _read_mirrors(
    reader: Reader, needs: Needs, books: list[int]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Read where else a fact lies that is on record of two people, by where it is withdrawn."""
    rows = reader.rows(
        "SELECT e.establishment_id, e.seq, m.seq FROM entry e JOIN entry m"
        " ON m.request_id = e.request_id AND m.line = e.line"
        " AND m.establishment_id = e.establishment_id"
        " AND m.fact_kind = 'na.' || CAST(e.subject_id AS TEXT)"
        f" WHERE {reader.in_set('e.establishment_id')} AND {reader.in_set('e.seq')}"
        " AND e.subject_kind = 'person'",
        (reader.as_set(books), reader.as_set(needs.facts)),
    )
    return {(book, seq): (book, mirror) for book, seq, mirror in rows}
