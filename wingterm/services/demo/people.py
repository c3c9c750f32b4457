"""Who is in the demo: what the story knows of each person, kept beside the ledger, never read."""

import random
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto


class State(Enum):
    """Where somebody is."""

    IN = auto()
    RECEPTION = auto()
    NO_CELL = auto()
    COURT = auto()
    ABSENCE = auto()
    HOSPITAL = auto()
    ON_THE_WAY = auto()
    AT_LARGE = auto()
    OUTSIDE = auto()
    DEAD = auto()


INSIDE = frozenset({State.IN, State.RECEPTION, State.NO_CELL})
OUT = frozenset({State.COURT, State.ABSENCE, State.HOSPITAL})


@dataclass(slots=True, eq=False)
class Cell:
    """A cell and how many hold a bed in it."""

    prison: str
    code: str
    wing: str
    room: int
    taken: int = 0
    leaving: int = 0
    """Beds given up today: free from tomorrow, so that lines of a day can stand in any order."""
    usable: bool = True

    @property
    def free(self) -> int:
        """How many more it takes today."""
        return self.room - self.taken - self.leaving if self.usable else 0


@dataclass(slots=True, eq=False)
class Inmate:
    """A person of the story."""

    number: str
    last_name: str
    first_name: str
    born: date
    prison: str = ""
    state: State = State.OUTSIDE
    cell: Cell | None = None
    day: int = 0
    """Day of the present reception."""
    leaves: int = 0
    """Day on which they would leave prison."""
    convicted: bool = False
    life: bool = False
    vulnerable: bool = False
    high_risk: bool = False
    category: str = "U"
    settled: int = 0
    """Day from which they may move on from the first-night wing."""
    court: int = 0
    """Day of the next hearing; 0 for none."""
    back: int = 0
    """Day on which they come back from where they are."""
    busy: int = -10_000
    """Day on which something was last written of them: once a day is enough."""
    sentence_days: int = 0
    turn: int = 0
    """Their place in the order in which people came."""
    facts: dict[str, int] = field(default_factory=dict)
    """How many of a kind of particular were recorded."""


def draw(chance: random.Random, person: Inmate, day: int) -> None:
    """Decide what somebody is held for and for how long, from a day on."""
    person.day = day
    person.convicted = chance.random() < 0.6
    person.vulnerable = chance.random() < 0.13
    person.high_risk = chance.random() < 0.05
    person.settled = day + chance.randint(4, 15)
    person.life = False
    person.category, person.court = "U", 0
    if person.convicted:
        sentence(chance, person, day)
    else:
        person.court = day + chance.randint(7, 60)
        person.leaves = day + chance.randint(150, 700)


def sentence(chance: random.Random, person: Inmate, day: int) -> None:
    """Sentence somebody: half of it is served here."""
    person.convicted, person.court = True, 0
    luck = chance.random()
    if luck < 0.05:
        person.life, served = True, chance.randint(3000, 9000)
    elif luck < 0.65:
        served = chance.randint(800, 2800)
    else:
        served = chance.randint(120, 900)
    person.sentence_days = served * 2
    person.leaves = day + served
    person.category = _category(chance, person)


def _category(chance: random.Random, person: Inmate) -> str:
    if person.life or person.sentence_days > 2800:
        return "B"
    if person.sentence_days < 2400 and chance.random() < 0.45 and not person.high_risk:
        return "D"
    return "C" if chance.random() < 0.9 else "B"


def home_wing(person: Inmate, day: int) -> str:
    """Give the wing of the main prison where somebody belongs on a day."""
    if person.vulnerable:
        return "E"
    if day < person.settled or (not person.convicted and person.leaves % 3):
        return "A"
    if person.category == "B":
        return "C"
    if person.category == "D":
        return "F"
    return "BD"[person.leaves % 2]
