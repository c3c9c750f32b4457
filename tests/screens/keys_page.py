"""The page of keys, made from the registry and the tasks: `python -m tests.screens.keys_page`."""

from collections.abc import Iterator

from tests.packaging.conftest import ROOT
from tests.screens.tasks import TASKS, Step, Task, Typed
from wingterm.action import shown_key
from wingterm.actions import ACTIONS, Action, Grade, live_on, where

PAGE = ROOT / "docs" / "keys.md"
BEGIN = "<!-- From here on made by: python -m tests.screens.keys_page -->"

ORDER = (
    "board", "wing", "landing", "map", "people", "report", "find", "person", "lists", "drafts",
    "form", "many", "confirm", "count", "goto", "choose", "more", "palette", "help",
)  # fmt: skip
"""Screens in the order in which an officer meets them; the others come after these."""


def page() -> str:
    """Give the made part of the page."""
    lines = [BEGIN, "", *_tasks(), "", *_actions(), "", *_screens()]
    return "\n".join(lines) + "\n"


def _tasks() -> Iterator[str]:
    yield "## How many keys the commonest tasks take"
    yield ""
    yield "Each letter of a value counts as a key. Every row is pressed by a test, which looks at"
    yield "what the register says afterwards."
    yield ""
    yield "| task | begins at | keys | presses | of these typed values | at most |"
    yield "|---|---|---|---|---|---|"
    for task in TASKS:
        keys = " ".join(_step(step) for step in task.steps)
        yield (
            f"| {task.name} | {task.start} | {keys} | {task.presses} | {task.typed} "
            f"| {_limit(task)} |"
        )


def _step(step: Step) -> str:
    return f"`{step.text}` ({step.what})" if isinstance(step, Typed) else shown_key(step)


def _limit(task: Task) -> str:
    besides = " besides typed values" if task.untyped else ""
    return f"{task.limit}{besides}" if task.limit else ""


def _actions() -> Iterator[str]:
    yield "## Every action"
    yield ""
    yield "The name is what stands in `keys.toml`. `register` is every screen with people. What has"
    yield "no key is in the menu of verbs (`v`), by name."
    yield ""
    yield "| name | keys | does | screens | command | care |"
    yield "|---|---|---|---|---|---|"
    for action in ACTIONS:
        care = "" if action.grade is Grade.PLAIN else "asks once more"
        twin = "" if action.twin == "terminal" else f"`wingterm {action.twin}`"
        yield (
            f"| {action.id} | {_keys(action)} | {action.help} | {where(action)} | {twin} | {care} |"
        )


def _screens() -> Iterator[str]:
    yield "## The keys of each screen"
    yield ""
    yield "| screen | keys |"
    yield "|---|---|"
    known = {screen for action in ACTIONS for screen in action.screens}
    for screen in [*ORDER, *sorted(known - {*ORDER})]:
        live = [action for action in live_on(screen) if action.keys]
        yield f"| {screen} | {'; '.join(f'{_keys(a)} {_words(a)}' for a in live)} |"


def _words(action: Action) -> str:
    return (action.words or action.id.replace("-", " ")).lower()


def _keys(action: Action) -> str:
    return " ".join(f"`{key}`" for key in action.shown_keys)


def main() -> None:
    """Write the made part of the page anew."""
    written, _, _ = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(written + page(), encoding="utf-8")


if __name__ == "__main__":
    main()
