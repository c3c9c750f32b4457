"""Sign on by name at a shared terminal, and stay signed on only as long as that is in force.

On a host of one's own the account of the operating system signs on and nothing here is asked
(reliability note 7.4). A shared terminal runs under an account whose officer's record has the role
`shared-terminal`: people there give their account and digits.
"""

import re
from contextlib import suppress
from typing import NamedTuple

from db.engine import Reader, Unit
from wingterm.domain.access import Kind
from wingterm.domain.prison import Officer, Prison
from wingterm.domain.roles import NO_PERSON, SHARED_TERMINAL
from wingterm.domain.verbs.officers import ACCOUNT
from wingterm.errors import BadInput, CommitDoubtful, NotAuthorised, StoreBusy, StoreError
from wingterm.services.desk import Desk, authorise, instant_of, officer_at
from wingterm.services.factor_held import TRIES, Factor, factor_of
from wingterm.services.factor_key import is_right
from wingterm.services.factors import begin_try, end_try, key_of, record
from wingterm.services.origin import ORIGIN_MAX
from wingterm.settings import Settings

LOCK_AFTER_S = 300
"""Seconds without a key after which a shared terminal locks; a setting may only be shorter."""
LOCK_AFTER_LEAST_S = 10
LONGEST_ANSWER = 64
"""Characters of an answer that are looked at."""

_WRONG = "That account and those digits do not sign on here."
_TRY_AGAIN = (
    f"Type them again. After {TRIES} wrong tries in a row only an administrator lets you sign on."
)


class Terminal(NamedTuple):
    """A shared terminal, as its own record names it."""

    account: str
    name: str
    prison: Prison
    """Whose officers sign on there; the register itself: it is of none."""


def shared_terminal(desk: Desk) -> Terminal | None:
    """Give the shared terminal that a desk stands at; None at an account of one's own.

    Raises:
        NotAuthorised: the account is no officer's, or its record is not in force.
    """
    if desk.at:
        return shared_terminal(terminal_of(desk))
    with desk.store.read() as reader:
        officer = officer_at(desk, reader, reader.now())
        row = reader.one(
            "SELECT id, code, name, timezone FROM establishment WHERE id = ?",
            (officer.establishment,),
        )
    if officer.role != SHARED_TERMINAL or row is None:
        return None
    return Terminal(officer.account, officer.name, Prison(*row))


def terminal_of(desk: Desk) -> Desk:
    """Give the desk of the shared terminal itself, where nobody is signed on."""
    if not desk.at:
        return desk
    origin = desk.origin.removeprefix(f"at {desk.at} ")
    return desk._replace(account=desk.at, at="", reason="", origin=origin)


def sign_on(desk: Desk, account: str, digits: str) -> Desk:
    """Sign somebody on by name; give their desk.

    A try is counted, and on the disk, before the answer is looked at. An unknown account, wrong
    digits and a lock are told by one sentence and take the same time. Each is in the access log
    before it is told.

    Args:
        desk: of the shared terminal, or of whoever is signed on there so far.
        account: as typed.
        digits: as typed.

    Raises:
        BadInput: one of them is empty; nothing was counted.
        NotAuthorised: they do not sign on; or this is no shared terminal.
        NotFound, StoreUnsafe: the key of sign-on is not there; nothing was counted.
        StoreBusy: the register or the access log did not answer; nobody was signed on.
        StoreBroken: so did one of them for good.
        StoreStopped: it was the last try before a lock, and no lock can be recorded; see `record`.
    """
    terminal = terminal_of(desk)
    name, answer = account.strip(), digits.strip()[:LONGEST_ANSWER]
    if not name or not answer:
        raise BadInput("Type your account and your digits.", field="digits" if name else "account")
    with terminal.store.read() as reader:
        authorise(officer_at(terminal, reader, reader.now()), "sign-on")
        key = key_of(terminal, reader)
    # What no account is called is nobody's, and may hold anything: no database is asked for it.
    name = name if re.fullmatch(ACCOUNT, name) else "?"
    try:
        factor, begun = _begin(terminal, name)
        right = is_right(key, factor.officer, answer, factor.kept)
        signed_on = right and begun > 0 and _end(terminal, name, factor, begun)
    except CommitDoubtful as doubt:
        raise StoreBusy(
            "The register did not say whether the try was counted; nobody was signed on.",
            "Type it again.",
        ) from doubt
    origin = f"at {terminal.account} {terminal.origin}"[:ORIGIN_MAX]
    # A name that is nobody's may be anything that was typed, digits too: it is not written down.
    who = name if factor.officer else terminal.account
    desk = terminal._replace(account=who, at=terminal.account, origin=origin)
    desk.present(Kind.SIGN_ON, "by name" if signed_on else "in vain")
    if not signed_on:
        raise NotAuthorised(_WRONG, _TRY_AGAIN)
    return desk


