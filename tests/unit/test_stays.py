"""Stays worked out by hand: opened, closed, annulled, and one person twice in one act."""

from wingterm.domain.entries import Entry, Kind
from wingterm.domain.standing import Standing
from wingterm.domain.stays import Stay, fold_stays, span_class
from wingterm.domain.times import FAR

OUTSIDE, RECEPTION, CELL, WORKSHOP = 1, 10, 11, 12
REGISTER, WTI = 1, 2
BOOKS = {OUTSIDE: REGISTER, RECEPTION: WTI, CELL: WTI, WORKSHOP: WTI}
SECOND = 1_000_000
KNOWN = 1000 * SECOND
ANN, BOB = 7, 8


def move(person: int, pseq: int, before: Standing, place: int, bed: int, at: int) -> Entry:
    """Give a movement at a second."""
    after = Standing(place, bed, at * SECOND, before.depth + 1)
    return Entry(
        Kind.MOVE, "move", WTI, at * SECOND, person=person, pseq=pseq, before=before, after=after
    )


def annul(person: int, pseq: int, wrong: Standing, right: Standing, reopens: int) -> Entry:
    """Give an annulment of the movement before it in the line."""
    return Entry(
        Kind.ANNUL, "correct", WTI, KNOWN, person=person, pseq=pseq, before=wrong, after=right,
        annuls_pseq=pseq - 1, reopens=reopens, origin=reopens,
    )  # fmt: skip


def row(person: int, pseq: int, place: int, bed: int, since: int) -> Stay:
    """Give an open stay from a second on."""
    start = since * SECOND
    return Stay(
        person, pseq, BOOKS[place], place, bed, start, FAR, KNOWN, FAR, FAR, span_class(start, FAR)
    )


NOWHERE = Standing(OUTSIDE, 0, 0, 0)
OUT = Standing(OUTSIDE, 0, 100 * SECOND, 1)
IN_RECEPTION = Standing(RECEPTION, 0, 200 * SECOND, 2)
IN_CELL = Standing(CELL, 5, 300 * SECOND, 3)


def test_a_first_movement_opens_and_closes_nothing() -> None:
    changes = fold_stays([move(ANN, 1, NOWHERE, OUTSIDE, 0, 100)], KNOWN, BOOKS)
    assert changes.opened == {(ANN, 1): row(ANN, 1, OUTSIDE, 0, 100)}
    assert (changes.closed, changes.retracted) == ([], [])


def test_a_movement_closes_the_stay_before_it_and_opens_one() -> None:
    changes = fold_stays([move(ANN, 3, IN_RECEPTION, CELL, 5, 300)], KNOWN, BOOKS)
    assert changes.opened == {(ANN, 3): row(ANN, 3, CELL, 5, 300)}
    # Closed as of second 300, recorded at second 1000: 700 seconds late take 10 bits.
    assert changes.closed == [(300 * SECOND, KNOWN, 10, ANN, 2)]
    assert changes.retracted == []


def test_an_annulment_takes_back_two_stays_and_opens_the_restored_one() -> None:
    changes = fold_stays([annul(ANN, 4, IN_CELL, IN_RECEPTION, reopens=2)], KNOWN, BOOKS)
    assert changes.opened == {(ANN, 4): row(ANN, 4, RECEPTION, 0, 200)}
    assert changes.closed == []
    assert changes.retracted == [(KNOWN, ANN, 3), (KNOWN, ANN, 2)]


def test_an_annulment_after_an_annulment_takes_back_what_that_one_restored() -> None:
    changes = fold_stays([annul(ANN, 5, IN_RECEPTION, OUT, reopens=1)], KNOWN, BOOKS)
    assert changes.opened == {(ANN, 5): row(ANN, 5, OUTSIDE, 0, 100)}
    assert changes.retracted == [(KNOWN, ANN, 4), (KNOWN, ANN, 1)]


def test_a_person_twice_in_one_act_leaves_a_closed_stay_of_the_act_itself() -> None:
    at_work = move(ANN, 4, IN_CELL, WORKSHOP, 5, 500)
    changes = fold_stays([move(ANN, 3, IN_RECEPTION, CELL, 5, 300), at_work], KNOWN, BOOKS)
    in_cell = row(ANN, 3, CELL, 5, 300)
    assert changes.opened == {
        (ANN, 3): in_cell._replace(to_at=500 * SECOND, closed_known=KNOWN, span_class=10),
        (ANN, 4): row(ANN, 4, WORKSHOP, 5, 500),
    }
    assert changes.closed == [(300 * SECOND, KNOWN, 10, ANN, 2)]


def test_a_correction_with_what_is_entered_again() -> None:
    again = move(ANN, 5, IN_RECEPTION, CELL, 6, 400)
    changes = fold_stays([annul(ANN, 4, IN_CELL, IN_RECEPTION, 2), again], KNOWN, BOOKS)
    restored = row(ANN, 4, RECEPTION, 0, 200)
    assert changes.opened == {
        (ANN, 4): restored._replace(to_at=400 * SECOND, closed_known=KNOWN, span_class=10),
        (ANN, 5): row(ANN, 5, CELL, 6, 400),
    }
    assert changes.closed == []
    assert changes.retracted == [(KNOWN, ANN, 3), (KNOWN, ANN, 2)]


def test_two_annulments_in_one_act_take_back_the_row_between_at_once() -> None:
    entries = [
        annul(ANN, 4, IN_CELL, IN_RECEPTION, reopens=2),
        annul(ANN, 5, IN_RECEPTION, OUT, reopens=1)._replace(annuls_pseq=2),
    ]
    changes = fold_stays(entries, KNOWN, BOOKS)
    between = row(ANN, 4, RECEPTION, 0, 200)._replace(retracted=KNOWN)
    assert changes.opened == {(ANN, 4): between, (ANN, 5): row(ANN, 5, OUTSIDE, 0, 100)}
    assert changes.retracted == [(KNOWN, ANN, 3), (KNOWN, ANN, 2), (KNOWN, ANN, 1)]


def test_movements_at_the_same_instant_make_a_stay_of_no_length() -> None:
    entries = [
        move(ANN, 2, OUT, RECEPTION, 0, 200),
        move(ANN, 3, IN_RECEPTION, CELL, 5, 200),
    ]
    changes = fold_stays(entries, KNOWN, BOOKS)
    short = changes.opened[ANN, 2]
    assert (short.from_at, short.to_at) == (200 * SECOND, 200 * SECOND)
    assert changes.opened[ANN, 3].from_at == 200 * SECOND


def test_a_swap_keeps_two_people_apart_and_facts_open_nothing() -> None:
    fact = Entry(Kind.FACT, "place", WTI, 0, subject_kind="place", subject=3, fact="place")
    other = Standing(CELL, 6, 300 * SECOND, 3)
    entries = [fact, move(ANN, 4, IN_CELL, CELL, 6, 600), move(BOB, 4, other, CELL, 5, 600)]
    changes = fold_stays(entries, KNOWN, BOOKS)
    assert set(changes.opened) == {(ANN, 4), (BOB, 4)}
    assert [closed[3:] for closed in changes.closed] == [(ANN, 3), (BOB, 3)]
    assert (changes.opened[ANN, 4].bed, changes.opened[BOB, 4].bed) == (6, 5)


def test_the_class_of_how_long_a_stay_is_until_its_end_is_recorded() -> None:
    late = {0: 0, 999_999: 0, SECOND: 1, 2 * SECOND: 2, 3 * SECOND: 2, 4 * SECOND: 3}
    assert {by: span_class(0, by) for by in late} == late
    assert span_class(0, FAR) < 40
