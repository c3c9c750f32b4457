"""The terminal in a browser: a real server, asked over HTTP and by websocket as the page does."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pyte
import pytest

from tests.cli.conftest import Line
from tests.cli.test_processes import WINGTERM
from tests.demos import copy_to, kept_demo
from tests.packaging.terminal import BEYOND_PYTE
from tests.packaging.test_imports import environment
from wingterm.cli.exits import Exit
from wingterm.cli.loopback import knows_accounts
from wingterm.clock import system_clock
from wingterm.settings import Settings

PROXY = "https://roll.example.org/ab1"

WITHOUT = (
    "import sys; sys.modules['textual_serve'] = None; from wingterm.cli.quick import run; run()"
)
"""Runs wingterm as it is where the extra is not installed."""

LONGEST_S = 30
"""How long is waited for what must come."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    said: str
    """What it said when it began."""
    port: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(home: Path, *options: str, port: int) -> Iterator[Served]:
    """Run a server of the register in a home, and end it."""
    store = ["--store", str(home / "register.db")]
    process = subprocess.Popen(
        [*WINGTERM, *store, "serve", "--port", str(port), *options],
        cwd=home,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process, process.stderr:
        try:
            yield Served(process, process.stderr.readline(), port)
        finally:
            process.terminate()
            process.wait(LONGEST_S)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home with a small demo register."""
    folder = tmp_path_factory.mktemp("served")
    kept = kept_demo(tmp_path_factory, "three-days", system_clock, days=3)
    copy_to(Settings(store=str(folder / "register.db")), kept)
    return folder


@pytest.fixture(scope="module")
def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@pytest.fixture(scope="module")
def served(home: Path, free_port: int) -> Iterator[Served]:
    """Give a server on the loopback address."""
    with serving(home, port=free_port) as server:
        yield server


@asynccontextmanager
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    """Give what asks as a browser does."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(LONGEST_S)) as session:
        yield session


class Page:
    """The terminal of a page: keys in, what it draws out."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        """Begin with nothing drawn."""
        self._connection = connection
        self.drawn = ""
        self._screen = pyte.Screen(80, 24)
        self._model = pyte.Stream(self._screen)

    async def press(self, keys: str) -> None:
        """Send keys as the page does."""
        await self._connection.send_str(json.dumps(["stdin", keys]))

    async def wait_for(self, words: str) -> None:
        """Read until words stand on the screen, or the terminal ends."""
        while not any(words in line for line in self._screen.display):
            message = await self._connection.receive(LONGEST_S)
            assert message.type is aiohttp.WSMsgType.BINARY, self.drawn
            text = message.data.decode()
            self.drawn += text
            self._model.feed(BEYOND_PYTE.sub("", text))

    async def wait_for_end(self) -> None:
        """Read until the terminal has ended."""
        while (message := await self._connection.receive(LONGEST_S)).type is (
            aiohttp.WSMsgType.BINARY
        ):
            self.drawn += message.data.decode()
        assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


def test_says_where_it_is_and_for_whom(served: Served) -> None:
    assert served.said.startswith(f"DMO is at {served.url} for ")


async def test_the_page_holds_all_that_it_needs(served: Served) -> None:
    async with browser() as session, session.get(served.url) as answer:
        page = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
        assert answer.status == 200
    assert f'data-session-websocket-url="ws://127.0.0.1:{served.port}/ws"' in page
    assert "//" not in page.replace(f"ws://127.0.0.1:{served.port}/ws", "")
    assert "default-src 'self'" in policy
    async with browser() as session:
        for part in ("/static/js/textual.js", "/static/css/xterm.css"):
            assert part in page
            async with session.get(served.url + part) as answer:
                assert answer.status == 200, part


async def test_the_words_are_as_large_as_asked(served: Served) -> None:
    async with browser() as session:
        for asked, size in (("", "16"), ("?fontsize=24", "24"), ("?fontsize=%22><", "16")):
            async with session.get(f"{served.url}/{asked}") as answer:
                assert f'data-font-size="{size}"' in await answer.text()


async def test_a_page_gets_the_terminal_and_takes_keys(served: Served) -> None:
    async with browser() as session:
        where = f"{served.url}/ws?width=80&height=24"
        async with session.ws_connect(where, headers={"Origin": served.url}) as connection:
            page = Page(connection)
            await page.wait_for("Roll board")
            await page.press("\x1bOP")
            await page.wait_for("Help: board")
            # Nothing asks for the mouse that does not take it back.
            assert page.drawn.rfind("\x1b[?1003l") > page.drawn.rfind("\x1b[?1003h") > -1
            await page.press("\x11")
            await page.wait_for_end()


async def test_the_next_page_gets_a_terminal_of_its_own(served: Served) -> None:
    async with browser() as session:
        for _ in range(2):
            async with session.ws_connect(f"{served.url}/ws") as connection:
                await Page(connection).wait_for("Roll board")


@pytest.mark.parametrize("path", ["/", "/ws", "/static/js/textual.js"])
@pytest.mark.parametrize(
    "headers", [{"Origin": "http://example.org"}, {"Host": "example.org"}, {"Origin": "null"}]
)
async def test_pages_of_other_sites_get_nothing(
    served: Served, path: str, headers: dict[str, str]
) -> None:
    async with browser() as session, session.get(served.url + path, headers=headers) as answer:
        assert answer.status == 403
        assert await answer.text() == "This page is not one of wingterm's.\n"


@pytest.mark.skipif(not knows_accounts(), reason="this system does not tell whose a connection is")
def test_another_account_gets_nothing(served: Served) -> None:
    ask = (
        "import encodings.idna, os, sys, urllib.request as u; os.setuid(65534)\n"
        "try: u.urlopen(sys.argv[1])\n"
        "except u.HTTPError as error: print(error.code, error.read().decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask, served.url],
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    if "PermissionError" in done.stderr:
        pytest.skip("only root can be somebody else")
    assert done.stdout.startswith("403 This is another officer's wingterm"), done


def test_a_port_that_is_taken_is_refused(line: Line, served: Served) -> None:
    refused = line("serve", "--port", str(served.port))
    assert refused.code == Exit.USAGE
    assert f"Port {served.port} of 127.0.0.1 cannot be used" in refused.err


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
async def test_ends_in_peace_with_its_terminals(home: Path, ending: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with serving(home, port=port) as server:
        async with browser() as session, session.ws_connect(f"{server.url}/ws") as connection:
            page = Page(connection)
            await page.wait_for("Roll board")
            server.process.send_signal(ending)
            await page.wait_for_end()
        assert server.process.wait(LONGEST_S) == Exit.DONE


async def test_behind_a_proxy_the_page_is_told_the_proxys_address(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with serving(home, "--behind-proxy", f"{PROXY}/", port=port) as server:
        assert server.said.startswith(f"DMO is at {PROXY} for ")
        async with browser() as session:
            async with session.get(server.url, headers={"Host": "inside"}) as answer:
                page = await answer.text()
            assert 'data-session-websocket-url="wss://roll.example.org/ab1/ws"' in page
            assert 'src="https://roll.example.org/ab1/static/js/textual.js"' in page
            foreign = {"Origin": "https://example.org"}
            async with session.get(f"{server.url}/ws", headers=foreign) as answer:
                assert answer.status == 403
            own = {"Origin": "https://roll.example.org"}
            async with session.ws_connect(f"{server.url}/ws", headers=own) as connection:
                await Page(connection).wait_for("Roll board")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_other_machines_are_kept_out(line: Line, host: str) -> None:
    refused = line("serve", "--host", host)
    assert refused.code == Exit.USAGE
    assert f"{host} can be reached from other machines" in refused.err
    assert "--behind-proxy" in refused.err


@pytest.mark.parametrize(
    "url",
    [
        "http://roll.example.org", "roll.example.org", "https://", "https://a@b.example.org",
        "https://roll.example.org/?a", "https://[", "https://roll.example.org:x",
    ],
)  # fmt: skip
def test_a_proxy_must_have_an_address_with_tls(line: Line, url: str) -> None:
    refused = line("serve", "--behind-proxy", url)
    assert refused.code == Exit.USAGE
    assert "is not the address of a proxy with TLS" in refused.err


def test_a_port_must_be_one(line: Line) -> None:
    assert line("serve", "--port", "65536").code == Exit.USAGE


def test_a_register_that_is_not_there_is_told_before_anything_is_served(tmp_path: Path) -> None:
    missing = tmp_path / "nothing.db"
    done = run(WINGTERM, tmp_path, "--store", str(missing), "serve", "--port", "0")
    assert done.returncode == Exit.NOT_FOUND
    assert str(missing) in done.stderr


def test_without_the_extra_it_says_how_to_get_it(home: Path) -> None:
    done = run([sys.executable, "-P", "-c", WITHOUT], home, "serve")
    assert done.returncode == Exit.USAGE
    assert "textual-serve, which is not installed" in done.stderr
    assert "wingterm[serve]" in done.stderr


def run(
    program: list[str] | tuple[str, ...], home: Path, *typed: str
) -> subprocess.CompletedProcess[str]:
    """Run a command that is to be refused."""
    return subprocess.run(
        [*program, *typed],
        cwd=home,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
