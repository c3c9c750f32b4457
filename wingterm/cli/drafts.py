"""Drafts: forms that the officer began in the terminal and that are not done."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.acts import receipt_as_json
from wingterm.cli.declare import Argument, Context, Ended
from wingterm.cli.exits import Exit
from wingterm.cli.session import Csv, Json, Yes, checked_id, session_of
from wingterm.errors import BadInput, NotFound

if TYPE_CHECKING:
    from wingterm.services.drafts import DraftLine, MyDrafts

HEAD = ("id", "typed last", "what", "about", "prison", "where", "open")


def listing(context: Context, json: Json = False, csv: Csv = False) -> None:
    """List your forms that are not done, newest first.

    A form of the terminal is kept as it is typed, and offered again where it was
    left. Nobody sees the drafts of anybody else. One whose act was carried out
    all the same is told once, and is a draft no longer.

    Examples:
      wingterm drafts
      wingterm drafts --json
    """
    if context.invoked_subcommand is not None:
        return
    from wingterm.domain.times import shown_full
    from wingterm.services.drafts import my_drafts

    session = session_of(context)
    found = my_drafts(session.desk)
    if json:
        output.as_json(
            ok=True,
            drafts=[_as_json(line) for line in found.lines],
            done=[receipt_as_json(receipt) for receipt in found.done],
        )
        return
    timezone = session.timezone
    rows = [
        (
            line.draft.id, shown_full(line.draft.saved_at, timezone), _what(line), line.whom,
            line.draft.prison, line.held_at or line.draft.where, line.openness.value,
        )
        for line in found.lines
    ]  # fmt: skip
    if csv:
        output.as_csv(HEAD, rows)
    else:
        if rows:
            output.table(HEAD, rows)
        else:
            output.line("No drafts.")
        _say_done(found)


def throw_draft_away(
    context: Context,
    draft: Annotated[str, Argument(metavar="ID", help="Id of the draft.")],
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Throw a draft of yours away.

    What was typed is lost; nothing happens to the register.

    Examples:
      wingterm drafts throw-away 6f1c0a52-5c1e-4f7e-9d53-0f6a3c8a0f11
    """
    from wingterm.services.drafts import my_drafts, throw_away

    desk, wanted = session_of(context).desk, checked_id(draft)
    line = next((line for line in my_drafts(desk).lines if line.draft.id == wanted), None)
    if line is None:
        raise NotFound(f"You have no draft {wanted}.", "`wingterm drafts` lists yours.")
    if not yes and not _sure(line):
        notices.notice("Nothing was done.")
        raise Ended(Exit.REFUSED)
    gone = throw_away(desk, wanted)
    if json:
        output.as_json(ok=True, thrown_away=gone)
    else:
        output.said("Thrown away." if gone else "It was gone already.")


def _sure(line: "DraftLine") -> bool:
    """Ask whether what was typed may be lost.

    Raises:
        BadInput: nobody is there to ask.
    """
    if not notices.can_ask():
        raise BadInput(
            "Throwing a draft away must be confirmed, and there is no terminal to ask at.",
            "Add --yes once you are sure.",
            field="yes",
        )
    held = f" It is open at {line.held_at}." if line.held_by and line.openness != "free" else ""
    whom = f" {line.whom}" if line.whom else ""
    return notices.ask(f"Throw away: {_what(line)}{whom}?{held}")


def _what(line: "DraftLine") -> str:
    return " ".join(part for part in (line.draft.verb, line.draft.kind) if part) or "unreadable"


def _say_done(found: "MyDrafts") -> None:
    for receipt in found.done:
        for line in receipt.lines:
            notices.notice(f"Done, so no draft is left of it: {line.said}")


def _as_json(line: "DraftLine") -> dict[str, object]:
    from wingterm.domain.times import iso

    draft = line.draft
    return {
        "id": draft.id,
        "prison": draft.prison,
        "verb": draft.verb,
        "kind": draft.kind,
        "key": draft.key,
        "person": draft.person,
        "people": list(draft.people),
        "about": line.whom,
        "values": dict(draft.values),
        "reasons": {reason.code: reason.typed for reason in draft.reasons},
        "focused": draft.focused,
        "started_at": iso(draft.started_at),
        "saved_at": iso(draft.saved_at),
        "where": draft.where,
        "open": line.openness.value,
        "open_at": line.held_at,
        "open_since": iso(line.held_since) if line.held_by else "",
    }
