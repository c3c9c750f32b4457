"""Prisons of a register: open another one, and what is settled for each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wingterm.cli import output
from wingterm.cli.acts import perform
from wingterm.cli.place_acts import parted, read_or_tell
from wingterm.cli.session import AsOf, At, Json, KnownAt, RequestId, session_of

if TYPE_CHECKING:
    from wingterm.services.prison_settings import SettingLine


def prison_open(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code of the prison, such as WTI.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Name of the prison.")],
    file: Annotated[
        Path | None,
        typer.Option("--places", metavar="FILE", help="Its places: see `places load`."),
    ] = None,
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="ZONE", help="Time zone.")
    ] = "Europe/London",
    json: Json = False,
) -> None:
    """Add a prison to the register, with its places or without.

    It comes with a reception and the other places that every prison has. The file
    is checked first: with a fault in it nothing is done.

    Examples:
      wingterm prison-open DMX --name "HMP Demonstration Exchange"
      wingterm prison-open DMX --name "HMP Exchange" --places places.csv
    """
    from wingterm.domain.requests import OpenPrison

    session = session_of(context)
    prison = code.strip().upper()
    found = read_or_tell(file, prison, as_json=json) if file else ()
    opening = OpenPrison(prison="REG", code=prison, name=name, timezone=timezone)
    if not found:
        perform(session, [opening], "", as_json=json)
        return
    perform(session, [opening, *found], "", as_json=json)


def prison_settings(
    context: typer.Context,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Change a setting; repeatable."),
    ] = None,
    at: At = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Show or change how the prison reads its roll.

    And what it asks of its staff. A past roll is read by the settings of then.

    Examples:
      wingterm prison-settings
      wingterm prison-settings --set explain_moves=yes --at 09:00
    """
    from wingterm.domain.requests import SetPrison
    from wingterm.services.prison_settings import settings_of

    session = session_of(context)
    if values:
        request = SetPrison(
            prison=session.prison.code, values=parted(values, "setting"),
            at=session.instant(at, "at"),
        )  # fmt: skip
        perform(session, [request], request_id, as_json=json)
        return
    found = settings_of(
        session.desk,
        session.prison,
        as_of=session.instant(as_of, "as_of"),
        known_at=session.instant(known_at, "known_at"),
    )
    if json:
        held = {line.name: line.value for line in found}
        output.as_json(ok=True, prison=session.prison.code, settings=held)
    else:
        output.table(("setting", "value", "by default"), [_row(line) for line in found])


def _row(line: "SettingLine") -> tuple[str, str, str]:
    return line.name, _word(line.value), _word(line.default)


def _word(value: bool | int | None) -> str:
    if value is None:
        return "none"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
