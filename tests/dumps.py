"""Every row of a store as text, to prove that a refusal changed nothing."""

from db.engine import Store

TABLES = (
    "register_info", "counter", "establishment", "chain", "officer", "place", "bed",
    "person", "request", "entry", "whereabouts", "stay", "fact_span",
    "roll_check", "batch", "batch_part", "access_list", "access_person", "access",
)  # fmt: skip


def dump_store(store: Store) -> list[str]:
    """Give every row of every table, in an order that does not depend on storage."""
    with store.read() as reader:
        return [
            f"{table} {row!r}"
            for table in TABLES
            for row in sorted(reader.rows(f"SELECT * FROM {table}", ()), key=repr)
        ]


def places_in(dump: list[str]) -> list[str]:
    """Give of a dump the rows that say where people are and were."""
    return [row for row in dump if row.startswith(("whereabouts ", "stay "))]
