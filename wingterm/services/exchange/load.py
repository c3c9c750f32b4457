"""Import an export: made aside, proven by the independent checker, and only then put in its place.

What an export may have become on the way is no matter of trust: every file is hashed, every line
read strictly, and whatever is there in the end must follow from its own ledger and be what the
manifest says.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from db.checker import Violation, check_snapshot
from db.engine import Unit
from wingterm.clock import Clock
from wingterm.domain.times import FAR
from wingterm.errors import BadInput, Conflict, NotFound, WingtermError
from wingterm.services.aside import aside
from wingterm.services.desk import os_account
from wingterm.services.exchange.export import Progress, heads_of, prisons_of
from wingterm.services.exchange.lines import LINE_MAX, Row, read_row
from wingterm.services.exchange.manifest import (
    CSV,
    JSON_LINES,
    MANIFEST,
    MANIFEST_MAX,
    ExportFile,
    Manifest,
    PrisonThen,
    read_manifest,
)
from wingterm.services.exchange.tables import TABLES, ExchangeTable
from wingterm.services.folders import opened, plain_file, read_file, sum_of
from wingterm.services.uncollected import uncollected
from wingterm.settings import Settings

AT_ONCE = 2_000
"""Rows that are written by one statement."""
CACHE = -65_536
"""Memory for an SQLite file in the making, in KiB below 0."""
AGAIN = "Export again, or copy the files again as they were exported."


class FileFault(NamedTuple):
    """A file of an export that is not as it was written."""

    file: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to; a register was made only where `sound` says so."""

    manifest: Manifest
    manifest_sha256: str
    faults: tuple[FileFault, ...]
    """Files that are missing, left over or changed; nothing else was looked at then."""
    violations: tuple[Violation, ...]
    """What the independent checker found."""
    differences: tuple[str, ...]
    """Sentences: where what was made is not what the manifest says."""
    rows: int
    """Rows of all tables."""
    officer: bool
    """Whether the account that imports is an officer of the register."""

    @property
    def sound(self) -> bool:
        """Whether everything fits."""
        return not (self.faults or self.violations or self.differences)


class _NotKept(Exception):
    """Ends the making of a register that is not to be kept."""


def import_register(
    settings: Settings,
    folder: Path,
    *,
    rehearse: bool = False,
    manifest_sha256: str = "",
    clock: Clock | None = None,
    progress: Progress = lambda _, __: None,
) -> Imported:
    """Make a register of an export, in a place where there is none.

    Args:
        settings: where.
        folder: what `export_register` wrote.
        rehearse: whether to do all of it and keep nothing.
        manifest_sha256: the hash of the manifest, kept elsewhere; empty: it is not compared.
        clock: None for the store's own clock.
        progress: told how far it is.

    Raises:
        NotFound: there is no such folder, or no manifest in it.
        BadInput: the manifest is not one, of a newer format, or not that of the hash; a line is
            not one that an export holds.
        SchemaOlder, SchemaNewer: it is of another schema.
        StoreUnsafe: something lies in the register's place already; or everybody may write there,
            or to the folder.
        Conflict: a row breaks a rule of the store, or a server's database holds a register.
    """
    with aside(settings) as made, _export(folder) as at:
        content = _manifest_of(at, folder)
        found = hashlib.sha256(content).hexdigest()
        if manifest_sha256 and found != manifest_sha256.strip().lower():
            raise BadInput(
                f"{folder / MANIFEST} is not the manifest of that hash; nothing was made.",
                f"Its hash is {found}.", file=MANIFEST, field="manifest",
            )  # fmt: skip
        manifest = read_manifest(content)
        faults = tuple(_against_files(at, manifest))
        if faults:
            return Imported(manifest, found, faults, (), (), 0, False)
        making = _Making(at, manifest, found, rehearse, progress)
        from db.create import create_store

        with suppress(_NotKept), uncollected():
            create_store(made.settings.store, clock=clock, fill=making.fill)
            made.publish()
        assert making.done is not None
        return making.done


class _Making:
    """Fills a register from the files of an export, and looks at what came of it."""

    def __init__(
        self, at: int, manifest: Manifest, sha256: str, rehearse: bool, progress: Progress
    ) -> None:
        self._at = at
        self._manifest = manifest
        self._sha256 = sha256
        self._rehearse = rehearse
        self._progress = progress
        self.done: Imported | None = None

    def fill(self, unit: Unit) -> None:
        """Write every table, then check; raise where it is not to be kept."""
        sqlite = unit.database == "sqlite"
        if sqlite:
            unit.run(f"PRAGMA cache_size = {CACHE}", ())
        files = {file.table: file for file in self._manifest.files if file.form == JSON_LINES}
        rows = sum(self._load(unit, table, files[table.name]) for table in TABLES)
        self._progress("checker", 0)
        violations = tuple(check_snapshot(unit, sqlite=sqlite))
        differences = () if violations else tuple(_differences(unit, self._manifest))
        here = unit.one("SELECT id FROM officer WHERE account = ?", (os_account(),))
        self.done = Imported(
            self._manifest, self._sha256, (), violations, differences, rows, here is not None
        )
        if self._rehearse or not self.done.sound:
            raise _NotKept

    def _load(self, unit: Unit, table: ExchangeTable, file: ExportFile) -> int:
        """Write the rows of a table; give how many."""
        done = 0
        rows = _rows(self._at, table, file)
        while page := list(islice(rows, AT_ONCE)):
            done = _write(unit, table, page, file, done)
            self._progress(table.name, done)
        return done


