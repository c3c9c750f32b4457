"""A desk: an officer at a front end of an open register. Every service takes one."""

import os
import pwd
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.engine import Reader, Store
from wingterm.clock import IdSource, system_clock
from wingterm.domain.access import Kind
from wingterm.domain.prison import Officer
from wingterm.domain.roles import (
    SCRIPT,
    SHARED_TERMINAL,
    Group,
    for_every_prison,
    may,
    sees,
    told_to,
)
from wingterm.errors import BadInput, NotAuthorised
from wingterm.services.access_log import AccessLog
from wingterm.services.disk import NO_DISK, Disk

LOOK_UP = "Look them up by name with `wingterm find`."
"""What to do next where a prison number is nobody's, or none."""


class Desk(NamedTuple):
    """What a service needs: the store, who acts and from where."""

    store: Store
    account: str
    """The account of the officer who acts: the operating system's, or at a shared terminal that of
    whoever signed on by name (reliability note 7.4)."""
    front_end: str
    """`cli`, `terminal` or `setup`."""
    ids: IdSource
    access: AccessLog
    """Where is written who saw or passed on what, before it is shown."""
    at: str = ""
    """Where somebody signed on by name: the account of the shared terminal; else empty."""
    reason: str = ""
    """Why a script acts; kept with each of its acts."""
    origin: str = ""
    """Host, terminal and program that ask, in words; kept with each act (`services/origin.py`)."""
    key_file: str = ""
    """Where the key of sign-on lies, without which no factor can be set or checked."""
    disk: Disk = NO_DISK
    """The disk that must not fill up, and from when on it is told that it does."""

    def now(self) -> int:
        """Give the instant by this machine's clock, or the one given; no server is asked."""
        return (self.store.clock or system_clock)()

    def consulted(self, people: Sequence[str], purpose: str) -> None:
        """Write down that the officer here is about to see people; nobody at all is not written.

        Args:
            people: prison numbers of everybody named, as one record for a whole screen.
            purpose: the screen, list or command.

        Raises:
            StoreBroken, StoreBusy: it cannot be written, so nothing may be shown.
        """
        # In one order, so that a list that is shown by cell and by name is one list in the store.
        self._logged(Kind.CONSULTATION, sorted(set(people)), purpose)

    def opened(self, people: Sequence[str], purpose: str) -> None:
        """Write down that the record of a named person is about to be opened, on the disk first.

        Args:
            people: their prison number, and those of others who are named in the record.
            purpose: the screen or command.

        Raises:
            StoreBroken, StoreBusy: it cannot be written, so nothing may be shown.
        """
        self._logged(Kind.CONSULTATION, people, purpose, kept=True)

    def disclosed(self, people: Sequence[str], purpose: str, recipient: str) -> None:
        """Write down that what is on record of people is about to leave the register.

        Args:
            people: prison numbers, or `(EVERYBODY,)`.
            purpose: what is given.
            recipient: to whom, in words.

        Raises:
            StoreBroken, StoreBusy: it cannot be written, so nothing may be given.
        """
        self._logged(Kind.DISCLOSURE, people, purpose, recipient)

    def combined(self, people: Sequence[str], purpose: str) -> None:
        """Write down that records of one person are about to be joined, or taken apart.

        Args:
            people: the prison numbers of both.
            purpose: the command.

        Raises:
            StoreBroken, StoreBusy: it cannot be written, so it may not be done.
        """
        self._logged(Kind.COMBINATION, people, purpose)

    def erased(self, people: Sequence[str], purpose: str) -> None:
        """Write down that what is on record of people is about to be removed for good.

        Args:
            people: their prison numbers.
            purpose: the command, and under which rule.

        Raises:
            StoreBroken, StoreBusy: it cannot be written, so it may not be done.
        """
        self._logged(Kind.ERASURE, people, purpose)

    def present(self, kind: Kind, how: str) -> None:
        """Write down that the officer here is, or is no longer, at a shared terminal.

        Args:
            kind: `SIGN_ON` or `SIGN_OFF`.
            how: by what, in a few words.

        Raises:
            StoreBroken, StoreBusy: it cannot be written, so nobody may sign on.
        """
        self._write(kind, (), how)

    def _logged(
        self,
        kind: Kind,
        people: Sequence[str],
        purpose: str,
        recipient: str = "",
        *,
        kept: bool = False,
    ) -> None:
        if people:
            self._write(kind, people, purpose, recipient, kept=kept)

    def _write(
        self,
        kind: Kind,
        people: Sequence[str],
        purpose: str,
        recipient: str = "",
        *,
        kept: bool = False,
    ) -> None:
        self.access.write(
            kind,
            people,
            purpose,
            officer=self.account,
            front_end=self.front_end,
            terminal=self.at,
            origin=self.origin,
            recipient=recipient,
            kept=kept,
        )


