"""What happens seldom: escapes, deaths, recalls, turned coaches, and each on a day of its own."""

from collections.abc import Callable

from wingterm.domain import requests as asked
from wingterm.domain.people import issued_number, temporary_number
from wingterm.services.demo import particulars
from wingterm.services.demo.daily import COURTS, order
from wingterm.services.demo.people import Inmate, State
from wingterm.services.demo.terms import HOUR, LEAVING, MAIN, OTHER, SHARING, THIRD
from wingterm.services.demo.world import World, of_main


def events(world: World) -> None:
    """Let happen what belongs to this day of the story."""
    for act in _STORY.get(world.day, ()):
        act(world)
    for person in [p for p in world.at_large if p.back == world.day]:
        world.at_large.remove(person)
        _recapture(world, person)
    if world.day % 45 == 20:
        _recall(world)
    if world.day % 60 == 31:
        _again(world)


def _gone(world: World, person: Inmate, days: int) -> None:
    """Take somebody who is at large out of the picture; 0 days: never found."""
    world.gone(person, State.AT_LARGE)
    person.back = world.day + days if days else 0
    world.at_large.append(person)


def _escape(world: World) -> None:
    """Somebody escapes from a hospital watch, and is taken six days later."""
    person = world.somebody(MAIN, of_main)
    if person is not None:
        left = world.at(9, 12)
        world.hospital(person, left, inpatient=False)
        world.book.add(asked.Escape(
            prison=MAIN, person=person.number, at=left + 2 * HOUR,
            comment="Overcame the escort in the car park",
        ))  # fmt: skip
        _gone(world, person, 6)


def _abscond(days: int) -> Callable[[World], None]:
    """Somebody walks away from the gardens."""

    def act(world: World) -> None:
        person = world.somebody(MAIN, lambda p: of_main(p) and p.category == "D")
        if person is not None:
            out = world.at(9, 11)
            world.book.add(asked.Elsewhere(prison=MAIN, person=person.number, at=out, to="GARDENS"))
            world.book.add(asked.Abscond(prison=MAIN, person=person.number, at=out + 3 * HOUR))
            _gone(world, person, days)

    return act


def _fail_to_return(world: World) -> None:
    """Somebody is not back when the licence ends, and comes by themselves two days later."""
    person = world.somebody(MAIN, lambda p: of_main(p) and p.category == "D")
    if person is not None:
        left = world.at(7.5, 9)
        world.absence(person, left, "R3", "Family home", left + 9 * HOUR)
        world.book.add(asked.FailToReturn(prison=MAIN, person=person.number, at=left + 11 * HOUR))
        _gone(world, person, 2)
        person.facts["late"] = 1


def _recapture(world: World, person: Inmate) -> None:
    """Take somebody back; who absconded turns up at the other prison, in its book from then on."""
    late = person.facts.get("late")
    prison = OTHER if person.category == "D" and not late else MAIN
    at = world.at(9, 15)
    world.book.add(asked.Recapture(
        prison=prison, person=person.number, at=at, reason="A" if late else "RECA"
    ))  # fmt: skip
    world.enter(person, prison)
    world.locate(person, at + 2 * HOUR)


def _death(world: World) -> None:
    """Somebody is found dead in their cell; on the roll until the body is taken away."""
    person = world.somebody(MAIN, of_main)
    if person is not None:
        found = world.at(6, 8)
        world.book.add(asked.Death(
            prison=MAIN, person=person.number, at=found, found_by=world.names.officer()
        ))  # fmt: skip
        world.book.add(asked.RemoveBody(prison=MAIN, person=person.number, at=found + 9 * HOUR))
        world.gone(person, State.DEAD)


def _to_psychiatry(world: World) -> None:
    """Somebody is discharged to a psychiatric hospital."""
    person = world.somebody(MAIN, of_main)
    if person is not None:
        world.book.add(asked.DischargeToHospital(
            prison=MAIN, person=person.number, at=world.at(10, 12),
            destination="Secure hospital", authority="Secretary of State",
            acknowledged=LEAVING,
        ))  # fmt: skip
        world.gone(person, State.OUTSIDE)


def _recall(world: World) -> None:
    """Somebody released on licence is recalled: the same stay goes on."""
    person = _released(world, recall=True)
    if person is None:
        return
    at = world.at(12, 16)
    world.book.add(asked.Recall(
        prison=MAIN, person=person.number, at=at, reason="L", authority="Secretary of State",
        reference=f"REV-{world.day}", dated=world.date().isoformat(),
    ))  # fmt: skip
    world.enter(person, MAIN)
    person.leaves = world.day + 28
    particulars.say(world, person, at + HOUR, "legal-status", status="FTR_ORA")
    world.locate(person, at + 3 * HOUR)


