"""The files that a bulk run leaves: the faults as CSV, and the rows that were not done."""

import csv
import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from wingterm.domain.text import csv_safe
from wingterm.errors import BadInput, NotWritten

if TYPE_CHECKING:
    from wingterm.services.bulk.faults import RowFault
    from wingterm.services.bulk.source import Source

FAULT_COLUMNS = ("line", "field", "code", "sentence", "remedy")

NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
"""What a file system says that knows one name a file, as that of a memory stick."""


def checked_place(file: Path | None, option: str, source: Path) -> None:
    """See that a file can be written where it is to lie, before anything is done.

    Args:
        file: where; None for nowhere.
        option: what asked for it.
        source: the file of rows, which is never written to.

    Raises:
        BadInput: something lies there, unless it is a list of faults like the one to be written;
            or its folder is not there or closed.
    """
    if file is None:
        return
    # A link that leads nowhere is something too.
    if os.path.lexists(file):
        if option == "faults" and file != source and _is_list_of_faults(file):
            return
        raise BadInput(
            f"{file} is there already; nothing was done.", "Name a file that is not there yet.",
            field=option, file=str(file),
        )  # fmt: skip
    folder = file.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise BadInput(
            f"{file} cannot be written; nothing was done.", "Name a folder that you may write to.",
            field=option, file=str(file),
        )  # fmt: skip


def place_for_rest(named: Path | None, source: Path, form: str) -> Path:
    """Give where the rows go that are not done.

    Raises:
        BadInput: something lies there, or nothing can be written there.
    """
    rest = rest_beside(named, source, form)
    checked_place(rest, "rest", source)
    return rest


def rest_beside(named: Path | None, source: Path, form: str) -> Path:
    """Give where the rows go that are not done: where it was said, else beside their file."""
    return named or source.with_name(f"{source.stem}.rest.{form}")


def write_faults(file: Path, source: "Source") -> None:
    """Write everything that stands against rows as CSV; a header alone where nothing does."""
    try:
        # Never through a link: what it names may be anybody's.
        if os.path.lexists(file):
            file.unlink()
        with _opened(file) as handle:
            writer = csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writerow(FAULT_COLUMNS)
            writer.writerows(_cells(source.each_fault()))
    except OSError as error:
        raise NotWritten(
            f"{file} cannot be written: {error.strerror}; nothing was done.", "Name another file."
        ) from None


def write_rest(file: Path, source: "Source", faults: "Iterable[RowFault]") -> None:
    """Write the rows that were not done, as they came: all of them, or no file.

    Raises:
        NotWritten: they could not be written; the good rows are done all the same.
    """
    from wingterm.services.bulk.run import rest_of

    try:
        with _whole_or_not(file) as handle:
            handle.writelines(rest_of(source, tuple(faults)))
    except OSError as error:
        raise NotWritten(
            f"The good rows were done, but {file} cannot be written: {error.strerror}.",
            "The same command writes it once there is room for it; --rest FILE names another.",
        ) from None


def write_rest_again(file: Path, source: "Source", faults: "Iterable[RowFault]") -> bool:
    """Write the rows that an earlier run left, unless something lies there.

    Returns:
        whether the file holds just these rows; else it holds something else, and was left as it is.

    Raises:
        NotWritten: they could not be written.
    """
    from wingterm.services.bulk.run import rest_of

    held = tuple(faults)
    if not os.path.lexists(file):
        write_rest(file, source, held)
        return True
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            # Row by row: there may be a million of them.
            same = all(handle.read(len(row)) == row for row in rest_of(source, held))
            return same and not handle.read(1)
    except (OSError, UnicodeDecodeError):
        return False


@contextmanager
def _whole_or_not(file: Path) -> Iterator[TextIO]:
    """Write a file that is not there yet; it has its name once all of it is written."""
    # Of mode 0600: rows are about people.
    number, made = tempfile.mkstemp(prefix=".wingterm-", dir=file.parent)
    try:
        with open(number, "w", encoding="utf-8", newline="") as handle:
            yield handle
            handle.flush()
            os.fsync(number)
        try:
            # Unlike renaming it refuses what lies there.
            os.link(made, file)
        except OSError as error:
            if error.errno not in NO_LINKS or os.path.lexists(file):
                raise
            os.rename(made, file)
    finally:
        Path(made).unlink(missing_ok=True)


def _opened(file: Path) -> TextIO:
    """Open a file that is not there yet, for its owner alone: rows are about people."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    return open(handle, "w", encoding="utf-8", newline="")


def _cells(faults: "Iterable[RowFault]") -> Iterable[tuple[str | int, ...]]:
    for fault in faults:
        yield tuple(csv_safe(cell) if isinstance(cell, str) else cell for cell in fault)


def _is_list_of_faults(file: Path) -> bool:
    """Say whether a file is a list of faults that an earlier run wrote."""
    begins = ",".join(f'"{name}"' for name in FAULT_COLUMNS)
    try:
        if not file.is_file() or file.is_symlink():
            return False
        with file.open("rb") as handle:
            return handle.readline(len(begins) + 2).rstrip() == begins.encode()
    except OSError:
        return False
