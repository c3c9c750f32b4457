"""Transfers in plain SQL with the program's checks: a verdict on each line, over the whole set.

What `decide` weighs of a transfer out and of an arrival is asked by joins, in the same durable
transaction and before anything is written. Lines name people by number and cells by code, as
requests do, and the free bed is chosen by SQL. No chain, no receipt that names anybody.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.plain import STEPS, Plain
from wingterm.clock import random_ids, system_clock
from wingterm.domain.company import CATEGORY_A, HIGH_RISK, NOT_ASKED
from wingterm.domain.roles import ADMINISTRATOR, may
from wingterm.domain.times import FAR
from wingterm.domain.verbs.holds import HOLD_TYPE
from wingterm.services.codes import reason_codes

Line = tuple[int, str, str]
"""Line, prison number, code of the cell (empty for somebody sent away)."""

SETUP = (
    "CREATE TEMP TABLE asked (line INTEGER PRIMARY KEY, number TEXT, code TEXT)",
    "CREATE TEMP TABLE may_do (role TEXT, verb TEXT, PRIMARY KEY (role, verb)) WITHOUT ROWID",
    "CREATE TEMP TABLE reason_code (pair TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE hold_code (fact TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE shown_code (fact TEXT PRIMARY KEY) WITHOUT ROWID",
)

IN_FORCE = (
    "f.subject_kind = 'person' AND f.from_at <= :now AND f.to_at > :now AND f.retracted = :far"
    " AND coalesce(json_extract(f.value, '$.until'), :far) > :now"
    " AND json_extract(f.value, '$.ended') IS NULL"
)
"""A particular that counts now."""

WING = "substr({0}.code, 1, instr({0}.code || '-', '-'))"
"""The wing of a place."""

ACT = """SELECT
    (SELECT count(*) FROM officer o JOIN may_do m ON m.role = o.role AND m.verb = :verb
     WHERE o.id = 1 AND o.active_from <= :now AND o.active_to > :now) = 1
    AND (SELECT count(*) FROM reason_code WHERE pair = :reason) = 1
    AND (SELECT count(*) FROM establishment WHERE id = :prison AND id <> 1) = 1
    AND (SELECT count(*) FROM establishment e WHERE e.id = :other AND e.id NOT IN (1, :prison)) = 1
    AND (SELECT count(*) FROM request WHERE id = :request) = 0
    AND (SELECT recorded_at FROM chain WHERE establishment_id = :prison) < :now"""
"""What is the same for every line: who asks, why, from where and to where, whether already done."""

STANDING = """
    CASE WHEN p.id IS NULL THEN 'unknown-person'
         WHEN count(*) OVER (PARTITION BY t.number) > 1 THEN 'twice'
         WHEN o.verb IN ('death', 'remove-body') THEN 'died'
         WHEN w.since > :now OR n.recorded_at >= :now THEN 'before-last'
"""
"""The beginning of a verdict."""

PEOPLE = """
    FROM asked t LEFT JOIN person p ON p.number = t.number
    LEFT JOIN whereabouts w ON w.person_id = p.id LEFT JOIN place here ON here.id = w.place_id
    LEFT JOIN entry o ON o.person_id = w.person_id AND o.pseq = w.origin
    LEFT JOIN entry n ON n.person_id = w.person_id AND n.pseq = w.pseq
"""

BEFORE = """
    t.line, w.person_id, w.pseq + 1 AS pseq, w.pseq AS prev_pseq, w.place_id AS from_place,
    w.bed AS from_bed, w.since AS from_since, w.depth AS from_depth, :now AS since,
    w.depth + 1 AS depth
