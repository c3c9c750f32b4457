"""Legal and convicted status: domain note 4.6, step by step, and against the shipped list."""

import pytest

from wingterm.domain.legal_status import (
    RECALLS,
    LegalStatus,
    band_of,
    convicted,
    legal_status,
)
from wingterm.services.codes import code_list

STATUSES = code_list("imprisonment_statuses")


def test_step_1_a_recall_whatever_its_band() -> None:
    assert len(RECALLS) == 28
    assert {legal_status("LR", band) for band in (None, 0, 1, 2, 15)} == {LegalStatus.RECALL}
    assert all(code in {status.code for status in STATUSES} for code in RECALLS)


@pytest.mark.parametrize(
    ("bands", "status"),
    [
        ((0,), "DEAD"),
        ((1,), "INDETERMINATE_SENTENCE"),
        ((2, 3), "SENTENCED"),
        ((4, 5, 6, 7), "CONVICTED_UNSENTENCED"),
        ((9, 10), "CIVIL_PRISONER"),
        ((8, 11), "IMMIGRATION_DETAINEE"),
        ((12, 13, 14), "REMAND"),
        ((15, 16, 17), "OTHER"),
    ],
)
def test_steps_2_to_4_by_band(bands: tuple[int, ...], status: str) -> None:
    assert {legal_status("X", band) for band in bands} == {LegalStatus(status)}


def test_step_3_a_civil_remand_is_a_civil_prisoner() -> None:
    assert legal_status("CIV_RMD", 13) is LegalStatus.CIVIL_PRISONER
    assert legal_status("CIV_RMD", 2) is LegalStatus.SENTENCED


def test_step_4_unknown_and_no_band() -> None:
    assert legal_status("UNKNOWN", 17) is LegalStatus.UNKNOWN
    assert legal_status("X", None) is None


def test_the_rule_gives_what_the_shipped_list_says() -> None:
    said = {
        status.code: (status.more["legal_status"], status.more["convicted_status"])
        for status in STATUSES
    }
    ours = {}
    for code in said:
        band = band_of(STATUSES, code)
        ours[code] = str(legal_status(code, band)), "Convicted" if convicted(band) else "Remand"
    assert ours == said


def test_newer_recalls_are_not_on_the_fields_list() -> None:
    band = band_of(STATUSES, "RECEP_REC")
    assert legal_status("RECEP_REC", band) is LegalStatus.SENTENCED


def test_convicted_by_band() -> None:
    assert [band for band in range(18) if convicted(band)] == [*range(9), 11]
    assert convicted(None) is None


def test_band_of_an_unknown_status() -> None:
    assert band_of(STATUSES, "NOPE") is None


def test_words() -> None:
    assert LegalStatus.CONVICTED_UNSENTENCED.words == "Convicted unsentenced"
