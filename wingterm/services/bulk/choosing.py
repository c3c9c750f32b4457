"""What an officer at a terminal chooses: a file of the present folder, and lines of it."""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from wingterm.services.bulk.source import FORMS, Source
from wingterm.services.bulk.spool import SpooledRow

FILES_MAX = 200
"""Most files that are listed."""


def files_here() -> tuple[tuple[str, str], ...]:
    """Give the files of the present folder that may hold a batch, the newest first.

    Of each its name and its size in words; none where the folder cannot be read.
    """
    found = []
    try:
        for path in Path().iterdir():
            if path.suffix.lower() in FORMS and path.is_file():
                known = path.stat()
                found.append((-known.st_mtime_ns, path.name, f"{known.st_size} bytes"))
    except OSError:
        return ()
    return tuple((name, words) for _, name, words in sorted(found)[:FILES_MAX])


def only(source: Source, lines: Collection[int]) -> Source:
    """Give the rows that begin at some lines of a file, as a source of its own.

    Its digest is that of the file and of the choice, so that the same choice of the same file is
    the same batch.

    Args:
        source: the file; it stays open.
        lines: of the file, the header is line 1.
    """
    return _chosen(source, frozenset(lines), keep=True)


def without(source: Source, lines: Collection[int]) -> Source:
    """Give the rows that begin at other lines than some, as `only` does."""
    return _chosen(source, frozenset(lines), keep=False)


def _chosen(source: Source, lines: frozenset[int], *, keep: bool) -> Source:
    chosen = Source(source.name, source.form, source.verb)
    chosen.header = source.header
    chosen.path, chosen.as_read = source.path, source.as_read
    held = hashlib.sha256(source.digest.encode())

    def rows() -> Iterator[SpooledRow]:
        for row in source.spool.rows(1, source.rows):
            if (row.line in lines) is keep:
                chosen.rows += 1
                held.update(f" {row.line}".encode())
                yield row._replace(n=chosen.rows)

    chosen.spool.add_rows(rows())
    unsound = {r.line: r.n for r in chosen.spool.rows(1, chosen.rows) if not r.sound}
    if unsound:
        chosen.spool.add_faults(
            [(unsound[f.line], f) for f in source.each_fault() if f.line in unsound], shape=True
        )
    chosen.digest = held.hexdigest()
    return chosen
