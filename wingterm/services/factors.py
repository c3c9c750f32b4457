"""Second factors of officers: set, changed, removed, locked, unlocked; each time in the ledger.

The ledger says that it was done, when and by whom; what is kept of the digits lies in `sign_on`,
which is never exported.
"""

import os
from collections.abc import Callable

from db.doubt import whether_done
from db.engine import Reader, Unit
from db.ledger import Act, append
from db.situation import read_situation
from wingterm.domain.decide import decide_act
from wingterm.domain.digits import why_not
from wingterm.domain.prison import Officer
from wingterm.domain.requests import RecordSignOn, content_hash
from wingterm.domain.roles import NO_PERSON, may
from wingterm.errors import BadInput, CommitDoubtful, NotAuthorised, NotFound, StoreBusy
from wingterm.services.codes import reason_codes
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.factor_held import TRIES, Factor, factor_of
from wingterm.services.factor_key import is_right, kept_of, made_with, make_key, read_key


def needs_old(desk: Desk, account: str) -> bool:
    """Whether who asks must know an account's digits to change them.

    Raises:
        NotAuthorised: they may not at all.
        NotFound, BadInput: it is no officer's account, or no person's.
    """
    with desk.store.read() as reader:
        officer, _ = _may_change(desk, reader, account)
    return not _manages(officer)


def set_factor(desk: Desk, account: str, digits: str, old: str = "") -> None:
    """Set an officer's digits: an administrator anybody's, an officer their own by the old ones.

    Setting them ends a lock and forgets wrong tries.

    Args:
        desk: who asks.
        account: whose.
        digits: the new ones.
        old: the ones so far, where an officer changes their own.

    Raises:
        BadInput: they are too easy to guess; or the account is no person's.
        NotFound: it is no officer's; or the key of sign-on is not there.
        NotAuthorised: the officer may not, or the old digits are wrong.
    """
    reason = why_not(digits, account)
    if reason:
        raise BadInput(reason, field="digits")
    with desk.store.read() as reader:
        officer, factor = _may_change(desk, reader, account)
        key = key_of(desk, reader, make=True)
    try:
        known = _manages(officer) or _by_the_old(desk, account, factor, key, old)
    except CommitDoubtful as doubt:
        raise StoreBusy(
            "The register did not say whether the try was counted; nothing was changed.",
            "Try again.",
        ) from doubt
    if not known:
        raise NotAuthorised(
            "The old digits are not right, or sign-on is locked.",
            "Try again, or ask an administrator to run: wingterm officer factor",
        )
    kept = kept_of(key, factor.officer, digits)

    def change(unit: Unit) -> Officer:
        officer, found = _may_change(desk, unit, account)
        if not _manages(officer) and found.kept != factor.kept:
            raise NotAuthorised("The digits were changed meanwhile.", "Try again.")
        unit.run("DELETE FROM sign_on WHERE officer_id = ?", (found.officer,))
        unit.run(
            "INSERT INTO sign_on (officer_id, factor, set_at, tries, locked_at)"
            " VALUES (?, ?, ?, 0, 0)",
            (found.officer, kept, unit.now()),
        )
        return officer

    _change(desk, account, "set", change)


def remove_factor(desk: Desk, account: str) -> None:
    """Take an officer's digits away: they cannot sign on, and are signed off where they did.

    Raises:
        NotFound: there are none.
        NotAuthorised: only an administrator may.
    """

    def change(unit: Unit) -> Officer:
        officer, factor = _managed(desk, unit, account)
        unit.run("DELETE FROM sign_on WHERE officer_id = ?", (factor.officer,))
        return officer

    _change(desk, account, "removed", change)


def lock_factor(desk: Desk, account: str) -> None:
    """Lock an officer's sign-on: they are signed off where they did, until it is unlocked.

    Raises:
        NotFound: there is nothing to lock.
        NotAuthorised: only an administrator may.
    """

    def change(unit: Unit) -> Officer:
        officer, factor = _managed(desk, unit, account)
        unit.run(
            "UPDATE sign_on SET locked_at = ? WHERE officer_id = ?", (unit.now(), factor.officer)
        )
        return officer

    _change(desk, account, "locked", change)


def unlock_factor(desk: Desk, account: str) -> None:
    """Unlock an officer's sign-on, however it was locked, and forget wrong tries.

    Raises:
        NotFound: there is nothing to unlock.
        NotAuthorised: only an administrator may.
    """

    def change(unit: Unit) -> Officer:
        officer, factor = _managed(desk, unit, account)
        unit.run(
            "UPDATE sign_on SET tries = 0, locked_at = 0 WHERE officer_id = ?", (factor.officer,)
        )
        return officer

    _change(desk, account, "unlocked", change)


def _change(desk: Desk, account: str, state: str, change: Callable[[Unit], Officer]) -> None:
    """Make a change and write it into the ledger, both or neither.

    Args:
        desk: who asks.
        account: whose sign-on it is about.
        state: what becomes of it.
        change: changes the row; gives the officer who may.

    Raises:
        CommitDoubtful: nobody can tell whether it was done; the hint says how to ask.
        StoreError: it was not done, as was looked up.
    """
    request_id = desk.ids()
    try:
        with desk.store.write() as unit:
            record(unit, desk, change(unit), account, state, request_id=request_id)
            unit.commit()
    except CommitDoubtful as doubt:
        try:
            done = whether_done(desk.store, request_id, doubt) is not None
        except CommitDoubtful:
            hint = f"Ask: wingterm receipt {request_id}"
            raise CommitDoubtful(doubt.message, hint, request_id=request_id) from doubt
        if not done:
            cause = doubt.cause or StoreBusy(doubt.message)
            raise type(cause)(
                f"This was not done, as was looked up afterwards. {cause.message}", "Try again."
            ) from doubt


