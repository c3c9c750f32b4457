"""Prisons, places, capacities and officers: facts of the register (domain note 3.2)."""

import re
from typing import cast

from wingterm.domain.case import NOBODY, Case
from wingterm.domain.entries import Entry
from wingterm.domain.outcomes import Decision
from wingterm.domain.places import ABOVE, SPECIALS, PlaceKind, check_place_code, parent_code
from wingterm.domain.requests import AddPlace, AppointOfficer, OpenPrison, Request, SetCapacity
from wingterm.domain.roles import ROLES
from wingterm.domain.room import most_at_once
from wingterm.domain.situation import Place, Prison, Situation
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.domain.times import FAR, known_timezone

NAME_MAX = 80
CAPACITY_MAX = 99
"""Largest capacity of a cell (domain note 3.2, rules 112 and 113)."""


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
        _place_fact(case, new, place, kind, words, None)
        for kind, (place, words) in SPECIALS.items()
    ]
    return case.decision(entries, f"{name} ({code}) is in the register.")


def fit_out(situation: Situation, request: Request) -> Decision:
    """Decide a `FitOut`: the special places that a prison has not yet."""
    case = Case(situation, request)
    prison = case.prison()
    if prison is None:
        return case.refused()
    entries = [
        _place_fact(case, prison.id, place, kind, words, None)
        for kind, (place, words) in SPECIALS.items()
        if (prison.id, place) not in situation.places
    ]
    return case.decision(entries, f"{prison.name} has the places that every prison has.")


def add_place(situation: Situation, request: Request) -> Decision:
    """Decide an `AddPlace`; a cell's beds are as many as its maximum capacity."""
    asked = cast(AddPlace, request)
    case = Case(situation, asked)
    prison = case.prison()
    code = asked.code.strip().upper()
    name = case.text(asked.name, "name", NAME_MAX)
    try:
        check_place_code(asked.code)
    except ValueError as error:
        case.against("code", str(error), field="code")
    if prison and (prison.id, code) in situation.places:
        case.against("code-in-use", f"{prison.name} has a place {code} already.", field="code")
    kind = _kind(case, asked.kind)
    parent = _parent(case, prison, code, kind) if prison else None
    if kind is PlaceKind.CELL:
        _judge_capacity(case, asked.cna, asked.working, asked.maximum)
    if case.objections or prison is None or kind is None:
        return case.refused()
    place = _place_fact(case, prison.id, code, kind, name or code, parent)
    entries = [place]
    if kind is PlaceKind.CELL:
        assert place.subject is not None
        entries.append(
            _capacity_fact(
                case, prison, place.subject, (asked.cna, asked.working, asked.maximum), 0
            )
        )
    return case.decision(entries, f"{prison.name} has {code}.")


def set_capacity(situation: Situation, request: Request) -> Decision:
    """Decide a `SetCapacity`; never below the cell's people from then on (rules 117 and 141)."""
    asked = cast(SetCapacity, request)
    case = Case(situation, asked, may_be_to_come=True)
    prison = case.prison()
    cell = case.place(prison, asked.code, "code")
    _judge_capacity(case, asked.cna, asked.working, asked.maximum)
    if cell is not None and cell.kind is not PlaceKind.CELL:
        case.against("not-a-cell", f"{cell.code} is not a cell.", "Name a cell.", "code")
    elif cell is not None:
        _judge_occupancy(case, cell, asked)
    if case.objections or prison is None or cell is None:
        return case.refused()
    figures = (asked.cna, asked.working, asked.maximum)
    entry = _capacity_fact(case, prison, cell.id, figures, len(cell.beds))
    said = f"{cell.code}: CNA {asked.cna}, working {asked.working}, maximum {asked.maximum}."
    return case.decision([entry], said)