def _again(world: World) -> None:
    """Somebody who was here before comes with a new order: a new stay."""
    person = _released(world, recall=False)
    if person is not None:
        at = world.at(15, 18)
        world.received(person, MAIN, world.day)
        order(world, person, at)
        particulars.at_reception(world, person, at + HOUR)
        world.locate(person, at + 2 * HOUR)


def _released(world: World, *, recall: bool) -> Inmate | None:
    for person in world.released:
        licensed = person.convicted and person.busy < world.day - 20
        if person.state is State.OUTSIDE and licensed is recall and person.busy < world.day:
            world.released.remove(person)
            return person
    return None


def _turned_back(world: World) -> None:
    """A coach to the other prison: one of it comes back, one is taken on to the third prison."""
    left = world.at(9, 10)
    coach = f"{MAIN}{OTHER}-{world.day:04d}"
    people = []
    for _ in range(3):
        person = world.somebody(MAIN, lambda p: of_main(p) and p.convicted)
        if person is not None:
            world.transfer(person, left, OTHER, coach=coach)
            people.append(person)
    if len(people) < 3:
        return
    there, turned, on = people
    world.arrive(there, left + 2 * HOUR, OTHER)
    world.book.add(asked.CancelTransfer(prison=MAIN, person=turned.number, at=left + 4 * HOUR))
    world.enter(turned, MAIN)
    world.book.add(asked.Redirect(prison=MAIN, person=on.number, at=left + 2 * HOUR, to=THIRD))
    world.arrive(on, left + 5 * HOUR, THIRD)
    for person in people:
        world.locate(person, left + 7 * HOUR)


def _from_court(world: World) -> None:
    """Somebody goes to court from the main prison and is taken to the other one."""
    person = world.somebody(MAIN, lambda p: of_main(p) and not p.convicted)
    if person is not None:
        left = world.at(7.5, 8.5)
        world.court(person, left, world.chance.choice(COURTS), "CRT")
        world.estate.take(person, None)
        world.arrive(person, left + 9 * HOUR, OTHER)
        world.locate(person, left + 10 * HOUR)


def _without_order(world: World) -> None:
    """Somebody comes without an order and is held until it is there."""
    at = world.at(18, 19)
    person = world.new_person(at, MAIN)
    world.received(person, MAIN, world.day)
    world.book.add(asked.Receive(
        prison=MAIN, person=person.number, at=at, reason="N", hold_until=at + 20 * HOUR,
        came_from="Police station", comment="Warrant left at the court; it is being fetched.",
    ))  # fmt: skip
    world.locate(person, at + HOUR)


def _night_arrival(world: World) -> None:
    """Somebody comes at night whose number, and date of birth, nobody knows."""
    at = world.at(19, 20)
    last_name, first_name = world.names.name()
    number = temporary_number(1)
    person = Inmate(number, last_name, first_name, world.names.born(world.date()))
    world.people.append(person)
    world.book.add(asked.Register(
        prison=MAIN, at=at, last_name=last_name, first_name=first_name, date_of_birth="unknown",
        sex="M", temporary=True,
    ))  # fmt: skip
    world.received(person, MAIN, world.day)
    order(world, person, at + HOUR // 4)
    person.facts["unnamed"] = 1


def _numbered(world: World) -> None:
    """The night arrival gets a number, and a date of birth."""
    person = next(p for p in world.people if p.facts.get("unnamed"))
    # By itself: numbers are issued in the order in which they are asked for.
    world.book.write_now(world.at(8, 8.5), asked.GiveNumber(prison=MAIN, person=person.number))
    person.number, person.busy = issued_number(world.issue()), world.day
    world.book.add(asked.Amend(
        prison=MAIN, person=person.number, at=world.at(9, 10), date_of_birth=person.born.isoformat()
    ))  # fmt: skip


def _no_cell(world: World) -> None:
    """Somebody is taken out of a cell and given another one hours later."""
    person = world.somebody(MAIN, of_main)
    if person is not None:
        at = world.at(9, 11)
        world.book.add(asked.Move(
            prison=MAIN, person=person.number, at=at, to="CSWAP", acknowledged=SHARING
        ))  # fmt: skip
        world.give_bed(person, None)
        world.locate(person, at + 4 * HOUR, reason="SS")


_STORY: dict[int, tuple[Callable[[World], None], ...]] = {
    90: (_no_cell,),
    210: (_without_order,),
    330: (_turned_back,),
    380: (_from_court,),
    400: (_escape,),
    450: (_death,),
    470: (_night_arrival,),
    471: (_numbered,),
    520: (_abscond(20),),
    600: (_fail_to_return,),
    700: (_to_psychiatry,),
    740: (_no_cell, _turned_back),
    800: (_abscond(0),),
    870: (_from_court,),
    960: (_death,),
    1010: (_no_cell,),
}
