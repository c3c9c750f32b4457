"""The tables of docs/exchange.md: `python -m tests.services.exchange_page` writes them."""

from tests.packaging.conftest import ROOT
from wingterm.services.exchange.tables import TABLES

PAGE = ROOT / "docs" / "exchange.md"
BEGIN = "<!-- The tables are made by: python -m tests.services.exchange_page -->"
END = "<!-- They end here. -->"


def tables() -> str:
    """Give the made part of the page."""
    parts = [BEGIN]
    for table in TABLES:
        parts += ["", f"### {table.name}", "", f"{table.words} Key: {', '.join(table.key)}."]
        parts += ["", "| column | type | what |", "|---|---|---|"]
        parts += [f"| {c.name} | {c.type_words} | {c.words} |" for c in table.columns]
    return "\n".join([*parts, "", END])


def page(written: str) -> str:
    """Give a page with its tables made anew."""
    before, _, rest = written.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + tables() + after


def main() -> None:
    """Write the tables of the page anew."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
