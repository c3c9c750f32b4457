"""A person's line: each movement starts where the last ended, corrections undo the newest."""

from collections.abc import Iterable, Iterator

from db.checker.records import NO_BED, OUTSIDE_PLACE, Movement, Violation
from db.checker.world import (
    ABSENCE,
    AREA,
    AT_LARGE,
    CELL,
    COURT,
    EN_ROUTE,
    HOSPITAL,
    INSIDE,
    OUT,
    OUTSIDE,
    Site,
    World,
)

BOOKS = INSIDE + OUT
"""Kinds of place of somebody on the books of a prison, in its hands."""

VERB_KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "register": ((OUTSIDE,), (OUTSIDE,)),
    "receive": ((OUTSIDE,), INSIDE),
    "recall": ((OUTSIDE,), INSIDE),
    "recapture": ((AT_LARGE, EN_ROUTE), INSIDE),
    "move": (INSIDE, INSIDE),
    "swap": ((CELL, AREA), (CELL, AREA)),
    "elsewhere": (INSIDE, INSIDE),
    "back": (BOOKS, INSIDE),
    "court-out": (BOOKS, (COURT,)),
    "absence-out": (BOOKS, (ABSENCE,)),
    "hospital-out": (BOOKS, (HOSPITAL,)),
    "transfer-out": (INSIDE, (EN_ROUTE, OUTSIDE)),
    "hand-over": ((*OUT, AT_LARGE), (EN_ROUTE,)),
    "arrive": ((EN_ROUTE,), INSIDE),
    "cancel-transfer": ((EN_ROUTE,), INSIDE),
    "redirect": ((EN_ROUTE,), (EN_ROUTE, OUTSIDE)),
    "release": (BOOKS, (OUTSIDE,)),
    "escape": ((*BOOKS, EN_ROUTE), (AT_LARGE,)),
    "abscond": (BOOKS, (AT_LARGE,)),
    "fail-to-return": ((ABSENCE,), (AT_LARGE,)),
    "death": (BOOKS, BOOKS),
    "remove-body": (BOOKS, (OUTSIDE,)),
    "discharge-hospital": (BOOKS, (OUTSIDE,)),
}
"""The kinds of place that a movement of each verb goes from and to."""

WITHIN = ("move", "swap", "elsewhere", "back", "court-out", "absence-out", "hospital-out",
          "abscond", "fail-to-return", "death")  # fmt: skip
"""Verbs that lead from a place of a prison to a place of the same prison."""

BOOK_FROM = (*WITHIN, "transfer-out", "hand-over", "release", "remove-body", "discharge-hospital")
"""Verbs whose entry lies in the book of the prison that the person was in."""

BOOK_TO = (*WITHIN, "escape", "receive", "recall", "recapture", "arrive", "cancel-transfer")
"""Verbs whose entry lies in the book of the prison that the person is in afterwards."""

COMES_IN = ("arrive", "recapture")
"""Verbs that lead from a prison's way in, or from being at large from it, into that prison."""


def check_line(moves: Iterable[Movement], world: World) -> Iterator[Violation]:
    """Find what is wrong with the line of one person.

    Args:
        moves: all movements and annulments of the person, in the order of their line.
        world: places and beds.
    """
    stands: list[Movement] = []
    previous: Movement | None = None
    for move in moves:
        yield from _follows(move, previous)
        if move.kind == "annul":
            yield from _annulled(move, stands, world)
            if len(stands) > 1:
                stands.pop()
        else:
            yield from _moved(move, world)
            yield from _after_death(move, stands)
            stands.append(move)
        if move.depth != len(stands):
            yield _at(move, "depth", f"It says depth {move.depth} where {len(stands)} stand.")
        if fault := world.fault(move.to_place, move.to_bed):
            yield _at(move, "bed-wrong-cell", fault)
        previous = move


def _at(move: Movement, rule: str, sentence: str) -> Violation:
    return Violation(rule, f"person {move.person_id}, pseq {move.pseq}", sentence)


