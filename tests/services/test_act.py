"""What carrying out an act promises: once, whole, by somebody who may, in an order that holds."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.accesses import accesses, files
from tests.registers import MINUTE, SmallRegister
from wingterm.domain.outcomes import Acknowledgement, Receipt, Refused, Warned
from wingterm.domain.requests import (
    AppointOfficer,
    Back,
    Correct,
    Move,
    Receive,
    Register,
    Release,
    Request,
)
from wingterm.errors import Conflict, NotAuthorised, NotFound, StoreBroken
from wingterm.services import lists, people
from wingterm.services.access_log import AccessLog
from wingterm.services.act import carry_out, receipt
from wingterm.services.desk import Desk

ANN, BOB = "A1001AA", "A1002AA"
OVER = (Acknowledgement("over-cna", "no other cell is free"),)


def do(small: SmallRegister, *requests: Request, request_id: str | None = None) -> Receipt:
    """Do an act that must be done, a minute after the last."""
    small.clock.advance(MINUTE)
    outcome = carry_out(small.desk, requests, request_id)
    assert isinstance(outcome, Receipt), outcome
    return outcome


def refused(small: SmallRegister, *requests: Request) -> list[str]:
    """Give the codes of what stands against an act; nothing may have changed."""
    before = small.dump()
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Refused), outcome
    assert small.dump() == before
    return [objection.code for objection in outcome.objections]


def registration(number: str, last_name: str) -> Request:
    """Give the request for a person's record."""
    return Register(
        prison="WTI",
        last_name=last_name,
        first_name="Robin",
        date_of_birth="1990-01-01",
        sex="M",
        number=number,
    )


@pytest.fixture
def held(small: SmallRegister) -> SmallRegister:
    """Give a register with Ann in cell A-1-001 and Bob in reception."""
    do(small, registration(ANN, "Arden"), registration(BOB, "Birch"))
    do(
        small,
        Receive(prison="WTI", person=ANN, cell="A-1-001", authority="Leeds Crown Court"),
        Receive(prison="WTI", person=BOB, authority="Leeds Crown Court"),
    )
    return small


def places(small: SmallRegister) -> dict[str, str]:
    """Give where everybody in the first prison is."""
    listed = lists.people_behind(small.desk, small.prison("WTI"), "population")
    return {person.number: person.place for person in listed}


def as_officer(small: SmallRegister, account: str) -> Desk:
    """Give the desk of another account."""
    return small.desk._replace(account=account)


# -- once ------------------------------------------------------------------------------------------


def test_the_same_request_again_is_answered_with_the_first_receipt(held: SmallRegister) -> None:
    move = Move(prison="WTI", person=BOB, to="A-1-002")
    first = do(held, move, request_id="once")
    before = held.dump()
    again = do(held, move, request_id="once")
    assert not first.repeated
    assert again == replace(first, repeated=True)
    assert receipt(held.desk, "once") == again
    assert held.dump() == before


def test_an_id_used_for_something_else_is_a_conflict(held: SmallRegister) -> None:
    do(held, Move(prison="WTI", person=BOB, to="A-1-002"), request_id="once")
    before = held.dump()
    with pytest.raises(Conflict, match="used for something else"):
        carry_out(held.desk, [Move(prison="WTI", person=BOB, to="A-1-003")], "once")
    assert held.dump() == before


def test_an_act_that_changes_nothing_leaves_a_receipt(held: SmallRegister) -> None:
    entries = [row for row in held.dump() if row.startswith("entry")]
    nothing = Back(prison="WTI", person=ANN)
    first = do(held, nothing, request_id="nothing")
    assert not first.changed
    assert first.lines[0].said
    assert do(held, nothing, request_id="nothing") == replace(first, repeated=True)
    assert [row for row in held.dump() if row.startswith("entry")] == entries
    with pytest.raises(Conflict):
        carry_out(held.desk, [Back(prison="WTI", person=BOB)], "nothing")


def test_a_refused_id_can_be_used_again(held: SmallRegister) -> None:
    taken = [Move(prison="WTI", person=BOB, to="A-1-001")]
    assert isinstance(carry_out(held.desk, taken, "later"), Refused)
    with pytest.raises(NotFound, match="nothing of it was done"):
        receipt(held.desk, "later")
    do(held, Move(prison="WTI", person=ANN, to="RECP"))
    assert not do(held, *taken, request_id="later").repeated


# -- who -------------------------------------------------------------------------------------------


