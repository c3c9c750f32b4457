"""The prisons of a register: asked for by every command, which loads no more for it."""

from db.queries.prisons import all_prisons
from wingterm.domain.prison import Prison
from wingterm.services.desk import Desk, authorise, officer_at


def prisons(desk: Desk) -> tuple[Prison, ...]:
    """Give the prisons of the register, by code."""
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        return tuple(all_prisons(reader))
