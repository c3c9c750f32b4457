"""Which keys do what in the terminal, and whether a file of keys is right."""

import os
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.session import Json
from wingterm.errors import NotFound

if TYPE_CHECKING:
    from wingterm.keys import Read


def keys(
    screen: Annotated[
        str, Option("--screen", metavar="NAME", help="Only what is live on that screen.")
    ] = "",
    check: Annotated[
        bool, Option("--check", help="Say what is wrong with the file of keys; code 2 if so.")
    ] = False,
    json: Json = False,
) -> None:
    """List the keys of the terminal and what they do.

    Keys of your own stand in keys.toml in your configuration folder, or in the
    file that WINGTERM_KEYS names: a line for each action, with a key or several.

      move = "z"
      lists = ["F4", "L"]

    Enter, Esc, Tab, arrows, F1, F3, Ctrl+E and Ctrl+Q stay as they are. A file
    that is wrong changes nothing: the shipped keys hold, and the board says why.

    Examples:
      wingterm keys
      wingterm keys --screen landing
      wingterm keys --check
    """
    from wingterm.actions import where
    from wingterm.keys import read_keys
    from wingterm.settings import keys_file

    path = keys_file(os.environ)
    read = read_keys(path)
    if check:
        _check(read, str(path), there=path.exists(), as_json=json)
        return
    actions = [action for action in read.actions if not screen or screen in action.screens]
    if not actions:
        known = sorted({each for action in read.actions for each in action.screens})
        raise NotFound(f"There is no screen {screen[:40]}.", f"Choose one of: {', '.join(known)}.")
    if json:
        output.as_json(
            ok=True,
            file=str(path),
            keys=[
                {
                    "action": a.id, "keys": list(a.shown_keys), "words": a.words, "help": a.help,
                    "screens": sorted(a.screens), "command": a.twin, "grade": a.grade,
                    "own": a.id in read.own,
                }
                for a in actions
            ],
            faults=[fault._asdict() for fault in read.faults],
        )  # fmt: skip
        return
    header = ("action", "keys", "grade", "command", "screens", "what it does")
    rows = [
        (a.id, " ".join(a.shown_keys) or "v, by name", a.grade, a.twin, where(a), a.help)
        for a in actions
    ]
    output.table(header, rows)
    for fault in read.faults:
        notices.notice(fault.sentence)


def _check(read: "Read", path: str, *, there: bool, as_json: bool) -> None:
    if as_json:
        output.as_json(ok=not read.faults, file=path,
                       faults=[fault._asdict() for fault in read.faults])  # fmt: skip
    elif read.faults:
        for fault in read.faults:
            notices.notice(fault.sentence)
        notices.notice(f"The shipped keys are in force until {path} is right.")
    else:
        own = ", ".join(sorted(read.own)) or "nothing"
        said = f"keys of your own for: {own}" if there else "there is no file"
        output.line(f"{path}: {said}; nothing is wrong.")
    if read.faults:
        raise Ended(Exit.USAGE)
