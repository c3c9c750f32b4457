"""A sheet as PDF of A4: the same layout, letters of a font that comes with the program.

The fonts that every reader of PDF has know Latin-1 only. DejaVu Sans Condensed knows the Latin
letters of all of Europe, of Vietnamese and of African languages, and may be passed on with its
licence. A letter that it lacks, or that would need to be joined or turned round (Arabic, Hebrew),
is written as its number, `[U+674E]`, and the sheet says so: no letter is left out.
"""

import unicodedata
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import TYPE_CHECKING

from wingterm.domain.text import safe_line
from wingterm.services.paper.layout import (
    BOX,
    LINES,
    SIDE,
    WIDTH,
    Kind,
    Letters,
    Printed,
    Sheet,
    pages,
)

if TYPE_CHECKING:
    from fpdf import FPDF

FONT = "DejaVuSansCondensed"
_SIZE = 9.5
"""Points."""
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 210.0, 297.0, 12.0
"""Millimetres."""
_COLUMN = (_PAGE_WIDTH - 2 * _MARGIN) / WIDTH
_LEADING = (_PAGE_HEIGHT - 2 * _MARGIN) / LINES
_BOX = _LEADING * 0.72
_TITLE = 1.3
_TURNED = ("R", "AL", "AN")
"""Directions of letters that are written from right to left."""

SPELLED = "Letters that this paper cannot show are written as their numbers, such as [U+674E]."


def as_pdf(sheet: Sheet) -> bytes:
    """Give a sheet as PDF."""
    pdf = _opened(sheet)
    spelling = _Spelling(_letters_of(pdf))

    def measure(text: str) -> float:
        return float(pdf.get_string_width(text)) / _COLUMN

    letters = Letters(measure, spelling, _TITLE)
    made = pages(sheet, letters)
    if spelling.missed:
        made = pages(sheet._replace(about=(*sheet.about, SPELLED)), letters)
    for page in made:
        pdf.add_page()
        for at, line in enumerate(page):
            _draw(pdf, line, _MARGIN + at * _LEADING)
    return bytes(pdf.output())


def _letters_of(pdf: "FPDF") -> frozenset[int]:
    """Give the numbers of the letters that the font of a paper has."""
    from fpdf.fonts import TTFFont

    font = pdf.fonts[FONT.lower()]
    assert isinstance(font, TTFFont)
    return frozenset(font.cmap)


class _Spelling:
    """Spells texts in letters of a font, and remembers whether it had to go without one."""

    def __init__(self, known: frozenset[int]) -> None:
        """Take the numbers of the letters that the font has."""
        self._known = known
        self.missed = False

    def __call__(self, text: str) -> str:
        """Give a text as the font can write it."""
        line = safe_line(text)
        if line.isascii():
            return line
        return "".join(map(self._letter, unicodedata.normalize("NFC", line)))

    def _letter(self, character: str) -> str:
        turned = unicodedata.bidirectional(character) in _TURNED
        if ord(character) in self._known and not turned:
            return character
        self.missed = True
        return f"[U+{ord(character):04X}]"


def _opened(sheet: Sheet) -> "FPDF":
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    font = resources.files("wingterm.services.paper") / "fonts" / f"{FONT}.ttf"
    with resources.as_file(font) as path:
        pdf.add_font(FONT, fname=path)
    pdf.set_font(FONT, size=_SIZE)
    pdf.set_lang("en-GB")
    pdf.set_title(safe_line(sheet.title))
    pdf.set_creator("wingterm")
    printed = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=sheet.stamp.as_of)
    pdf.set_creation_date(printed)
    pdf.set_line_width(0.15)
    return pdf


def _draw(pdf: "FPDF", line: Printed, top: float) -> None:
    """Draw a line of a page whose upper edge is so many millimetres from the top."""
    base, foot = top + _LEADING * 0.72, top + _LEADING
    if line.kind is Kind.RULE:
        pdf.line(_MARGIN, top + _LEADING / 2, _PAGE_WIDTH - _MARGIN, top + _LEADING / 2)
    for frame in line.frames:
        left = _MARGIN + (frame.column + 0.5) * _COLUMN
        pdf.rect(left, top - _LEADING / 2, frame.width * _COLUMN, frame.height * _LEADING)
    for part in line.parts:
        if line.kind is Kind.EDGE or (line.kind is Kind.FORM and part.text == SIDE):
            continue
        x = _MARGIN + part.column * _COLUMN
        if part.text == BOX:
            pdf.rect(x, top + _LEADING * 0.12, _BOX, _BOX)
        else:
            _write(pdf, line.kind, part.text, x, base)
    if line.kind is Kind.HEAD and line.last:
        pdf.line(_MARGIN, foot, _PAGE_WIDTH - _MARGIN, foot)
    elif line.kind is Kind.ROW and line.last:
        with pdf.local_context(draw_color=200):
            pdf.line(_MARGIN, foot, _PAGE_WIDTH - _MARGIN, foot)


def _write(pdf: "FPDF", kind: Kind, text: str, x: float, base: float) -> None:
    """Write a text; what stands above others in heavy letters."""
    if kind in (Kind.TITLE, Kind.HEADING):
        size = _SIZE * (_TITLE if kind is Kind.TITLE else 1)
        # One font is enough: its letters are drawn with an outline.
        with pdf.local_context(font_size_pt=size, text_mode="FILL_STROKE", line_width=0.1):
            pdf.text(x, base, text)
    else:
        pdf.text(x, base, text)
