"""Warnings: nothing is done until each is acknowledged with a reason, which is then on record."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import wingterm.domain
from tests.registers import SmallRegister
from tests.services.filled import ALONE, OUTSIDE, SHARING, done, received, record
from tests.services.on_record import na, said
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt, Warned
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out


def crowded(*acknowledged: Acknowledgement) -> Request:
    """Ask to put a second person into a cell certified for one."""
    return asked.Receive(
        prison="WTI",
        person=OUTSIDE,
        cell="A-1-002",
        acknowledged=acknowledged,
        authority="Leeds Crown Court",
    )


def alike(*acknowledged: Acknowledgement) -> Request:
    """Ask for a record of somebody who is on record already."""
    return asked.Register(
        prison="EXI", last_name="SMITH", first_name="\u00c1l b", date_of_birth="1990-01-01",
        sex="M", acknowledged=acknowledged,
    )  # fmt: skip


def below_signed(*acknowledged: Acknowledgement) -> Request:
    """Ask to close a cell that the signed operational capacity counts on."""
    return asked.ClosePlace(
        prison="WTI", code="A-1-003", description="sold", acknowledged=acknowledged
    )


def weighed(person: str, cell: str) -> Callable[..., Request]:
    """Give what asks EXI to move somebody."""
    return lambda *acknowledged: asked.Move(
        prison="EXI", person=person, to=cell, acknowledged=acknowledged
    )


def sent(*acknowledged: Acknowledgement) -> Request:
    """Ask EXI to transfer somebody who is held against transfer."""
    return asked.TransferOut(prison="EXI", person=STAYS, to="WTI", acknowledged=acknowledged)


def let_go(*acknowledged: Acknowledgement) -> Request:
    """Ask EXI to release somebody who is not for release."""
    return asked.Release(prison="EXI", person=STAYS, reason="CR", acknowledged=acknowledged)


def again(*acknowledged: Acknowledgement) -> Request:
    """Ask to hand in the count again of a wing that agrees."""
    return asked.Recount(prison="WTI", check=1, unit="A", counted="1", acknowledged=acknowledged)


def merged(person: str, into: str) -> Callable[..., Request]:
    """Give what asks EXI to merge two records."""
    return lambda *acknowledged: asked.Merge(
        prison="EXI", person=person, into=into, why="same prints", acknowledged=acknowledged
    )


def declared(prison: str, check: int) -> Callable[..., Request]:
    """Give what asks to declare a roll correct whose units agree."""
    return lambda *acknowledged: asked.DeclareRoll(
        prison=prison, check=check, name="Test Officer", acknowledged=acknowledged
    )


PLAIN, HIGH, ARSONIST, HIGHEST, APART, STAYS, LEFT, WOMAN, WARNED = (
    f"A{n:04d}AA" for n in range(11, 20)
)
"""Of EXI: in a cell for two and, in reception, people of whom something is on record; and outside
one who has left, and two who were never here."""

CODES: dict[str, Callable[..., Request]] = {
    "over-cna": crowded,
    "likely-duplicate": alike,
    "signed-capacity": below_signed,
    "csra-high": weighed(HIGH, "B-1-002"),
    "alerts": weighed(ARSONIST, "B-1-002"),
    "category-a": weighed(HIGHEST, "B-1-001"),
    "non-association": weighed(APART, "B-1-001"),
    "wing-sex": weighed(STAYS, "B-1-008"),
    "wing-category": weighed(STAYS, "B-1-009"),
    "hold": sent,
    "not-for-release": let_go,
    "both-held-then": merged(LEFT, HIGH),
    "other-sex": merged(WOMAN, HIGH),
    "alerts-left": merged(WARNED, HIGH),
    "unit-agrees": again,
    "no-responses": declared("WTI", 1),
    "without-response": declared("EXI", 2),
}
"""What warns, and of what nothing else warns."""


def prepare(small: SmallRegister) -> None:
    """Put somebody into the cell; everybody else is outside."""
    done(small, record(ALONE), record(SHARING), record(OUTSIDE))
    done(small, received(SHARING, "A-1-002"))
    done(small, asked.SignCapacity(prison="WTI", signed=6))
    people = (PLAIN, HIGH, ARSONIST, HIGHEST, APART, STAYS, LEFT)
    done(small, *(record(number, prison="EXI") for number in (*people, WOMAN, WARNED)))
    cells = {PLAIN: "B-1-002"}
    done(small, *(received(number, cells.get(number, ""), "EXI") for number in people))
    done(
        small,
        *(
            asked.AddPlace(prison="EXI", code=code, kind="CELL", cna=1, working=1, maximum=1)
            for code in ("B-1-008", "B-1-009")
        ),
    )
    done(
        small,
        asked.MarkPlace(prison="EXI", code="B-1-008", values=(("sex", "F"),)),
        asked.MarkPlace(prison="EXI", code="B-1-009", values=(("categories", "B"),)),
    )
    of_exi = (
        said("csra", person=HIGH, level="HIGH_GENERAL"),
        said("alert", "XA", person=ARSONIST),
        said("category", person=HIGHEST, category="A"),
        na(APART, PLAIN),
        said("alert", "TAH", person=STAYS),
        said("alert", "XNR", person=STAYS),
        said("alert", "XA", person=WARNED),
        asked.Amend(prison="EXI", person=WOMAN, sex="F"),
        asked.Release(prison="EXI", person=LEFT, reason="CR"),
    )
    done(small, *(replace(one, prison="EXI") for one in of_exi))
    unlock_checks(small)


def unlock_checks(small: SmallRegister) -> None:
    """Count both prisons as expected: WTI without responses, EXI with one that was not had."""
    for check, prison, wing, expected in ((1, "WTI", "A", "1 0 0"), (2, "EXI", "B", "1 0 5")):
        done(small, asked.OpenCheck(prison=prison, kind="unlock"))
        for unit, counted in zip((wing, "WORKSHOP", "RECP"), expected.split(), strict=True):
            done(small, asked.SubmitCount(prison=prison, check=check, unit=unit, counted=counted))
    done(
        small,
        asked.RecordWelfare(prison="EXI", check=2, unit="B", had="0", without=(PLAIN,)),
    )


@pytest.mark.parametrize("code", CODES)
def test_a_warning_must_be_acknowledged_with_a_reason(small: SmallRegister, code: str) -> None:
    prepare(small)
    before = small.dump()
    for acknowledged in (
        (),
        (Acknowledgement(code, ""),),
        (Acknowledgement(code, "   "),),
        (Acknowledgement("something-else", "no other cell"),),
    ):
        outcome = carry_out(small.desk, [CODES[code](*acknowledged)])
        assert isinstance(outcome, Warned)
        assert [(w.code, w.line) for w in outcome.warnings] == [(code, 1)]
        assert small.dump() == before
    answer = Acknowledgement(code, "no other cell")
    outcome = carry_out(small.desk, [CODES[code](answer, Acknowledgement("unasked", "x"))])
    assert isinstance(outcome, Receipt)
    with small.store.read() as reader:
        rows = reader.rows(
            "SELECT detail FROM entry WHERE request_id = ? AND verb <> 'identity'",
            (outcome.request_id,),
        )
    details = [json.loads(str(detail)) for (detail,) in rows]
    assert [detail["acknowledged"] for detail in details] == [[[code, "no other cell"]]]


def test_warnings_of_all_lines_are_given_at_once(small: SmallRegister) -> None:
    prepare(small)
    before = small.dump()
    outcome = carry_out(small.desk, [received(ALONE), crowded(), alike()])
    assert isinstance(outcome, Warned)
    assert [(w.line, w.code) for w in outcome.warnings] == [
        (2, "over-cna"),
        (3, "likely-duplicate"),
    ]
    assert small.dump() == before


def test_reasons_against_come_before_warnings(small: SmallRegister) -> None:
    prepare(small)
    refused = carry_out(small.desk, [crowded(), received(SHARING)])
    assert [o.code for o in getattr(refused, "objections", ())] == ["not-outside"]


def test_every_warning_of_the_source_is_tried() -> None:
    folder = Path(next(iter(wingterm.domain.__path__)))
    written: set[str] = set()
    for path in folder.rglob("*.py"):
        written |= set(re.findall(r'\.warn\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8")))
    assert written == set(CODES)
