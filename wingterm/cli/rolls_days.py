"""The daily state and the evacuation list."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.declare import Context, Option
from wingterm.cli.rolls_lists import as_plain
from wingterm.cli.session import Csv, Json, session_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wingterm.services.daily_state import DailyState, LateEntry
    from wingterm.services.evacuation import Evacuation, Mustered


def daily_state(
    context: Context,
    date: Annotated[
        str,
        Option("--date", metavar="DATE", help="YYYY-MM-DD, DD/MM/YYYY or yesterday; else today."),
    ] = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print a day: opening roll, in, out, closing roll, proof.

    Opening roll + in - out = closing roll. Everybody who came in and went out is
    named, and the closing roll is counted anew, person by person; where lines and
    count differ it says so. Entries made after a midnight that change who was
    counted then are listed against it. Today's runs up to now. CSV has the
    movements.

    Examples:
      wingterm daily-state
      wingterm daily-state --date 2026-11-22
    """
    from wingterm.services.daily_state import daily_state as state_of

    session = session_of(context)
    state = state_of(session.desk, session.prison, session.day(date))
    if json:
        output.as_json(ok=True, **_state_as_json(state))
    elif csv:
        lines = [("in", one) for one in state.came_in] + [("out", one) for one in state.went_out]
        output.as_csv(
            ("way", "number", "last_name", "first_name", "date_of_birth", "at", "note", "entry"),
            [
                (way, *one[:4], as_plain(one)["since"], one.note, one.entry)
                for way, one in sorted(lines, key=lambda line: line[1].since)
            ],
        )
    else:
        _print_state(state)


def _print_state(state: "DailyState") -> None:
    from wingterm.domain.times import shown_full

    zone = state.prison.timezone
    end = "at the end" if state.complete else f"so far, {shown_full(state.closes, zone)}"
    output.line(f"Daily state of {state.prison.name} ({state.prison.code}), {state.day}")
    output.line()
    output.line(f"Opening roll, {shown_full(state.opens, zone)}: {state.opening}")
    for title, people in (("In", state.came_in), ("Out", state.went_out)):
        output.line(f"{title}: {len(people)}")
        if people:
            output.table(
                ("  at", "number", "name", "note", "entry"),
                [
                    (
                        f"  {shown_full(one.since, zone)[11:]}",
                        one.number,
                        f"{one.last_name}, {one.first_name}",
                        one.note,
                        one.entry,
                    )
                    for one in people
                ],
            )
    output.line(f"Closing roll, {end}: {state.closing}")
    output.line(state.proof)
    for sentence in state.differs:
        output.line(f"  {sentence}")
    if state.late:
        output.line()
        output.line("Entered late, changing the roll of a midnight:")
        for late in state.late:
            output.line(f"  {_late_in_words(late, zone)}")


def _late_in_words(late: "LateEntry", zone: str) -> str:
    from wingterm.domain.times import shown_full

    counted = "now counted" if late.counted else "no longer counted"
    return (
        f"{shown_full(late.midnight, zone)}: {late.number} {late.last_name}, {late.first_name} "
        f"{counted}: {late.said}, {late.entry}, recorded {shown_full(late.recorded_at, zone)} "
        f"by {late.officer}"
    )


def _state_as_json(state: "DailyState") -> dict[str, object]:
    from wingterm.domain.times import iso

    late = [
        {**one._asdict(), "midnight": iso(one.midnight), "recorded_at": iso(one.recorded_at)}
        for one in state.late
    ]
    return {
        "prison": state.prison.code,
        "date": state.day.isoformat(),
        "opens": iso(state.opens),
        "closes": iso(state.closes),
        "complete": state.complete,
        "opening": state.opening,
        "in": [as_plain(one) for one in state.came_in],
        "out": [as_plain(one) for one in state.went_out],
        "closing": state.closing,
        "counted": state.counted,
        "proved": not state.differs,
        "differs": list(state.differs),
        "late": late,
    }


