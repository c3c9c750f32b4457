"""Every numbered rule of domain note 6.1 (movements), by its number.

Where wingterm departs on purpose from what the field's own programs do, the test says so. Rules 28
and 29 (who somebody is) are tested in `tests/services/test_identity.py`, by their numbers there;
those of note 3.4 in `tests/services/test_cell_move_rules.py`.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.registers import COURT, MINUTE, START, SmallRegister
from tests.services.filled import (
    ALONE,
    AT_WORK,
    MOVED_OUT,
    ON_THE_WAY,
    OUTSIDE,
    THERE,
    WAITING,
    done,
)
from tests.services.moves import (
    ABSENT,
    AT_LARGE,
    EVERY,
    HOUR,
    IN_COURT,
    IN_HOSPITAL,
    RELEASED,
    absence,
    court,
    fill_all,
    on_lists,
    refused,
    stand,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Refused
from wingterm.domain.places import PlaceKind
from wingterm.domain.roles import MOVEMENTS
from wingterm.services.act import carry_out
from wingterm.services.history import person_history
from wingterm.services.people import show

EARLY = START - MINUTE
"""Before anybody's last movement."""
LATE = START + 10**13
"""Not yet."""


@pytest.fixture
def held(small_file: SmallRegister) -> SmallRegister:
    """Give a register with people everywhere that somebody can be."""
    fill_all(small_file)
    return small_file


def test_every_verb_is_tried() -> None:
    assert set(EVERY) == MOVEMENTS - {"correct"}


# -- 6.1: everywhere -------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", EVERY)
def test_rule_1_nobody_of_that_number(held: SmallRegister, verb: str) -> None:
    assert "unknown-person" in refused(held, EVERY[verb](person="A9999ZZ"))


@pytest.mark.parametrize("verb", EVERY)
def test_rule_2_not_in_the_future(held: SmallRegister, verb: str) -> None:
    assert refused(held, EVERY[verb](at=held.clock.instant + 1)) == ["in-future"]


@pytest.mark.parametrize("verb", EVERY)
def test_rule_3_not_before_the_last_movement(held: SmallRegister, verb: str) -> None:
    """The same instant is taken."""
    request = EVERY[verb]
    last = show(held.desk, request.person).since
    assert set(refused(held, request(at=last - 1))) == {"before-last"}
    if verb == "swap":
        last = max(last, show(held.desk, request.more["other"]).since)
    done(held, request(at=last))


@pytest.mark.parametrize("verb", EVERY)
def test_rule_4_without_a_time_it_is_now(held: SmallRegister, verb: str) -> None:
    done(held, EVERY[verb]())
    assert show(held.desk, EVERY[verb].person).history[0].occurred_at == held.clock.instant


@pytest.mark.parametrize(
    ("verb", "reasons"),
    [
        ("receive", "CR NOTR ZZZ ADMN"), ("recall", "CR ZZZ ETRB"), ("recapture", "CR ZZZ"),
        ("court-out", "C6 N APPEAL"), ("absence-out", "CRT 1"), ("hospital-out", "CRT 10"),
        ("transfer-out", "N CR TRN"), ("release", "N NOTR AR REL"), ("swap", "N ADM"),
    ],
)  # fmt: skip
def test_rule_5_a_reason_of_the_type_in_use(held: SmallRegister, verb: str, reasons: str) -> None:
    """Departs: a reason out of use is refused too, the last named of each here."""
    for reason in reasons.split():
        assert "reason" in refused(held, EVERY[verb](reason=reason))


@pytest.mark.parametrize("verb", sorted(set(EVERY) - {"move"}))
def test_rule_6_a_comment_of_240_characters(held: SmallRegister, verb: str) -> None:
    """A cell move tells what happened in up to 4000: rule 9 of note 3.4."""
    assert refused(held, EVERY[verb](comment="x" * 241)) == ["text"]
    done(held, EVERY[verb](comment="\u00e9" * 240))


