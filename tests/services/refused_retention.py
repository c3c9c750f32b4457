"""What stands against erasing: rows for the table of refusals. People as in `filled`."""

from tests.services.filled import ALONE, OUTSIDE
from wingterm.domain import requests as asked
from wingterm.domain.requests import Request


def rule(name: str = "unused", years: int = 7, prison: str = "REG") -> Request:
    """Ask to set a rule."""
    return asked.SetRetention(prison=prison, rule=name, years=years, why="schedule")


def erase(person: str = OUTSIDE, name: str = "unused", prison: str = "REG") -> Request:
    """Ask to erase somebody."""
    return asked.Erase(prison=prison, person=person, rule=name)


ROWS: list[tuple[str, tuple[Request, ...]]] = [
    ("retention-years", (rule(years=-1),)),
    ("retention-years", (rule(years=151),)),
    ("retention-rule", (rule("\x1b[2J"),)),
    ("retention-rule", (erase(name=""),)),
    ("register-only", (rule(prison="WTI"),)),
    ("register-only retention-unset", (erase(prison="WTI"),)),
    ("retention-unset", (erase(),)),
    ("not-due", (rule(), erase())),
    ("not-outside", (rule(), erase(ALONE))),
    ("retention-other", (rule("identity"), erase(name="identity"))),
    ("unknown-person", (rule(), erase("A9999ZZ"))),
    ("from-now why", (asked.SetRetention(prison="REG", rule="unused", years=1, why="", at=1),)),
]
"""What must be said, sorted, and what it is said to."""
