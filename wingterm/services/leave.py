"""Whether an officer may take an action at all, asked before they fill a form in for it."""

from contextlib import suppress

from wingterm.errors import StoreError
from wingterm.services.desk import Desk, authorise, officer_at


def refuse_without_leave(desk: Desk, action: str) -> None:
    """Let the officer at a desk ask for an action, or refuse.

    Whoever carries it out asks again: a role may be changed while a form is filled in. So nobody is
    refused where the register does not answer just now.

    Args:
        desk: who asks, and of which register.
        action: a name of the table of roles (wingterm/domain/roles.py).

    Raises:
        NotAuthorised: the officer's role may not do it, or their record is not in force.
    """
    with suppress(StoreError), desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), action)
