"""What was written since a situation was read without locks, looked at under them."""

from collections.abc import Mapping, Sequence

from db.engine import Reader
from db.queries import newest
from db.situation.heads import Head, lock_heads
from wingterm.domain.bearing import Came
from wingterm.domain.situation import Situation


def lock_again(reader: Reader, situation: Situation, heads: Sequence[Head]) -> list[Head]:
    """Lock the books and people of an act in the order of all acts; give the heads as they are."""
    locked = lock_heads(reader, "c.establishment_id", {head.establishment for head in heads})
    lock = reader.for_update("p")
    if lock:
        reader.rows(
            f"SELECT p.id FROM person p WHERE {reader.in_set('p.id')} ORDER BY p.id{lock}",
            (reader.as_set([person.id for person in situation.people.values()]),),
        )
    return locked


def what_came(reader: Reader, known: Mapping[int, int]) -> list[Came]:
    """Give what was written in any book after the entries known of it, by establishment."""
    return [
        Came(*row)
        for book, seq in newest.heads(reader).items()
        if seq != known.get(book, 0)
        for row in reader.rows(
            "SELECT e.person_id, e.from_bed, e.to_bed, e.subject_kind, e.subject_id FROM entry e"
            " WHERE e.establishment_id = ? AND e.seq > ?",
            (book, known.get(book, 0)),
        )
    ]
