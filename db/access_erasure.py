"""Erase what the log of who saw what says, in the store: the rows stay, so that the chain does."""

import json

from db.engine import Reader, Unit
from wingterm.domain.access import Mark
from wingterm.domain.retention import LOG_ERASED
from wingterm.domain.times import FAR

ERASED = "erased"
"""Kind of a row whose line said something."""
_NOTHING = ", ".join(f"'{kind}'" for kind in (*Mark, ERASED))
SAYING = f"a.kind NOT IN ({_NOTHING})"
"""Of a row `a`: whether it tells of anybody, as a line that a log wrote about itself does not."""


def erased_until(reader: Reader) -> int:
    """Give the last row up to which it was erased, 0 for none."""
    row = reader.one(
        "SELECT f.value FROM fact_span f WHERE f.subject_kind = 'establishment'"
        " AND f.subject_id = 1 AND f.fact_kind = ? AND f.to_at = ? AND f.retracted = ?",
        (LOG_ERASED, FAR, FAR),
    )
    return int(json.loads(row[0])["until"]) if row else 0


def due(reader: Reader, before: int) -> tuple[int, int]:
    """Give the last row before the first that is not older than an instant, and how many say what.

    Rows stand in the order in which they came, so a log that came late keeps those after it.
    """
    row = reader.one(
        f"SELECT COALESCE((SELECT MIN(a.id) - 1 FROM access a WHERE a.at >= ? AND {SAYING}),"
        " (SELECT MAX(a.id) FROM access a), 0)",
        (before,),
    )
    until = int(row[0]) if row else 0
    count = reader.one(
        f"SELECT COUNT(*) FROM access a WHERE a.id <= ? AND {SAYING}",
        (until,),
    )
    return until, int(count[0]) if count else 0


def erase_rows(unit: Unit, until: int) -> None:
    """Take out of rows what they say, and the lists of people that no other row is about."""
    unit.run(
        f"UPDATE access SET kind = '{ERASED}', officer = '', terminal = '', origin = '',"
        " front_end = '', purpose = '', recipient = '', list_id = NULL"
        f" WHERE id <= ? AND kind NOT IN ({_NOTHING})",
        (until,),
    )
    unused = "NOT IN (SELECT a.list_id FROM access a WHERE a.list_id IS NOT NULL)"
    unit.run(f"DELETE FROM access_person WHERE list_id {unused}", ())
    unit.run(f"DELETE FROM access_list WHERE id {unused}", ())


def erased_line(reader: Reader, source: str) -> int:
    """Give the last line of a log up to which it was erased, 0 for none."""
    until = erased_until(reader)
    row = reader.one(
        "SELECT MAX(a.line) FROM access a WHERE a.source = ? AND a.id <= ?", (source, until)
    )
    return int(row[0] or 0) if until and row else 0
