"""What a command has to hand: the settings, the desk, the prison, and how typed things are read."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated

import typer

from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.outcomes import Acknowledgement
    from wingterm.domain.situation import Prison
    from wingterm.services.desk import Desk
    from wingterm.settings import Settings

At = Annotated[
    str,
    typer.Option("--at", help="When: HH:MM, yesterday HH:MM, or YYYY-MM-DD HH:MM. Else now."),
]
Comment = Annotated[str, typer.Option("--comment", help="Free words, at most 240 characters.")]
Ack = Annotated[
    list[str] | None,
    typer.Option("--ack", metavar="CODE=REASON", help="Acknowledge a warning; repeatable."),
]
RequestId = Annotated[
    str, typer.Option("--request-id", help="Your own id: the same request twice is once.")
]
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Answer as CSV.")]
AsOf = Annotated[str, typer.Option("--as-of", help="As of an instant in the past.")]
KnownAt = Annotated[str, typer.Option("--known-at", help="As then believed.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask; for scripts.")]


@dataclass
class Session:
    """One run of the command line."""

    settings: "Settings"
    _desk: "Desk | None" = field(default=None, repr=False)

    @property
    def desk(self) -> "Desk":
        """The officer's desk; the register is opened on first use."""
        if self._desk is None:
            from wingterm.services.opening import open_desk

            self._desk = open_desk(self.settings, "cli")
        return self._desk

    @property
    def prison(self) -> "Prison":
        """The prison that the command is about."""
        from wingterm.services.opening import default_prison

        return default_prison(self.desk, self.settings.prison)

    def instant(self, text: str, field_name: str) -> int | None:
        """Read a typed time in the prison's local time; None for none."""
        if not text:
            return None
        from wingterm.domain.times import TimeNotUnderstood, parse_instant

        try:
            return parse_instant(text, self.desk.store.now(), self.prison.timezone)
        except TimeNotUnderstood as error:
            raise BadInput(str(error), field=field_name) from None


def session_of(context: typer.Context) -> Session:
    """Give the session of a command."""
    found = context.find_object(Session)
    assert found is not None
    return found


def start(context: typer.Context, store: str, prison: str, *, demo: bool) -> None:
    """Begin a session with the options that stand before the command."""
    import os

    from wingterm.settings import settings_from

    settings = settings_from(os.environ)
    if demo:
        settings = settings.demo()
    if store:
        settings = replace(settings, store=store)
    if prison:
        settings = replace(settings, prison=prison.strip().upper())
    context.obj = Session(settings)


def acknowledged(typed: list[str] | None) -> "tuple[Acknowledgement, ...]":
    """Read `CODE=REASON` acknowledgements."""
    from wingterm.domain.outcomes import Acknowledgement

    read = []
    for text in typed or []:
        code, equals, reason = text.partition("=")
        if not equals or not reason.strip():
            raise BadInput(f"--ack {text} has no reason.", "Write --ack CODE=REASON.", field="ack")
        read.append(Acknowledgement(code.strip(), reason.strip()))
    return tuple(read)
