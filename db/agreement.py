"""Whether the projections that acts lean on say what the ledger says: asked where one did not fit.

The independent checker proves all of it; this looks at the ends alone, which is a few statements.
"""

from collections.abc import Collection

from db.engine import Reader
from wingterm.domain.chain import GENESIS


def disagreement(reader: Reader, numbers: Collection[str]) -> str:
    """Give in a few words what does not agree, empty where all does.

    Args:
        reader: the transaction; its own writings count.
        numbers: prison numbers of the people to look at. Of books every head is.
    """
    return head_disagreement(reader) or _astray(reader, numbers)


def head_disagreement(reader: Reader) -> str:
    """Give in a few words which book's head is not its last entry, empty where all are."""
    for code, seq, head, last, entry in reader.rows(
        "SELECT e.code, c.seq, c.hash,"
        " (SELECT MAX(n.seq) FROM entry n WHERE n.establishment_id = c.establishment_id),"
        " (SELECT n.hash FROM entry n WHERE n.establishment_id = c.establishment_id"
        "   AND n.seq = c.seq)"
        " FROM chain c JOIN establishment e ON e.id = c.establishment_id"
        " ORDER BY c.establishment_id",
        (),
    ):
        if (seq, head) != (last or 0, entry or GENESIS):
            return f"the head of the book of {code} is not its last entry"
    return ""


def _astray(reader: Reader, numbers: Collection[str]) -> str:
    """Give in a few words whose whereabouts are not where their newest entry leads."""
    for row in reader.rows(
        "SELECT p.number, w.pseq, w.place_id, w.bed, w.since, w.depth,"
        " n.pseq, n.to_place, n.to_bed, n.since, n.depth"
        " FROM person p LEFT JOIN whereabouts w ON w.person_id = p.id"
        " LEFT JOIN entry n ON n.person_id = p.id"
        "   AND n.pseq = (SELECT MAX(m.pseq) FROM entry m WHERE m.person_id = p.id)"
        f" WHERE {reader.in_set('p.number')} ORDER BY p.number",
        (reader.as_set(numbers),),
    ):
        if row[1:6] != row[6:11]:
            return f"the whereabouts of {row[0]} are not what the ledger says"
    return ""
