"""SQLite: one file, the embedded default (reliability notes 2.1 and 2.6)."""

import os
from collections.abc import Collection, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any

from db.dialects import TOLD_AFTER_S, UNSENDABLE, Params, Tell, Value, cannot_hold, json_set
from db.many_rows import change_many, insert_many
from db.safety import is_full, judge_file, why_unusable
from db.same_file import File, SameFile
from db.schema import APPLICATION_ID, SCHEMA_NUMBER, not_ours, wrong_schema
from wingterm.errors import Conflict, StoreBroken, StoreBusy, StoreFull, WingtermError

if TYPE_CHECKING:
    from pathlib import Path

    from db.columns import ByKey, InsertInto

try:
    from pysqlite3 import dbapi2 as _driver
except ImportError:  # no wheel for this machine: the standard library's own, with a safe journal
    import sqlite3

    _driver = sqlite3

driver = _driver
"""The module through which SQLite is spoken to (PEP 249)."""

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for its turn."""
READ_TIMEOUT_MS = 1_000
"""How long a reader waits where a key waits for it: only while somebody shuts out readers too."""
LOOK_ANEW_MS = 40
"""After how long a writer who waits looks as often again as one who has just come."""
WAITING = "Others are writing; waiting ..."
"""What a writer is told that waits for its turn."""

PASSING = ("malformed", "disk I/O error", "unable to open database file")
"""How a read that failed once shows itself; damage it is only where a closer look finds some."""

MAKING_CACHE = -65_536
"""Memory for a register in the making, as SQLite counts it: below 0 in KiB."""
SPARING_CACHE = -256
"""The same where many processes have a register open: the machine's own cache serves them all."""

ALONE = "unix-excl"
"""SQLite's way to a file that no other process may use meanwhile: it shares no memory."""


class Kept(_driver.Connection):  # type: ignore[misc] # either of two libraries
    """A connection that knows which journal it writes to."""

    journal: File | None = None
    """The one that all have open beside the register; None: there is none."""


class Alone(Kept):
    """A connection that shuts other processes out as long as it is open."""

    among: "set[Alone]"
    """All such connections that this process has open to the file."""

    def close(self) -> None:
        """Close it; the last one lets others in."""
        super().close()
        self.among.discard(self)


def has_wal_fault(version: tuple[int, ...]) -> bool:
    """Whether a library can corrupt a shared WAL file (fixed in 3.51.3, 3.50.7 and 3.44.6)."""
    if version >= (3, 51, 3):
        return False
    patch = {(3, 50): 7, (3, 44): 6}.get((version[0], version[1]))
    return patch is None or version[2] < patch


def journal_mode(version: tuple[int, ...]) -> str:
    """Give the journal that a library keeps safely: WAL, or else the roll-back journal."""
    return "truncate" if has_wal_fault(version) else "wal"


