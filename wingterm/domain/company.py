"""What must be acknowledged before somebody is put in a cell: who they will be near, and where.

Both ways: what is on record of the mover and of those who hold a bed there (domain note 3.4, soft
checks; practice note 2.3). Nothing here refuses.
"""

from collections.abc import Sequence
from typing import NamedTuple

from wingterm.domain.case import Case
from wingterm.domain.situation import BedStay, Person, Place

HIGH_RISK = frozenset({"HI", "HIGH", "HIGH_GENERAL", "HIGH_SPECIFIC"})
"""Levels of the cell sharing risk assessment that speak against sharing (note 4.8)."""

CATEGORY_A = {"A": "Category A", "P": "provisional Category A", "H": "high Category A"}
"""Security categories that a cell move asks about (note 3.4)."""

NOT_ASKED = frozenset({"PEEP"})
"""Alerts that a cell move leaves out (note 3.4)."""


class Held(NamedTuple):
    """A cell in which somebody holds a bed."""

    code: str
    establishment: int


SEX_WORDS = {"M": "men", "F": "women"}


def warn_of_company(case: Case, person: Person, cell: Place, others: Sequence[BedStay]) -> None:
    """Warn of what speaks against a person in a cell.

    Args:
        case: the case under judgement.
        person: who is put there.
        cell: where.
        others: who else holds a bed there from then on.
    """
    person_of = case.situation.person_of
    sharing = []
    if others:
        sharers = dict.fromkeys([person.id, *[stay.person for stay in others]])
        sharing = [each for each in map(person_of.__getitem__, sharers) if each.facts]
    category = ""
    if person.facts:
        _warn_of_enemies(case, person, cell)
        category = _value(person.of_stay("category", case.at), "category")
    if sharing:
        _warn_of_risk(case, sharing)
        _warn_of_alerts(case, sharing)
    if category in CATEGORY_A:
        case.warn("category-a", f"{person.shown} is {CATEGORY_A[category]}.")
    _warn_of_wing(case, person, cell, category)


def _warn_of_enemies(case: Case, person: Person, cell: Place) -> None:
    """Warn of everybody on the wing whom the person is to be kept apart from.

    Whatever the restriction's own level, as the field's own check does.
    """
    wing = cell.code.split("-")[0]
    for span in person.particulars(case.at):
        kind, _, other = span.fact.partition(".")
        if kind != "na":
            continue
        near = _bed_of(case, int(other))
        if near is None or near[1].establishment != cell.establishment:
            continue
        name, held = near
        if held.code.split("-")[0] == wing:
            level = str(span.value.get("restriction", "")).lower() or "non-association"
            case.warn(
                "non-association",
                f"{person.shown} is to be kept apart from {name} ({level}), "
                f"who has a bed in {held.code}.",
            )


def _bed_of(case: Case, person: int) -> tuple[str, Held] | None:
    """Give the name of a person and the cell of the bed they hold, as the act stands."""
    acting = case.situation.person_of.get(person)
    if acting is not None and acting.whereabouts is not None:
        cell = case.situation.cell_of.get(acting.whereabouts.standing.bed)
        return (acting.shown, Held(cell.code, cell.establishment)) if cell else None
    near = case.situation.neighbours.get(person)
    return (near.name, Held(near.cell, near.establishment)) if near else None


def _warn_of_risk(case: Case, people: list[Person]) -> None:
    """Warn where any of those who would share is a high risk to share with; name them all."""
    high = []
    for person in people:
        level = _value(person.of_stay("csra", case.at), "level")
        if level in HIGH_RISK:
            high.append(person.shown)
    if high:
        case.warn("csra-high", f"High cell sharing risk: {'; '.join(high)}.")


def _warn_of_alerts(case: Case, people: list[Person]) -> None:
    """Warn of the alerts that a cell move shows, of the mover and of the occupants."""
    said = []
    for person in people:
        flags = [
            flag
            for span in person.particulars(case.at)
            if span.fact.startswith("alert.") and (flag := _flag(case, span.fact[6:]))
        ]
        if flags:
            said.append(f"{person.shown}: {', '.join(sorted(flags))}")
    if said:
        case.warn("alerts", f"Alerts to weigh before sharing - {'; '.join(said)}.")


def _flag(case: Case, code: str) -> str:
    """Give the label of an alert that a cell move shows; empty for another."""
    flag = case.situation.codes.list("alert_flags").get(code)
    shown = flag is not None and flag.more["shown_in_cell_move"] == "Y"
    return flag.description if flag and shown and code not in NOT_ASKED else ""


def _warn_of_wing(case: Case, person: Person, cell: Place, category: str) -> None:
    """Warn where the cell, or what it lies in, is for another sex or other categories."""
    for place in (cell, *case.situation.above(cell)):
        if not place.facts:
            continue
        marks = place.marks_at(case.at)
        sex = marks.get("sex", "")
        if sex and person.sex in SEX_WORDS and person.sex != sex:
            case.warn(
                "wing-sex",
                f"{place.code} is for {SEX_WORDS[sex]}; {person.shown} is recorded as "
                f"{'female' if person.sex == 'F' else 'male'}.",
            )
        wanted = marks.get("categories") or []
        if wanted and category not in wanted:
            held = f"category {category}" if category else "of no category yet"
            case.warn(
                "wing-category",
                f"{place.code} is for category {', '.join(wanted)}; {person.shown} is {held}.",
            )


def _value(held: object, name: str) -> str:
    return str(held.get(name, "")) if isinstance(held, dict) else ""
