"""The demo's today, as an officer finds it: the last three hours, and one late entry."""

from wingterm.domain import requests as asked
from wingterm.services.demo import particulars, regime
from wingterm.services.demo.daily import COURTS, order
from wingterm.services.demo.people import Inmate, State
from wingterm.services.demo.terms import DAY, HOUR, MAIN, MINUTE, OTHER, SHARING
from wingterm.services.demo.world import Slip, World, of_main

LONG = 3 * HOUR
"""How far back the last act of the story begins."""


def overdue(world: World) -> None:
    """Let somebody out the day before, who is not back when today the licence ends."""
    person = world.somebody(MAIN, lambda p: of_main(p) and p.category == "D")
    if person is not None:
        person.back = world.day + 1_000
        until = world.last - 95 * MINUTE
        world.absence(person, world.at(7.5, 9), "RO", "Home, on licence", until)


def morning(world: World) -> None:
    """What the shift has done until an hour ago."""
    _late_entry(world)
    for _ in range(4):
        person = world.somebody(MAIN, lambda p: of_main(p) and not p.convicted)
        if person is not None:
            world.court(person, _ago(world, 178, 160), world.chance.choice(COURTS), "CRT")
    for _ in range(5):
        person = world.somebody(MAIN, lambda p: of_main(p) and p.convicted and not p.life)
        if person is not None:
            world.release(person, _ago(world, 150, 100), "CR", to="Home")
    for _ in range(3):
        person = world.somebody(MAIN, lambda p: of_main(p) and p.category == "D")
        if person is not None:
            until = world.last + 6 * HOUR
            world.absence(person, _ago(world, 175, 165), "R21", "Community kitchen", until)
            person.back = world.day
    for keep_bed in (True, False):
        person = world.somebody(MAIN, of_main)
        if person is not None:
            world.hospital(person, _ago(world, 140, 110), inpatient=keep_bed, keep_bed=keep_bed)
    for area, people in regime.workers(world, 0.9):
        for person in people:
            regime.go(world, person, area, _ago(world, 130, 95))
    _coaches(world)


def last_hour(world: World) -> None:
    """What the shift has done since."""
    for _ in range(16):
        person = world.somebody(MAIN, of_main)
        if person is not None:
            person.busy = world.day
            regime.go(world, person, "VISITS", _ago(world, 50, 30))
    person = world.somebody(MAIN, of_main)
    if person is not None:
        world.book.add(asked.Move(
            prison=MAIN, person=person.number, at=_ago(world, 40, 35), to="CSWAP",
            acknowledged=SHARING,
        ))  # fmt: skip
        world.give_bed(person, None)
        person.state, person.busy = State.NO_CELL, world.day
    for nth in range(6):
        _arrival(world, _ago(world, 58 - nth * 9, 52 - nth * 9), housed=nth < 2)


def _ago(world: World, most: int, least: int) -> int:
    """Give a time between some minutes ago and some fewer."""
    return world.last - world.chance.randrange(least, most) * MINUTE


def _late_entry(world: World) -> None:
    """Enter today that somebody was sent away yesterday: last midnight's count was one too many."""
    fits = (p for p in world.held[MAIN] if of_main(p) and p.convicted and not p.vulnerable)
    person = next(p for p in fits if p.busy < world.day - 1)
    at = world.midnights[world.day] - 7 * HOUR
    cell = person.cell.code if person.cell else ""
    why = "Left on the coach at five; reception has the paper and enters it."
    world.slips.append(Slip(person.number, at, cell, "", why))
    world.transfer(person, at, "MDI", reason="NOTR")


def _coaches(world: World) -> None:
    """Have a coach on the way here, and another on the way to the other prison."""
    for sender, to, many in ((OTHER, MAIN, 4), (MAIN, OTHER, 2)):
        left, coach = _ago(world, 90, 75), f"{sender}{to}-{world.day:04d}"
        for _ in range(many):
            person = world.somebody(sender, _may_go)
            if person is not None:
                world.transfer(person, left, to, coach=coach)


def _may_go(person: Inmate) -> bool:
    return person.state is State.IN and person.convicted and not person.vulnerable


def _arrival(world: World, at: int, *, housed: bool) -> None:
    person = world.new_person(at, MAIN)
    world.received(person, MAIN, world.day)
    order(world, person, at)
    if housed:
        particulars.at_reception(world, person, at + 2 * MINUTE)
        world.locate(person, at + 3 * MINUTE, "" if person.vulnerable else "A")


def begins(now: int) -> int:
    """Give the instant at which the last hours begin."""
    return now - LONG - DAY // (24 * 60)