class Sqlite:
    """A register in one file on one host."""

    name = "sqlite"
    # A damaged schema text cannot be decoded.
    errors: tuple[type[Exception], ...] = (
        driver.Error,
        UnicodeDecodeError,
        *UNSENDABLE,
    )

    def __init__(self, path: "str | Path", *, durable: bool = True, sparing: bool = False) -> None:
        """Name the file; it is judged when it is opened.

        `path` says where it lies; of the others see `open_store`.
        """
        self._path = os.fspath(path)
        self._durable = durable
        self._sparing = sparing
        self._same = SameFile(self._path)
        self._hurried = False
        self._commits = -1
        self._entries = 0
        self._alone: set[Alone] = set()
        """Open connections that shut other processes out: one of another kind does not mix."""

    @property
    def path(self) -> "Path":
        """Where the file lies."""
        from pathlib import Path

        return Path(self._path)

    def hurry(self) -> None:
        """Let who reads wait for `READ_TIMEOUT_MS`; writers wait as long as ever."""
        self._hurried = True

    def connect(self) -> Any:
        """Open the file with every safeguard on, each read back."""
        judge_file(self._path)
        self._judge_same()
        # Each connection counts the commits of others from a start of its own.
        self._commits = -1
        if self._alone:
            return self._opened_alone()
        try:
            return self._opened()
        except self.errors as error:
            if not self.may_pass(error):
                raise self.explained(error) from error
        try:
            return self._opened()
        except self.errors as error:
            if is_full(os.path.dirname(self._path) or "."):
                return self._opened_alone()
            raise self.explained(error) from error

    def _opened_alone(self) -> Any:
        """Open the file of a full disk, on which there is no room to share it with others.

        What processes share about a journal stands in a file beside it, which is made when the
        first of them opens the register. Whoever shuts the others out needs none. They wait
        meanwhile, so such a connection is closed after each use (`is_passing`).
        """
        from urllib.parse import quote

        where = f"file:{quote(os.path.abspath(self._path))}?vfs={ALONE}"
        try:
            connection = self._opened(where, factory=Alone, uri=True)
        except self.errors as error:
            raise self.explained(error) from error
        connection.among = self._alone
        self._alone.add(connection)
        return connection

    def is_passing(self, connection: Any) -> bool:
        """Whether it shuts others out."""
        return isinstance(connection, Alone)

    def _opened(self, where: str = "", **how: Any) -> Any:
        connection = driver.connect(
            where or self._path,
            isolation_level=None, check_same_thread=False, cached_statements=256,
            **{"factory": Kept, **how},
        )  # fmt: skip
        try:
            self._judge(connection)
            set_pragmas(connection, durable=self._durable, sparing=self._sparing)
        except BaseException:
            connection.close()
            raise
        connection.journal = self._same.journal()
        return connection

    def _judge(self, connection: Any) -> None:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise not_ours(self._path)
        self.guard_schema(connection.cursor())

    def _judge_same(self, connection: Any = None) -> None:
        """Refuse another file than was opened, or another journal than a connection has open."""
        self._same.judge()
        if connection is not None:
            self._same.judge_journal(connection)

    def version(self) -> str:
        """Give the library's version and how it keeps its journal."""
        library = driver.sqlite_version_info
        return f"SQLite {driver.sqlite_version}, journal {journal_mode(library)}"

    def begin(self, cursor: Any, *, write: bool, tell: Tell | None) -> None:
        """Take the write lock at once: a read snapshot cannot be upgraded later."""
        if not write:
            if self._hurried:
                _wait_for(cursor, READ_TIMEOUT_MS)
            cursor.execute("BEGIN")
            return
        _take_turn(cursor, tell)
        # A roll-back journal waits for readers at the commit.
        _wait_for(cursor, BUSY_TIMEOUT_MS)

    def may_pass(self, error: Exception) -> bool:
        """Whether it is what a read that failed for a moment looks like (reliability note 2.5)."""
        return any(words in str(error) for words in PASSING)

    def sql(self, text: str) -> str:
        """Give the statement as it is."""
        return text

    def in_set(self, column: str) -> str:
        """Test against a JSON array, so that a set of any size is one parameter."""
        return f"{column} IN (SELECT value FROM json_each(?))"

    def as_set(self, values: Collection[Value]) -> object:
        """Give a JSON array."""
        return json_set(values)

    def for_update(self, alias: str) -> str:
        """Lock nothing more: the writer has the whole file."""
        return ""

    def insert(self, cursor: Any, into: "InsertInto", rows: Sequence[Params]) -> None:
        """Insert rows by one prepared statement, or many at a time where there are many."""
        insert_many(cursor, into, rows)

    def change(self, cursor: Any, change: "ByKey", rows: Sequence[Params]) -> int:
        """Change them one by one, or many at a time where there are many."""
        return change_many(cursor, change, rows)

    def guard_schema(self, cursor: Any) -> None:
        """Refuse another schema; an upgrade may have happened while a terminal was open."""
        self._judge_same(cursor.connection)
        (number,) = cursor.execute("PRAGMA user_version").fetchone()
        if number != SCHEMA_NUMBER:
            raise wrong_schema(number, self._path)

    def commit(self, cursor: Any) -> bool:
        """Commit; what SQLite does not keep is an error."""
        cursor.execute("COMMIT")
        return True

    def in_transaction(self, connection: Any) -> bool:
        """Ask the connection."""
        return bool(connection.in_transaction)

    def is_lost(self, connection: Any) -> bool:
        """Give False: a file does not hang up."""
        return False

    def server_instant(self, cursor: Any) -> int | None:
        """Give None: the host's clock is the store's."""
        return None

    def data_version(self, cursor: Any) -> int:
        """Give the number of entries in all books of the file that was opened.

        They are counted where SQLite's own counter says that another connection committed: who
        takes lines of the access log in commits too, and no screen shows anything else for it.
        """
        self._judge_same(cursor.connection)
        (version,) = cursor.execute("PRAGMA data_version").fetchone()
        if version != self._commits:
            (total,) = cursor.execute("SELECT coalesce(sum(seq), 0) FROM chain").fetchone()
            self._commits, self._entries = version, int(total)
        return self._entries

    def explained(self, error: Exception) -> WingtermError:
        """Give a driver's error as one of ours; only the message text tells them apart."""
        text = str(error)
        if isinstance(error, UNSENDABLE):
            return cannot_hold(error)
        if _is_busy(error):
            return StoreBusy(
                "Others are writing to the register; nothing was done.", "Try again in a moment."
            )
        if isinstance(error, driver.IntegrityError):
            return Conflict(
                f"The register refused it: {text}. Nothing was done.",
                "Look at the people again and repeat.",
            )
        if "full" in text:
            return StoreFull("The disk is full; nothing was changed.", "Make room, then repeat.")
        if self.may_pass(error):
            return self._looked_at_closer(text)
        return why_unusable(self._path, text)

    def _looked_at_closer(self, said: str) -> WingtermError:
        """Give what a read that failed comes to once the file was opened anew and looked through.

        A disk that fails for a moment looks like damage; announced is only what is found twice.
        """
        try:
            found = self._quick_check()
        except self.errors as error:
            if "malformed" not in str(error):
                return why_unusable(self._path, said)
            found = str(error)
        if found == "ok":
            return StoreBusy(
                f"The register {self._path} could not be read or written for a moment ({said}); "
                "opened anew, it is whole.",
                "Try again; if it comes back, have the disk looked at.",
            )
        return StoreBroken(
            f"The register {self._path} is damaged: {' '.join(found.split())}.",
            "Keep the file as it is, and restore the last backup: wingterm restore --help",
        )

    def _quick_check(self) -> str:
        connection = driver.connect(self._path, isolation_level=None)
        try:
            _wait_for(connection, READ_TIMEOUT_MS)
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
        return str(found)


