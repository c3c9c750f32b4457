"""What the rules of the field ask of single kinds of particulars, beyond their fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wingterm.domain.case import Case
from wingterm.domain.identifiers import IdentifierRefused, canonical_identifier
from wingterm.domain.incentives import next_review
from wingterm.domain.particular_fields import Judged, Kind, Value
from wingterm.domain.particulars import DAYS_BACK
from wingterm.domain.situation import Person
from wingterm.domain.times import local_date, to_instant

SPECIFIC = "HIGH_SPECIFIC"
"""CSRA level that says towards whom (domain note 4.8)."""

HELD_ONCE = ("PNC", "CRO")
"""Types of identifier that one person only may have (domain note 6.1, rule 29)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is recorded of a person, before the rules of its kind are asked."""

    person: Person
    kind: Kind
    key: str
    before: Mapping[str, Any] | None
    """What counts until then; None for nothing."""
    typed: Mapping[str, Value | None]
    """What was typed as it is kept; None to take a field away."""
    against: Judged


def finish(case: Case, told: Told) -> dict[str, Any]:
    """Give the value to keep: what was on record, what was typed, what the rules work out."""
    kept = {
        name: held
        for name, held in (told.before or _closed(case, told)).items()
        if told.kind.field(name) is not None or name == "until"
    }
    value = {**kept, **{name: held for name, held in told.typed.items() if held is not None}}
    for name, held in told.typed.items():
        if held is None:
            value.pop(name, None)
    _comment(case, told, value)
    match told.kind.word:
        case "alert":
            _alert(case, told, value)
        case "id":
            _identifier(case, told, value)
        case "incentive":
            _incentive(case, told, value)
        case "na":
            _non_association(case, told)
        case "csra":
            _csra(case, value)
        case "date":
            _key_date(case, value)
        case "alias":
            value.setdefault("first_name", "")
        case _:
            pass
    for field in told.kind.fields:
        if field.required and field.name not in value and not _objected(case, field.name):
            _missing(case, field.name, f"{told.kind.label}: {field.label.lower()} is needed.")
    return value


def _comment(case: Case, told: Told, value: dict[str, Any]) -> None:
    """Keep the comment of the act with the value; it is the field of that name where one is."""
    if not case.comment:
        return
    if told.typed.get("comment"):
        case.against(
            "record-field", f"{told.kind.label}: comment was given twice.", field="comment"
        )
    value["comment"] = case.comment


def _closed(case: Case, told: Told) -> Mapping[str, Any]:
    """Give what a closed non-association said: recording it again reopens it (note 4.10)."""
    if told.kind.word != "na":
        return {}
    fact = told.kind.fact(told.key)
    spans = [s for s in told.person.facts if s.fact == fact and s.start <= case.at < s.end]
    return {name: held for s in spans for name, held in s.value.items() if name != "comment"}


def _alert(case: Case, told: Told, value: dict[str, Any]) -> None:
    """Judge when an alert is active: from at most 7 days back on (domain note 4.9)."""
    if "start" not in value and not _objected(case, "start"):
        value["start"] = local_date(case.at, told.against.timezone).isoformat()
    start, today = value.get("start"), told.against.today
    began = (told.before or {}).get("start")
    if start and start != began:
        earliest = (today - timedelta(days=DAYS_BACK)).isoformat()
        if not earliest <= start <= today.isoformat():
            case.against(
                "alert-start",
                f"An alert begins today or at most {DAYS_BACK} days back, not on {start}.",
                f"Give a day from {earliest} to {today}.",
                "start",
            )
    end = value.get("end")
    value.pop("until", None)
    if end and start and end < start:
        case.against(
            "alert-end", f"The alert would end on {end}, before it begins on {start}.", field="end"
        )
    elif end:
        value["until"] = _midnight_after(end, told.against.timezone)


def _midnight_after(day: str, timezone: str) -> int:
    """Give the instant at which a day is over: an alert counts to the end of its last day."""
    following = date.fromisoformat(day) + timedelta(days=1)
    midnight = datetime(following.year, following.month, following.day, tzinfo=ZoneInfo(timezone))
    return to_instant(midnight)


def _identifier(case: Case, told: Told, value: dict[str, Any]) -> None:
    """Keep a number in its one form; PNC and CRO by their letter (notes 4.3, 4.4; 6.1, rule 29)."""
    if not told.key or not value.get("value"):
        return
    try:
        number = canonical_identifier(told.key, value["value"], told.against.today.year)
    except IdentifierRefused as refused:
        case.against("identifier", str(refused), "Compare it with the document.", "value")
        return
    value["value"] = number
    holder = case.situation.identifier_holders.get((told.key, number))
    if told.key in HELD_ONCE and holder not in (None, told.person.number):
        case.against(
            "identifier-held",
            f"Prisoner with {told.key} {number} already exists with ID {holder}.",
            "Look whether it is the same person, or whether one of the two was mistyped.",
            "value",
        )


def _incentive(case: Case, told: Told, value: dict[str, Any]) -> None:
    """Work out the next review where none is given (domain note 4.11)."""
    if "level" not in value or told.typed.get("next_review"):
        return
    if told.before and "level" not in told.typed and "next_review" not in told.typed:
        return
    day = local_date(case.at, told.against.timezone)
    before = str((told.before or {}).get("level", ""))
    review = next_review(str(value["level"]), before, day, _born(told.person))
    value["next_review"] = review.isoformat()


def _born(person: Person) -> date | None:
    try:
        return date.fromisoformat(person.date_of_birth)
    except ValueError:
        return None


def _non_association(case: Case, told: Told) -> None:
    """Object to a second open record of one pair (domain note 4.10)."""
    later = any(
        span.fact == told.kind.fact(told.key)
        for span in told.person.particulars(case.situation.now)
    )
    if told.key and (told.before is not None or later):
        case.against(
            "na-open",
            f"{told.person.shown} is to be kept apart from that person already.",
            "End that record first, or leave it as it is.",
            "key",
        )


def _csra(case: Case, value: dict[str, Any]) -> None:
    """Object to a specific risk that does not say towards whom (domain note 4.8)."""
    if value.get("level") != SPECIFIC:
        return
    for name, words in (("at_risk", "who is at risk"), ("vulnerabilities", "the vulnerabilities")):
        if name not in value and not _objected(case, name):
            _missing(case, name, f"{SPECIFIC} must say {words}.")


def _key_date(case: Case, value: dict[str, Any]) -> None:
    """Object to no date at all, and to a date checked by who calculated it."""
    if "date" not in value and "override" not in value and not _objected(case, "date"):
        _missing(case, "date", "Give the date, or an override of it.")
    by, checked = str(value.get("calculated_by", "")), str(value.get("checked_by", ""))
    if by and by.casefold() == checked.casefold() and by != "unknown":
        case.against(
            "own-check",
            f"{by} calculated the date: somebody else must check it.",
            "Name another person, or leave the check open.",
            "checked_by",
        )


def _missing(case: Case, name: str, sentence: str) -> None:
    case.against("record-missing", sentence, f"Add {name}=...", name)


def _objected(case: Case, name: str) -> bool:
    return any(objection.field == name for objection in case.objections)
