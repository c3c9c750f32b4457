"""Carry an act out for a command: ask where it must be asked, print what came of it."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from wingterm.cli import notices, output
from wingterm.cli.exits import Exit
from wingterm.cli.session import Session
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.domain.outcomes import Outcome, Receipt
    from wingterm.domain.requests import Request


def perform(
    session: Session, requests: "Sequence[Request]", request_id: str, *, as_json: bool
) -> None:
    """Do an act and say what came of it; ends the command with its exit code."""
    from wingterm.services.act import carry_out

    if len(request_id) > 36:
        raise BadInput("A request id has at most 36 characters.", field="request-id")
    outcome = carry_out(session.desk, requests, request_id or None)
    code = told(outcome, as_json=as_json, lines=len(requests) > 1)
    if code is not Exit.DONE:
        raise typer.Exit(code)


def told(outcome: "Outcome", *, as_json: bool, lines: bool) -> Exit:
    """Print an outcome; give the exit code."""
    from wingterm.domain.outcomes import Receipt, Refused

    if isinstance(outcome, Receipt):
        if as_json:
            output.as_json({"ok": True, "receipt": receipt_as_json(outcome)})
        else:
            print_receipt(outcome)
        return Exit.DONE
    if isinstance(outcome, Refused):
        if as_json:
            found = [objection._asdict() for objection in outcome.objections]
            output.as_json({"ok": False, "objections": found})
        else:
            notices.objections(outcome.objections, lines=lines)
        return Exit.REFUSED
    if as_json:
        output.as_json({"ok": False, "warnings": [w._asdict() for w in outcome.warnings]})
    else:
        notices.warnings(outcome.warnings, lines=lines)
    return Exit.WARNED


def print_receipt(receipt: "Receipt") -> None:
    """Print what was done, a line each, with the entries in the books."""
    if receipt.repeated:
        output.line("This was done before; nothing was done now.")
    for line in receipt.lines:
        entries = f" [{' '.join(line.entries)}]" if line.entries else ""
        output.line(f"{line.said}{entries}")


def receipt_as_json(receipt: "Receipt") -> dict[str, object]:
    """Give a receipt as JSON holds it."""
    from wingterm.domain.times import iso

    return {
        "request_id": receipt.request_id,
        "recorded_at": iso(receipt.recorded_at),
        "repeated": receipt.repeated,
        "changed": receipt.changed,
        "lines": [{**line._asdict(), "entries": list(line.entries)} for line in receipt.lines],
    }


def confirm(session: Session, verb: str, numbers: Sequence[str], effect: str, *, yes: bool) -> None:
    """Repeat who it is about and what it does before a release or transfer; the default is no.

    Raises:
        BadInput: nobody is there to ask and `--yes` was not given.
        typer.Exit: the officer said no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise BadInput(
            f"{verb} asks for a confirmation, and nobody is there to ask.",
            "Say --yes once you are sure.",
            field="yes",
        )
    from wingterm.services.people import show

    for number in numbers:
        person = show(session.desk, number)
        notices.notice(f"{person.shown}, born {person.date_of_birth}: {person.state}.")
    if not typer.confirm(f"{verb}: {effect}. Go on?", default=False, err=True):
        notices.notice("Nothing was done.")
        raise typer.Exit(Exit.REFUSED)