def test_an_account_without_a_record_may_nothing(held: SmallRegister) -> None:
    before = held.dump()
    nobody = as_officer(held, "nobody")
    with pytest.raises(NotAuthorised, match="not an officer"):
        carry_out(nobody, [Back(prison="WTI", person=ANN)])
    with pytest.raises(NotAuthorised):
        receipt(nobody, "setup-000001")
    with pytest.raises(NotAuthorised):
        people.show(nobody, ANN)
    assert held.dump() == before


def test_a_record_is_in_force_from_its_start_to_its_end(held: SmallRegister) -> None:
    begins, ends = held.clock() + 10 * MINUTE, held.clock() + 20 * MINUTE
    guest = AppointOfficer(
        prison="WTI", account="guest", name="Guest", role="reception", begins=begins, ends=ends
    )
    do(held, guest)
    desk, move = as_officer(held, "guest"), [Move(prison="WTI", person=BOB, to="A-1-002")]
    for instant in (begins - 1, ends):
        held.clock.instant = instant
        with pytest.raises(NotAuthorised, match="not in force"):
            carry_out(desk, move)
    held.clock.instant = ends - 1
    assert isinstance(carry_out(desk, move), Receipt)


MOVE = Move(prison="WTI", person=BOB, to="A-1-002")
RELEASE = Release(prison="WTI", person=ANN, reason="CR")


BY_WAY_OF_A_CORRECTION = Correct(
    prison="WTI", person=RELEASE.person, why="a way round", again=(RELEASE,)
)
"""What is entered again needs the same leave as by itself."""


def guest_of(small: SmallRegister, role: str) -> Desk:
    """Give the desk of somebody with a role."""
    do(small, AppointOfficer(prison="WTI", account="guest", name="A Guest", role=role))
    small.clock.advance(MINUTE)
    return as_officer(small, "guest")


def test_an_officer_acts_for_their_own_prison_alone(held: SmallRegister) -> None:
    """Domain note 3.4, rule 10: the prison is in the officer's caseload."""
    guest = guest_of(held, "reception")
    before = held.dump()
    away = Receive(prison="EXI", person=ANN, authority="Leeds Crown Court")
    with pytest.raises(NotAuthorised, match="officer of WTI, not of EXI"):
        carry_out(guest, [MOVE, away])
    assert held.dump() == before
    assert isinstance(carry_out(guest, [MOVE]), Receipt)


@pytest.mark.parametrize(
    ("role", "act"),
    [
        ("auditor", [MOVE]),
        ("wing-officer", [RELEASE]),
        ("wing-officer", [MOVE, RELEASE]),
        ("wing-officer", [BY_WAY_OF_A_CORRECTION]),
    ],
)
def test_a_role_that_may_not_undoes_the_whole_act(
    held: SmallRegister, role: str, act: list[Request]
) -> None:
    guest = guest_of(held, role)
    before = held.dump()
    with pytest.raises(NotAuthorised, match=role):
        carry_out(guest, act)
    assert held.dump() == before


@pytest.mark.parametrize(
    ("role", "act"), [("wing-officer", [MOVE]), ("reception", [MOVE, RELEASE])]
)
def test_a_role_that_may_does(held: SmallRegister, role: str, act: list[Request]) -> None:
    assert isinstance(carry_out(guest_of(held, role), act), Receipt)


# -- who saw whom ----------------------------------------------------------------------------------


def consulted(small: SmallRegister) -> list[dict[str, object]]:
    """Give what the access log holds."""
    return accesses(small.desk)


def test_a_consultation_is_written_with_whom_and_why(held: SmallRegister) -> None:
    people.show(held.desk, ANN)
    record = consulted(held)[-1]
    assert record["people"] == [ANN]
    assert record["officer"] == "tester"
    assert record["front_end"] == "cli"
    assert record["purpose"]
    places(held)
    listed = consulted(held)[-1]["people"]
    assert isinstance(listed, list)
    assert sorted(listed) == [ANN, BOB]
    assert files(held.desk)[0].stat().st_mode & 0o777 == 0o600


def test_nobody_is_shown_when_it_cannot_be_written(held: SmallRegister) -> None:
    blocked = held.folder / "blocked.log"
    blocked.touch()
    desk = held.desk._replace(access=AccessLog(blocked, held.clock))
    with pytest.raises(StoreBroken, match="no record can be shown"):
        people.show(desk, ANN)
    with pytest.raises(StoreBroken):
        people.find(desk, "Arden")
    with pytest.raises(StoreBroken):
        lists.people_behind(desk, held.prison("WTI"), "population")


