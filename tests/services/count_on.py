"""An officer's process that counts a unit over and over, until it is killed."""

from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from db.engine import open_store
from wingterm.clock import random_ids, system_clock
from wingterm.domain.outcomes import Acknowledgement, Receipt
from wingterm.domain.requests import Recount, SubmitCount
from wingterm.services.access_log import AccessLog
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk

AGAIN = (Acknowledgement("unit-agrees", "counted on"),)


def count_on(told: Connection, where: str, log: Path, account: str, check: int, unit: str) -> None:
    """Hand in 1, 2, 3 ... for a unit; tell each number once it was acknowledged."""
    store = open_store(where)
    desk = Desk(store, account, "cli", random_ids, AccessLog(log, system_clock))
    for number in count(1):
        make = Recount if number > 1 else SubmitCount
        outcome = carry_out(
            desk,
            [make(prison="WTI", check=check, unit=unit, counted=str(number), acknowledged=AGAIN)],
        )
        assert isinstance(outcome, Receipt), outcome
        told.send(number)
