"""The prisons of a register and their places."""

from wingterm.domain.situation import Prison
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.services.desk import Desk, authorise, officer_at


def prisons(desk: Desk) -> tuple[Prison, ...]:
    """Give the prisons of the register, by code."""
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        rows = reader.rows(
            "SELECT id, code, name, timezone FROM establishment WHERE id <> ? ORDER BY code",
            (REGISTER_ESTABLISHMENT,),
        )
    return tuple(Prison(*row) for row in rows)
