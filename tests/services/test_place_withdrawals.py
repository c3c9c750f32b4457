"""What was said of a place is taken back: the rules hold without it too (domain note 3.2)."""

from dataclasses import replace

from tests.registers import SmallRegister
from tests.services.filled import done
from tests.services.place_requests import (
    ANN,
    ONE,
    THREE,
    TWO,
    against,
    certificate,
    closed,
    holds,
    marked,
    out,
    person_in,
    signed,
    withdrawn,
)
from wingterm.domain import requests as asked
from wingterm.domain.requests import Request


def called(code: str, name: str) -> Request:
    """Ask for another name."""
    return asked.RenamePlace(prison="WTI", code=code, name=name)


def test_a_place_that_was_never_out_of_use(small_file: SmallRegister) -> None:
    """With its only status withdrawn a place is in use as it was, and the register whole."""
    done(small_file, withdrawn(small_file, done(small_file, out(ONE))))
    assert small_file.violations() == []
    person_in(small_file, ANN, ONE)


def test_rule_8_a_name_that_is_anothers_by_now(small_file: SmallRegister) -> None:
    away = done(small_file, called(ONE, "First"))
    done(small_file, called(TWO, ONE))
    assert against(small_file, withdrawn(small_file, away)) == ["name-in-use"]
    done(small_file, called(TWO, "Second"))
    done(small_file, withdrawn(small_file, away))


def test_rule_8_a_name_that_has_been_changed_since(small_file: SmallRegister) -> None:
    first = done(small_file, called(ONE, "First"))
    done(small_file, called(ONE, "Uno"))
    done(small_file, called(TWO, ONE))
    # What it replaced does not come back: it is called something else by now.
    done(small_file, withdrawn(small_file, first))


def test_rule_8_a_cell_mark_that_is_anothers_by_now(small_file: SmallRegister) -> None:
    done(small_file, marked(ONE, cell_mark="1"))
    away = done(small_file, marked(ONE, cell_mark="2"))
    done(small_file, marked(TWO, cell_mark="1"))
    assert against(small_file, withdrawn(small_file, away)) == ["cell-mark-in-use"]


def test_rule_8_a_place_that_was_not_closed_after_all(small_file: SmallRegister) -> None:
    done(small_file, called(ONE, "First"), marked(ONE, cell_mark="1"))
    gone = done(small_file, closed(ONE))
    done(small_file, called(TWO, "First"), marked(TWO, cell_mark="1"))
    both = ["cell-mark-in-use", "name-in-use"]
    assert against(small_file, withdrawn(small_file, gone)) == both
    done(small_file, called(TWO, "Second"), marked(TWO, cell_mark="2"))
    done(small_file, withdrawn(small_file, gone))


def test_rule_9_nothing_is_taken_back_while_a_certificate_is_awaited(
    small_file: SmallRegister,
) -> None:
    changes = (
        done(small_file, holds(1, 1, 2)), done(small_file, marked(ONE, sex="M")),
        done(small_file, called(ONE, "First")), done(small_file, out(THREE)),
    )  # fmt: skip
    awaited = done(small_file, certificate("A-1"))
    for change in changes:
        assert against(small_file, withdrawn(small_file, change)) == ["certificate-pending"]
    done(small_file, withdrawn(small_file, awaited))
    for change in changes:
        done(small_file, withdrawn(small_file, change))


def test_rule_4_a_signed_figure_that_the_cells_no_longer_allow(small_file: SmallRegister) -> None:
    done(small_file, signed(6))
    less = done(small_file, signed(3))
    done(small_file, closed(ONE))
    assert against(small_file, withdrawn(small_file, less)) == ["over-maximum"]
    done(small_file, signed(2))


def test_rule_5_nobody_is_put_back_into_a_workshop_out_of_use(small_file: SmallRegister) -> None:
    """A correction after which somebody stands there says what happened instead."""
    person_in(small_file, ANN, ONE)
    done(small_file, asked.Elsewhere(prison="WTI", person=ANN, to="WORKSHOP"))
    left = small_file.clock.instant
    done(small_file, asked.Back(prison="WTI", person=ANN))
    shut = done(small_file, out("WORKSHOP"))
    wrong = asked.Correct(prison="WTI", person=ANN, why="back later")
    assert against(small_file, wrong) == ["restored-cell-closed"]
    home = asked.Back(prison="WTI", person=ANN, at=left)
    done(small_file, replace(wrong, again=(home,)))
    done(small_file, withdrawn(small_file, shut))
    done(small_file, wrong)
