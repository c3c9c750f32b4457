"""Put tombstones in the place of what an act erases. The one place that changes an entry.

The triggers that refuse it are taken off and put on again within the transaction of the act, so
that no other sees them gone; on PostgreSQL only the owner of the table can.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from db.engine import Store, Unit
from db.keys import write_search_keys
from db.numbered import Row
from db.sqlite import Sqlite
from db.surnames import folded_surname
from db.triggers import trigger_statements
from wingterm.domain.entries import Entry
from wingterm.domain.people import TEMPORARY
from wingterm.domain.retention import ERASED_DAY, ERASED_NAME, FACT, REMOVED, marker
from wingterm.domain.spans import Subject
from wingterm.domain.text import search_name
from wingterm.errors import NotAuthorised, StoreBusy

SAID = "Erased."
"""What a receipt says in the place of words that named somebody."""


def erase_content(unit: Unit, entries: Iterable[Entry], *, sqlite: bool) -> None:
    """Erase what the facts of an act say is erased, wherever the store has it.

    Args:
        unit: of the act; the facts are written.
        entries: all entries of the act.
        sqlite: whether it is SQLite.
    """
    told = [
        (int(entry.subject or 0), json.loads(entry.detail))
        for entry in entries
        if str(entry.fact).startswith(FACT)
    ]
    if not told:
        return
    rule_of = {(book, seq): said["rule"] for _, said in told for book, seq, _, _ in said["entries"]}
    keys = sorted(rule_of)
    gone = _gone(unit, rule_of)
    names = _surnames(unit, {person for person, _ in told})
    everything = {(person, said["number"]) for person, said in told if said["identity"]}
    of_all = _told_of(unit, {person for person, _ in everything}) if everything else set()
    _tombstones(unit, gone, sqlite=sqlite)
    _spans(unit, gone)
    _receipts(unit, of_all | set(keys), _numbers(unit, everything))
    _people(unit, sorted(everything))
    write_search_keys(unit, [Subject("person", person, "alias.1") for person, _ in told])
    _forget_surnames(unit, names)


def overwrite_unused(store: Store) -> bool:
    """Make an SQLite file anew, so that no part of it that is not in use holds what was erased.

    Gives whether that was done. It is not while others read or write for long, nor on a server,
    whose owner has VACUUM FULL for it.

    Raises:
        StoreError: the file cannot be written; the register is as it was.
    """
    if not isinstance(store.dialect, Sqlite):
        return False
    connection = store.take()
    try:
        connection.execute("VACUUM").fetchall()
        # The journal holds old pages too, until it is cut off.
        row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except store.dialect.errors as error:
        told = store.dialect.explained(error)
        if isinstance(told, StoreBusy):
            return False
        raise told from error
    finally:
        store.keep(connection)
    return not row[0]


def _gone(unit: Unit, rule_of: Mapping[tuple[int, int], str]) -> list[Row]:
    """Give what will stand in the place of the words of each entry."""
    rows = unit.rows(
        "SELECT e.establishment_id, e.seq, e.detail, e.fact_kind IS NULL FROM entry e"
        f" WHERE {unit.in_set('e.establishment_id')} AND {unit.in_set('e.seq')}",
        (unit.as_set({book for book, _ in rule_of}), unit.as_set({seq for _, seq in rule_of})),
    )
    return [
        (marker(rule_of[book, seq], detail, movement=bool(movement)), REMOVED, book, seq)
        for book, seq, detail, movement in rows
        if (book, seq) in rule_of
    ]


def _tombstones(unit: Unit, gone: Sequence[Row], *, sqlite: bool) -> None:
    if sqlite:
        unit.run("DROP TRIGGER entry_no_update", ())
    else:
        refuse_others(unit)
        unit.run("ALTER TABLE entry DISABLE TRIGGER entry_no_change", ())
    # The kind of a fact tells what it was; that of an identity stays, so that there is one.
    unit.run_many(
        "UPDATE entry SET detail = ?, fact_kind = CASE WHEN fact_kind IS NULL"
        " OR fact_kind = 'identity' THEN fact_kind ELSE ? END"
        " WHERE establishment_id = ? AND seq = ?",
        gone,
    )
    if sqlite:
        (again,) = (s for s in trigger_statements("sqlite") if "entry_no_update" in s)
        unit.run(again, ())
    else:
        unit.run("ALTER TABLE entry ENABLE TRIGGER entry_no_change", ())


def refuse_others(unit: Unit) -> None:
    """Refuse a role of a server that does not own the ledger.

    Raises:
        NotAuthorised: it does not; nothing is done.
    """
    owner = unit.one(
        "SELECT pg_has_role(c.relowner, 'USAGE') FROM pg_class c"
        " WHERE c.oid = to_regclass('entry')",
        (),
    )
    if owner is None or not owner[0]:
        raise NotAuthorised(
            "Only the role of the server that owns the ledger can erase; nothing was erased.",
            "Run it with a URL of that role (docs/people-records.md).",
        )


def _spans(unit: Unit, gone: Sequence[Row]) -> None:
    """Erase what is believed: of an identity its words, of all else that there was anything."""
    unit.run_many(
        "UPDATE fact_span SET value = ? WHERE fact_kind = 'identity'"
        " AND establishment_id = ? AND seq = ?",
        [(row[0], row[2], row[3]) for row in gone],
    )
    unit.run_many(
        "DELETE FROM fact_span WHERE fact_kind <> 'identity' AND establishment_id = ? AND seq = ?",
        [(row[2], row[3]) for row in gone],
    )


def _told_of(unit: Unit, people: set[int]) -> set[tuple[int, int]]:
    """Give every entry about people: movements, facts, and what roll checks say of them."""
    ids = unit.as_set(people)
    told = unit.rows(
        f"SELECT e.establishment_id, e.seq FROM entry e WHERE {unit.in_set('e.person_id')}"
        " UNION SELECT f.establishment_id, f.seq FROM fact_span f"
        f" WHERE f.subject_kind = 'person' AND {unit.in_set('f.subject_id')}",
        (ids, ids),
    )
    merges = unit.rows(
        "SELECT DISTINCT f.establishment_id, f.seq, f.value FROM fact_span f"
        " WHERE f.subject_kind = 'person' AND f.fact_kind = 'merged'",
        (),
    )
    told += [(book, seq) for book, seq, value in merges if json.loads(value)["into"] in people]
    told += unit.rows(
        "SELECT e.establishment_id, e.seq FROM entry e JOIN fact_span f"
        " ON f.establishment_id = e.establishment_id AND f.seq = e.annuls_seq"
        f" WHERE f.subject_kind = 'person' AND {unit.in_set('f.subject_id')}",
        (ids,),
    )
    counted = unit.rows(
        "SELECT f.establishment_id, f.seq, f.value FROM fact_span f WHERE f.subject_kind = 'check'"
        " AND (f.fact_kind LIKE 'count.%' OR f.fact_kind LIKE 'welfare.%'"
        " OR f.fact_kind LIKE 'why.%')",
        (),
    )
    named = [(book, seq) for book, seq, value in counted if _named_in(value) & people]
    return {(book, seq) for book, seq in (*told, *named)}


def _named_in(value: str) -> set[int]:
    """Give the people whom something said in a roll check names."""
    said = json.loads(value)
    lists = (said.get(name, ()) for name in ("missing", "extra", "without"))
    return {said.get("person", 0)} | {one for listed in lists for one in listed}


def _numbers(unit: Unit, people: Collection[tuple[int, str]]) -> set[str]:
    """Give the numbers that people have or had as night arrivals, by which receipts know them."""
    before = unit.rows(
        f"SELECT k.value FROM search_key k WHERE k.kind = ? AND {unit.in_set('k.person_id')}",
        (TEMPORARY, unit.as_set({person for person, _ in people})),
    )
    return {number for _, number in people} | {value for (value,) in before}


def _receipts(unit: Unit, keys: Collection[tuple[int, int]], numbers: Collection[str]) -> None:
    """Take the words out of what receipts say of entries, and of people: they name people.

    Args:
        unit: of the act.
        keys: the entries, by book and number in it.
        numbers: of people of whom nothing is to be said, not even that it was so already.
    """
    codes = dict(unit.rows("SELECT e.id, e.code FROM establishment e", ()))
    names = {f"{codes[book]}-{seq}" for book, seq in keys}
    rows = unit.rows(
        "SELECT DISTINCT r.id, r.outcome FROM request r JOIN entry e ON e.request_id = r.id"
        f" WHERE {unit.in_set('e.establishment_id')} AND {unit.in_set('e.seq')}",
        (unit.as_set({book for book, _ in keys}), unit.as_set({seq for _, seq in keys})),
    )
    if numbers:
        rows += unit.rows(
            "SELECT r.id, r.outcome FROM request r WHERE r.outcome LIKE '%\"entries\":[]%'", ()
        )
    changed: list[Row] = []
    for request, outcome in dict(rows).items():
        receipt = json.loads(outcome)
        lines = [
            line
            for line in receipt["lines"]
            if names & set(line["entries"]) or (not line["entries"] and line["person"] in numbers)
        ]
        for line in lines:
            line["said"] = SAID
        if lines:
            changed.append((json.dumps(receipt, sort_keys=True, separators=(",", ":")), request))
    if changed:
        unit.run_many("UPDATE request SET outcome = ? WHERE id = ?", changed)


def _people(unit: Unit, people: Sequence[tuple[int, str]]) -> None:
    """Erase who somebody is now."""
    if not people:
        return
    folded = search_name(ERASED_NAME, ERASED_NAME)
    unit.run_many(
        "UPDATE person SET last_name = ?, first_name = ?, date_of_birth = ?, search_name = ?"
        " WHERE id = ? AND number = ?",
        [(ERASED_NAME, ERASED_NAME, ERASED_DAY, folded, *person) for person in people],
    )


def _surnames(unit: Unit, people: set[int]) -> set[str]:
    """Give the folded surnames that people have or had, before they are erased."""
    rows = unit.rows(
        "SELECT f.value FROM fact_span f WHERE f.subject_kind = 'person'"
        f" AND {unit.in_set('f.subject_id')}"
        " AND (f.fact_kind = 'identity' OR f.fact_kind LIKE 'alias.%')",
        (unit.as_set(people),),
    )
    return {_surname(value) for (value,) in rows} - {""}


def _surname(value: str) -> str:
    return folded_surname(str(json.loads(value).get("last_name", "")))


def _forget_surnames(unit: Unit, names: set[str]) -> None:
    """Take away what leads to surnames that nobody else has or had.

    Every name of the register is looked through: surnames are kept for ever until then.
    """
    if not names:
        return
    rows = unit.rows(
        "SELECT DISTINCT f.value FROM fact_span f WHERE f.subject_kind = 'person'"
        " AND (f.fact_kind = 'identity' OR f.fact_kind LIKE 'alias.%')",
        (),
    )
    left = names - {_surname(value) for (value,) in rows}
    if left:
        unit.run(f"DELETE FROM surname_key WHERE {unit.in_set('surname')}", (unit.as_set(left),))
