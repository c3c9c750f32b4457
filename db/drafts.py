"""Where forms that are not done yet are kept: beside the ledger, which no letter typed disturbs.

For an SQLite register a second file beside it, so that typing never takes the register's write
lock nor tells other terminals that the register moved on; on a server a table of its own in the
same database. Both are made when the first form is kept. Drafts are no part of the register: the
checker does not know them, and a register without them is whole.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from db.safety import make_file
from db.sqlite import Sqlite
from wingterm.errors import StoreBroken, StoreBusy, StoreUnsafe, WingtermError

if TYPE_CHECKING:
    from db.engine import Reader, Store

ENDING = "-drafts"
"""What the name of the file has more than the register's."""
APPLICATION_ID = 0x57445246
"""Four bytes (`WDRF`) in the header of the file."""
NUMBER = 1
"""The only layout so far."""
DDL = """CREATE TABLE IF NOT EXISTS draft (
    id VARCHAR(36) NOT NULL CONSTRAINT pk_draft PRIMARY KEY,
    register VARCHAR(36) NOT NULL,
    account VARCHAR(64) NOT NULL,
    content TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    holder VARCHAR(36) NOT NULL,
    place VARCHAR(120) NOT NULL,
    process VARCHAR(200) NOT NULL,
    held_since BIGINT NOT NULL
)"""
_COLUMNS = "id, content, saved_at, holder, place, process, held_since"


class Holder(NamedTuple):
    """The open form that a draft is typed in."""

    token: str
    """Different for every form that was ever opened."""
    place: str
    """Host and terminal, as they are told to people."""
    process: str
    """The process that has it open, so that its host can tell whether it still runs."""
    since: int
    """Since when."""


NOBODY = Holder("", "", "", 0)
"""The holder of a draft that no form has open."""


class DraftRow(NamedTuple):
    """A draft as it is kept."""

    id: str
    content: str
    saved_at: int
    holder: Holder


class Drafts:
    """The drafts of one officer of a register."""

    def __init__(self, store: "Store", account: str) -> None:
        """Keep the drafts of an account beside a register; nothing is opened yet."""
        self._register = store
        kept = store.dialect
        self._store = store
        if isinstance(kept, Sqlite):
            self._store = store.beside(SqliteDrafts(kept.path))
        self._account = account
        self._id = ""
        self._made = False

    def save(self, draft: str, content: str, at: int, holder: Holder, *, first: bool) -> bool:
        """Keep what a form holds, on disk when this returns.

        Args:
            draft: its id.
            content: what it holds.
            at: the instant.
            holder: the form.
            first: whether the form has not kept anything yet.

        Returns:
            Whether the form still has the draft: else another has taken it up, or it is gone.

        Raises:
            StoreError: it could not be kept.
        """
        self._make()
        with self._store.write() as unit:
            kept = unit.run(
                "UPDATE draft SET content = ?, saved_at = ? WHERE id = ? AND holder = ?",
                (content, at, draft, holder.token),
            )
            if not kept and first:
                kept = unit.run(
                    f"INSERT INTO draft (register, account, {_COLUMNS})"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (self._register_id(), self._account, draft, content, at, *holder),
                )
            unit.commit()
        return bool(kept)

    def release(self, draft: str, token: str) -> None:
        """Say that a form no longer has its draft open."""
        self._change(
            "UPDATE draft SET holder = '', place = '', process = '', held_since = 0"
            " WHERE id = ? AND holder = ?",
            (draft, token),
        )

    def take(self, draft: str, held_by: str, holder: Holder) -> bool:
        """Give a draft to a form, if it is still held as it was seen; whoever had it loses it."""
        changed = self._change(
            "UPDATE draft SET holder = ?, place = ?, process = ?, held_since = ?"
            " WHERE id = ? AND register = ? AND account = ? AND holder = ?",
            (*holder, draft, self._register_id(), self._account, held_by),
        )
        return changed > 0

    def drop(self, draft: str, held_by: str | None = None) -> bool:
        """Remove a draft: of this account, or (`held_by`) only if that form still has it."""
        if held_by is not None:
            return (
                self._change("DELETE FROM draft WHERE id = ? AND holder = ?", (draft, held_by)) > 0
            )
        return (
            self._change(
                "DELETE FROM draft WHERE id = ? AND register = ? AND account = ?",
                (draft, self._register_id(), self._account),
            )
            > 0
        )

    def older(self, before: int) -> int:
        """Give how many drafts of the register, of all accounts, were left before an instant."""
        if not self._there():
            return 0
        with self._store.read() as reader:
            row = reader.one(
                "SELECT COUNT(*) FROM draft WHERE register = ? AND saved_at < ?",
                (self._register_id(), before),
            )
        return int(row[0]) if row else 0

    def drop_older(self, before: int) -> int:
        """Remove them; give how many."""
        return self._change(
            "DELETE FROM draft WHERE register = ? AND saved_at < ?", (self._register_id(), before)
        )

    def exists(self, draft: str) -> bool:
        """Whether there is a draft of that id."""
        return any(row.id == draft for row in self.all())

    def all(self) -> list[DraftRow]:
        """Give the drafts of the account, newest first. Nothing is made where there are none."""
        if not self._there():
            return []
        with self._store.read() as reader:
            rows = reader.rows(
                f"SELECT {_COLUMNS} FROM draft WHERE register = ? AND account = ?"
                " ORDER BY saved_at DESC, id",
                (self._register_id(), self._account),
            )
        return [DraftRow(row[0], row[1], row[2], Holder(*row[3:])) for row in rows]

    def _change(self, sql: str, params: tuple[object, ...]) -> int:
        if not self._there():
            return 0
        with self._store.write() as unit:
            changed = unit.run(sql, params)
            unit.commit()
        return changed

    def _register_id(self) -> str:
        """Give the id of the register, so that another one in the same place has its own drafts."""
        if not self._id:
            with self._register.read() as reader:
                row = reader.one("SELECT register_id FROM register_info", ())
            self._id = str(row[0]) if row else ""
        return self._id

    def _there(self) -> bool:
        """Whether anything was ever kept."""
        if isinstance(self._store.dialect, SqliteDrafts):
            return self._store.dialect.path.exists()
        if not self._made:
            with self._store.read() as reader:
                self._made = _has_table(reader)
        return self._made

    def _make(self) -> None:
        """Make the table on a server; the file makes itself when it is connected to."""
        if self._store is not self._register or self._there():
            return
        try:
            with self._store.write() as unit:
                unit.run(DDL, ())
                unit.commit()
        except WingtermError:
            # Another terminal made it at the same time.
            if not self._there():
                raise
        self._made = True


