"""A register that is filled as one before it was is a copy of that one, and nobody else's."""

import pytest

from tests.registers import SmallRegister, open_small_register
from tests.services.filled import OUTSIDE, WAITING, done, received, record
from wingterm.domain import requests as asked

NEW = "A0100AA"


def somebody(small: SmallRegister) -> None:
    done(small, record(OUTSIDE), record(WAITING))


def in_reception(small: SmallRegister) -> None:
    done(small, received(WAITING))


def test_a_copy_is_what_was_copied_and_goes_on_by_itself(small: SmallRegister) -> None:
    small.fill(somebody)
    first = small.dump()
    small.fill(in_reception)
    both, now = small.dump(), small.clock()
    assert both != first
    done(small, asked.Move(prison="WTI", person=WAITING, to="A-1-001"))
    other = open_small_register(small.store.dialect.name)
    try:
        other.fill(somebody)
        assert other.dump() == first
        other.fill(in_reception)
        assert (other.dump(), other.clock()) == (both, now)
        done(other, record(NEW))
        assert other.violations() == []
    finally:
        other.close()


@pytest.mark.parametrize("before", [True, False])
def test_what_was_done_before_is_kept(small: SmallRegister, *, before: bool) -> None:
    if before:
        done(small, record(NEW))
    small.fill(somebody)
    if not before:
        done(small, record(NEW))
    small.fill(in_reception)
    with small.store.read() as reader:
        rows = reader.rows("SELECT number FROM person ORDER BY number", ())
    assert [number for (number,) in rows] == [WAITING, OUTSIDE, NEW]
