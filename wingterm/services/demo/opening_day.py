"""The day on which the demo's register was begun: who was in prison then, since when and where."""

from wingterm.domain import requests as asked
from wingterm.domain.times import local_date
from wingterm.services.demo import particulars
from wingterm.services.demo.daily import COURTS
from wingterm.services.demo.people import Inmate, draw, sentence
from wingterm.services.demo.terms import DAY, HOUR, MAIN, OTHER, SHARING, THIRD, TIMEZONE
from wingterm.services.demo.world import World

HELD = {MAIN: 1060, OTHER: 142, THIRD: 22}
"""How many people the prisons held on the first day."""

YEARS_BACK = 8
"""Nobody has been in for longer; the prisons are on record since before that."""


def take_over(world: World, recorded: int) -> None:
    """Enter who is in prison, with the day on which each came."""
    for prison, many in HELD.items():
        for _ in range(many):
            _take_over(world, prison, recorded)
        world.book.write(recorded)


def _take_over(world: World, prison: str, recorded: int) -> None:
    person = Inmate("", "", "", world.date())
    held_since = _drawn(world, person)
    at = world.midnights[0] - held_since * DAY + world.chance.randint(9, 19) * HOUR
    made = world.new_person(at, prison)
    _copy(person, made)
    made.day = -held_since
    world.enter(made, prison)
    cell = world.estate.choose(made, 0)
    world.give_bed(made, cell)
    court = world.chance.choice(COURTS)
    world.book.add(asked.Receive(
        prison=prison, person=made.number, at=at, reason="I" if made.convicted else "N",
        authority=f"{court} warrant", dated=local_date(at, TIMEZONE).isoformat(),
        came_from=court, cell=cell.code if cell else "", acknowledged=SHARING,
    ))  # fmt: skip
    particulars.at_reception(world, made, recorded)


def _drawn(world: World, person: Inmate) -> int:
    """Draw what somebody is held for; give for how many days they have been."""
    draw(world.chance, person, 0)
    if not person.convicted and world.chance.random() < 0.6:
        sentence(world.chance, person, 0)
    whole = person.leaves
    since = min(int(whole * world.chance.random() * 0.9) + 1, YEARS_BACK * 360)
    person.leaves = max(2, whole - since)
    person.settled = person.settled - since
    if person.court:
        person.court = world.chance.randint(1, 45)
    return since


def _copy(drawn: Inmate, made: Inmate) -> None:
    for name in (
        "leaves", "convicted", "life", "vulnerable", "high_risk", "category", "settled", "court",
        "sentence_days",
    ):  # fmt: skip
        setattr(made, name, getattr(drawn, name))
