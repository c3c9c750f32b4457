"""The words by which a correction says what happened instead."""

from typing import Any

import pytest

from tests.packaging.conftest import ROOT
from wingterm.domain import requests as asked
from wingterm.domain.roles import MOVEMENTS
from wingterm.errors import BadInput
from wingterm.services.again import AS_COMMANDS, VERBS, form_of, read_again

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
        (
            'release to "Hostel, York Road" reason BL without-return Yes at 09:00',
            asked.Release(
                **WHO, reason="BL", destination="Hostel, York Road", without_return=True, at=900
            ),
        ),
        (
            'receive A-1-001 authority "Leeds Crown Court" reference T1 dated 2026-03-01 from York',
            asked.Receive(
                **WHO,
                cell="A-1-001",
                authority="Leeds Crown Court",
                reference="T1",
                dated="2026-03-01",
                came_from="York",
            ),
        ),
        (
            "receive hold-until 2026-03-02 09:00 at 09:00",
            asked.Receive(**WHO, hold_until=2, at=900),
        ),
        (
            "recall A-1-001 authority 'Secretary of State' reason B",
            asked.Recall(**WHO, cell="A-1-001", authority="Secretary of State", reason="B"),
        ),
        ("recapture A-1-001 reason A", asked.Recapture(**WHO, cell="A-1-001", reason="A")),
        (
            'court-out to "Leeds Crown Court" due "2026-03-02 09:00" keep-bed no',
            asked.CourtOut(**WHO, destination="Leeds Crown Court", due_back=2, keep_bed=False),
        ),
        (
            "court to York reason TRIAL escort P due 09:00 at yesterday 09:00",
            asked.CourtOut(
                **WHO, destination="York", reason="TRIAL", escort="P", due_back=900, at=1
            ),
        ),
        (
            "absence-out to home reason R3 due 2026-03-02 09:00 officers Hale keep-bed yes",
            asked.AbsenceOut(**WHO, destination="home", reason="R3", due_back=2, officers="Hale"),
        ),
        (
            'hospital to "Leeds Infirmary" officers "Hale, Obi"',
            asked.HospitalOut(**WHO, destination="Leeds Infirmary", officers="Hale, Obi"),
        ),
        (
            "transfer-out to EXI coach GX12 escort P",
            asked.TransferOut(**WHO, to="EXI", coach="GX12", escort="P"),
        ),
        ("redirect to NTI", asked.Redirect(**WHO, to="NTI")),
        ("transfer redirect to NTI at 09:00", asked.Redirect(**WHO, to="NTI", at=900)),
        ("escape at 09:00", asked.Escape(**WHO, at=900)),
        ("abscond", asked.Abscond(**WHO)),
        ("fail-to-return at 09:00", asked.FailToReturn(**WHO, at=900)),
        ("death found-by 'K. Hale' at 09:00", asked.Death(**WHO, found_by="K. Hale", at=900)),
        ("remove-body", asked.RemoveBody(**WHO)),
        (
            "discharge-hospital to Rampton authority 'Leeds Crown Court'",
            asked.DischargeToHospital(**WHO, destination="Rampton", authority="Leeds Crown Court"),
        ),
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
        "move A-1-001 prison EXI", "court-out", "court-out York",
        "court-out to York keep-bed maybe", "court-out to York due",
        "absence-out to home reason R3",
        "absence-out to home due 09:00",
        "hospital-out to Leeds", "redirect", "escape A-1-001", "escape from wing", "death at",
        "discharge-hospital", "recapture authority Leeds", "release reason CR without-return x",
        "release reason CR to Leeds to York",
    ],
)  # fmt: skip
def test_what_is_no_phrase_is_answered_with_how_the_verb_is_said(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(text)
    assert caught.value.field == "again"
    verb = AS_COMMANDS.get(tuple(text.split()[:1]), (text.split() or [""])[0])
    said = [form_of(verb)] if verb in VERBS else VERBS
    assert all(form in caught.value.hint for form in said)


def test_a_long_phrase_is_not_quoted_whole() -> None:
    with pytest.raises(BadInput) as caught:
        read("x" * 1_000_000)
    assert len(caught.value.message) < 200


def test_every_movement_of_one_person_can_be_entered_again() -> None:
    """A swap is of two people, a correction of what is there already."""
    assert set(VERBS) == MOVEMENTS - {"swap", "correct"}
    assert set(AS_COMMANDS.values()) < set(VERBS)


def test_the_page_of_the_command_line_has_every_form() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").splitlines()
    assert {form_of(verb) for verb in VERBS} <= {line.strip() for line in page}
