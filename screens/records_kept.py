"""A copy for a person, and how long records are kept: looked at here, done on the command line.

Both end in something that is for good - a file that leaves the register, an erasure - and are rare:
done by whoever answers for it, with a reason, by a command that can be read over before Enter.
"""

from screens.empty import NO_RULES, NOTHING_HELD
from screens.parts.line_list import Row
from screens.parts.tables import Column, Table
from screens.reports import Answers, Report, Told
from screens.session import Session
from screens.specs.base import PERSON
from wingterm.errors import NotAuthorised
from wingterm.services.disclosure import copy_of
from wingterm.services.retention import Due, Plan, plan, rules

COPY = Table(Column("What", 38, 60), Column("Lines", -5), Column("To protect", 34, 70))
KEPT = Table(
    Column("Rule", 9), Column("Years", -5), Column("What", 62, 110, head="Since, and what")
)


def _copy(session: Session, answers: Answers) -> Told:
    copy = copy_of(session.desk, session.prison, answers["person"])
    laid = COPY.at(session.width)
    rows = [
        Row(f"part-{n}", laid.row({"What": f" {part.heading}", "Lines": str(len(part.rows))}))
        for n, part in enumerate(copy.parts)
    ]
    for n, one in enumerate(copy.left_out):
        ground = f"{one.ground.words}, 45(4)({one.ground.paragraph})"
        told = {"What": f" Left out: {one.what}", "Lines": str(one.times), "To protect": ground}
        rows.append(Row(f"out-{n}", laid.row(told), full=f"Left out: {one.what}; {ground}"))
    heads = (
        f" wingterm disclose {copy.number} --to FILE --recipient TEXT  writes it.",
        f" Texts of staff to read before it is given: {copy.to_read}.",
        "",
        laid.head,
    )
    return Told(copy.number, heads, rows)


def _kept(session: Session, _answers: Answers) -> Told:
    laid = KEPT.at(session.width)
    rows = []
    for line in rules(session.desk):
        years = "-" if line.years is None else str(line.years)
        what = f"{line.words}: {line.erases}"
        text = laid.row({"Rule": f" {line.rule}", "Years": years, "What": what})
        rows.append(Row(f"rule-{line.rule}", text, full=f"{line.rule}: {what}"))
    try:
        found = plan(session.desk)
    except NotAuthorised:
        heads = (" Who is due is told to administrators.", "", laid.head)
        return Told("rules", heads, rows)
    rows += [_due(one, "due", session) for one in found.erased]
    rows += [_due(one, one.kept, session) for one in found.kept]
    return Told(f"{len(found.erased)} people due", (*_how(found), "", laid.head), rows)


def _how(found: Plan) -> tuple[str, ...]:
    """Say what a run would do, and by which commands rules are set and run."""
    rest = f"{found.lines} lines of the log of who saw what, {found.drafts} drafts"
    return (
        f" Due: {len(found.erased)} people, {rest}.",
        " wingterm retention set RULE YEARS --why TEXT   sets a rule; - erases nothing.",
        f" wingterm retention run --confirm {len(found.erased)}   erases what is due, for good.",
    )


def _due(one: Due, why: str, session: Session) -> Row:
    text = KEPT.at(session.width).row({
        "Rule": f" {one.rule}", "Years": "",
        "What": f"{one.number} outside since {session.full_time(one.since)}: {why}",
    })  # fmt: skip
    return Row(f"due-{one.rule}/{one.number}", text, seek=one.number, full=f"{one.number}: {why}")


RECORD_REPORTS = {
    "copy": Report(
        "A copy for a person",
        "disclose NUMBER --dry-run",
        _copy,
        NOTHING_HELD,
        asks=(PERSON,),
        live=False,
        about=(
            "What the copy would hold that a person may ask for, and what it would leave out. The "
            "command above the list writes it: a file leaves the register, so it is for duty "
            "governors and administrators, with to whom it goes."
        ),
    ),
    "kept": Report(
        "How long records are kept",
        "retention show",
        _kept,
        NO_RULES,
        live=False,
        about=(
            "The rules of retention, and who is due by them. Rules are set and run by the commands "
            "above the list. Legal hold, which keeps somebody, is one of the kinds that are put on "
            "record of a person."
        ),
    ),
}
"""Both by name, for the menu of lists."""
