"""A PostgreSQL server for the tests, wherever its binaries exist.

It refuses to run as root, so another user runs it.
"""

import functools
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

from tests.copies import Copies, connected, name_of

SETTINGS = """
listen_addresses = ''
max_connections = 60
shared_buffers = 64MB
wal_level = minimal
max_wal_senders = 0
autovacuum = off
"""
"""Durability stays on: wingterm refuses a server that may lose what it acknowledged. No database is
vacuumed: none lives for long, and what the planner knows must not depend on when it was."""

IN_MEMORY = 2 * 1024**3
"""Bytes that must be free in memory for a server to lie there: no test of it is about its disk."""


def find_binaries() -> Path | None:
    """Give the folder of initdb and pg_ctl, None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


class Server:
    """A server of our own in a temporary folder, reached through a socket in it."""

    def __init__(self, binaries: Path) -> None:
        """Make the cluster and start it."""
        self._binaries = binaries
        self._user = "postgres" if os.getuid() == 0 else ""
        self.folder = Path(tempfile.mkdtemp(prefix="wingterm-pg-", dir=_quick_folder()))
        self._copies: dict[str, Copies] = {}
        self._lent: dict[str, Copies] = {}
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self.folder.chmod(0o755)
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "wingterm", "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8")  # fmt: skip
        self._run(
            "bash", "-c", f"cat >> {data}/postgresql.conf <<'END'\n{SETTINGS}END", outside=True
        )
        self.start()

    def url(self, database: str) -> str:
        """Give the URL of a database of this server."""
        return f"postgresql://wingterm@/{database}?host={self.folder}"

    def new_database(self, template: str = "template0") -> str:
        """Make a database, empty or a copy of another by its name; give its URL."""
        name = f"t{uuid.uuid4().hex}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def copy_of(self, template: str) -> str:
        """Give the URL of a copy of a database, which nobody writes to any more, by its URL."""
        if template not in self._copies:
            self._copies[template] = Copies(self, template)
        url = self._copies[template].take()
        self._lent[url] = self._copies[template]
        return url

    def drop(self, url: str) -> None:
        """Have done with a database made here: a copy may be handed out again, put right."""
        if url in self._lent:
            self._lent.pop(url).give_back(url)
        else:
            self.remove(url)

    def remove(self, url: str) -> None:
        """Remove a database."""
        self.sql(f"DROP DATABASE IF EXISTS {name_of(url)} WITH (FORCE)")

    def sql(self, statement: str) -> None:
        """Run a statement as the owner of the server."""
        with connected(self.url("postgres")) as connection:
            connection.execute(statement.encode())

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", f"{self.folder}/log",
                  "-o", f"-k {self.folder}", "start")  # fmt: skip

    def crash(self) -> None:
        """End the server as a power cut would."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str, outside: bool = False) -> None:
        path = program if outside else str(self._binaries / program)
        command = [path, *arguments]
        if self._user:
            command = ["runuser", "-u", self._user, "--", *command]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder)


def _quick_folder() -> str | None:
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() and shutil.disk_usage(shared).free > IN_MEMORY else None


@functools.cache
def server() -> Server | None:
    """Start the server of this test process on first use; None where there are no binaries."""
    binaries = find_binaries()
    return Server(binaries) if binaries else None
