"""The command that gives the terminal to a browser."""

import socket
from typing import Annotated
from urllib.parse import urlsplit

from wingterm.cli import notices
from wingterm.cli.declare import Context, Option
from wingterm.cli.session import Session, reachable, session_of
from wingterm.errors import BadInput

HIGHEST_PORT = 65535


def serve(
    context: Context,
    host: Annotated[str, Option("--host", metavar="HOST", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, Option("--port", metavar="PORT", help="0 for any that is free.")] = 8000,
    behind_proxy: Annotated[
        str,
        Option("--behind-proxy", metavar="URL", help="Where a proxy answers for it."),
    ] = "",
) -> None:
    """Give the terminal to a browser on this machine.

    Everybody who opens the page is the officer whose account runs this command:
    there is no sign-on. Left to itself it answers only browsers of that account,
    on this machine. With --behind-proxy it answers whoever reaches it, so what
    stands in front must speak TLS, must know whom it lets in, and must lead each
    officer to a `wingterm serve` that runs under that officer's own account.

    It needs an extra: pipx install 'wingterm[serve]'.

    Examples:
      wingterm serve
      wingterm --demo serve --port 8080
      wingterm serve --port 8101 --behind-proxy https://roll.example.org/ab1
    """
    proxy = _checked(host, port, behind_proxy)
    try:
        from wingterm.cli import browser
    except ImportError:
        raise BadInput(
            "Serving a browser needs textual-serve, which is not installed.",
            "Install it: pipx install 'wingterm[serve]'",
        ) from None
    session = session_of(context)
    prison, account = _opened(session)
    with _listening(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        address = proxy or f"http://{shown}:{listening.getsockname()[1]}"
        notices.notice(f"{prison} is at {address} for {account}. Ctrl-C ends it.")
        browser.serve(session.register, listening, proxy)


def _checked(host: str, port: int, proxy: str) -> str:
    """Give the proxy's address, when it and what is to be listened on may be.

    Raises:
        BadInput: one of them may not.
    """
    from wingterm.cli.loopback import is_loopback

    if not 0 <= port <= HIGHEST_PORT:
        raise BadInput(f"There is no port {port}.", f"Ports go to {HIGHEST_PORT}.", field="port")
    if proxy:
        return _checked_proxy(proxy)
    if not is_loopback(host):
        raise BadInput(
            f"{host} can be reached from other machines, and wingterm has no sign-on.",
            "Leave --host out, or say with --behind-proxy what stands in front.",
            field="host",
        )
    return ""


def _checked_proxy(url: str) -> str:
    """Give a proxy's address without a slash at its end.

    Raises:
        BadInput: it is no such address.
    """
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named or parts.scheme != "https" or parts.query or parts.fragment or "@" in parts.netloc:
        raise BadInput(
            f"{url} is not the address of a proxy with TLS.",
            "Write it as the browser does: --behind-proxy https://roll.example.org",
            field="behind-proxy",
        )
    return url.rstrip("/")


def _opened(session: Session) -> tuple[str, str]:
    """Give the prison and the account that will be served.

    Raises:
        WingtermError: the terminal would not open.
    """
    from wingterm.services.opening import default_prison, open_desk

    with reachable():
        desk = open_desk(session.register, "terminal")
    try:
        return default_prison(desk, session.settings.prison).code, desk.account
    finally:
        desk.store.close()


def _listening(host: str, port: int) -> socket.socket:
    """Give a socket that browsers can connect to.

    Raises:
        BadInput: the port is taken, or the host is not one of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family)
    except OSError as error:
        raise BadInput(
            f"Port {port} of {host} cannot be used: {error.strerror}.",
            "Give another with --port.",
            field="port",
        ) from None
