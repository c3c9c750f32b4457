"""What stands against merging records: rows for the table of refusals. People as in `filled`."""

from tests.services.filled import ALONE, OUTSIDE, SHARING, record
from tests.services.refused_particulars import apart
from wingterm.domain import requests as asked
from wingterm.domain.requests import Request

NEW = "A0391AB"


def merge(person: str, into: str, why: str = "the same prints", at: int | None = None) -> Request:
    """Ask to merge two records."""
    return asked.Merge(prison="WTI", person=person, into=into, why=why, at=at)


def on_hold(person: str) -> Request:
    """Ask to put somebody on legal hold."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact="hold", key="", values=(("reason", "inquest"),)
    )


def unmerge(person: str, why: str = "two people", prison: str = "WTI") -> Request:
    """Ask to take a merge back."""
    return asked.Unmerge(prison=prison, person=person, why=why)


ROWS: list[tuple[str, tuple[Request, ...]]] = [
    ("same-person", (merge(OUTSIDE, OUTSIDE),)),
    ("not-outside", (merge(ALONE, OUTSIDE),)),
    ("both-held", (merge(ALONE, SHARING),)),
    ("merged", (merge(OUTSIDE, ALONE), merge(OUTSIDE, ALONE))),
    ("merged", (record(NEW), merge(OUTSIDE, ALONE), merge(NEW, OUTSIDE))),
    ("merged-here", (record(NEW), merge(NEW, OUTSIDE), merge(OUTSIDE, ALONE))),
    ("kept-apart", (apart(OUTSIDE, SHARING), merge(OUTSIDE, ALONE))),
    ("held-here", (on_hold(OUTSIDE), merge(OUTSIDE, ALONE))),
    ("not-merged", (unmerge(OUTSIDE),)),
    ("from-now why", (merge(OUTSIDE, ALONE, why="x", at=1),)),
    ("not-merged unknown-prison why", (unmerge(OUTSIDE, "", "XXI"),)),
    ("number unknown-person", (merge("?", "A9999ZZ"),)),
    ("both-held kept-apart", (apart(ALONE, SHARING), merge(ALONE, SHARING))),
]  # fmt: skip
"""What must be said, sorted, and what it is said to."""
