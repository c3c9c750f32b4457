"""The words by which a correction says what happened instead."""

from typing import Any

import pytest

from wingterm.domain import requests as asked
from wingterm.errors import BadInput
from wingterm.services.again import FORMS, KINDS, read_again

WHO: dict[str, Any] = {"prison": "WTI", "person": "A1001AA"}
TIMES = {"09:00": 900, "yesterday 09:00": 1, "2026-03-02 09:00": 2}


def read(text: str) -> asked.AboutPerson:
    return read_again(text, "WTI", "A1001AA", TIMES.__getitem__)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("receive", asked.Receive(**WHO)),
        ("receive A-1-001", asked.Receive(**WHO, cell="A-1-001")),
        ("receive reason N at 09:00", asked.Receive(**WHO, reason="N", at=900)),
        ("receive A-1-001 at 09:00 reason N", asked.Receive(**WHO, cell="A-1-001", at=900)),
        ("move A-2-003 at 09:00", asked.Move(**WHO, to="A-2-003", at=900)),
        ("move to A-2-003", asked.Move(**WHO, to="A-2-003")),
        ("Move A-2-003 At 09:00 Reason SS", asked.Move(**WHO, to="A-2-003", at=900, reason="SS")),
        ("move A-1-001 at yesterday 09:00", asked.Move(**WHO, to="A-1-001", at=1)),
        (
            "move A-1-001 at 2026-03-02 09:00 reason SS",
            asked.Move(**WHO, to="A-1-001", at=2, reason="SS"),
        ),
        ("move A-1-001 at '2026-03-02 09:00'", asked.Move(**WHO, to="A-1-001", at=2)),
        ("elsewhere WORKSHOP", asked.Elsewhere(**WHO, to="WORKSHOP")),
        ("back", asked.Back(**WHO)),
        ("back at 09:00", asked.Back(**WHO, at=900)),
        ("transfer-out to EXI", asked.TransferOut(**WHO, to="EXI")),
        ("transfer out to EXI reason NOTR", asked.TransferOut(**WHO, to="EXI", reason="NOTR")),
        ("arrive B-1-001", asked.Arrive(**WHO, cell="B-1-001")),
        ("transfer arrive", asked.Arrive(**WHO)),
        ("transfer cancel A-1-001", asked.CancelTransfer(**WHO, cell="A-1-001")),
        ("cancel-transfer", asked.CancelTransfer(**WHO)),
        ("release reason CR", asked.Release(**WHO, reason="CR")),
    ],
)
def test_a_phrase_means_a_request(text: str, meant: asked.AboutPerson) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "fly A-1-001", "move", "move at 09:00", "elsewhere", "release", "release CR",
        "transfer-out", "transfer-out EXI", "transfer", "move A-1-001 at", "move A-1-001 reason",
        "move A-1-001 A-1-002", "move A-1-001 to A-1-002", "move A-1-001 at 09:00 at 09:00",
        "back reason GM", "back to RECP", "elsewhere WORKSHOP reason GM", "arrive reason N",
        "swap A1002AA", "move 'A-1-001", "move A-1-001 person A1002AA", "move A-1-001 comment x",
        "move A-1-001 prison EXI",
    ],
)  # fmt: skip
def test_what_is_no_phrase_is_answered_with_the_forms(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(text)
    assert caught.value.field == "again"
    assert all(form in caught.value.hint for form in FORMS)


def test_a_long_phrase_is_not_quoted_whole() -> None:
    with pytest.raises(BadInput) as caught:
        read("x" * 1_000_000)
    assert len(caught.value.message) < 200


def test_every_form_is_of_a_verb_that_is_known() -> None:
    assert {form.split()[0] for form in FORMS} == set(KINDS)
