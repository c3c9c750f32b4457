"""Where people are during the day in the demo's last days: work, education, visits, the gym."""

from wingterm.domain import requests as asked
from wingterm.services.demo.people import Inmate
from wingterm.services.demo.terms import MAIN, MINUTE
from wingterm.services.demo.world import World, of_main

WORK = (
    ("WORKSHOP-1", 24), ("WORKSHOP-2", 20), ("LAUNDRY", 12), ("KITCHEN", 18), ("GARDENS", 10),
    ("EDUCATION", 30), ("LIBRARY", 6), ("GYM", 14), ("CHAPEL", 8),
)  # fmt: skip
"""Areas of the main prison, and how many go there of a morning."""

LAST_DAYS = 5
"""Days back for which it is written who was at work."""


def a_day(world: World) -> None:
    """Send people to work and bring them back at noon."""
    for area, people in workers(world, 0.8):
        for person in people:
            go(world, person, area, world.at(8, 8.75))
            back(world, person, world.at(11.5, 12.25))


def workers(world: World, part: float) -> list[tuple[str, list[Inmate]]]:
    """Choose who goes where."""
    chosen = []
    for area, most in WORK:
        people = []
        for _ in range(round(most * part)):
            person = world.somebody(MAIN, _may_work)
            if person is not None:
                person.busy = world.day
                people.append(person)
        chosen.append((area, people))
    return chosen


def go(world: World, person: Inmate, area: str, at: int) -> None:
    """Send somebody to an area inside."""
    world.book.add(asked.Elsewhere(prison=MAIN, person=person.number, at=at, to=area))


def back(world: World, person: Inmate, at: int) -> None:
    """Bring somebody back to their cell."""
    world.book.add(asked.Back(prison=MAIN, person=person.number, at=at + MINUTE))


def _may_work(person: Inmate) -> bool:
    return of_main(person) and person.cell is not None and person.cell.wing in "ABCDEF"
