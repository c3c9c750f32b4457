"""What is told beside roll checks: movements since the freeze, units over time, a picture."""

from screens import empty
from screens.check_base import DAY
from screens.check_rows import lasted
from screens.checks import DAYS
from screens.parts.line_list import Row
from screens.parts.tables import Column, Table
from screens.reports import Answers, Report, Told
from screens.session import Session
from wingterm.services.checks.beside import BesideLine
from wingterm.services.checks.enquiry import checks, dues, unit_history
from wingterm.services.checks.sheet import ExplainedLine, OutsideLine, check_sheet

BESIDE = Table(
    Column("What", 8), Column("When", 12), Column("Number", 7), Column("Name", 16, 36),
    Column("Entry", 9), Column("Note", 23, 90, head="From and to"),
)  # fmt: skip
HISTORY = Table(
    Column("Unit", 20, 44), Column("Checks", -6), Column("Differed", -8), Column("Again", -5),
    Column("Explained", -9), Column("No responses", -12), Column("Clear", -7), Column("Late", -5),
)  # fmt: skip


def beside_report(number: int) -> Report:
    """Give what stands beside a check: late entries, movements since, who is outside."""

    def read(session: Session, _answers: Answers) -> Told:
        sheet = check_sheet(session.desk, session.prison, number)
        beside = sheet.beside
        when = session.full_time(sheet.as_of)
        outside = len(sheet.outside)
        heads = [
            f" As of {when}: inside {sheet.expected}, outside {outside}, on the roll {sheet.roll}."
        ]
        if beside.late:
            heads.append(
                f" The register now says {beside.says_now} inside for then: entered afterwards."
            )
        heads += ["", BESIDE.at(session.width).head]
        rows = [
            *(_explained_row(n, one, session) for n, one in enumerate(sheet.explained)),
            *(_beside_row(f"late-{n}", "LATE", one, session) for n, one in enumerate(beside.late)),
            *(_beside_row(f"since-{n}", "Since", one, session)
              for n, one in enumerate(beside.since)),
            *(_outside_row(one, session) for one in sheet.outside),
        ]  # fmt: skip
        said = f"late {len(beside.late)}, since {len(beside.since)}, outside {outside}"
        if sheet.explained:
            said = f"explained {len(sheet.explained)}, {said}"
        return Told(said, tuple(heads), rows)

    return Report(
        f"Beside roll check {number}",
        f"check show {number}",
        read,
        empty.BESIDE,
        about=(
            "What stands beside the check and changes nothing of it. MISSING and EXTRA: explained, "
            "in which unit and why. LATE: entered after it was "
            "frozen, and says otherwise about that instant. Since: moved after the freeze. "
            "Outside: on the roll and not inside, by name."
        ),
    )


def _beside_row(key: str, what: str, one: BesideLine, session: Session) -> Row:
    text = BESIDE.at(session.width).row({
        "What": f" {what}", "When": session.time(one.occurred_at), "Number": one.number,
        "Name": f"{one.last_name}, {one.first_name}", "Entry": one.entry,
        "Note": f"{one.came_from} to {one.went_to}",
    })  # fmt: skip
    counted = (
        f"counted in {one.left_unit or 'no unit'} before, in {one.into_unit or 'no unit'} after"
    )
    full = (
        f"{one.shown}: {one.said}, {one.came_from} to {one.went_to}; {counted}; recorded "
        f"{session.time(one.recorded_at)} by {one.officer}"
    )
    return Row(f"{key}/{one.number}", text, seek=one.officer, full=full)


def _explained_row(place: int, one: ExplainedLine, session: Session) -> Row:
    name = f"{one.last_name}, {one.first_name}" if one.number else "unknown"
    text = BESIDE.at(session.width).row({
        "What": f" {one.what.upper()}", "When": f"unit {one.unit}", "Number": one.number,
        "Name": name, "Note": one.why,
    })  # fmt: skip
    full = f"{one.unit}: {one.shown} is {one.what}: {one.why}; by {one.by}."
    return Row(f"explained-{place}/{one.number}", text, seek=one.by, full=full)


def _outside_row(one: OutsideLine, session: Session) -> Row:
    text = BESIDE.at(session.width).row({
        "What": " Outside", "When": session.time(one.since), "Number": one.number,
        "Name": f"{one.last_name}, {one.first_name}", "Note": one.where,
    })  # fmt: skip
    full = f"{one.last_name}, {one.first_name}: {one.where}, since {session.time(one.since)}"
    return Row(f"outside/{one.number}", text, full=full)


def _units(session: Session, _answers: Answers) -> Told:
    since = session.now() - DAYS * DAY
    found = unit_history(session.desk, session.prison, since=since)
    laid = HISTORY.at(session.width)
    rows = [
        Row(
            f"{one.code}/",
            laid.row({
                "Unit": f" {one.code}  {one.name if one.name != one.code else ''}".rstrip(),
                "Checks": str(one.checks), "Differed": str(one.differed),
                "Again": str(one.recounts), "Explained": str(one.explained),
                "No responses": str(one.missed_welfare),
                "Clear": "-" if one.mean_clear is None else lasted(one.mean_clear),
                "Late": str(one.late),
            }),
        )
        for one in found
    ]  # fmt: skip
    return Told(f"last {DAYS} days", (laid.head,), rows)


def _days(session: Session, _answers: Answers) -> Told:
    from wingterm.services.pictures.check_days import check_chart

    desk, prison, now = session.desk, session.prison, session.now()
    since = now - DAYS * DAY
    lines = check_chart(
        checks(desk, prison, since=since),
        dues(desk, prison, since=since, until=now),
        session.width - 1,
        prison.timezone,
    )
    rows = [Row(f"line-{n}/", f" {line}") for n, line in enumerate(lines)]
    return Told(f"last {DAYS} days", ("",), rows)


CHECK_REPORTS: dict[str, Report] = {
    "check-units": Report(
        "Units over roll checks",
        "check history",
        _units,
        empty.NO_HISTORY,
        live=False,
        about=(
            "How often each unit differed, was counted again or explained, ended without the "
            "responses that were wanted, how long it took to stand agreed or explained on "
            "average, and how many late entries would have changed its number."
        ),
    ),
    "check-days": Report(
        "Roll checks over days",
        "check chart",
        _days,
        empty.NO_HISTORY,
        live=False,
        about="A row a day, a column a check, and how long each took to be declared.",
    ),
}
"""Reports of roll checks by name."""
