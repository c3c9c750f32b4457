"""Who asked for an act, through what and from where; of a script, why."""

from typing import NamedTuple

from wingterm.errors import NotFound
from wingterm.services.desk import Desk, authorise, officer_at


class Asked(NamedTuple):
    """What is kept of an act beside what it did."""

    account: str
    name: str
    front_end: str
    """`cli`, `terminal` or `setup`."""
    reason: str
    """Why, of a script's act, or where one was given; else empty."""
    origin: str
    """Host, terminal and program, as far as the host told; no part of the chain of hashes."""


def asked(desk: Desk, request_id: str) -> Asked:
    """Give who asked for what was done under a request id.

    Raises:
        NotFound: no such request was carried out.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        row = reader.one(
            "SELECT o.account, o.name, r.front_end, r.reason, r.origin FROM request r"
            " JOIN officer o ON o.id = r.officer_id WHERE r.id = ?",
            (request_id,),
        )
    if row is None:
        raise NotFound(f"No request {request_id} was carried out; nothing of it was done.")
    return Asked(*map(str, row))
