"""What stands against particulars: rows for the table of refusals. People are those of `filled`."""

from tests.services.filled import ALONE, OUTSIDE, SHARING
from wingterm.domain import requests as asked
from wingterm.domain.requests import Request


def said(fact: str, key: str = "", person: str = ALONE, **values: str) -> Request:
    """Ask to record something."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact=fact, key=key, values=tuple(values.items())
    )


def over(fact: str, key: str = "", why: str = "no longer so") -> Request:
    """Ask to end something."""
    return asked.EndParticular(prison="WTI", person=ALONE, fact=fact, key=key, why=why)


def apart(person: str, other: str) -> Request:
    """Ask for a non-association."""
    return said(
        "na", other, person, restriction="CELL", reason="THREAT", role="VICTIM",
        other_role="PERPETRATOR", comment="threats",
    )  # fmt: skip


EARLY = asked.RecordParticular(
    prison="WTI", person=ALONE, fact="category", values=(("category", "C"),), at=1_772_000_000_000
)
"""Long before anybody was received."""

ROWS: list[tuple[str, tuple[Request, ...]]] = [
    ("unknown-kind", (said("shoe", size="9"),)),
    ("unknown-kind", (over("\x1b[2J" * 1000),)),
    ("unknown-person", (said("photo", "", "A9999ZZ", reference="x"),)),
    ("record-key", (said("photo", "\ud800", reference="x"),)),
    ("record-key", (said("alert", "\ud800"),)),
    ("record-key", (said("alert", "NP"),)),
    ("unknown-record", (said("seal", "\x00", number="1"),)),
    ("unknown-record", (over("seal", "9" * 5000),)),
    ("unknown-record", (over("photo"),)),
    ("unknown-person", (over("na", "A9999ZZ"),)),
    ("same-person", (over("na", ALONE),)),
    ("record-field", (said("photo", reference="x", **{"\x1b]0;y": "z"}),)),
    ("record-value", (said("photo", reference="x\x1by"),)),
    ("record-value", (said("title", title="\ud800"),)),
    ("record-missing", (said("photo"),)),
    ("no-stay", (said("category", "", OUTSIDE, category="C"),)),
    ("before-stay", (EARLY,)),
    ("alert-start", (said("alert", "XA", start="2020-01-01"),)),
    ("alert-end", (said("alert", "XA", end="2020-01-01"),)),
    ("identifier", (said("id", "PNC", value="2018/0123456X"),)),
    ("identifier-held", (said("id", "CRO", value="29906/12J"),
                         said("id", "CRO", SHARING, value="029906/12J"))),
    ("na-open", (apart(ALONE, SHARING), apart(SHARING, ALONE))),
    ("own-check", (said("date", "CRD", date="2027-01-01", calculated_by="A", checked_by="a"),)),
    ("too-long", (said("alert", "XA", comment="\N{GRINNING FACE}" * 1000),)),
    ("unknown-record why", (over("photo", why=""),)),
    ("record-field record-key record-missing record-value",
     (said("csra", "1", level="HIGH", colour="red"), said("photo"))),
]  # fmt: skip
"""What must be said, sorted, and what it is said to."""
