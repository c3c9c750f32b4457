"""What tests of the hints of a roll check share: asking for them, and short words for acts."""

from tests.services.check_prison import Checked, number
from wingterm.domain import requests as asked
from wingterm.services.checks.hints import Hint, hints


def told(checked: Checked, check: int, unit: str = "") -> tuple[Hint, ...]:
    """Give the hints; asking changes nothing, and ranks are 1, 2, 3 ... ."""
    before = checked.small.dump()
    found = hints(checked.small.desk, checked.small.prison("WTI"), check, unit)
    assert checked.small.dump() == before
    assert [hint.rank for hint in found] == list(range(1, len(found) + 1))
    assert all(hint.sentence.endswith(".") for hint in found)
    return found


def kinds_of(found: tuple[Hint, ...], person: str, first: int = 3) -> list[str]:
    """Give the kinds of the first hints that name somebody."""
    return [h.kind for h in found[:first] if person in {one.number for one in h.people}]


def moved(person: int, to: str) -> asked.Move:
    """Ask to move somebody."""
    return asked.Move(prison="WTI", person=number(person), to=to)


def back(n: int) -> asked.Back:
    """Ask to record that the n-th person is back."""
    return asked.Back(prison="WTI", person=number(n))