def appoint(situation: Situation, request: Request) -> Decision:
    """Decide an `AppointOfficer`: a new record, or what an account's record says from now on."""
    asked = cast(AppointOfficer, request)
    case = Case(situation, asked)
    prison = case.prison(or_register=True)
    account = case.text(asked.account, "account", 64)
    name = case.text(asked.name, "name", NAME_MAX)
    if not re.fullmatch(r"[A-Za-z0-9._@-]{1,64}", account):
        case.against("account", "Give the operating system account.", field="account")
    if not name:
        case.against("name", "Give the officer's name.", field="name")
    if asked.role not in ROLES:
        case.against("role", f"A role is one of: {', '.join(ROLES)}.", field="role")
    if case.objections or prison is None:
        return case.refused()
    known = situation.officers.get(account)
    officer = known.id if known else situation.take_id("officer")
    value: dict[str, object] = {
        "account": account,
        "active_from": known.active_from if known else case.at,
        "active_to": FAR if asked.ends is None else asked.ends,
        "establishment": prison.id,
        "name": name,
        "role": asked.role,
    }
    entry = case.fact(REGISTER_ESTABLISHMENT, "officer", officer, "officer", value)
    until = "" if asked.ends is None else f" until {case.shown(asked.ends)}"
    return case.decision([entry], f"{account} ({name}) is {asked.role}{until}.")


def _kind(case: Case, typed: str) -> PlaceKind | None:
    addable = (
        PlaceKind.WING,
        PlaceKind.SPUR,
        PlaceKind.LANDING,
        PlaceKind.CELL,
        PlaceKind.AREA,
    )
    word = typed.strip().upper()
    if word in addable:
        return PlaceKind(word)
    case.against("kind", f"A place is one of: {', '.join(addable)}.", field="kind")
    return None


def _parent(case: Case, prison: Prison, code: str, kind: PlaceKind | None) -> int | None:
    above = parent_code(code)
    if kind in (PlaceKind.WING, PlaceKind.AREA, None) and above is None:
        return None
    parent: Place | None = case.situation.places.get((prison.id, above or ""))
    if parent is None and kind is not PlaceKind.AREA:
        case.against(
            "no-parent",
            f"{code} needs {above or 'a wing or landing'} above it, which {prison.name} has not.",
            "Add the wing and landing first.",
            "code",
        )
    elif parent is not None and kind in ABOVE and parent.kind not in ABOVE[kind]:
        kinds = ", ".join(sorted(ABOVE[kind]))
        case.against(
            "wrong-parent",
            f"{parent.code} is a {parent.kind}; above a {kind} is one of: {kinds}.",
            "Add the place that it lies in first.",
            "code",
        )
    return parent.id if parent else None


def _judge_capacity(case: Case, cna: int, working: int, maximum: int) -> None:
    for field, figure in (("cna", cna), ("working", working), ("maximum", maximum)):
        if not 0 <= figure <= CAPACITY_MAX:
            case.against(
                "capacity", f"{field} is {figure}; it is 0 to {CAPACITY_MAX}.", field=field
            )
    if maximum == 0:
        case.against("capacity", "The maximum capacity of a cell is not 0.", field="maximum")
    if working > maximum:
        case.against(
            "capacity",
            f"Working capacity {working} is over the maximum {maximum}.",
            field="working",
        )


def _judge_occupancy(case: Case, cell: Place, asked: SetCapacity) -> None:
    """Object to a capacity below the people in the cell; working 0 is none of its own."""
    held = most_at_once(case.situation.occupants_from(cell, case.at, but=NOBODY), case.at)
    for field, figure in (("maximum", asked.maximum), ("working", asked.working)):
        if figure < held and (figure > 0 or field == "maximum"):
            case.against(
                "below-occupancy",
                f"{cell.code} holds {held}; its {field} capacity cannot be {figure}.",
                "Move people out first.",
                field,
            )


def _place_fact(
    case: Case, establishment: int, code: str, kind: PlaceKind, name: str, parent: int | None
) -> Entry:
    value: dict[str, object] = {
        "code": code,
        "establishment": establishment,
        "kind": str(kind),
        "name": name,
        "parent": parent,
    }
    place = case.situation.take_id("place")
    return case.fact(establishment, "place", place, "place", value)


def _capacity_fact(
    case: Case, prison: Prison, cell: int, figures: tuple[int, int, int], beds: int
) -> Entry:
    cna, working, maximum = figures
    value: dict[str, object] = {"cna": cna, "working": working, "maximum": maximum}
    more = max(0, maximum - beds)
    first = case.situation.take_id("bed", more)
    entry = case.fact(prison.id, "place", cell, "capacity", value)
    return entry._replace(new_beds=tuple(range(first, first + more)))
