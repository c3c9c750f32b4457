"""Check a whole store: rows of one snapshot in, violations out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from db.checker import (
    access,
    batches,
    beds,
    checks,
    database,
    erasures,
    facts,
    in_use,
    keys,
    merged,
    read,
    requests,
    setup,
)
from db.checker.chains import Books, check_chains, check_ends
from db.checker.freezes import Freezes
from db.checker.people import check_people
from db.checker.records import (
    OUTSIDE_PLACE,
    REGISTER,
    Access,
    AccessList,
    Batch,
    BatchPart,
    Bed,
    ChainRow,
    Check,
    Counter,
    Establishment,
    Merged,
    Officer,
    Person,
    Place,
    RegisterInfo,
    SearchKey,
    SurnameKey,
    Violation,
)
from db.checker.world import Site, World
from wingterm.errors import StoreBroken

MOST = 100
"""Violations of one rule that are told singly."""

DAMAGE = (ArithmeticError, AttributeError, LookupError, StoreBroken, TypeError, ValueError)
"""What reading rows of a damaged store can raise."""


@dataclass(slots=True)
class State:
    """What the rules hand on to each other."""

    books: Books = field(default_factory=lambda: Books({}))
    people: set[int] = field(default_factory=set)
    world: World = field(default_factory=lambda: World({}, {}, {}))
    occupancy: beds.Occupancy = field(default_factory=beds.Occupancy)
    freezes: Freezes = field(default_factory=lambda: Freezes((), {}))


def violations(reader: read.Reader, *, sqlite: bool) -> Iterator[Violation]:
    """Find everything in a snapshot that cannot be.

    Args:
        reader: the snapshot.
        sqlite: whether it is SQLite, which can check its own file.
    """
    state = State()
    steps: list[tuple[str, Callable[[read.Reader, State], Iterator[Violation]]]] = [
        ("ledger", _ledger),
        ("setup", _setup),
        ("places", _places),
        ("identities", _identities),
        ("keys", _keys),
        ("merged", _merged),
        ("facts", _facts),
        ("checks", _checks),
        ("lines", _lines),
        ("freezes", _freezes),
        ("beds", _beds),
        ("counters", _counters),
        ("batches", _batches),
        ("access", _access),
    ]
    if sqlite:
        steps.insert(0, ("database", _database))
    for name, step in steps:
        yield from guarded(name, step(reader, state))


def guarded(what: str, found: Iterator[Violation]) -> Iterator[Violation]:
    """Pass violations on; rows that cannot be read as what they should be are one more."""
    try:
        yield from found
    except DAMAGE as fault:
        yield Violation("unreadable", what, f"It cannot be read to its end: {fault}.")


def few(found: Iterable[Violation], most: int = MOST) -> Iterator[Violation]:
    """Pass on the first violations of each rule, then how many more there are."""
    counts: dict[str, int] = {}
    for violation in found:
        counts[violation.rule] = counts.get(violation.rule, 0) + 1
        if counts[violation.rule] <= most:
            yield violation
    for rule, count in counts.items():
        if count > most:
            yield Violation(rule, "elsewhere", f"There are {count - most} more of this kind.")


def _database(reader: read.Reader, _: State) -> Iterator[Violation]:
    yield from database.check_integrity(reader.rows("PRAGMA integrity_check", ()))
    yield from database.check_references(reader.rows("PRAGMA foreign_key_check", ()))


def _ledger(reader: read.Reader, state: State) -> Iterator[Violation]:
    """Check the chains and the requests, page by page."""
    books = state.books
    stored = read.whole(reader, Establishment, "establishment")
    books.codes.update({row.id: row.code for row in stored})
    entries = read.entries(reader)
    while page := list(islice(entries, read.PAGE)):
        yield from check_chains(page, books)
        asked = sorted({entry.request_id for entry in page})
        yield from requests.check_requests(page, read.requests(reader, asked), books)
    yield from check_ends(read.whole(reader, ChainRow, "chain"), books)
    yield from erasures.check_erasures(books)


def _setup(reader: read.Reader, state: State) -> Iterator[Violation]:
    """Compare the register itself, its establishments and its officers with the facts."""
    yield from database.check_info(read.whole(reader, RegisterInfo, "register_info"))
    facts_about = setup.rebuild(
        state.books, "establishment", "establishment", setup.establishment_row
    )
    due = {REGISTER: setup.REGISTER_ROW, **facts_about}
    stored = read.by_id(reader, Establishment, "establishment")
    yield from setup.compare("establishment-differs", "establishment", due, stored)
    officers = setup.rebuild(state.books, "officer", "officer", setup.officer_row)
    yield from setup.compare(
        "officer-differs", "officer", officers, read.by_id(reader, Officer, "officer")
    )


def _places(reader: read.Reader, state: State) -> Iterator[Violation]:
    """Compare places and beds with the facts; what comes of them is the world of the lines."""
    facts_about = setup.rebuild(state.books, "place", "place", setup.place_row)
    due = {OUTSIDE_PLACE: setup.OUTSIDE_ROW, **facts_about}
    places = {number: row for number, row in due.items() if row is not None}
    state.world.sites.update(
        {
            n: Site(row.establishment_id, row.kind, row.code, row.parent_id)
            for n, row in places.items()
        }
    )
    state.world.codes.update(state.books.codes)
    stored = list(read.by_id(reader, Bed, "bed"))
    state.world.cell_of.update({bed.id: bed.place_id for bed in stored})
    yield from setup.compare("place-differs", "place", due, read.by_id(reader, Place, "place"))
    yield from beds.check_beds(state.books, state.world.sites, stored)


def _identities(reader: read.Reader, state: State) -> Iterator[Violation]:
    due = setup.rebuild(state.books, "person", "identity", setup.person_row)
    for person, row in erasures.erased_people(state.books).items():
        # Who was recorded anew since has a row that the ledger gives.
        if due.get(person, row) is None:
            due[person] = row
    state.people.update(due)
    yield from setup.compare("person-differs", "person", due, read.by_id(reader, Person, "person"))
    yield from setup.check_numbers(state.books)


def _keys(reader: read.Reader, state: State) -> Iterator[Violation]:
    """Compare what people are found by with the facts."""
    yield from keys.check_search_keys(state.books, read.whole(reader, SearchKey, "search_key"))
    yield from keys.check_surname_keys(state.books, read.whole(reader, SurnameKey, "surname_key"))


def _merged(reader: read.Reader, state: State) -> Iterator[Violation]:
    """Hold the records that are of one person against the facts and their lines."""
    stored = read.whole(reader, Merged, "merged")
    of = partial(read.movements_of, reader)
    yield from merged.check_merged(state.books, stored, of)


def _facts(reader: read.Reader, state: State) -> Iterator[Violation]:
    yield from facts.check_fact_books(state.books, state.world.sites)
    yield from facts.check_spans(state.books, read.spans(reader))


def _checks(reader: read.Reader, state: State) -> Iterator[Violation]:
    """Compare roll checks with what was said of them; the lines are then held against them."""
    sound, broken = [], set()
    for found in checks.read_checks(state.books):
        if isinstance(found, Violation):
            yield found
        elif found.broken:
            broken.add(found.number)
        else:
            sound.append(found)
            yield from checks.check_sums(found)
    state.freezes = Freezes(sound, state.world.sites)
    due = {check.number: checks.check_row(check) for check in sound}
    stored = (row for row in read.by_id(reader, Check, "roll_check") if row.id not in broken)
    yield from setup.compare("check-differs", "roll check", due, stored)


def _lines(reader: read.Reader, state: State) -> Iterator[Violation]:
    yield from check_people(
        state.people,
        read.movements(reader),
        read.stays(reader),
        read.whereabouts(reader),
        state.world,
        state.occupancy,
        state.freezes,
    )


def _freezes(_: read.Reader, state: State) -> Iterator[Violation]:
    yield from state.freezes.check(state.books)


def _beds(reader: read.Reader, state: State) -> Iterator[Violation]:
    yield from state.occupancy.overlaps()
    yield from in_use.check_in_use(state.books, state.world, state.occupancy)
    yield from beds.check_shared(read.whereabouts(reader))


def _counters(reader: read.Reader, _: State) -> Iterator[Violation]:
    largest = [
        (name, reader.rows(f"SELECT max(id) FROM {table}", ())[0][0])
        for name, table in database.COUNTED.items()
    ]
    largest += [(name, None) for name in database.ISSUED]
    yield from database.check_counters(read.whole(reader, Counter, "counter"), largest)


def _batches(reader: read.Reader, _: State) -> Iterator[Violation]:
    """Hold batches against the acts that did their parts."""
    register = read.whole(reader, RegisterInfo, "register_info")
    parts = read.whole(reader, BatchPart, "batch_part")
    asked = read.requests(reader, sorted({part.request_id for part in parts}))
    yield from batches.check_batches(
        register[0].register_id if register else "",
        read.whole(reader, Batch, "batch"),
        parts,
        {request.id: request for request in asked},
    )


def _access(reader: read.Reader, state: State) -> Iterator[Violation]:
    """Recompute the chain of who saw what."""
    lists = access.Lists()
    yield from lists.check(
        read.by_id(reader, AccessList, "access_list"), read.access_people(reader)
    )
    erased = access.erased_in(state.books)
    yield from access.check_access(read.by_id(reader, Access, "access"), lists, erased)
