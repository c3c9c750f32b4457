"""Checkpoints: the ends of the chains, to be kept elsewhere and compared later.

A chain proves that nothing within it was changed by somebody who did not make all of it again. Who
can write the whole store can cut its tail, make every hash again, or put an old copy in its place;
only a head that lies elsewhere tells.
"""

from collections.abc import Iterable, Iterator

from db.checker.read import Reader
from db.checker.records import GENESIS, Head, Violation

ACCESS = "access"
"""What the chain of who saw what is called."""


def read_heads(reader: Reader) -> tuple[Head, ...]:
    """Give the end of every establishment's chain, from the entries themselves.

    That of who saw what is called `access`, as no establishment is.
    """
    found = []
    for establishment, code in reader.rows("SELECT id, code FROM establishment ORDER BY id", ()):
        rows = reader.rows(
            "SELECT seq, hash, recorded_at FROM entry WHERE establishment_id = ?"
            " ORDER BY seq DESC LIMIT 1",
            (establishment,),
        )
        found.append(Head(code, *(rows[0] if rows else (0, GENESIS, 0))))
    seen = reader.rows("SELECT id, hash, at FROM access ORDER BY id DESC LIMIT 1", ())
    found += [Head(ACCESS, *row) for row in seen]
    return tuple(found)


def check_heads(reader: Reader, checkpoint: Iterable[Head]) -> Iterator[Violation]:
    """Find recorded heads that the ledger no longer holds at their number with their hash."""
    known = {head.establishment: head for head in read_heads(reader)}
    for recorded in checkpoint:
        where = f"entry {recorded.establishment}-{recorded.seq}"
        head = known.get(recorded.establishment)
        if head is None:
            yield Violation("checkpoint-unknown", where, "There is no such establishment any more.")
        elif recorded.seq > head.seq:
            yield Violation(
                "checkpoint-cut", where, f"The chain ends with {head.seq}: its tail is gone."
            )
        elif recorded.seq > 0 and _hash_at(reader, recorded) != (
            recorded.hash,
            recorded.recorded_at,
        ):
            yield Violation(
                "checkpoint-changed", where, "It is not the entry of which the hash was kept."
            )


def _hash_at(reader: Reader, recorded: Head) -> tuple[str, int] | None:
    if recorded.establishment == ACCESS:
        rows = reader.rows("SELECT hash, at FROM access WHERE id = ?", (recorded.seq,))
        return (rows[0][0], rows[0][1]) if rows else None
    rows = reader.rows(
        "SELECT n.hash, n.recorded_at FROM entry n"
        " JOIN establishment e ON e.id = n.establishment_id"
        " WHERE e.code = ? AND n.seq = ?",
        (recorded.establishment, recorded.seq),
    )
    return (rows[0][0], rows[0][1]) if rows else None
