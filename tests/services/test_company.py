"""Who somebody would be near, and where: what a cell move must acknowledge (domain note 3.4).

Soft checks, of the mover and of the occupants both ways, whatever verb gives somebody a bed; and
the alerts against transfer and release (note 4.9). Nothing here refuses.
"""

from typing import Any

import pytest

from tests.registers import COURT, MINUTE, SmallRegister
from tests.services.filled import ALONE, SECOND, SHARING, WAITING, done, received, record
from tests.services.moves import court
from tests.services.on_record import line, lines, na, over, said
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt, Warned
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out

NEXT_DOOR, SHARED = "A-1-001", "A-1-009"
OTHER_WING = "B-1-009"


@pytest.fixture
def held(small: SmallRegister) -> SmallRegister:
    """Give a register with somebody in a cell for two, and one next door; two wait."""
    done(
        small,
        asked.AddPlace(prison="WTI", code=SHARED, kind="CELL", cna=2, working=2, maximum=2),
        asked.AddPlace(prison="WTI", code="B", kind="WING"),
        asked.AddPlace(prison="WTI", code="B-1", kind="LANDING"),
        asked.AddPlace(prison="WTI", code=OTHER_WING, kind="CELL", cna=1, working=1, maximum=1),
        *(record(number) for number in (ALONE, SHARING, SECOND, WAITING)),
    )
    done(
        small,
        received(ALONE, NEXT_DOOR),
        received(SHARING, SHARED),
        received(SECOND),
        received(WAITING),
    )
    return small


def warned(small: SmallRegister, *requests: Request) -> dict[str, str]:
    """Give the warnings of an act, code to sentence; nothing when it was done without."""
    small.clock.advance(MINUTE)
    before = small.dump()
    outcome = carry_out(small.desk, requests)
    if isinstance(outcome, Receipt):
        return {}
    assert isinstance(outcome, Warned), outcome
    assert small.dump() == before
    return {warning.code: warning.sentence for warning in outcome.warnings}


def move(person: str = SECOND, to: str = SHARED) -> Request:
    """Ask to move somebody."""
    return asked.Move(prison="WTI", person=person, to=to)


def test_nothing_on_record_is_nothing_to_acknowledge(held: SmallRegister) -> None:
    assert warned(held, move()) == {}


@pytest.mark.parametrize("person", [SECOND, SHARING])
def test_a_high_risk_to_share_with_on_either_side(held: SmallRegister, person: str) -> None:
    """If the mover or an occupant is high, all who are high are named."""
    done(held, said("csra", person=person, level="HIGH_GENERAL"))
    found = warned(held, move())
    assert list(found) == ["csra-high"]
    assert person in found["csra-high"]
    assert ({SECOND, SHARING} - {person}).pop() not in found["csra-high"]
    done(held, said("csra", person=person, level="STANDARD"))
    assert warned(held, move()) == {}


def test_a_high_risk_alone_in_a_cell_is_no_company(held: SmallRegister) -> None:
    done(
        held, said("csra", person=SECOND, level="HIGH_GENERAL"), said("alert", "XA", person=SECOND)
    )
    assert warned(held, move(to="A-1-003")) == {}


def test_the_assessment_of_an_earlier_stay_is_none(held: SmallRegister) -> None:
    done(held, said("csra", person=SECOND, level="HIGH_GENERAL"))
    done(held, asked.Release(prison="WTI", person=SECOND, reason="CR"))
    done(held, asked.Receive(prison="WTI", person=SECOND, authority=COURT))
    assert warned(held, move()) == {}


def test_an_assessment_goes_on_with_a_recall(held: SmallRegister) -> None:
    done(held, said("csra", person=SECOND, level="HIGH_GENERAL"))
    done(held, asked.Release(prison="WTI", person=SECOND, reason="CR"))
    done(held, asked.Recall(prison="WTI", person=SECOND, authority=COURT))
    assert list(warned(held, move())) == ["csra-high"]


