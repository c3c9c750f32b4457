"""The server that gives the terminal to browsers. Loaded by `wingterm serve` alone.

Each page that connects gets a terminal in a process of its own, which sees neither more nor less
than the one that the same account opens by hand.
"""

import asyncio
import logging
import os
import secrets
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from wingterm.cli.loopback import is_own_account, is_own_page, knows_accounts
from wingterm.settings import Settings

TERMINAL = shlex.join([sys.executable, "-P", "-c", "from wingterm.cli.quick import run; run()"])
"""Starts this wingterm, whatever else is on the path."""

END_S = 1.0
"""How long terminals have to end when the server does."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
        " script-src 'self' 'nonce-{nonce}'; connect-src 'self' {sockets};"
        " frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing is loaded from elsewhere, shown inside another page, or kept by the browser."""

FONT_SIZE = 16
FONT_SIZES = frozenset(map(str, range(8, 49)))
"""In pixels; another one is asked for as `?fontsize=20`."""

NONCE = "nonce"
"""Of a request: marks the page's own script."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class BrowserServer(Server):
    """Serves the terminal to a browser."""

    def __init__(self, listening: socket.socket, proxy: str = "") -> None:
        """Prepare to serve.

        Args:
            listening: where browsers, or the proxy, connect.
            proxy: the address at which a proxy answers for this server; empty for none.
        """
        super().__init__(
            f"exec {TERMINAL} terminal",
            title="wingterm",
            public_url=proxy.rstrip("/") or None,
            templates_path=Path(__file__).parent / "page",
        )
        self.listening = listening
        self.proxy = proxy.rstrip("/")
        self._terminals: set[asyncio.Task[Any]] = set()

    def serve(self, debug: bool = False) -> None:  # noqa: ARG002 - the base's signature
        """Serve until Ctrl-C or SIGTERM."""
        # The base class would write what was typed into its log when something fails.
        logging.basicConfig(level=logging.CRITICAL)
        web.run_app(
            self._make_app(),
            sock=self.listening,
            print=None,
            access_log=None,
            shutdown_timeout=END_S,
        )

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self.guard)
        app.on_response_prepare.append(self.put_headers)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command has said where it serves."""

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - the base's signature
        """End the open terminals; a browser would keep its own for ever."""
        for terminal in self._terminals:
            terminal.cancel()

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Give a browser a terminal, until either side ends it."""
        terminal = asyncio.current_task()
        assert terminal is not None
        self._terminals.add(terminal)
        try:
            return await super().handle_websocket(request)
        finally:
            self._terminals.discard(terminal)

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Turn away whoever is neither the officer's own browser nor the proxy."""
        reason = self.objection(request)
        if reason:
            raise web.HTTPForbidden(text=f"{reason}\n")
        return await handler(request)

    def objection(self, request: web.Request) -> str:
        """Say why a request is turned away; empty when it is not."""
        origin = request.headers.get("Origin")
        if self.proxy:
            address = urlsplit(self.proxy)
            own = origin in (None, f"{address.scheme}://{address.netloc}")
            return "" if own else "This page is not one of wingterm's."
        if not is_own_page(request.host, origin):
            return "This page is not one of wingterm's."
        assert request.transport is not None
        theirs, ours = (
            request.transport.get_extra_info(end)[:2] for end in ("peername", "sockname")
        )
        if knows_accounts() and not is_own_account(theirs, ours):
            return "This is another officer's wingterm: start `wingterm serve` yourself."
        return ""

    async def put_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        """Put the headers on an answer that keep the page to itself."""
        for name, value in HEADERS.items():
            response.headers[name] = value.format(
                sockets=self.socket_url(request), nonce=request.get(NONCE, "")
            )

    def socket_url(self, request: web.Request) -> str:
        """Give the address at which the page finds its terminal."""
        if self.proxy:
            # https becomes wss.
            return f"ws{self.proxy.removeprefix('http')}/ws"
        return f"ws://{request.host}/ws"

    @aiohttp_jinja2.template("app_index.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """Give what the page is filled with: addresses as the browser knows them, not as we do."""
        size = request.query.get("fontsize", "")
        request[NONCE] = secrets.token_urlsafe(16)
        return {
            "application": {"name": self.title},
            "app_websocket_url": self.socket_url(request),
            "config": {"static": {"url": f"{self.proxy}/static/"}},
            "font_size": int(size) if size in FONT_SIZES else FONT_SIZE,
            "nonce": request[NONCE],
        }


def serve(settings: Settings, listening: socket.socket, proxy: str) -> None:
    """Serve the terminal of a register until Ctrl-C.

    Args:
        settings: the register and prison; told by environment, where other accounts cannot read a
            server's password as they can in a list of processes.
        listening: where to answer.
        proxy: the address at which a proxy answers for this server; empty for none.
    """
    os.environ["WINGTERM_STORE"] = settings.store
    os.environ["WINGTERM_PRISON"] = settings.prison
    BrowserServer(listening, proxy).serve()
