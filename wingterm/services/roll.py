"""The roll of a prison, now or at any past instant; as now known, or as then believed."""

from db.engine import Reader
from db.queries.crossings import Crossing
from db.queries.newest import any_check_awaited
from db.queries.people import Away, PersonAt
from db.queries.roll_places import PrisonThen, prison_then
from wingterm.domain.prison import Prison
from wingterm.domain.prison_settings import PrisonSettings
from wingterm.domain.roll import Inside, readings
from wingterm.domain.roll_records import Headline, RollSheet
from wingterm.services.belongs import Roll, counts_on_roll, overdue, overnight, turns
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.estates import estate_at
from wingterm.services.moments import Asked, ask


def roll(
    desk: Desk, prison: Prison, *, as_of: int | None = None, known_at: int | None = None
) -> RollSheet:
    """Give the roll of a prison.

    Capacities, what is in use, settings and the signed capacity are those of the instant.

    Args:
        desk: who asks.
        prison: whose roll.
        as_of: instant that the roll is of; None: now, or the instant of knowledge where one is
            given.
        known_at: as then believed; None: as now known.

    Raises:
        BadInput: an instant that has not come yet.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        asked = ask(reader, prison, as_of, known_at)
        then = prison_then(reader, prison.id, asked.moment)
        estate = estate_at(desk.store, reader, prison.id, asked.moment, then.settings)
        tallies = asked.tallies(reader)
        unlock = asked.inside_at_unlock(reader)
        gate = asked.crossed(reader)
        away = asked.away(reader)
        settled = Roll(asked.instant, then.settings, frozenset(c.person for c in gate))
        others = _apart_from_the_rule(reader, asked, then.settings)
        awaited = as_of is None and any_check_awaited(reader, prison.id)
    now, rows, totals = estate.roll(tallies)
    headline = _headline(now, unlock, gate, away, settled, then)
    if others is not None:
        headline = _with_on_roll(headline, others, settled)
    told = readings(then.settings, totals)
    turning = min((at for person in away for at in turns(person, settled)), default=None)
    return RollSheet(
        prison, asked.instant, known_at, headline, rows, totals, told, turning, awaited
    )


def _headline(
    now: Inside,
    unlock: int,
    gate: list[Crossing],
    away: list[Away],
    settled: Roll,
    then: PrisonThen,
) -> Headline:
    """Put the headline together; on the roll are all inside and those away by the table."""
    return Headline(
        unlock_roll=unlock,
        population=now.population,
        in_today=sum(crossing.came > 0 for crossing in gate),
        out_today=sum(crossing.came < 0 for crossing in gate),
        in_reception=now.in_reception,
        no_cell=now.no_cell,
        elsewhere=now.elsewhere,
        out=now.out,
        court=now.court,
        absence=now.absence,
        hospital=now.hospital,
        overnights=sum(overnight(person, settled) for person in away),
        overdue=sum(overdue(person, settled.instant) for person in away),
        incoming=now.incoming,
        at_large=now.at_large,
        on_roll=now.population + sum(counts_on_roll(person, settled) for person in away),
        signed=then.signed,
    )


def _apart_from_the_rule(
    reader: Reader, asked: Asked, settings: PrisonSettings
) -> list[PersonAt] | None:
    """Give everybody who may be on the roll, where the table needs to be asked of each of them."""
    if settings.dead_on_roll and not settings.en_route_on_roll:
        return None
    sent = asked.sent(reader) if settings.en_route_on_roll else []
    return on_the_books(asked.everybody(reader), sent)


def on_the_books(everybody: list[PersonAt], sent: list[PersonAt]) -> list[PersonAt]:
    """Give the people whom a prison's table is asked about: its own, and those it sent away."""
    return [person for person in everybody if person.kind != "EN_ROUTE"] + sent


def _with_on_roll(headline: Headline, people: list[PersonAt], settled: Roll) -> Headline:
    return headline._replace(on_roll=sum(counts_on_roll(person, settled) for person in people))
