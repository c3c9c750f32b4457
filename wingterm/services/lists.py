"""The people behind every figure of the roll: as many as the figure says."""

import json
from collections.abc import Mapping
from sys import intern
from types import MappingProxyType
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries.people import PersonAt, due_back
from db.queries.roll_places import prison_then, roll_places
from wingterm.domain.places import INSIDE, OUT, SPECIALS, PlaceKind
from wingterm.domain.prison import Prison
from wingterm.domain.roles import Group
from wingterm.domain.roll import cells_apart
from wingterm.domain.times import duration_in_words
from wingterm.errors import BadInput
from wingterm.services.at_a_glance import HELD_HERE, Glance, at_a_glance, without_order
from wingterm.services.belongs import Roll, belongs, overdue_at
from wingterm.services.codes import reason_codes
from wingterm.services.desk import Desk, authorise, authorise_group, officer_at
from wingterm.services.moments import Asked, ask
from wingterm.services.roll import on_the_books
from wingterm.services.states import hold_in_words


class ListedPerson(NamedTuple):
    """Somebody behind a figure of the roll."""

    number: str
    last_name: str
    first_name: str
    date_of_birth: str
    place: str
    bed_cell: str
    """Code of the cell whose bed they hold, empty without."""
    since: int
    """Since when they are there; of a movement, when it happened."""
    note: str
    """Why or from where, in words."""
    destination: str = ""
    """Of somebody out, or of a movement out: where to."""
    escort: str = ""
    officers: str = ""
    """Names of the officers with them."""
    due_back: int | None = None
    overdue: int = 0
    """Microseconds since the time at which they were due back, 0 before."""
    coach: str = ""
    """Of somebody on the way: the coach by which they come."""
    sender: str = ""
    """Of somebody on the way or who arrived: code of the prison that sent them."""
    entry: str = ""
    """The entry that says so, as `WTI-17`."""
    csra: str = ""
    """Cell sharing risk of the present stay, in words, or `Not entered`; empty in lists that do not
    tell it (`AT_A_GLANCE`)."""
    flags: str = ""
    """Labels of the active alerts that a profile shows, joined by commas; empty as above."""
    hold_until: int | None = None
    """Of somebody held without an order: from when on the hold no longer counts."""

    def overdue_from(self, instant: int) -> int | None:
        """Give the instant to come from which they are overdue, None where there is none."""
        first = overdue_at(self.due_back) if self.hold_until is None else self.hold_until
        return first if first is not None and first > instant else None


FIGURES: dict[str, str] = {
    "population": "Current population",
    "beds-in-use": "Beds in use",
    "in-cell": "In cell",
    "elsewhere": "Elsewhere inside",
    "in-reception": "In reception",
    "no-cell": "No cell allocated",
    "incoming": "Incoming transfers",
    "in-today": "In today",
    "out-today": "Out today",
    "out": "Out",
    "court": "At court",
    "absence": "On temporary absence",
    "hospital": "At hospital",
    "overnights": "Overnights (due to return)",
    "overdue": "Overdue back",
    "at-large": "At large",
    "on-roll": "On the roll",
    "unlock-roll": "Unlock roll",
    "held-apart": "Left out of beds available",
    "without-order": "Held without an order",
}
"""Figures with a list behind them, in the words of domain note 2.1."""

WITHOUT_ORDER = "without-order"
"""Figure of those held without an order, which no roll counts (practice note 1.4, B3)."""

AT_A_GLANCE = ("population", "in-cell", "in-reception", "no-cell", "incoming", "in-today")
"""Figures whose lists tell CSRA and alert flags (domain note 2.1)."""

OUT_FIGURES = ("out", "court", "absence", "hospital", "overnights", "overdue")
"""Figures whose people are off site: with destination, escort and when they are due back."""

NO_GLANCE = Glance(csra="")
"""What a list says of somebody that tells neither CSRA nor flags."""

_NO_DETAIL: Mapping[str, Any] = MappingProxyType({})

_CAME = {"in-today": 1, "out-today": -1}


def people_behind(
    desk: Desk,
    prison: Prison,
    figure: str,
    *,
    as_of: int | None = None,
    known_at: int | None = None,
) -> tuple[ListedPerson, ...]:
    """Give the people behind a figure of the roll: as many as the figure says.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose roll.
        figure: one of `FIGURES`.
        as_of: as for `roll`.
        known_at: as for `roll`.

    Raises:
        BadInput: no such figure, or an instant that has not come yet.
        NotAuthorised: the officer's role may not read, or is not told what the list is about.
    """
    if figure not in FIGURES:
        raise BadInput(f"There is no list {figure}.", f"Choose one of: {', '.join(FIGURES)}.")
    with desk.store.read() as reader:
        officer = officer_at(desk, reader, reader.now())
        authorise(officer, "read")
        asked = ask(reader, prison, as_of, known_at)
        if figure == WITHOUT_ORDER:
            authorise_group(officer, Group.LEGAL)
            lines = _without_order(reader, asked, prison.timezone)
        else:
            lines = _told(reader, asked, figure)
    desk.consulted([one.number for one in lines], f"list {figure} {prison.code}")
    return lines


