"""The daily state: opening roll + in - out = closing roll, and the proof of it by name.

Figures may agree while people do not, so the lines are walked person by person and the result is
held against who was counted at the end.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple


class Crossed(NamedTuple):
    """A movement through the gate, in order of time."""

    number: str
    """Prison number."""
    into: bool
    entry: str
    """Its place in the books, as `WTI-17`."""


def disagreements(
    opening: Collection[str], lines: Iterable[Crossed], closing: Collection[str]
) -> tuple[str, ...]:
    """Say in words where the lines of a day do not lead from its opening to its closing roll.

    Args:
        opening: prison numbers of the people inside as the day began.
        lines: the day's movements through the gate, in order of time.
        closing: prison numbers of the people inside at its end, counted anew.
    """
    found: list[str] = []
    inside = Counter(opening)
    for line in lines:
        if line.into and inside[line.number]:
            found.append(f"{line.number} came in with {line.entry} but was inside already.")
        elif not line.into and not inside[line.number]:
            found.append(f"{line.number} went out with {line.entry} but was not inside.")
        inside[line.number] += 1 if line.into else -1
    counted = Counter(closing)
    for number in sorted(inside.keys() | counted.keys()):
        if inside[number] > counted[number]:
            found.append(f"{number} should be inside by the lines but was not counted.")
        elif inside[number] < counted[number]:
            found.append(f"{number} was counted but is not inside by the lines.")
    return tuple(found)
