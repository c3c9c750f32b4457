"""What stands against changes of places: rows for the table of refusals, all in the book of EXI."""

from typing import Any

from tests.registers import START, SmallRegister
from tests.services.filled import done, received, record
from wingterm.domain import requests as asked
from wingterm.domain.requests import Request

GONE, AWAITED, SHUT, FREE, LEFT = (f"B-1-{n:03d}" for n in range(11, 16))
"""Closed for good, with a certificate awaited, out of use, in use, and left before it was shut."""

BELOW = "B-3-001"
"""Out of use, as its landing is."""

LEAVER, STAYER = "A0065AA", "A0066AA"
"""One left a cell for two before it became one for one, the other is in it."""

BROUGHT_BACK = -2
"""Stands for the number of the fact that brought the free cell into use."""

MOVED = "A0078AA"
"""Somebody in reception who left the last of them."""


def unusual_places(small: SmallRegister) -> int:
    """Make the cells that the rows name; give the number of the fact that brought one into use."""
    cells = (
        asked.AddPlace(prison="EXI", code=code, kind="CELL", cna=1, working=1, maximum=1)
        for code in (GONE, AWAITED, SHUT, FREE, LEFT)
    )
    done(small, *cells, record(MOVED))
    done(
        small,
        asked.AddPlace(prison="EXI", code="B-2", kind="LANDING"),
        asked.AddPlace(prison="EXI", code="B-3", kind="LANDING"),
        added(code=BELOW),
        out(BELOW),
        out("B-3"),
    )
    done(small, received(MOVED, LEFT, "EXI"))
    done(small, asked.Move(prison="EXI", person=MOVED, to="RECP"))
    done(small, closed(GONE), certificate(AWAITED), out(SHUT), out(LEFT), marked(FREE, "1"))
    two = added(code="B-2-002", cna=2, working=2, maximum=2)
    done(small, two, record(LEAVER), record(STAYER))
    done(small, received(LEAVER, "B-2-002", "EXI"), received(STAYER, "B-2-002", "EXI"))
    done(small, asked.Move(prison="EXI", person=LEAVER, to="RECP"))
    done(small, asked.SetCapacity(prison="EXI", code="B-2-002", cna=1, working=1, maximum=1))
    done(small, out(FREE))
    back = done(small, asked.BringBack(prison="EXI", code=FREE))
    return int(back.lines[0].entries[0].rpartition("-")[2])


def out(code: str, reason: str = "DAMP", **given: str) -> Request:
    """Ask to take a place out of use."""
    return asked.TakeOutOfUse(prison="EXI", code=code, reason=reason, **given)  # type: ignore[arg-type]


def closed(code: str, description: str = "sold") -> Request:
    """Ask to close a place for good."""
    return asked.ClosePlace(prison="EXI", code=code, description=description)


def certificate(code: str, change: str = "one more place") -> Request:
    """Ask for a change of the certificate."""
    return asked.RequestCertificate(prison="EXI", code=code, reference="CC-1", change=change)


def marked(code: str, cell_mark: str) -> Request:
    """Ask for a cell mark."""
    return asked.MarkPlace(prison="EXI", code=code, values=(("cell_mark", cell_mark),))


def added(**given: Any) -> Request:
    """Ask for a cell."""
    right = {"prison": "EXI", "code": "B-1-099", "kind": "CELL", "cna": 1, "working": 1,
             "maximum": 1}  # fmt: skip
    return asked.AddPlace(**{**right, **given})


ROWS: list[tuple[str, tuple[Request, ...]]] = [
    ("above-out-of-use", (asked.BringBack(prison="EXI", code=BELOW),)),
    ("capacity", (asked.SignCapacity(prison="EXI", signed=-1),)),
    ("cell-mark-in-use", (marked("B-1-002", "1"),)),
    ("certificate-pending", (out(AWAITED),)),
    ("certificate-pending", (certificate(AWAITED),)),
    ("change", (certificate(FREE, ""),)),
    ("closed-for-good", (asked.BringBack(prison="EXI", code=GONE),)),
    ("description", (out(FREE, "OTHER"),)),
    ("description", (closed(FREE, ""),)),
    ("expected-back", (out(FREE, expected_back="2026-02-30"),)),
    ("has-people", (out("B-1-001"),)),
    ("certificate-pending has-people", (closed("B"),)),
    ("into-use-stays",
     (asked.WithdrawFact(prison="EXI", entry=BROUGHT_BACK, why="not so"),)),
    ("mark", (asked.MarkPlace(prison="EXI", code=FREE, values=()),)),
    ("mark", (asked.MarkPlace(prison="EXI", code=FREE, values=(("sex\x1b", "M"),)),)),
    ("mark", (asked.MarkPlace(prison="EXI", code=FREE, values=(("used_for", "\ud800"),)),)),
    ("name-in-use", (asked.RenamePlace(prison="EXI", code=FREE, name=SHUT),)),
    ("no-certificate", (asked.SettleCertificate(prison="EXI", code=FREE, approved=True),)),
    ("not-a-cell", (asked.ConvertPlace(prison="EXI", code="WORKSHOP", to="OFFICE"),)),
    ("not-residential", (certificate("WORKSHOP"),)),
    ("over-maximum", (asked.SignCapacity(prison="EXI", signed=10**6),)),
    ("place-status", (asked.BringBack(prison="EXI", code=FREE),)),
    ("reason", (out(FREE, "A"),)),
    ("restored-cell-closed", (asked.Correct(prison="EXI", person=MOVED, why="not so"),)),
    ("status-later",
     (asked.ClosePlace(prison="EXI", code=SHUT, description="sold", at=START),)),
    ("restored-cell-full", (asked.Correct(prison="EXI", person=LEAVER, why="not so"),)),
    ("room", (asked.ConvertPlace(prison="EXI", code=FREE, to="CELL"),)),
    ("setting", (asked.SetPrison(prison="EXI", values=(("colour\x00", "red"),)),)),
    ("special-place", (out("RECP"),)),
    ("used-for", (added(marks=(("used_for", "PIPE"), ("accommodation", "CARE_AND_SEPARATION"))),)),
    ("zero-capacity", (added(working=0),)),
    ("unknown-place", (asked.BringBack(prison="EXI", code="\x00"),)),
    # Several reasons at once.
    ("description reason text", (out(FREE, "", description="x" * 241), closed(FREE, " "))),
    ("expected-back reason text unknown-prison",
     (asked.TakeOutOfUse(prison="XXI", code="B", reason="", expected_back="x", reference="\x1b"),)),
    ("name unknown-place", (asked.RenamePlace(prison="EXI", code="Z", name=""),)),
    ("mark mark name-in-use zero-capacity",
     (added(cna=0, name=SHUT, marks=(("sex", "X"), ("colour", "red"))),)),
]  # fmt: skip
