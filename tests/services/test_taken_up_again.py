"""A hand-over of which the second half was corrected: what is entered again means the same.

Two entries in two books make one act (domain notes 1.4 and 6.1, rule 19). When the receiving prison
corrects its own, the person is on the way to it, from where the other prison had them.
"""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.filled import done
from tests.services.moves import (
    ABSENT,
    AT_LARGE,
    IN_COURT,
    IN_HOSPITAL,
    fill_all,
    refused,
    stand,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.domain.places import PlaceKind
from wingterm.services.act import carry_out


@pytest.fixture
def held(small_file: SmallRegister) -> SmallRegister:
    """Give a register with people out and at large from WTI."""
    fill_all(small_file)
    return small_file


def arrive(person: str) -> asked.Arrive:
    """Ask to take somebody in at the other prison."""
    return asked.Arrive(prison="EXI", person=person)


def recapture(person: str) -> asked.Recapture:
    """Ask to take back somebody who was at large, at the other prison."""
    return asked.Recapture(prison="EXI", person=person)


def correct(person: str, *again: asked.AboutPerson, prison: str = "EXI") -> asked.Correct:
    """Ask for the correction of somebody's last movement."""
    return asked.Correct(prison=prison, person=person, why="at another hour", again=again)


@pytest.mark.parametrize(
    ("person", "reason"),
    [(IN_COURT, "ADM-TRNCRT"), (ABSENT, "ADM-TRNTAP"), (IN_HOSPITAL, "ADM-INT")],
)
def test_rule_19_an_arrival_entered_again_has_its_reason(
    held: SmallRegister, person: str, reason: str
) -> None:
    done(held, arrive(person))
    done(held, correct(person, arrive(person)))
    assert stand(held, person).reason == reason
    done(held, correct(person))
    held.clock.advance(MINUTE)
    done(held, arrive(person))
    assert (stand(held, person).kind, stand(held, person).reason) == (PlaceKind.RECEPTION, reason)


def test_a_recapture_entered_again(held: SmallRegister) -> None:
    done(held, recapture(AT_LARGE))
    done(held, correct(AT_LARGE, recapture(AT_LARGE)))
    assert (stand(held, AT_LARGE).verb, stand(held, AT_LARGE).book) == ("recapture", "EXI")
    done(held, correct(AT_LARGE))
    # They did not come by coach.
    assert refused(held, arrive(AT_LARGE)) == ["at-large"]
    for away in (
        asked.CancelTransfer(prison="WTI", person=AT_LARGE),
        asked.Redirect(prison="WTI", person=AT_LARGE, to="NTI"),
    ):
        assert refused(held, away) == ["at-large"]
    done(held, recapture(AT_LARGE))
    assert (stand(held, AT_LARGE).verb, stand(held, AT_LARGE).reason) == ("recapture", "ADM-RECA")


def test_both_halves_corrected_each_in_its_book(held: SmallRegister) -> None:
    done(held, arrive(IN_COURT))
    assert refused(held, correct(IN_COURT, prison="WTI")) == ["other-book"]
    done(held, correct(IN_COURT))
    assert refused(held, correct(IN_COURT)) == ["other-book"]
    done(held, correct(IN_COURT, prison="WTI"))
    now = stand(held, IN_COURT)
    assert (now.kind, now.book) == (PlaceKind.COURT, "WTI")


@pytest.mark.parametrize(("role", "may"), [("wing-officer", False), ("reception", True)])
def test_who_may_take_people_in_corrects_that_they_were_handed_over(
    held: SmallRegister, role: str, *, may: bool
) -> None:
    done(held, asked.AppointOfficer(prison="WTI", account="lee", name="Lee", role=role))
    done(held, arrive(IN_COURT))
    done(held, correct(IN_COURT))
    held.clock.advance(MINUTE)
    outcome = carry_out(held.desk._replace(account="lee"), [correct(IN_COURT, prison="WTI")])
    if may:
        assert isinstance(outcome, Receipt)
    else:
        assert isinstance(outcome, Refused)
        assert [objection.code for objection in outcome.objections] == ["not-theirs"]
