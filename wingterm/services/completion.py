"""What a word that was begun at a shell may become, as far as the officer may read it.

What is answered stays on the shell's screen, so it is little: at most `MOST` answers, and of people
their number and name alone, each of them put down in the log of consultations.
"""

from collections.abc import Iterable
from typing import NamedTuple

from db.queries import completion as questions
from wingterm.domain.prison import Prison
from wingterm.services.desk import Desk, authorise, officer_at

MOST = 50
"""Most answers to one word."""

BEGUN = 2
"""Characters of a prison number before people are named: one would name a fifth of a prison."""

CHOSEN = 4
"""Characters before people of other prisons, and former ones, are named too."""

CELLS = ("CELL",)
LIVED_IN = ("WING", "SPUR", "LANDING", "CELL")
AREAS = ("AREA",)
NUMBER_LENGTH = 7


class Answer(NamedTuple):
    """What a word may become."""

    word: str
    says: str = ""
    """What it is, for shells that show it."""


def numbers(desk: Desk, prison: Prison, begun: str) -> tuple[Answer, ...]:
    """Give the prison numbers that begin so: of the prison, then of others.

    Raises:
        NotAuthorised: the officer may not read.
    """
    start = begun.strip().upper()
    if not BEGUN <= len(start) <= NUMBER_LENGTH or not (start.isascii() and start.isalnum()):
        return ()
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        found = questions.numbers_here(reader, prison.id, start, MOST)
        if len(found) < MOST and len(start) >= CHOSEN:
            known = {row[0] for row in found}
            more = questions.numbers_anywhere(reader, start, MOST)
            found += [row for row in more if row[0] not in known]
    found = found[:MOST]
    desk.consulted([row[0] for row in found], "find")
    return tuple(Answer(number, f"{last}, {first}") for number, last, first in found)


def codes(desk: Desk, prison: Prison, begun: str, kinds: tuple[str, ...]) -> tuple[Answer, ...]:
    """Give the codes of places of a prison, of some kinds, that begin so.

    Raises:
        NotAuthorised: the officer may not read.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        found = questions.codes(reader, prison.id, kinds, begun.strip().upper(), MOST)
    return tuple(Answer(code, "" if name == code else name) for code, name in found)


def beginning(begun: str, words: Iterable[tuple[str, str]]) -> tuple[Answer, ...]:
    """Give those words, with what they are, that begin so; capitals do not matter."""
    start = begun.casefold()
    found = [Answer(*each) for each in words if each[0].casefold().startswith(start)]
    return tuple(found[:MOST])
