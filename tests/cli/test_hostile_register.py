"""Hostile texts lie everywhere in a register: no command, sheet or export lets them act.

Every command that is typed through the day of `samples` is typed again at a register in which each
name, comment and reason is one of more than 25 texts that act on terminals, markup or spreadsheets.
"""

import csv
import io
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli import samples
from tests.cli.conftest import Answer, Line
from tests.cli.day import a_line, story
from tests.cli.test_planted_names import COMPUTED, acting, formula
from tests.screens.test_hostile import HOSTILE
from tests.screens.test_hostile_store import spoil
from wingterm.cli.exits import Exit

TEXTS = (*HOSTILE, *COMPUTED)
FORMS = ("", "--json", "--csv", "--jsonl")


def typed_again(line: Line, folder: Path) -> Iterator[tuple[str, str, Answer]]:
    """Type every line of the day again, in every form of answer."""
    for text in (samples.READS, *(getattr(samples, name) for name in samples.STORIES)):
        for typed in text.strip().splitlines():
            if typed.startswith("$"):
                continue
            prison, rest = "WTI", typed.lstrip("!")
            if rest.startswith("@"):
                prison, _, rest = rest[1:].partition(" ")
            command, _, sent = rest.format(dir=folder, last="1").partition(" < ")
            for form in FORMS:
                words = [*shlex.split(command), *([form] if form else [])]
                yield form, typed, line(*words, prison=prison, stdin=f"{sent}\n" if sent else None)


def test_no_command_lets_a_text_of_the_register_act(
    tmp_path_factory: pytest.TempPathFactory, home: Path
) -> None:
    assert len(TEXTS) >= 25
    folder = tmp_path_factory.mktemp("hostile")
    folder.chmod(0o700)
    answered = dict.fromkeys(FORMS, 0)
    with a_line() as line:
        story(samples.BEFORE, line, folder)
        spoil(line.small, TEXTS)
        for form, typed, answer in typed_again(line, folder):
            where = (typed, form, answer.code, ascii(answer.err[:300]))
            assert answer.code != Exit.FAULT, where
            assert "Traceback" not in answer.out + answer.err, where
            assert not acting(answer.out + answer.err), where
            if answer.code not in (Exit.DONE, Exit.NOT_SOUND) or not answer.out:
                continue
            answered[form] += 1
            if form in ("--json", "--jsonl"):
                assert answer.out.isascii(), where
            if form == "--csv":
                fields = [field for row in csv.reader(io.StringIO(answer.out)) for field in row]
                assert not [field for field in fields if formula(field)], where
    assert min(answered.values()) > 15, answered
    files = [path for path in folder.rglob("*") if path.suffix in (".txt", ".csv", ".jsonl")]
    written = [path for path in files if path.name not in samples.FILES]
    assert {"roll.txt", "person.csv"} & {path.name for path in written}
    for path in written:
        content = path.read_text(encoding="utf-8")
        assert not acting(content.replace("\f", "")), path.name
        if path.suffix == ".csv":
            fields = [field for row in csv.reader(io.StringIO(content)) for field in row]
            assert not [field for field in fields if formula(field)], path.name
