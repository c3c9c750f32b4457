"""Whatever happens, in whatever order it is entered: every figure is the length of its list."""

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.registers import MINUTE, START, SmallRegister
from tests.services.days import OVER, assert_lists_fit
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.people import show

ACTS = 120
PEOPLE = [f"A{n:04d}AA" for n in range(1, 9)]
PLACES = {"WTI": ("A-1-001", "A-1-002", "A-1-003", ""), "EXI": ("B-1-001", "B-1-002", "")}


def anything(chance: random.Random, small: SmallRegister) -> asked.Request:
    """Give a request that makes sense of somebody now, often back-dated."""
    person = show(small.desk, chance.choice(PEOPLE))
    prison = person.prison or chance.choice(["WTI", "EXI"])
    other = "EXI" if prison == "WTI" else "WTI"
    late = chance.choice([None, None, person.since + (small.clock() - person.since) // 2])
    common: dict[str, Any] = {"person": person.number, "at": late, "acknowledged": OVER}
    cell = chance.choice(PLACES[prison])
    here, there = {**common, "prison": prison}, {**common, "prison": other}
    into, out = {**here, "cell": cell}, {**here, "destination": "Leeds"}
    keep, due = chance.choice([True, False]), small.clock() + chance.randrange(9 * 1440) * MINUTE
    made: dict[str, Callable[[], asked.Request]] = {
        "receive": lambda: asked.Receive(**into, authority="A court"),
        "recall": lambda: asked.Recall(**into, authority="A court"),
        "arrive": lambda: asked.Arrive(**into),
        "cancel-transfer": lambda: asked.CancelTransfer(**{**here, "prison": person.came_from}),
        "redirect": lambda: asked.Redirect(**{**here, "prison": person.came_from}, to=other),
        "move": lambda: asked.Move(**here, to=cell or chance.choice(["RECP", "CSWAP"])),
        "swap": lambda: asked.Swap(**here, other=chance.choice(PEOPLE)),
        "elsewhere": lambda: asked.Elsewhere(**here, to="WORKSHOP"),
        "back": lambda: chance.choice([asked.Back(**here), asked.Arrive(**there)]),
        "court-out": lambda: asked.CourtOut(**out, keep_bed=keep),
        "absence-out": lambda: asked.AbsenceOut(**out, reason="C3", due_back=due, keep_bed=keep),
        "hospital-out": lambda: asked.HospitalOut(**out, officers="Two", keep_bed=keep),
        "transfer-out": lambda: asked.TransferOut(**here, to=other),
        "release": lambda: asked.Release(**here, reason="CR", without_return=True),
        "escape": lambda: asked.Escape(**here),
        "fail-to-return": lambda: asked.FailToReturn(**here),
        "recapture": lambda: asked.Recapture(
            **{**into, "prison": chance.choice([prison, prison, other])}
        ),
        "correct": lambda: asked.Correct(
            prison=person.history[0].entry.partition("-")[0], person=person.number,
            why="entered by mistake", last=chance.choice([1, 1, 2]),
        ),
    }  # fmt: skip
    verb = chance.choice([verb for verb in person.verbs if verb in made])
    return made[verb]()


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
    assert len(set(done)) > 10, "the walk must be of many verbs to prove anything"
    now = small.clock()
    for prison in ("WTI", "EXI"):
        assert_lists_fit(small, prison)
        for _ in range(5):
            as_of, known_at = chance.randrange(START, now), chance.randrange(START, now)
            assert_lists_fit(small, prison, as_of)
            assert_lists_fit(small, prison, known_at=known_at)
            assert_lists_fit(small, prison, as_of, known_at)
