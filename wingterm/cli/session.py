"""What a command has to hand: the settings, the desk, the prison, and how typed things are read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Context, Option
from wingterm.errors import BadInput, StoreBroken

if TYPE_CHECKING:
    from datetime import date

    from wingterm.domain.outcomes import Acknowledgement
    from wingterm.domain.prison import Prison
    from wingterm.services.desk import Desk
    from wingterm.settings import Settings

At = Annotated[
    str,
    Option("--at", metavar="TIME", help="HH:MM, yesterday HH:MM or YYYY-MM-DD HH:MM; else now."),
]
Comment = Annotated[str, Option("--comment", metavar="TEXT", help="At most 240 characters.")]
Ack = Annotated[
    list[str] | None,
    Option("--ack", metavar="CODE=REASON", help="Acknowledge a warning; repeatable."),
]
RequestId = Annotated[
    str,
    Option("--request-id", metavar="ID", help="An id of yours: sent twice, done once."),
]
Json = Annotated[bool, Option("--json", help="Answer as JSON.")]
Csv = Annotated[bool, Option("--csv", help="Answer as CSV.")]
AsOf = Annotated[str, Option("--as-of", metavar="TIME", help="As of an instant in the past.")]
KnownAt = Annotated[
    str, Option("--known-at", metavar="TIME", help="As it was believed at an instant.")
]
Quiet = Annotated[
    bool, Option("--quiet", help="Acts that are done say nothing, for WINGTERM_QUIET=1.")
]
NoInput = Annotated[
    bool, Option("--no-input", help="Never ask: end with code 2, for WINGTERM_NO_INPUT=1.")
]
Yes = Annotated[bool, Option("--yes", help="Do not ask; needed where nobody can answer.")]

ID_MAX = 36
"""Most characters of a request id."""


class Session:
    """One run of the command line."""

    def __init__(self, settings: "Settings", *, named: bool = True, store: str = "") -> None:
        """Begin.

        Args:
            settings: as named by options and environment; which register that comes to, `register`
                says.
            named: whether a register was named; else it is the user's own.
            store: the register that was named before the command, empty for none.
        """
        self.settings = settings
        self.named = named
        self.store = store
        self.seen: list[str] = []
        """`NUMBER=N`: the newest entry that was seen of people; an act on another is refused."""
        self._desk: Desk | None = None

    @cached_property
    def register(self) -> "Settings":
        """The register to open: the one named, else the user's own, else the demo's."""
        if self.named or os.path.exists(self.settings.store):
            return self.settings
        demo = self.settings.demo()
        if not os.path.exists(demo.store):
            return self.settings
        notices.notice("This is the demo: there is no register of your own (`wingterm init`).")
        return demo._replace(prison=self.settings.prison)

    @property
    def desk(self) -> "Desk":
        """The officer's desk; the register is opened on first use."""
        if self._desk is None:
            from wingterm.services.opening import open_desk

            with reachable():
                self._desk = open_desk(self.register, "cli")
            self._desk.store.tell = notices.under_way
            warning = self._desk.disk.warning()
            if warning:
                notices.notice(warning)
        return self._desk

    @cached_property
    def prison(self) -> "Prison":
        """The prison that the command is about."""
        from wingterm.services.opening import default_prison

        return default_prison(self.desk, self.settings.prison)

    @property
    def timezone(self) -> str:
        """The time zone in which times are shown where no prison is meant: that of the first."""
        from wingterm.services.prisons import prisons

        found = prisons(self.desk)
        return found[0].timezone if found else "UTC"

    def instant(self, text: str, field_name: str) -> int | None:
        """Read a typed time in the prison's local time; None for none.

        Raises:
            BadInput: it means nothing, or two things; the message says what to type.
        """
        if not text:
            return None
        from wingterm.domain.times import TimeNotUnderstood, parse_instant

        try:
            return parse_instant(text, self.desk.store.now(), self.prison.timezone)
        except (TimeNotUnderstood, OverflowError) as error:
            raise BadInput(str(error), field=field_name) from None

    def day(self, text: str) -> "date | None":
        """Read a typed day, or a word such as `yesterday` in the prison's time; None for none.

        Raises:
            BadInput: it is no day.
        """
        if not text.strip():
            return None
        from wingterm.domain.people import day_meant
        from wingterm.domain.times import local_date

        found = day_meant(text, local_date(self.desk.store.now(), self.prison.timezone))
        if found is None:
            told = "Type it as YYYY-MM-DD or DD/MM/YYYY; yesterday, today or tomorrow."
            raise BadInput(f"{text} is not a date.", told, field="date")
        return found

    def close(self) -> None:
        """Close the register, if it was opened."""
        if self._desk is not None:
            self._desk.store.close()
            self._desk = None