def test_rule_7_any_time_ago(held: SmallRegister) -> None:
    long_ago = START - 40 * 365 * 24 * HOUR
    made = done(held, asked.Register(
        prison="WTI", last_name="Elder", first_name="Ivo", date_of_birth="1960-01-01", sex="M",
        at=long_ago,
    ))  # fmt: skip
    number = made.lines[0].person
    done(held, asked.Receive(prison="WTI", person=number, authority=COURT, at=long_ago + HOUR))
    assert show(held.desk, number).since == long_ago + HOUR


# -- 6.1: transfer out -----------------------------------------------------------------------------


def send(person: str, **more: Any) -> asked.TransferOut:
    """Ask to transfer somebody of WTI, to EXI."""
    return asked.TransferOut(**{"prison": "WTI", "person": person, "to": "EXI", **more})


def test_rule_8_not_who_is_released_or_on_the_way(held: SmallRegister) -> None:
    for person in (RELEASED, ON_THE_WAY, OUTSIDE, AT_LARGE):
        assert refused(held, send(person)) == ["not-inside"]


def test_rule_9_not_who_is_out(held: SmallRegister) -> None:
    for person in (IN_COURT, ABSENT, IN_HOSPITAL):
        assert refused(held, send(person)) == ["is-out"]


def test_rule_10_where_to_and_by_which_escort(held: SmallRegister) -> None:
    """Departs: an escort is a code of the list, of any length."""
    assert refused(held, send(ALONE, to=" ")) == ["no-destination"]
    assert refused(held, send(ALONE, to="TOOLONG")) == ["unknown-prison"]
    assert refused(held, send(ALONE, escort="GEOAMEY")) == ["escort"]
    done(held, send(ALONE, escort="geoame"))


def test_rule_11_an_active_prison_of_the_register_or_elsewhere(held: SmallRegister) -> None:
    assert refused(held, send(ALONE, to="XXI")) == ["unknown-prison"]
    assert refused(held, send(ALONE, to="AKI")) == ["closed-prison"]
    assert refused(held, send(ALONE, to="REG")) == ["unknown-prison"]
    done(held, send(ALONE, to="lei"))
    assert stand(held, ALONE).kind is PlaceKind.OUTSIDE


def test_rule_11_redirected_to_a_prison_elsewhere(held: SmallRegister) -> None:
    """A coach may end outside the register: its people are on nobody's way any more."""
    redirect = asked.Redirect(prison="WTI", person=ON_THE_WAY, to="lei")
    receipt = done(held, redirect)
    assert "Leeds (HMP), which keeps a register of its own" in receipt.lines[0].said
    now = stand(held, ON_THE_WAY)
    assert (now.kind, now.verb, now.reason) == (PlaceKind.OUTSIDE, "redirect", "TRN-NOTR")
    assert on_lists(held, ON_THE_WAY, "incoming", "on-roll") == set()
    assert show(held.desk, ON_THE_WAY).history[0].went_to == "LEI, outside this register"
    assert refused(held, arrive(ON_THE_WAY)) == ["not-on-the-way"]
    (stay,) = person_history(held.desk, ON_THE_WAY).stays
    assert [(t.to, t.outcome, t.arrived_at) for t in stay.transfers] == [
        ("LEI", "left this register", None)
    ]
    assert stay.ended == held.clock.instant
    done(held, asked.Correct(prison="WTI", person=ON_THE_WAY, why="it was EXI after all"))
    done(held, arrive(ON_THE_WAY))


def test_who_escaped_on_the_way_did_not_arrive(held: SmallRegister) -> None:
    done(held, asked.Escape(prison="WTI", person=ON_THE_WAY))
    (stay,) = person_history(held.desk, ON_THE_WAY).stays
    assert [(t.to, t.outcome) for t in stay.transfers] == [("EXI", "escaped")]


def test_rule_12_not_to_itself(held: SmallRegister) -> None:
    """Departs: the field's call lets it pass, only its schedule refuses it."""
    assert refused(held, send(ALONE, to="WTI")) == ["same-prison"]


