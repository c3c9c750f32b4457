"""A process that finds that the register contradicts itself writes no more, and goes on reading."""

from collections.abc import Iterator

import pytest

from db.engine import Store, open_store
from db.sqlite import driver
from tests.registers import COURT, SmallRegister
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import Elsewhere, Receive, Register, Request
from wingterm.errors import Conflict, RuleBroken, StoreStopped
from wingterm.services.access_collect import collect
from wingterm.services.act import carry_out
from wingterm.services.people import show
from wingterm.services.verify import verify

pytestmark = pytest.mark.spoils_the_store

ANN, BEN = "A1001AA", "A1002AA"


def sent(person: str) -> list[Request]:
    return [Elsewhere(prison="WTI", person=person, to="WORKSHOP")]


def received(person: str) -> list[Request]:
    last = {ANN: "Arden", BEN: "Birch"}[person]
    new = Register(prison="WTI", last_name=last, first_name="Robin", date_of_birth="1990-01-01",
                   sex="M", number=person)  # fmt: skip
    return [new, Receive(prison="WTI", person=person, authority=COURT)]


@pytest.fixture
def held(small: SmallRegister) -> SmallRegister:
    """Give a register with two people in reception."""
    return filled(small)


@pytest.fixture
def held_file(small_file: SmallRegister) -> SmallRegister:
    """Give the same in a file, for what cannot be planted on a server."""
    return filled(small_file)


def filled(small: SmallRegister) -> SmallRegister:
    for person in (ANN, BEN):
        assert isinstance(carry_out(small.desk, received(person)), Receipt)
    return small


@pytest.fixture
def other(held: SmallRegister) -> Iterator[Store]:
    """Another process that has the register open."""
    opened = open_store(held.where, clock=held.clock)
    yield opened
    opened.close()


def plant(small: SmallRegister, *statements: str) -> None:
    """Change a file behind the program's back, as no constraint would let it."""
    connection = driver.connect(small.where)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


HEADS = {
    "another hash": f"UPDATE chain SET hash = '{64 * 'f'}' WHERE establishment_id > 1",
    "an entry fewer": "UPDATE chain SET seq = seq - 1 WHERE establishment_id > 1",
    "an entry more": "UPDATE chain SET seq = seq + 1 WHERE establishment_id > 1",
}


@pytest.mark.parametrize("planted", HEADS.values(), ids=list(HEADS))
def test_nothing_is_chained_to_a_head_that_is_not_the_last_entry(
    held: SmallRegister, other: Store, planted: str
) -> None:
    with other.write() as unit:
        unit.run(planted, ())
        unit.commit()
    before = held.dump()
    with pytest.raises(StoreStopped, match="the head of the book of WTI is not its last entry"):
        carry_out(held.desk, sent(ANN))
    assert held.dump() == before
    assert show(held.desk, ANN).state == "In reception"
    assert other.stopped == "", "each process finds it by itself"


def test_whoever_is_not_where_the_ledger_says_stops_the_writing(held_file: SmallRegister) -> None:
    plant(held_file, f"UPDATE whereabouts SET since = since - 1 WHERE {of(ANN)}")
    before = held_file.dump()
    with pytest.raises(StoreStopped, match=f"whereabouts of {ANN} are not") as told:
        carry_out(held_file.desk, sent(ANN.lower()))
    assert "wingterm verify" in told.value.hint
    # Nor is anybody else written about, in this process.
    with pytest.raises(StoreStopped, match=f"whereabouts of {ANN} are not"):
        carry_out(held_file.desk, sent(BEN))
    assert held_file.dump() == before
    assert show(held_file.desk, BEN).state == "In reception"
    afresh = open_store(held_file.where)
    assert afresh.stopped == ""
    afresh.close()


def of(person: str) -> str:
    return f"person_id = (SELECT id FROM person WHERE number = '{person}')"


def test_a_conflict_with_a_register_that_agrees_stops_nobody(
    held: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rival(*_: object) -> None:
        raise Conflict("Somebody else changed it.")

    with monkeypatch.context() as patched:
        patched.setattr("wingterm.services.act._try", rival)
        with pytest.raises(Conflict, match="Somebody else"):
            carry_out(held.desk, sent(ANN))
    assert isinstance(carry_out(held.desk, sent(ANN)), Receipt)


def test_what_the_checker_finds_stops_the_writing(held: SmallRegister) -> None:
    assert verify(held.desk) == ()
    assert isinstance(carry_out(held.desk, sent(ANN)), Receipt)
    with held.store.write() as unit:
        unit.run("UPDATE place SET name = 'Another' WHERE code = 'A-1'", ())
        unit.commit()
    assert verify(held.desk)
    with pytest.raises(StoreStopped, match="the checker finds place-differs in place"):
        carry_out(held.desk, sent(BEN))


def test_half_an_act_that_was_to_be_kept_stops_the_writing(held: SmallRegister) -> None:
    with held.store.write() as unit:
        with pytest.raises(Conflict):
            unit.run("INSERT INTO counter VALUES ('bed', 1)", ())
        with pytest.raises(RuleBroken):
            unit.commit()
    with pytest.raises(StoreStopped, match="a part of an act was refused"):
        carry_out(held.desk, sent(BEN))


def test_what_is_not_of_the_books_is_written_all_the_same(held: SmallRegister) -> None:
    held.store.stop("a rule is broken")
    show(held.desk, ANN)
    assert collect(held.desk).lines, "who saw what is still taken in"
    with pytest.raises(StoreStopped, match="writes no more: a rule is broken"), held.store.write():
        pass
    # The first that was found is what is told.
    assert "a rule is broken" in held.store.stop("another").message
