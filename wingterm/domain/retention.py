"""How long what is on record of people is kept, and what is erased then.

PSI 04/2018 sets periods by a schedule that each body keeps; nothing is erased until a rule says so
(law note 5.2). Nobody is erased who is in custody, on the books, on the way or at large.
"""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from wingterm.domain.times import Instant, to_instant

YEARS_MAX = 150
"""Longest that a rule keeps anything."""

ERASED = "erased"
"""Key of what stands in the place of what was erased; its value is the rule."""
ERASED_NAME = "Erased"
"""What stands in the place of a name."""
ERASED_DAY = "erased"
"""What stands in the place of a date of birth."""
REMOVED = "removed"
"""Kind of a fact that was erased: which one it was is gone too."""
LOG_ERASED = "erased.log"
"""Kind of the fact, of the register, that says up to which line the log was erased."""
FACT = "erased."
"""How the kind of fact begins that says what was erased of a person."""
AT_ONCE = 40
"""Entries that one such fact names."""


LEFT = ("due_back", "hold_until", "outside", "to")
"""What a movement said that no roll can be counted without, and that names nobody."""


class Erases(StrEnum):
    """What a rule erases."""

    RECORD = "what is on record besides identity, and the words of movements"
    ALL = "that and identity: names, day of birth, other names, numbers"
    LOG = "what the log of who saw what says: that there was a line stays"
    DRAFTS = "forms that were left and never done"


class RuleOf(NamedTuple):
    """A rule by which something is erased after so many years."""

    words: str
    """From when the years count."""
    erases: Erases


RULES: dict[str, RuleOf] = {
    "record": RuleOf("since they left custody, and did not come back", Erases.RECORD),
    "identity": RuleOf("since they left custody, and did not come back", Erases.ALL),
    "unused": RuleOf("since the record was made of somebody never received", Erases.ALL),
    "log": RuleOf("since somebody saw or did it", Erases.LOG),
    "drafts": RuleOf("since it was last typed in", Erases.DRAFTS),
}
"""The rules that there may be, by name."""

OF_PEOPLE = frozenset(
    name for name, rule in RULES.items() if rule.erases in (Erases.RECORD, Erases.ALL)
)
"""Rules that erase what is on record of people; the others know no hold and ask for no number."""

NEVER_HERE = "unused"
"""The rule for records of people who were never received."""

HOLD = "hold"
"""Kind of particular that keeps a person from being erased."""


class Sealed(NamedTuple):
    """An entry that can be erased, and what proves it afterwards."""

    establishment: int
    seq: int
    hash: str
    """Its hash, which stays, so that the chain goes on from it."""
    sealed: str
    """The hash that follows from what stands of it once it is erased."""


def cutoff(now: Instant, years: int) -> Instant:
    """Give the instant so many years before another: what is older is due."""
    then = datetime.fromtimestamp(now // 1_000_000, UTC)
    # The 29th of February has no day of its own three years in four.
    day = 28 if (then.month, then.day) == (2, 29) else then.day
    return to_instant(then.replace(year=max(1, then.year - years), day=day))


def marker(rule: str, detail: str, *, movement: bool) -> str:
    """Give what stands in the place of the words of an entry that a rule erased.

    Of a movement stays what rolls of its time are counted by: until when, and that it led out.
    """
    held = json.loads(detail) if movement else {}
    left = {name: held[name] for name in LEFT if name in held}
    return json.dumps({ERASED: rule, **left}, ensure_ascii=True, separators=(",", ":"))


def is_erased(detail: str) -> bool:
    """Whether the words of an entry were erased."""
    return detail.startswith(f'{{"{ERASED}":"')
