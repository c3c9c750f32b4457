"""Legal and convicted status, worked out from an imprisonment status (domain note 4.6)."""

from enum import StrEnum

from wingterm.domain.codes import CodeList


class LegalStatus(StrEnum):
    """What somebody is held as."""

    RECALL = "RECALL"
    DEAD = "DEAD"
    INDETERMINATE_SENTENCE = "INDETERMINATE_SENTENCE"
    SENTENCED = "SENTENCED"
    CONVICTED_UNSENTENCED = "CONVICTED_UNSENTENCED"
    CIVIL_PRISONER = "CIVIL_PRISONER"
    IMMIGRATION_DETAINEE = "IMMIGRATION_DETAINEE"
    REMAND = "REMAND"
    UNKNOWN = "UNKNOWN"
    OTHER = "OTHER"

    @property
    def words(self) -> str:
        """The status as staff read it."""
        return self.value.replace("_", " ").capitalize()


RECALLS = frozenset(
    {
        "14FTRHDC_ORA", "14FTR_ORA", "CUR_ORA", "FTR/08", "FTRSCH15_ORA", "FTR_HDC", "FTR_HDC_ORA",
        "FTR_ORA", "FTR_SCH15", "HDR_ORA", "LR", "LR_ALP", "LR_ALP_LASPO", "LR_DLP", "LR_DPP",
        "LR_EPP", "LR_ES", "LR_HDC", "LR_IPP", "LR_LASPO_AR", "LR_LASPO_DR", "LR_LIFE", "LR_MLP",
        "LR_ORA", "LR_SEC236A", "LR_SEC91_ORA", "LR_YOI", "LR_YOI_ORA",
    }
)  # fmt: skip
"""The 28 imprisonment statuses that mean a recall (domain note 4.6, step 1).

The field's own list, so that other systems say the same; newer ones such as RECEP_REC are not on it
and come out as sentenced.
"""

_BY_BAND = {
    **dict.fromkeys((0,), LegalStatus.DEAD),
    **dict.fromkeys((1,), LegalStatus.INDETERMINATE_SENTENCE),
    **dict.fromkeys((2, 3), LegalStatus.SENTENCED),
    **dict.fromkeys((4, 5, 6, 7), LegalStatus.CONVICTED_UNSENTENCED),
    **dict.fromkeys((9, 10), LegalStatus.CIVIL_PRISONER),
    **dict.fromkeys((8, 11), LegalStatus.IMMIGRATION_DETAINEE),
    **dict.fromkeys((12, 13, 14), LegalStatus.REMAND),
}
_CONVICTED = frozenset({*range(9), 11})


def legal_status(status: str, band: int | None) -> LegalStatus | None:
    """Give the legal status, None for a status without a band that decides nothing itself.

    Args:
        status: code of an imprisonment status.
        band: its band, 0 to 17.
    """
    if status in RECALLS:
        return LegalStatus.RECALL
    if band is None:
        return None
    # Its band is one of remand.
    if status == "CIV_RMD" and band > 7:
        return LegalStatus.CIVIL_PRISONER
    if band in _BY_BAND:
        return _BY_BAND[band]
    return LegalStatus.UNKNOWN if status == "UNKNOWN" else LegalStatus.OTHER


def convicted(band: int | None) -> bool | None:
    """Whether a band counts as convicted rather than on remand; None without a band.

    By the field's rule an immigration detainee is convicted.
    """
    return None if band is None else band in _CONVICTED


def band_of(statuses: CodeList, status: str) -> int | None:
    """Give the band of an imprisonment status, None for an unknown one or one without."""
    found = statuses.get(status)
    band = found.more.get("band_code", "") if found else ""
    return int(band) if band.isdecimal() else None