"""

OUT = (
    f"""CREATE TEMP TABLE line AS SELECT {BEFORE}, way.id AS to_place, 0 AS to_bed, {STANDING}
         WHEN here.establishment_id <> :prison
           OR here.kind NOT IN ('RECEPTION', 'NO_CELL', 'CELL', 'AREA') THEN 'not-inside'
         WHEN EXISTS (SELECT 1 FROM fact_span f JOIN hold_code h ON h.fact = f.fact_kind
           WHERE f.subject_id = p.id AND {IN_FORCE}) THEN 'hold' END AS verdict
    {PEOPLE} JOIN place way ON way.establishment_id = :other AND way.kind = 'EN_ROUTE'
    ORDER BY t.line""",
)

IN = (
    # The cells named, what they hold from now on at the least, and whether they are in use.
    """CREATE TEMP TABLE cell AS
    SELECT p.id, p.code, p.establishment_id AS book, min(json_extract(f.value, '$.cna')) AS cna,
           min(coalesce(nullif(json_extract(f.value, '$.working'), 0),
                        json_extract(f.value, '$.maximum'))) AS room
    FROM place p JOIN fact_span f ON f.subject_kind = 'place' AND f.subject_id = p.id
      AND f.fact_kind = 'capacity' AND f.to_at > :now AND f.retracted = :far
    WHERE p.establishment_id = :prison AND p.kind = 'CELL' AND p.code IN (SELECT code FROM asked)
    GROUP BY p.id""",
    """CREATE TEMP TABLE lies_in AS WITH RECURSIVE up(cell, place, parent) AS (
        SELECT c.id, p.id, p.parent_id FROM cell c JOIN place p ON p.id = c.id
        UNION ALL SELECT u.cell, p.id, p.parent_id FROM up u JOIN place p ON p.id = u.parent)
    SELECT cell, place FROM up""",
    # Of each place that they lie in: closed from now on, for whom it is.
    """CREATE TEMP TABLE limited AS
    SELECT l.cell, max(f.fact_kind = 'status' AND json_extract(f.value, '$.status') <> 'ACTIVE')
             AS closed,
           max(json_extract(f.value, '$.sex')) AS sex,
           max(CASE WHEN json_array_length(f.value, '$.categories') > 0
               THEN json_extract(f.value, '$.categories') END) AS categories
    FROM lies_in l JOIN fact_span f ON f.subject_kind = 'place' AND f.subject_id = l.place
      AND f.fact_kind IN ('status', 'marks') AND f.to_at > :now AND f.retracted = :far
    GROUP BY l.cell""",
    """CREATE TEMP TABLE free AS
    SELECT b.place_id, b.id AS bed,
           row_number() OVER (PARTITION BY b.place_id ORDER BY b.number) AS turn
    FROM cell c CROSS JOIN bed b ON b.place_id = c.id WHERE NOT EXISTS (SELECT 1 FROM stay s
      WHERE s.bed = b.id AND s.to_at > :now AND s.from_at < s.to_at AND s.retracted = :far)""",
    """CREATE TEMP TABLE shares AS SELECT c.id AS cell, s.person_id, 0 AS line
    FROM cell c CROSS JOIN bed b ON b.place_id = c.id JOIN stay s ON s.bed = b.id AND s.to_at > :now
      AND s.from_at < s.to_at AND s.retracted = :far""",
    """CREATE TEMP TABLE held AS SELECT cell, count(*) AS many FROM shares GROUP BY cell""",
    """INSERT INTO shares SELECT c.id, p.id, t.line FROM asked t JOIN cell c ON c.code = t.code
    JOIN person p ON p.number = t.number""",
    # When the present stay began of whom anything is on record that counts for a stay.
    """CREATE TEMP TABLE began AS SELECT e.person_id, max(e.occurred_at) AS at
    FROM (SELECT DISTINCT h.person_id FROM shares h CROSS JOIN fact_span f
      ON f.subject_kind = 'person' AND f.subject_id = h.person_id
      AND f.fact_kind IN ('csra', 'category')) h
    CROSS JOIN entry e ON e.person_id = h.person_id AND e.verb = 'receive' AND e.kind = 'move'
    WHERE NOT EXISTS (SELECT 1 FROM entry a WHERE a.person_id = e.person_id
      AND a.annuls_pseq = e.pseq) GROUP BY e.person_id""",
    # What is on record of them that a cell move weighs.
    f"""CREATE TEMP TABLE weighed AS SELECT h.cell, h.line, h.person_id, f.fact_kind AS fact,
      json_extract(f.value, '$.category') AS category
    FROM shares h CROSS JOIN fact_span f ON f.subject_id = h.person_id AND {IN_FORCE}
    LEFT JOIN began s ON s.person_id = h.person_id
    WHERE (f.fact_kind = 'csra' AND f.from_at >= coalesce(s.at, 0)
        AND json_extract(f.value, '$.level') IN {tuple(sorted(HIGH_RISK))})
      OR (f.fact_kind = 'category' AND f.from_at >= coalesce(s.at, 0))
      OR f.fact_kind LIKE 'na.%' OR f.fact_kind IN (SELECT fact FROM shown_code)""",
    """CREATE TEMP TABLE crowd AS SELECT cell, count(DISTINCT person_id) AS many FROM shares
    GROUP BY cell""",
    f"""CREATE TEMP TABLE warned AS
    SELECT x.line FROM weighed x JOIN crowd c ON c.cell = x.cell AND c.many > 1
    WHERE x.fact = 'csra' OR x.fact LIKE 'alert.%'
    UNION SELECT x.line FROM weighed x WHERE x.line > 0 AND x.fact = 'category'
      AND x.category IN {tuple(CATEGORY_A)}
    UNION SELECT x.line FROM weighed x JOIN place p ON p.id = x.cell
    JOIN whereabouts w ON w.person_id = CAST(substr(x.fact, 4) AS INTEGER) AND w.bed <> 0
    JOIN bed b ON b.id = w.bed JOIN place q ON q.id = b.place_id
    WHERE x.line > 0 AND x.fact LIKE 'na.%' AND q.establishment_id = p.establishment_id
      AND {WING.format("q")} = {WING.format("p")}
    UNION SELECT x.line FROM weighed x JOIN shares y ON y.line > 0
      AND y.person_id = CAST(substr(x.fact, 4) AS INTEGER)
    JOIN place p ON p.id = x.cell JOIN place q ON q.id = y.cell
    WHERE x.line > 0 AND x.fact LIKE 'na.%'
      AND {WING.format("q")} = {WING.format("p")}
    UNION SELECT h.line FROM shares h JOIN limited m ON m.cell = h.cell
    JOIN person p ON p.id = h.person_id
    LEFT JOIN weighed x ON x.line = h.line AND x.fact = 'category'
    WHERE h.line > 0 AND ((m.sex IS NOT NULL AND p.sex IN ('M', 'F') AND p.sex <> m.sex)
      OR (m.categories IS NOT NULL AND instr(m.categories, '"' || coalesce(x.category, '?') || '"')
        = 0))""",
    f"""CREATE TEMP TABLE line AS SELECT {BEFORE}, c.id AS to_place, v.bed AS to_bed, {STANDING}
         WHEN here.kind <> 'EN_ROUTE' OR here.establishment_id <> :prison THEN 'not-on-the-way'
         WHEN o.verb = 'hand-over' THEN 'at-large'
         WHEN c.id IS NULL THEN 'unknown-place'
         WHEN m.closed THEN 'out-of-use'
         WHEN v.bed IS NULL OR coalesce(h.many, 0) + t.turn > c.room THEN 'cell-full'
         WHEN coalesce(h.many, 0) + t.turn > c.cna THEN 'over-cna'
         WHEN t.line IN (SELECT line FROM warned) THEN 'company' END AS verdict
    {
        PEOPLE.replace(
            "asked t",
            '''(SELECT *, row_number() OVER (PARTITION BY code ORDER BY line)
      AS turn FROM asked) t''',
        )
    }
    LEFT JOIN cell c ON c.code = t.code LEFT JOIN limited m ON m.cell = c.id
    LEFT JOIN held h ON h.cell = c.id LEFT JOIN free v ON v.place_id = c.id AND v.turn = t.turn
    ORDER BY t.line""",
)

INDEXES = (
    "CREATE UNIQUE INDEX temp.cell_code ON cell (code)",
    "CREATE UNIQUE INDEX temp.limited_cell ON limited (cell)",
    "CREATE UNIQUE INDEX temp.free_turn ON free (place_id, turn)",
    "CREATE UNIQUE INDEX temp.held_cell ON held (cell)",
    "CREATE UNIQUE INDEX temp.began_person ON began (person_id)",
)

MADE = re.compile(r"CREATE TEMP TABLE (\w+) AS ?")
"""The beginning of a step that fills a table of its own."""

GONE = ("cell", "lies_in", "limited", "free", "shares", "held", "began", "weighed", "crowd",
        "warned")  # fmt: skip


class Checked(Plain):
    """A copy of a register, written to without the program but with its checks."""

    def __init__(self, path: Path) -> None:
        """Open it, with the code lists that the checks look into."""
        super().__init__(path)
        for statement in SETUP:
            self._connection.execute(statement)
        codes = reason_codes()
        alerts, flags = codes.list("alert_codes"), codes.list("alert_flags")
        fill = self._connection.executemany
        fill("INSERT INTO may_do VALUES (?, ?)", [
            (ADMINISTRATOR, verb) for verb in ("transfer-out", "arrive") if may(ADMINISTRATOR, verb)
        ])  # fmt: skip
        fill("INSERT INTO reason_code VALUES (?)", [
            (f"{kind}-{reason.code}",)
            for kind in ("TRN", "ADM") for reason in codes.active_for(kind)
        ])  # fmt: skip
        fill("INSERT INTO hold_code VALUES (?)", [
            (f"alert.{code.code}",) for code in alerts if code.more["type_code"] == HOLD_TYPE
        ])  # fmt: skip
        fill("INSERT INTO shown_code VALUES (?)", [
            (f"alert.{flag.code}",) for flag in flags
            if flag.more["shown_in_cell_move"] == "Y" and flag.code not in NOT_ASKED
        ])  # fmt: skip

        for statement in (*OUT, *IN):
            made = MADE.match(statement)
            if made is None:
                continue
            nothing = dict.fromkeys(("now", "far", "prison", "other"), 0)
            # The tables stay, so that a small act does not pay for making them.
            self._connection.execute(
                f"CREATE TEMP TABLE IF NOT EXISTS {made[1]} AS"
                f" SELECT * FROM ({statement[made.end() :]}) LIMIT 0",
                nothing,
            )
        for index in INDEXES:
            self._connection.execute(index)

    def send(self, prison: int, to: int, lines: Sequence[Line]) -> None:
        """Send people away to another prison."""
        self._checked(OUT, "transfer-out", "TRN-NOTR", prison, to, lines)

    def take_in(self, prison: int, sender: int, lines: Sequence[Line]) -> None:
        """Take people in who are on the way, each into a cell."""
        self._checked(IN, "arrive", "ADM-INT", prison, sender, lines)

    def _checked(
        self,
        verdicts: Sequence[str],
        verb: str,
        reason: str,
        prison: int,
        other: int,
        lines: Sequence[Line],
    ) -> None:
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        values = {
            "now": system_clock(),
            "far": FAR,
            "verb": verb,
            "prison": prison,
            "other": other,
            "reason": reason,
            "request": random_ids(),
            "digits": "0" * 64,
            "many": len(lines),
        }
        self._connection.executemany("INSERT INTO temp.asked VALUES (?, ?, ?)", lines)
        assert execute(ACT, values).fetchone() == (1,), "the act itself is refused"
        for statement in verdicts:
            execute(MADE.sub(r"INSERT INTO temp.\1 ", statement), values)
        against = execute(
            "SELECT verdict, count(*) FROM temp.line WHERE verdict IS NOT NULL GROUP BY verdict"
        ).fetchall()
        assert against == [], against
        for step in STEPS[:-1]:
            execute(step, values)
        for table in ("asked", "line", *(GONE if verdicts is IN else ())):
            execute(f"DELETE FROM temp.{table}")
        execute("COMMIT")
