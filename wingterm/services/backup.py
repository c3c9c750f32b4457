"""Backups of a register in a file, and registers made of them again (docs/backup.md)."""

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.backup import Part, copied, damage_of, known_of, still, to_disk
from db.checker import Head, Violation, check_store, heads
from db.schema import SCHEMA_NUMBER
from db.sqlite import Sqlite
from wingterm.domain.access import EVERYBODY
from wingterm.errors import BadInput, NotWritten, StoreBroken, WingtermError
from wingterm.services.access_collect import collect
from wingterm.services.aside import aside
from wingterm.services.desk import Desk, authorise, officer_at, os_account
from wingterm.settings import Settings

__all__ = ["Backup", "Copied", "Restored", "Violation", "make_backup", "restore"]

ON_SERVER = (
    "This register is on a server, which keeps its own backups.",
    "Let its administrator use pg_dump, or archive the server's log; docs/backup.md says how.",
)
"""Why no file of it is copied, and what takes its place."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds, as it lies on the disk."""

    path: Path
    register: str
    """Id of the register."""
    bytes: int
    heads: tuple[Head, ...]
    """Of each book the newest entry: a checkpoint, if it is kept elsewhere."""
    violations: tuple[Violation, ...]
    """What the independent checker finds in it; where there is anything it was not kept."""

    @property
    def entries(self) -> int:
        """How many entries all books have together."""
        return sum(head.seq for head in self.heads)

    @property
    def newest(self) -> int:
        """When the newest entry was recorded; 0 where there is none."""
        return max((head.recorded_at for head in self.heads), default=0)


@dataclass(frozen=True, slots=True)
class Backup:
    """What making a backup came to."""

    copy: Copied
    removed: tuple[Path, ...]
    """Older backups of this register that were one too many."""
    left: tuple[Path, ...]
    """Files that are named like one and are none, or could not be removed."""
    same_disk: bool
    """Whether it lies on the disk of the register, which may take both with it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What making a register of a copy came to."""

    copy: Copied
    schema: int
    older: bool
    """Whether that is an older one, of which only an upgrade can say whether it verifies."""
    officer: bool
    """Whether the account that runs this process is an officer of it."""


def make_backup(desk: Desk, folder: Path, *, keep: int | None = None) -> Backup:
    """Copy the register while others write, prove the copy, and keep the newest of them.

    Args:
        desk: who asks.
        folder: where backups are kept; made, for its owner alone, where it is not there.
        keep: how many backups of this register stay in it, this one among them; None: all.

    Raises:
        NotAuthorised: the officer may not do it.
        BadInput: the register is on a server.
        NotWritten, StoreUnsafe: nothing can be kept there; nothing was left.
        StoreError: the register cannot be read, or that everybody's record is copied out of it
            cannot be logged.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "backup")
        row = reader.one("SELECT register_id FROM register_info", ())
    assert row is not None
    register = str(row[0])
    source = desk.store.dialect
    if not isinstance(source, Sqlite):
        raise BadInput(*ON_SERVER)
    desk.disclosed([EVERYBODY], "backup", f"folder {folder}")
    with suppress(WingtermError):
        # The copy has the access log up to here; where it has not, the log itself still is there.
        collect(desk)
    name = _name_of(register, desk.now())
    with copied(source.path, folder) as part:
        copy = _proven(part.path)
        if not copy.violations:
            copy = _named(copy, part, name)
    if copy.violations:
        return Backup(copy, (), (), same_disk=False)
    removed, left = ((), ()) if keep is None else _thinned(folder, register, keep)
    same = source.path.stat().st_dev == copy.path.stat().st_dev
    return Backup(copy, removed, left, same)


def _name_of(register: str, instant: int) -> str:
    moment = datetime.fromtimestamp(instant // 1_000_000, UTC)
    return f"wingterm-{register}-{moment:%Y%m%dT%H%M%S}-{instant % 1_000_000:06}Z.db"


def _pattern_of(register: str) -> re.Pattern[str]:
    return re.compile(rf"wingterm-{re.escape(register)}-\d{{8}}T\d{{6}}-\d{{6}}Z\.db")


def _named(copy: Copied, part: Part, name: str) -> Copied:
    return Copied(part.keep(name), copy.register, copy.bytes, copy.heads, ())


def _proven(path: Path) -> Copied:
    """Let the independent checker look at a copy where it lies."""
    store = still(path)
    try:
        found = check_store(store)
        ends = () if found else tuple(heads(store))
    finally:
        store.close()
    return Copied(path, known_of(path).register, path.stat().st_size, ends, tuple(found))


def _thinned(folder: Path, register: str, keep: int) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Remove the oldest backups of a register; give those removed, and those left nevertheless."""
    pattern = _pattern_of(register)
    names = sorted((n for n in os.listdir(folder) if pattern.fullmatch(n)), reverse=True)
    removed, left = [], []
    for path in [folder / name for name in names[keep:]]:
        if not _is_backup(path, register):
            left.append(path)
            continue
        try:
            path.unlink()
            removed.append(path)
        except OSError:
            left.append(path)
    if removed:
        to_disk(folder)
    return tuple(removed), tuple(left)


def _is_backup(path: Path, register: str) -> bool:
    """Whether a file is what this program wrote: ours, plain, and of the same register."""
    with suppress(OSError, WingtermError):
        found = path.lstat()
        ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
        return ours and known_of(path).register == register
    return False


def restore(file: Path, new: Path, *, rehearse: bool = False) -> Restored:
    """Make a register of a copy, in a new file, and prove it; what lies anywhere stays.

    Args:
        file: a backup, or what an upgrade kept.
        new: where the register is to lie; nothing may lie there.
        rehearse: whether all of it is done and nothing kept.

    Raises:
        StoreUnsafe: something lies there already, or the copy is in use.
        StoreBroken, SchemaNewer: it is no register of ours, or damaged.
        NotWritten: there is no room, or it cannot be written.
    """
    known = known_of(file)
    with aside(Settings(str(new))) as made:
        path = Path(made.settings.store)
        _copy_file(file, path)
        if known.schema == SCHEMA_NUMBER:
            copy = _proven(path)
        else:
            _refuse_damaged(file, path)
            copy = Copied(path, known.register, path.stat().st_size, (), ())
        officer = known.schema == SCHEMA_NUMBER and not copy.violations and _is_officer(path)
        if not rehearse and not copy.violations:
            made.publish()
    done = Copied(new, copy.register, copy.bytes, copy.heads, copy.violations)
    return Restored(done, known.schema, known.schema < SCHEMA_NUMBER, officer)


def _copy_file(file: Path, path: Path) -> None:
    """Copy a file that lies still, byte for byte."""
    from db.safety import make_file

    make_file(path)
    try:
        with file.open("rb") as source, path.open("r+b") as target:
            while chunk := source.read(_CHUNK):
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        raise NotWritten(
            f"{file} cannot be copied: {error.strerror}.", "Nothing was left there."
        ) from None


def _refuse_damaged(file: Path, path: Path) -> None:
    found = damage_of(path)
    if found:
        raise StoreBroken(f"{file} is damaged: {found}.", "Take another backup.")


def _is_officer(path: Path) -> bool:
    store = still(path)
    try:
        with store.read() as reader:
            row = reader.one("SELECT 1 FROM officer WHERE account = ?", (os_account(),))
    finally:
        store.close()
    return row is not None
