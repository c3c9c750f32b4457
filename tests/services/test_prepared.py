"""Acts decided before they lock, while somebody else gets in between; as if decided under locks.

The clock is the seam: the act asks it what time it is when it has its view of the register, and a
rival's act is done there, before the act comes to its locks.
"""

from collections.abc import Callable, Iterator

import pytest

from db.engine import open_store
from tests.registers import COURT, SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Outcome, Receipt, Refused, Warned
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk

LAST_NAMES = ("Abel", "Baker", "Cole", "Dunn")
BORN = ("1980-01-01", "1983-04-05", "1986-07-08", "1989-10-11")


@pytest.fixture(autouse=True)
def _every_act_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wingterm.services.act.PREPARED_FROM", 1)


@pytest.fixture
def rival(small: SmallRegister) -> Iterator[Desk]:
    """Another terminal of the same officer."""
    store = open_store(small.where, clock=small.clock)
    ids = iter(f"rival-{n}" for n in range(100))
    yield Desk(store, small.desk.account, "cli", lambda: next(ids), small.desk.access)
    store.close()


def received(small: SmallRegister) -> list[str]:
    """Take four people into reception; give their numbers."""
    new: list[asked.Request] = [
        asked.Register(prison="WTI", last_name=name, first_name="P", date_of_birth=born, sex="M")
        for name, born in zip(LAST_NAMES, BORN, strict=True)
    ]
    come = [asked.Receive(prison="WTI", person=f"+{n}", authority=COURT) for n in range(1, 5)]
    done = carry_out(small.desk, [*new, *come])
    assert isinstance(done, Receipt), done
    return [line.person for line in done.lines[:4]]


def between(
    small: SmallRegister, meanwhile: Callable[[], object], at: tuple[int, ...] = (1,)
) -> Callable[[], int]:
    """Do something when the time is asked; give how often it was.

    The first time an act asks, it has its view of the register and no lock.
    """
    seen = 0

    def clock() -> int:
        nonlocal seen
        seen += 1
        if seen in at:
            meanwhile()
        return small.clock()

    small.store.clock = clock
    return lambda: seen


def done(outcome: Outcome) -> Receipt:
    """Give the receipt of an act that was done."""
    assert isinstance(outcome, Receipt), outcome
    return outcome


def numbers(receipt: Receipt) -> list[int]:
    """Give the numbers in the book of a receipt's entries."""
    return [int(name.partition("-")[2]) for line in receipt.lines for name in line.entries]


def test_what_does_not_concern_it_only_comes_before_it(small: SmallRegister, rival: Desk) -> None:
    """The rival's entry has the next number, the act's the two after, recorded later."""
    one, two, other, _ = received(small)
    theirs: list[Receipt] = []
    asked_for = between(small, lambda: theirs.append(done(carry_out(rival, [
        asked.Move(prison="WTI", person=other, to="A-1-003")
    ]))))  # fmt: skip

    ours = done(carry_out(small.desk, [
        asked.Move(prison="WTI", person=one, to="A-1-001"),
        asked.TransferOut(prison="WTI", person=two, to="EXI"),
    ]))  # fmt: skip

    (last,) = numbers(theirs[0])
    assert numbers(ours) == [last + 1, last + 2]
    assert ours.recorded_at > theirs[0].recorded_at
    # Twice to decide, once under the locks: it was decided once.
    assert asked_for() == 3
    assert small.violations() == []


def test_who_was_moved_meanwhile_is_not_where_it_was_decided(
    small: SmallRegister, rival: Desk
) -> None:
    one, two, *_ = received(small)
    away = asked.Release(prison="WTI", person=two, reason="CR")
    between(small, lambda: done(carry_out(rival, [away])))

    outcome = carry_out(small.desk, [
        asked.TransferOut(prison="WTI", person=number, to="EXI") for number in (one, two)
    ])  # fmt: skip

    assert isinstance(outcome, Refused)
    assert [(o.code, o.line) for o in outcome.objections] == [("not-inside", 2)]
    assert small.violations() == []


def test_a_bed_that_was_taken_meanwhile_is_not_given_twice(
    small: SmallRegister, rival: Desk
) -> None:
    one, _, other, _ = received(small)
    taken = asked.Move(prison="WTI", person=other, to="A-1-001")
    between(small, lambda: done(carry_out(rival, [taken])))

    outcome = carry_out(small.desk, [asked.Move(prison="WTI", person=one, to="A-1-001")])

    assert isinstance(outcome, Refused)
    assert [o.code for o in outcome.objections] == ["cell-full"]
    assert small.violations() == []


def test_what_was_put_on_record_meanwhile_is_weighed(small: SmallRegister, rival: Desk) -> None:
    one, two, *_ = received(small)
    hold = asked.RecordParticular(prison="WTI", person=two, fact="alert", key="TAP")
    between(small, lambda: done(carry_out(rival, [hold])))

    outcome = carry_out(small.desk, [
        asked.TransferOut(prison="WTI", person=number, to="EXI") for number in (one, two)
    ])  # fmt: skip

    assert isinstance(outcome, Warned)
    assert [(w.code, w.line) for w in outcome.warnings] == [("hold", 2)]


def test_a_cell_that_was_closed_meanwhile_takes_nobody(small: SmallRegister, rival: Desk) -> None:
    one, *_ = received(small)
    closed = asked.TakeOutOfUse(prison="WTI", code="A-1-002", reason="DAMAGED")
    between(small, lambda: done(carry_out(rival, [closed])))

    outcome = carry_out(small.desk, [asked.Move(prison="WTI", person=one, to="A-1-002")])

    assert isinstance(outcome, Refused)
    assert [o.code for o in outcome.objections] == ["out-of-use"]


def test_the_same_request_done_meanwhile_is_done_once(small: SmallRegister, rival: Desk) -> None:
    one, *_ = received(small)
    act = [asked.Move(prison="WTI", person=one, to="A-1-001")]
    theirs: list[Receipt] = []
    between(small, lambda: theirs.append(done(carry_out(rival, act, "the-same"))))

    ours = done(carry_out(small.desk, act, "the-same"))

    assert ours.repeated
    assert numbers(ours) == numbers(theirs[0])
    assert small.violations() == []


def test_who_is_overtaken_again_and_again_is_done_under_locks(
    small: SmallRegister, rival: Desk
) -> None:
    """Somebody goes into the cell that it names, and out again, each time it has been decided."""
    one, _, other, _ = received(small)
    ways = iter(("A-1-002", "A-1-003"))
    asked_for = between(
        small,
        lambda: done(carry_out(rival, [asked.Move(prison="WTI", person=other, to=next(ways))])),
        at=(1, 4),
    )

    shares = (Acknowledgement("over-cna", "they know each other"),)
    move = asked.Move(prison="WTI", person=one, to="A-1-002", acknowledged=shares)
    done(carry_out(small.desk, [move]))

    # Three times for each that was overtaken, twice under the locks.
    assert asked_for() == 8
    assert small.violations() == []
