"""Take lines of access logs into the store, chained in the order in which they come.

A line is known by the log that it was written to and its number there, so one that is here already
is left out: it does not matter who takes lines in, how often, or where they were stopped.
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db import columns
from db.engine import Reader, Unit
from wingterm.domain.access import GENESIS, Access, list_text
from wingterm.domain.digest import sha256_hex


class LogLine(NamedTuple):
    """A whole line of a log."""

    number: int
    hash: str
    access: Access | None
    """Its record; None of a line that the log wrote about itself."""
    at: int
    mark: str
    """What such a line is: `begin`, `end`, `healed` or `cut`."""
    told: str
    """What it says, in words."""
    host: str
    """Of a `begin`: where the log is."""


class Taken(NamedTuple):
    """How far the lines of a log are here."""

    line: int
    hash: str


NOTHING = Taken(0, GENESIS)


def taken(reader: Reader, source: str) -> Taken:
    """Give the last line of a log that is here."""
    row = reader.one(
        "SELECT line, line_hash FROM access WHERE source = ? ORDER BY line DESC LIMIT 1", (source,)
    )
    return Taken(*row) if row else NOTHING


def line_hash(reader: Reader, source: str, line: int) -> str | None:
    """Give the hash of a line of a log, None where it is not here."""
    row = reader.one("SELECT line_hash FROM access WHERE source = ? AND line = ?", (source, line))
    return str(row[0]) if row else None


def take_in(unit: Unit, source: str, lines: Sequence[LogLine]) -> int:
    """Write lines of a log that follow each other; give how many were not here.

    Args:
        unit: the open unit of work; nothing is kept unless it is committed.
        source: id of the log.
        lines: in the order of their numbers.
    """
    # One at a time: who comes second finds the lines of who came first.
    unit.one(f"SELECT i.id FROM register_info i WHERE i.id = 1{unit.for_update('i')}", ())
    here = taken(unit, source)
    new = [line for line in lines if line.number > here.line]
    if not new or new[0].number != here.line + 1:
        return 0
    last = unit.one("SELECT id, hash FROM access ORDER BY id DESC LIMIT 1", ())
    number, hash_ = (int(last[0]), str(last[1])) if last else (0, GENESIS)
    seen = (line.access.people for line in new if line.access and line.access.people)
    lists = {(): (None, ""), **_lists(unit, dict.fromkeys(seen))}
    rows = []
    for line in new:
        number += 1
        list_id, digest = lists[line.access.people if line.access else ()]
        row = (number, source, *_columns(line))
        hash_ = sha256_hex(f"{hash_}\n{_content(row, digest, line.hash)}".encode("ascii"))
        rows.append((*row, list_id, line.hash, hash_))
    unit.insert(columns.ACCESS, rows)
    return len(rows)


def _columns(line: LogLine) -> tuple[object, ...]:
    """Give a line as a row tells it, from `line` to `recipient`."""
    access = line.access
    if access is None:
        return (line.number, line.at, line.mark, "", "", line.host, "", line.told, "")
    return (
        line.number, access.at, access.kind, access.officer, access.terminal, access.origin,
        access.front_end, access.purpose, access.recipient,
    )  # fmt: skip


def _content(row: Sequence[object], digest: str, line_hash_: str) -> str:
    """Give what the hash of a row covers: every column, and the list by its digest."""
    return json.dumps([*row, digest, line_hash_], ensure_ascii=True, separators=(",", ":"))


def _lists(unit: Unit, wanted: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[int, str]]:
    """Give id and digest of each list of people, those written that nobody was seen in before."""
    digests = {people: sha256_hex(list_text(people)) for people in wanted}
    rows = unit.rows(
        f"SELECT l.digest, l.id FROM access_list l WHERE {unit.in_set('l.digest')}",
        (unit.as_set(sorted(digests.values())),),
    )
    known = {str(digest): int(list_id) for digest, list_id in rows}
    new = {people: digest for people, digest in digests.items() if digest not in known}
    if new:
        row = unit.one("SELECT MAX(id) FROM access_list", ())
        first = (int(row[0] or 0) if row else 0) + 1
        known |= {digest: first + n for n, digest in enumerate(new.values())}
        unit.insert(
            columns.ACCESS_LIST,
            [(known[digest], digest, len(people)) for people, digest in new.items()],
        )
        unit.insert(
            columns.ACCESS_PERSON,
            [
                (known[digest], position, number)
                for people, digest in new.items()
                for position, number in enumerate(people, 1)
            ],
        )
    return {people: (known[digest], digest) for people, digest in digests.items()}
