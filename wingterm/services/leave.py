"""Whether an officer may take an action at all, asked before they fill a form in for it."""

from wingterm.services.desk import Desk, authorise, officer_at


def has_leave(desk: Desk, action: str) -> bool:
    """Say that the officer at a desk may take an action just now.

    Whoever carries it out asks again: a role may be changed while a form is filled in.

    Args:
        desk: who asks, and of which register.
        action: a name of the table of roles (wingterm/domain/roles.py).

    Raises:
        NotAuthorised: the officer's role may not do it, or their record is not in force.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), action)
    return True
