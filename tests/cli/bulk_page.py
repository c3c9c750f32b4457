"""The verbs in docs/bulk.md: `python -m tests.cli.bulk_page` writes them."""

from collections.abc import Iterator, Sequence

from tests.packaging.conftest import ROOT
from wingterm.services.bulk.verbs import BULK_VERBS, COMMON, Column

PAGE = ROOT / "docs" / "bulk.md"
BEGIN = "<!-- From here on made by: python -m tests.cli.bulk_page -->"


def verbs() -> str:
    """Give the made part of the page."""
    parts = [BEGIN, "", "A column with * must be filled.", "", "Every verb has besides its own:"]
    parts += ["", *_table(COMMON)]
    for verb in BULK_VERBS.values():
        parts += ["", f"### {verb.name}", "", f"{verb.words}.", "", *_table(verb.own)]
    return "\n".join(parts) + "\n"


def _table(columns: Sequence[Column]) -> Iterator[str]:
    yield "| column | what | example |"
    yield "|---|---|---|"
    for column in columns:
        star = "*" if column.required else ""
        example = f"`{column.example}`" if column.example else ""
        yield f"| `{column.name}`{star} | {column.words} | {example} |"


def main() -> None:
    """Write the made part of the page anew."""
    written, _, _ = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(written + verbs(), encoding="utf-8")


if __name__ == "__main__":
    main()
