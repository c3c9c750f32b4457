"""The prisons of a big register, made through the program's own acts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from tests.benchmarks.bench import do
from wingterm.clock import CountedIds, FixedClock
from wingterm.domain import requests as asked
from wingterm.services.desk import Desk
from wingterm.services.setup import start_register
from wingterm.settings import Settings

ACCOUNT = "bench"
"""Account of the register's officer; never that of who builds it, which would be hashed."""
ROOM = 1.1
"""Beds to people in custody."""
PEOPLE_FIRST = 1_500
"""People of the first prison, where that is not too large a part of all."""
BEDS_A_CELL = 2
CELLS_A_LANDING, LANDINGS = 40, 3
AT_ONCE = 400
"""Places of an act."""
SECOND = 1_000_000


@dataclass(slots=True)
class BuiltPrison:
    """A prison, as the story needs it."""

    id: int
    code: str
    en_route: int
    court: int
    workshop: int
    free: list[tuple[int, int, int]] = field(default_factory=list)
    """Cell, bed, and since when it is free, of each bed that nobody holds."""
    cell_of: dict[int, int] = field(default_factory=dict)
    """Cell of each bed."""


def prison_codes(many: int) -> list[str]:
    """Give the codes of so many prisons."""
    pairs = (a + b for a in ascii_uppercase for b in ascii_uppercase)
    return ["WTI", *islice((f"{pair}X" for pair in pairs), many - 1)]


def beds_of(people: int, prisons: int) -> list[int]:
    """Give the beds of each prison: the first has its 1,500 people, the others share the rest."""
    first = max(people // prisons, min(PEOPLE_FIRST, people // 4))
    rest = (people - first) // max(1, prisons - 1)
    return [_even(first * ROOM), *(_even(rest * ROOM) for _ in range(prisons - 1))]


def _even(beds: float) -> int:
    return max(2, int(beds) + int(beds) % 2)


def build_estate(path: Path, people: int, prisons: int, clock: FixedClock) -> None:
    """Make a register at a path with prisons, places and beds, and nobody in it.

    Args:
        path: where; nothing may lie there.
        people: how many there will be in custody.
        prisons: how many prisons.
        clock: when; brought forward by a second with each act.
    """
    ids = CountedIds("estate")
    settings = Settings(store=str(path))
    desk = start_register(settings, clock, ids, ACCOUNT, "Benchmark", durable=False)
    for code, beds in zip(prison_codes(prisons), beds_of(people, prisons), strict=True):
        _prison(desk, clock, code, beds)
    desk.store.close()


def _prison(desk: Desk, clock: FixedClock, code: str, beds: int) -> None:
    _act(desk, clock, asked.OpenPrison(prison="REG", code=code, name=f"Prison {code}"))
    places = iter(_places(code, beds))
    while some := list(islice(places, AT_ONCE)):
        _act(desk, clock, *some)
    _act(desk, clock, asked.SignCapacity(prison=code, signed=beds))


def _act(desk: Desk, clock: FixedClock, *requests: asked.Request) -> None:
    clock.advance(SECOND)
    do(desk, *requests)


def _places(prison: str, beds: int) -> Iterator[asked.AddPlace]:
    yield asked.AddPlace(prison=prison, code="WORKSHOP", kind="AREA")
    cells = beds // BEDS_A_CELL
    for n in range(cells):
        landing, cell = divmod(n, CELLS_A_LANDING)
        wing, level = ascii_uppercase[landing // LANDINGS], 1 + landing % LANDINGS
        if cell == 0:
            if level == 1:
                yield asked.AddPlace(prison=prison, code=wing, kind="WING")
            yield asked.AddPlace(prison=prison, code=f"{wing}-{level}", kind="LANDING")
        yield asked.AddPlace(
            prison=prison, code=f"{wing}-{level}-{1 + cell:03d}", kind="CELL",
            cna=1, working=BEDS_A_CELL, maximum=BEDS_A_CELL,
        )  # fmt: skip


def prisons_of(connection: Any) -> list[BuiltPrison]:
    """Give the prisons of a register, with every bed free."""
    prisons = []
    for number, code in connection.execute("SELECT id, code FROM establishment WHERE id > 1"):
        kinds = dict(
            connection.execute(
                "SELECT kind, id FROM place WHERE establishment_id = ? AND kind <> 'CELL'",
                (number,),
            )
        )
        beds = connection.execute(
            "SELECT p.id, b.id FROM place p JOIN bed b ON b.place_id = p.id"
            " WHERE p.establishment_id = ? AND p.kind = 'CELL' ORDER BY b.id",
            (number,),
        ).fetchall()
        prisons.append(
            BuiltPrison(
                number, code, kinds["EN_ROUTE"], kinds["COURT"], kinds["AREA"],
                [(cell, bed, 0) for cell, bed in beds], {bed: cell for cell, bed in beds},
            )
        )  # fmt: skip
    return prisons
