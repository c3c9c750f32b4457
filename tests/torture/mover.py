"""A warm process that lets many officers move people at once, all into the same few cells.

Run as `python -m tests.torture.mover`, what to do as JSON on its standard input; it opens no
register itself, so that nothing of one is carried over a fork. It answers with what happened.
"""

import functools
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.torture.forks import begun, ended
from tests.torture.proven import Acknowledged, acknowledgement
from tests.torture.registers import PRISON, Inmate, desk_at
from wingterm.clock import random_ids
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.errors import StoreBusy
from wingterm.services.act import carry_out

FULL = "cell-full"


class Order(NamedTuple):
    """What the process is to do."""

    path: str
    people: list[list[Inmate]]
    """Whom each officer moves; one officer for each."""
    cells: list[str]
    """Where to, for all of them."""
    moves: int
    """How many each officer makes."""
    seed: int


class Told(NamedTuple):
    """What happened."""

    acknowledged: list[Acknowledged]
    full: int
    """Moves refused because others had taken every bed of the cell."""
    busy: int
    """Moves of which it was said that others were writing, and that were tried again."""
    others: list[str]
    """Codes of other refusals."""


def officer(order: Order, number: int) -> Told:
    """Move people until so many moves are done."""
    desk = desk_at(Path(order.path))
    chance = random.Random(order.seed + number)
    told = Told([], 0, 0, [])
    full = busy = 0
    while len(told.acknowledged) < order.moves:
        one = chance.choice(order.people[number])
        to = chance.choice((*order.cells, one.cell, "RECP"))
        requests = [asked.Move(prison=PRISON, person=one.number, to=to)]
        request_id = random_ids()
        outcome = None
        while outcome is None:
            try:
                outcome = carry_out(desk, requests, request_id)
            except StoreBusy:
                busy += 1
        if isinstance(outcome, Receipt):
            if outcome.lines[0].entries:
                told.acknowledged.append(acknowledgement(outcome, requests))
        elif isinstance(outcome, Refused):
            codes = {objection.code for objection in outcome.objections}
            full += FULL in codes
            told.others.extend(sorted(codes - {FULL}))
    return told._replace(full=full, busy=busy)


def moved(order: Order) -> Told:
    """Let all officers move at once."""
    children = [
        begun(functools.partial(officer, order, number)) for number in range(len(order.people))
    ]
    told = Told([], 0, 0, [])
    for child in children:
        one = Told(*ended(child))
        told.acknowledged.extend(Acknowledged(a[0], a[1], tuple(a[2])) for a in one.acknowledged)
        told.others.extend(one.others)
        told = told._replace(full=told.full + one.full, busy=told.busy + one.busy)
    return told


if __name__ == "__main__":
    given = json.load(sys.stdin)
    people: Sequence[list[Inmate]] = [
        [Inmate(*one) for one in theirs] for theirs in given.pop("people")
    ]
    json.dump(moved(Order(people=list(people), **given))._asdict(), sys.stdout)
