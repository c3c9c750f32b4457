"""What a copy of somebody's record leaves out, and on what ground.

The Data Protection Act 2018 gives everybody a copy of what is held of them (section 45). It may be
restricted only as far as a measure is necessary and proportionate on a ground of section 45(4):
(a) an official or legal inquiry, investigation or procedure, (b) crime and criminal penalties, (c)
public security, (d) national security, (e) the rights and freedoms of others. What is left out is
counted by ground; the person is told that and why (45(5)), but not where telling would itself undo
it (45(6)); the reasons are recorded (45(7)).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple


class Ground(Enum):
    """A ground of section 45(4): its words, its paragraph, whether the copy tells of it."""

    OTHERS = ("the rights and freedoms of others", "e", True)
    STAFF = ("names of staff, who are named by their role", "e", True)
    CRIME = (
        "preventing and prosecuting crime, and the execution of criminal penalties", "b", False,
    )  # fmt: skip
    INQUIRY = ("an official or legal inquiry, investigation or procedure", "a", False)

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

NUMBER = re.compile(r"(?<!\w)(?:[A-Z]\d{4}[ -]?[A-Z]{2}|TMP\d{4})(?!\w)", re.ASCII | re.IGNORECASE)
"""A prison number as staff may write it."""
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def names_in(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give what may be the names of somebody: two or three words with capitals in a row."""
    for text in texts:
        words = [word if word[0].isupper() else "" for word in WORD.findall(text)]
        for one, two, three in zip(words, words[1:], [*words[2:], ""], strict=False):
            if one and two:
                yield one, two
                if three:
                    yield one, f"{two} {three}"
                    yield f"{one} {two}", three


class Redaction:
    """Takes other people and staff out of what is said, and counts what it took."""

    def __init__(
        self,
        own: Iterable[str],
        others: Iterable[tuple[str, str]],
        staff: Iterable[str],
        own_names: Iterable[str] = (),
    ) -> None:
        """Begin with nothing left out.

        Args:
            own: prison numbers of the person.
            others: last and first names of people who are or may be named in the record.
            staff: names of the officers who wrote in it.
            own_names: first and last names that the person has or had.
        """
        self._own = frozenset(own)
        theirs = {part for name in own_names for part in (name, *_parts(name))}
        held = list(others)
        whole = {name for last, first in held for name in _names(last, first)}
        alone = {part for names in held for name in names for part in (name, *_parts(name))}
        self._others = _any_of(whole - theirs, {one for one in alone - theirs if len(one) > 1})
        self._staff = _any_of({name for name in staff if len(name) >= NAME_MIN}, set())
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
        text = NUMBER.sub(self._number, text)
        for names, instead, ground in (
            (self._others, ANOTHER, Ground.OTHERS), (self._staff, STAFF, Ground.STAFF),
        ):  # fmt: skip
            if names is not None:
                text, many = names.subn(instead, text)
                if many:
                    self._left_out[ground, "name in a text"] += many
        return text

    def _number(self, found: re.Match[str]) -> str:
        if re.sub("[ -]", "", found[0]).upper() in self._own:
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
"""Letters of a surname from which on it is a name however it is written; a shorter one, or a first
name alone, is one where it has a capital."""


def _names(last: str, first: str) -> Iterable[str]:
    """Give how a person may be named in a text, however it is written."""
    whole = [f"{first} {last}", f"{last}, {first}", f"{last} {first}"]
    return [*whole, *([last] if len(last) >= NAME_MIN else [])]


def _parts(name: str) -> list[str]:
    """Give the parts of a name of several words, such as a surname of two families."""
    parts = re.split(r"[\s-]+", name)
    return [part for part in parts if len(part) >= NAME_MIN] if len(parts) > 1 else []


def _any_of(names: set[str], capitals: set[str]) -> re.Pattern[str] | None:
    """Give what finds any of some names, and any of others where it begins with a capital."""
    written = {form for name in capitals for form in (name.capitalize(), name.upper(), name)}
    some = [f"(?i:{_loosely(name)})" for name in _longest_first(names)]
    some += [_loosely(name) for name in _longest_first(written) if name[:1].isupper()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(some)})(?!\w)") if some else None


def _longest_first(names: set[str]) -> list[str]:
    """Give names in such an order that a whole name is not taken for its surname."""
    plain = {_unaccented(name) for name in names}
    return sorted((names | plain) - {""}, key=lambda one: (-len(one), one))


def _unaccented(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _loosely(name: str) -> str:
    """Give what finds a name with either apostrophe, and with any blanks or hyphens between."""
    words = [re.escape(word).replace("'", "['\u2019]") for word in re.split(r"[\s-]+", name)]
    return r"[\s-]+".join(words)
