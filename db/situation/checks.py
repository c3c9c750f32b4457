"""Read the roll checks of a batch: what was said of them, and what a new one expects."""

from db.engine import Reader
from db.queries.checks import books_then, facts_of_checks, officer_names, open_checks
from db.queries.past import Moment
from db.situation.needs import Needs
from wingterm.domain.checks.fold import read_check
from wingterm.domain.checks.freeze import expect
from wingterm.domain.situation import HeldCheck, OpenCheckOf, Situation


def read_checks(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read the checks that a batch is about."""
    owners = {
        int(number): int(prison)
        for number, prison in reader.rows(
            f"SELECT c.id, c.establishment_id FROM roll_check c WHERE {reader.in_set('c.id')}",
            (reader.as_set(needs.checks),),
        )
    }
    facts = facts_of_checks(reader, owners)
    officers = {officer for held in facts.values() for fact in held for officer in fact.officers}
    names = {officer: name for officer, (name, _) in officer_names(reader, officers).items()}
    for number, prison in owners.items():
        held = HeldCheck(number, prison, facts[number], dict(names))
        situation.checks[number] = held
        if number in needs.lists:
            held.expected_in = _frozen_list(reader, held)


def _frozen_list(reader: Reader, held: HeldCheck) -> dict[int, str]:
    """Read in which unit of a check each person was expected, by id."""
    check = read_check(held.id, held.establishment, held.facts)
    moment = Moment(check.as_of, check.known_at)
    books, _ = books_then(reader, held.establishment, moment, check.sent)
    return expect(books, check.as_of).expected_in


def read_opened(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read what the checks that a batch opens will expect."""
    for code, at in sorted(needs.opened, key=str):
        prison = situation.prisons.get(code)
        if prison is not None:
            as_of = situation.now if at is None else at
            moment = Moment(as_of, situation.now - 1)
            situation.on_books[prison.id, as_of] = books_then(reader, prison.id, moment)[0]


def read_unended(reader: Reader, situation: Situation, needs: Needs) -> None:
    """Read which checks of the prisons of a batch are open, and who opened them."""
    for code in sorted(needs.unended):
        prison = situation.prisons.get(code)
        if prison is None:
            continue
        rows = open_checks(reader, prison.id)
        facts = facts_of_checks(reader, [row.id for row in rows])
        openers = {row.id: facts[row.id][0].officer for row in rows}
        names = officer_names(reader, set(openers.values()))
        situation.open_checks[prison.id] = [
            OpenCheckOf(row.id, row.kind, row.as_of, names[openers[row.id]][0]) for row in rows
        ]
