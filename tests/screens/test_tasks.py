"""The commonest tasks by their keys and no others; what is stored afterwards is what counts."""

from pathlib import Path

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.screens.keys_page import BEGIN, PAGE, page
from tests.screens.pilots import at_terminal, drawn
from tests.screens.tasks import TASKS, Task, Typed

NAMES = [task.name for task in TASKS]


@pytest.mark.parametrize("task", TASKS, ids=NAMES)
async def test_the_keys_do_it(
    small_file: SmallRegister, task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    task.prepare(small_file)
    small_file.clock.advance(MINUTE)
    assert task.stored(small_file) == task.before
    async with at_terminal(small_file) as officer:
        await officer.bursts(*task.opening)
        for step in task.steps:
            if isinstance(step, Typed):
                await officer.types(step.text)
                continue
            if step == "y":  # What is typed ahead of a question is no answer to it.
                await officer.sees("any other key: no")
                assert task.stored(small_file) == task.before
            await officer.keys(step)
        await officer.until(lambda: task.stored(small_file) == task.after)
        await officer.until(lambda: task.sees in "\n".join(drawn(officer.app)))


@pytest.mark.parametrize("task", [task for task in TASKS if task.limit], ids=lambda t: t.name)
def test_it_takes_few_keys(task: Task) -> None:
    pressed = task.presses - task.typed if task.untyped else task.presses
    assert pressed <= task.limit


def test_the_page_says_what_was_tried() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text[text.index(BEGIN) :] == page(), "run: python -m tests.screens.keys_page"
