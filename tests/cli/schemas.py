"""What docs/schema says of answers, drafted from real ones: merged types, required keys and null.

`WINGTERM_GOLDEN=write pytest tests/cli/test_schemas.py` writes the files and their table anew, from
the answers to everything in `tests/cli/samples.py`.
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, get_type_hints

from db.checker import Note
from db.checker.records import Violation
from tests.packaging.conftest import ROOT
from wingterm.cli.exits import Exit
from wingterm.cli.table import TABLE
from wingterm.keys import Fault as KeyFault
from wingterm.services.checks.sheet import ExplainedLine

FOLDER = ROOT / "docs" / "schema"
PAGE = ROOT / "docs" / "json.md"
BEGIN = "<!-- From here on made by: WINGTERM_GOLDEN=write pytest tests/cli/test_schemas.py -->"
DRAFT = "https://json-schema.org/draft/2020-12/schema"

NO_JSON = ("terminal", "serve", "practice", "demo")
"""Commands that answer with a screen."""

ERROR, RECEIPT = "error.json", "receipt.json"

AGAINST = ("error", "objections", "warnings")
"""Keys by which an answer says that nothing was done."""

MAPS = {
    "bulk-run.json": ("verbs",),
    "drafts.json": ("drafts.values", "drafts.reasons"),
    "particulars.json": ("particulars.values",),
}
"""Objects whose keys are not ours to list, by file: verbs of rows, fields of what is on record."""

WORDS = {(ERROR, "error.code"): [code.name.lower().replace("_", "-") for code in Exit if code]}
"""Texts that are one of a list, by file and key."""


EMPTY: dict[tuple[str, str], type] = {
    ("cell-history.json", "held.believed_until"): str,
    ("check-due.json", "due.check"): int,
    ("check-due.json", "due.opened_at"): str,
    ("check-due.json", "open.took"): int,
    ("check-due.json", "open.ended_at"): str,
    ("check-list.json", "missed.check"): int,
    ("check-list.json", "missed.opened_at"): str,
    ("check-show.json", "missed_nowhere"): ExplainedLine,
    ("daily-state.json", "in.due_back"): str,
    ("daily-state.json", "in.hold_until"): str,
    ("daily-state.json", "out.hold_until"): str,
    ("daily-state.json", "differs"): str,
    ("roll-days.json", "days.signed"): int,
    ("backup.json", "violations"): Violation,
    ("backup.json", "left"): str,
    ("restore.json", "violations"): Violation,
    ("upgrade.json", "found"): Violation,
    ("verify.json", "violations"): Violation,
    ("verify.json", "notes"): Note,
    ("import.json", "violations"): Violation,
    ("import.json", "differences"): str,
    ("contingency.json", "left"): str,
    ("keys.json", "faults"): KeyFault,
}
"""What is in lists that stay empty all day, and instead of null, by file and key."""


def wanted() -> tuple[str, ...]:
    """Give every command that answers as JSON."""
    return tuple(
        words
        for words, (where, _) in TABLE.items()
        if words not in NO_JSON and not where.endswith((":HELP", ":PERSON"))
    )


def command_of(typed: list[str]) -> str | None:
    """Give the command that was typed: the longest of the table that it begins with, or none."""
    known = (words for words in TABLE if typed[: len(words.split())] == words.split())
    found = max(known, key=len, default=None)
    # What only has commands below it is none itself.
    return found if found in wanted() else None


def file_of(words: str, answer: Mapping[str, Any]) -> str:
    """Give the file that describes an answer of a command."""
    if "receipt" in answer:
        return RECEIPT
    # Faults of a file are no error where they come with what its rows would do.
    faulty = not answer["ok"] and set(answer) == {"ok", "schema", "file", "faults"}
    if faulty or any(key in answer for key in AGAINST):
        return ERROR
    return f"{words.replace(' ', '-')}.json"


def drafted(name: str, answers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Give the schema of a file: where answers have other keys at the top, each kind by itself."""
    kinds: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for answer in answers:
        kinds.setdefault(tuple(answer), []).append(answer)
    found = [merged(name, held) for _, held in sorted(kinds.items())]
    for one in found:
        one["properties"]["schema"] = {"const": 1}
        if name == ERROR:
            one["properties"]["ok"] = {"const": False}
    whole = {"$schema": DRAFT, "$id": name}
    return whole | (found[0] if len(found) == 1 else {"oneOf": found})


def merged(name: str, values: Iterable[Any], path: str = "") -> dict[str, Any]:
    """Give the schema that all these values of a place in a file fit."""
    held = list(values)
    kinds = sorted({_kind(value) for value in held})
    if kinds == ["null"]:
        # What it is when there is something cannot be told from these.
        declared = EMPTY.get((name, path))
        return {"type": ["null", _NAMES[declared]]} if declared else {}
    found: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds} if kinds else {}
    if (name, path) in WORDS:
        found["enum"] = WORDS[name, path]
    objects = [value for value in held if isinstance(value, dict)]
    if objects and path in MAPS.get(name, ()):
        inner = [value for one in objects for value in one.values()]
        found["additionalProperties"] = merged(name, inner, f"{path}.*")
    elif objects:
        keys = list(dict.fromkeys(key for one in objects for key in one))
        found["properties"] = {
            key: merged(
                name, (one[key] for one in objects if key in one), f"{path}.{key}".strip(".")
            )
            for key in keys
        }
        found["required"] = [key for key in keys if all(key in one for one in objects)]
        found["additionalProperties"] = False
    lists = [value for value in held if isinstance(value, list)]
    if lists:
        inside = [value for one in lists for value in one]
        declared = None if inside else EMPTY.get((name, path))
        found["items"] = _of(declared) if declared else merged(name, inside, path)
    return found


def _of(declared: type) -> dict[str, Any]:
    """Give the schema of a text, or of a record of texts and numbers."""
    if issubclass(declared, StrEnum):
        return {"type": "string", "enum": [str(each) for each in declared]}
    if declared in _NAMES:
        return {"type": _NAMES[declared]}
    fields = get_type_hints(declared)
    properties = {name: _of(kind) for name, kind in fields.items()}
    return {"type": "object", "properties": properties, "required": list(fields),
            "additionalProperties": False}  # fmt: skip


_NAMES = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}


def _kind(value: object) -> str:
    if value is None:
        return "null"
    return _NAMES.get(type(value), "object")


def write(name: str, answers: Iterable[dict[str, Any]]) -> None:
    """Write a file."""
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(drafted(name, answers), indent=1, ensure_ascii=True)
    (FOLDER / name).write_text(text + "\n", encoding="utf-8")


def table(files: Mapping[str, Iterable[str]]) -> str:
    """Give the table of commands and files.

    Args:
        files: those that describe the answers of each command, by its words.
    """
    rows = [BEGIN, "", "## Which file describes which command", ""]
    rows += ["| Command | File |", "|---|---|"]
    for words in wanted():
        named = sorted(set(files.get(words, ())) - {ERROR}, key=lambda name: name == RECEIPT)
        rows.append(f"| `{words}` | {', '.join(f'[{name}](schema/{name})' for name in named)} |")
    return "\n".join(rows) + "\n"
