"""Read whose names, numbers and identifiers stand against what a batch gives."""

from collections.abc import Iterator
from contextlib import suppress

from db.engine import Reader
from db.situation.needs import Needs, can_be_asked
from wingterm.domain.identifiers import IdentifierRefused, canonical_identifier
from wingterm.domain.lookalike import Lookalike, days_to_look_at
from wingterm.domain.people import (
    UNKNOWN,
    issued_number,
    read_day,
)
from wingterm.domain.situation import (
    Situation,
)
from wingterm.domain.text import search_name
from wingterm.domain.times import local_date

SPARE_NUMBERS = 20
"""Prison numbers looked at beyond those needed, in case some were given by hand."""


def read_numbers(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read which of the numbers to be given are taken."""
    first = situation.next_id["prison_number"]
    issued = range(first, first + len(needs.numbers) * 2 + SPARE_NUMBERS)
    numbers = {issued_number(n) for n in issued}
    numbers |= {n.strip().upper() for n in needs.numbers if can_be_asked(n)}
    for (number,) in reader.rows(
        f"SELECT p.number FROM person p WHERE {reader.in_set('p.number')}",
        (reader.as_set(numbers),),
    ):
        situation.taken_numbers.add(number)


def read_lookalikes(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read everybody who may be one of the people as new or amended, under each name.

    Of a person whose own date of birth is unknown, those of the same name whenever born.
    """
    days, names = set(), set()
    for last, first, birth in _identities(situation, needs):
        born = read_day(birth)
        days |= days_to_look_at(born.isoformat() if born else UNKNOWN)
        if born is None and can_be_asked(last + first):
            names.add(search_name(last, first))
    # Of two records of one person that is named which stands for both.
    number = "COALESCE(s.number, p.number)"
    stands = "LEFT JOIN merged m ON m.person_id = p.id LEFT JOIN person s ON s.id = m.into_id"
    person = f"SELECT {number}, p.date_of_birth, p.search_name, '' FROM person p {stands}"
    alias = (
        f"SELECT {number}, p.date_of_birth, k.value, k.value FROM {{}} ON k.person_id = p.id"
        f" {stands} WHERE k.kind = 'NAME' AND "
    )
    # Each part by an index of its own.
    for whose, born_on, name, other in reader.rows(
        f"{person} WHERE {reader.in_set('p.date_of_birth')}"
        f" UNION {person} WHERE {reader.in_set('p.search_name')}"
        f" UNION {alias.format('person p JOIN search_key k')}{reader.in_set('p.date_of_birth')}"
        f" UNION {alias.format('search_key k JOIN person p')}{reader.in_set('k.value')}"
        " ORDER BY 1, 4",
        (reader.as_set(days), reader.as_set(names), reader.as_set(days), reader.as_set(names)),
    ):
        known = Lookalike(whose, name, alias=bool(other))
        situation.lookalikes.add(born_on, known)


def _identities(situation: Situation, needs: Needs) -> Iterator[tuple[str, str, str]]:
    """Give names and date of birth as they will be of those who are new or amended."""
    for new in needs.registers:
        yield new.last_name, new.first_name, new.date_of_birth
    for amended in needs.amended:
        known = situation.people.get(amended.person.strip().upper())
        if known is not None:
            yield (
                amended.last_name or known.last_name,
                amended.first_name or known.first_name,
                amended.date_of_birth or known.date_of_birth,
            )


def read_identifier_holders(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read who holds the identifiers to be recorded, in whichever form those are typed."""
    this_year = local_date(situation.now, "UTC").year
    wanted = set()
    for kind, typed in needs.identifiers:
        with suppress(IdentifierRefused):
            wanted.add((kind, canonical_identifier(kind, typed, this_year)))
    for kind, value, number in reader.rows(
        "SELECT k.kind, k.value, p.number FROM search_key k JOIN person p ON p.id = k.person_id"
        f" WHERE {reader.in_set('k.kind')} AND {reader.in_set('k.value')} ORDER BY p.id DESC",
        (
            reader.as_set({kind for kind, _ in wanted}),
            reader.as_set({value for _, value in wanted}),
        ),
    ):
        situation.identifier_holders[kind, value] = number
