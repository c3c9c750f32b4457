"""Who was erased and is here again: a backup from before an erasure brings them back."""

import json
from collections.abc import Iterator

from db.checker.access_files import Note
from db.checker.read import Reader

LEAD = 10 * 60_000_000
"""How long before its line in the log an erasure may have been decided (microseconds): the line is
written in the middle of the act."""


def come_back(reader: Reader) -> Iterator[Note]:
    """Name whoever the log says was erased, and of whom the ledger says so at no later time.

    The log outlives the register that it lies beside; a restored backup knows nothing of what was
    erased since.
    """
    facts: dict[str, list[tuple[int, str, bool]]] = {}
    for number, at, value in reader.rows(
        "SELECT p.number, f.from_at, f.value FROM fact_span f JOIN person p ON p.id = f.subject_id"
        " WHERE f.subject_kind = 'person' AND f.fact_kind LIKE 'erased.%'",
        (),
    ):
        said = json.loads(value)
        facts.setdefault(number, []).append((at, said["rule"], said["identity"]))
    for row, at, purpose, number in reader.rows(
        "SELECT a.id, a.at, a.purpose, l.number FROM access a"
        " JOIN access_person l ON l.list_id = a.list_id"
        " JOIN person p ON p.number = l.number"
        " WHERE a.kind = 'erasure' ORDER BY a.id, l.position",
        (),
    ):
        rule = purpose.rpartition(" ")[2]
        if not any(
            then >= at - LEAD and (identity or of == rule)
            for then, of, identity in facts.get(number, ())
        ):
            yield Note(
                f"access {row}",
                f"{number} was to be erased by the rule {rule} then, and is on record: the erasure"
                " was stopped, or a backup from before it was restored. Run `wingterm retention"
                " run --dry-run`.",
            )
