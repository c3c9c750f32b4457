"""What lists say of people besides where they are: CSRA, alert flags, held without an order."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries.on_record import SaidRow, said_of, taken_in
from db.queries.past import Moment
from wingterm.domain.places import INSIDE, OUT, PlaceKind
from wingterm.domain.roles import Group
from wingterm.domain.times import FAR
from wingterm.services.codes import code_list

NOT_TOLD = "Restricted"
"""What is shown to a role that is not told it."""

NOT_ENTERED = "Not entered"
"""What is shown of somebody without a rating (domain note 4.8)."""

PEEP = "PEEP"
"""Alert of a personal emergency evacuation plan."""

ORDERED = ("receive", "recall")
"""Verbs that take somebody in on an order, or on a hold (practice note 1.4, B3)."""

HELD_HERE = (*INSIDE, *OUT)
"""Kinds of place where a prison holds somebody."""

HELD = (*HELD_HERE, PlaceKind.EN_ROUTE)
"""Kinds of place where somebody is held, by a prison or on the way to one."""

_ALERT = "alert."


class Glance(NamedTuple):
    """What a list says of somebody in two columns."""

    csra: str = NOT_ENTERED
    """Cell sharing risk of the present stay, in words."""
    flags: str = ""
    """Labels of the active alerts that a profile shows, joined by commas."""


def at_a_glance(reader: Reader, people: Collection[int], moment: Moment) -> dict[int, Glance]:
    """Give the CSRA and the alert flags of people at a moment, by one statement for all."""
    if Group.RISK not in reader.sees:
        return dict.fromkeys(people, Glance(NOT_TOLD, NOT_TOLD))
    labels = {
        f"{_ALERT}{code.code}": code.description
        for code in code_list("alert_flags")
        if code.more["shown_on_profile"] == "Y"
    }
    levels: dict[int, str] = {}
    flags: dict[int, set[str]] = {}
    for row, value in in_force(reader, people, {"csra", *labels}, moment):
        if row.fact != "csra":
            flags.setdefault(row.person, set()).add(labels[row.fact])
        elif row.since >= row.stay_began:
            levels[row.person] = _level(value)
    known = dict.fromkeys(people, Glance())
    for person in levels.keys() | flags.keys():
        shown = ", ".join(sorted(flags.get(person, ()), key=str.lower))
        known[person] = Glance(levels.get(person, NOT_ENTERED), shown)
    return known


def with_alert(reader: Reader, people: Collection[int], code: str, moment: Moment) -> set[int]:
    """Give who of some people has an alert at a moment; nobody to a role that is not told risk."""
    return {row.person for row, _ in in_force(reader, people, [f"{_ALERT}{code}"], moment)}


def without_order(
    reader: Reader, people: Collection[int], moment: Moment, up_to: Moment
) -> dict[int, int]:
    """Give until when those of some people are held for whom no order is on record.

    Args:
        reader: of the store.
        people: ids.
        moment: of which it is asked.
        up_to: up to which their movements are looked at.

    Nobody where whoever reads is not told of orders.
    """
    if Group.LEGAL not in reader.sees:
        return {}
    taken = taken_in(reader, people, up_to)
    holds = {person: hold for person, row in taken.items() if (hold := hold_of(row.detail))}
    # An authority from before they were taken in ordered something else.
    ordered = {
        row.person
        for row, _ in in_force(reader, holds, ["authority"], moment)
        if row.since >= taken[row.person].at
    }
    return {person: until for person, until in holds.items() if person not in ordered}


def ordered_since(reader: Reader, person: int, instant: int, moment: Moment) -> bool:
    """Whether an order is on record of somebody that is not from before an instant."""
    return any(row.since >= instant for row, _ in in_force(reader, [person], ["authority"], moment))


def hold_of(detail: str) -> int | None:
    """Give until when a movement holds somebody without an order; None where it does not."""
    found = json.loads(detail).get("hold_until")
    return None if found is None else int(found)


def in_force(
    reader: Reader, people: Collection[int], facts: Collection[str], moment: Moment
) -> Iterator[tuple[SaidRow, Mapping[str, Any]]]:
    """Give what is on record and not over at a moment, of earlier stays too."""
    for row in said_of(reader, people, facts, moment):
        value = json.loads(row.value)
        if not value.get("ended") and value.get("until", FAR) > moment.as_of:
            yield row, value


def _level(value: Mapping[str, Any]) -> str:
    words = code_list("csra_levels").describe(str(value.get("level", "")))
    return f"{words} (provisional)" if value.get("provisional") is True else words
