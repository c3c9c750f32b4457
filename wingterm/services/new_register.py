"""Make a register of one's own, with its first prison and who is in it: whole or not at all."""

from collections.abc import Sequence
from dataclasses import replace

from wingterm.clock import Clock, IdSource
from wingterm.domain.outcomes import Outcome, Receipt
from wingterm.domain.requests import AddPlace, OpenPrison, Request
from wingterm.services.act import carry_out
from wingterm.services.aside import aside
from wingterm.services.desk import os_account
from wingterm.services.setup import start_register
from wingterm.settings import Settings


def new_register(
    settings: Settings,
    opening: OpenPrison,
    places: Sequence[AddPlace],
    people: Sequence[Request] = (),
    *,
    since: int | None = None,
    ids: IdSource,
    name: str = "",
    clock: Clock | None = None,
) -> Outcome:
    """Make a register; give the receipt of its places and people, or what stands against them.

    Args:
        settings: where.
        opening: its first prison.
        places: the prison's places, each after the one above it.
        people: who is in it (`services.people_file`): one act with the places, after them.
        since: from which instant on the prison and its places are there; None for now.
        ids: where request ids come from.
        name: of the first administrator, whose account runs this process; empty: the account's.
        clock: None for the store's own clock.

    Raises:
        StoreUnsafe: something lies there already, or the place is not safe.
        BadInput: the account or name cannot be kept.
    """
    account = os_account()
    with aside(settings) as made:
        desk = start_register(made.settings, clock, ids, account, name or account)
        try:
            outcome: Outcome = carry_out(desk, [replace(opening, at=since)])
            begun = [*(replace(place, at=since) for place in places), *people]
            if isinstance(outcome, Receipt) and begun:
                outcome = carry_out(desk, begun)
        finally:
            desk.store.close()
        if isinstance(outcome, Receipt):
            made.publish()
    return outcome
