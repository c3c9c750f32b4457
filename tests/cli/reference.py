"""The part of docs/cli.md that is made from the help: `python -m tests.cli.reference` writes it."""

from collections.abc import Iterator
from typing import Any

import typer

from tests.packaging.conftest import ROOT
from wingterm.cli.main import app

PAGE = ROOT / "docs" / "cli.md"
BEGIN = "<!-- From here on made by: python -m tests.cli.reference -->"


def commands() -> Iterator[tuple[str, str]]:
    """Give the name and the help of every command, in the order of the root's help."""
    root = typer.main.get_command(app)
    yield from _walk(root, "wingterm", None)


def _walk(command: Any, path: str, parent: Any) -> Iterator[tuple[str, str]]:
    context = typer.Context(command, info_name=path.split()[-1], parent=parent, terminal_width=80)
    yield path, str(command.get_help(context))
    for name, child in getattr(command, "commands", {}).items():
        yield from _walk(child, f"{path} {name}", context)


def reference() -> str:
    """Give the made part of the page."""
    parts = [BEGIN, "", "## Every command"]
    for path, text in commands():
        shown = "\n".join(line.rstrip() for line in text.splitlines())
        parts += ["", f"### {path}", "", "```text", shown, "```"]
    return "\n".join(parts) + "\n"


def main() -> None:
    """Write the made part of the page anew."""
    written, _, _ = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(written + reference(), encoding="utf-8")
    # The manual pages say the same.
    from tests.cli import manual

    manual.main()


if __name__ == "__main__":
    main()
