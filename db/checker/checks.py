"""Roll checks: what their facts come to, and whether those facts can be.

A check is folded here a second time. Whether what it froze is what the ledger said is the matter of
`db.checker.freezes`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from db.checker.chains import Books
from db.checker.records import FAR, REGISTER, Check, Fact, Violation

ABOUT = "check"
"""Kind of subject that the facts of a check are about."""

EMERGENCY = "emergency"

ENDS = {"declared": "DECLARED", "abandoned": "ABANDONED"}
"""The facts that end a check, and the state that its row then has."""

ONCE = ("opened", "escalated", *ENDS)
"""Facts that bear no number."""

OF_UNIT = ("count", "welfare", "why")
"""Facts numbered by unit and then by order, as `count.3.1`."""

Value = Mapping[str, Any]


class Said(NamedTuple):
    """A fact about a check."""

    fact: Fact
    name: str
    """Kind of fact, as `count.3.1`."""
    word: str
    unit: int
    """Number of the unit, 0 where it is about none."""
    which: int
    """Its number among those of its word and unit, 0 where it has none."""
    value: Value


@dataclass(slots=True)
class RollCheck:
    """Everything that was said of a check, in the order of its book."""

    number: int
    book: int
    """Establishment in whose book it was opened."""
    said: list[Said] = field(default_factory=list)
    broken: bool = False
    """Whether its facts cannot be, so that nothing may be worked out from them."""

    def first(self, name: str) -> Said | None:
        """Give a fact by its name."""
        return next((one for one in self.said if one.name == name), None)

    def about(self, word: str, unit: int) -> list[Value]:
        """Give what was said with a word of a unit, in order."""
        return [one.value for one in self.said if (one.word, one.unit) == (word, unit)]

    @property
    def opened(self) -> Said:
        """What opened it."""
        return next(one for one in self.said if one.name == "opened")

    @property
    def end(self) -> Said | None:
        """What ended it."""
        return next((one for one in self.said if one.name in ENDS), None)

    @property
    def units(self) -> list[Said]:
        """What was frozen of each unit, in order."""
        return [one for one in self.said if one.word == "unit"]


def read_checks(books: Books) -> Iterator[RollCheck | Violation]:
    """Give the checks of all books by number; of one that cannot be, what is wrong with it."""
    facts: dict[int, list[tuple[str, Fact]]] = {}
    for (about, number, name), held in books.facts.items():
        if about == ABOUT:
            facts.setdefault(number, []).extend((name, fact) for fact in held)
    for number in sorted(facts):
        ordered = sorted(facts[number], key=lambda said: (said[1].recorded_at, *said[1][1:3]))
        check = RollCheck(number, ordered[0][1].establishment_id)
        faults = [*_read(check, ordered, books)]
        if not faults:
            faults = [*_impossible(check, books)]
        check.broken = bool(faults)
        yield from faults
        yield check


def _read(check: RollCheck, facts: Sequence[tuple[str, Fact]], books: Books) -> Iterator[Violation]:
    """Take in the facts of a check; find those that are none of a check."""
    for name, fact in facts:
        where = books.name(fact.establishment_id, fact.seq)
        if fact.kind != "fact":
            yield Violation("check-facts", where, "It withdraws what was said of a roll check.")
            continue
        word, *numbers = name.split(".")
        try:
            unit, which = _numbers(word, [int(number) for number in numbers])
            value = json.loads(fact.value)
            _needed(word, value)
        except (LookupError, TypeError, ValueError):
            yield Violation("check-facts", where, f"{name} is not what is said of a roll check.")
            continue
        check.said.append(Said(fact, name, word, unit, which, value))


def _numbers(word: str, numbers: list[int]) -> tuple[int, int]:
    """Give unit and number of a fact.

    Raises:
        ValueError: no fact of a check has such a name.
    """
    if word in ONCE and not numbers:
        return 0, 0
    if word == "unit" and len(numbers) == 1:
        return numbers[0], 0
    if word == "taken" and len(numbers) == 1:
        return 0, numbers[0]
    if word in OF_UNIT and len(numbers) == 2:
        return numbers[0], numbers[1]
    raise ValueError(word)


NEEDED = {
    "opened": ("kind", "as_of", "known_at", "population", "roll", "outside", "off_roll",
               "counters"),
    "unit": ("code", "beds", "named_out", "named_in", "without_bed", "expected", "digest"),
    "count": ("counted", "by", "again"),
    "welfare": ("had", "by"),
    "why": ("person", "what", "why", "after"),
    "declared": ("expected", "counted", "roll", "explained", "name"),
}  # fmt: skip
"""What a fact of each word must say."""


def _needed(word: str, value: Value) -> None:
    """Raise a LookupError where a fact does not say what it must."""
    for name in NEEDED.get(word, ()):
        value[name]


def _impossible(check: RollCheck, books: Books) -> Iterator[Violation]:
    """Find facts of a check that cannot be beside each other."""
    opened = check.first("opened")
    if opened is None:
        yield _at(check, "Nothing opened it.")
        return
    yield from _opened(check, opened)
    names: set[str] = set()
    last: dict[tuple[str, int], int] = {}
    ended = False
    for one in check.said:
        where = books.name(one.fact.establishment_id, one.fact.seq)
        if one.fact.establishment_id != opened.fact.establishment_id:
            yield Violation("check-facts", where, f"Roll check {check.number} is another prison's.")
        if one.name in names:
            yield Violation("check-facts", where, f"{one.name} was said before.")
        if one.name in ENDS and ended:
            yield Violation("check-facts", where, f"Roll check {check.number} has ended before.")
        elif ended:
            yield Violation("check-facts", where, "It comes after the end of its roll check.")
        if one.word in ("unit", "taken", *OF_UNIT):
            key = (one.word, 0 if one.word == "unit" else one.unit)
            number = one.unit if one.word == "unit" else one.which
            if number != last.get(key, 0) + 1:
                yield Violation("check-facts", where, f"{one.name} is out of order.")
            last[key] = number
        if one.word in OF_UNIT and f"unit.{one.unit}" not in names:
            yield Violation("check-facts", where, f"Unit {one.unit} was not frozen.")
        if one.word == "why" and one.value["after"] != last.get(("count", one.unit), 0):
            yield Violation("check-facts", where, "It does not say which count it explains.")
        names.add(one.name)
        ended = ended or one.name in ENDS


def _opened(check: RollCheck, opened: Said) -> Iterator[Violation]:
    """Judge what opens a check: before everything else, in a prison's book, with all its units."""
    fact, value = opened.fact, opened.value
    if check.said[0].name != "opened":
        yield _at(check, f"{check.said[0].name} was said before it was opened.")
    if fact.establishment_id == REGISTER:
        yield _at(check, "It is no prison's.")
    if value["as_of"] != fact.occurred_at or value["as_of"] > fact.recorded_at:
        yield _at(check, "It is of another instant than it says, or of one to come.")
    if value["known_at"] != fact.recorded_at - 1:
        yield _at(check, "What it froze is not what was known when it was opened.")
    late = [one.name for one in check.units if one.fact.request_id != fact.request_id]
    if late:
        yield _at(check, f"{late[0]} was not frozen when it was opened.")


