"""Who is due to move on a day, by what is on record: hearings, returns, release dates, holds.

The register keeps no planned absences, transfers or escorts, so nobody is named for one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries.on_record import SaidRow, said_of, said_under
from db.queries.people import PersonAt, due_back
from wingterm.domain.particular_fields import UNKNOWN
from wingterm.domain.places import OUT
from wingterm.domain.prison import Prison
from wingterm.domain.release_date import CONFIRMED, KeyDate, ReleaseDate, release_date
from wingterm.domain.roles import Group
from wingterm.domain.times import FAR, local_date, midnight_of
from wingterm.errors import BadInput
from wingterm.services.at_a_glance import HELD_HERE, without_order
from wingterm.services.codes import code_list
from wingterm.services.desk import Desk, authorise, authorise_group, officer_at
from wingterm.services.moments import Asked, ask
from wingterm.services.sheets.stamp import Stamp, stamp
from wingterm.services.states import where_in_words

LAST_DAY = date(9998, 12, 31)
"""The last day that may be asked about: after it not every time zone has a midnight."""


class Due(NamedTuple):
    """Somebody who is due to move, or should have."""

    number: str
    last_name: str
    first_name: str
    where: str
    """Where they are now, in words."""
    at: int | None
    """When, None where only a day, or nothing, is on record."""
    said: str
    """Where to or why, in words."""
    overdue: bool = False
    """Whether it should have been before."""

    @property
    def name(self) -> str:
        """The name as lists show it."""
        return f"{self.last_name}, {self.first_name}"


class MovementList(NamedTuple):
    """Who is due to move on a day."""

    stamp: Stamp
    day: date
    hearings: tuple[Due, ...]
    """Hearings of the day, by time."""
    releases: tuple[Due, ...]
    """Those held whose release date (domain note 4.12) is the day, or was before today."""
    back: tuple[Due, ...]
    """Those out who are due back on the day, are overdue, or of whom no time is on record."""
    holds: tuple[Due, ...]
    """Those held without an order whose hold runs out on the day, or did before."""

    @property
    def named(self) -> list[str]:
        """Prison numbers of everybody whom it names."""
        people = (*self.hearings, *self.releases, *self.back, *self.holds)
        return sorted({one.number for one in people})


class _Asked(NamedTuple):
    """The day that is asked about and what it is asked of."""

    asked: Asked
    today: date
    day: date
    begins: int
    ends: int
    held: Mapping[int, PersonAt]
    """The living whom the prison holds, inside or out, by id."""


def movements(desk: Desk, prison: Prison, day: date | None = None) -> MovementList:
    """Give who is due to move on a day, by what is on record now.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose.
        day: a local day; None for tomorrow.

    Raises:
        BadInput: a day that is over, or too far away.
    """
    with desk.store.read() as reader:
        now = reader.now()
        officer = officer_at(desk, reader, now)
        authorise(officer, "read")
        authorise_group(officer, Group.LEGAL)
        of = _asked(reader, prison, day, now)
        found = MovementList(
            stamp=stamp(reader, prison, officer, now),
            day=of.day,
            hearings=tuple(_hearings(reader, of)),
            releases=tuple(_releases(reader, of)),
            back=tuple(_back(of)),
            holds=tuple(_holds(reader, of)),
        )
    desk.consulted(found.named, f"print movements {prison.code} {found.day}")
    return found


def _asked(reader: Reader, prison: Prison, day: date | None, now: int) -> _Asked:
    today = local_date(now, prison.timezone)
    day = day or today + timedelta(days=1)
    if not today <= day <= LAST_DAY:
        word = "is over" if day < today else "is too far away"
        raise BadInput(f"{day} {word}.", "Give today or a day to come.", field="date")
    asked = ask(reader, prison, None, None)
    held = {
        person.person: person
        for person in asked.everybody(reader)
        if person.kind in HELD_HERE and person.verb != "death"
    }
    begins, ends = (midnight_of(each, prison.timezone) for each in (day, day + timedelta(days=1)))
    return _Asked(asked, today, day, begins, ends, held)


def _of_stay(rows: Sequence[SaidRow], of: _Asked) -> Iterator[tuple[SaidRow, Mapping[str, Any]]]:
    """Give what counts of what was said: not ended, and of the present stay."""
    for row in rows:
        value = json.loads(row.value)
        over = value.get("ended") or value.get("until", FAR) <= of.asked.instant
        if not over and row.since >= row.stay_began:
            yield row, value


def _due(person: PersonAt, at: int | None, said: str, *, overdue: bool = False) -> Due:
    where = where_in_words(person.kind, person.place, person.cell)
    return Due(*person[:3], where, at, said, overdue)


def _hearings(reader: Reader, of: _Asked) -> list[Due]:
    rows = said_under(reader, of.held, "hearing", of.asked.moment)
    found = [
        _due(of.held[row.person], int(value["when"]), _hearing_in_words(value))
        for row, value in _of_stay(rows, of)
        if of.begins <= int(value["when"]) < of.ends
    ]
    return sorted(found, key=lambda due: (due.at, due.name, due.number))


def _hearing_in_words(value: Mapping[str, Any]) -> str:
    court = value.get("court", "")
    words = code_list("courts").describe(court) if court not in ("", UNKNOWN) else ""
    outcome = f"outcome: {value['outcome']}" if value.get("outcome") else ""
    about = value.get("about", "")
    known = (words or "court not on record", "" if about == UNKNOWN else about, outcome)
    return "; ".join(part for part in known if part)


def _releases(reader: Reader, of: _Asked) -> list[Due]:
    """Give those held whose release date is the day; those of days before today first."""
    moment = of.asked.moment
    dates: dict[int, dict[str, KeyDate]] = {}
    for row, value in _of_stay(said_under(reader, of.held, "date", moment), of):
        kind = row.fact.partition(".")[2]
        date_ = KeyDate(_known(value.get("date")), _known(value.get("override")))
        dates.setdefault(row.person, {})[kind] = date_
    confirmed = {
        row.person: str(value["date"])
        for row, value in _of_stay(said_of(reader, of.held, ["release-date"], moment), of)
    }
    found = []
    for person in of.held:
        release = release_date(confirmed.get(person, ""), dates.get(person, {}))
        if release is None:
            continue
        late = release.date < of.today.isoformat()
        if late or release.date == of.day.isoformat():
            found.append((release.date, _due(of.held[person], None, _why(release), overdue=late)))
    return [due for _, due in sorted(found, key=lambda one: (one[0], one[1].name))]


def _known(day: str | None) -> str:
    return "" if day in (None, UNKNOWN) else str(day)


def _why(release: ReleaseDate) -> str:
    """Say by which date somebody is due for release."""
    if release.type == CONFIRMED:
        return f"{release.date}, confirmed"
    words = code_list("release_date_types").describe(release.type)
    return f"{release.date}, {words}, not confirmed"


def _back(of: _Asked) -> list[Due]:
    found = []
    for person in of.held.values():
        at = due_back(person)
        if person.kind in OUT and (at is None or at < of.asked.instant or _on(of, at)):
            late = at is not None and at < of.asked.instant
            to = str(json.loads(person.detail).get("destination") or "")
            found.append(_due(person, at, to, overdue=late))
    return sorted(found, key=lambda due: (FAR if due.at is None else due.at, due.name, due.number))


def _holds(reader: Reader, of: _Asked) -> list[Due]:
    until = without_order(reader, of.held, of.asked.moment, of.asked.up_to)
    found = [
        _due(of.held[person], at, "no order on record", overdue=at <= of.asked.instant)
        for person, at in until.items()
        if at <= of.asked.instant or _on(of, at)
    ]
    return sorted(found, key=lambda due: (due.at, due.name, due.number))


def _on(of: _Asked, at: int) -> bool:
    return of.begins <= at < of.ends
