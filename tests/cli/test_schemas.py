"""Real answers of every command are as docs/schema says, and docs/schema says no more."""

import copy
import inspect
import json
import os
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.cli import schemas
from tests.cli.day import Told, whole_day
from tests.cli.test_init_people import typed
from wingterm.cli import begin
from wingterm.cli.exits import Exit
from wingterm.cli.table import loaded


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """Tell the day once."""
    folder = tmp_path_factory.mktemp("day")
    folder.chmod(0o700)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HOME", str(folder))
        for name in ("DATA", "STATE", "CONFIG"):
            patched.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        for name in ("STORE", "PRISON", "QUIET", "NO_INPUT"):
            patched.delenv(f"WINGTERM_{name}", raising=False)
        return whole_day(folder)


def file_of(told: Told) -> str:
    """Give the file that describes an answer."""
    return schemas.file_of(told.words, told.answer.json)


def by_file(day: list[Told]) -> dict[str, list[Any]]:
    """Give what was answered, by the file that describes it."""
    found: dict[str, list[Any]] = {}
    for told in day:
        found.setdefault(file_of(told), []).append(told.answer.json)
    return found


def files_of(day: list[Told]) -> dict[str, set[str]]:
    """Give the files that describe the answers of each command."""
    found: dict[str, set[str]] = {}
    for told in day:
        found.setdefault(told.words, set()).add(file_of(told))
    return found


def schema(name: str) -> Any:
    return json.loads((schemas.FOLDER / name).read_text(encoding="utf-8"))


def unseen(described: Any, values: list[Any]) -> list[str]:
    """Give the properties that occur in none of the values, and those of which nothing is said."""
    objects = [value for value in values if isinstance(value, dict)]
    lost = []
    for one in described.get("oneOf", ()):
        lost += unseen(one, [v for v in objects if set(one["required"]) == set(v)])
    for key, inner in described.get("properties", {}).items():
        there = [one[key] for one in objects if key in one]
        if not there or not inner:
            lost.append(key)
        else:
            lost += [f"{key}.{each}" if each else key for each in unseen(inner, there)]
    if "items" in described:
        inside = [each for one in values if isinstance(one, list) for each in one]
        lost += unseen(described["items"], inside) if described["items"] else [""]
    return lost


def test_answers_are_as_their_schemas_say(day: list[Told]) -> None:
    found = by_file(day)
    if os.environ.get("WINGTERM_GOLDEN") == "write":
        for name, held in found.items():
            schemas.write(name, held)
        text, _, _ = schemas.PAGE.read_text(encoding="utf-8").partition(schemas.BEGIN)
        schemas.PAGE.write_text(text + schemas.table(files_of(day)), encoding="utf-8")
    assert {file.name for file in schemas.FOLDER.glob("*.json")} == set(found)
    lost = set()
    for name, held in found.items():
        described = schema(name)
        jsonschema.Draft202012Validator.check_schema(described)
        judge = jsonschema.Draft202012Validator(described)
        for answer in held:
            judge.validate(answer)
        declared = tuple(key for file, key in schemas.EMPTY if file == name)
        lost |= {f"{name}: {each}" for each in unseen(described, held)
                 if not each.startswith(declared)}  # fmt: skip
    assert lost == set(), "tests/cli/samples.py has no answer that shows it"
    page = schemas.PAGE.read_text(encoding="utf-8")
    assert page.endswith(schemas.table(files_of(day))), "WINGTERM_GOLDEN=write writes it"


@pytest.mark.parametrize(
    ("name", "key"),
    [("roll.json", "headline"), ("show.json", "person"), ("bulk-run.json", "faults"),
     ("receipt.json", "receipt"), ("error.json", "objections")],
)  # fmt: skip
def test_a_key_that_is_called_otherwise_is_found(day: list[Told], name: str, key: str) -> None:
    answer = copy.deepcopy(next(one for one in by_file(day)[name] if one.get(key)))
    inside = answer[key][0] if isinstance(answer[key], list) else answer[key]
    inside["persons"] = inside.pop(next(iter(inside)))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema(name)).validate(answer)


def test_every_command_was_run_and_ends_as_its_story_says(day: list[Told]) -> None:
    """Nothing is on stderr, the answer is one object, and ok is what the exit code says."""
    done = {told.words for told in day if not told.refused}
    assert done == set(schemas.wanted()), "tests/cli/samples.py has a line for each"
    for told in day:
        answer = told.answer.json
        assert told.answer.err == "", told
        assert list(answer)[:2] == ["ok", "schema"], told
        assert told.refused is (file_of(told) == schemas.ERROR), told
        # A roll check that differs, and one that is due, are answers; nothing went wrong.
        stands = told.answer.code in (Exit.DIFFERS, Exit.INCOMPLETE, Exit.OVERDUE)
        assert answer["ok"] is (told.answer.code == Exit.DONE) or stands, told
        if "error" in answer:
            code = Exit[answer["error"]["code"].upper().replace("-", "_")]
            assert code == told.answer.code, told


@pytest.mark.parametrize("words", ["", *schemas.wanted()])
def test_what_is_not_understood_is_one_object_of_every_command(words: str) -> None:
    """The option that every command has besides is `--json`; no other one is known to all."""
    if words:
        assert "json" in inspect.signature(loaded(words)).parameters
    answer = typed(*words.split(), "--colour", "--json")
    assert (answer.code, answer.err) == (Exit.USAGE, ""), answer
    jsonschema.Draft202012Validator(schema(schemas.ERROR)).validate(answer.json)
    assert answer.json["error"]["code"] == "usage"
    assert begin.NAME in answer.json["error"]["remedy"]
