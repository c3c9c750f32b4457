"""Whatever happens, in whatever order it is entered: every figure is the length of its list."""

import random
from collections.abc import Sequence

import pytest

from tests.registers import MINUTE, START, SmallRegister
from tests.services.days import OVER, assert_lists_fit
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.people import show

ACTS = 80
PEOPLE = [f"A{n:04d}AA" for n in range(1, 9)]
PLACES = {"WTI": ("A-1-001", "A-1-002", "A-1-003", ""), "EXI": ("B-1-001", "B-1-002", "")}


def anything(chance: random.Random, small: SmallRegister) -> asked.Request:
    """Give a request that makes sense of somebody now, often back-dated."""
    person = show(small.desk, chance.choice(PEOPLE))
    prison = person.prison or chance.choice(["WTI", "EXI"])
    verb = chance.choice([verb for verb in person.verbs if verb != "identity"])
    other = "EXI" if prison == "WTI" else "WTI"
    late = chance.choice([None, None, person.since + (small.clock() - person.since) // 2])
    who, cell = person.number, chance.choice(PLACES[prison])
    made: dict[str, asked.Request] = {
        "receive": asked.Receive(prison=prison, person=who, cell=cell, at=late, acknowledged=OVER),
        "arrive": asked.Arrive(prison=prison, person=who, cell=cell, at=late, acknowledged=OVER),
        "cancel-transfer": asked.CancelTransfer(prison=person.came_from, person=who, at=late),
        "move": asked.Move(
            prison=prison, person=who, to=cell or "RECP", at=late, acknowledged=OVER
        ),
        "swap": asked.Swap(prison=prison, person=who, other=chance.choice(PEOPLE), at=late),
        "elsewhere": asked.Elsewhere(prison=prison, person=who, to="WORKSHOP", at=late),
        "back": asked.Back(prison=prison, person=who, at=late),
        "transfer-out": asked.TransferOut(prison=prison, person=who, to=other, at=late),
        "release": asked.Release(prison=prison, person=who, reason="CR", at=late),
        "correct": asked.Correct(
            prison=person.history[0].entry.partition("-")[0], person=who,
            why="entered by mistake", last=chance.choice([1, 1, 2]),
        ),
    }  # fmt: skip
    return made[verb]


def walk(small: SmallRegister, chance: random.Random) -> Sequence[str]:
    """Let a day pass; give the verbs that were carried out."""
    for number in PEOPLE:
        request = asked.Register(
            prison="WTI", last_name="Person", first_name="Nameless", sex="M",
            date_of_birth=f"1990-01-{int(number[1:5]):02d}", number=number,
        )  # fmt: skip
        assert isinstance(carry_out(small.desk, [request]), Receipt)
    done = []
    for _ in range(ACTS):
        small.clock.advance(chance.randrange(1, 50) * MINUTE)
        outcome = carry_out(small.desk, [anything(chance, small)])
        if isinstance(outcome, Receipt):
            done += [line.verb for line in outcome.lines if line.entries]
    return done


@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_is_the_length_of_its_list(small: SmallRegister, seed: int) -> None:
    chance = random.Random(seed)
    done = walk(small, chance)
    assert len(done) > ACTS // 2
    assert len(set(done)) > 5, "the walk must be of many verbs to prove anything"
    now = small.clock()
    for prison in ("WTI", "EXI"):
        assert_lists_fit(small, prison)
        for _ in range(8):
            as_of, known_at = chance.randrange(START, now), chance.randrange(START, now)
            assert_lists_fit(small, prison, as_of)
            assert_lists_fit(small, prison, known_at=known_at)
            assert_lists_fit(small, prison, as_of, known_at)
