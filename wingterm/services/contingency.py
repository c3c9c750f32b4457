"""The paper that a prison goes on with when the power or the network fails, written beforehand.

A pack is of one snapshot: every sheet in it, and the head of the book in its manifest, say the same
instant. It holds the roll sheet of each wing, the count sheet of each unit and of the whole prison,
the evacuation list, and the day so far.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from db.engine import Reader
from wingterm import __version__
from wingterm.domain.prison import Prison
from wingterm.domain.roles import Group
from wingterm.domain.times import iso, shown_full
from wingterm.errors import BadInput
from wingterm.services.daily_state import state_in
from wingterm.services.desk import Desk, authorise, authorise_group, officer_at
from wingterm.services.evacuation import evacuation_in
from wingterm.services.packs import Written, write_pack
from wingterm.services.paper.counts import unit_paper, whole_paper
from wingterm.services.paper.evacuation import evacuation_paper
from wingterm.services.paper.layout import Sheet
from wingterm.services.paper.sheets import day_paper, roll_paper
from wingterm.services.paper.text import as_text
from wingterm.services.sheets.count_sheet import count_sheets_in
from wingterm.services.sheets.day import DaySheet
from wingterm.services.sheets.roll_sheet import by_wing, roll_sheet_in
from wingterm.services.sheets.stamp import Stamp, stamp

KEPT = 24
"""How many packs of a prison remain, unless it is said otherwise: a day of one an hour."""
KEPT_MAX = 10_000

_UNSAFE = re.compile(r"[^A-Za-z0-9-]", re.ASCII)


class Papers(NamedTuple):
    """Every sheet of a pack, laid out, of one snapshot."""

    stamp: Stamp
    register: str
    """Id of the register."""
    sheets: tuple[tuple[str, Sheet], ...]
    """Each with the name of its files, without an ending; in order of their names."""


def write_contingency(
    desk: Desk, prison: Prison, folder: Path, *, keep: int = KEPT, pdf: bool = True
) -> Written:
    """Write a pack of a prison, and remove the oldest of its packs.

    Args:
        desk: who asks; the disclosure is logged before anything is written.
        prison: whose.
        folder: where packs lie; it is made, if what it lies in is there.
        keep: how many packs of the prison remain, this one included.
        pdf: whether each sheet is written as PDF too.

    Raises:
        BadInput: a number of packs that cannot be kept.
        NotWritten: nothing can be written there; nothing has changed.
        StoreUnsafe: everybody on this machine may write to the folder.
    """
    if not 1 <= keep <= KEPT_MAX:
        raise BadInput(
            f"{keep} packs cannot be kept.", f"Give a number from 1 to {KEPT_MAX}.", field="keep"
        )
    papers = contingency_papers(desk, prison, f"folder {folder}")
    return write_pack(folder, _name_of(papers.stamp), _said(papers), _files(papers, pdf=pdf), keep)


def contingency_papers(desk: Desk, prison: Prison, recipient: str) -> Papers:
    """Give every sheet of a pack, as of now; whom it names is logged before, and for whom it is."""
    with desk.store.read() as reader:
        now = reader.now()
        officer = officer_at(desk, reader, now)
        authorise(officer, "read")
        authorise_group(officer, Group.RISK)
        of = stamp(reader, prison, officer, now)
        row = reader.one("SELECT register_id FROM register_info", ())
        named: set[str] = set()
        sheets = tuple(sorted(_sheets(reader, of, named), key=lambda pair: pair[0]))
    desk.disclosed(sorted(named), f"contingency {prison.code}", recipient)
    return Papers(of, str(row[0]) if row else "", sheets)


def _sheets(reader: Reader, of: Stamp, named: set[str]) -> Iterator[tuple[str, Sheet]]:
    """Give each sheet with the name of its files, and add whom it names."""
    counts = count_sheets_in(reader, of)
    named.update(one.number for unit in counts.units for one in unit.people)
    named.update(one.number for one in counts.beside)
    yield "count-00-whole-prison", whole_paper(counts)
    for number, unit in enumerate(counts.units, start=1):
        yield f"count-{number:02}-{_UNSAFE.sub('_', unit.code)}", unit_paper(counts, unit)
    roll = roll_sheet_in(reader, of)
    named.update(person.number for person in roll.people)
    for number, wing in enumerate(by_wing(roll), start=1):
        yield f"roll-{number:02}-{_UNSAFE.sub('_', wing.under)}", roll_paper(wing)
    mustered = evacuation_in(reader, of.prison, of.as_of)
    named.update(mustered.named)
    yield "evacuation", evacuation_paper(mustered, of)
    day = DaySheet(of, state_in(reader, of.prison, None, of.as_of))
    named.update(day.state.named)
    yield "daily-state", day_paper(day)


def _files(papers: Papers, *, pdf: bool) -> Iterator[tuple[str, bytes]]:
    for name, sheet in papers.sheets:
        yield f"{name}.txt", as_text(sheet).encode()
        if pdf:
            from wingterm.services.paper.pdf import as_pdf

            yield f"{name}.pdf", as_pdf(sheet)


def _name_of(of: Stamp) -> str:
    """Give the name of a pack: `WTI-20260302T090000Z`, UTC, so that names stand in order."""
    at = iso(of.as_of)[:19].replace("-", "").replace(":", "")
    return f"{of.prison.code}-{at}Z"


def _said(papers: Papers) -> dict[str, Any]:
    of, prison = papers.stamp, papers.stamp.prison
    return {
        "pack_name": _name_of(of),
        "prison": prison.code,
        "prison_name": prison.name,
        "as_of": iso(of.as_of),
        "as_of_local": shown_full(of.as_of, prison.timezone, seconds=True),
        "timezone": prison.timezone,
        "register": papers.register,
        "entry": f"{prison.code}-{of.entry}",
        "head": of.head,
        "made_by": of.account,
        "program": f"wingterm {__version__}",
    }
