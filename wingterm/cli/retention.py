"""How long records are kept, and erasing what is due."""

from typing import Annotated

from wingterm.cli import notices, output
from wingterm.cli.acts import perform, receipt_as_json
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Json, RequestId, Session, session_of
from wingterm.errors import BadInput

HELP = """Say how long records are kept, and erase what is due.

Nothing is erased until a rule says so. A run erases what is on record of
people who left custody long ago, or who they were too; their number and
their movements stay, so that no roll of the past changes. Nobody is erased
who is in custody, on the books, on the way, at large or on legal hold
(`wingterm record NUMBER hold`). What is erased is gone for good; from
backups when those go. Two rules are of no person: the log of who saw what,
and drafts.

Examples:
  wingterm retention set record 7 --why "schedule of 2026, line 12"
  wingterm retention run --dry-run
  wingterm retention run --confirm 12
"""

KEEP = "keep"
NOT_OVERWRITTEN = (
    "What was erased may still lie in parts of the register's files that are not in use. Run this "
    "again with --confirm 0 once nobody is at work; on a server its owner runs VACUUM FULL."
)


def show(context: Context, json: Json = False) -> None:
    """Say by which rules records are erased, and after how long.

    Examples:
      wingterm retention show
    """
    from wingterm.services.retention import rules

    found = rules(session_of(context).desk)
    if json:
        output.as_json(ok=True, rules=[line._asdict() for line in found])
        return
    output.table(
        ("rule", "years", "from when", "erases"),
        [
            (line.rule, "kept" if line.years is None else str(line.years), line.words, line.erases)
            for line in found
        ],
    )


def set_rule(
    context: Context,
    rule: Annotated[str, Argument(metavar="RULE", help="See `wingterm retention show`.")],
    years: Annotated[str, Argument(metavar="YEARS", help="Whole years, or keep.")],
    why: Annotated[str, Option("--why", metavar="TEXT", help="By what schedule.")],
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    """Say after how many years a rule erases, or that it erases nothing.

    Examples:
      wingterm retention set record 7 --why "schedule of 2026, line 12"
      wingterm retention set record keep --why "inquiry of 2026"
    """
    from wingterm.domain.requests import SetRetention

    typed = years.strip().lower()
    whole = typed.isascii() and typed.isdecimal() and len(typed) <= 3 and int(typed) > 0
    if typed != KEEP and not whole:
        raise BadInput(f"{years} is no number of years.", "Type 7, or keep.", field="YEARS")
    kept = 0 if typed == KEEP else int(typed)
    request = SetRetention(prison="REG", rule=rule, years=kept, why=why)
    perform(session_of(context), [request], request_id, as_json=json)


def run(
    context: Context,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Say who, by which rule, and who not and why.")
    ] = False,
    confirm: Annotated[
        int, Option("--confirm", metavar="N", help="How many people; else nothing is erased.")
    ] = -1,
    json: Json = False,
) -> None:
    """Erase what is due by the rules; first say of whom.

    Each act of up to 25 people is logged as an erasure before it is done, and
    every one is judged once more under its locks. The file is made anew at
    last, so that nothing erased is left in unused parts of it (needs room for
    a second one); --confirm 0 does that alone.

    Examples:
      wingterm retention run --dry-run
      wingterm retention run --confirm 12
    """
    if dry_run == (confirm >= 0):
        raise BadInput(
            "Say --dry-run to look, or --confirm N to erase.", "Look first.", field="confirm"
        )
    session = session_of(context)
    if dry_run:
        _look(session, as_json=json)
        return
    from wingterm.services.retention import run as erase

    done = erase(session.desk, confirm)
    if json:
        output.as_json(
            ok=True,
            receipts=[receipt_as_json(one) for one in done.receipts],
            lines=done.lines,
            drafts=done.drafts,
            overwritten=done.overwritten,
        )
        return
    for receipt in done.receipts:
        for line in receipt.lines:
            output.line(line.said)
    output.line(f"People of whom something was erased: {confirm}.")
    _tell_rest(done.lines, done.drafts)
    if not done.overwritten:
        notices.notice(NOT_OVERWRITTEN)


def _look(session: Session, *, as_json: bool) -> None:
    """Say who would be erased now, and who not and why."""
    from wingterm.domain.times import iso, shown_full
    from wingterm.services.retention import plan

    found = plan(session.desk)
    if as_json:
        output.as_json(
            ok=True,
            erased=[{**one._asdict(), "since": iso(one.since)} for one in found.erased],
            kept=[{**one._asdict(), "since": iso(one.since)} for one in found.kept],
            lines=found.lines,
            drafts=found.drafts,
        )
        return
    zone = session.timezone
    for title, people in (("Would be erased", found.erased), ("Stays", found.kept)):
        output.line(f"{title}: {len(people)}.")
        if people:
            output.table(
                ("number", "rule", "outside since", "why it stays"),
                [(p.number, p.rule, shown_full(p.since, zone), p.kept) for p in people],
            )
    _tell_rest(found.lines, found.drafts)


def _tell_rest(lines: int, drafts: int) -> None:
    """Say how much is erased that is no record of a person."""
    output.line(f"Lines of the log of who saw what: {lines}. Drafts: {drafts}.")
