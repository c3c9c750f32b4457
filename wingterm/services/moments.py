"""What a roll or a list is asked about, and the people of then or of now."""

from typing import NamedTuple

from db.engine import Reader
from db.queries import crossings, people
from db.queries.crossings import Crossing
from db.queries.past import NOW_KNOWN, Moment, as_believed
from db.queries.people import Away, PersonAt
from wingterm.domain.prison import Prison
from wingterm.domain.roll import Tallies
from wingterm.domain.times import midnight_before, shown_full
from wingterm.errors import BadInput


class Asked(NamedTuple):
    """An instant of a prison, as known at an instant."""

    prison: int
    """Id of the prison."""
    instant: int
    moment: Moment
    """For what is asked of the past: places, stays."""
    live: bool
    """Whether it is the roll of now, which the whereabouts tell."""
    day: int
    """00:00 local time of the day."""

    @property
    def day_begins(self) -> Moment:
        """The moment that the unlock roll is of: before anything that happened at 00:00.

        What happened at 00:00 is a movement of the day, so that unlock roll, in and out add up.
        """
        return self.moment._replace(as_of=self.day - 1)

    @property
    def up_to(self) -> Moment:
        """The moment up to which movements are of the day.

        Now there is no end: after a clock was set back there are movements later than it.
        """
        return self.moment._replace(as_of=NOW_KNOWN) if self.live else self.moment

    def tallies(self, reader: Reader) -> Tallies:
        """Count the prison's people by place and cell."""
        if self.live:
            return people.tallies_now(reader, self.prison)
        return people.tallies_then(reader, self.prison, self.moment)

    def inside_at_unlock(self, reader: Reader) -> int:
        """Count those who were inside as the day began."""
        return people.inside_then(reader, self.prison, self.day_begins)

    def everybody(self, reader: Reader) -> list[PersonAt]:
        """Give the prison's people, those out, at large and on the way to it included."""
        if self.live:
            return people.people_now(reader, self.prison)
        return people.people_then(reader, self.prison, self.moment)

    def everybody_at_unlock(self, reader: Reader) -> list[PersonAt]:
        """Give the prison's people as the day began."""
        return people.people_then(reader, self.prison, self.day_begins)

    def away(self, reader: Reader) -> list[Away]:
        """Give those who are out or at large."""
        if self.live:
            return people.away_now(reader, self.prison)
        return people.away_then(reader, self.prison, self.moment)

    def sent(self, reader: Reader) -> list[PersonAt]:
        """Give those whom the prison sent and who are on the way to another."""
        if self.live:
            return people.sent_now(reader, self.prison)
        return people.sent_then(reader, self.prison, self.moment)

    def crossings(self, reader: Reader) -> list[PersonAt]:
        """Give the movements through the gate since the day began."""
        return crossings.crossings(reader, self.prison, self.day, self.up_to)

    def crossed(self, reader: Reader) -> list[Crossing]:
        """Give the same movements, as far as a count needs them: a busy day has many."""
        return crossings.crossed(reader, self.prison, self.day, self.up_to)


def ask(reader: Reader, prison: Prison, as_of: int | None, known_at: int | None) -> Asked:
    """Say what is asked about.

    Raises:
        BadInput: an instant that has not come yet.
    """
    now = reader.now()
    for instant in (as_of, known_at):
        if instant is not None and instant > now:
            raise BadInput(
                f"{shown_full(instant, prison.timezone)} has not come yet.",
                "Give an instant in the past.",
            )
    instant = next(i for i in (as_of, known_at, now) if i is not None)
    return Asked(
        prison=prison.id,
        instant=instant,
        moment=as_believed(instant, known_at),
        live=as_of is None and known_at is None,
        day=midnight_before(instant, prison.timezone),
    )
