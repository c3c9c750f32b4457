"""What each report says, as rows of 80 columns; the reports by name."""

from datetime import timedelta

from screens import empty
from screens.check_reports import CHECK_REPORTS
from screens.evacuation import evacuation_rows
from screens.papers import PAPERS, day_of
from screens.parts.line_list import Row
from screens.parts.tables import Column, Table
from screens.records_kept import RECORD_REPORTS
from screens.reports import Answers, Report, Told
from screens.rows import name_of
from screens.session import Session
from screens.specs import Field
from screens.who_saw import ACCESS_REPORTS
from wingterm.domain.times import TimeNotUnderstood, local_date, parse_instant
from wingterm.errors import BadInput, NotFound
from wingterm.services.daily_state import LateEntry, daily_state
from wingterm.services.history import Holding, cell_history
from wingterm.services.lists import ListedPerson
from wingterm.services.places import PlaceLine, cells, places

LATE_DAYS = 7
"""How many midnights the report of late entries looks back over."""


ROOM = Table(
    Column("Cell", 14), Column("Room", -4), Column("In it", -5), Column("CNA", -4),
    Column("Working", -7), Column("Maximum", -7), Column("Whose beds", 30, 100),
)  # fmt: skip
OUT_OF_USE = Table(
    Column("Place", 12, 20), Column("Status", 9, 12), Column("Since", 12), Column("Back", 10),
    Column("Why", 33, 120),
)  # fmt: skip
GATE = Table(
    Column("What", 6), Column("When", 12), Column("Number", 7), Column("Name", 16, 36),
    Column("Entry", 10), Column("Note", 24, 90, head=""),
)  # fmt: skip
LATE = Table(
    Column("What", 6), Column("When", 12, head="Entered"), Column("Number", 7),
    Column("Name", 16, 36), Column("Entry", 10), Column("Note", 24, 90, head="Now"),
)  # fmt: skip
HELD = Table(
    Column("Number", 8), Column("Name", 26, 44), Column("Bed", -3), Column("From", 16),
    Column("To", 16), Column("Never", 6, head=""),
)  # fmt: skip


def _cells_with_room(session: Session, _answers: Answers) -> Told:
    found = cells(session.desk, session.prison, with_room=True)
    laid = ROOM.at(session.width)
    rows = [
        Row(
            f"{cell.code}/",
            laid.row({
                "Cell": f" {cell.code}", "Room": str(cell.room), "In it": str(len(cell.people)),
                "CNA": str(cell.capacity.cna), "Working": str(cell.capacity.working),
                "Maximum": str(cell.capacity.maximum),
                "Whose beds": ", ".join(person.last_name for person in cell.people) or "-",
            }),
        )
        for cell in found
    ]  # fmt: skip
    room = sum(cell.room for cell in found)
    return Told(f"room for {room} in {len(found)} cells", (laid.head,), rows)


def _out_of_use(session: Session, _answers: Answers) -> Told:
    known = [p for p in places(session.desk, session.prison) if not p.in_use]
    rows = [_closed_row(place, session) for place in known]
    head = OUT_OF_USE.at(session.width).head
    return Told(f"{len(rows)} places", (head,), rows)


def _closed_row(place: PlaceLine, session: Session) -> Row:
    """Give a place out of use; one that lies in another says in which."""
    own = place.out_of_use_by == place.code
    why = "; ".join(part for part in (place.reason, place.description) if part)
    since = "" if place.status_since is None or not own else session.time(place.status_since)
    text = OUT_OF_USE.at(session.width).row({
        "Place": f" {place.code}", "Status": place.status.lower() if own else "", "Since": since,
        "Back": place.expected_back, "Why": why if own else f"lies in {place.out_of_use_by}",
    })  # fmt: skip
    return Row(f"{place.code}/", text, seek=place.reference, full=f"{place.code}: {why}")


def _daily_state(session: Session, answers: Answers) -> Told:
    state = daily_state(session.desk, session.prison, day_of(session, answers))
    words = "whole day" if state.complete else f"up to {session.full_time(state.closes)}"
    came, went = len(state.came_in), len(state.went_out)
    lines = [
        f" Opening roll {state.opening} + in {came} - out {went} = closing roll {state.closing}",
        f" {state.proof}",
        *(f" ! {sentence}" for sentence in state.differs),
        "",
        GATE.at(session.width).head,
    ]
    rows = [
        *(_gate_row("In", one, session) for one in state.came_in),
        *(_gate_row("Out", one, session) for one in state.went_out),
        *(_late_row(n, late, session) for n, late in enumerate(state.late)),
    ]
    return Told(f"{state.day}, {words}", tuple(lines), rows)


