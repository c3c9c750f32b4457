"""What is kept of a prison's places between two rolls is as what is read anew."""

import random
from collections.abc import Iterator

from db.engine import open_store
from tests.registers import MINUTE, SmallRegister
from tests.services.filled import done, received, record
from tests.services.place_requests import (
    ONE,
    THREE,
    TWO,
    back,
    cell,
    closed,
    holds,
    marked,
    out,
    person_in,
    withdrawn,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.domain.roll_records import RollSheet
from wingterm.services.act import carry_out
from wingterm.services.roll import roll


def sheet(small: SmallRegister, as_of: int | None = None, known: int | None = None) -> RollSheet:
    """Give the roll of a register that stays open."""
    return roll(small.desk, small.prison("WTI"), as_of=as_of, known_at=known)


def anew(small: SmallRegister, as_of: int | None = None, known: int | None = None) -> RollSheet:
    """Give the roll of the same register by who has read nothing of it yet."""
    store = open_store(small.where, clock=small.clock)
    desk = small.desk._replace(store=store)
    found = roll(desk, small.prison("WTI"), as_of=as_of, known_at=known)
    store.close()
    return found


def story(small: SmallRegister) -> Iterator[Receipt]:
    """Say one thing after the other of the places of a prison, and take some of it back."""
    person_in(small)
    early = small.clock.instant - 3 * MINUTE
    yield done(small, holds(1, 2, 2))
    yield done(small, marked(ONE, accommodation="CARE_AND_SEPARATION"))
    named = done(small, asked.RenamePlace(prison="WTI", code=TWO, name="Second"))
    yield named
    gone = done(small, out(TWO))
    yield gone
    yield done(small, cell())
    yield done(small, withdrawn(small, gone))
    yield done(small, withdrawn(small, named))
    # Recorded late: before and after it the past was another.
    yield done(small, out(TWO, at=early))
    yield done(small, back(TWO, at=early + MINUTE))
    yield done(small, closed(THREE))
    yield done(small, asked.RenamePlace(prison="WTI", code=ONE, name="First"))
    yield done(
        small, withdrawn(small, done(small, marked("A-1", accommodation="CARE_AND_SEPARATION")))
    )
    yield done(small, asked.SetPrison(prison="WTI", values=(("segregation_available", "yes"),)))


def test_every_moment_is_as_read_anew(small_file: SmallRegister) -> None:
    instants = [small_file.clock.instant]
    for _ in story(small_file):
        instants.append(small_file.clock.instant)
        for as_of in (None, instants[-2], instants[0]):
            assert sheet(small_file, as_of) == anew(small_file, as_of)
    # Whoever comes next to each other in any order: what is kept is that of another moment.
    moments = [(as_of, known) for as_of in instants for known in (None, *instants)]
    random.Random(3).shuffle(moments)
    for moment in moments:
        assert sheet(small_file, *moment) == anew(small_file, *moment), moment


def test_what_another_connection_says_of_a_place_is_seen_at_once(small: SmallRegister) -> None:
    person_in(small)
    before = small.clock.instant
    assert sheet(small).totals.working == 4
    other = small.desk._replace(store=open_store(small.where, clock=small.clock))
    small.clock.instant += MINUTE
    assert isinstance(carry_out(other, [out(TWO)]), Receipt)
    assert sheet(small).totals.working == 2
    other.store.close()
    assert sheet(small, before).totals.working == 4


def test_people_who_come_and_go_have_no_place_read_again(small_file: SmallRegister) -> None:
    """The first roll reads places and what is said of them, the second for how long that is so."""
    sent = []
    for number in range(4):
        done(small_file, record(f"A000{number}AB"))
        done(small_file, received(f"A000{number}AB"))
        before = small_file.store.statements
        sheet(small_file)
        sent.append(small_file.store.statements - before)
    least = sent[-1]
    assert sent == [least + 2, least + 1, least, least]


def test_a_place_is_called_what_it_was_called_then(small_file: SmallRegister) -> None:
    def name(as_of: int | None = None, known: int | None = None) -> str:
        return next(row.name for row in sheet(small_file, as_of, known).rows if row.code == ONE)

    early = small_file.clock.instant
    late = early + 2 * MINUTE
    first = done(small_file, asked.RenamePlace(prison="WTI", code=ONE, name="First"))
    done(small_file, cell())
    assert [name(), name(early), name(late), name(late, late), name(early, early)] == [
        "First", ONE, "First", "First", ONE,
    ]  # fmt: skip
    done(small_file, asked.RenamePlace(prison="WTI", code=ONE, name="Uno"))
    done(small_file, withdrawn(small_file, first))
    # Known then, the first name was to last for ever; it is known by now that it never was.
    assert [name(), name(late), name(late, late), name(early)] == ["Uno", ONE, "First", ONE]