# -- 6.1: transfer in ------------------------------------------------------------------------------


def arrive(person: str, prison: str = "EXI", cell: str = "") -> asked.Arrive:
    """Ask to take in somebody who is on the way."""
    return asked.Arrive(prison=prison, person=person, cell=cell)


def test_rule_13_only_who_is_on_the_way_here(held: SmallRegister) -> None:
    for person in (ALONE, OUTSIDE, AT_LARGE, THERE):
        assert refused(held, arrive(person)) == ["not-on-the-way"]
    assert refused(held, arrive(ON_THE_WAY, "NTI")) == ["not-on-the-way"]


def test_rule_14_only_by_a_transfer_that_was_their_last_movement(held: SmallRegister) -> None:
    for person in (RELEASED, IN_COURT):
        assert refused(held, arrive(person, "WTI")) == ["not-on-the-way"]
    done(held, arrive(ON_THE_WAY))
    assert refused(held, arrive(ON_THE_WAY)) == ["not-on-the-way"]


def test_rule_15_a_cell_with_room(held: SmallRegister) -> None:
    assert refused(held, arrive(ON_THE_WAY, cell="B-9-999")) == ["unknown-place"]
    assert refused(held, arrive(ON_THE_WAY, cell="B-1-001")) == ["cell-full"]
    assert refused(held, arrive(ON_THE_WAY, cell="WORKSHOP")) == ["not-a-cell"]
    done(held, arrive(ON_THE_WAY, cell="B-1-002"))
    assert stand(held, ON_THE_WAY).bed == "B-1-002"


def test_rule_16_without_a_cell_reception(held: SmallRegister) -> None:
    done(held, arrive(ON_THE_WAY))
    now = stand(held, ON_THE_WAY)
    assert (now.place, now.bed, now.reason, now.book) == ("RECP", "", "ADM-INT", "EXI")


# -- 6.1: returns ----------------------------------------------------------------------------------


def back(person: str, prison: str = "WTI") -> asked.Back:
    """Ask to bring somebody back."""
    return asked.Back(prison=prison, person=person)


def test_rule_17_back_from_out(held: SmallRegister) -> None:
    """Departs: who is back already stays as they are, and that is no error."""
    for person in (OUTSIDE, RELEASED, ON_THE_WAY, AT_LARGE):
        assert refused(held, back(person)) == ["not-inside"]
    assert refused(held, back(IN_COURT, "EXI")) == ["not-inside"]
    assert not done(held, back(ALONE)).changed


def test_rule_18_back_from_where_they_last_went(held: SmallRegister) -> None:
    """Departs: one verb brings back from court and from absence, so that no type can be wrong."""
    done(held, absence(IN_COURT, due_back=LATE))
    done(held, back(IN_COURT))
    assert stand(held, IN_COURT)[:5] == (PlaceKind.RECEPTION, "RECP", "", "back", "TAP-R3")


def test_rule_19_the_same_prison_leaves_the_cell_another_gives_one(held: SmallRegister) -> None:
    done(held, court(ALONE))
    done(held, back(ALONE))
    assert stand(held, ALONE) == (PlaceKind.CELL, "A-1-001", "A-1-001", "back", "CRT-CRT", "WTI")
    done(held, court(ALONE))
    assert refused(held, arrive(ALONE, cell="B-1-001")) == ["cell-full"]
    done(held, arrive(ALONE, cell="B-1-002"), arrive(ABSENT), arrive(IN_HOSPITAL))
    assert stand(held, ALONE) == (
        PlaceKind.CELL, "B-1-002", "B-1-002", "arrive", "ADM-TRNCRT", "EXI",
    )  # fmt: skip
    assert stand(held, ABSENT)[1:] == ("RECP", "", "arrive", "ADM-TRNTAP", "EXI")
    assert stand(held, IN_HOSPITAL)[1:] == ("RECP", "", "arrive", "ADM-INT", "EXI")