def _at(check: RollCheck, sentence: str) -> Violation:
    return Violation("check-facts", f"roll check {check.number}", sentence)


def check_row(check: RollCheck) -> Check:
    """Give the row that the facts of a check make."""
    opened, end = check.opened, check.end
    raised = check.first("escalated") is not None
    return Check(
        id=check.number,
        establishment_id=opened.fact.establishment_id,
        kind=EMERGENCY if raised else opened.value["kind"],
        as_of=opened.value["as_of"],
        opened_at=opened.fact.recorded_at,
        ended_at=end.fact.recorded_at if end else FAR,
        state=ENDS[end.name] if end else "OPEN",
    )


def check_sums(check: RollCheck) -> Iterator[Violation]:
    """Find figures of a check that do not add up, and a declaration that could not be made."""
    where = f"roll check {check.number}"
    opened = check.opened.value
    for one in check.units:
        value = one.value
        due = value["beds"] - value["named_out"] + value["named_in"] + value["without_bed"]
        if due != value["expected"]:
            yield Violation(
                "check-sums", where, f"{value['code']} expects {value['expected']}, not {due}."
            )
    total = sum(one.value["expected"] for one in check.units)
    if total != opened["population"]:
        yield Violation(
            "check-sums", where, f"Its units expect {total}, the prison {opened['population']}."
        )
    roll = opened["population"] + opened["outside"] - opened["off_roll"]
    if roll != opened["roll"]:
        yield Violation("check-sums", where, f"Its roll is {roll}, not {opened['roll']}.")
    declared = check.first("declared")
    if declared is not None:
        yield from _declared(check, declared.value, where)


def _declared(check: RollCheck, said: Value, where: str) -> Iterator[Violation]:
    """Judge a declaration by the units as they stood: nothing can come after it."""
    counted, explained = 0, []
    counters = check.opened.value["counters"]
    for one in check.units:
        code, counts = one.value["code"], check.about("count", one.unit)
        if len(counts) < max(counters, 1):
            yield Violation(
                "check-sums", where, f"It was declared while {code} had not been counted."
            )
            continue
        counted += counts[-1]["counted"]
        state = _state(one.value["expected"], counts, check.about("why", one.unit), counters)
        if state == "explained":
            explained.append(code)
        elif state == "differs":
            yield Violation(
                "check-sums", where, f"It was declared while {code} differed, unexplained."
            )
    due = {
        "expected": check.opened.value["population"],
        "counted": counted,
        "roll": check.opened.value["roll"],
        "explained": explained,
    }
    for name, figure in due.items():
        if said[name] != figure:
            yield Violation(
                "check-sums", where, f"{name} was declared as {said[name]}; it is {figure}."
            )


def _state(expected: int, counts: list[Value], whys: list[Value], counters: int) -> str:
    """Say how a unit that was counted stands: `agrees`, `explained` or `differs`."""
    last = counts[-1]
    apart = len(counts) == counters and len({count["counted"] for count in counts}) > 1
    named = {(person, "missing") for person in last.get("missing", ())}
    named |= {(person, "extra") for person in last.get("extra", ())}
    people: dict[int, str] = {}
    nameless = 0
    for why in whys:
        if why["after"] != len(counts):
            continue
        if why["person"] == 0:
            nameless = 0 if why["what"] == "withdrawn" else nameless + 1
        else:
            people[why["person"]] = why["what"]
    told = {(person, what) for person, what in people.items() if what != "withdrawn"}
    weight = sum(1 if what == "extra" else -1 for _, what in told) + nameless
    whole = bool(told or nameless) and named <= told and weight == last["counted"] - expected
    if whole and not apart:
        return "explained"
    quiet = not named and not last.get("strangers", 0)
    return "agrees" if quiet and not apart and last["counted"] == expected else "differs"
