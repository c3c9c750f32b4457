"""Say something of a person, or that it is no longer so: the kinds of `domain.particulars`."""

from collections.abc import Mapping
from typing import Any, cast

from wingterm.domain.case import DETAIL_MAX, Case
from wingterm.domain.entries import Entry, canonical
from wingterm.domain.outcomes import Decision
from wingterm.domain.particular_fields import Judged, Keyed, Kind, Value, judge
from wingterm.domain.particular_rules import Told, finish
from wingterm.domain.particulars import KINDS
from wingterm.domain.people import FieldRefused
from wingterm.domain.prison import Prison
from wingterm.domain.requests import EndParticular, RecordParticular, Request
from wingterm.domain.retention import HOLD
from wingterm.domain.roles import may
from wingterm.domain.situation import Person, Situation
from wingterm.domain.times import local_date
from wingterm.domain.verbs.why import why_of

FACT_MAX = 14
"""Longest kind of a fact in the ledger."""


def record(situation: Situation, request: Request) -> Decision:
    """Decide a `RecordParticular`.

    What is not named stays as it is on record; a field named with nothing is taken away.
    """
    asked = cast(RecordParticular, request)
    case = Case(situation, asked)
    prison, person, kind = case.prison(), case.subject(), _kind(case, asked.fact)
    if prison is None or person is None or kind is None:
        return case.refused()
    _may_hold(case, kind)
    other = _other(case, person, asked.key) if kind.keyed is Keyed.PERSON else None
    key = str(other.id) if other else _key(case, kind, person, asked.key)
    _in_stay(case, kind, person)
    against = _judged(case, prison)
    typed = _typed(case, kind, asked.values, against)
    before = _before(kind, person, key, case.at)
    told = Told(person, kind, key, before, typed, against)
    value = finish(case, told)
    if case.objections:
        return case.refused()
    shown = f"{person.shown}: {_shown(kind, key, other)}"
    if value == before or value == _without_words(kind, before, case.comment):
        return case.decision([], f"{shown} is recorded so already; nothing changed.")
    entries = [_entry(case, prison, person, kind.fact(key), value)]
    if other is not None:
        entries.append(_entry(case, prison, other, kind.fact(str(person.id)), _mirrored(value)))
    return case.decision(entries, f"{shown} is {'on record' if before is None else 'changed'}.")


def end(situation: Situation, request: Request) -> Decision:
    """Decide an `EndParticular`: what was on record stays readable, and no longer counts."""
    asked = cast(EndParticular, request)
    case = Case(situation, asked)
    why = why_of(case, asked.why, "Say in a few words why it is no longer so.")
    prison, person, kind = case.prison(), case.subject(), _kind(case, asked.fact)
    if prison is None or person is None or kind is None:
        return case.refused()
    _may_hold(case, kind)
    other = _other(case, person, asked.key) if kind.keyed is Keyed.PERSON else None
    key = str(other.id) if other else asked.key.strip()
    key = key if kind.keyed is not Keyed.CODE else _as_listed(case, kind, key)
    before = _before(kind, person, key, case.at)
    if before is None and not (kind.keyed is Keyed.PERSON and other is None):
        case.against(
            "unknown-record",
            f"{person.shown} has no such record in force: {_shown(kind, key, other)}.",
            f"`wingterm particulars {person.number}` lists what is on record.",
            "key",
        )
    if case.objections or before is None:
        return case.refused()
    value = {**before, "ended": True, "why": why}
    if case.comment:
        value["remark"] = case.comment
    if kind.field("end") and "end" not in before:
        value["end"] = local_date(case.at, prison.timezone).isoformat()
    entries = [_entry(case, prison, person, kind.fact(key), value)]
    if other is not None:
        entries.append(_entry(case, prison, other, kind.fact(str(person.id)), _mirrored(value)))
    return case.decision(entries, f"{person.shown}: {_shown(kind, key, other)} is ended.")


def _kind(case: Case, word: str) -> Kind | None:
    kind = KINDS.get(word.strip().lower())
    if kind is None:
        case.against(
            "unknown-kind",
            f"{word.strip() or '(empty)'} is nothing that can be on record of a person.",
            f"Use one of: {', '.join(KINDS)}.",
            "fact",
        )
    return kind


def _may_hold(case: Case, kind: Kind) -> None:
    """Object to a legal hold of whom the role does not let: it keeps a record from erasure."""
    officer = case.situation.officer
    if kind.word == HOLD and not may(officer.role, HOLD):
        case.against(
            "not-theirs",
            f"{officer.name} ({officer.role}) may put nobody on legal hold, nor take them off.",
            "Ask somebody whose role may.",
            "fact",
        )


def _other(case: Case, person: Person, typed: str) -> Person | None:
    """Give the other person of a non-association (domain note 4.10: two distinct people)."""
    other = case.person(typed.strip(), "key")
    if other is not None and other.id == person.id:
        case.against(
            "same-person",
            f"{person.shown} cannot be kept apart from themselves.",
            "Give the number of the other person.",
            "key",
        )
        return None
    return other


