"""A prison to be printed: names with every sort of letter, and people due to move tomorrow."""

import io

from pypdf import PdfReader

from tests.registers import MINUTE, SmallRegister
from tests.services.days import at
from tests.services.filled import OVER, done
from wingterm.domain import requests as asked
from wingterm.services.paper.layout import Sheet
from wingterm.services.paper.pdf import as_pdf

NAMES = {
    "A1001AA": ("Żukowski", "Bartłomiej"),
    "A1002AA": ("Adébáyò", "Ọ̀ṣunlékè"),
    "A1003AA": ("Jónsson", "Þór"),
    "A1004AA": ("Nguyễn", "Thị Mỹ"),
    "A1005AA": ("O'Brien-Featherstonehaugh-Smythe-J", "Maximilian Bartholomew Alexander"),
}
"""Prison number to last and first name."""

FIRST, SECOND, THIRD, FOURTH, FIFTH = NAMES
TOMORROW = "2026-03-03"


def people_to_print(small: SmallRegister) -> None:
    """Put people into cells, at court, at work, into reception, and on record what is due."""
    done(small, *(_record(number, *name) for number, name in NAMES.items()))
    cells = {
        FIRST: "A-1-001", SECOND: "A-1-002", THIRD: "A-1-002", FOURTH: "A-1-003", FIFTH: "",
    }  # fmt: skip
    done(small, *(_received(number, cell) for number, cell in cells.items()))
    done(
        small,
        said(FIRST, "csra", level="HIGH_GENERAL"),
        said(FIRST, "alert", "XA", start="2026-03-01"),
        said(FIRST, "hearing", when=f"{TOMORROW} 10:00", about="plea; 3 counts"),
        said(SECOND, "hearing", when="2026-03-04 00:00"),
        said(SECOND, "release-date", date=TOMORROW, confirmed_by="A Governor"),
        said(THIRD, "date", "CRD", date=TOMORROW),
        said(FIFTH, "date", "CRD", date="2026-03-01"),
    )
    done(small, asked.Elsewhere(prison="WTI", person=SECOND, to="WORKSHOP"))
    done(
        small,
        asked.CourtOut(
            prison="WTI", person=FOURTH, destination="Leeds Crown Court", due_back=at("03 17:00")
        ),
    )
    small.clock.advance(MINUTE)


def said(person: str, fact: str, key: str = "", **values: str) -> asked.RecordParticular:
    """Ask to record something."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact=fact, key=key, values=tuple(values.items())
    )


def _record(number: str, last: str, first: str) -> asked.Register:
    return asked.Register(
        prison="WTI", number=number, last_name=last, first_name=first, sex="M",
        date_of_birth=f"1990-01-{number[3:5]}",
    )  # fmt: skip


def _received(number: str, cell: str) -> asked.Receive:
    return asked.Receive(
        prison="WTI", person=number, cell=cell, acknowledged=OVER, authority="Leeds Crown Court"
    )


def read_back(sheet: Sheet) -> list[str]:
    """Give the text of each page of a sheet's PDF, its blanks as single ones."""
    pages = PdfReader(io.BytesIO(as_pdf(sheet))).pages
    return [" ".join(page.extract_text().split()) for page in pages]
