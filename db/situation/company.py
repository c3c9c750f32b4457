"""Read what is on record of the people of a batch and of those near whom they will be."""

from collections.abc import Collection

from db.engine import Reader
from db.situation.needs import Needs
from db.situation.places import read_facts_of
from wingterm.domain.situation import (
    Neighbour,
    Person,
    Situation,
)
from wingterm.domain.standing import Standing


def read_company(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read what is on record of the people, of who holds a bed where they go, and who is near."""
    named = {
        situation.places[prison.id, code].id
        for prison in situation.prisons.values()
        for code in needs.codes
        if (prison.id, code) in situation.places
    }
    for number in needs.swapped & situation.people.keys():
        standing = _standing_of(situation.people[number])
        if standing is not None and standing.bed in situation.cell_of:
            named.add(situation.cell_of[standing.bed].id)
    others = {
        stay.person
        for bed, stays in situation.bed_stays.items()
        if situation.cell_of[bed].id in named
        for stay in stays
    } - situation.person_of.keys()
    for row in reader.rows(
        "SELECT p.id, p.number, p.last_name, p.first_name, p.date_of_birth, p.sex FROM person p"
        f" WHERE {reader.in_set('p.id')}",
        (reader.as_set(others),),
    ):
        situation.person_of[row[0]] = Person(*row)
    for person, facts in read_facts_of(reader, "person", situation.person_of).items():
        situation.person_of[person].facts = facts
    if needs.recorded:
        of_stay: Collection[int] = situation.person_of
    else:
        # When a stay began is asked only to tell what is on record of it from what is older.
        of_stay = [person.id for person in situation.person_of.values() if person.facts]
    for person, start in reader.rows(
        "SELECT e.person_id, MAX(e.occurred_at) FROM entry e"
        f" WHERE {reader.in_set('e.person_id')} AND e.verb = 'receive' AND e.kind = 'move'"
        " AND NOT EXISTS (SELECT 1 FROM entry a WHERE a.person_id = e.person_id"
        "   AND a.annuls_pseq = e.pseq) GROUP BY e.person_id",
        (reader.as_set(of_stay),),
    ):
        situation.person_of[person].stay_start = start
    _read_neighbours(reader, situation)


def _standing_of(person: Person) -> Standing | None:
    return person.whereabouts.standing if person.whereabouts else None


def _read_neighbours(reader: Reader, situation: Situation) -> None:
    """Read where those hold a bed who must not be near somebody of the act."""
    kept_apart = {
        int(span.fact.removeprefix("na."))
        for person in situation.people.values()
        for span in person.facts
        if span.fact.startswith("na.")
    }
    for row in reader.rows(
        "SELECT p.id, p.number, p.last_name, p.first_name, c.code, c.establishment_id"
        " FROM person p JOIN whereabouts w ON w.person_id = p.id JOIN bed b ON b.id = w.bed"
        f" JOIN place c ON c.id = b.place_id WHERE {reader.in_set('p.id')} AND w.bed <> 0",
        (reader.as_set(kept_apart),),
    ):
        situation.neighbours[row[0]] = Neighbour(
            row[0], row[1], f"{row[1]} {row[2]}, {row[3]}", row[4], row[5]
        )
