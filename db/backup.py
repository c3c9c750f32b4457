"""Copies of a register's file: made while others write, read where they lie, proven.

A copy is written under a name that says that it is not done (`.wingterm-copy-....part`), brought to
the disk, looked through there, and only then given its own name: whatever ends the program in
between leaves no half copy that could be taken for a whole one.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from db.engine import Store
from db.passing import clear_left, hold
from db.safety import BESIDE, PRIVATE_FILE, judge_file, refuse_open_folder
from db.schema import APPLICATION_ID, SCHEMA_NUMBER, not_ours, wrong_schema
from db.sqlite import Kept, Sqlite, driver
from wingterm.errors import NotWritten, StoreBroken, StoreUnsafe

BEGUN = ".wingterm-copy-"
_PART = re.compile(re.escape(BEGUN) + r"[a-z0-9_]+\.part")


class Known(NamedTuple):
    """What the file of a register says of itself."""

    register: str
    """Id of the register."""
    schema: int


class Still(Sqlite):
    """A file that nobody writes to: read without a lock, and without a trace beside it."""

    def connect(self) -> Any:
        """Open it; refuse what is no register of this schema."""
        connection = _read_only(Path(self._path))
        try:
            self._judge(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def still(path: Path) -> Store:
    """Give a copy as a store that can only be read. It must lie still until that is closed."""
    return Store(Still(path), None)


def known_of(path: Path) -> Known:
    """Give what a file that nobody writes to says of itself, whatever its schema.

    Raises:
        StoreUnsafe: it is no plain file, or belongs to a register that is in use.
        StoreBroken: it is no register.
        SchemaNewer: this program does not know it.
    """
    if path.is_symlink() or not path.is_file():
        raise StoreUnsafe(f"{path} is not a plain file.", "Name the copy itself.")
    for beside in (Path(f"{path}{ending}") for ending in BESIDE[:2]):
        if beside.exists() and beside.stat().st_size:
            raise StoreUnsafe(
                f"{path} is in use, or was when its machine stopped: {beside.name} lies beside it "
                "and holds the newest of it.",
                f"Copy it whole: wingterm --store {path} backup --to FOLDER",
            )
    try:
        connection = _read_only(path)
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID:
                raise not_ours(str(path))
            if schema > SCHEMA_NUMBER:
                raise wrong_schema(schema, str(path))
            row = connection.execute("SELECT register_id FROM register_info").fetchone()
        finally:
            connection.close()
    except Still(path).errors as error:
        raise StoreBroken(f"{path} is not a wingterm register: {error}.") from error
    if row is None:
        raise not_ours(str(path))
    return Known(str(row[0]), int(schema))


def damage_of(path: Path) -> str:
    """Give the first thing that SQLite finds wrong with a copy of any schema; empty for none."""
    try:
        connection = _read_only(path)
        try:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        finally:
            connection.close()
    except Still(path).errors as error:
        return str(error)
    if found != "ok":
        return " ".join(str(found).split())
    return f"a row of {broken[0]} refers to no row of {broken[2]}" if broken else ""


def _read_only(path: Path) -> Any:
    return driver.connect(
        f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        factory=Kept,
    )


class Part:
    """A copy that is not done: a private file in its folder under a passing name."""

    def __init__(self, folder: Path, path: Path, handle: int) -> None:
        """Hold the open file."""
        self._folder = folder
        self._handle = handle
        self.path = path
        """Where it lies until it is kept."""

    def keep(self, name: str) -> Path:
        """Give it its name, for good; it is on the disk.

        Raises:
            NotWritten: something lies there already.
            OSError: the disk does not take its name; nothing was left.
        """
        place = self._folder / name
        if os.path.lexists(place):
            raise NotWritten(f"There is something at {place} already; it is left as it is.")
        self.to_disk()
        self.path.rename(place)
        try:
            to_disk(self._folder)
        except OSError:
            # Of what a power cut may still take nobody is to find a name.
            place.unlink()
            raise
        return place

    def to_disk(self) -> None:
        """Wait until it lies on the disk, and let it be read from there."""
        os.fsync(self._handle)
        os.posix_fadvise(self._handle, 0, 0, os.POSIX_FADV_DONTNEED)


def to_disk(folder: Path) -> None:
    """Wait until the names in a folder lie on the disk."""
    with _opened(folder) as handle:
        os.fsync(handle)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def copied(source: Path, folder: Path) -> Iterator[Part]:
    """Copy a register into a folder, page by page as of one moment, while others write.

    Args:
        source: the register's file.
        folder: where the copy is to lie; made where it is not there.

    Raises:
        NotWritten: it cannot be written there; nothing was left.
        StoreUnsafe: everybody may write to the folder, or the file could be read by others.
        StoreError: the register cannot be read.
    """
    judge_file(source)
    with _said_of(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_open_folder(folder)
        _clear(folder)
        _refuse_full(source, folder)
        with _part(folder) as part:
            _copy(source, part.path, folder)
            part.to_disk()
            yield part


@contextmanager
def _part(folder: Path) -> Iterator[Part]:
    """Give a new private file that is held, so that no other run takes it for left behind."""
    handle, path = _held(folder)
    try:
        os.fchmod(handle, PRIVATE_FILE)
        if os.fstat(handle).st_mode & 0o077:
            raise StoreUnsafe(
                f"What is written to {folder} can be read by others on this machine.",
                "Choose a folder on a disk that keeps a file for its owner.",
            )
        yield Part(folder, path, handle)
    finally:
        # It has another name where it was kept.
        with suppress(FileNotFoundError):
            path.unlink()
        os.close(handle)


def _held(folder: Path) -> tuple[int, Path]:
    while True:
        handle, name = tempfile.mkstemp(prefix=BEGUN, suffix=".part", dir=folder)
        hold(handle)
        if os.fstat(handle).st_nlink:
            return handle, Path(name)
        # Somebody took it for left behind before it was held.
        os.close(handle)


def _clear(folder: Path) -> None:
    """Clear away the copies that were never done."""
    with _opened(folder) as within:
        clear_left(
            within, _PART, os.O_RDWR | os.O_NOFOLLOW, lambda name, _: os.unlink(name, dir_fd=within)
        )


def _refuse_full(source: Path, folder: Path) -> None:
    room = os.statvfs(folder)
    wanted = source.stat().st_size
    if room.f_bavail * room.f_frsize < wanted:
        raise OSError(ENOSPC, os.strerror(ENOSPC))


def _copy(source: Path, target: Path, folder: Path) -> None:
    """Copy every page as of one moment. Nobody waits for it where the journal is a WAL."""
    register = Sqlite(source)
    try:
        # Never made where somebody took it away meanwhile.
        where = f"file:{quote(str(source.absolute()))}?mode=rw"
        reading = driver.connect(where, uri=True, isolation_level=None)
    except register.errors as error:
        raise register.explained(error) from error
    try:
        # Nobody else knows of the copy: it needs no locks, which a network folder may not have, and
        # no journal. When it is on the disk says `Part.to_disk`.
        uri = f"file:{quote(str(target.absolute()))}?mode=rw&nolock=1"
        writing = driver.connect(uri, uri=True, isolation_level=None)
        try:
            writing.execute("PRAGMA synchronous = OFF")
            writing.execute("PRAGMA journal_mode = OFF")
            reading.backup(writing)
        finally:
            writing.close()
    except register.errors as error:
        if "full" in str(error):
            raise OSError(ENOSPC, os.strerror(ENOSPC)) from error
        told = register.explained(error)
        if isinstance(told, StoreBroken) and "damaged" in told.message:
            raise told from error
        raise NotWritten(
            f"The copy could not be written to {folder}: {error}.", "Nothing was left there."
        ) from error
    finally:
        reading.close()


@contextmanager
def _said_of(folder: Path) -> Iterator[None]:
    """Say in a sentence why nothing can be written to a folder."""
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise NotWritten(
                f"There is no room for a copy in {folder}.", "Nothing was left there. Make room."
            ) from None
        raise NotWritten(
            f"Nothing can be written to {folder}: {error.strerror}.", "Name another folder."
        ) from None
