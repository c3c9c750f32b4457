"""The roll of every prison of the register at once, now or at any past instant."""

from typing import NamedTuple

from db.queries.country import kinds_now, kinds_then, signed_then
from db.queries.past import as_believed
from db.queries.prisons import all_prisons
from wingterm.domain.places import INSIDE, OUT, PlaceKind
from wingterm.domain.prison import Officer, Prison
from wingterm.domain.roles import for_every_prison
from wingterm.domain.times import shown_full
from wingterm.errors import BadInput, NotAuthorised
from wingterm.services.desk import Desk, authorise, officer_at


class PrisonLine(NamedTuple):
    """The figures of one prison, or of all of them; each as in its headline (domain note 2.5).

    population = in_cell + elsewhere + in_reception + no_cell; out = court + absence + hospital.
    """

    code: str
    """Empty for the totals."""
    name: str
    population: int
    in_cell: int
    elsewhere: int
    in_reception: int
    no_cell: int
    out: int
    court: int
    absence: int
    hospital: int
    incoming: int
    at_large: int
    signed: int | None
    """Signed operational capacity; of the totals None where no prison has one."""
    room: int | None
    """Signed operational capacity less population, below 0 where there are more people than that.

    Of the totals over the prisons that have signed one.
    """


class Country(NamedTuple):
    """The roll of every prison."""

    as_of: int
    known_at: int | None
    timezone: str
    """In which times are shown: that of the first prison."""
    prisons: tuple[PrisonLine, ...]
    """By code."""
    totals: PrisonLine
    """The sums of the lines."""


_KINDS = {
    "in_cell": PlaceKind.CELL,
    "elsewhere": PlaceKind.AREA,
    "in_reception": PlaceKind.RECEPTION,
    "no_cell": PlaceKind.NO_CELL,
    "court": PlaceKind.COURT,
    "absence": PlaceKind.ABSENCE,
    "hospital": PlaceKind.HOSPITAL,
    "incoming": PlaceKind.EN_ROUTE,
    "at_large": PlaceKind.AT_LARGE,
}


def country(desk: Desk, *, as_of: int | None = None, known_at: int | None = None) -> Country:
    """Give the roll of every prison of the register, a line each, and their totals.

    Args:
        desk: who asks; only who may see all prisons.
        as_of: as for `roll`.
        known_at: as for `roll`.

    Raises:
        NotAuthorised: an officer of one prison among several.
        BadInput: an instant that has not come yet.
    """
    with desk.store.read() as reader:
        officer, now = officer_at(desk, reader, reader.now()), reader.now()
        authorise(officer, "read")
        prisons = all_prisons(reader)
        sees_all(officer, prisons)
        zone = prisons[0].timezone if prisons else "UTC"
        instant = when(as_of, known_at, now, zone)
        moment = as_believed(instant, known_at)
        live = as_of is None and known_at is None
        counts = kinds_now(reader) if live else kinds_then(reader, moment)
        signed = signed_then(reader, moment)
    people: dict[int, dict[str, int]] = {prison.id: {} for prison in prisons}
    for count in counts:
        people[count.establishment][count.kind] = count.people
    lines = tuple(_line(prison, people[prison.id], signed.get(prison.id)) for prison in prisons)
    return Country(instant, known_at, zone, lines, _totals(lines))


def sees_all(officer: Officer, prisons: list[Prison]) -> None:
    """Let an officer see figures of all prisons, or refuse (domain note 3.4, rule 10).

    Administrators and officers of the register may; so may whose own prison is the only one.

    Raises:
        NotAuthorised: the officer is one of a single prison.
    """
    if for_every_prison(officer.role, officer.establishment):
        return
    if any(prison.id != officer.establishment for prison in prisons):
        raise NotAuthorised(
            f"{officer.name} is an officer of one prison and may not see the figures of all.",
            "Leave --all out, or ask an administrator.",
        )


def when(as_of: int | None, known_at: int | None, now: int, timezone: str) -> int:
    """Give the instant that is asked about.

    Raises:
        BadInput: it has not come yet.
    """
    for instant in (as_of, known_at):
        if instant is not None and instant > now:
            raise BadInput(
                f"{shown_full(instant, timezone)} has not come yet.",
                "Give an instant in the past.",
            )
    return next(instant for instant in (as_of, known_at, now) if instant is not None)


def _line(prison: Prison, people: dict[str, int], signed: int | None) -> PrisonLine:
    population = sum(people.get(kind, 0) for kind in INSIDE)
    return PrisonLine(
        code=prison.code,
        name=prison.name,
        population=population,
        out=sum(people.get(kind, 0) for kind in OUT),
        signed=signed,
        room=None if signed is None else signed - population,
        **{figure: people.get(kind, 0) for figure, kind in _KINDS.items()},
    )


def _totals(lines: tuple[PrisonLine, ...]) -> PrisonLine:
    sums = (
        {
            figure: sum(values) if (values := [v for v in column if v is not None]) else None
            for figure, column in zip(
                PrisonLine._fields[2:], zip(*(line[2:] for line in lines), strict=True), strict=True
            )
        }
        if lines
        else dict.fromkeys(PrisonLine._fields[2:-2], 0) | {"signed": None, "room": None}
    )
    return PrisonLine("", "Totals", **sums)