@pytest.mark.parametrize("person", [SECOND, SHARING])
def test_alerts_that_a_cell_move_shows(held: SmallRegister, person: str) -> None:
    done(held, said("alert", "XA", person=person), said("alert", "PEEP", person=person))
    found = warned(held, move())
    assert list(found) == ["alerts"]
    assert "Arsonist" in found["alerts"]
    assert "PEEP" not in found["alerts"]
    assert person in found["alerts"]
    done(held, over("alert", "XA", person=person))
    assert warned(held, move()) == {}


@pytest.mark.parametrize(
    ("category", "words"),
    [("A", "Category A"), ("P", "provisional Category A"), ("H", "high Category A"), ("B", "")],
)
def test_a_mover_of_category_a(held: SmallRegister, category: str, words: str) -> None:
    """Only the mover's own category is asked about; of an occupant's nothing is said."""
    done(held, said("category", person=SECOND, category=category))
    found = warned(held, move(to="A-1-003"))
    assert list(found) == (["category-a"] if words else [])
    assert words in found.get("category-a", "")


def test_an_occupant_of_category_a_is_not_asked_about(held: SmallRegister) -> None:
    done(held, said("category", person=SHARING, category="A"))
    assert warned(held, move()) == {}


@pytest.mark.parametrize("pair", [(ALONE, SECOND), (SECOND, ALONE)])
def test_kept_apart_from_anybody_of_the_wing(held: SmallRegister, pair: tuple[str, str]) -> None:
    """Whatever the restriction's own level, and of whichever of the two it was recorded."""
    done(held, na(*pair, restriction="CELL"))
    found = warned(held, move(to="A-1-003"))
    assert list(found) == ["non-association"]
    assert ALONE in found["non-association"]
    assert NEXT_DOOR in found["non-association"]
    assert warned(held, move(to=OTHER_WING)) == {}


def test_kept_apart_holds_while_the_other_is_out_and_keeps_a_bed(held: SmallRegister) -> None:
    done(held, na(ALONE, SECOND))
    done(held, court(ALONE))
    assert list(warned(held, move(to="A-1-003"))) == ["non-association"]
    done(held, court(ALONE, keep_bed=False))
    assert warned(held, move(to="A-1-003")) == {}


def test_kept_apart_no_longer(held: SmallRegister) -> None:
    done(held, na(ALONE, SECOND))
    done(held, over("na", SECOND, person=ALONE))
    assert warned(held, move(to="A-1-003")) == {}


@pytest.mark.parametrize("of", [ALONE, SECOND])
def test_kept_apart_withdrawn_for_both(held: SmallRegister, of: str) -> None:
    """A non-association lies with both people: neither half of it stays behind alone."""
    done(held, na(ALONE, SECOND))
    assert set(warned(held, move(to="A-1-002"))) == {"non-association"}
    entry = int(line(held, "na", of).entry.rpartition("-")[2])
    receipt = done(held, asked.WithdrawFact(prison="WTI", entry=entry, why="another pair"))
    assert len(receipt.lines[0].entries) == 2
    assert (lines(held, "na", ALONE), lines(held, "na", SECOND)) == ([], [])
    assert warned(held, move(to="A-1-002")) == {}
    assert warned(held, move(ALONE, "A-1-003")) == {}


def test_both_of_an_act_are_looked_at_as_the_act_stands(held: SmallRegister) -> None:
    """Two who are to be kept apart are put on one wing by one act."""
    done(held, na(SECOND, WAITING))
    assert warned(held, move(SECOND, "A-1-003")) == {}
    done(held, asked.Move(prison="WTI", person=SECOND, to="RECP"))
    found = warned(held, move(SECOND, "A-1-003"), move(WAITING, SHARED))
    assert list(found) == ["non-association"]
    assert "A-1-003" in found["non-association"]


def test_a_wing_for_the_other_sex_or_another_category(held: SmallRegister) -> None:
    done(held, asked.MarkPlace(prison="WTI", code="B", values=(("sex", "F"),)))
    done(held, asked.MarkPlace(prison="WTI", code="B-1", values=(("categories", "B;C"),)))
    found = warned(held, move(to=OTHER_WING))
    assert sorted(found) == ["wing-category", "wing-sex"]
    assert "B is for women" in found["wing-sex"]
    assert "of no category yet" in found["wing-category"]
    done(held, said("category", person=SECOND, category="C"))
    done(held, asked.Amend(prison="WTI", person=SECOND, sex="F"))
    assert warned(held, move(to=OTHER_WING)) == {}


