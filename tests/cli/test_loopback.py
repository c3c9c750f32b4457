"""Who may speak to `wingterm serve`: this machine, this account, this page."""

import os
import socket

import pytest

from wingterm.cli.loopback import (
    account_of,
    in_table,
    is_loopback,
    is_own_account,
    is_own_page,
    knows_accounts,
)

HEAD = "0: 0100007F:1F40 0100007F:A001 01 00000000:00000000 00:00000000 00000000  1000  0 99"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost"])
def test_these_hosts_are_this_machine_alone(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "", "192.0.2.1", "example.org", "localhost.example.org", "127.1"]
)
def test_these_hosts_may_be_reached_from_elsewhere(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8000", None),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost:9000", "http://localhost:9000"),
        ("[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_pages_of_its_own(host: str, origin: str | None) -> None:
    assert is_own_page(host, origin)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8000", "http://example.org"),
        ("127.0.0.1:8000", "https://127.0.0.1:8000"),
        ("127.0.0.1:8000", "http://127.0.0.1:8001"),
        ("127.0.0.1:8000", "null"),
        ("127.0.0.1:8000", ""),
        # A name of the attacker's that was made to point here.
        ("example.org:8000", "http://example.org:8000"),
        ("example.org", None),
        ("", None),
        ("[", None),
    ],
)
def test_pages_of_others(host: str, origin: str | None) -> None:
    assert not is_own_page(host, origin)


def test_an_account_is_found_by_both_ends_of_its_connection() -> None:
    assert account_of([HEAD], "0100007F:1F40", "0100007F:A001") == 1000
    assert account_of([HEAD], "0100007F:A001", "0100007F:1F40") is None


@pytest.mark.skipif(not knows_accounts(), reason="this system does not tell whose a connection is")
@pytest.mark.parametrize(
    ("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
)
def test_a_connection_of_another_account_is_known(
    family: socket.AddressFamily, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        listening = socket.create_server((host, 0), family=family)
    except OSError:
        pytest.skip(f"this machine has no {host}")
    with listening, socket.create_connection(listening.getsockname()[:2]) as theirs:
        ours, _ = listening.accept()
        with ours:
            ends = theirs.getsockname()[:2], ours.getsockname()[:2]
            assert is_own_account(*ends)
            assert not is_own_account(("127.0.0.1", 1), ends[1])
            somebody_else = os.geteuid() + 1
            monkeypatch.setattr(os, "geteuid", lambda: somebody_else)
            assert not is_own_account(*ends)


def test_an_end_is_written_as_the_tables_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.byteorder", "little")
    assert in_table("127.0.0.1", 8000) == "0100007F:1F40"
    assert in_table("::1", 1) == "00000000000000000000000001000000:0001"
