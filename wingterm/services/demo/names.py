"""Invented people: names of all kinds and lengths, dates of birth, numbers of other services."""

import random
import unicodedata
from datetime import date, timedelta

from wingterm.domain.identifiers import LETTERS
from wingterm.services.demo.terms import rows

SERIALS, STRIDE = 199_999, 70_001
"""How many serial numbers there are, and a step by which each comes once."""

MIDDLE_AGE = 34.0
"""Most people in custody are about as old as this."""


class Names:
    """Gives names and dates of birth, no pair of names and no day twice."""

    def __init__(self, chance: random.Random) -> None:
        """Read the lists of names."""
        self._chance = chance
        self.last = [row["name"] for row in rows("last_names.csv")]
        self.first = [row["name"] for row in rows("first_names.csv")]
        self._pairs: set[tuple[str, str]] = set()
        self._born: set[date] = set()
        self._serials = 0

    def name(self) -> tuple[str, str]:
        """Give a last and a first name that nobody has together yet."""
        while True:
            pair = self._chance.choice(self.last), self._chance.choice(self.first)
            if pair not in self._pairs:
                self._pairs.add(pair)
                return pair

    def born(self, today: date) -> date:
        """Give a date of birth of somebody of 18 to 82 years."""
        while True:
            years = min(82.0, 18.1 + self._chance.gammavariate(2.2, (MIDDLE_AGE - 18) / 2.2))
            born = today - timedelta(days=int(years * 365.25) + self._chance.randrange(365))
            if born not in self._born:
                self._born.add(born)
                return born

    def relative(self, last_name: str) -> str:
        """Give the name of a relative."""
        return f"{self._chance.choice(self.first)} {last_name}"

    def officer(self) -> str:
        """Give the name of an officer, as it is written on a bed watch."""
        return f"Officer {self._chance.choice(self.last)}"

    def pnc(self, year: int) -> str:
        """Give a Police National Computer number with its check letter (domain note 4.3)."""
        serial = f"{self._serial():07d}"
        letter = LETTERS[int(f"{year % 100:02d}{serial}") % len(LETTERS)]
        return f"{year}/{serial}{letter}"

    def cro(self, year: int) -> str:
        """Give a Criminal Records Office number with its check letter (domain note 4.4)."""
        serial = f"{self._serial():06d}"
        letter = LETTERS[int(f"{year % 100:02d}{serial}") % len(LETTERS)]
        return f"{serial}/{year % 100:02d}{letter}"

    def _serial(self) -> int:
        """Give a serial number of at most six digits that nobody has, in no order."""
        self._serials += 1
        return self._serials * STRIDE % SERIALS + 1


def plain_ascii(name: str) -> str:
    """Give a name without accents, as other services write it."""
    folded = unicodedata.normalize("NFKD", name)
    return "".join(c for c in folded if c.isascii() and (c.isalpha() or c in " '-."))