def test_a_swap_is_looked_at_from_both_sides(held: SmallRegister) -> None:
    """The two who swap are no company to each other; who stays in either cell is."""
    done(held, asked.Move(prison="WTI", person=SECOND, to=SHARED))
    done(held, said("csra", person=ALONE, level="HIGH_GENERAL"))
    swap = asked.Swap(prison="WTI", person=ALONE, other=SHARING)
    found = warned(held, swap)
    assert list(found) == ["csra-high"]
    assert ALONE in found["csra-high"]


def test_a_swap_asks_what_the_wings_of_both_are_for(held: SmallRegister) -> None:
    done(held, asked.MarkPlace(prison="WTI", code="B", values=(("sex", "F"),)))
    done(held, asked.MarkPlace(prison="WTI", code="A-1", values=(("categories", "C"),)))
    done(held, said("category", person=ALONE, category="C"))
    done(held, asked.Amend(prison="WTI", person=SECOND, sex="F"))
    done(held, move(to=OTHER_WING))
    found = warned(held, asked.Swap(prison="WTI", person=ALONE, other=SECOND))
    assert sorted(found) == ["wing-category", "wing-sex"]
    assert ALONE in found["wing-sex"]
    assert SECOND in found["wing-category"]


@pytest.mark.parametrize("verb", ["receive", "recall", "recapture", "arrive", "cancel-transfer"])
def test_whoever_comes_in_is_looked_at_too(held: SmallRegister, verb: str) -> None:
    done(held, said("alert", "XVL", person=SHARING))
    leave: dict[str, Request] = {
        "receive": asked.TransferOut(prison="WTI", person=SECOND, to="LEI"),
        "recall": asked.Release(prison="WTI", person=SECOND, reason="CR"),
        "recapture": asked.Escape(prison="WTI", person=SECOND),
        "arrive": asked.TransferOut(prison="WTI", person=SECOND, to="EXI"),
        "cancel-transfer": asked.TransferOut(prison="WTI", person=SECOND, to="EXI"),
    }
    done(held, leave[verb])
    if verb == "arrive":
        done(held, asked.Arrive(prison="EXI", person=SECOND))
        done(held, asked.TransferOut(prison="EXI", person=SECOND, to="WTI"))
    who: dict[str, Any] = {"prison": "WTI", "person": SECOND, "cell": SHARED}
    comes: dict[str, Request] = {
        "receive": asked.Receive(**who, authority=COURT),
        "recall": asked.Recall(**who, authority=COURT),
        "recapture": asked.Recapture(**who),
        "arrive": asked.Arrive(**who),
        "cancel-transfer": asked.CancelTransfer(**who),
    }
    assert list(warned(held, comes[verb])) == ["alerts"]


def test_back_to_the_bed_kept_is_no_new_company(held: SmallRegister) -> None:
    done(held, court(SHARING))
    done(held, asked.Move(prison="WTI", person=SECOND, to=SHARED))
    done(held, said("alert", "XVL", person=SHARING))
    assert warned(held, asked.Back(prison="WTI", person=SHARING)) == {}


def test_held_against_transfer(held: SmallRegister) -> None:
    """Every alert of the type, for a prison of the register and outside it."""
    done(held, said("alert", "TAH", person=SECOND), said("alert", "TM", person=SECOND))
    for to in ("EXI", "LEI"):
        outcome = carry_out(held.desk, [asked.TransferOut(prison="WTI", person=SECOND, to=to)])
        assert isinstance(outcome, Warned)
        assert [w.code for w in outcome.warnings] == ["hold", "hold"]
    assert warned(held, asked.Release(prison="WTI", person=SECOND, reason="CR")) == {}


def test_not_for_release(held: SmallRegister) -> None:
    done(held, said("alert", "XNR", person=SECOND))
    for request in (
        asked.Release(prison="WTI", person=SECOND, reason="CR"),
        asked.DischargeToHospital(prison="WTI", person=SECOND, destination="Rampton"),
    ):
        assert list(warned(held, request)) == ["not-for-release"]
    assert warned(held, asked.TransferOut(prison="WTI", person=SECOND, to="EXI")) == {}
