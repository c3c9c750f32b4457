"""A sheet as plain text: 80 columns, rules of ASCII, a form feed between pages."""

from wingterm.domain.text import columns_of, safe_line
from wingterm.services.paper.layout import WIDTH, Kind, Letters, Page, Printed, Sheet, pages

FORM_FEED = "\f"
"""What tells a printer to begin a new page."""


def text_pages(sheet: Sheet) -> tuple[str, ...]:
    """Give the pages of a sheet as text, each line ended."""
    return tuple(_page(page) for page in pages(sheet, Letters(columns_of, safe_line)))


def as_text(sheet: Sheet) -> str:
    """Give a sheet as one text, form feeds between its pages."""
    return FORM_FEED.join(text_pages(sheet))


def _page(page: Page) -> str:
    return "".join(f"{_shown(line)}\n" for line in page)


def _shown(line: Printed) -> str:
    if line.kind is Kind.RULE:
        return "-" * WIDTH
    shown = ""
    for part in line.parts:
        shown += " " * (part.column - columns_of(shown)) + part.text
    return shown.rstrip()
