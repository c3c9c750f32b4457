"""What every attack ends in: the register is sound, and what it acknowledged is in it."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from db.checker import check_store
from db.engine import open_store
from db.sqlite import driver
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import Request, content_hash

Ask = Callable[[str], Iterable[tuple[Any, ...]]]
"""Gives the rows of a question."""


class Acknowledged(NamedTuple):
    """An act of which somebody was told that it was done."""

    request_id: str
    content: str
    """The digest of what was asked for."""
    entries: tuple[str, ...]
    """The entries that the receipt named, `WTI-123`."""

    def line(self) -> bytes:
        """Give it as one line, short enough to be written to a pipe whole."""
        return json.dumps(self).encode("ascii") + b"\n"


def acknowledgement(receipt: Receipt, requests: Sequence[Request]) -> Acknowledged:
    """Make of a receipt what must be found again."""
    entries = tuple(entry for line in receipt.lines for entry in line.entries)
    return Acknowledged(receipt.request_id, content_hash(requests), entries)


def read_line(line: bytes | str) -> Acknowledged:
    """Read what `Acknowledged.line` wrote."""
    request_id, content, entries = json.loads(line)
    return Acknowledged(request_id, content, tuple(entries))


def proven(path: Path, acknowledged: Iterable[Acknowledged]) -> None:
    """Open a register as after a crash; find it sound, with all that was acknowledged.

    Raises:
        AssertionError: something is lost, half done or damaged; all of it is said.
    """
    wrong = faults(path, acknowledged)
    assert not wrong, "\n".join(wrong)


def faults(path: Path, acknowledged: Iterable[Acknowledged], *, checker: bool = True) -> list[str]:
    """Give all that is wrong with a register as a crash left it, in words.

    Args:
        path: of the register; opening it recovers what its journal holds.
        acknowledged: acts of which somebody was told that they were done.
        checker: whether the independent checker looks too. Without it: SQLite's own two checks, the
            acknowledged acts, no act half done, and each book ends where its chain says.
    """
    try:
        found = _by_itself(path, acknowledged)
    except (driver.Error, UnicodeDecodeError) as error:
        return [f"unreadable: {error}"]
    if checker and not found:
        store = open_store(str(path))
        try:
            found += [f"{v.rule} {v.where}: {v.sentence}" for v in check_store(store)]
        finally:
            store.close()
    return found


def _by_itself(path: Path, acknowledged: Iterable[Acknowledged]) -> list[str]:
    """Look at a file through nothing of the program but the library that it uses."""
    connection = driver.connect(str(path), isolation_level=None)
    try:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        found = [f"integrity_check: {line}" for line in said if line != "ok"]
        found += [
            f"foreign_key_check: {row}" for row in connection.execute("PRAGMA foreign_key_check")
        ]
        if found:
            return found
        found += lost(connection.execute, acknowledged)
        found += half_done(connection.execute)
        return found + loose_ends(connection.execute)
    finally:
        connection.close()


def lost(ask: Ask, acknowledged: Iterable[Acknowledged]) -> list[str]:
    """Give the acknowledged acts that are not there as they were acknowledged."""
    kept = {row[0]: (row[1], row[2]) for row in ask(_REQUESTS)}
    found = []
    for ack in acknowledged:
        content, outcome = kept.get(ack.request_id, ("", ""))
        if not content:
            found.append(f"lost: {ack.request_id}")
        elif content != ack.content:
            found.append(f"kept with other content: {ack.request_id}")
        elif named(outcome) != list(ack.entries):
            found.append(f"kept with another outcome: {ack.request_id}")
    return found


def half_done(ask: Ask) -> list[str]:
    """Give the acts whose entries are not exactly those that their outcome names."""
    entries: dict[str, list[str]] = {}
    for request_id, code, seq in ask(_ENTRIES):
        entries.setdefault(request_id, []).append(f"{code}-{seq}")
    found = []
    for request_id, _, outcome in ask(_REQUESTS):
        if named(outcome) != entries.pop(request_id, []):
            found.append(f"half done: {request_id}")
    return found + [f"entries of no act: {request_id}" for request_id in entries]


def loose_ends(ask: Ask) -> list[str]:
    """Give the books whose chain does not end with their last entry."""
    return [f"the book of {code} ends elsewhere" for (code,) in ask(_ENDS)]


def named(outcome: str) -> list[str]:
    """Give the entries that a kept outcome names."""
    return [entry for line in json.loads(outcome)["lines"] for entry in line["entries"]]


_REQUESTS = "SELECT id, content_hash, outcome FROM request"
_ENTRIES = (
    "SELECT n.request_id, e.code, n.seq FROM entry n JOIN establishment e ON e.id ="
    " n.establishment_id ORDER BY n.request_id, n.line, n.part"
)
_ENDS = (
    "SELECT e.code FROM chain c JOIN establishment e ON e.id = c.establishment_id LEFT JOIN entry n"
    " ON n.establishment_id = c.establishment_id AND n.seq = (SELECT max(m.seq) FROM entry m WHERE"
    " m.establishment_id = c.establishment_id) WHERE c.seq <> coalesce(n.seq, 0)"
    " OR (c.seq > 0 AND c.hash <> n.hash)"
)
