"""Export a register: every table as JSON lines and CSV, of one snapshot, whole or not at all."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from db.engine import Reader
from wingterm import __version__
from wingterm.domain.access import EVERYBODY
from wingterm.domain.places import INSIDE
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.exchange.folder import NewFile, NewFolder, new_folder
from wingterm.services.exchange.lines import Row, csv_header, csv_lines, json_lines
from wingterm.services.exchange.manifest import (
    CSV,
    JSON_LINES,
    MANIFEST,
    ExportFile,
    HeadThen,
    Manifest,
    PrisonThen,
)
from wingterm.services.exchange.tables import TABLES, ExchangeTable

PAGE = 4_000
"""Rows that are held at a time, so that a register of any size takes the same memory."""
Progress = Callable[[str, int], None]
"""Told the table and how many of its rows are done."""


class Exported(NamedTuple):
    """An export that was written."""

    folder: Path
    manifest: Manifest
    sha256: str
    """Of the manifest: kept elsewhere, it proves the whole folder."""


def export_register(
    desk: Desk, folder: Path, *, csv: bool = True, progress: Progress = lambda _, __: None
) -> Exported:
    """Write everything that a register holds into a new folder.

    Args:
        desk: who asks; that they take everybody's records is logged before anything is written.
        folder: a folder that is not there yet.
        csv: whether each table is also written for reading.
        progress: told how far it is.

    Raises:
        NotAuthorised: the officer may not take everything.
        NotWritten: it cannot be written there; nothing was.
        StoreUnsafe: everybody on this machine may write to what it lies in.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "export")
        with new_folder(folder) as new:
            desk.disclosed([EVERYBODY], "export", f"folder {folder}")
            heads = heads_of(reader)
            # Where the machine's clock was set back, what is on record is ahead of it.
            as_of = max(reader.now(), *(head.recorded_at for head in heads))
            files = [
                file for table in TABLES for file in _write_table(reader, new, table, csv, progress)
            ]
            row = reader.one("SELECT register_id FROM register_info", ())
            manifest = Manifest(
                register=str(row[0]) if row else "",
                as_of=as_of,
                program=f"wingterm {__version__}",
                made_by=desk.account,
                heads=heads,
                prisons=prisons_of(reader),
                files=tuple(files),
            )
            content = manifest.written()
            with new.file(MANIFEST) as file:
                file.write(content)
    return Exported(folder, manifest, hashlib.sha256(content).hexdigest())


def heads_of(reader: Reader) -> tuple[HeadThen, ...]:
    """Give how each book stands, in the order of the establishments."""
    rows = reader.rows(
        "SELECT e.code, c.seq, c.hash, c.recorded_at FROM chain c"
        " JOIN establishment e ON e.id = c.establishment_id ORDER BY e.id",
        (),
    )
    return tuple(HeadThen(*row) for row in rows)


def prisons_of(reader: Reader) -> tuple[PrisonThen, ...]:
    """Give each prison with how many are inside now, in the order of the establishments."""
    kinds = ", ".join(f"'{kind.value}'" for kind in INSIDE)
    rows = reader.rows(
        "SELECT e.code, e.name, e.timezone,"
        " (SELECT COUNT(*) FROM place p JOIN whereabouts w ON w.place_id = p.id"
        f"   WHERE p.establishment_id = e.id AND p.kind IN ({kinds}))"
        " FROM establishment e WHERE e.id <> ? ORDER BY e.id",
        (REGISTER_ESTABLISHMENT,),
    )
    return tuple(PrisonThen(*row) for row in rows)


def _write_table(
    reader: Reader, new: NewFolder, table: ExchangeTable, csv: bool, progress: Progress
) -> Iterator[ExportFile]:
    """Write a table in each form; give its files."""
    forms = {JSON_LINES: json_lines} | ({CSV: csv_lines} if csv else {})
    with ExitStack() as stack:
        files: dict[str, NewFile] = {
            form: stack.enter_context(new.file(f"{table.name}.{form}")) for form in forms
        }
        if csv:
            files[CSV].write(csv_header(table))
        rows = 0
        for page in pages(reader, table):
            for form, lines in forms.items():
                files[form].write(lines(table, page))
            rows += len(page)
            progress(table.name, rows)
    for form, file in files.items():
        yield ExportFile(f"{table.name}.{form}", table.name, form, rows, file.size, file.sha256)


def pages(reader: Reader, table: ExchangeTable) -> Iterator[list[Row]]:
    """Give the rows of a table in pages, in the order of its key."""
    at = [table.names.index(column) for column in table.key]
    key = ", ".join(table.key)
    select = f"SELECT {', '.join(table.names)} FROM {table.name}"
    order = f" ORDER BY {key} LIMIT {PAGE}"
    rows = reader.rows(f"{select}{order}", ())
    marks = ", ".join("?" * len(at))
    while rows:
        yield rows
        if len(rows) < PAGE:
            return
        last = [rows[-1][column] for column in at]
        rows = reader.rows(f"{select} WHERE ({key}) > ({marks}){order}", last)
