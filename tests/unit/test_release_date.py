"""Which date is the release date: domain note 4.12, step by step."""

import pytest

from wingterm.domain.release_date import KeyDate, ReleaseDate, release_date

EARLY, LATE, LATER = "2026-05-01", "2026-08-01", "2027-01-01"


def dates(**given: str) -> dict[str, KeyDate]:
    """Give calculated dates by type."""
    return {kind: KeyDate(date) for kind, date in given.items()}


def test_nothing_decides_it() -> None:
    assert release_date("", {}) is None


def test_step_1_the_confirmed_date_before_all() -> None:
    held = dates(APD=LATE, HDCAD=LATE, MTD=LATE, CRD=LATER)
    assert release_date(EARLY, held) == ReleaseDate(EARLY, "confirmed")


def test_step_2_the_parole_date_before_the_curfew_date() -> None:
    held = dates(APD=LATE, HDCAD=EARLY, MTD=LATER, CRD=LATER)
    assert release_date("", held) == ReleaseDate(LATE, "APD")


def test_step_3_the_curfew_date_before_what_is_calculated() -> None:
    held = dates(HDCAD=EARLY, MTD=LATER, CRD=LATER)
    assert release_date("", held) == ReleaseDate(EARLY, "HDCAD")


@pytest.mark.parametrize(
    ("mid", "non_dto", "kind"),
    [(LATER, LATE, "MTD"), (LATE, LATER, "CRD"), (LATE, "", "MTD"), ("", LATE, "CRD")],
)
def test_step_4_the_later_of_mid_term_and_non_dto(mid: str, non_dto: str, kind: str) -> None:
    held = dates(MTD=mid, CRD=non_dto)
    assert release_date("", held) == ReleaseDate(max(mid, non_dto), kind)


@pytest.mark.parametrize("latest", ["ARD", "CRD", "NPD", "PRRD"])
def test_non_dto_the_latest_of_four(latest: str) -> None:
    held = dates(ARD=EARLY, CRD=EARLY, NPD=EARLY, PRRD=EARLY) | dates(**{latest: LATE})
    assert release_date("", held) == ReleaseDate(LATE, latest)


@pytest.mark.parametrize(
    ("tied", "named"),
    [(("PRRD", "NPD"), "NPD"), (("NPD", "CRD"), "CRD"), (("CRD", "ARD"), "ARD")],
)
def test_non_dto_a_tie_goes_in_their_order(tied: tuple[str, str], named: str) -> None:
    held = dates(**dict.fromkeys(tied, LATE))
    assert release_date("", held) == ReleaseDate(LATE, named)


def test_an_override_replaces_the_calculated_value_of_its_own_type() -> None:
    held = {"CRD": KeyDate(LATER, EARLY), "ARD": KeyDate(LATE)}
    assert release_date("", held) == ReleaseDate(LATE, "ARD")
    assert release_date("", {"CRD": KeyDate("", EARLY)}) == ReleaseDate(EARLY, "CRD")


@pytest.mark.parametrize("kind", ["PED", "HDCED", "TUSED", "SED", "LED", "SLED"])
def test_what_never_becomes_the_release_date(kind: str) -> None:
    assert release_date("", dates(**{kind: LATER})) is None
    assert release_date("", dates(**{kind: LATER, "CRD": EARLY})) == ReleaseDate(EARLY, "CRD")
