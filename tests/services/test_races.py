"""Real processes at the same people, beds and request ids at once, on both databases."""

from collections.abc import Sequence

import pytest

from tests.registers import SmallRegister
from tests.services import racers
from tests.services.racers import Tried, race
from wingterm.clock import system_clock
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.services.act import carry_out
from wingterm.services.lists import people_behind

pytestmark = pytest.mark.timeout(300)


ALIKE = (Acknowledgement("likely-duplicate", "racers look alike"),)


def receive(small: SmallRegister, prison: str, many: int) -> list[str]:
    """Make some people and take them into a prison's reception; give their numbers."""
    requests: list[asked.Request] = []
    for n in range(many):
        requests.append(
            asked.Register(
                prison=prison,
                last_name=f"Racer {chr(65 + n // 26)}{chr(65 + n % 26)}",
                first_name=prison,
                date_of_birth="1990-01-01",
                sex="M",
                acknowledged=ALIKE,
            )
        )
        requests.append(
            asked.Receive(prison=prison, person=f"+{len(requests)}", authority="Leeds Crown Court")
        )
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return [line.person for line in outcome.lines if line.verb == "register"]


def everywhere(small: SmallRegister) -> dict[str, str]:
    """Give where everybody in the two prisons, or on the way, is now."""
    found = {}
    for prison in ("WTI", "EXI"):
        for figure in ("population", "incoming"):
            for person in people_behind(small.desk, small.prison(prison), figure):
                assert person.number not in found, "one person in two places"
                found[person.number] = f"{prison} {person.place}"
    return found


def entries(small: SmallRegister) -> set[str]:
    """Give the references of all entries."""
    with small.store.read() as reader:
        rows = reader.rows(
            "SELECT s.code, e.seq FROM entry e JOIN establishment s ON s.id = e.establishment_id",
            (),
        )
    return {f"{code}-{seq}" for code, seq in rows}


def accounted(before: set[str], after: set[str], acts: Sequence[Tried]) -> None:
    """Every entry written since belongs to one receipt, and every receipt's entries are there."""
    written = [entry for act in acts if not act.repeated for entry in act.entries]
    assert len(written) == len(set(written))
    assert set(written) == after - before


def finish(small: SmallRegister) -> None:
    """Let the register's own clock follow the real one, for the checker at the end."""
    small.clock.instant = system_clock()


def test_one_of_eight_gets_the_last_bed(small: SmallRegister) -> None:
    """Eight move into the one bed at once: one has it, the others are told that it is taken."""
    people = receive(small, "WTI", 8)
    before = entries(small)

    acts = [act for (act,) in race(small.where, small.folder, racers.take_the_last_bed, people)]

    finish(small)
    winners = [act.person for act in acts if act.done]
    assert len(winners) == 1
    assert all(act.against == ("cell-full",) for act in acts if not act.done)
    assert all(winners[0] in act.words for act in acts if not act.done)
    where = everywhere(small)
    assert {n for n, place in where.items() if place == "WTI A-1-001"} == set(winners)
    assert {n for n, place in where.items() if place == "WTI RECP"} == {*people} - {*winners}
    accounted(before, entries(small), acts)


def test_a_prison_takes_in_whom_another_calls_back(small: SmallRegister) -> None:
    """Arrival and cancellation race on each person: one is done, the other refused in words."""
    people = [*receive(small, "WTI", 2), *receive(small, "EXI", 2)]
    before = entries(small)
    rounds = 30

    sides = race(
        small.where,
        small.folder,
        racers.send_and_take_in,
        [("WTI", "EXI", people, rounds), ("EXI", "WTI", people[::-1], rounds)],
    )

    finish(small)
    acts = [act for side in sides for act in side]
    done = [act for act in acts if act.done]
    assert len(done) == rounds * len(people) * 2
    pairs = rounds * len(people)
    assert sum(act.verb == "transfer-out" for act in done) == pairs
    ends = [act for act in done if act.verb in ("arrive", "cancel-transfer")]
    assert len(ends) == pairs
    lost = [act for act in acts if not act.done and act.verb in ("arrive", "cancel-transfer")]
    assert len(lost) == pairs
    assert all(act.against and act.words for act in acts if not act.done)
    width = len(people)
    for first in range(0, len(sides[0]), 2 * width):
        ended = [side[first + width : first + 2 * width] for side in sides]
        for person in people:
            both = [act for side in ended for act in side if act.person == person]
            assert sorted(act.done for act in both) == [False, True]
            assert len({act.verb for act in both}) == 2
    assert set(everywhere(small)) == set(people)
    accounted(before, entries(small), acts)


def test_four_processes_do_anything_with_the_same_people(small: SmallRegister) -> None:
    """Two desks in each prison, acts of one to three people in any order: nothing is lost."""
    people = [*receive(small, "WTI", 3), *receive(small, "EXI", 3)]
    before = entries(small)
    times = 75

    sides = race(
        small.where,
        small.folder,
        racers.do_anything,
        [
            ("WTI", "EXI", people, times, 1),
            ("WTI", "EXI", people, times, 2),
            ("EXI", "WTI", people, times, 3),
            ("EXI", "WTI", people, times, 4),
        ],
    )

    finish(small)
    acts = [act for side in sides for act in side]
    assert len(acts) == 4 * times
    assert any(act.done for act in acts)
    assert all(act.against and act.words for act in acts if not act.done)
    assert set(everywhere(small)) == set(people)
    accounted(before, entries(small), acts)


@pytest.mark.parametrize("verb", ["release", "elsewhere"])
def test_the_same_request_from_two_processes_is_done_once(small: SmallRegister, verb: str) -> None:
    """Both get the receipt of the one act, though its people are no longer where they were."""
    people = receive(small, "WTI", 40)
    before = entries(small)

    sides = race(small.where, small.folder, racers.send_the_same, [(verb, people), (verb, people)])

    finish(small)
    for one, other in zip(*sides, strict=True):
        assert one.done
        assert other.done
        assert one.entries == other.entries
        assert sorted([one.repeated, other.repeated]) == [False, True]
    accounted(before, entries(small), [act for side in sides for act in side])
