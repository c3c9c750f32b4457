"""Who may speak to a server on the loopback address: browsers of its account, from its own page.

A loopback address keeps other machines out, but neither other accounts of the same machine nor the
pages of other sites, which may connect to it from inside the officer's own browser.
"""

import ipaddress
import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
"""Where Linux lists connections with the account that opened each."""

_LOCAL, _REMOTE, _ACCOUNT = 1, 2, 7
"""Columns of the tables."""


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine and cannot be reached from another."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_own_page(host: str, origin: str | None) -> bool:
    """Say whether a request comes from a page of this server, or asks for one by hand.

    Args:
        host: the `Host` header. The name of another site, made to point here, is refused.
        origin: the `Origin` header, which a browser sends with every connection that a page opens.
    """
    try:
        named = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return is_loopback(named) and origin in (None, f"http://{host}")


def knows_accounts() -> bool:
    """Say whether this system tells which account opened a connection."""
    return TABLES[0].exists()


def is_own_account(theirs: tuple[str, int], ours: tuple[str, int]) -> bool:
    """Say whether a connection to us was opened by the account that runs this process.

    Args:
        theirs: address and port of the other end.
        ours: address and port of our end.
    """
    for table in TABLES:
        if table.exists():
            lines = table.read_text(encoding="ascii").splitlines()[1:]
            account = account_of(lines, in_table(*theirs), in_table(*ours))
            if account is not None:
                return account == os.geteuid()
    return False


def account_of(lines: Iterable[str], local: str, remote: str) -> int | None:
    """Give the account number of the connection between two ends, None when it is not listed."""
    for line in lines:
        columns = line.split()
        if (columns[_LOCAL], columns[_REMOTE]) == (local, remote):
            return int(columns[_ACCOUNT])
    return None


def in_table(address: str, port: int) -> str:
    """Write an end of a connection as the tables do: words of 32 bits in the machine's order."""
    version = socket.AF_INET6 if ":" in address else socket.AF_INET
    packed = socket.inet_pton(version, address)
    words = (packed[at : at + 4] for at in range(0, len(packed), 4))
    text = "".join(f"{int.from_bytes(word, sys.byteorder):08X}" for word in words)
    return f"{text}:{port:04X}"