# -- 6.1: new stay and recall ----------------------------------------------------------------------


def receive(person: str, **more: Any) -> asked.Receive:
    """Ask to receive somebody into WTI."""
    right = {"prison": "WTI", "person": person, "authority": COURT}
    return asked.Receive(**{**right, **more})


def recall(person: str, **more: Any) -> asked.Recall:
    """Ask to recall somebody to WTI."""
    right = {"prison": "WTI", "person": person, "authority": COURT}
    return asked.Recall(**{**right, **more})


def test_rule_20_not_who_is_held_already(held: SmallRegister) -> None:
    for person in (ALONE, AT_WORK, IN_COURT, ABSENT, IN_HOSPITAL, ON_THE_WAY, THERE):
        assert refused(held, receive(person)) == ["not-outside"]
        assert refused(held, recall(person)) == ["not-outside"]


def test_rule_21_not_who_is_at_large_that_is_a_recapture(held: SmallRegister) -> None:
    assert refused(held, receive(AT_LARGE)) == ["at-large"]
    assert refused(held, recall(AT_LARGE)) == ["at-large"]
    done(held, asked.Recapture(prison="WTI", person=AT_LARGE))
    assert stand(held, AT_LARGE)[1:] == ("RECP", "", "recapture", "ADM-RECA", "WTI")


def test_rule_22_where_from(held: SmallRegister) -> None:
    """A prison or court that is closed is refused.

    Departs: any other words are kept as they are typed; without any it is outside.
    """
    assert refused(held, receive(OUTSIDE, came_from="aki")) == ["from-location"]
    done(held, receive(OUTSIDE, came_from="\u00c9vreux, by ferry"))
    assert show(held.desk, OUTSIDE).history[0].came_from == "OUTSIDE"
    with held.store.read() as reader:
        kept = reader.one(
            "SELECT e.detail FROM entry e JOIN person p ON p.id = e.person_id"
            " WHERE p.number = ? AND e.verb = 'receive'",
            (OUTSIDE,),
        )
    assert kept is not None
    assert '"came_from":"\\u00c9vreux, by ferry"' in str(kept[0])


def test_rule_23_a_known_status_and_a_known_prison(held: SmallRegister) -> None:
    """The status is recorded beside the reception, of the stay; it must be one in use."""
    assert refused(held, receive(OUTSIDE, prison="XXI")) == ["unknown-prison"]
    wrong = asked.RecordParticular(
        prison="WTI", person=OUTSIDE, fact="legal-status", values=(("code", "NOSUCH"),)
    )
    assert refused(held, receive(OUTSIDE), wrong)


def test_rule_24_into_a_cell_as_anybody(held: SmallRegister) -> None:
    for ask in (receive, recall):
        person = OUTSIDE if ask is receive else RELEASED
        assert refused(held, ask(person, cell="A-9-999")) == ["unknown-place"]
        assert refused(held, ask(person, cell="A-1-001")) == ["cell-full"]
        done(held, ask(person))
        assert stand(held, person)[1:3] == ("RECP", "")


# -- 6.1: release ----------------------------------------------------------------------------------


def let_go(person: str, **more: Any) -> asked.Release:
    """Ask WTI to release somebody."""
    return asked.Release(**{"prison": "WTI", "person": person, "reason": "CR", **more})


def test_rule_25_only_who_is_in_unless_let_go_where_they_are(held: SmallRegister) -> None:
    """Departs: somebody out is released there, without coming back, when that is asked for."""
    for person in (OUTSIDE, RELEASED, ON_THE_WAY, AT_LARGE, THERE):
        assert refused(held, let_go(person)) == ["not-inside"]
        assert refused(held, let_go(person, without_return=True)) == ["not-inside"]
    for person in (IN_COURT, ABSENT, IN_HOSPITAL):
        assert refused(held, let_go(person)) == ["is-out"]
        done(held, let_go(person, without_return=True))
        assert stand(held, person)[0] is PlaceKind.OUTSIDE


