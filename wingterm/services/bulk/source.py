"""A batch file or a pipe, read once from its beginning to its end, whatever its size."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from wingterm.services.bulk.faults import RowFault


class Source:
    """The rows of a file, kept in a private temporary file until it is closed."""

    name: str
    """Name of the file without its folder; empty for a pipe."""
    digest: str
    """SHA-256 of what was read, in hex."""
    rows: int
    """How many rows it has."""
    faults: tuple[RowFault, ...]
    """The first of the rows that cannot be read, at most `FAULTS_MAX`."""

    def __enter__(self) -> "Source":
        """Give the source itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was kept."""
        self.close()

    def close(self) -> None:
        """Remove what was kept."""


def read_source(
    path: Path | None, *, stream: BinaryIO | None = None, form: str = "", verb: str = ""
) -> Source:
    """Read a file or a pipe to its end."""
    raise NotImplementedError


def rest_of(source: Source, faults: tuple[RowFault, ...]) -> Iterator[str]:
    """Give the rows that faults are about, as a file to mend and run again."""
    raise NotImplementedError
