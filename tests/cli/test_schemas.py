"""Real answers of the commands are as docs/schema says, and docs/schema says no more."""

import copy
import json
import os
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.cli import schemas
from tests.cli.conftest import Line

ACTS = (
    "record A1001AA alert --key XA comment=fires", "move A1003AA A-1-003",
    "elsewhere A1001AA WORKSHOP --request-id mine", "back A1001AA",
    "person merge A1004AA --into A1001AA --why prints",
    "places add CHAPEL --kind AREA", "places rename CHAPEL Chapel",
    "check submit RECP 1",
)  # fmt: skip
ERRORS = (
    "show Z9999ZZ",
    "roll --colour",
    "move A1003AA A-1-002",
    "move A1001AA A-1-003",
    "move A1003AA A-1-999",
    "release A1001AA --reason CR",
)


def schema(name: str) -> Any:  # noqa: ANN401
    return json.loads((schemas.FOLDER / name).read_text(encoding="utf-8"))


def unseen(described: Any, values: list[Any]) -> list[str]:  # noqa: ANN401
    """Give the properties that occur in none of the values."""
    objects = [value for value in values if isinstance(value, dict)]
    lost = []
    for key, inner in described.get("properties", {}).items():
        there = [one[key] for one in objects if key in one]
        lost += [f"{key}.{each}" for each in unseen(inner, there)] if there else [key]
    if "items" in described:
        inside = [each for one in values if isinstance(one, list) for each in one]
        lost += unseen(described["items"], inside)
    return lost


def told(line: Line, typed: str, *, good: bool = True) -> Any:  # noqa: ANN401
    answer = line(*typed.split(), "--json")
    assert answer.err == "", typed
    assert answer.json["ok"] is good, (typed, answer)
    return answer.json


def answers(line: Line, folder: Path) -> dict[str, list[Any]]:
    """Give what was answered, by the file that describes it."""
    found: dict[str, list[Any]] = {"receipt.json": [], "error.json": []}
    for typed in ACTS:
        line.small.clock.advance(60_000_000)
        found["receipt.json"].append(told(line, typed))
    file = folder / "coach.csv"
    file.write_text("number,cell\nA1001AA,RECP\n", encoding="utf-8")
    run = line("bulk", "run", str(file), "--verb", "move", "--confirm", "1", "--json")
    assert run.code == 0, run
    found["bulk-run.json"] = [run.json]
    for does, stdin in (("factor", "748162\n"), ("lock", None), ("unlock", None)):
        by_pipe = ["--stdin"] if stdin else []
        answer = line("officer", does, "jdoe", *by_pipe, "--json", stdin=stdin)
        assert answer.code == 0, answer
        found[f"officer-{does}.json"] = [answer.json]
    for words, more in schemas.READS.items():
        answer = line(*words.split(), *more.split(), "--json")
        assert answer.err == "", (words, answer)
        assert list(answer.json)[:2] == ["ok", "schema"], (words, answer)
        assert "error" not in answer.json, (words, answer)
        found.setdefault(schemas.file_of(words), []).append(answer.json)
    found["error.json"] += [told(line, typed, good=False) for typed in ERRORS]
    return found


def test_answers_are_as_their_schemas_say(checked: Line, tmp_path: Path) -> None:
    found = answers(checked, tmp_path)
    if os.environ.get("WINGTERM_GOLDEN") == "write":
        for name, held in found.items():
            schemas.write(name, held)
        text, _, _ = schemas.PAGE.read_text(encoding="utf-8").partition(schemas.BEGIN)
        schemas.PAGE.write_text(text + schemas.table(), encoding="utf-8")
    assert {file.name for file in schemas.FOLDER.glob("*.json")} == set(found)
    for name, held in found.items():
        described = schema(name)
        jsonschema.Draft202012Validator.check_schema(described)
        for answer in held:
            jsonschema.Draft202012Validator(described).validate(answer)
        assert unseen(described, held) == [], name
    renamed = copy.deepcopy(found["roll.json"][0])
    renamed["headline"]["persons"] = renamed["headline"].pop("population")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema("roll.json")).validate(renamed)


def test_every_command_has_its_file() -> None:
    kept = [*schemas.READS, *schemas.OWN, *schemas.RECEIPTS]
    assert sorted(kept) == sorted(schemas.wanted())


def test_the_page_names_the_file_of_every_command() -> None:
    assert schemas.PAGE.read_text(encoding="utf-8").endswith(schemas.table())
