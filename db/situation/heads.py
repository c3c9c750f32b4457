"""The heads of the books: locked in one order, and held against the last entry of each."""

from collections.abc import Collection
from dataclasses import dataclass

from db.agreement import head_disagreement
from db.engine import Reader
from wingterm.domain.chain import GENESIS


@dataclass(slots=True)
class Head:
    """The end of an establishment's chain, locked."""

    establishment: int
    code: str
    seq: int
    hash: str
    recorded_at: int


def lock_heads(reader: Reader, column: str, wanted: Collection[int | str]) -> list[Head]:
    """Lock the heads of books, in the order of all acts, and give them.

    Args:
        reader: the transaction that locks them.
        column: by what they are wanted: `c.establishment_id` or `e.code`.
        wanted: ids or codes of the establishments.

    Raises:
        StoreStopped: one of them is not the last entry of its book. Nothing may be chained to it.
    """
    rows = reader.rows(
        "SELECT c.establishment_id, e.code, c.seq, c.hash, c.recorded_at, n.hash"
        " FROM chain c JOIN establishment e ON e.id = c.establishment_id"
        " LEFT JOIN entry n ON n.establishment_id = c.establishment_id AND n.seq = c.seq"
        f" WHERE {reader.in_set(column)} ORDER BY c.establishment_id{reader.for_update('c')}",
        (reader.as_set(wanted),),
    )
    if any(row[3] != (row[5] or GENESIS) for row in rows):
        # A server that waited for the lock shows the new head beside what stood before it.
        found = head_disagreement(reader)
        if found:
            raise reader.broken(found)
    return [Head(*row[:5]) for row in rows]
