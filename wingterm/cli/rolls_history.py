"""The history of a person as stays, and of a cell between two times."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Csv, Json, session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wingterm.domain.periods import Period
    from wingterm.services.history import Holding, PersonHistory


def history(
    context: Context,
    number: Annotated[str, Argument(metavar="NUMBER", help="A prison number.")],
    json: Json = False,
) -> None:
    """Print a person's stays, with transfers and spells out.

    A stay begins with a reception; a recall or a recapture goes on with it. A
    spell out is a time at court, on temporary absence or at hospital, with its
    length. `wingterm show` has every movement, also those that never happened.

    Examples:
      wingterm history A4242QZ
      wingterm history A4242QZ --json
    """
    from wingterm.services.history import person_history

    session = session_of(context)
    found = person_history(session.desk, number)
    if json:
        stays = [_stay(stay, found) for stay in found.stays]
        output.as_json(ok=True, number=found.number, merged=list(found.merged), stays=stays)
        return
    output.line(found.shown)
    if found.merged:
        output.line(f"Also on record as {', '.join(found.merged)}; the stays of all are here.")
    if not found.stays:
        output.line("Never in custody.")
    for stay in found.stays:
        output.line()
        for line in _in_words(stay, found, session.timezone):
            output.line(line)


def _in_words(stay: "Period", found: "PersonHistory", zone: str) -> "Iterator[str]":
    from wingterm.domain.times import duration_in_words, shown_full
    from wingterm.services.codes import reason_codes
    from wingterm.services.states import WHERE

    def when(instant: int) -> str:
        return shown_full(instant, zone)

    describe = reason_codes().describe
    lasted = duration_in_words((stay.ended or found.as_of) - stay.began)
    ordered = f", by order of {stay.authority}" if stay.authority else ""
    end = "in custody" if stay.ended is None else f"to {when(stay.ended)}"
    yield f"{when(stay.began)} {end} ({lasted}): {stay.prison}, {describe(stay.reason)}{ordered}"
    for verb, at, gone in stay.again:
        away = f" after {duration_in_words(at - gone)}" if gone else ""
        yield f"  {when(at)} {verb}{away}"
    for way in stay.transfers:
        arrived = f" {when(way.arrived_at)}" if way.arrived_at is not None else ""
        coach = f", coach {way.coach}" if way.coach else ""
        yield f"  {when(way.left_at)} {way.sender} to {way.to}: {way.outcome}{arrived}{coach}"
    for spell in stay.spells:
        places = ", ".join(
            f"{WHERE[kind].lower()}: {where}" if where else WHERE[kind].lower()
            for kind, where in zip(spell.kinds, spell.destinations, strict=True)
        )
        length = duration_in_words(spell.length(found.as_of))
        end = "still out" if spell.to_at is None else f"{spell.ended.replace('-', ' ')}"
        yield f"  {when(spell.from_at)} {places} ({length}; {end})"
    if stay.ended is not None:
        ended = stay.ended_by.replace("-", " ")
        yield f"  {when(stay.ended)} {ended}: {describe(stay.end_reason)}"


def _stay(stay: "Period", found: "PersonHistory") -> dict[str, object]:
    from wingterm.domain.times import iso

    def when(instant: int | None) -> str | None:
        return None if instant is None else iso(instant)

    return {
        "prison": stay.prison,
        "began": iso(stay.began),
        "reason": stay.reason,
        "authority": stay.authority,
        "ended": when(stay.ended),
        "ended_by": stay.ended_by,
        "end_reason": stay.end_reason,
        "again": [{"verb": verb, "at": iso(at)} for verb, at, _ in stay.again],
        "transfers": [
            {
                "sender": way.sender,
                "to": way.to,
                "left_at": iso(way.left_at),
                "arrived_at": when(way.arrived_at),
                "reason": way.reason,
                "coach": way.coach,
                "outcome": way.outcome,
            }
            for way in stay.transfers
        ],
        "spells": [
            {
                "prison": spell.prison,
                "places": [str(kind) for kind in spell.kinds],
                "destinations": spell.destinations,
                "from": iso(spell.from_at),
                "to": when(spell.to_at),
                "seconds": spell.length(found.as_of) // 1_000_000,
                "reason": spell.reason,
                "ended": spell.ended,
            }
            for spell in stay.spells
        ],
    }


def cell_history(
    context: Context,
    cell: Annotated[str, Argument(metavar="CELL", help="Code of a cell.")],
    start: Annotated[
        str, Option("--from", metavar="TIME", help="First time; else from the beginning.")
    ] = "",
    end: Annotated[str, Option("--to", metavar="TIME", help="Last time; else now.")] = "",
    json: Json = False,
    csv: Csv = False,
) -> None:
    r"""Print who held the beds of a cell between two times.

    Who is at work or out and keeps the bed goes on holding it. What was believed
    once and never was is listed too, as corrected.

    Examples:
      wingterm cell-history A-1-004
      wingterm cell-history A-1-004 --from "2026-11-01 00:00" \
        --to "2026-11-08 00:00"
    """
    from wingterm.services.history import Holding
    from wingterm.services.history import cell_history as history_of

    session = session_of(context)
    prison = session.prison
    found = history_of(
        session.desk, prison, cell, session.instant(start, "from"), session.instant(end, "to")
    )
    if json:
        held = [_holding(one) for one in found]
        output.as_json(ok=True, prison=prison.code, cell=cell.strip().upper(), held=held)
    elif csv:
        output.as_csv(Holding._fields, [tuple(_holding(one).values()) for one in found])
    elif not found:
        output.line("Nobody.")
    else:
        _print_holdings(found, prison.timezone)


def _print_holdings(found: "tuple[Holding, ...]", zone: str) -> None:
    from wingterm.domain.times import shown_full

    output.table(
        ("number", "last name", "first name", "bed", "from", "to", ""),
        [
            (
                *one[:4],
                shown_full(one.from_at, zone),
                "now" if one.to_at is None else shown_full(one.to_at, zone),
                "CORRECTED" if one.corrected else "",
            )
            for one in found
        ],
    )


def _holding(one: "Holding") -> dict[str, str | int | None]:
    from wingterm.domain.times import iso

    return {
        **one._asdict(),
        "from_at": iso(one.from_at),
        "to_at": None if one.to_at is None else iso(one.to_at),
        "believed_until": None if one.believed_until is None else iso(one.believed_until),
    }