def sign_off(desk: Desk, how: str) -> None:
    """Write down that nobody is signed on any longer where an officer was, if that can be written.

    Args:
        desk: of the officer.
        how: by what, in a few words.
    """
    # The terminal is locked all the same, and whoever signs on next is held to the log.
    with suppress(StoreError):
        desk.present(Kind.SIGN_OFF, how)


def officer_in_force(desk: Desk) -> Officer | None:
    """Give the officer at a desk; None where their record, or how they signed on, has ended.

    Raises:
        StoreError: the register cannot be asked; that is no reason to sign anybody off.
    """
    try:
        with desk.store.read() as reader:
            return officer_at(desk, reader, reader.now())
    except NotAuthorised:
        return None


def lock_after_s(settings: Settings) -> int:
    """Give the seconds without a key after which a shared terminal locks.

    Raises:
        BadInput: the setting is no number, or longer than may be.
    """
    typed = settings.lock_after.strip()
    if not typed:
        return LOCK_AFTER_S
    if typed.isascii() and typed.isdecimal() and len(typed) < 5:
        seconds = int(typed)
        if LOCK_AFTER_LEAST_S <= seconds <= LOCK_AFTER_S:
            return seconds
    raise BadInput(
        f"WINGTERM_LOCK_AFTER is {typed}.",
        f"Set it to {LOCK_AFTER_LEAST_S} to {LOCK_AFTER_S} seconds, or unset it.",
        field="lock-after",
    )


_NOBODY = Factor(0, "", 0, 0, "", 0, 0)


def _begin(terminal: Desk, account: str) -> tuple[Factor, int]:
    """Count a try, of the officer or else of the terminal; give which one it is, 0 for none."""
    # Who reads must be known also where a broken rule lets nobody write into the books.
    with terminal.store.write(books=False) as unit:
        by = officer_at(terminal, unit, unit.now())
        authorise(by, "sign-on")
        factor = _who(unit, account)
        begun = begin_try(unit, factor.officer) if factor.kept else 0
        if begun == TRIES:
            # Before the answer is looked at: who kills the terminal now gains nothing.
            record(unit, terminal, by, account, "locked", "tries")
        if not begun:
            _count_in_vain(unit, by.id)
        unit.commit()
    return factor, begun


def _end(terminal: Desk, account: str, factor: Factor, begun: int) -> bool:
    with terminal.store.write(books=False) as unit:
        by = officer_at(terminal, unit, unit.now())
        still = _who(unit, account).kept == factor.kept
        still = still and end_try(unit, terminal, by, account, factor, begun)
        unit.commit()
    return still


def _who(reader: Reader, account: str) -> Factor:
    """Give the factor of an account by which somebody may sign on, else nobody's."""
    factor = factor_of(reader, account)
    if factor is None or factor.role in NO_PERSON:
        return _NOBODY
    in_force = factor.active_from <= instant_of(reader) < factor.active_to
    return factor if in_force else _NOBODY


def _count_in_vain(unit: Unit, terminal: int) -> None:
    """Count a try by a name that cannot sign on, so that it costs what any other does."""
    if not unit.run("UPDATE sign_on SET tries = tries + 1 WHERE officer_id = ?", (terminal,)):
        unit.run(
            "INSERT INTO sign_on (officer_id, factor, set_at, tries, locked_at)"
            " VALUES (?, '', 0, 1, 0)",
            (terminal,),
        )
