"""Forms of the movements: into the prison, inside it, and out of it for good."""

from screens.specs.base import (
    BY_WHEN,
    ESCORT,
    INTO,
    NUMBER_MAX,
    WORDS_MAX,
    Field,
    FormSpec,
    Reads,
    reason,
    spec,
    words,
    yes_no,
)
from wingterm.domain import requests as asked
from wingterm.domain.verbs.reception import BETWEEN_PRISONS, RECALLS, RECAPTURES

ORDER = (
    Field("authority", "Authority", "who ordered it; F2: courts", choices="courts",
          longest=WORDS_MAX),
    Field("reference", "Reference", "of the warrant or order", longest=WORDS_MAX),
    Field("dated", "Dated", "YYYY-MM-DD, DD/MM/YYYY, unknown"),
)  # fmt: skip
HOLD = Field("hold_until", "Held until", "without an order: at most 72 h",
             reads=Reads.TIME)  # fmt: skip

_NEW_STAY = ",".join(f"!{code}" for code in sorted(RECAPTURES - {"R"} | BETWEEN_PRISONS))

MOVEMENTS: tuple[FormSpec, ...] = (
    spec(
        asked.Receive,
        "Receive",
        *ORDER,
        reason(f"ADM:{_NEW_STAY}", "N"),
        INTO,
        Field("came_from", "Came from", "F2: courts; empty: outside", choices="courts",
              longest=WORDS_MAX),
        HOLD,
    ),
    spec(asked.Recall, "Recall", *ORDER, reason(f"ADM:{','.join(sorted(RECALLS))}", "L"), INTO,
         HOLD),
    spec(asked.Recapture, "Recapture", reason(f"ADM:{','.join(sorted(RECAPTURES))}", "RECA"),
         INTO),
    spec(
        asked.Move,
        "Move",
        Field("to", "To cell", "F2: cells; or RECP, CSWAP", required=True, choices="cell"),
        reason("CELL", "GM"),
    ),
    spec(
        asked.Swap,
        "Swap",
        Field("other", "With (number)", "F2 finds by name", required=True, choices="person",
              longest=NUMBER_MAX),
        reason("CELL", "GM"),
    ),
    spec(
        asked.Elsewhere,
        "Elsewhere",
        Field("to", "To", "F2 lists the areas", required=True, choices="area"),
    ),
    spec(asked.Back, "Back in"),
    spec(
        asked.TransferOut,
        "Transfer out",
        Field("to", "To prison", "F2: this register, the country", required=True,
              choices="prison"),
        reason("TRN", "NOTR"),
        Field("coach", "Coach", "reference of the coach or van", longest=40),
        ESCORT,
    ),
    spec(asked.Arrive, "Arrive", INTO),
    spec(asked.CancelTransfer, "Cancel transfer", INTO),
    spec(
        asked.Redirect,
        "Redirect",
        Field("to", "To prison", "F2 lists the prisons", required=True, choices="prison"),
    ),
    spec(
        asked.Release,
        "Release",
        reason("REL:!ESCP,!UAL,!UAL_ECL"),
        Field("destination", "Destination", "address or words; empty: outside",
              longest=WORDS_MAX),
        yes_no("without_return", "Let go there", "yes: where they are out"),
    ),
    spec(asked.Escape, "Escape"),
    spec(asked.Abscond, "Abscond"),
    spec(asked.FailToReturn, "Failure to return"),
    spec(asked.Death, "Death", Field("found_by", "Found by", longest=WORDS_MAX)),
    spec(asked.RemoveBody, "Body removed"),
    spec(
        asked.DischargeToHospital,
        "Discharge to hospital",
        words("destination", "Hospital", required=True),
        Field("authority", "Authority", "needed for somebody outside", longest=WORDS_MAX),
    ),
)  # fmt: skip
"""Forms of movements that are not for a time."""

_DUE = Field("due_back", "Due back", BY_WHEN, reads=Reads.TIME)
_KEEP = yes_no("keep_bed", "Keep the bed", "no: somebody else may have it", default="yes")
_OFFICERS = Field("officers", "Officers", longest=240, long=True)

OUT: tuple[FormSpec, ...] = (
    spec(
        asked.CourtOut,
        "Out to court",
        Field("destination", "Court", "F2 lists the courts", required=True, choices="courts",
              longest=WORDS_MAX),
        reason("CRT:!VL*", "CRT"),
        ESCORT,
        _OFFICERS,
        _DUE,
        _KEEP,
    ),
    spec(
        asked.AbsenceOut,
        "Out on temporary absence",
        Field("destination", "Where to", "", required=True, longest=WORDS_MAX),
        reason("TAP"),
        Field("due_back", "Due back", BY_WHEN, required=True, reads=Reads.TIME),
        ESCORT,
        _OFFICERS,
        _KEEP,
    ),
    spec(
        asked.HospitalOut,
        "Out to hospital",
        Field("destination", "Hospital", "", required=True, longest=WORDS_MAX),
        Field("officers", "Officers", required=True, longest=240, long=True),
        reason("TAP", "C6"),
        ESCORT,
        _DUE,
        _KEEP,
    ),
)  # fmt: skip
"""Forms of going out for a time."""
