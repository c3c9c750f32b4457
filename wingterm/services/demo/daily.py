"""What happens on any day: people come, go to court, move, fall ill, go to work outside, leave."""

from wingterm.domain import requests as asked
from wingterm.services.demo import particulars
from wingterm.services.demo.people import (
    INSIDE,
    Inmate,
    State,
    home_wing,
    sentence,
)
from wingterm.services.demo.terms import HOUR, MAIN, OTHER, SHARING, THIRD
from wingterm.services.demo.world import World, of_main

SUNDAY, SATURDAY = 6, 5
FULL = {MAIN: 1095, OTHER: 152, THIRD: 24}
"""How many people the prisons hold when nobody asks them to take more."""

COURTS = ("LEEDCC", "BRADCC", "SHEFCC", "LEEDMC", "BRNSMC", "WAKFMC")
ELSEWHERE = ("MDI", "HLI", "WDI", "LEI", "DNI")
"""Prisons outside the register."""


def arrivals(world: World, prison: str) -> None:
    """Receive people from court, fewer when the prison is full."""
    if world.weekday() == SUNDAY:
        return
    wanting = FULL[prison] - len(world.held[prison])
    number = max(0, min(9, wanting // 2 + world.chance.choice((0, 0, 1, 1, 2))))
    for _ in range(number):
        receive(world, prison)


def receive(world: World, prison: str) -> Inmate:
    """Take somebody new in of an afternoon, on the order of a court, and give them a cell."""
    at = world.at(14.5, 19)
    person = world.new_person(at, prison)
    world.received(person, prison, world.day)
    order(world, person, at)
    world.locate(person, at + 2 * HOUR, "" if prison != MAIN or person.vulnerable else "A")
    particulars.at_reception(world, person, at + HOUR)
    return person


def order(world: World, person: Inmate, at: int) -> None:
    """Write the reception of somebody, with the order of a court."""
    court = world.chance.choice(COURTS)
    world.book.add(asked.Receive(
        prison=person.prison, person=person.number, at=at,
        reason="I" if person.convicted else world.chance.choice(("N", "N", "V")),
        authority=f"{court} warrant", dated=world.date().isoformat(), came_from=court,
        reference=f"W{world.chance.randrange(100_000, 999_999)}",
    ))  # fmt: skip


def departures(world: World, prison: str) -> None:
    """Release whose time has come, on a working day."""
    if world.weekday() >= SATURDAY:
        return
    due = [p for p in world.held[prison] if p.leaves <= world.day and p.busy < world.day]
    for person in due:
        if person.state is State.IN and not person.life:
            reason = world.chance.choice(("CR", "CR", "HR", "SC")) if person.convicted else "BL"
            world.release(person, world.at(8.5, 12), reason)


def returns(world: World) -> None:
    """Bring back who was kept at court over night."""
    for person in world.out(State.COURT):
        if person.back <= world.day:
            world.back(person, world.at(15.5, 19))


def courts(world: World) -> None:
    """Take to court who is due there; most come back, some are let go or sentenced there."""
    if world.weekday() == SUNDAY:
        return
    for person in list(world.held[MAIN]):
        due = person.court and person.court <= world.day
        if due and of_main(person) and person.busy < world.day:
            _hearing(world, person)


def _hearing(world: World, person: Inmate) -> None:
    final = person.leaves - world.day < 40
    reason = "SENT" if final else world.chance.choice(("CRT", "PDH", "TRIAL", "CRT"))
    world.court(person, world.at(7.2, 8.5), world.chance.choice(COURTS), reason)
    person.court = world.day + world.chance.randint(50, 130)
    luck = world.chance.random()
    if final and luck < 0.35:
        world.release(person, world.at(11, 16), "NCS", out=True)
        return
    if luck > 0.985:
        # Kept at the court's cells over night.
        person.back = world.day + 1
        return
    back = world.at(15.5, 19.5)
    world.back(person, back)
    if final:
        sentence(world.chance, person, world.day)
        person.settled = world.day + 7
        particulars.sentenced(world, person, back + HOUR)


def cell_moves(world: World) -> None:
    """Move people on from the first-night wing, and now and then for other reasons."""
    for _ in world.often(1.6):
        mover = world.somebody(MAIN, lambda p: _away_from_home(world, p))
        if mover is not None:
            world.locate(mover, world.at(13.5, 16), reason="GM")
    for _ in world.often(0.4):
        person = world.somebody(MAIN, of_main)
        if person is not None and person.cell is not None and person.cell.wing in "ABCDEF":
            reason = world.chance.choice(("SS", "SPP", "PCM", "GM"))
            world.locate(person, world.at(9, 16), person.cell.wing, reason)


def _away_from_home(world: World, person: Inmate) -> bool:
    home = home_wing(person, world.day)
    return of_main(person) and person.cell is not None and person.cell.wing != home


def segregation(world: World) -> None:
    """Take people to the care and separation unit and to the inpatients, and back after days."""
    for person in [p for p in world.held[MAIN] if p.cell and p.cell.wing in ("CSU", "HCC")]:
        if world.chance.random() < 0.08 and person.busy < world.day and of_main(person):
            world.locate(person, world.at(13.5, 16), reason="GM")
    for unit, reason, rate in (("CSU", "SPP", 0.8), ("HCC", "HOSP", 0.5)):
        for _ in world.often(rate):
            mover = world.somebody(MAIN, lambda p: of_main(p) and not p.vulnerable)
            if mover is not None:
                world.locate(mover, world.at(9, 18), unit, reason)


def swaps(world: World) -> None:
    """Let two of a wing change cells, about once a week."""
    for _ in world.often(0.14):
        one = world.somebody(MAIN, _may_swap)
        other = _partner(world, one) if one else None
        if one is not None and other is not None:
            world.book.add(asked.Swap(
                prison=MAIN, person=one.number, other=other.number, at=world.at(13.5, 16),
                comment="asked for by both", acknowledged=SHARING,
            ))  # fmt: skip
            world.estate.swap(one, other)
            one.busy = other.busy = world.day


def _partner(world: World, one: Inmate) -> Inmate | None:
    """Give somebody of the same wing and another cell."""
    cell = one.cell
    assert cell is not None

    def fits(person: Inmate) -> bool:
        near = person.cell is not None and person.cell.wing == cell.wing
        return near and _may_swap(person) and person.cell is not cell

    return world.somebody(MAIN, fits)


def _may_swap(person: Inmate) -> bool:
    return of_main(person) and not person.high_risk


def absences(world: World) -> None:
    """Let some out to work for the day or home over night, on licence."""
    for person in world.out(State.ABSENCE):
        if person.back <= world.day:
            world.back(person, world.at(15, 18))
    if world.weekday() == SUNDAY:
        return
    for _ in world.often(0.7):
        trusted = world.somebody(MAIN, _trusted)
        if trusted is None:
            continue
        at = world.at(7.5, 9)
        if world.chance.random() < 0.85:
            world.absence(trusted, at, "R21", "Community kitchen", at + 9 * HOUR)
            world.back(trusted, at + 8 * HOUR)
        else:
            nights = world.chance.randint(1, 3)
            trusted.back = world.day + nights
            until = world.midnights[world.day] + (nights * 24 + 19) * HOUR
            world.absence(trusted, at, "RO", "Home, on licence", until)


def hospital(world: World) -> None:
    """Take some to hospital: most for hours, some for days under a bed watch."""
    for person in world.out(State.HOSPITAL):
        if person.back <= world.day:
            world.back(person, world.at(10, 16))
            if person.cell is None:
                world.locate(person, world.at(16.5, 18))
    for _ in world.often(0.45):
        patient = world.somebody(MAIN, of_main)
        if patient is None:
            continue
        at = world.at(9, 13)
        if world.chance.random() < 0.8:
            world.hospital(patient, at, inpatient=False)
            world.back(patient, at + world.chance.randint(2, 4) * HOUR)
        else:
            days = world.chance.randint(1, 9)
            patient.back = world.day + days
            world.hospital(patient, at, inpatient=True, keep_bed=days < 6)


def unhoused(world: World) -> None:
    """Give a cell to who has stayed without one."""
    for prison in world.held:
        for person in list(world.held[prison]):
            if person.cell is None and person.state in INSIDE and person.busy < world.day:
                world.locate(person, world.at(13.5, 17))


def transfers(world: World) -> None:
    """Exchange people with the other prison every second week, and send some farther away."""
    if world.day % 14 == 3:
        _coach(world, MAIN, OTHER, world.chance.randint(2, 4))
    elif world.day % 14 == 10:
        _coach(world, OTHER, MAIN, world.chance.randint(1, 3))
    if world.day % 7 == 2:
        for _ in world.often(1.0):
            person = world.somebody(MAIN, _may_go)
            if person is not None:
                to = world.chance.choice(ELSEWHERE)
                reason = world.chance.choice(("NOTR", "PROAT", "OVCROW", "SEC"))
                world.transfer(person, world.at(8.5, 11), to, reason=reason)


def _coach(world: World, sender: str, to: str, many: int) -> None:
    coach, left = f"{sender}{to}-{world.day:04d}", world.at(9, 10)
    people = []
    for _ in range(many):
        person = world.somebody(sender, _may_go if sender == MAIN else _settled)
        if person is not None:
            world.transfer(person, left, to, coach=coach)
            people.append(person)
    for person in people:
        world.arrive(person, left + 3 * HOUR, to)
        world.locate(person, left + 5 * HOUR)


def _may_go(person: Inmate) -> bool:
    return of_main(person) and person.convicted and not person.vulnerable


def _settled(person: Inmate) -> bool:
    return person.state is State.IN


def _trusted(person: Inmate) -> bool:
    return of_main(person) and person.category == "D"
