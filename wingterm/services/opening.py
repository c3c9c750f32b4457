"""Sit down at a desk: open the register, know the officer and the prison."""

import os

from db.engine import Store, open_store
from wingterm.clock import Clock, IdSource, random_ids, system_clock
from wingterm.domain.prison import Prison
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.domain.text import TextRefused, guard
from wingterm.errors import BadInput, NotFound, SchemaOlder
from wingterm.services.access_log import AccessLog
from wingterm.services.desk import Desk, officer_at, os_account
from wingterm.services.disk import disk_of
from wingterm.services.origin import origin
from wingterm.services.prisons import prisons
from wingterm.settings import Settings

REASON_MAX = 240
"""Most characters of the reason of a script."""
TERMINAL = "terminal"
"""The front end that shows screens."""


def open_desk(
    settings: Settings,
    front_end: str,
    *,
    clock: Clock | None = None,
    ids: IdSource = random_ids,
    account: str | None = None,
) -> Desk:
    """Open the register that the settings name.

    Args:
        settings: which register.
        front_end: `cli`, `terminal` or `setup`.
        clock: None for the store's own clock.
        ids: where request ids come from.
        account: None for the account that runs this process.

    Raises:
        NotFound, StoreUnsafe, SchemaOlder, SchemaNewer, StoreBroken: it is not there or not to be
            used.
    """
    store = store_of(settings, front_end, clock)
    return desk_at(store, settings, front_end, ids, account)


def store_of(settings: Settings, front_end: str, clock: Clock | None = None) -> Store:
    """Open the store that the settings name.

    Raises:
        NotFound, StoreUnsafe, SchemaOlder, SchemaNewer, StoreBroken: as of `open_desk`.
    """
    try:
        # A terminal stays open all day, beside many others on the same machine.
        return open_store(settings.store, clock=clock, sparing=front_end == TERMINAL)
    except SchemaOlder as older:
        if settings.store != settings.demo().store:
            raise
        raise SchemaOlder(
            older.message,
            "`wingterm demo --reset` makes the demo anew, `wingterm --demo upgrade` keeps it.",
        ) from older


def desk_at(
    store: Store, settings: Settings, front_end: str, ids: IdSource, account: str | None = None
) -> Desk:
    """Give the desk of an open store.

    Raises:
        BadInput: a setting means nothing.
    """
    folder = settings.state_folder
    os.makedirs(folder, exist_ok=True, mode=0o700)
    register = register_of(store)
    log = AccessLog(
        os.path.join(folder, f"access-{register}"), store.clock or system_clock, register
    )
    return Desk(
        store,
        account or os_account(),
        front_end,
        ids,
        log,
        reason=_reason(settings.reason),
        origin=origin(),
        key_file=settings.key_file,
        disk=disk_of(settings),
    )


def register_of(store: Store) -> str:
    """Give the id of a register: its log must not be taken for that of another one beside it."""
    with store.read() as reader:
        row = reader.one("SELECT register_id FROM register_info", ())
    return str(row[0]) if row else ""


def _reason(typed: str) -> str:
    """Give the reason of acts as it may be kept.

    Raises:
        BadInput: it is too long, or holds a character that may not be kept.
    """
    try:
        return guard(typed, "reason", REASON_MAX)
    except TextRefused as refused:
        raise BadInput(
            str(refused), "Give another --reason, or set WINGTERM_REASON.", field="reason"
        ) from None


def default_prison(desk: Desk, wanted: str = "") -> Prison:
    """Give the prison that a desk is about: the one wanted, the officer's own, or the only one.

    Raises:
        NotFound: the register has no such prison.
        BadInput: it has several and none was named.
    """
    with desk.store.read() as reader:
        officer = officer_at(desk, reader, reader.now())
    known = prisons(desk)
    if wanted:
        for prison in known:
            if prison.code == wanted.strip().upper():
                return prison
        raise NotFound(
            f"There is no prison {wanted} in this register.", "`wingterm prisons` lists them."
        )
    own = [prison for prison in known if prison.id == officer.establishment]
    if officer.establishment != REGISTER_ESTABLISHMENT and own:
        return own[0]
    if len(known) == 1:
        return known[0]
    codes = ", ".join(prison.code for prison in known) or "none yet"
    raise BadInput(
        f"Which prison? This register has: {codes}.",
        "Name one with --prison, or set WINGTERM_PRISON.",
        field="prison",
    )
