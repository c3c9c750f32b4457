"""Officers: who may do what."""

from typing import Annotated

from wingterm.cli import output
from wingterm.cli.acts import perform
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Csv, Json, RequestId, session_of

HELP = "Appoint officers, list them, and say what each role may do."


def appoint(
    context: Context,
    account: Annotated[str, Argument(metavar="ACCOUNT", help="Account of the operating system.")],
    name: Annotated[str, Option("--name", metavar="TEXT", help="The officer's name.")],
    role: Annotated[str, Option("--role", metavar="ROLE", help="See `officer roles`.")],
    ends: Annotated[str, Option("--ends", metavar="TIME", help="Until when; else open.")] = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Make or change an officer's record.

    Who leaves is cut off with --ends now.

    Examples:
      wingterm officer appoint jdoe --name "J. Doe" --role wing-officer
      wingterm officer appoint jdoe --name "J. Doe" --role wing-officer --ends now
    """
    from wingterm.domain.requests import AppointOfficer

    session = session_of(context)
    request = AppointOfficer(
        prison=session.prison.code, account=account, name=name, role=role,
        ends=session.instant(ends, "ends"),
    )  # fmt: skip
    perform(session, [request], request_id, as_json=json)


def list_officers(context: Context, json: Json = False, csv: Csv = False) -> None:
    """List the officers of the register.

    Examples:
      wingterm officer list
      wingterm officer list --csv
    """
    from wingterm.services.officers import OfficerLine, officers

    found = officers(session_of(context).desk)
    if json:
        output.as_json(ok=True, officers=[one._asdict() for one in found])
    elif csv:
        output.as_csv(OfficerLine._fields, found)
    else:
        output.table(("account", "name", "role", "prison", "in force"), found)


def roles(json: Json = False, csv: Csv = False) -> None:
    """List the roles and what each may do.

    Examples:
      wingterm officer roles
    """
    from wingterm.domain.roles import ROLES

    found = [(name, sorted(role.may), sorted(role.sees)) for name, role in ROLES.items()]
    if json:
        told = [{"role": role, "may": may, "sees": sees} for role, may, sees in found]
        output.as_json(ok=True, roles=told)
        return
    rows = [(role, " ".join(may), " ".join(sees)) for role, may, sees in found]
    if csv:
        output.as_csv(("role", "may", "sees"), rows)
    else:
        output.table(("role", "may", "sees"), rows)
