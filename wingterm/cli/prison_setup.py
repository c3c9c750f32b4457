"""What is settled for each prison."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.acts import perform
from wingterm.cli.declare import Context, Option
from wingterm.cli.place_acts import parted
from wingterm.cli.session import AsOf, At, Json, KnownAt, RequestId, session_of

if TYPE_CHECKING:
    from wingterm.services.prison_settings import SettingLine


def prison_settings(
    context: Context,
    values: Annotated[
        list[str] | None,
        Option("--set", metavar="NAME=VALUE", help="Change a setting; repeatable."),
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
