"""Every reason against a request, each provoked: it is said with all others; nothing changes."""

import re
from pathlib import Path
from typing import Any

import wingterm.domain
from tests.registers import START, SmallRegister
from tests.services import (
    refused_checks,
    refused_merges,
    refused_moves,
    refused_particulars,
    refused_places,
    refused_retention,
)
from tests.services.filled import (
    ALONE,
    AT_WORK,
    MOVED_OUT,
    ON_THE_WAY,
    OUTSIDE,
    SECOND,
    SHARING,
    SUCCESSOR,
    THERE,
    WAITING,
    fill,
    record,
    withdrawn_capacity,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Refused
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out

NOBODY = "A9999ZZ"
EARLY = START - 60_000_000
"""Before anybody's last movement."""
LATE = START + 10**13
"""Not yet."""
WITHDRAWN = -1
"""Stands for the number of the withdrawn capacity."""


def no_more_temporary_numbers(small: SmallRegister) -> None:
    """Let all of them be given."""
    with small.store.write() as unit:
        unit.run("UPDATE counter SET next_value = 10000 WHERE name = 'temporary'", ())
        unit.commit()


def reg(**given: str | bool) -> asked.Register:
    """Ask for a record with something wrong in it."""
    right = {"last_name": "New", "first_name": "Al", "date_of_birth": "1990-01-01", "sex": "M"}
    return asked.Register(**{"prison": "WTI", **right, **given})  # type: ignore[arg-type]


def cell(code: str, **given: Any) -> asked.AddPlace:
    """Ask for a cell of one."""
    right = {"prison": "WTI", "kind": "CELL", "cna": 1, "working": 1, "maximum": 1}
    return asked.AddPlace(code=code, **{**right, **given})


def holds(code: str, cna: int, working: int, maximum: int, prison: str = "WTI") -> Request:
    """Ask for capacities."""
    return asked.SetCapacity(prison=prison, code=code, cna=cna, working=working, maximum=maximum)


def receive(person: str = OUTSIDE, prison: str = "WTI", **given: Any) -> Request:
    """Ask to receive somebody, by default the one outside."""
    ordered = {"authority": "Leeds Crown Court", **given}
    return asked.Receive(prison=prison, person=person, **ordered)


def move(person: str = SHARING, to: str = "RECP", prison: str = "WTI", **given: Any) -> Request:
    """Ask to move somebody."""
    return asked.Move(prison=prison, person=person, to=to, **given)


def swap(person: str, other: str, prison: str = "WTI", **given: Any) -> Request:
    """Ask to swap two people."""
    return asked.Swap(prison=prison, person=person, other=other, **given)


def correct(person: str, why: str = "not so", prison: str = "WTI", **given: Any) -> Request:
    """Ask to correct somebody's last movement."""
    return asked.Correct(prison=prison, person=person, why=why, **given)


def send(person: str = SHARING, to: str = "EXI", prison: str = "WTI", **given: Any) -> Request:
    """Ask to transfer somebody."""
    return asked.TransferOut(prison=prison, person=person, to=to, **given)


def officer(**given: Any) -> Request:
    """Ask to appoint an officer."""
    right = {"prison": "WTI", "account": "new", "name": "New Officer", "role": "auditor"}
    return asked.AppointOfficer(**{**right, **given})


def opened(**given: str) -> Request:
    """Ask for a prison."""
    right = {"prison": "REG", "code": "NEW", "name": "New"}
    return asked.OpenPrison(**{**right, **given})  # type: ignore[arg-type]


def withdraw(entry: int, why: str = "not so", prison: str = "WTI") -> Request:
    """Ask to withdraw a fact."""
    return asked.WithdrawFact(prison=prison, entry=entry, why=why)


TABLE: list[tuple[str, tuple[Request, ...]]] = [
    # One reason.
    ("text", (receive(comment="x\x1by"),)),
    ("text", (receive(comment="x" * 241),)),
    ("in-future", (receive(at=LATE),)),
    ("unknown-prison", (receive(prison="XXI"),)),
    ("unknown-prison", (receive(prison="REG"),)),
    ("unknown-prison", (receive(prison="\x00"),)),
    ("unknown-prison", (receive(prison="x" * 100_000),)),
    ("unknown-prison", (send(to="XXI"),)),
    ("unknown-prison", (send(to="REG"),)),
    ("unknown-prison", (officer(prison="XXI"),)),
    ("number", (receive("A12"),)),
    ("number", (receive("A0001\u00df"),)),
    ("number", (reg(number="\ud800"),)),
    ("unknown-person", (receive(NOBODY),)),
    ("unknown-person", (receive("+2"),)),
    ("unknown-person", (swap(ALONE, NOBODY),)),
    ("before-last", (move(at=EARLY),)),
    ("not-inside", (move(THERE),)),
    ("not-inside", (swap(SHARING, THERE),)),
    ("not-inside", (asked.Back(prison="WTI", person=OUTSIDE),)),
    ("not-inside", (asked.Elsewhere(prison="WTI", person=OUTSIDE, to="WORKSHOP"),)),
    ("not-inside", (asked.Release(prison="WTI", person=ON_THE_WAY, reason="CR"),)),
    ("reason", (receive(reason="ZZZ"),)),
    ("reason", (asked.Release(prison="WTI", person=ALONE, reason=""),)),
    ("unknown-place", (receive(cell="A-9-999"),)),
    ("unknown-place", (move(to="\ud800"),)),
    ("unknown-place", (holds("A-9-999", 1, 1, 1),)),
    ("not-a-cell", (move(to="A-1"),)),
    ("not-a-cell", (holds("WORKSHOP", 1, 1, 1),)),
    ("not-a-cell", (receive(cell="EN-ROUTE"),)),
    ("cell-full", (move(to="A-1-001"),)),
    ("cell-full", (receive(cell="A-1-001"),)),
    ("said-twice", (holds("A-1-001", 1, 1, 1), holds("A-1-001", 1, 1, 2))),
    ("nothing-to-correct", (correct(OUTSIDE),)),
    ("nothing-to-correct", (correct(ALONE, last=3),)),
    ("other-book", (correct(ON_THE_WAY, prison="EXI"),)),
    ("unknown-fact", (withdraw(10**30),)),
    ("unknown-fact", (withdraw(0),)),
    ("withdrawn", (withdraw(WITHDRAWN, prison="EXI"),)),
    ("only-fact", (withdraw(1),)),
    ("officer-stays", (withdraw(1, prison="REG"),)),
    ("last-administrator", (officer(account="tester"),)),
    ("last-administrator", (officer(account="tester", role="administrator", ends=START),)),
    ("ends-before", (officer(begins=START, ends=START),)),
    ("why", (correct(ALONE, why="x"),)),
    ("restored-bed-taken", (correct(MOVED_OUT),)),
    ("not-outside", (receive(ALONE),)),
    ("not-on-the-way", (asked.Arrive(prison="WTI", person=ON_THE_WAY),)),
    ("not-on-the-way", (asked.CancelTransfer(prison="WTI", person=ALONE),)),
    ("not-the-sender", (asked.CancelTransfer(prison="EXI", person=ON_THE_WAY),)),
    ("same-prison", (send(to="WTI"),)),
    ("same-person", (swap(ALONE, ALONE),)),
    ("same-cell", (swap(SHARING, SECOND),)),
    ("not-an-area", (asked.Elsewhere(prison="WTI", person=ALONE, to="A-1-002"),)),
    ("no-bed", (swap(ALONE, WAITING),)),
    ("last-name", (reg(last_name=""),)),
    ("first-name", (reg(first_name="R2D2"),)),
    ("date-of-birth", (reg(date_of_birth="1990-02-30"),)),
    ("date-of-birth", (asked.Amend(prison="WTI", person=ALONE, date_of_birth="2020-01-01"),)),
    ("sex", (reg(sex="X"),)),
    ("number-in-use", (record(ALONE, name="Other"),)),
    ("number-in-use", (record("A0077AA"), record("A0077AA", name="Other"))),
    ("has-number", (asked.GiveNumber(prison="WTI", person=ALONE),)),
    ("from-now has-number", (asked.GiveNumber(prison="WTI", person=ALONE, at=EARLY),)),
    ("has-number number-in-use", (asked.GiveNumber(prison="WTI", person=ALONE, number=SECOND),)),
    ("temporary-number", (reg(number="tmp0001"),)),
    ("temporary-number", (reg(number="A0077AA", temporary=True),)),
    ("temporary-spent", (reg(temporary=True),)),
    ("code", (opened(code="W1"),)),
    ("code", (asked.AddPlace(prison="WTI", code="a b", kind="WING"),)),
    ("code-in-use", (opened(code="wti"),)),
    ("code-in-use", (cell("A-1-001"),)),
    ("name", (opened(name=" "),)),
    ("name", (officer(name=""),)),
    ("timezone", (opened(timezone="Nowhere/Land"),)),
    ("kind", (asked.AddPlace(prison="WTI", code="C", kind="HOUSE"),)),
    ("kind", (asked.AddPlace(prison="WTI", code="C", kind="EN_ROUTE"),)),
    ("no-parent", (cell("C-1-001"),)),
    ("no-parent", (cell("C001"),)),
    ("wrong-parent", (cell("A-1-001-X"),)),
    ("wrong-parent", (cell("WORKSHOP-1"),)),
    ("wrong-parent", (asked.AddPlace(prison="WTI", code="A-1-X", kind="SPUR"),)),
    ("capacity", (cell("A-1-009", working=2),)),
    ("capacity", (holds("A-1-001", 100, 1, 1),)),
    ("capacity", (holds("A-1-001", 1, 1, 10**9),)),
    ("below-occupancy", (holds("A-1-002", 1, 1, 2),)),
    ("account", (officer(account="a b"),)),
    ("role", (officer(role="king"),)),
    # Several reasons at once.
    ("in-future not-outside reason text", (receive(ALONE, at=LATE, reason="QQQ", comment="\x00"),)),
    ("not-a-cell reason unknown-person", (receive(NOBODY, cell="WORKSHOP", reason="QQQ"),)),
    ("before-last not-outside unknown-prison", (receive(ALONE, "XXI", at=EARLY),)),
    ("before-last cell-full reason", (move(to="A-1-001", at=EARLY, reason="QQQ"),)),
    ("before-last not-inside unknown-place", (move(THERE, to="A-9", at=EARLY),)),
    ("cell-full unknown-person", (move(NOBODY, to="A-1-001"),)),
    ("number unknown-prison", (move("?", prison="XXI"),)),
    ("before-last before-last no-bed reason", (swap(ALONE, WAITING, at=EARLY, reason="QQQ"),)),
    ("same-person unknown-prison", (swap(ALONE, ALONE, "XXI"),)),
    ("not-inside number", (swap("?", THERE),)),
    (
        "before-last not-an-area not-inside",
        (asked.Elsewhere(prison="WTI", person=THERE, to="A-1", at=EARLY),),
    ),
    ("before-last not-inside", (asked.Back(prison="EXI", person=AT_WORK, at=EARLY),)),
    ("before-last reason same-prison", (send(to="WTI", at=EARLY, reason="QQQ"),)),
    ("before-last not-inside unknown-prison", (send(THERE, to="XXI", at=EARLY),)),
    (
        "before-last not-inside reason",
        (asked.Release(prison="EXI", person=SUCCESSOR, reason="QQQ", at=EARLY),),
    ),
    ("not-a-cell not-on-the-way", (asked.Arrive(prison="WTI", person=ALONE, cell="A"),)),
    (
        "before-last not-the-sender unknown-place",
        (asked.CancelTransfer(prison="EXI", person=ON_THE_WAY, cell="Z", at=EARLY),),
    ),
    ("nothing-to-correct unknown-prison why", (correct(OUTSIDE, why="", prison="XXI"),)),
    ("unknown-place why", (correct(ALONE, why="", again=(receive(ALONE, cell="Z"),)),)),
    ("date-of-birth first-name last-name number sex",
     (reg(last_name="1", first_name="", date_of_birth="x", sex="", number="1"),)),
    ("first-name sex unknown-person",
     (asked.Amend(prison="WTI", person=NOBODY, first_name="=1", sex="X"),)),
    ("capacity code kind", (asked.AddPlace(prison="WTI", code="?", kind="HOUSE"),
                            holds("A-1-001", 1, 2, 1))),
    ("capacity unknown-prison", (cell("A-1-009", prison="XXI", maximum=0, working=0),)),
    ("capacity unknown-place", (holds("Z", -1, 1, 1),)),
    ("below-occupancy capacity", (holds("A-1-002", -1, 1, 2),)),
    ("below-occupancy below-occupancy", (holds("A-1-002", 1, 1, 1),)),
    ("code name timezone", (opened(code="1", name="", timezone=""),)),
    ("account name role unknown-prison", (officer(prison="X", account="", name="", role=""),)),
    ("unknown-fact why", (withdraw(0, why=""),)),
    ("only-fact why", (withdraw(1, why=" "),)),
    *refused_moves.ROWS,
    *refused_particulars.ROWS,
    *refused_merges.ROWS,
    *refused_retention.ROWS,
    *refused_places.ROWS,
    *refused_checks.ROWS,
    # Several requests of one act: the reasons of all of them.
    ("cell-full not-inside reason", (move(to="A-1-001"), move(THERE), receive(reason="QQQ"))),
]  # fmt: skip
"""What must be said, sorted, and what it is said to."""


def provoked(request: Request, numbers: dict[int, int]) -> Request:
    """Give a request with the number of the fact that it stands for in its place."""
    if isinstance(request, asked.WithdrawFact) and request.entry in numbers:
        return withdraw(numbers[request.entry], request.why, request.prison)
    return request


def test_every_refusal_says_all_its_reasons_and_changes_nothing(small: SmallRegister) -> None:
    fill(small)
    numbers = {
        WITHDRAWN: withdrawn_capacity(small),
        refused_places.BROUGHT_BACK: refused_places.unusual_places(small),
    }
    refused_moves.unusual_people(small)
    numbers[refused_checks.CHECK_FACT] = refused_checks.unusual_checks(small)
    no_more_temporary_numbers(small)
    before = small.dump()
    for expected, requests in TABLE:
        act = [provoked(one, numbers) for one in requests]
        outcome = carry_out(small.desk, act)
        assert isinstance(outcome, Refused), (expected, outcome)
        said = sorted(objection.code for objection in outcome.objections)
        assert said == expected.split(), (requests, outcome)
        for objection in outcome.objections:
            assert objection.sentence.endswith("."), objection
            assert 1 <= objection.line <= len(requests)
            for text in objection:
                assert str(text).isprintable(), objection
                assert len(str(text)) < 2100
    assert small.dump() == before


def test_the_line_of_an_act_that_a_reason_is_about(small_file: SmallRegister) -> None:
    fill(small_file)
    before = small_file.dump()
    outcome = carry_out(small_file.desk, [receive(), move(THERE), move(to="A-1-001")])
    assert isinstance(outcome, Refused)
    assert [(o.line, o.code) for o in outcome.objections] == [(2, "not-inside"), (3, "cell-full")]
    assert small_file.dump() == before


def test_no_reason_in_the_source_is_missing_from_the_table() -> None:
    folder = Path(next(iter(wingterm.domain.__path__)))
    written: set[str] = set()
    for path in folder.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        written |= set(re.findall(r'(?:against|Objection)\(\s*"([a-z-]+)"', source))
        calls = len(re.findall(r"\.against\(|\bObjection\((?!NamedTuple)", source))
        literal = len(re.findall(r'(?:against|Objection)\(\s*"', source))
        name = path.relative_to(folder).as_posix()
        assert calls - literal == NOT_LITERAL.get(name, 0), name
    provoked_codes = {code for codes, _ in TABLE for code in codes.split()}
    assert provoked_codes | OF_OTHER_ROLES | OF_YEARS == written | NAMED_ELSEWHERE


NOT_LITERAL = {"case.py": 1, "verbs/people.py": 1, "verbs/check_ends.py": 1}
"""Calls whose code is no literal: the one in `against` itself, the fields of an identity, and how
the units stand that a roll cannot be declared with."""
NAMED_ELSEWHERE = {"last-name", "first-name", "date-of-birth", "units-missing", "units-differ"}
"""Their codes."""
OF_YEARS = {"erased-stays", "on-hold", "retention-merged"}
"""What is said of people who left years ago (`test_retention`, `test_erasure`)."""
OF_OTHER_ROLES = {"not-theirs"}
"""What an administrator, who may do everything, is never told (`test_roles_in_force`)."""
