"""Officers: who may do what, in force from when to when, and how they sign on."""

from typing import Annotated

from wingterm.cli import notices, output
from wingterm.cli.acts import perform
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Csv, Json, RequestId, session_of
from wingterm.errors import BadInput

HELP = "Appoint officers, list them, and say what each role may do."

Account = Annotated[
    str, Argument(metavar="ACCOUNT", help="Account of the operating system, or as appointed.")
]


def appoint(
    context: Context,
    account: Annotated[str, Argument(metavar="ACCOUNT", help="Account of the operating system.")],
    name: Annotated[str, Option("--name", metavar="TEXT", help="The officer's name.")],
    role: Annotated[str, Option("--role", metavar="ROLE", help="See `officer roles`.")],
    grade: Annotated[
        str | None, Option("--grade", metavar="TEXT", help='Such as "Band 3 officer".')
    ] = None,
    begins: Annotated[
        str, Option("--from", metavar="TIME", help="From when; else from now, or as it was.")
    ] = "",
    ends: Annotated[str, Option("--ends", metavar="TIME", help="Until when; else open.")] = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Make or change an officer's record.

    Who leaves is cut off with --ends now, at open terminals too. A shared
    terminal is an account of its own with the role shared-terminal, and a
    script one with the role script. The last administrator stays one.

    Examples:
      wingterm officer appoint jdoe --name "J. Doe" --role wing-officer
      wingterm officer appoint jdoe --name "J. Doe" --role reception --grade CM
      wingterm officer appoint jdoe --name "J. Doe" --role wing-officer --ends now
      wingterm officer appoint wing-a --name "Wing A" --role shared-terminal
    """
    from wingterm.domain.requests import AppointOfficer

    session = session_of(context)
    request = AppointOfficer(
        prison=session.prison.code, account=account, name=name, role=role, grade=grade,
        begins=session.instant(begins, "from"), ends=session.instant(ends, "ends"),
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
        output.table(("account", "name", "role", "prison", "in force", "grade"), found)


def show(context: Context, account: Account, json: Json = False) -> None:
    """Show an officer's record, and who changed it when.

    Examples:
      wingterm officer show jdoe
      wingterm officer show jdoe --json
    """
    from wingterm.domain.times import FAR, iso, shown_full
    from wingterm.services.officers import officer_record

    session = session_of(context)
    record = officer_record(session.desk, account, session.timezone)
    if json:
        ends = None if record.active_to == FAR else iso(record.active_to)
        output.as_json(
            ok=True, officer=record.line._asdict(), active_from=iso(record.active_from),
            active_to=ends, signs_on=record.signs_on,
            history=[{**one._asdict(), "recorded_at": iso(one.recorded_at)}
                     for one in record.history],
        )  # fmt: skip
        return
    line, zone = record.line, session.timezone
    grade = f", {line.grade}" if line.grade else ""
    output.line(f"{line.account}: {line.name}{grade}, {line.role} of {line.prison}.")
    until = "" if record.active_to == FAR else f" until {shown_full(record.active_to, zone)}"
    force = "in force" if line.in_force == "yes" else "NOT in force"
    output.line(f"From {shown_full(record.active_from, zone)}{until}: {force}.")
    output.line(f"Signs on at shared terminals: {record.signs_on}.")
    for one in record.history:
        output.line(
            f"{shown_full(one.recorded_at, zone)} {one.said} By {one.by} ({one.by_account})."
            f" [{one.entry}]"
        )


def factor(
    context: Context,
    account: Account,
    stdin: Annotated[
        bool, Option("--stdin", help="Read the digits from stdin, each on a line.")
    ] = False,
    remove: Annotated[bool, Option("--remove", help="Take them away.")] = False,
    json: Json = False,
) -> None:
    """Set the digits that an officer signs on by.

    At shared terminals. 6 to 12 digits; none that repeat, follow one another or
    look like a date. An administrator sets anybody's, typed twice; an officer
    changes their own, the old ones first. Nothing that is typed is shown. With
    --stdin: the new ones, or the old ones and then the new ones.

    Examples:
      wingterm officer factor jdoe
      wingterm officer factor jdoe --remove
    """
    from wingterm.services.factors import needs_old, remove_factor, set_factor

    desk = session_of(context).desk
    if remove:
        remove_factor(desk, account)
        _told(account, f"{account} can no longer sign on by digits.", as_json=json)
        return
    old, new = _typed(needs_old(desk, account), stdin=stdin)
    set_factor(desk, account, new, old)
    _told(account, f"{account} signs on by these digits from now on.", as_json=json)


def lock(context: Context, account: Account, json: Json = False) -> None:
    """Lock an officer's sign-on at shared terminals.

    At once, at open ones too. What they do under an account of their own goes
    on; --ends of `officer appoint` ends that too.

    Examples:
      wingterm officer lock jdoe
    """
    from wingterm.services.factors import lock_factor

    lock_factor(session_of(context).desk, account)
    _told(account, f"{account} cannot sign on until it is unlocked.", as_json=json)


def unlock(context: Context, account: Account, json: Json = False) -> None:
    """Let an officer sign on again after wrong tries.

    Or after `officer lock`; wrong tries are forgotten.

    Examples:
      wingterm officer unlock jdoe
    """
    from wingterm.services.factors import unlock_factor

    unlock_factor(session_of(context).desk, account)
    _told(account, f"{account} can sign on again.", as_json=json)


def _told(account: str, sentence: str, *, as_json: bool) -> None:
    if as_json:
        output.as_json(ok=True, account=account, said=sentence)
    elif not output.quiet():
        output.line(sentence)


def _typed(by_the_old: bool, *, stdin: bool) -> tuple[str, str]:
    """Give the old digits, where they are needed, and the new ones.

    Raises:
        BadInput: nobody can type them, or not twice the same.
    """
    if stdin:
        lines = notices.secrets(2 if by_the_old else 1)
        return (lines[0], lines[1]) if by_the_old else ("", lines[0])
    if not notices.can_ask():
        raise BadInput(
            "There is nobody to type the digits.", "Give --stdin, and the digits on stdin."
        )
    old = notices.secret("The digits so far:") if by_the_old else ""
    new = notices.secret("New digits:")
    if notices.secret("Once more:") != new:
        raise BadInput("Those are not the same digits; nothing was changed.", "Type them again.")
    return old, new


def roles(json: Json = False, csv: Csv = False) -> None:
    """List the roles: what each may do, and is told.

    Examples:
      wingterm officer roles
      wingterm officer roles --json
    """
    from wingterm.domain.roles import ROLES

    found = [
        {"role": name, "words": role.words, "may": sorted(role.may), "sees": sorted(role.sees)}
        for name, role in ROLES.items()
    ]
    if json:
        output.as_json(ok=True, roles=found)
        return
    header = ("role", "may", "sees")
    rows = [(str(r["role"]), " ".join(r["may"]), " ".join(r["sees"])) for r in found]
    if csv:
        output.as_csv(header, rows)
    else:
        output.table(header, rows)
