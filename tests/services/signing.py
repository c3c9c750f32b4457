"""What the tests of signing on share: a register with a shared terminal, and answers in vain."""

import pytest

from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.services.filled import done
from wingterm.domain import requests as asked
from wingterm.errors import NotAuthorised
from wingterm.services.desk import Desk
from wingterm.services.factors import set_factor
from wingterm.services.officers import officer_record
from wingterm.services.sign_on import sign_on

DIGITS, OTHERS, WRONG = "748162", "381759", "926473"


def made(database: str = "sqlite") -> SmallRegister:
    """Give a register with a shared terminal, two officers and a script."""
    held = open_small_register(database)
    held.desk = held.desk._replace(key_file=str(held.folder / "sign-on.key"))
    for account, role in (("kiosk", "shared-terminal"), ("jdoe", "wing-officer"),
                          ("kroe", "reception"), ("cron", "script")):  # fmt: skip
        done(held, officer(account, role))
    held.clock.advance(MINUTE)
    set_factor(held.desk, "jdoe", DIGITS)
    return held


def officer(account: str, role: str, ends: int | None = None) -> asked.AppointOfficer:
    """Ask to appoint somebody, or to cut them off."""
    return asked.AppointOfficer(prison="WTI", account=account, name=account, role=role, ends=ends)


def kiosk(held: SmallRegister) -> Desk:
    """Give the desk of the shared terminal."""
    return held.desk._replace(account="kiosk", front_end="terminal", origin="wing-a pts/3")


def refused(held: SmallRegister, account: str, digits: str) -> tuple[str, str]:
    """Sign on in vain; give what is said."""
    with pytest.raises(NotAuthorised) as told:
        sign_on(kiosk(held), account, digits)
    return told.value.message, told.value.hint


def tries(held: SmallRegister, account: str) -> int:
    """Give how many tries are counted."""
    with held.store.read() as reader:
        row = reader.one(
            "SELECT s.tries FROM sign_on s JOIN officer o ON o.id = s.officer_id"
            " WHERE o.account = ?",
            (account,),
        )
    return int(row[0]) if row else 0


def said(held: SmallRegister, account: str = "jdoe") -> list[str]:
    """Give what the ledger says of how somebody signs on, oldest first."""
    history = officer_record(held.desk, account).history
    return [f"{one.said} {one.by_account}" for one in history[::-1] if "Sign-on" in one.said]