def test_rule_26_a_release_reason_that_is_no_escape(held: SmallRegister) -> None:
    """Departs: where to is said in words or not at all; an escape is a verb of its own."""
    assert refused(held, let_go(ALONE, reason="NOTR")) == ["reason"]
    for gone in ("ESCP", "UAL", "UAL_ECL"):
        assert refused(held, let_go(ALONE, reason=gone)) == ["not-a-release"]
    done(held, let_go(ALONE, destination="Hostel, York Road"))
    assert show(held.desk, ALONE).history[0].went_to == "OUTSIDE: Hostel, York Road"


def test_rule_27_afterwards_outside_without_a_cell(held: SmallRegister) -> None:
    done(held, let_go(ALONE, at=held.clock.instant))
    assert stand(held, ALONE) == (PlaceKind.OUTSIDE, "OUTSIDE", "", "release", "REL-CR", "WTI")
    assert show(held.desk, ALONE).since == held.clock.instant - MINUTE
    assert on_lists(held, ALONE, "population", "beds-in-use") == set()
    done(held, asked.Move(prison="WTI", person=WAITING, to="A-1-001"))


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (let_go(IN_COURT), "--without-return"),
        (asked.Redirect(prison="WTI", person=ON_THE_WAY, to="WTI"), "cancel the transfer"),
        (send(ALONE, to="WTI"), "use a move"),
        (asked.Move(prison="WTI", person=ALONE, to="RECP", reason="ZZ"), "wingterm codes CELL"),
    ],
)
def test_a_refusal_says_what_to_do_of_that_verb(
    held: SmallRegister, request_: asked.Request, words: str
) -> None:
    outcome = carry_out(held.desk, [request_])
    assert isinstance(outcome, Refused)
    assert [words in objection.remedy for objection in outcome.objections] == [True]


def test_back_from_out_in_the_words_of_staff(held: SmallRegister) -> None:
    said = [line.said for line in done(held, back(IN_COURT), back(IN_HOSPITAL)).lines]
    assert [" ".join(words.split()[-5:]) for words in said] == [
        "back from court to RECP.", "back from hospital to RECP."
    ]  # fmt: skip


# -- 6.1: free-standing movements and schedules ----------------------------------------------------


@pytest.mark.parametrize("verb", sorted(set(EVERY) - {"receive", "discharge-hospital"}))
def test_rule_30_nothing_moves_who_is_in_no_prison(held: SmallRegister, verb: str) -> None:
    """Departs: there is no free-standing movement; somebody outside is taken in, or stays there."""
    assert refused(held, EVERY[verb](person=OUTSIDE))


def test_rule_31_what_a_schedule_would_refuse(held: SmallRegister) -> None:
    """Departs: nothing is scheduled, a transfer is recorded when it happens.

    So one in the future is refused; only one that is on the way is cancelled.
    """
    for request, code in _unsound_transfers():
        assert refused(held, request) == [code]
    done(held, arrive(ON_THE_WAY))
    cancel = asked.CancelTransfer(prison="WTI", person=ON_THE_WAY)
    assert refused(held, cancel) == ["not-on-the-way"]


def _unsound_transfers() -> Iterator[tuple[asked.Request, str]]:
    yield send(ALONE, at=LATE), "in-future"
    yield send(THERE, to="NTI"), "not-inside"
    yield send(ALONE, to="WTI"), "same-prison"
    yield send(ALONE, to="AKI"), "closed-prison"
    yield send(ALONE, to="LEEDCC"), "unknown-prison"
    yield send(MOVED_OUT, prison="EXI", to="WTI"), "not-inside"
    yield asked.Redirect(prison="WTI", person=ON_THE_WAY, to="AKI"), "closed-prison"
    yield asked.Redirect(prison="WTI", person=ON_THE_WAY, to="LEEDCC"), "unknown-prison"
    yield asked.Redirect(prison="EXI", person=ON_THE_WAY, to="NTI"), "not-the-sender"
