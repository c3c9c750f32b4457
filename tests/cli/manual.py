"""The manual pages, made from the help: `python -m tests.cli.manual` writes docs/man.

They are committed, and the wheel puts them below share/man of where it is installed: so building
needs no tool, and a change of help shows as a change of a page.
"""

import re

import wingterm
from tests.cli.reference import commands
from tests.packaging.conftest import ROOT

FOLDER = ROOT / "docs" / "man"
DATE = "2026-11-30"
"""Day of the pages' form; what they say is of the version that stands beside it."""
HEADING = re.compile(r"^([A-Z][A-Za-z ]+):$")


def pages() -> dict[str, str]:
    """Give every page by the name of its file."""
    held = dict(commands())
    return {f"{_named(path)}.1": _page(path, text, held) for path, text in held.items()}


def _named(path: str) -> str:
    return path.replace(" ", "-")


def _page(path: str, text: str, held: dict[str, str]) -> str:
    usage, _, rest = text.partition("\n\n")
    body = rest.strip("\n").splitlines()
    name = _named(path)
    parts = [
        f'.TH {_shown(name.upper())} 1 "{DATE}" "wingterm {wingterm.__version__}" "wingterm"',
        ".SH NAME",
        f"{_shown(name)} \\- {_shown(body[0].strip().rstrip('.'))}",
        ".SH SYNOPSIS",
        ".nf",
        *(_shown(" ".join(line.split()[1:] if at == 0 else line.split()))
          for at, line in enumerate(usage.splitlines()) if line.strip()),
        ".fi",
        ".SH DESCRIPTION",
        ".nf",
    ]  # fmt: skip
    for line in body:
        heading = HEADING.match(line.strip()) if not line.startswith("   ") else None
        if heading:
            parts += [".fi", f".SH {heading[1].upper()}", ".nf"]
        else:
            parts.append(_shown(line.removeprefix("  ")) if line.strip() else "")
    parts.append(".fi")
    near = [_named(other) for other in held if other.rpartition(" ")[0] == path]
    above = path.rpartition(" ")[0]
    near += [_named(above)] if above else []
    if near:
        also = ",\n".join(f"{_shown(other)}(1)" for other in near)
        parts += [".SH SEE ALSO", also]
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"\n+(\.fi)", r"\n\1", _tight("\n".join(parts)))) + "\n"


def _tight(text: str) -> str:
    """Leave no blank line right after a heading."""
    return re.sub(r"(\.nf)\n\n+", r"\1\n", text)


def _shown(text: str) -> str:
    """Give text as roff prints it: what it would take for its own is named."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    escaped = escaped.replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    return f"\\&{escaped}" if escaped.startswith((".", "\\(aq")) else escaped


def main() -> None:
    """Write the pages anew, and take away those of commands that are gone."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for path in FOLDER.glob("*.1"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