def _key(case: Case, kind: Kind, person: Person, typed: str) -> str:
    """Give the key to record under; the next number where a counted kind is given none."""
    typed = typed.strip()
    match kind.keyed:
        case Keyed.ONE:
            if typed:
                case.against(
                    "record-key", f"There is one {kind.label.lower()}; give no key.", field="key"
                )
        case Keyed.CODE:
            return _code(case, kind, typed)
        case Keyed.NUMBER:
            return _number(case, kind, person, typed)
        case Keyed.PERSON:
            pass
    return ""


def _code(case: Case, kind: Kind, typed: str) -> str:
    """Give a code of the kind's list that is in use (domain note 4.9)."""
    key = _as_listed(case, kind, typed)
    found = case.situation.codes.list(kind.codes).get(key)
    if found is None or not found.active or key in kind.not_keys:
        word = "is no longer in use" if found and not found.active else "is no key of it"
        case.against(
            "record-key",
            f"{kind.label}: {typed or '(empty)'} {word}.",
            f"`wingterm codes {kind.codes}` lists the codes in use.",
            "key",
        )
        return ""
    return key


def _as_listed(case: Case, kind: Kind, typed: str) -> str:
    """Give a code as its list writes it, whether typed in capitals or not."""
    codes = case.situation.codes.list(kind.codes)
    return typed if codes.get(typed) else typed.upper()


def _number(case: Case, kind: Kind, person: Person, typed: str) -> str:
    """Give a number that is in force, or the next that nothing was recorded under."""
    if not typed:
        used = [
            int(kind.key(span.fact))
            for span in person.facts
            if span.fact.startswith(f"{kind.word}.")
        ]
        following = str(max(used, default=0) + 1)
        if len(kind.fact(following)) > FACT_MAX:
            case.against(
                "record-key",
                f"{person.shown} has too many of this: {kind.label}.",
                "Change one that is on record, with its key.",
                "key",
            )
            return ""
        return following
    if _before(kind, person, typed, case.at) is None:
        case.against(
            "unknown-record",
            f"{person.shown} has no {kind.label.lower()} {typed} in force.",
            "Leave the key out to record another one.",
            "key",
        )
        return ""
    return typed


def _in_stay(case: Case, kind: Kind, person: Person) -> None:
    """Object to a particular of the stay from before it began: it would never count."""
    if not kind.of_stay:
        return
    if not person.stay_start:
        case.against(
            "no-stay",
            f"{person.shown} was never received: {kind.label.lower()} belongs to a stay.",
            "Receive them first.",
        )
    elif case.at < person.stay_start:
        case.against(
            "before-stay",
            f"The stay of {person.shown} began at {case.shown(person.stay_start)}.",
            "Give a later time.",
            "at",
        )


def _judged(case: Case, prison: Prison) -> Judged:
    today = local_date(case.situation.now, prison.timezone)
    return Judged(case.situation.now, today, prison.timezone, case.situation.codes)


def _typed(
    case: Case, kind: Kind, values: tuple[tuple[str, str], ...], against: Judged
) -> dict[str, Value | None]:
    """Give what was typed as it is kept, None for what is to be taken away."""
    held: dict[str, Value | None] = {}
    for name, text in values:
        field = kind.field(name)
        if field is None or field.name in held:
            word = "was given twice" if field else "is none of its fields"
            names = ", ".join(field.name for field in kind.fields)
            case.against(
                "record-field",
                f"{kind.label}: {name.strip() or '(empty)'} {word}.",
                f"Fields: {names}.",
                field.name if field else "",
            )
            continue
        held[field.name] = None
        if text.strip():
            try:
                held[field.name] = judge(field, text, against)
            except FieldRefused as refused:
                case.against("record-value", str(refused), field=field.name)
    return held


def _before(kind: Kind, person: Person, key: str, instant: int) -> Mapping[str, Any] | None:
    """Give what is on record and counts at an instant, None for nothing."""
    if kind.of_stay:
        return person.of_stay(kind.fact(key), instant)
    fact = kind.fact(key)
    return next((span.value for span in person.particulars(instant, fact)), None)


def _without_words(
    kind: Kind, before: Mapping[str, Any] | None, comment: str
) -> dict[str, Any] | None:
    """Give what was on record but for what was remarked when it was recorded."""
    if before is None or comment or kind.field("comment"):
        return None
    return {name: held for name, held in before.items() if name != "comment"}


def _mirrored(value: Mapping[str, Any]) -> dict[str, Any]:
    """Give a non-association as the other person has it."""
    return {**value, "role": value["other_role"], "other_role": value["role"]}


def _shown(kind: Kind, key: str, other: Person | None) -> str:
    which = other.shown if other else key
    return f"{kind.label.lower()} {which}".rstrip()


def _entry(
    case: Case, prison: Prison, person: Person, fact: str, value: Mapping[str, Any]
) -> Entry:
    if len(canonical(dict(value))) > DETAIL_MAX:
        case.against("too-long", "That is more than can be kept.", "Say it shorter.")
    entry = case.fact(prison.id, "person", person.id, fact, dict(value))
    return entry._replace(verb=case.request.verb)
