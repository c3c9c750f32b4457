"""The code lists shipped with the program (`fixtures/codes`), read once a process."""

import csv
import functools
from collections.abc import Iterator
from importlib import resources

from wingterm.domain.codes import Reason, ReasonCodes


@functools.cache
def reason_codes() -> ReasonCodes:
    """Give the reasons of movements (domain note 1.1) and of cell moves (type CELL, note 3.4)."""
    return ReasonCodes([*_movements(), *_cell_moves()])


def _movements() -> Iterator[Reason]:
    for row in _rows("movement_reasons.csv"):
        yield Reason(row["movement_type"], row["code"], row["description"], row["active"] == "Y")


def _cell_moves() -> Iterator[Reason]:
    for row in _rows("cell_move_reasons.csv"):
        yield Reason("CELL", row["code"], row["description"], row["active"] == "Y")


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (resources.files("fixtures") / "codes" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
