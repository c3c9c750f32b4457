"""A person's line read as periods: stays in custody, transfers, spells out (domain note 4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wingterm.domain.places import OUT, PlaceKind


class Step(NamedTuple):
    """An un-annulled movement of a person's line."""

    verb: str
    at: int
    prison: str
    """Code of the prison whose place it leads to."""
    book: str
    """Code of the prison in whose book it is."""
    kind: PlaceKind
    """Kind of the place that it leads to."""
    reason: str
    """`TYPE-CODE`, or empty."""
    said: dict[str, Any]


@dataclass(slots=True)
class Transfer:
    """A way from one prison to another, or out of the register."""

    sender: str
    to: str
    left_at: int
    reason: str
    coach: str = ""
    arrived_at: int | None = None
    outcome: str = "on the way"
    """`on the way`, `arrived`, `turned back`, `escaped`, or `left this register`."""


ENDS = {
    "cancel-transfer": "turned back",
    "escape": "escaped",
    "redirect": "left this register",
}
"""Ends of a transfer other than an arrival."""


@dataclass(slots=True)
class Spell:
    """A time out of the prison from which somebody is expected back, wherever they went on to."""

    prison: str
    kinds: list[str]
    """Kinds of place, in order: court, hospital ..."""
    destinations: list[str]
    from_at: int
    reason: str
    to_at: int | None = None
    ended: str = ""
    """Verb that ended it, empty while it lasts."""

    def length(self, now: int) -> int:
        """Give how long it lasted, or has lasted, in microseconds."""
        return (now if self.to_at is None else self.to_at) - self.from_at


@dataclass(slots=True)
class Period:
    """A stay in custody: from a reception on, through recalls and recaptures."""

    prison: str
    """Prison of the reception."""
    began: int
    reason: str
    authority: str
    ended: int | None = None
    ended_by: str = ""
    """Verb, empty while it lasts."""
    end_reason: str = ""
    again: list[tuple[str, int, int]] = field(default_factory=list)
    """Verb of each recall or recapture, when, and since when they had been gone."""
    transfers: list[Transfer] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)


def periods(steps: Iterable[Step]) -> list[Period]:
    """Give the stays of a person, oldest first.

    Args:
        steps: the un-annulled movements of their line, oldest first.
    """
    found: list[Period] = []
    gone = 0
    for step in steps:
        if step.verb == "register":
            continue
        if step.verb == "receive" or not found:
            said = str(step.said.get("authority") or "")
            found.append(Period(step.prison, step.at, step.reason, said))
        stay = found[-1]
        _spell(stay, step)
        _transfer(stay, step)
        if step.verb in ("recall", "recapture"):
            stay.again.append((step.verb, step.at, gone))
            stay.ended, stay.ended_by, stay.end_reason = None, "", ""
        if step.kind is PlaceKind.OUTSIDE:
            stay.ended, stay.ended_by, stay.end_reason = step.at, step.verb, step.reason
        if step.kind in (PlaceKind.OUTSIDE, PlaceKind.AT_LARGE):
            gone = step.at
    return found


def _spell(stay: Period, step: Step) -> None:
    """Begin, go on with or end a spell out."""
    last = stay.spells[-1] if stay.spells and stay.spells[-1].to_at is None else None
    if step.kind not in OUT:
        if last is not None:
            last.to_at, last.ended = step.at, step.verb
        return
    where = str(step.said.get("destination") or "")
    if last is None:
        stay.spells.append(Spell(step.prison, [step.kind], [where], step.at, step.reason))
    elif step.verb != "death":
        last.kinds.append(step.kind)
        last.destinations.append(where)


def _transfer(stay: Period, step: Step) -> None:
    """Begin, lead elsewhere or end a transfer."""
    last = stay.transfers[-1] if stay.transfers else None
    on_the_way = last if last is not None and last.outcome == "on the way" else None
    coach = str(step.said.get("coach") or "")
    if step.kind is PlaceKind.EN_ROUTE:
        if on_the_way is not None:
            on_the_way.to = step.prison
            return
        stay.transfers.append(Transfer(step.book, step.prison, step.at, step.reason, coach))
    elif step.verb == "transfer-out":
        to = str(step.said.get("to") or "")
        stay.transfers.append(
            Transfer(step.book, to, step.at, step.reason, coach, None, "left this register")
        )
    elif on_the_way is not None:
        on_the_way.outcome = ENDS.get(step.verb, "arrived")
        if step.verb == "redirect":
            on_the_way.to = str(step.said.get("to") or "")
        else:
            on_the_way.arrived_at = step.at
