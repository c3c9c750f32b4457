"""What was written down wrongly or late in the demo, and how it was put right."""

from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.demo.people import Inmate, State
from wingterm.services.demo.terms import HOUR, LEAVING, MAIN, SHARING
from wingterm.services.demo.world import Slip, World, of_main


def happen(world: World) -> None:
    """Let a mistake happen now and then."""
    if world.day % 19 == 4:
        _wrong_person(world)
    if world.day % 47 == 11:
        _wrong_cell(world)
    if world.day % 73 == 30:
        _misspelt(world)
    if world.day % 33 == 16:
        _entered_late(world)


def _wrong_person(world: World) -> None:
    """A move is written for the wrong person: it never happened."""
    person = world.somebody(MAIN, _alone)
    cell = world.estate.choose(person, world.day) if person else None
    if person is not None and cell is not None and cell is not person.cell:
        at = world.at(9, 15)
        world.book.add(asked.Move(
            prison=MAIN, person=person.number, at=at, to=cell.code, acknowledged=SHARING
        ))  # fmt: skip
        # Until tomorrow: the bed is held in between.
        world.estate.given_up(cell)
        world.book.hold(asked.Correct(
            prison=MAIN, person=person.number, at=at + HOUR, why="typed for the wrong person"
        ))  # fmt: skip
        why = "Never moved: the move was typed for the wrong person."
        world.slips.append(Slip(person.number, at, cell.code, _cell(person), why))
        person.busy = world.day


def _wrong_cell(world: World) -> None:
    """A move is written to the wrong cell: it is entered again to the right one."""
    person = world.somebody(MAIN, _alone)
    if person is None:
        return
    wrong = world.estate.choose(person, world.day)
    right = world.estate.choose(person, world.day)
    if wrong is None or right is None or person.cell in (wrong, right) or wrong is right:
        return
    at = world.at(9, 15)
    world.book.add(asked.Move(
        prison=MAIN, person=person.number, at=at, to=wrong.code, acknowledged=SHARING
    ))  # fmt: skip
    world.estate.given_up(wrong)
    world.give_bed(person, right)
    world.book.hold(asked.Correct(
        prison=MAIN, person=person.number, at=at + HOUR, why="went to the cell next to it",
        again=(asked.Move(
            prison=MAIN, person=person.number, at=at, to=right.code, acknowledged=SHARING
        ),),
    ))  # fmt: skip
    why = "In the cell next to the one that was typed."
    world.slips.append(Slip(person.number, at, wrong.code, right.code, why))
    person.busy = world.day


def _misspelt(world: World) -> None:
    """A name turns out to be written otherwise."""
    person = world.somebody(MAIN, of_main)
    if person is not None:
        person.first_name = world.chance.choice(world.names.first)
        world.book.add(asked.Amend(
            prison=MAIN, person=person.number, at=world.at(10, 12), first_name=person.first_name
        ))  # fmt: skip
        person.busy = world.day


def _entered_late(world: World) -> None:
    """Somebody was released today, and it is written tomorrow: a midnight count was wrong."""
    person = world.somebody(MAIN, lambda p: of_main(p) and p.convicted and not p.life)
    if person is not None:
        at = world.at(15, 17)
        world.book.hold(asked.Release(
            prison=MAIN, person=person.number, at=at, reason="CR",
            comment="Entered the day after", acknowledged=LEAVING,
        ))  # fmt: skip
        world.slips.append(Slip(person.number, at, _cell(person), "", "Released this afternoon."))
        world.gone(person, State.OUTSIDE)


def withdrawn_fact(world: World, instant: int) -> None:
    """Something is said of the wrong person: withdrawn, as if it had never been."""
    person = world.somebody(MAIN, of_main)
    assert person is not None
    person.busy = world.day
    done: Receipt | None = world.book.write_now(instant, asked.RecordParticular(
        prison=MAIN, person=person.number, fact="alert", key="XCI",
        values=(("comment", "Named in a report of last night"),),
    ))  # fmt: skip
    if done is None:
        # Not written yet, so its number in the book is not known.
        return
    number = int(done.lines[0].entries[0].rpartition("-")[2])
    world.book.write_now(instant, asked.WithdrawFact(
        prison=MAIN, entry=number, why="the report names another man"
    ))  # fmt: skip


def _cell(person: Inmate) -> str:
    return person.cell.code if person.cell else ""


def _alone(person: Inmate) -> bool:
    """Whether nobody can be given the bed of somebody before the mistake is put right."""
    return of_main(person) and person.cell is not None and person.cell.room == 1