def _write(unit: Unit, table: ExchangeTable, rows: list[Row], file: ExportFile, done: int) -> int:
    """Write some rows after those that are done; give how many are done then.

    Raises:
        Conflict: the store refuses one of them; the sentence says among which lines.
    """
    try:
        unit.insert(table.into, rows)
    except WingtermError as refused:
        raise Conflict(
            f"{file.name}, lines {done + 1} to {done + len(rows)}: a row is refused. "
            f"{refused.message}",
            AGAIN,
        ) from refused
    return done + len(rows)


def _rows(at: int, table: ExchangeTable, file: ExportFile) -> Iterator[Row]:
    """Give the rows of a file, each read strictly; the file must still be the one hashed before.

    Raises:
        BadInput: a line is none, or the file was changed while it was read.
    """
    total, number = hashlib.sha256(), 0
    with _readable(file.name), plain_file(at, file.name) as held:
        while line := held.readline(LINE_MAX + 1):
            number += 1
            if len(line) > LINE_MAX:
                raise BadInput(
                    f"{file.name}, line {number}: it is longer than {LINE_MAX} bytes; "
                    "nothing was made.", AGAIN, file=file.name, line=number,
                )  # fmt: skip
            total.update(line)
            yield read_row(table, line, file.name, number)
    if total.hexdigest() != file.sha256 or number != file.rows:
        raise BadInput(
            f"{file.name} was changed while it was read; nothing was made.", AGAIN, file=file.name
        )


def _differences(unit: Unit, manifest: Manifest) -> Iterator[str]:
    """Say where a register is not what the manifest says of it."""
    row = unit.one("SELECT register_id FROM register_info", ())
    if row is None or row[0] != manifest.register:
        yield f"The register is not {manifest.register}, of which the manifest speaks."
    made = {head.establishment: head for head in heads_of(unit)}
    for head in manifest.heads:
        if made.pop(head.establishment, None) != head:
            yield f"The book of {head.establishment} does not end as the manifest says."
    yield from (f"The manifest says nothing of the book of {code}." for code in made)
    now, then = prisons_of(unit), dict(_inside_at(unit, manifest.as_of))
    if [one[:3] for one in now] != [one[:3] for one in manifest.prisons]:
        yield "The prisons are not those of the manifest."
        return
    for said, one in zip(manifest.prisons, now, strict=True):
        if not said.population == one.population == then.get(one.prison, 0):
            yield _other_population(said, one, then.get(one.prison, 0))


def _other_population(said: PrisonThen, now: PrisonThen, then: int) -> str:
    return (
        f"The population of {said.prison} is {said.population} in the manifest, {now.population} "
        f"by where everybody is, and {then} by their stays at the instant of the export."
    )


def _inside_at(unit: Unit, instant: int) -> Iterator[tuple[str, int]]:
    """Give how many were inside each prison at an instant, by their stays."""
    rows = unit.rows(
        "SELECT e.code, COUNT(*) FROM stay s JOIN place p ON p.id = s.place_id"
        " JOIN establishment e ON e.id = p.establishment_id"
        " WHERE s.retracted = ? AND s.from_at <= ? AND s.to_at > ?"
        " AND p.kind IN ('RECEPTION', 'NO_CELL', 'CELL', 'AREA') GROUP BY e.code",
        (FAR, instant, instant),
    )
    return ((str(code), int(people)) for code, people in rows)


# Files -------------------------------------------------------------------------------------------


@contextmanager
def _export(folder: Path) -> Iterator[int]:
    """Open the folder of an export.

    Raises:
        NotFound: it is not there, or no folder.
    """
    with ExitStack() as stack:
        try:
            at = stack.enter_context(opened(folder))
        except (OSError, ValueError) as error:
            why = (error.strerror if isinstance(error, OSError) else "") or "its name is none"
            raise NotFound(
                f"{folder} cannot be read: {why}.", "Name a folder that `wingterm export` wrote."
            ) from None
        yield at


def _manifest_of(at: int, folder: Path) -> bytes:
    try:
        return read_file(at, MANIFEST, MANIFEST_MAX)
    except OSError as error:
        raise NotFound(
            f"{folder / MANIFEST} cannot be read: {error.strerror}.",
            "Name a folder that `wingterm export` wrote.",
        ) from None


def _against_files(at: int, manifest: Manifest) -> Iterator[FileFault]:
    """Give every file that is missing, left over or not as it was written."""
    wanted = {f"{table.name}.{JSON_LINES}": (table.name, JSON_LINES) for table in TABLES}
    optional = {f"{table.name}.{CSV}": (table.name, CSV) for table in TABLES}
    said: dict[str, ExportFile] = {}
    for file in manifest.files:
        known = (wanted | optional).get(file.name)
        if file.name in said or known != (file.table, file.form):
            yield FileFault(file.name, "The manifest names it twice, or as no table has it.")
        said[file.name] = file
    for name in sorted(wanted.keys() - said.keys()):
        yield FileFault(name, "The manifest does not name it.")
    there = set(os.listdir(at)) - {MANIFEST}
    for name in sorted(there - said.keys()):
        yield FileFault(name, "It does not belong to the export.")
    for name, file in said.items():
        if name not in there:
            yield FileFault(name, "It is missing.")
            continue
        sentence = _against_file(at, file)
        if sentence:
            yield FileFault(name, sentence)


def _against_file(at: int, file: ExportFile) -> str:
    """Say how a file is not as it was written; nothing where it is."""
    try:
        with plain_file(at, file.name) as held:
            size, sha256 = sum_of(held)
    except OSError as error:
        return f"It cannot be read: {error.strerror}."
    if size != file.bytes:
        return f"It has {size} bytes; {file.bytes} were written."
    return "" if sha256 == file.sha256 else "It has another SHA-256 than when it was written."


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.", AGAIN, file=name) from None
