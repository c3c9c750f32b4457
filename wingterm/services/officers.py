"""Who the officers of a register are."""

from typing import NamedTuple

from wingterm.services.desk import Desk, authorise, officer_at


class OfficerLine(NamedTuple):
    """An officer's record."""

    account: str
    name: str
    role: str
    prison: str
    in_force: str
    """`yes` or `no`, now."""


def officers(desk: Desk) -> tuple[OfficerLine, ...]:
    """Give the officers of the register, by account."""
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        rows = reader.rows(
            "SELECT o.account, o.name, o.role, e.code, o.active_from, o.active_to FROM officer o"
            " JOIN establishment e ON e.id = o.establishment_id ORDER BY o.account",
            (),
        )
    return tuple(
        OfficerLine(account, name, role, prison, "yes" if begins <= now < ends else "no")
        for account, name, role, prison, begins, ends in rows
    )
