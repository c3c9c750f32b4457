"""Registers to be attacked: a prison of cells with people in them, made once and copied."""

import functools
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from db.engine import Store, open_store
from tests.lasting import lasting_folder
from tests.registers import ACCOUNT, COURT, START
from tests.stores import settle
from wingterm.clock import Clock, CountedIds, FixedClock, IdSource, random_ids, system_clock
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services import opening
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk
from wingterm.services.setup import start_register
from wingterm.settings import Settings

PRISON = "WTI"
BEDS = 4
"""Beds of each cell."""


class Inmate(NamedTuple):
    """Somebody in the register, and the cell that was made for them."""

    number: str
    cell: str


class Crowd(NamedTuple):
    """A register of its own in a folder, closed, with whom it holds."""

    path: Path
    people: tuple[Inmate, ...]
    """All in their cells."""


def crowd(folder: Path, people: int) -> Crowd:
    """Give a fresh register of so many people, each in a cell; nothing has it open."""
    made = _made(people)
    path = folder / "register.db"
    shutil.copyfile(made.path, path)
    path.chmod(0o600)
    return made._replace(path=path)


def desk_at(
    path: Path,
    *,
    store: Store | None = None,
    clock: Clock = system_clock,
    ids: IdSource = random_ids,
) -> Desk:
    """Open a register as an officer who may do everything, at the machine's clock.

    Args:
        path: of the register.
        store: one that is open already; None opens the register.
        clock: another clock.
        ids: where request ids come from.
    """
    opened = store or open_store(str(path), clock=clock)
    return opening.desk_at(opened, Settings(store=str(path)), "cli", ids, ACCOUNT)


def name_of(n: int) -> str:
    """Give the n-th surname: four letters, no two alike."""
    return "".join(chr(97 + n // 26**place % 26) for place in range(4)).capitalize()


def number_of(n: int) -> str:
    """Give the n-th prison number."""
    letters = f"{chr(65 + n // 260_000 % 26)}{chr(65 + n // 10_000 % 26)}"
    return f"A{n % 10_000:04d}{letters}"


def registration(n: int) -> asked.Register:
    """Ask for the record of the n-th person, whom nobody else looks like."""
    return asked.Register(
        prison=PRISON,
        number=number_of(n),
        last_name=name_of(n),
        first_name="Person",
        date_of_birth=f"{1950 + n % 50}-{1 + n // 50 % 12:02d}-{1 + n // 600 % 28:02d}",
        sex="M",
    )


@functools.cache
def _made(people: int) -> Crowd:
    """Make the register of a size once a process."""
    path = lasting_folder() / "register.db"
    inmates = filled(str(path), people)
    settle(path)
    return Crowd(path, inmates)


def filled(where: str, people: int) -> tuple[Inmate, ...]:
    """Make a register of so many people in a new file or an empty database, and close it."""
    clock = FixedClock(START)
    desk = start_register(
        Settings(store=where), clock, CountedIds("made"), ACCOUNT, "Officer", durable=False
    )
    inmates = tuple(Inmate(number_of(n), f"A-1-{1 + n // BEDS:03d}") for n in range(people))
    _do(desk, [asked.OpenPrison(prison="REG", code=PRISON, name="Wingterm")])
    places: list[asked.Request] = [
        asked.AddPlace(prison=PRISON, code="A", kind="WING"),
        asked.AddPlace(prison=PRISON, code="A-1", kind="LANDING"),
        asked.AddPlace(prison=PRISON, code="WORKSHOP", kind="AREA"),
    ]
    places += [
        asked.AddPlace(prison=PRISON, code=cell, kind="CELL", cna=BEDS, working=BEDS, maximum=BEDS)
        for cell in dict.fromkeys(inmate.cell for inmate in inmates)
    ]
    _do(desk, places)
    _do(desk, [registration(n) for n in range(people)])
    _do(
        desk,
        [
            asked.Receive(prison=PRISON, person=i.number, cell=i.cell, authority=COURT)
            for i in inmates
        ],
    )
    desk.store.close()
    return inmates


def _do(desk: Desk, requests: Sequence[asked.Request]) -> None:
    outcome = carry_out(desk, requests)
    assert isinstance(outcome, Receipt), outcome
