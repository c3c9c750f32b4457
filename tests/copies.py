"""Copies of a database, handed out again: what a test wrote is taken out, what was there put back.

To make a database and to drop it costs 140 ms; to put one right that has all its tables, 20.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import Connection

    from tests.postgres import Server

CATALOG = """
SELECT array[
  (SELECT sum(hashtextextended(c.oid || ' ' || c.xmin, 0))
     FROM pg_class c WHERE c.oid >= 16384 AND c.relpersistence <> 't'),
  (SELECT sum(hashtextextended(a.attrelid || ' ' || a.attnum || ' ' || a.xmin, 0))
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE a.attrelid >= 16384 AND c.relpersistence <> 't'),
  (SELECT sum(hashtextextended(c.oid || ' ' || c.xmin, 0)) FROM pg_constraint c),
  (SELECT sum(hashtextextended(t.oid || ' ' || t.xmin, 0)) FROM pg_trigger t),
  (SELECT sum(hashtextextended(p.oid || ' ' || p.xmin, 0)) FROM pg_proc p WHERE p.oid >= 16384),
  (SELECT sum(hashtextextended(n.oid || ' ' || n.xmin, 0)) FROM pg_namespace n
     WHERE n.nspname !~ '^pg_(toast_)?temp_'),
  (SELECT count(*) FROM pg_statistic s WHERE s.starelid >= 16384),
  (SELECT count(*) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
     WHERE d.datname = current_database()),
  (SELECT count(*) FROM pg_database d WHERE d.datname = current_database() AND d.datacl IS NULL)
]::text
"""
"""Says which version each object of the catalog has: another answer, and somebody changed a table,
a trigger, a right, a setting or the statistics of the planner."""
ALONE = """
SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()
"""
TABLES = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
MOST_ROWS = 5_000
"""A copy with more rows than these is not put right: it is slow, and leaves tables of holes."""
MOST_USES = 40
"""After these the holes that rows have left make a copy slow."""

Contents = dict[str, bytes]
"""What stands in each table, as COPY gives it."""


def name_of(url: str) -> str:
    """Give the name of the database that a URL of a test server names."""
    return url.partition("@/")[2].partition("?")[0]


def contents(url: str) -> Contents:
    """Read what stands in every table of a database."""
    with connected(url) as connection:
        found = {}
        for (table,) in connection.execute(TABLES).fetchall():
            with connection.cursor().copy(
                f"COPY {table} TO STDOUT (FORMAT binary)".encode()
            ) as copy:
                found[table] = b"".join(bytes(piece) for piece in copy)
        return found


def restore(url: str, kept: Contents) -> None:
    """Let a database hold what was read of another with the same tables, and nothing besides."""
    with connected(url) as connection, connection.transaction():
        _restore(connection, kept)


class Copies:
    """The copies of one database that were handed out and came back."""

    def __init__(self, server: "Server", template: str) -> None:
        """Know what a copy holds.

        Args:
            server: where it is.
            template: its URL; nobody writes to it any more.
        """
        self._server, self._template = server, template
        self._contents = contents(template)
        with connected(template) as connection:
            self._catalog = connection.execute(CATALOG).fetchone()
        self._back: list[str] = []
        self._uses: Counter[str] = Counter()

    def take(self) -> str:
        """Give the URL of a copy that nobody else has."""
        for url in list(self._back):
            found = self._put_right(url)
            if found is None:
                continue
            self._back.remove(url)
            if found:
                self._uses[url] += 1
                return url
            self._server.remove(url)
        return self._server.new_database(name_of(self._template))

    def give_back(self, url: str) -> None:
        """Take a copy back."""
        self._back.append(url)

    def _put_right(self, url: str) -> bool | None:
        """Say whether a copy is as at first again; None while somebody is connected to it."""
        if self._uses[url] >= MOST_USES:
            return False
        with connected(url) as connection, connection.transaction():
            if connection.execute(ALONE).fetchone() != (True,):
                return None
            if connection.execute(CATALOG).fetchone() != self._catalog:
                return False
            return _restore(connection, self._contents) <= MOST_ROWS


def connected(url: str) -> "Connection[Any]":
    """Connect as the owner of a database."""
    # Only where there is a server is its driver loaded.
    import psycopg

    return psycopg.connect(url, autocommit=True)


def _restore(connection: "Connection[Any]", kept: Contents) -> int:
    """Do as `restore` in a transaction that has begun; give how many rows were taken out."""
    # Neither triggers nor references have a say: what is whole gives way to what was.
    connection.execute("SET LOCAL session_replication_role = replica")
    cursor = connection.execute(";".join(f"DELETE FROM {table}" for table in kept).encode())
    removed = cursor.rowcount
    while cursor.nextset():
        removed += cursor.rowcount
    for table, rows in kept.items():
        with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)".encode()) as copy:
            copy.write(rows)
    return removed