# -- time ------------------------------------------------------------------------------------------


def test_a_clock_set_back_never_records_before_what_is_on_record(held: SmallRegister) -> None:
    last = do(held, Move(prison="WTI", person=BOB, to="A-1-002")).recorded_at
    recorded = [last]
    held.clock.advance(-60 * MINUTE)
    for cell in ("A-1-003", "A-1-002", "A-1-003"):
        outcome = carry_out(held.desk, [Move(prison="WTI", person=BOB, to=cell)])
        assert isinstance(outcome, Receipt), outcome
        recorded.append(outcome.recorded_at)
    assert recorded == sorted(set(recorded))


def test_nobody_is_put_back_into_a_bed_that_somebody_held_later(held: SmallRegister) -> None:
    """Free at the time of the act and free now, but held in between."""
    early = held.clock()
    held.clock.advance(10 * MINUTE)
    do(held, Move(prison="WTI", person=BOB, to="A-1-003"))
    do(held, Move(prison="WTI", person=BOB, to="RECP"))
    held.clock.advance(10 * MINUTE)
    assert refused(held, Move(prison="WTI", person=ANN, to="A-1-003", at=early)) == ["cell-full"]
    do(held, Move(prison="WTI", person=ANN, to="A-1-003"))


# -- corrections -----------------------------------------------------------------------------------


def test_a_restored_bed_that_is_taken_needs_another(held: SmallRegister) -> None:
    do(held, Move(prison="WTI", person=ANN, to="A-1-002"))
    moved_at = held.clock()
    do(held, Move(prison="WTI", person=BOB, to="A-1-001"))
    wrong = Correct(prison="WTI", person=ANN, why="never moved")
    assert refused(held, wrong) == ["restored-bed-taken"]
    again = Move(prison="WTI", person=ANN, to="A-1-003", at=moved_at)
    done = do(held, replace(wrong, again=(again,)))
    assert len(done.lines[0].entries) == 2
    assert places(held) == {ANN: "A-1-003", BOB: "A-1-001"}


# -- batches ---------------------------------------------------------------------------------------


def test_two_people_are_made_and_received_in_one_act(small: SmallRegister) -> None:
    act: Sequence[Request] = (
        registration("", "Cedar"),
        Receive(prison="WTI", person="+1", cell="A-1-001", authority="Leeds Crown Court"),
        registration("", "Dogwood"),
        Receive(prison="WTI", person="+3", cell="A-1-002", authority="Leeds Crown Court"),
    )
    done = do(small, *act)
    first, second = done.lines[0].person, done.lines[2].person
    assert first != second
    assert [line.person for line in done.lines] == [first, first, second, second]
    assert places(small) == {first: "A-1-001", second: "A-1-002"}


def test_one_bad_line_undoes_the_others(small: SmallRegister) -> None:
    codes = refused(
        small,
        registration("", "Cedar"),
        Receive(prison="WTI", person="+1", cell="A-1-001", authority="Leeds Crown Court"),
        registration("", "Dogwood"),
        Receive(prison="WTI", person="+3", cell="A-1-001", authority="Leeds Crown Court"),
    )
    assert codes == ["cell-full"]


def test_a_warning_does_nothing_until_it_is_acknowledged(held: SmallRegister) -> None:
    do(held, registration("A1003AA", "Cedar"))
    do(held, Receive(prison="WTI", person="A1003AA", cell="A-1-002", authority="Leeds Crown Court"))
    before = held.dump()
    move = Move(prison="WTI", person=BOB, to="A-1-002")
    warned = carry_out(held.desk, [move], "warned")
    assert isinstance(warned, Warned)
    assert [warning.code for warning in warned.warnings] == ["over-cna"]
    assert held.dump() == before
    assert do(held, replace(move, acknowledged=OVER), request_id="warned").changed


def test_two_times_of_one_minute_are_told_apart(held: SmallRegister) -> None:
    held.clock.advance(MINUTE + 20_000_000)
    assert isinstance(carry_out(held.desk, [MOVE]), Receipt)
    early = Move(prison="WTI", person=MOVE.person, to="RECP", at=held.clock() - 10_000_000)
    outcome = carry_out(held.desk, [early])
    assert isinstance(outcome, Refused)
    assert [o.code for o in outcome.objections] == ["before-last"]
    assert ":10 is before" in outcome.objections[0].sentence
    assert ":20." in outcome.objections[0].sentence