@contextmanager
def reachable() -> Iterator[None]:
    """Say in a sentence that a register cannot be reached: a path too long, a folder closed."""
    try:
        yield
    except OSError as error:
        raise StoreBroken(
            f"The register cannot be reached: {error.strerror}.", "Name another place."
        ) from None


def session_of(context: Context) -> Session:
    """Give the session of a command."""
    assert context.session is not None
    return context.session


def start(context: Context, store: str, prison: str, *, demo: bool, reason: str = "") -> None:
    """Begin a session with the options that stand before the command.

    Raises:
        BadInput: two registers were named.
    """
    from wingterm.settings import settings_from

    if demo and store:
        raise BadInput("--demo and --store name two registers.", "Give one of them.")
    settings = settings_from(os.environ)
    named = bool(store or demo or os.environ.get("WINGTERM_STORE"))
    if demo:
        settings = settings.demo()
    if store:
        settings = settings._replace(store=store)
    if prison:
        settings = settings._replace(prison=prison.strip().upper())
    if reason:
        settings = settings._replace(reason=reason)
    session = Session(settings, named=named, store=store)
    context.session = session
    context.call_on_close(session.close)


def silence(context: Context, *, quiet: bool, no_input: bool) -> None:
    """Let this run say nothing of what is done, or ask nothing, as options or environment want."""
    context.call_on_close(output.hush(quiet or _wanted("WINGTERM_QUIET")))
    context.call_on_close(notices.ask_nothing(no_input or _wanted("WINGTERM_NO_INPUT")))


def _wanted(name: str) -> bool:
    """Whether a variable of the environment says yes.

    Raises:
        BadInput: it says neither yes nor no.
    """
    typed = os.environ.get(name, "").strip().lower()
    if typed in ("", "0", "no", "false"):
        return False
    if typed in ("1", "yes", "true"):
        return True
    raise BadInput(f"{name} is neither 1 nor 0.", f"Set {name}=1, or unset it.")


def acknowledged(typed: list[str] | None) -> "tuple[Acknowledgement, ...]":
    """Read `CODE=REASON` acknowledgements.

    Raises:
        BadInput: one of them gives no code or no reason.
    """
    from wingterm.domain.outcomes import Acknowledgement

    read = []
    for text in typed or []:
        code, _, reason = (part.strip() for part in text.partition("="))
        if not code or not reason:
            raise BadInput(
                f"--ack {text} gives no reason.", "Write --ack CODE=REASON.", field="ack"
            )
        read.append(Acknowledgement(code, reason))
    return tuple(read)


def seen_lines(typed: list[str]) -> dict[str, int]:
    """Read `NUMBER=N` as what was seen of people.

    Raises:
        BadInput: one of them is no number of a line.
    """
    read = {}
    for text in typed:
        number, _, newest = (part.strip() for part in text.partition("="))
        if not number or not (newest.isascii() and newest.isdecimal()):
            raise BadInput(
                f"--seen {text} names no entry.",
                "Write --seen NUMBER=N, with N as `wingterm show NUMBER --json` gives it.",
                field="seen",
            )
        read[number.upper()] = int(newest)
    return read


def checked_id(typed: str) -> str:
    """Give a request id as it may be kept.

    Raises:
        BadInput: it is too long, or holds blanks or characters that are not plain.
    """
    if typed.isascii() and typed.isprintable() and " " not in typed and 0 < len(typed) <= ID_MAX:
        return typed
    raise BadInput(
        f"{typed} is not a request id.",
        f"It has at most {ID_MAX} letters, digits and signs, without blanks.",
        field="request-id",
    )
