"""The acts that attacked processes do: single moves, receptions, and twenty people in one act.

What is asked for is a plan, plain data that goes through a pipe: whoever takes the place of a
killed process can ask for the very same thing again.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.registers import COURT
from tests.torture.proven import Acknowledged, acknowledgement
from tests.torture.registers import PRISON, Inmate, desk_at, number_of, registration
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.domain.standing import NO_BED
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk

Plan = dict[str, str]
"""Prison numbers and where each moves; or `NEWCOMER` and which person is taken in."""

NEWCOMER = "newcomer"
MANY = 20
"""People of a large act."""
STRANGERS = 10_000
"""From which number on people are not in the register before they are taken in."""


def built(plan: Plan) -> list[asked.Request]:
    """Give the requests of a plan."""
    if NEWCOMER in plan:
        n = int(plan[NEWCOMER])
        received = asked.Receive(prison=PRISON, person=number_of(n), authority=COURT)
        return [registration(n), received]
    return [asked.Move(prison=PRISON, person=number, to=to) for number, to in plan.items()]


def one_more(path: Path) -> Acknowledged:
    """Open a register and take somebody in, as the next to come would."""
    desk = desk_at(path)
    try:
        requests = built({NEWCOMER: str(STRANGERS - 1)})
        outcome = carry_out(desk, requests)
        assert isinstance(outcome, Receipt), outcome
        return acknowledgement(outcome, requests)
    finally:
        desk.store.close()


class Officer:
    """Somebody who moves their own people between cell and reception, and takes others in."""

    def __init__(
        self, desk: Desk, people: Sequence[Inmate], chance: random.Random, newcomers: Iterator[int]
    ) -> None:
        """Look where the people are; nobody else may move them from then on.

        Args:
            desk: where they act.
            people: theirs, at least `MANY`.
            chance: what they do next comes of it.
            newcomers: numbers from `STRANGERS` on, for those whom they take in.
        """
        self._people = people
        self._chance = chance
        self._newcomers = newcomers
        with desk.store.read() as reader:
            rows = reader.rows(
                "SELECT p.number, w.bed FROM whereabouts w JOIN person p ON p.id = w.person_id", ()
            )
        self._in_cell = {number for number, bed in rows if bed != NO_BED}

    def plan(self) -> Plan:
        """Give what they do next."""
        kind = self._chance.choices(("move", "many", "newcomer"), (60, 25, 15))[0]
        if kind == "newcomer":
            return {NEWCOMER: str(next(self._newcomers))}
        chosen = self._chance.sample(self._people, MANY if kind == "many" else 1)
        return {one.number: self._other(one) for one in chosen}

    def did(self, plan: Plan) -> None:
        """Take note that a plan was carried out."""
        for number, to in plan.items():
            if to == "RECP":
                self._in_cell.discard(number)
            else:
                self._in_cell.add(number)

    def _other(self, one: Inmate) -> str:
        return "RECP" if one.number in self._in_cell else one.cell
