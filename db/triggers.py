"""Belts on the ledger: triggers that refuse to change or delete an entry.

The checker is the proof.
"""

_SQLITE = (
    """CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
    """CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END""",
    # INSERT OR REPLACE deletes whatever stands against any unique key, without firing a delete
    # trigger unless recursive_triggers is on.
    """CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry
    WHEN EXISTS (SELECT 1 FROM entry e
                 WHERE e.establishment_id = NEW.establishment_id AND e.seq = NEW.seq)
      OR EXISTS (SELECT 1 FROM entry e WHERE e.request_id = NEW.request_id
                 AND e.line = NEW.line AND e.part = NEW.part)
      OR EXISTS (SELECT 1 FROM entry e WHERE e.person_id = NEW.person_id AND e.pseq = NEW.pseq)
      OR EXISTS (SELECT 1 FROM entry e WHERE e.person_id = NEW.person_id
                 AND e.annuls_pseq = NEW.annuls_pseq)
      OR EXISTS (SELECT 1 FROM entry e WHERE e.establishment_id = NEW.establishment_id
                 AND e.annuls_seq = NEW.annuls_seq)
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''entries are never changed or deleted'' USING ERRCODE = ''23000''; END'
    """,
    """CREATE TRIGGER entry_no_change BEFORE UPDATE OR DELETE ON entry
    FOR EACH ROW EXECUTE FUNCTION entry_is_kept()""",
    """CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION entry_is_kept()""",
)


def trigger_statements(dialect: str) -> tuple[str, ...]:
    """Give the statements that put the belts on, for `sqlite` or `postgresql`."""
    return _SQLITE if dialect == "sqlite" else _POSTGRESQL
