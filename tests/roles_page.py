"""Writes the table of roles into docs/security.md: `python -m tests.roles_page`."""

from pathlib import Path

from wingterm.domain.roles import ROLES, Group

PAGE = Path(__file__).parents[1] / "docs" / "security.md"
BEGIN = "<!-- From here on made by: python -m tests.roles_page -->"
END = "<!-- Up to here. -->"
SHORT = {
    "wing-officer": "wing", "reception": "recep", "orderly-officer": "orderly",
    "duty-governor": "governor", "auditor": "auditor", "administrator": "admin",
    "script": "script", "shared-terminal": "shared",
}  # fmt: skip
"""Roles as the heads of columns."""


def tables() -> str:
    """Give both tables: what each role may do, and what it is told."""
    actions = sorted(set[str]().union(*(role.may for role in ROLES.values())))
    head = f"| {' | '.join(SHORT[role] for role in ROLES)} |"
    line = f"{'|---' * (len(ROLES) + 1)}|"
    may = [_row(action, [action in role.may for role in ROLES.values()]) for action in actions]
    sees = [_row(group, [group in role.sees for role in ROLES.values()]) for group in Group]
    words = [f"| `{name}` | {role.words} |" for name, role in ROLES.items()]
    return "\n".join(
        [
            BEGIN, "", "| role | what for |", "|---|---|", *words, "",
            f"| may {head}", line, *may, "", f"| is told {head}", line, *sees, "", END,
        ]
    )  # fmt: skip


def _row(name: str, held: list[bool]) -> str:
    return f"| `{name}` | {' | '.join('yes' if one else '-' for one in held)} |"


def written(page: str) -> str:
    """Give the page with the tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{tables()}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
