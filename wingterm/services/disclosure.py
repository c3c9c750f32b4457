"""A copy of all that is on record of a person, for that person: in words, without other people.

docs/people-records.md says what is in it, what is left out and on what ground.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries import find, merged, on_person
from db.queries.find import HistoryRow
from db.queries.on_person import CountedRow, SaidRow
from db.situation.erasures import rules_in_force
from wingterm.domain.access import LONGEST
from wingterm.domain.disclosure import (
    ANOTHER,
    FIELDS,
    SECURITY,
    STAFF,
    STAFF_FIELDS,
    WHOLE,
    WITHHELD,
    Ground,
    LeftOut,
    Redaction,
    names_in,
)
from wingterm.domain.particular_fields import Keyed
from wingterm.domain.particulars import kind_of
from wingterm.domain.people import SEXES
from wingterm.domain.prison import Prison
from wingterm.domain.retention import RULES, is_erased
from wingterm.domain.times import shown_full
from wingterm.errors import BadInput
from wingterm.services.codes import code_list
from wingterm.services.desk import Desk, authorise, officer_at, within_caseload
from wingterm.services.particulars import in_words
from wingterm.services.people import history_line
from wingterm.services.sheets.stamp import Stamp, stamp
from wingterm.services.whose import nobody_has, typed_number

KEPT_BY = ("record", "identity")
"""Rules that say how long what somebody is given a copy of is kept."""
RECIPIENT_MIN, RECIPIENT_MAX = 3, LONGEST["recipient"]
"""Characters of to whom a copy is given, as the log keeps it."""


class Part(NamedTuple):
    """A part of a copy: rows under a heading."""

    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """All that a person is given of what is on record of them."""

    number: str
    merged: tuple[str, ...]
    """Numbers of other records of theirs."""
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]
    """Everything that is not given, for the officer."""
    to_read: int
    """Texts of staff in it, which somebody must read before it is given."""
    kept: tuple[tuple[str, int], ...]
    """How many years which part of it is kept, by the rules in force; empty where none is set."""
    stamp: Stamp


def copy_of(desk: Desk, prison: Prison, number: str) -> Copy:
    """Put together what a person is given; nothing leaves the register by that.

    Args:
        desk: who asks; that they open the record is logged.
        prison: the prison that gives the copy.
        number: whose, as typed; also of a record that is merged into another.

    Raises:
        BadInput: not a prison number.
        NotFound: nobody has it.
        NotAuthorised: the officer's role may not give copies.
    """
    wanted = typed_number(number)
    with desk.store.read() as reader:
        now = reader.now()
        officer = officer_at(desk, reader, now)
        authorise(officer, "disclose")
        within_caseload(officer, reader, [prison.code])
        wanted = merged.stands_for(reader, wanted)
        person = find.by_number(reader, wanted)
        if person is None:
            raise nobody_has(wanted)
        same = merged.merged_into(reader, person.person)
        held = _read(reader, [person.person, *(row.person for row in same)])
        rules = rules_in_force(reader)
        # Who gives it is staff too.
        of = stamp(reader, prison, officer, now)._replace(
            officer=f"the {officer.role}", account="by role"
        )
    others = tuple(row.number for row in same)
    desk.opened([wanted, *others], "disclose")
    maker = _Maker(held, (wanted, *others), prison.timezone)
    parts = tuple(part for part in maker.parts() if part.rows)
    redaction = maker.redaction
    kept = tuple((str(RULES[rule].erases), rules[rule]) for rule in KEPT_BY if rule in rules)
    return Copy(wanted, others, parts, redaction.left_out, redaction.free, kept, of)


def log_disclosure(desk: Desk, copy: Copy, recipient: str) -> None:
    """Write down that a copy is about to be given; after that it may be written.

    On which grounds something was left out, and how often, is recorded too (section 45(7)).

    Raises:
        BadInput: nobody is named to whom it is given.
        StoreBroken, StoreBusy: it cannot be logged, so it may not be given.
    """
    who = recipient.strip()
    if not RECIPIENT_MIN <= len(who) <= RECIPIENT_MAX:
        raise BadInput(
            f"Say to whom it is given, in {RECIPIENT_MIN} to {RECIPIENT_MAX} characters.",
            'Such as --recipient "A4242QZ in person".',
            field="recipient",
        )
    grounds = Counter[str]()
    for one in copy.left_out:
        grounds[one.ground.paragraph] += one.times
    reasons = ", ".join(f"{many} by 45(4)({ground})" for ground, many in sorted(grounds.items()))
    purpose = f"disclose; left out: {reasons or 'nothing'}"
    desk.disclosed([copy.number, *copy.merged], purpose, who)


@dataclass(frozen=True, slots=True)
class _Held:
    """What the register holds of a person, as it is read."""

    lines: Sequence[Sequence[HistoryRow]]
    roles: Mapping[tuple[str, int], str]
    """Role of who recorded a movement, by book and number in it."""
    said: Sequence[SaidRow]
    counted: Sequence[CountedRow]
    units: Mapping[tuple[int, str], str]
    """Name of a unit by check and number."""
    ids: frozenset[int]
    others: Sequence[tuple[str, str]]
    """Last and first names of people whom the record names, or whose names stand in it."""


def _read(reader: Reader, people: Sequence[int]) -> _Held:
    lines = [find.history(reader, one) for one in people]
    said = on_person.said_of(reader, people)
    ids = frozenset(people)
    counted = [row for one in people for row in on_person.checks_that_may_name(reader, one)]
    counted = [row for row in counted if _named_in(json.loads(row.value), ids)]
    units = {
        (row.check, row.fact.partition(".")[2]): str(json.loads(row.value).get("name", ""))
        for row in on_person.units_of(reader, {row.check for row in counted})
    }
    apart = {int(row.fact.partition(".")[2]) for row in said if row.fact.startswith("na.")}
    partners = {
        number
        for line in lines
        for entry in line
        for number in [str(json.loads(entry.detail).get("with", ""))]
        if number
    }
    named = on_person.named(reader, apart)
    named += [
        (p.number, p.last_name, p.first_name) for p in find.by_numbers(reader, partners).values()
    ]
    texts = [row.value for row in said] + [row.value for row in counted]
    texts += [entry.detail for line in lines for entry in line]
    others = [(last, first) for _, last, first in named]
    others += on_person.called(reader, set(names_in(_said_in(texts))), ids)
    roles = on_person.roles_of(reader, people)
    return _Held(lines, roles, said, counted, units, ids, others)


def _said_in(values: Iterable[str]) -> Iterator[str]:
    """Give every text of some JSON objects."""
    for value in values:
        yield from (text for text in json.loads(value).values() if isinstance(text, str))


def _named_in(value: Mapping[str, Any], ids: frozenset[int]) -> bool:
    """Whether something said in a roll check names somebody of these."""
    listed = {one for name in ("missing", "extra", "without") for one in value.get(name, ())}
    return bool(ids & listed) or value.get("person") in ids


class _Maker:
    """Makes the parts of a copy."""

    def __init__(self, held: _Held, numbers: tuple[str, ...], timezone: str) -> None:
        self._held = held
        self._numbers = numbers
        self._zone = timezone
        own = {
            str(json.loads(row.value).get(name, ""))
            for row in held.said
            for name in ("last_name", "first_name")
            if row.fact == "identity" or row.fact.startswith("alias.")
        }
        staff = {row.officer for row in held.said}
        staff |= {entry.officer for line in held.lines for entry in line}
        self.redaction = Redaction(numbers, held.others, staff, own)

    def parts(self) -> Iterator[Part]:
        """Give the parts, in the order of the copy."""
        heads: tuple[str, ...] = ("From", "Number", "Name", "Born", "Sex", "Recorded by")
        yield Part("WHO YOU ARE, AND WERE SAID TO BE", heads, tuple(self._identities()))
        heads = ("When", "What", "Where to", "Why", "Recorded by")
        for number, line in zip(self._numbers, self._held.lines, strict=True):
            rows = tuple(self._movement(entry) for entry in reversed(line))
            yield Part(f"WHERE YOU WERE, UNDER {number}", heads, rows)
        heads = ("From", "What", "What it says", "Recorded by")
        yield Part("WHAT ELSE IS ON RECORD", heads, tuple(self._particulars()))
        heads = ("When", "Where", "What", "Recorded by")
        counted = tuple(self._counted(row) for row in self._held.counted)
        yield Part("ROLL CHECKS THAT NAME YOU", heads, counted)

    def _when(self, instant: int, timezone: str = "") -> str:
        return shown_full(instant, timezone or self._zone)

    @staticmethod
    def _withdrawn(row: SaidRow, zone: str) -> str:
        if row.withdrawn_at is None:
            return ""
        return f" (withdrawn {shown_full(row.withdrawn_at, zone)})"

    def _identities(self) -> Iterator[tuple[str, ...]]:
        for row in self._held.said:
            if row.fact != "identity":
                continue
            if is_erased(row.value):
                yield self._when(row.occurred_at, row.timezone), "", "Erased", "", "", row.role
                continue
            said = json.loads(row.value)
            name = f"{said['last_name']}, {said['first_name']}"
            yield (
                self._when(row.occurred_at, row.timezone),
                said["number"],
                name + self._withdrawn(row, row.timezone),
                said["date_of_birth"],
                SEXES.get(said["sex"], said["sex"]),
                row.role,
            )

    def _movement(self, entry: HistoryRow) -> tuple[str, ...]:
        line = history_line(entry)
        what = f"{line.verb} (never happened)" if line.corrected else line.verb
        if str(json.loads(entry.detail).get("with", "")):
            self.redaction.leave_out(Ground.OTHERS, "the other person of a swap")
            what += f", with {ANOTHER}"
        why = "; ".join(part for part in (line.reason, self.redaction.text(line.note)) if part)
        role = self._held.roles.get((entry.book, entry.seq), STAFF)
        return self._when(line.occurred_at), what, line.went_to, why, role

    def _particulars(self) -> Iterator[tuple[str, ...]]:
        for row in self._held.said:
            kind = kind_of(row.fact)
            if kind is None:
                continue
            if kind.word in WHOLE:
                self.redaction.leave_out(WHOLE[kind.word], kind.label.lower())
                continue
            key = kind.key(row.fact)
            if kind.word == "alert" and _of_security(key):
                self.redaction.leave_out(Ground.CRIME, "alert of security")
                continue
            label = kind.label
            if kind.keyed is Keyed.PERSON:
                self.redaction.leave_out(Ground.OTHERS, "whom somebody is kept apart from")
                label = f"{label}: {ANOTHER}"
            elif kind.keyed is Keyed.CODE:
                label = f"{label}: {code_list(kind.codes).describe(key)}"
            said = "; ".join(self._fields(row))
            yield (
                self._when(row.occurred_at, row.timezone),
                label + self._withdrawn(row, row.timezone),
                said,
                row.role,
            )

    def _fields(self, row: SaidRow) -> Iterator[str]:
        """Give what a particular says, without what tells of others."""
        kind, value = kind_of(row.fact), json.loads(row.value)
        assert kind is not None
        labels = {field.name: field.label for field in kind.fields}
        for name, held in value.items():
            label = labels.get(name, name.replace("_", " ").capitalize())
            field = kind.field(name)
            if name in ("acknowledged", "until"):
                continue
            if name in FIELDS.get(kind.word, ()):
                self.redaction.leave_out(Ground.OTHERS, f"{label.lower()} of {kind.label.lower()}")
                yield f"{label}: {ANOTHER if name == 'name' else WITHHELD}"
            elif name in STAFF_FIELDS:
                self.redaction.leave_out(Ground.STAFF, label.lower())
                yield f"{label}: {STAFF}"
            elif field is not None:
                words = in_words(field, held, row.timezone)
                yield f"{label}: {self.redaction.text(words) if field.is_free else words}"
            elif name == "ended":
                yield "Ended"
            else:
                yield f"{label}: {self.redaction.text(str(held))}"

    def _counted(self, row: CountedRow) -> tuple[str, ...]:
        value = json.loads(row.value)
        what, _, rest = row.fact.partition(".")
        unit = self._held.units.get((row.check, rest.partition(".")[0]), "")
        if what == "count":
            missing = self._held.ids & set(value.get("missing", ()))
            said = "counted as missing" if missing else "counted as extra"
        elif what == "welfare":
            said = "no response was had"
        else:
            said = f"{value.get('what', '')}: {self.redaction.text(str(value.get('why', '')))}"
        where = f"{row.prison}, roll check {row.check}, {unit}"
        return self._when(row.occurred_at, row.timezone), where, said, row.role


def _of_security(code: str) -> bool:
    """Whether an alert says what the prison fears of somebody."""
    known = code_list("alert_codes").get(code)
    if known is None:
        return True
    return known.more.get("type_code") == SECURITY or known.more.get("restricted") == "Y"