def _follows(move: Movement, previous: Movement | None) -> Iterator[Violation]:
    """Judge what ties a step to the one before."""
    if previous is None:
        if move.pseq != 1 or move.prev_pseq is not None:
            yield _at(move, "line-gap", "The line does not start with 1.")
        elif (
            move[9:13] != (OUTSIDE_PLACE, NO_BED, move.occurred_at, 0)
            or move[13:15] != (OUTSIDE_PLACE, NO_BED)
            or (move.kind, move.verb) != ("move", "register")
        ):
            yield _at(move, "line-first", "A line starts with a registration, outside to outside.")
        return
    if move.pseq != previous.pseq + 1 or move.prev_pseq != previous.pseq:
        yield _at(move, "line-gap", f"It does not follow {previous.pseq}.")
    if move[9:13] != previous[13:17]:
        yield _at(move, "line-from", "It does not start where the step before it ended.")
    if move.verb == "register":
        yield _at(move, "line-first", "A person is registered once, at the start of the line.")
    if move.recorded_at < previous.recorded_at:
        yield _at(move, "line-clock", "It was recorded before the step before it.")


def _moved(move: Movement, world: World) -> Iterator[Violation]:
    """Judge a movement by itself."""
    if move.since != move.occurred_at or move.since < move.from_since:
        yield _at(move, "since-order", "It happened before the movement that it follows.")
    if move.occurred_at > move.recorded_at:
        yield _at(move, "future", "It happened after it was recorded.")
    if (move.annuls_pseq, move.restores_pseq) != (None, None):
        yield _at(move, "entry-shape", "A movement annuls nothing.")
    yield from _verb(move, world)


def _after_death(move: Movement, stands: list[Movement]) -> Iterator[Violation]:
    """Judge what a death is, and that only the removal of the body follows it."""
    last = stands[-1].verb if stands else ""
    if move.verb == "death" and move[13:15] != move[9:11]:
        yield _at(move, "verb-place", "Nobody goes anywhere by dying.")
    if (last == "death") != (move.verb == "remove-body") or last == "remove-body":
        yield _at(move, "after-death", f"{move.verb} after {last or 'nothing'}.")


def _verb(move: Movement, world: World) -> Iterator[Violation]:
    """Judge whether the verb fits the places, and the book the verb."""
    start, end = world.sites.get(move.from_place), world.sites.get(move.to_place)
    kinds = VERB_KINDS.get(move.verb)
    if start is None or end is None or kinds is None:
        yield _at(move, "verb-place", f"{move.verb} from {move.from_place} to {move.to_place}.")
        return
    if start.kind not in kinds[0] or end.kind not in kinds[1]:
        yield _at(move, "verb-place", f"{move.verb} from {start.kind} to {end.kind}.")
    elif move.verb in COMES_IN and start.establishment != end.establishment:
        yield _at(move, "verb-place", "The person was on the way to another prison.")
    elif move.verb == "escape" and start.kind != EN_ROUTE:
        yield from _same_prison(move, start, end)
    book = move.establishment_id
    if (move.verb in BOOK_FROM and start.establishment != book) or (
        move.verb in BOOK_TO and end.establishment != book
    ):
        name = world.codes.get(book, book)
        yield _at(move, "entry-chain", f"{move.verb} does not belong in the book of {name}.")


def _same_prison(move: Movement, start: Site, end: Site) -> Iterator[Violation]:
    """Judge that somebody is at large from the prison that had them."""
    if start.establishment != end.establishment:
        yield _at(move, "verb-place", "They were not in the hands of this prison.")


def _annulled(move: Movement, stands: list[Movement], world: World) -> Iterator[Violation]:
    """Judge an annulment: of the newest movement that stands, back to the standing before it."""
    if len(stands) < 2:
        yield _at(move, "annul-not-newest", "There is no movement left to annul.")
        return
    newest, before = stands[-1], stands[-2]
    if move.annuls_pseq != newest.pseq:
        yield _at(
            move,
            "annul-not-newest",
            f"It annuls {move.annuls_pseq}; the newest that stands is {newest.pseq}.",
        )
    if move[13:17] != before[13:17] or move.restores_pseq != newest.pseq - 1:
        yield _at(move, "annul-restores", f"It does not restore the standing of {before.pseq}.")
    if move.verb != "correct":
        yield _at(move, "verb-place", f"{move.verb} annuls nothing.")
    if move.establishment_id != newest.establishment_id:
        name = world.codes.get(newest.establishment_id, newest.establishment_id)
        yield _at(move, "entry-chain", f"What it annuls lies in the book of {name}.")
