"""The first draft of docs/schema from real answers: merged types, required keys and null.

`WINGTERM_GOLDEN=write pytest tests/cli/test_schemas.py` writes a draft of each command anew.
"""

import json
from collections.abc import Iterable
from typing import Any

from tests.packaging.conftest import ROOT
from wingterm.cli.table import TABLE

FOLDER = ROOT / "docs" / "schema"
PAGE = ROOT / "docs" / "json.md"
BEGIN = "<!-- From here on made by: WINGTERM_GOLDEN=write pytest tests/cli/test_schemas.py -->"
DRAFT = "https://json-schema.org/draft/2020-12/schema"

NO_JSON = ("terminal", "serve", "practice", "demo")
"""Commands that answer with a screen."""

READS = {
    "keys": "", "find": "a", "goto": "A1001AA", "show": "A1001AA", "particulars": "A1001AA",
    "kinds": "", "drafts": "", "bulk template": "move", "bulk list": "",
    "bulk show": "coach.csv", "check show": "", "check list": "", "check history": "",
    "check chart": "", "check hints": "", "check due": "", "check plan": "", "roll": "",
    "monthly": "", "roll-days": "", "occupancy": "", "list": "population", "map": "A",
    "daily-state": "", "evacuation": "", "cells": "", "history": "A1002AA",
    "cell-history": "A-1-001", "prisons": "", "prison-settings": "", "places": "",
    "print roll-sheet": "", "print daily-state": "", "print movements": "",
    "print count-sheet": "", "print check": "1",
    "codes": "REL", "officer list": "",
    "officer show": "tester", "officer roles": "", "verify": "", "receipt": "mine",
    "about": "", "completion": "bash",
}  # fmt: skip
"""Commands that read, with what is typed after each."""

OWN = ("init", "prison-open", "places load", "bulk run", "contingency", "export", "import",
       "upgrade", "drafts throw-away", "check open", "officer factor", "officer lock",
       "officer unlock")  # fmt: skip
"""Commands whose answers have no sample here, or are sampled by the test on its own."""

RECEIPTS = (
    "person create", "person number", "person amend", "person merge", "person unmerge", "record",
    "end", "receive", "recall", "recapture",
    "move", "swap", "elsewhere", "back",
    "court", "absence", "hospital", "transfer out",
    "transfer arrive", "transfer cancel", "transfer redirect", "release",
    "escape", "abscond", "fail-to-return", "death",
    "remove-body", "discharge-hospital", "correct", "correct-fact",
    "check submit", "check recount", "check responses", "check explain",
    "check declare", "check abandon", "check escalate", "check take-over",
    "check units", "check times", "places add", "places rename",
    "places capacity", "places signed", "places mark", "places out-of-use",
    "places into-use", "places close", "places convert", "places certificate-request",
    "places certificate-settle", "officer appoint",
)  # fmt: skip
"""Acts, which answer with a receipt."""


def wanted() -> tuple[str, ...]:
    """Give every command that answers as JSON."""
    return tuple(
        words
        for words, (where, _) in TABLE.items()
        if words not in NO_JSON and not where.endswith((":HELP", ":PERSON"))
    )


def file_of(words: str) -> str:
    """Give the file that describes a command's answers."""
    by_receipt = words in RECEIPTS or words == "receipt"
    return "receipt.json" if by_receipt else f"{words.replace(' ', '-')}.json"


def merged(values: Iterable[Any]) -> dict[str, Any]:
    """Give the schema that all these values fit."""
    held = list(values)
    kinds = sorted({_kind(value) for value in held})
    if kinds == ["null"]:
        return {}  # What it is when there is something cannot be told from these.
    found: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds} if kinds else {}
    objects = [value for value in held if isinstance(value, dict)]
    if objects:
        keys = list(dict.fromkeys(key for one in objects for key in one))
        found["properties"] = {
            key: merged(one[key] for one in objects if key in one) for key in keys
        }
        found["required"] = [key for key in keys if all(key in one for one in objects)]
        found["additionalProperties"] = False
    lists = [value for value in held if isinstance(value, list)]
    if lists:
        found["items"] = merged(value for one in lists for value in one)
    return found


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return names.get(type(value), "object")


def write(name: str, answers: list[Any]) -> None:
    """Write the draft of a file."""
    whole = {"$schema": DRAFT, "$id": name, **merged(answers)}
    whole["properties"]["schema"] = {"const": 1}
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(whole, indent=1, ensure_ascii=True)
    (FOLDER / name).write_text(text + "\n", encoding="utf-8")


def table() -> str:
    """Give the table of commands and files."""
    rows = [BEGIN, "", "## Which file describes which command", ""]
    rows += ["| Command | File |", "|---|---|"]
    for words in wanted():
        name = file_of(words)
        there = f"[{name}](schema/{name})" if (FOLDER / name).exists() else "none yet"
        rows.append(f"| `{words}` | {there} |")
    return "\n".join(rows) + "\n"
