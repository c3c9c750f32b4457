"""A store that does not answer: whoever waits for it is told, and the next one is answered."""

import contextlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db import postgres, sqlite
from db.engine import Reader, Store, open_store
from tests import postgres as servers
from tests.stores import drop_store, fresh_store
from wingterm.errors import CommitDoubtful, StoreBusy


@pytest.fixture
def served(private: Path) -> Iterator[Store]:
    if servers.find_binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    made = fresh_store(private, "postgresql")
    store = open_store(made)
    yield store
    store.close()
    drop_store(made)


@contextmanager
def stopped(reader: Reader) -> Iterator[None]:
    """Stop the server's process that answers a reader, as a dead disk does."""
    row = reader.one("SELECT pg_backend_pid()", ())
    assert row is not None
    os.kill(row[0], signal.SIGSTOP)
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(row[0], signal.SIGCONT)


def test_a_server_that_says_nothing_is_given_up(
    served: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "HURRIED_S", 0.2)
    served.hurry()
    silent = pytest.raises(StoreBusy, match="server does not answer; nothing was done")
    with served.read() as reader, stopped(reader), silent:
        reader.now()
    with served.read() as reader:
        assert reader.now()


def test_nobody_knows_whether_a_commit_without_an_answer_was_done(
    served: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "HURRIED_S", 0.2)
    served.hurry()
    with served.write() as unit, stopped(unit), pytest.raises(CommitDoubtful):
        unit.commit()
    with served.read() as reader:
        assert reader.now()


def test_a_screen_waits_less_for_a_file_than_who_writes(private: Path) -> None:
    store = open_store(fresh_store(private))
    store.hurry()
    connection = store.take()
    store.keep(connection)
    for begin, wait in (
        (store.read, sqlite.READ_TIMEOUT_MS),
        (store.write, sqlite.BUSY_TIMEOUT_MS),
    ):
        with begin():
            assert connection.execute("PRAGMA busy_timeout").fetchone() == (wait,)
    store.close()
