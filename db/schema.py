"""What makes a store ours, and of which version."""

from wingterm.errors import SchemaNewer, SchemaOlder, StoreBroken, WingtermError

APPLICATION = "wingterm"
APPLICATION_ID = 0x57494E47
"""Four bytes (`WING`) in the header of an SQLite file."""

SCHEMA_NUMBER = 7
"""The schema that this program reads and writes; it opens no other."""


def wrong_schema(number: int, where: str) -> WingtermError:
    """Give the error for a store of another schema."""
    if number < SCHEMA_NUMBER:
        return SchemaOlder(
            f"{where} has schema {number}; this version of wingterm needs {SCHEMA_NUMBER}.",
            "Run `wingterm upgrade`.",
        )
    return SchemaNewer(
        f"{where} has schema {number}, newer than this version of wingterm ({SCHEMA_NUMBER}).",
        "Start the newer version; nothing was changed.",
    )


def not_ours(where: str) -> StoreBroken:
    """Give the error for a store that another program made."""
    return StoreBroken(f"{where} is not a wingterm register.", "Name the register's own file.")
