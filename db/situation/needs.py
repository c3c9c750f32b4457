"""What a batch names, gathered once so that each question is asked once for all of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from wingterm.domain import requests as asked
from wingterm.domain.decide import people_named
from wingterm.domain.people import (
    FieldRefused,
    parse_prison_number,
)
from wingterm.domain.places import parent_code
from wingterm.domain.requests import Request
from wingterm.domain.times import FAR

REGISTER = "REG"


@dataclass(slots=True)
class Needs:
    """What a batch names, gathered once so that each question is asked once for all of it."""

    prisons: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    held_elsewhere: set[str] = field(default_factory=set)
    """Of those, who may be in the book of another prison."""
    swapped: set[str] = field(default_factory=set)
    """Of those, who goes into the bed of somebody named, not into a cell named."""
    corrected: dict[str, int] = field(default_factory=dict)
    """Prison number to how many movements are annulled."""
    codes: set[str] = field(default_factory=set)
    destinations: set[str] = field(default_factory=set)
    registers: list[asked.Register] = field(default_factory=list)
    amended: list[asked.Amend] = field(default_factory=list)
    """Amendments after which somebody may look like somebody else."""
    numbers: list[str] = field(default_factory=list)
    """Prison numbers as typed for people without one, empty where one is to be issued."""
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    """(type, value as typed) of identifiers to be recorded."""
    accounts: set[str] = field(default_factory=set)
    facts: set[int] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)
    """Counters that new ids are taken from."""
    furnished: set[str] = field(default_factory=set)
    """Prisons whose places are read whole, because rules compare a place with its neighbours or add
    them up."""
    closed: set[str] = field(default_factory=set)
    """Places that are to be closed with all that is below: who is there is read."""
    checks: set[int] = field(default_factory=set)
    """Numbers of roll checks that are handed something."""
    lists: set[int] = field(default_factory=set)
    """Of those, the checks whose frozen list is read: their people are named."""
    unended: set[str] = field(default_factory=set)
    """Prisons of which it is read which roll checks are open."""
    opened: set[tuple[str, int | None]] = field(default_factory=set)
    """Prison and instant of roll checks that are to be opened."""
    erases: list[asked.Erase] = field(default_factory=list)
    logs: set[int] = field(default_factory=set)
    """Rows of who saw what up to which it is erased."""
    retains: bool = False
    """Whether rules of retention are looked at."""
    merged: bool = False
    """Whether records are merged, or that is taken back."""
    appoints: bool = False
    """Whether officers are appointed, or leave."""
    judged: bool = False
    """Whether rules look at what is on record of the people."""
    recorded: bool = False
    """Whether something is put on record of people, or taken off."""
    earliest: int = FAR


def gather(requests: Sequence[Request]) -> Needs:
    """Collect what a batch names. What cannot be understood is left for `decide` to object to."""
    needs = Needs()
    by_kind: dict[type[Request], list[Request]] = {}
    for request in requests:
        by_kind.setdefault(type(request), []).append(request)
    for kind, some in by_kind.items():
        _gather_kind(needs, kind, some)
    for names in (needs.prisons, needs.codes, needs.destinations, needs.accounts):
        names.intersection_update([name for name in names if can_be_asked(name)])
    return needs


def can_be_asked(text: str) -> bool:
    """Whether a database takes a text at all; PostgreSQL knows no NUL, none a lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _gather_kind(needs: Needs, kind: type[Request], some: Sequence[Request]) -> None:
    """Collect what requests of one kind name."""
    prisons = {request.prison for request in some}
    needs.prisons |= prisons
    times = [request.at for request in some if request.at is not None]
    needs.earliest = min([needs.earliest, *times])
    people = _numbers([name for request in some for name in people_named(request)])
    needs.people |= people
    if issubclass(kind, TAKING_OVER):
        needs.held_elsewhere |= people
    if issubclass(kind, asked.Swap):
        needs.swapped |= people
    for name in ("to", "cell", "code"):
        if hasattr(kind, name):
            typed = set(map(attrgetter(name), some))
            codes = {code.strip().upper() for code in typed} - {""}
            for code in codes - needs.codes:
                needs.codes |= {code, *codes_above(code)}
            if issubclass(kind, SENDING):
                needs.destinations |= codes
    needs.judged = needs.judged or issubclass(kind, JUDGED)
    if issubclass(kind, FURNISHING):
        needs.furnished |= prisons
    if not issubclass(kind, PLAIN):
        for request in some:
            _gather_more(needs, request)


