"""What a copy of somebody's record leaves out, and on what ground.

The Data Protection Act 2018 gives everybody a copy of what is held of them (section 45). It may be
restricted only as far as section 45(4) says; what is left out is counted by ground. Where telling
of the ground would itself undo it, the copy does not tell (section 45(6)): the officer is told.
"""

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from wingterm.domain.access import PRISON_NUMBER


class Ground(Enum):
    """A ground of section 45(4): its words, its paragraph, whether the copy tells of it."""

    OTHERS = ("the rights and freedoms of others", "e", True)
    STAFF = ("names of staff, who are named by their role", "e", True)
    CRIME = ("preventing crime and carrying out sentences", "b", False)
    INQUIRY = ("an official inquiry or procedure", "a", False)

    @property
    def words(self) -> str:
        """The ground in words."""
        return self.value[0]

    @property
    def paragraph(self) -> str:
        """The paragraph of section 45(4)."""
        return self.value[1]

    @property
    def told(self) -> bool:
        """Whether the copy itself says that something is left out on it."""
        return self.value[2]


class LeftOut(NamedTuple):
    """Something that a copy leaves out."""

    ground: Ground
    what: str
    times: int


ANOTHER = "[another person]"
STAFF = "[a member of staff]"
WITHHELD = "[left out]"
"""What stands in the copy instead: of a name of theirs, of staff, of anything else."""

WHOLE: dict[str, Ground] = {"hold": Ground.INQUIRY}
"""Kinds of particulars that are left out whole."""

SECURITY = "X"
"""Type of alerts that say what the prison fears of somebody (domain note 4.9)."""

FIELDS: dict[str, tuple[str, ...]] = {
    "na": ("reason", "role", "other_role", "comment", "why", "remark"),
    "contact": ("name", "phone", "address"),
    "family": ("name", "date_of_birth", "whereabouts", "custody"),
    "csra": ("at_risk",),
}
"""Fields that tell of other people, by the kind of particular."""

STAFF_FIELDS = frozenset(
    {"authorised_by", "calculated_by", "checked_by", "confirmed_by", "seen_by", "witness"}
)
"""Fields that name staff."""


class Redaction:
    """Takes other people and staff out of what is said, and counts what it took."""

    def __init__(
        self, own: Iterable[str], others: Iterable[tuple[str, str]], staff: Iterable[str]
    ) -> None:
        """Begin with nothing left out.

        Args:
            own: prison numbers of the person.
            others: last and first names of people who are named in the record.
            staff: names of the officers who wrote in it.
        """
        self._own = frozenset(own)
        names = {name for last, first in others for name in _names(last, first)}
        self._others = _any_of(names)
        self._staff = _any_of({name for name in staff if len(name) >= NAME_MIN})
        self._left_out: Counter[tuple[Ground, str]] = Counter()
        self.free = 0
        """Texts of staff that were let through: somebody must read them."""

    def leave_out(self, ground: Ground, what: str) -> None:
        """Count something that is left out."""
        self._left_out[ground, what] += 1

    def text(self, text: str) -> str:
        """Give a text that staff wrote, without the numbers and names of others."""
        if not text.strip():
            return ""
        self.free += 1
        text = PRISON_NUMBER.sub(self._number, text)
        for names, instead, ground in (
            (self._others, ANOTHER, Ground.OTHERS), (self._staff, STAFF, Ground.STAFF),
        ):  # fmt: skip
            if names is not None:
                text, many = names.subn(instead, text)
                if many:
                    self._left_out[ground, "name in a text"] += many
        return text

    def _number(self, found: re.Match[str]) -> str:
        if found[0] in self._own:
            return found[0]
        self.leave_out(Ground.OTHERS, "prison number in a text")
        return ANOTHER

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out, in the order of grounds."""
        order = list(Ground)
        found = sorted(self._left_out.items(), key=lambda one: (order.index(one[0][0]), one[0][1]))
        return tuple(LeftOut(ground, what, count) for (ground, what), count in found)


NAME_MIN = 3
"""Letters of a name below which it stands in too many words."""


def _names(last: str, first: str) -> Iterable[str]:
    """Give how a person may be named in a text."""
    both = (f"{first} {last}", f"{last}, {first}", f"{last} {first}")
    return [name for name in (*both, last) if len(last) >= NAME_MIN]


def _any_of(names: set[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    # The longest first: a whole name is not taken for its surname.
    words = "|".join(re.escape(name) for name in sorted(names, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