def _take_turn(cursor: Any, tell: Tell | None) -> None:
    """Begin to write as soon as nobody else does; tell once who waits long.

    SQLite looks ever less often, in the end ten times a second: whoever has just come would go
    before who has waited for seconds. So it is asked again and again, and each time looks anew.
    """
    begun = monotonic()
    told_after = int(TOLD_AFTER_S * 1000) if tell else BUSY_TIMEOUT_MS
    while True:
        waited = int((monotonic() - begun) * 1000)
        if tell and waited >= told_after:
            tell(WAITING)
            tell, told_after = None, BUSY_TIMEOUT_MS
        wait = max(0, min(LOOK_ANEW_MS, told_after - waited, BUSY_TIMEOUT_MS - waited))
        _wait_for(cursor, wait)
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except driver.OperationalError as error:
            if not _is_busy(error) or waited + wait >= BUSY_TIMEOUT_MS:
                raise
        else:
            return


def _is_busy(error: Exception) -> bool:
    text = str(error)
    return "locked" in text or "busy" in text


def _wait_for(asked: Any, milliseconds: int) -> None:
    """Let a connection, or the one of a cursor, wait that long for others."""
    asked.execute(f"PRAGMA busy_timeout = {milliseconds}")


def set_pragmas(connection: Any, *, durable: bool = True, sparing: bool = False) -> None:
    """Switch every safeguard on and read it back: a PRAGMA answers what it got, never an error.

    Without `durable`, all but that a commit waits for the disk; and what one process writes from
    beginning to end is kept in memory meanwhile. With `sparing`, few pages are.

    Raises:
        StoreBroken: one of them did not hold.
    """
    wanted: dict[str, int | str] = {
        "busy_timeout": BUSY_TIMEOUT_MS,
        "journal_mode": journal_mode(driver.sqlite_version_info),
        "synchronous": 2 if durable else 0,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    if not durable:
        wanted["cache_size"] = MAKING_CACHE
    elif sparing:
        wanted["cache_size"] = SPARING_CACHE
    for pragma, value in wanted.items():
        if connection.execute(f"PRAGMA {pragma}").fetchone()[0] != value:
            connection.execute(f"PRAGMA {pragma} = {value}").fetchone()
            got = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
            if got != value:
                raise StoreBroken(
                    f"The store would not work with {pragma} = {value} (it is {got}).",
                    "Keep it on a local disk that its owner may write.",
                )