def record(
    unit: Unit,
    desk: Desk,
    officer: Officer,
    account: str,
    state: str,
    why: str = "",
    *,
    request_id: str = "",
) -> None:
    """Write into the ledger what became of an officer's sign-on.

    Raises:
        StoreStopped: a rule was found broken in this process; nothing was done.
    """
    if desk.store.stopped:
        raise desk.store.stop(desk.store.stopped)
    request = RecordSignOn(prison="REG", account=account, state=state, why=why)
    situation, heads = read_situation(unit, [request], officer, reason_codes())
    decided = decide_act(situation, [request])
    assert not decided.objections, decided.objections
    act = Act(
        request_id or desk.ids(), content_hash([request]), request.verb, officer.id, desk.front_end,
        reason=desk.reason, origin=desk.origin,
    )  # fmt: skip
    append(unit, situation, heads, act, decided)


def _manages(officer: Officer) -> bool:
    """Whether somebody sets other people's factors, without knowing the old ones."""
    return may(officer.role, "officer")


def _may_change(desk: Desk, reader: Reader, account: str) -> tuple[Officer, Factor]:
    """Give who asks and the factor that they may set: of anybody, or only their own."""
    officer = officer_at(desk, reader, reader.now())
    authorise(officer, "factor" if account == officer.account else "officer")
    return officer, _person(reader, account)


def _managed(desk: Desk, reader: Reader, account: str) -> tuple[Officer, Factor]:
    """Give who asks and an officer's factor, which is there."""
    officer = officer_at(desk, reader, reader.now())
    authorise(officer, "officer")
    factor = _person(reader, account)
    if not factor.kept:
        raise NotFound(
            f"{account} has no digits to sign on by.",
            f"Set them: wingterm officer factor {account}",
        )
    return officer, factor


def _person(reader: Reader, account: str) -> Factor:
    factor = factor_of(reader, account)
    if factor is None:
        raise NotFound(
            f"The account {account} is not an officer of this register.",
            "`wingterm officer list` says who is.",
        )
    if factor.role in NO_PERSON:
        raise BadInput(
            f"{account} is no person ({factor.role}); nobody signs on by that name.",
            field="account",
        )
    return factor


def key_of(desk: Desk, reader: Reader, *, make: bool = False) -> bytes:
    """Give the key of sign-on, which the factors of the register were set with.

    Args:
        desk: which names its file.
        reader: of the register.
        make: whether it is made where there is neither a key nor a factor.

    Raises:
        NotFound: it is not there, or is another one.
        StoreUnsafe: it is open to everybody on this machine, or no key.
    """
    known = reader.one("SELECT factor FROM sign_on WHERE factor <> '' LIMIT 1", ())
    if make and known is None and not os.path.lexists(desk.key_file):
        return make_key(desk.key_file)
    key = read_key(desk.key_file)
    if known is not None and not str(known[0]).startswith(made_with(key)):
        raise NotFound(
            f"{desk.key_file} is not the key that digits were set with in this register.",
            "Put the right file in its place, or name it by WINGTERM_SIGN_ON_KEY.",
        )
    return key


def _by_the_old(desk: Desk, account: str, factor: Factor, key: bytes, old: str) -> bool:
    """Whether the old digits are right; a wrong answer counts as a wrong try of signing on."""
    if not factor.kept or factor.locked:
        return False
    with desk.store.write() as unit:
        begun = begin_try(unit, factor.officer)
        if begun == TRIES:
            record(unit, desk, officer_at(desk, unit, unit.now()), account, "locked", "tries")
        unit.commit()
    if not begun or not is_right(key, factor.officer, old, factor.kept):
        return False
    with desk.store.write() as unit:
        officer = officer_at(desk, unit, unit.now())
        end_try(unit, desk, officer, account, factor, begun)
        unit.commit()
    return True


def begin_try(unit: Unit, officer: int) -> int:
    """Count a try before its answer is looked at; give which one it is, 0 where none is left."""
    if not unit.run(
        "UPDATE sign_on SET tries = tries + 1 WHERE officer_id = ? AND tries < ? AND locked_at = 0",
        (officer, TRIES),
    ):
        return 0
    row = unit.one("SELECT tries FROM sign_on WHERE officer_id = ?", (officer,))
    assert row is not None
    return int(row[0])


def end_try(
    unit: Unit, desk: Desk, officer: Officer, account: str, factor: Factor, begun: int
) -> bool:
    """Forget the tries before a right answer; whether it is the right answer still."""
    still = unit.run(
        "UPDATE sign_on SET tries = 0 WHERE officer_id = ? AND factor = ? AND locked_at = 0",
        (factor.officer, factor.kept),
    )
    if still and begun == TRIES:
        record(unit, desk, officer, account, "unlocked", "right-answer")
    return bool(still)