def evacuation(context: Context, json: Json = False, csv: Csv = False) -> None:
    """Print everybody on site by unit, with where they are now.

    Ready for the printer: at most 80 columns, a box to tick before each. The
    unit is that of the bed; who is elsewhere is listed again by place. * marks
    whose whereabouts were told longest ago in their unit, PEEP who has a personal
    emergency evacuation plan. Those off site come last, apart.

    Examples:
      wingterm evacuation
      wingterm evacuation | lp
    """
    from wingterm.services.evacuation import evacuation as list_of

    session = session_of(context)
    sheet = list_of(session.desk, session.prison)
    if json:
        output.as_json(ok=True, **_sheet_as_json(sheet))
    elif csv:
        people = [one for unit in sheet.units for one in unit.people]
        output.as_csv(
            ("site", *_FIELDS),
            [
                (site, *_plain(one).values())
                for site, listed in (("on", people), ("off", sheet.off_site))
                for one in listed
            ],
        )
    else:
        _print_sheet(sheet)


_FIELDS = (
    "number", "last_name", "first_name", "unit", "bed_cell", "kind", "place", "where", "since",
    "age", "oldest", "peep",
)  # fmt: skip
_NAME, _CELL, _WHERE = 23, 9, 20
"""Columns of name, cell and where; with box, number, mark and the longest age they make 80."""


def _print_sheet(sheet: "Evacuation") -> None:
    from wingterm.domain.times import duration_in_words, shown_full

    zone, prison = sheet.prison.timezone, sheet.prison
    output.line(f"EVACUATION {prison.name} ({prison.code}), {shown_full(sheet.as_of, zone)}")
    output.line(f"On site: {sheet.on_site}. Not on site: {len(sheet.off_site)}.")
    if sheet.planned:
        output.line(f"With a personal emergency evacuation plan (PEEP): {len(sheet.planned)}.")
    if sheet.oldest is not None:
        since = shown_full(sheet.oldest.since, zone)
        output.line(
            f"Oldest information: {sheet.oldest.number}, {since} "
            f"({duration_in_words(sheet.oldest.age)} ago)."
        )
    for unit in sheet.units:
        _print_unit(f"{unit.code or 'NO BED'}: {len(unit.people)}", unit.people)
    for unit in sheet.elsewhere:
        _print_unit(f"ELSEWHERE, AT {unit.code}: {len(unit.people)} (listed above)", unit.people)
    if sheet.off_site:
        _print_unit(f"NOT ON SITE: {len(sheet.off_site)}", sheet.off_site, box="   ")


def _print_unit(title: str, people: "Iterable[Mustered]", box: str = "[ ]") -> None:
    from wingterm.domain.times import duration_in_words

    output.line()
    output.line(title)
    for one in people:
        cell, mark = one.bed_cell or "-", "*" if one.oldest else " "
        # A place that does not fit stands below, whole: it is what a search needs.
        fits = len(one.where) <= _WHERE and len(cell) <= _CELL
        shown = (cell, one.where) if fits else ("", "")
        line = " ".join(
            (
                f"{box} {one.number}",
                output.cut(one.name, _NAME),
                output.cut(shown[0], _CELL),
                output.cut(shown[1], _WHERE),
            )
        )
        output.line(f"{line} {mark} {duration_in_words(one.age)}".rstrip())
        if not fits:
            output.line(f"{'':12}{cell}  {one.where}")
        if one.peep:
            output.line(f"{'':12}{one.peep}: has a personal emergency evacuation plan")


def _plain(one: "Mustered") -> dict[str, str | int | None]:
    from wingterm.domain.times import iso

    return {**one._asdict(), "since": iso(one.since), "age": one.age // 1_000_000}


def _sheet_as_json(sheet: "Evacuation") -> dict[str, object]:
    from wingterm.domain.times import iso

    return {
        "prison": sheet.prison.code,
        "as_of": iso(sheet.as_of),
        "on_site": sheet.on_site,
        "units": [
            {"code": unit.code, "people": [_plain(one) for one in unit.people]}
            for unit in sheet.units
        ],
        "off_site": [_plain(one) for one in sheet.off_site],
    }