def _gate_row(what: str, one: ListedPerson, session: Session) -> Row:
    text = GATE.at(session.width).row({
        "What": f" {what}", "When": session.time(one.since), "Number": one.number,
        "Name": name_of(one), "Entry": one.entry, "Note": one.note,
    })  # fmt: skip
    full = f"{what}: {name_of(one)}; {one.note}"
    return Row(f"{what}-{one.entry}/{one.number}", text, seek=one.note, full=full)


def _late_row(number: int, late: LateEntry, session: Session) -> Row:
    counted = "counted" if late.counted else "NOT counted"
    text = LATE.at(session.width).row({
        "What": " LATE", "When": session.time(late.recorded_at), "Number": late.number,
        "Name": f"{late.last_name}, {late.first_name}", "Entry": late.entry,
        "Note": f"{counted}: {late.said}",
    })  # fmt: skip
    full = f"{late.last_name}, {late.first_name}; {counted}: {late.said}; by {late.officer}"
    return Row(f"late-{number}-{late.entry}/{late.number}", text, seek=late.officer, full=full)


def _late_entries(session: Session, _answers: Answers) -> Told:
    today = local_date(session.now(), session.prison.timezone)
    rows: list[Row] = []
    for back in range(LATE_DAYS):
        state = daily_state(session.desk, session.prison, today - timedelta(days=back))
        mine = [late for late in state.late if late.midnight == state.opens]
        rows += [_late_row(len(rows) + n, late, session) for n, late in enumerate(mine)]
    head = LATE.at(session.width).head
    return Told(f"{len(rows)} over {LATE_DAYS} midnights", (head,), rows)


def _cell_history(session: Session, answers: Answers) -> Told:
    start, end = (_instant(session, answers.get(name, ""), name) for name in ("from", "to"))
    code = answers["code"].upper()
    try:
        found = cell_history(session.desk, session.prison, code, start, end)
    except NotFound as error:
        raise BadInput(error.message, "F2 lists the places.", field="code") from None
    rows = [_held_row(n, one, session) for n, one in enumerate(found)]
    head = HELD.at(session.width).head
    words = f"from {answers['from']} " if answers["from"] else ""
    until = f"to {answers['to']}" if answers["to"] else "to now"
    return Told(f"{code}, {words}{until}: {len(rows)}", (head,), rows)


def _held_row(number: int, one: Holding, session: Session) -> Row:
    to = "still" if one.to_at is None else session.full_time(one.to_at)
    text = HELD.at(session.width).row({
        "Number": f" {one.number}", "Name": f"{one.last_name}, {one.first_name}",
        "Bed": str(one.bed), "From": session.full_time(one.from_at), "To": to,
        "Never": "NEVER" if one.corrected else "",
    })  # fmt: skip
    return Row(f"{number}/{one.number}", text)


def _instant(session: Session, typed: str, field: str) -> int | None:
    if not typed:
        return None
    try:
        return parse_instant(typed, session.now(), session.prison.timezone)
    except TimeNotUnderstood as error:
        raise BadInput(str(error), field=field) from None


REPORTS: dict[str, Report] = {
    "evacuation": Report(
        "EVACUATION",
        "evacuation",
        evacuation_rows,
        empty.EVACUATION,
        about=(
            "Everybody for whom somebody must answer: by the unit of their bed, with where they "
            "are now; then who is elsewhere, by place; then who is off site. OLDEST marks what "
            "nobody has told anything new of for longest."
        ),
    ),
    "daily-state": Report(
        "Daily state",
        "daily-state",
        _daily_state,
        empty.DAILY_STATE,
        asks=(Field("date", "Day", "empty: today; yesterday, YYYY-MM-DD"),),
        live=False,
        about="Opening roll + in - out = closing roll, every line named, and counted anew.",
    ),
    "late-entries": Report(
        "Late entries",
        "daily-state",
        _late_entries,
        empty.LATE_ENTRIES,
        live=False,
        about="Entries made after a midnight that change who was counted then.",
    ),
    "cell-history": Report(
        "Who was in a cell",
        "cell-history CELL",
        _cell_history,
        empty.CELL_HISTORY,
        asks=(
            Field("code", "Cell", "F2 lists the places", required=True, choices="place"),
            Field("from", "From", "empty: ever; yesterday HH:MM"),
            Field("to", "To", "empty: now; YYYY-MM-DD HH:MM"),
        ),
        live=False,
        about="Who held a bed of a cell between two times. NEVER: believed once, corrected since.",
    ),
    "cells-with-room": Report(
        "Cells with room", "cells --room", _cells_with_room, empty.CELLS_WITH_ROOM
    ),
    "out-of-use": Report("Places out of use", "places --out-of-use", _out_of_use, empty.OUT_OF_USE),
    **ACCESS_REPORTS,
    **RECORD_REPORTS,
    **CHECK_REPORTS,
    **PAPERS,
}
"""Reports by name."""