def _without_order(reader: Reader, asked: Asked, timezone: str) -> tuple[ListedPerson, ...]:
    """Give those held without an order, with until when; nobody holds the dead."""
    held = [p for p in asked.everybody(reader) if p.kind in HELD_HERE and p.verb != "death"]
    holds = without_order(reader, [p.person for p in held], asked.moment, asked.up_to)
    lines = []
    for person in (p for p in held if p.person in holds):
        line = listed(person, asked.instant)
        hold = hold_in_words(holds[person.person], asked.instant, timezone)
        note = "; ".join(part for part in (hold, line.note) if part)
        lines.append(line._replace(note=note, hold_until=holds[person.person]))
    return tuple(lines)


def _told(reader: Reader, asked: Asked, figure: str) -> tuple[ListedPerson, ...]:
    """Give those behind a figure, with what the list tells of them."""
    found = _found(reader, asked, figure)
    if figure not in AT_A_GLANCE:
        return tuple([listed(person, asked.instant) for person in found])
    known = at_a_glance(reader, {person.person for person in found}, asked.moment)
    return tuple([listed(person, asked.instant, known[person.person]) for person in found])


def _found(reader: Reader, asked: Asked, figure: str) -> list[PersonAt]:
    if figure in _CAME:
        return [gate for gate in asked.crossings(reader) if gate.came == _CAME[figure]]
    if figure == "unlock-roll":
        return [p for p in asked.everybody_at_unlock(reader) if p.kind in INSIDE]
    settings = prison_then(reader, asked.prison, asked.moment).settings
    roll = Roll(asked.instant, settings)
    if figure == "overnights":
        crossed = frozenset(gate.person for gate in asked.crossed(reader))
        roll = roll._replace(crossed=crossed)
    if figure == "held-apart":
        places = roll_places(reader, asked.prison, asked.moment)
        roll = roll._replace(apart=cells_apart(places, settings))
    everybody = asked.everybody(reader)
    if figure == "on-roll":
        sent = asked.sent(reader) if settings.en_route_on_roll else []
        everybody = on_the_books(everybody, sent)
    return [person for person in everybody if belongs(person, figure, roll)]


def listed(person: PersonAt, instant: int, glance: Glance = NO_GLANCE) -> ListedPerson:
    """Give somebody as lists show them, with what is told of them besides."""
    detail = _NO_DETAIL if person.detail == "{}" else json.loads(person.detail)
    due = due_back(person) if not person.came else detail.get("due_back")
    late = max(0, instant - due) if due is not None and not person.came else 0
    told = [*_where_from(person, detail)]
    if late:
        told.append(f"{duration_in_words(late)} overdue")
    if person.reason:
        told.append(reason_codes().describe(person.reason))
    if person.kind in OUT and detail.get("comment"):
        # The list "currently out" of domain note 2.1 has it.
        told.append(str(detail["comment"]))
    on_the_way = person.kind == PlaceKind.EN_ROUTE
    return ListedPerson(
        *person[:4],
        person.place,
        person.cell,
        person.since,
        # Many came the same way: one text for all of them.
        intern("; ".join(told)),
        destination=str(detail.get("destination") or ""),
        escort=str(detail.get("escort") or ""),
        officers=str(detail.get("officers") or ""),
        due_back=due,
        overdue=late,
        coach=str(detail.get("coach") or "") if on_the_way else "",
        sender=person.other if person.came > 0 or (on_the_way and not person.came) else "",
        entry=person.entry,
        csra=glance.csra,
        flags=glance.flags,
    )


def _where_from(person: PersonAt, detail: Mapping[str, object]) -> list[str]:
    """Say what is at the other end of the movement that brought somebody there."""
    if person.came < 0:
        to = person.other or detail.get("destination") or detail.get("to")
        return [f"to {to}"] if to else []
    if person.came > 0 and person.left_kind in (*OUT, PlaceKind.AT_LARGE):
        return [f"was {_lower(SPECIALS[PlaceKind(person.left_kind)][1])}"]
    if person.verb == "cancel-transfer" and person.came > 0:
        return [f"back, was on the way to {person.other}"]
    if person.other:
        coach = detail.get("coach") if not person.came else None
        return [f"from {person.other}", *([f"coach {coach}"] if coach else [])]
    match person.kind:
        case PlaceKind.NO_CELL:
            return [f"out of {person.left} by {person.by}"]
        case PlaceKind.COURT | PlaceKind.ABSENCE | PlaceKind.HOSPITAL:
            to = detail.get("destination")
            return [f"to {to}"] if to else []
        case _ if detail.get("came_from"):
            return [f"from {detail['came_from']}"]
        case _:
            return []


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
