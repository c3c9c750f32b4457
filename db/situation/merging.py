"""Read which records are of one person, and when those of an act were in custody."""

from db.engine import Reader
from wingterm.domain.entries import Kind
from wingterm.domain.situation import MergeOnRecord, RecordedFact, Situation
from wingterm.domain.times import FAR


def read_merges(reader: Reader, situation: Situation) -> None:
    """Read what an act looks at that merges the records of its people, or takes that back."""
    people = reader.as_set({person.id for person in situation.people.values()})
    for person, book, seq, value, at in reader.rows(
        "SELECT f.subject_id, f.establishment_id, f.seq, f.value, f.from_at FROM fact_span f"
        f" WHERE f.subject_kind = 'person' AND {reader.in_set('f.subject_id')}"
        " AND f.fact_kind = 'merged' AND f.to_at = ? AND f.retracted = ?",
        (people, FAR, FAR),
    ):
        situation.merges[person] = MergeOnRecord(book, seq)
        situation.facts[book, seq] = RecordedFact(
            seq, Kind.FACT, "person", person, "merged", False, 0, value, at
        )
    for into, number in reader.rows(
        "SELECT m.into_id, p.number FROM merged m JOIN person p ON p.id = m.person_id"
        f" WHERE {reader.in_set('m.into_id')} ORDER BY p.number",
        (people,),
    ):
        here = situation.merged_here.get(into, ())
        situation.merged_here[into] = (*here, number)
    for person, start, end in reader.rows(
        "SELECT s.person_id, s.from_at, s.to_at FROM stay s"
        f" WHERE {reader.in_set('s.person_id')} AND s.retracted = ? AND s.place_id > 1"
        " ORDER BY s.person_id, s.from_at",
        (people, FAR),
    ):
        situation.custody.setdefault(person, []).append((start, end))