def _numbers(names: Iterable[str]) -> set[str]:
    """Give the prison numbers among names."""
    numbers = set()
    for name in names:
        try:
            numbers.add(parse_prison_number(name))
        except FieldRefused:
            continue
    return numbers


def _gather_more(needs: Needs, request: Request) -> None:
    """Collect what only some kinds of requests name."""
    if isinstance(request, CLOSING):
        needs.closed.add(request.code.strip().upper())
    match request:
        case asked.Correct():
            number = request.person.strip().upper()
            needs.corrected[number] = max(request.last, needs.corrected.get(number, 0))
            for again in request.again:
                _gather_kind(needs, type(again), [again])
        case asked.Register():
            needs.registers.append(request)
            needs.numbers.append(request.number)
            needs.counters |= {"person", "prison_number", "temporary"}
        case asked.Amend() if request.last_name or request.first_name or request.date_of_birth:
            needs.amended.append(request)
        case asked.Erase():
            needs.erases.append(request)
        case asked.EraseLog():
            needs.retains = True
            needs.logs.add(request.until)
        case asked.SetRetention():
            needs.retains = True
        case asked.Merge() | asked.Unmerge():
            needs.merged = True
        case asked.GiveNumber():
            needs.numbers.append(request.number)
            needs.counters.add("prison_number")
        case asked.RecordParticular():
            needs.recorded = True
            needs.identifiers |= set(identifiers_of(request))
        case asked.EndParticular():
            needs.recorded = True
        case asked.OpenCheck():
            needs.opened.add((request.prison, request.at))
            needs.unended.add(request.prison)
            needs.counters.add("check")
        case asked.AboutCheck():
            needs.checks.add(request.check)
            if isinstance(request, asked.EscalateCheck):
                needs.unended.add(request.prison)
            if not isinstance(request, asked.RecordWelfare) and any(people_named(request)):
                needs.lists.add(request.check)
            account = str(getattr(request, "by", "")).strip()
            needs.accounts |= {account} if account else set()
        case asked.AppointOfficer():
            needs.appoints = True
            needs.accounts.add(request.account.strip())
            needs.prisons.add(REGISTER)
            needs.counters.add("officer")
        case asked.RecordSignOn():
            needs.accounts.add(request.account)
        case asked.OpenPrison():
            needs.prisons.add(REGISTER)
            needs.counters |= {"establishment", "place"}
        case asked.AddPlace() | asked.SetCapacity() | asked.FitOut():
            needs.counters |= {"place", "bed"}
        case asked.WithdrawFact():
            needs.facts.add(request.entry)
        case _:
            pass


def codes_above(code: str) -> Iterable[str]:
    """Give the codes of the places that a place lies in."""
    above = parent_code(code)
    while above:
        yield above
        above = parent_code(above)


SENDING = (asked.TransferOut, asked.Redirect)
"""Requests that send somebody to another prison."""

PLAIN = (*SENDING, asked.Arrive, asked.Move, asked.Receive, asked.Release)
"""Requests that name nothing but prisons, people and places; most acts are of these."""

TAKING_OVER = (asked.Arrive, asked.Recapture)
"""Requests about somebody who may be in the book of another prison."""

CLOSING = (asked.TakeOutOfUse, asked.ClosePlace, asked.ConvertPlace)
"""Requests for which it is read who is in a place and below it."""

FURNISHING = (
    asked.AddPlace,
    asked.RenamePlace,
    asked.SetCapacity,
    asked.SignCapacity,
    asked.SetPrison,
    asked.MarkPlace,
    asked.TakeOutOfUse,
    asked.ClosePlace,
    asked.ConvertPlace,
    asked.WithdrawFact,
    asked.SetCheckUnits,
    asked.SetCheckKind,
)
"""Requests for which all places of a prison are read, and what is settled for the prison."""


JUDGED = (
    asked.Receive,
    asked.Recall,
    asked.Recapture,
    asked.Arrive,
    asked.CancelTransfer,
    asked.Move,
    asked.Swap,
    asked.TransferOut,
    asked.Release,
    asked.RecordParticular,
    asked.EndParticular,
    asked.DischargeToHospital,
    asked.Merge,
)
"""Requests that what is on record of their people bears on."""


def identifiers_of(request: asked.RecordParticular) -> Iterable[tuple[str, str]]:
    """Give the type and value of an identifier that a request records."""
    if request.fact.strip().lower() == "id":
        for name, value in request.values:
            if name == "value" and can_be_asked(request.key + value):
                yield request.key.strip().upper(), value
