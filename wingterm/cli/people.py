"""People: make a record, change it, find it, show it."""

from typing import Annotated

import typer

from wingterm.cli import output
from wingterm.cli.acts import perform
from wingterm.cli.session import Ack, At, Comment, Csv, Json, RequestId, acknowledged, session_of

person = typer.Typer(
    help="Make and change a person's record.", rich_markup_mode=None, no_args_is_help=True
)

Last = Annotated[str, typer.Argument(metavar="LAST", help="Last name.")]
First = Annotated[str, typer.Argument(metavar="FIRST", help="First name.")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Prison number.")]


@person.command("create")
def create(
    context: typer.Context,
    last: Last,
    first: First,
    born: Annotated[str, typer.Option("--born", help="Date of birth, YYYY-MM-DD or DD/MM/YYYY.")],
    sex: Annotated[str, typer.Option("--sex", help="M, F, NK or NS.")],
    number: Annotated[str, typer.Option("--number", help="Prison number; else issued.")] = "",
    at: At = "",
    comment: Comment = "",
    ack: Ack = None,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Make a record for a person who has none; they stay outside until received.

    Examples:
      wingterm person create Example Robin --born 1990-04-12 --sex M
      wingterm person create Example Robin --born 12/04/1990 --sex M --number A4242QZ
    """
    from wingterm.domain.requests import Register

    session = session_of(context)
    request = Register(
        prison=session.prison.code,
        last_name=last,
        first_name=first,
        date_of_birth=born,
        sex=sex,
        number=number,
        at=session.instant(at, "at"),
        comment=comment,
        acknowledged=acknowledged(ack),
    )
    perform(session, [request], request_id, as_json=json)


@person.command("amend")
def amend(
    context: typer.Context,
    number: Number,
    last: Annotated[str, typer.Option("--last", help="Last name.")] = "",
    first: Annotated[str, typer.Option("--first", help="First name.")] = "",
    born: Annotated[str, typer.Option("--born", help="Date of birth.")] = "",
    sex: Annotated[str, typer.Option("--sex", help="M, F, NK or NS.")] = "",
    at: At = "",
    comment: Comment = "",
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say that a person's names, date of birth or sex are other than recorded, from a time on.

    Examples:
      wingterm person amend A4242QZ --last Sample
      wingterm person amend A4242QZ --born 1990-04-13 --at "2026-03-02 09:00"
    """
    from wingterm.domain.requests import Amend

    session = session_of(context)
    request = Amend(
        prison=session.prison.code,
        person=number,
        last_name=last,
        first_name=first,
        date_of_birth=born,
        sex=sex,
        at=session.instant(at, "at"),
        comment=comment,
    )
    perform(session, [request], request_id, as_json=json)


def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Number, or start of a surname.")],
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Find people by prison number or by the start of "surname" or "surname, first name".

    Examples:
      wingterm find A4242QZ
      wingterm find exam
      wingterm find "example, r"
    """
    from wingterm.services.people import FoundPerson
    from wingterm.services.people import find as found_by

    found = found_by(session_of(context).desk, text)
    if json:
        output.as_json({"people": [one._asdict() for one in found]})
    elif csv:
        output.as_csv(FoundPerson._fields, found)
    elif not found:
        output.line(f"Nobody found for {text}. Type fewer letters, or a prison number.")
    else:
        header = ("number", "last name", "first name", "born", "prison", "place", "cell")
        output.table(header, found)


def show(context: typer.Context, number: Number, json: Json = False) -> None:
    """Show a person's record: who they are, where, and every entry about their places.

    Examples:
      wingterm show A4242QZ
      wingterm show A4242QZ --json
    """
    from dataclasses import asdict

    from wingterm.domain.times import iso, shown_full
    from wingterm.services.people import show as record_of
    from wingterm.services.places import prisons

    session = session_of(context)
    record = record_of(session.desk, number)
    if json:
        held = asdict(record)
        held["since"] = iso(record.since)
        held["kind"] = str(record.kind)
        held["state"] = record.state
        held["history"] = [
            {**line._asdict(), "occurred_at": iso(line.occurred_at),
             "recorded_at": iso(line.recorded_at)}
            for line in record.history
        ]  # fmt: skip
        output.as_json(held)
        return
    known = {prison.code: prison.timezone for prison in prisons(session.desk)}
    zone = known.get(record.prison, "Europe/London")
    output.line(f"{record.shown}, born {record.date_of_birth}, {record.sex}")
    where = f"{record.state}, {record.prison}" if record.prison else record.state
    output.line(f"{where} since {shown_full(record.since, zone)}")
    output.line()
    output.table(
        ("entry", "when", "what", "to", "reason", "officer", "note"),
        [
            (line.entry, shown_full(line.occurred_at, zone),
             f"{line.verb} (never happened)" if line.corrected else line.verb,
             line.went_to, line.reason, line.officer, line.note)
            for line in record.history
        ],
    )  # fmt: skip