def os_account() -> str:
    """Give the name of the account that runs this process.

    Never from the environment, which anybody can set.
    """
    return pwd.getpwuid(os.getuid()).pw_name


LAST_WRITTEN = "SELECT max(recorded_at) FROM chain"
"""When the newest entry was written, as SQL.

Records of officers are held to it too: a clock that is set back brings no leaver back."""


def instant_of(reader: Reader) -> int:
    """Give the instant at which it is asked who is an officer: no entry was written after it."""
    written = reader.one(LAST_WRITTEN, ())
    return max(reader.now(), int(written[0]) if written else 0)


def officer_at(desk: Desk, reader: Reader, instant: int) -> Officer:
    """Give the officer at a desk, as of an instant.

    Asked in every transaction, so that who leaves is cut off at once, at open terminals too. From
    then on the reader tells what the officer's role is told, and nothing else.

    Raises:
        NotAuthorised: the account has no officer's record, or it is not in force; or at a shared
            terminal the terminal's is not, or the officer's sign-on was locked or taken away.
    """
    officer = _in_force(reader, desk.account, instant)
    if desk.at:
        if _in_force(reader, desk.at, instant).role != SHARED_TERMINAL:
            raise NotAuthorised(
                f"{desk.at} is no shared terminal any longer.", "Use an account of your own."
            )
        signs_on = reader.one("SELECT locked_at FROM sign_on WHERE officer_id = ?", (officer.id,))
        if signs_on is None or signs_on[0]:
            raise NotAuthorised(
                f"{desk.account} may not sign on here any longer.",
                "Ask an administrator to run: wingterm officer unlock, or officer factor.",
            )
    reader.sees = told_to(officer.role)
    return officer


def _in_force(reader: Reader, account: str, instant: int) -> Officer:
    row = reader.one(
        "SELECT id, account, name, role, establishment_id, active_from, active_to,"
        f" ({LAST_WRITTEN}) FROM officer WHERE account = ?",
        (account,),
    )
    if row is None:
        raise NotAuthorised(
            f"The account {account} is not an officer of this register.",
            "Ask an administrator to run: wingterm officer appoint",
        )
    if not row[5] <= max(instant, row[7]) < row[6]:
        raise NotAuthorised(
            f"The officer's record of {account} is not in force.",
            "Ask an administrator to run: wingterm officer appoint",
        )
    return Officer(*row[:5])


def authorise(officer: Officer, action: str) -> None:
    """Let an officer take an action, or refuse.

    Raises:
        NotAuthorised: the officer's role may not do it.
    """
    if may(officer.role, action):
        return
    if officer.role == SHARED_TERMINAL:
        raise NotAuthorised(
            f"{officer.account} is the account of a shared terminal, which only lets people "
            "sign on.",
            "Open the terminal with `wingterm` and sign on by name, or use an account of your own.",
        )
    raise NotAuthorised(
        f"{officer.name} ({officer.role}) may not do this: {action.replace('-', ' ')}.",
        "Ask somebody whose role may, or an administrator to change the role.",
    )


def authorise_group(officer: Officer, group: Group) -> None:
    """Let an officer be told a group of fields, or refuse: where all of an answer is of it.

    Raises:
        NotAuthorised: the officer's role is not told them.
    """
    if not sees(officer.role, group):
        raise NotAuthorised(
            f"{officer.name} ({officer.role}) is not told this: {group.replace('-', ' ')}.",
            "Ask somebody whose role is: `wingterm officer roles` says which.",
        )


def refuse_without_reason(desk: Desk, officer: Officer) -> None:
    """Let a script act that says why; of people it is their name that answers for an act.

    Raises:
        BadInput: a script gave no reason.
    """
    if officer.role == SCRIPT and not desk.reason:
        raise BadInput(
            f"{officer.account} is a script, and a script says why it acts.",
            "Give --reason TEXT before the command, or set WINGTERM_REASON.",
            field="reason",
        )


def within_caseload(officer: Officer, reader: Reader, prisons: Iterable[str]) -> None:
    """Let an officer act for prisons, or refuse (domain note 3.4, rule 10).

    An officer's prison is their own; administrators and officers of the register act for all.

    Raises:
        NotAuthorised: it is another officer's prison.
    """
    if for_every_prison(officer.role, officer.establishment):
        return
    row = reader.one("SELECT code FROM establishment WHERE id = ?", (officer.establishment,))
    own = str(row[0]) if row else ""
    for prison in sorted(set(prisons)):
        if prison != own:
            raise NotAuthorised(
                f"{officer.name} is an officer of {own}, not of {prison}.",
                f"Ask an officer of {prison} to record it.",
            )
