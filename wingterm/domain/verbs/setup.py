"""Prisons, and what is settled for them: facts of the register."""

import re
from typing import cast

from wingterm.domain.case import Case
from wingterm.domain.outcomes import Decision
from wingterm.domain.people import FieldRefused
from wingterm.domain.places import SPARE_CODES, SPECIALS
from wingterm.domain.prison_settings import SETTING_NAMES, parse_setting
from wingterm.domain.requests import OpenPrison, Request, SetPrison, SignCapacity
from wingterm.domain.situation import Situation, in_force
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.domain.times import known_timezone
from wingterm.domain.verbs.place_rules import noted, sum_of_maxima
from wingterm.domain.verbs.places import NAME_MAX, place_fact


def open_prison(situation: Situation, request: Request) -> Decision:
    """Decide an `OpenPrison`: in the register's book; its reception and way in in its own."""
    asked = cast(OpenPrison, request)
    case = Case(situation, asked)
    code, name = asked.code.strip().upper(), case.text(asked.name, "name", NAME_MAX)
    if not re.fullmatch(r"[A-Z]{3,6}", code):
        case.against("code", "A prison code is three to six letters, such as WTI.", field="code")
    if code in situation.prisons:
        case.against("code-in-use", f"There is a prison {code} already.", field="code")
    if not name:
        case.against("name", "Give the prison's name.", field="name")
    if not known_timezone(asked.timezone):
        case.against("timezone", "Give a time zone such as Europe/London.", field="timezone")
    if case.objections:
        return case.refused()
    new = situation.take_id("establishment")
    value: dict[str, object] = {"code": code, "name": name, "timezone": asked.timezone}
    entries = [case.fact(REGISTER_ESTABLISHMENT, "establishment", new, "establishment", value)]
    entries += [
        place_fact(case, new, place, kind, words, None) for kind, (place, words) in SPECIALS.items()
    ]
    return case.decision(entries, f"{name} ({code}) is in the register.")


def fit_out(situation: Situation, request: Request) -> Decision:
    """Decide a `FitOut`: the special places that a prison has not yet."""
    case = Case(situation, request)
    prison = case.prison()
    if prison is None:
        return case.refused()
    entries = [
        place_fact(case, prison.id, _free_code(situation, prison.id, place), kind, words, None)
        for kind, (place, words) in SPECIALS.items()
        if (prison.id, kind) not in situation.specials
    ]
    return case.decision(entries, f"{prison.name} has the places that every prison has.")


def _free_code(situation: Situation, prison: int, code: str) -> str:
    """Give the code of a special place, another where the prison has a place of its own by it."""
    return SPARE_CODES[code] if (prison, code) in situation.places else code


def set_prison(situation: Situation, request: Request) -> Decision:
    """Decide a `SetPrison`: the settings named change, the others stay as they are then."""
    asked = cast(SetPrison, request)
    case = Case(situation, asked)
    prison = case.prison()
    typed: dict[str, object] = {}
    for name, text in asked.values:
        try:
            typed[name] = parse_setting(name, text)
        except FieldRefused as refused:
            case.against("setting", str(refused), "`wingterm prison-settings` lists them.", name)
    if not asked.values:
        case.against("setting", f"Name a setting: {', '.join(SETTING_NAMES)}.", field="setting")
    if case.objections or prison is None:
        return case.refused()
    held = in_force(situation.prison_facts.get(prison.id, ()), "settings", case.at) or {}
    entry = case.fact(prison.id, "establishment", prison.id, "settings", {**held, **typed})
    return case.decision([entry], f"{prison.name}: {', '.join(map(_set_to, typed.items()))}.")


def _set_to(setting: tuple[str, object]) -> str:
    name, value = setting
    word = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return f"{name} is {word}"


def sign_capacity(situation: Situation, request: Request) -> Decision:
    """Decide a `SignCapacity`: never over the sum of the maximum capacities (note 3.2, rule 4)."""
    asked = cast(SignCapacity, request)
    case = Case(situation, asked)
    prison = case.prison()
    if asked.signed < 0:
        case.against("capacity", "A signed operational capacity is 0 or more.", field="signed")
    if prison is not None:
        most = min(sum_of_maxima(case, prison, at) for at in (case.at, situation.now))
        if asked.signed > most:
            case.against(
                "over-maximum",
                f"The cells of {prison.name} have a maximum of {most} together, "
                f"less than {asked.signed}.",
                "Give a smaller figure, or change the cells first.",
                "signed",
            )
    if case.objections or prison is None:
        return case.refused()
    value = noted(case, {"signed": asked.signed})
    entry = case.fact(prison.id, "establishment", prison.id, "signed", value)
    said = f"The signed operational capacity of {prison.name} is {asked.signed}."
    return case.decision([entry], said)
