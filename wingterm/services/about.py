"""What this program is made of, and which register it uses."""

from importlib import metadata

from db.engine import dialect_for, open_store
from db.schema import SCHEMA_NUMBER
from wingterm.errors import WingtermError
from wingterm.services.disk import disk_of
from wingterm.settings import Settings

CHECKSUMS = {
    True: "the server notices damage of its files",
    False: "off: the server does not notice damage of its files (initdb --data-checksums)",
}
PARTS = ("textual", "sqlmodel", "rich", "typer", "alembic")


def facts(settings: Settings) -> list[tuple[str, str]]:
    """Give (what, which) of the parts, the database library and the register."""
    found = [(part, metadata.version(part)) for part in PARTS]
    dialect = dialect_for(settings.store)
    found.append(("database", dialect.version()))
    found.append(("schema", str(SCHEMA_NUMBER)))
    found.append(("register", settings.shown_store))
    found.append(("disk", _disk(settings)))
    try:
        store = open_store(settings.store)
        found.append(("state", "can be opened"))
        if settings.on_server:
            with store.read() as reader:
                kept = reader.one("SELECT current_setting('data_checksums')", ())
            found.append(("checksums", CHECKSUMS[kept == ("on",)]))
        store.close()
    except WingtermError as error:
        found.append(("state", error.message))
    return found


def _disk(settings: Settings) -> str:
    """Say how much room the disk has, in words that a limit which is passed changes."""
    disk = disk_of(settings)
    left = disk.left_mb()
    if left is None:
        return "not known"
    return disk.warning() or f"{left} MB left on the disk of {disk.folder}"