def _has_table(reader: "Reader") -> bool:
    row = reader.one("SELECT to_regclass('draft')", ())
    return row is not None and row[0] is not None


class SqliteDrafts(Sqlite):
    """The file of drafts beside a register's file."""

    def __init__(self, register: Path) -> None:
        """Name it."""
        super().__init__(register.with_name(f"{register.name}{ENDING}"), sparing=True)
        self._beside = register

    def connect(self) -> Any:
        """Open the file, made first where there is none; what is removed is overwritten."""
        if not self.path.exists():
            self._make()
        connection = super().connect()
        try:
            connection.execute("PRAGMA secure_delete = ON").fetchone()
            (number,) = connection.execute("PRAGMA user_version").fetchone()
            if number == 0:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(DDL)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {NUMBER}")
                connection.execute("COMMIT")
        except self.errors as error:
            connection.close()
            raise self.explained(error) from error
        return connection

    def guard_schema(self, cursor: Any) -> None:
        """Refuse a layout that this program does not know."""
        self._judge_same(cursor.connection)
        (number,) = cursor.execute("PRAGMA user_version").fetchone()
        if number not in (0, NUMBER):
            raise StoreBroken(
                f"The drafts in {self.path} were written by a later version.",
                "Start the newer version; nothing was changed.",
            )

    def explained(self, error: Exception) -> WingtermError:
        """Give a driver's error as one of ours, in words about drafts."""
        told = super().explained(error)
        if isinstance(told, StoreBusy):
            return StoreBusy("Others are writing their drafts.", "Try again in a moment.")
        if isinstance(told, StoreBroken) and "disk is full" not in told.message:
            return StoreBroken(
                f"The drafts in {self.path} cannot be read or written: {error}.",
                "Put the permissions of the file right, or remove it: drafts are lost then, "
                "the register is not.",
            )
        return told

    def _judge_same(self, connection: Any = None) -> None:
        """Refuse another file in words about drafts: nobody should take the register for lost."""
        try:
            super()._judge_same(connection)
        except StoreBroken:
            raise StoreBroken(
                f"The drafts in {self.path} were removed or replaced while they were open.",
                "Leave wingterm and start it again; nothing happened to the register.",
            ) from None

    def _judge(self, connection: Any) -> None:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application not in (0, APPLICATION_ID):
            raise StoreBroken(f"{self.path} holds no drafts of wingterm.", "Move it away.")
        self.guard_schema(connection.cursor())

    def _make(self) -> None:
        """Make the file, open to whom the register is; it is there after a power cut too."""
        try:
            make_file(self.path)
        except StoreUnsafe:
            # Another terminal made it at the same time.
            if not self.path.exists():
                raise
            return
        except OSError as error:
            raise StoreBroken(
                f"No drafts can be kept in {self.path.parent}: {error.strerror}.",
                "Put the permissions of the folder right.",
            ) from None
        owner = self._beside.stat()
        if os.geteuid() == 0:
            os.chown(self.path, owner.st_uid, owner.st_gid)
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
