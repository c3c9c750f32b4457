"""The keys of an officer: those of the registry, with what a file of their own makes of them.

Standard library only, as the registry of all actions (`wingterm.actions`). A file that is wrong
changes nothing at all: the shipped keys are in force, and every fault is told in a sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from wingterm.action import KEY_NAMES, SIGNS
from wingterm.actions import ACTIONS, CONFIRM, FORM, TYPED, Action, live_on, shown_key

FIXED = frozenset({
    "open", "take", "submit", "yes", "leave", "end", "quit", "help", "choices", "evacuation",
    "cursor-up", "cursor-down", "page-up", "page-down", "first-row", "last-row", "rows",
    "next-field", "previous-field", "throw-away", "mark", "save",
    "reload",
})  # fmt: skip
"""Actions whose keys stay as they are: whoever sits down at any terminal can rely on them."""

HELD = frozenset({
    "enter", "escape", "space", "tab", "shift+tab", "up", "down", "left", "right", "home", "end",
    "pageup", "pagedown", "backspace", "delete", "f1", "f3",
})  # fmt: skip
"""Keys that no file can give to an action: what they do is the same on every screen."""

SAME_BYTES = {"ctrl+h": "Backspace", "ctrl+i": "Tab", "ctrl+j": "Enter", "ctrl+m": "Enter",
              "ctrl+[": "Esc"}  # fmt: skip
"""Keys that a plain terminal sends as another key."""
TAKEN = {
    "ctrl+c": "copies or interrupts", "ctrl+z": "stops a program", "ctrl+s": "stops the screen",
    "ctrl+q": "leaves wingterm", "ctrl+e": "is for evacuation",
    **dict.fromkeys(
        ("ctrl+a", "ctrl+d", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+x", "ctrl+v"),
        "edits the line that is typed in",
    ),
}  # fmt: skip
"""Keys that do something else already, in words."""

FILE_MAX = 64_000
"""Most bytes of a file of keys."""
KEYS_MAX = 4
"""Most keys of one action."""
FAULTS_MAX = 20
"""Most faults that are told."""

_SHOWN = {name.lower(): key for key, name in KEY_NAMES.items() if key not in SIGNS}
_SIGN_NAMES = {sign: name for name, sign in SIGNS.items()}


class Fault(NamedTuple):
    """One thing that is wrong with a file of keys."""

    line: int
    """Counts from 1; 0 where no line can be named."""
    action: str
    key: str
    """As it was written, empty where it is not about one key."""
    sentence: str


class Read(NamedTuple):
    """What a file of keys came to."""

    actions: tuple[Action, ...] = ACTIONS
    """Every action with the keys that it has; the shipped ones where anything is wrong."""
    faults: tuple[Fault, ...] = ()
    own: frozenset[str] = frozenset()
    """Ids of the actions that the file gave keys."""


def read_keys(path: Path) -> Read:
    """Read a file of keys; without a file the shipped keys hold, and nothing is wrong."""
    try:
        with path.open("rb") as file:
            held = file.read(FILE_MAX + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Read()
    except OSError as error:
        return _wrong(Fault(0, "", "", f"{path.name} cannot be read: {error.strerror}."))
    except ValueError:
        return _wrong(Fault(0, "", "", "The name of the file of keys is none."))
    if len(held) > FILE_MAX:
        return _wrong(Fault(0, "", "", f"{path.name} is longer than {FILE_MAX} bytes."))
    try:
        return keys_from(held.decode("utf-8"), path.name)
    except UnicodeDecodeError:
        return _wrong(Fault(0, "", "", f"{path.name} is not written in UTF-8."))


def keys_from(text: str, name: str = "keys.toml") -> Read:
    """Give the keys that a text asks for.

    Args:
        text: TOML: ids of actions, each with a key or a list of keys.
        name: of the file, for the sentences.
    """
    # Most officers have no file of keys: what reads one is not loaded for them.
    import tomllib

    try:
        asked = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        return _wrong(Fault(int(line[1]) if line else 0, "", "", f"{name} is not TOML: {error}."))
    faults: list[Fault] = []
    wanted: dict[str, tuple[str, ...]] = {}
    for action, value in asked.items():
        at = _line_of(text, action)
        keys = _keys_of(value)
        sentence = _wrong_with(action, keys)
        if sentence:
            faults.append(Fault(at, action, "", f"{_place(name, at)}: {sentence}"))
            continue
        read = {key: _read_key(key) for key in keys}
        bad = [(key, found) for key, found in read.items() if not _fits(found)]
        faults += [
            Fault(at, action, key, f"{_place(name, at)}: {action} cannot have {key!r}: {_why(f)}.")
            for key, f in bad
        ]
        if not bad:
            wanted[action] = tuple(read.values())
    actions = tuple(_with(action, wanted) for action in ACTIONS)
    if not faults:
        faults = [*_without_key(actions, wanted, text, name), *_twice(actions, wanted, text, name)]
    if faults:
        return Read(faults=tuple(faults[:FAULTS_MAX]))
    return Read(actions, (), frozenset(wanted))


def _wrong(fault: Fault) -> Read:
    return Read(faults=(fault,))


def _place(name: str, line: int) -> str:
    return f"{name}, line {line}" if line else name


def _line_of(text: str, action: str) -> int:
    """Give the line on which an action is given keys, 0 where it cannot be told."""
    begins = re.compile(rf"\s*[\"']?{re.escape(action)}[\"']?\s*=")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if begins.match(line)), 0)


def _keys_of(value: object) -> tuple[str, ...]:
    """Give the keys of a value; none where it is neither a key nor a list of keys."""
    held = [value] if isinstance(value, str) else value
    if not isinstance(held, list) or not all(isinstance(key, str) and key for key in held):
        return ()
    return tuple(dict.fromkeys(key if len(key) == 1 else key.strip() for key in held))


def _wrong_with(action: str, keys: Sequence[str]) -> str:
    """Say what is wrong with a line whatever its keys are; empty for nothing."""
    if action not in _IDS:
        return f"there is no action {action[:40]!r}; `wingterm keys` lists them."
    if action in FIXED:
        kept = next(a.shown_key for a in ACTIONS if a.id == action)
        return f"{action} keeps its key, {kept}, on every terminal."
    if not keys:
        return f'{action} wants a key, such as "z", or a list of keys.'
    if len(keys) > KEYS_MAX:
        return f"{action} has more than {KEYS_MAX} keys."
    return ""


def _read_key(written: str) -> str:
    """Give a key as Textual names it, however it was written: `F8`, `Ctrl+G`, `/`, `m`, `PgUp`."""
    if len(written) == 1:
        return _SIGN_NAMES.get(written, "space" if written == " " else written)
    small = written.lower().replace(" ", "")
    return _SHOWN.get(small, small)


def _fits(key: str) -> bool:
    """Whether a key can be given to an action at all."""
    return key in _SENT and not (key in HELD or key in SAME_BYTES or key in TAKEN)


def _why(key: str) -> str:
    """Say why a key cannot be given to an action."""
    if key in SAME_BYTES:
        return f"a plain terminal sends it as {SAME_BYTES[key]}"
    if key in TAKEN:
        return f"it {TAKEN[key]}"
    if key in HELD:
        return "it does the same on every screen"
    return 'no plain terminal sends it; take a letter, a sign, F1 to F12 or "Ctrl+" with a letter'


def _is_letter(key: str) -> bool:
    """Whether a key types something in a line."""
    return len(key) == 1 or key in SIGNS


def _with(action: Action, wanted: Mapping[str, tuple[str, ...]]) -> Action:
    """Give an action with the keys that were asked for; where letters are typed, none of these."""
    if action.id not in wanted:
        return action
    keys = wanted[action.id]
    if action.screens <= (TYPED | FORM | CONFIRM) and action.screens != {"find"}:
        keys = tuple(key for key in keys if not _is_letter(key))
    return replace(action, keys=keys)


def _without_key(
    actions: Sequence[Action], wanted: Mapping[str, tuple[str, ...]], text: str, name: str
) -> Iterator[Fault]:
    """Give the actions that could no longer be reached where letters are typed."""
    for action in dict.fromkeys(a.id for a in actions if a.id in wanted and not a.keys):
        at = _line_of(text, action)
        yield Fault(at, action, "", f"{_place(name, at)}: {action} needs a key that is no letter "
                    "or sign too: it is live where letters are typed.")  # fmt: skip


def _twice(
    actions: Sequence[Action], wanted: Mapping[str, tuple[str, ...]], text: str, name: str
) -> Iterator[Fault]:
    """Give the keys that would mean two things on a screen, each pair of actions once."""
    told = set()
    for screen in sorted({screen for action in ACTIONS for screen in action.screens}):
        by_key: dict[str, str] = {}
        for action in live_on(screen, actions):
            for key in action.keys:
                other = by_key.setdefault(key, action.id)
                pair = frozenset((other, action.id))
                if other == action.id or pair in told:
                    continue
                told.add(pair)
                asks, has = (action.id, other) if action.id in wanted else (other, action.id)
                at = _line_of(text, asks)
                yield Fault(at, asks, shown_key(key), f"{_place(name, at)}: {asks} cannot have "
                            f"{shown_key(key)}: {has} has it on the screen {screen}.")  # fmt: skip


_IDS = frozenset(action.id for action in ACTIONS)
_LETTERS = {chr(code) for code in range(ord("!"), ord("~") + 1) if chr(code).isalnum()}
_SENT = frozenset({
    *_LETTERS, *SIGNS, *(f"f{n}" for n in range(1, 13)),
    *(f"ctrl+{chr(code)}" for code in range(ord("a"), ord("z") + 1)),
})  # fmt: skip
"""Keys that every terminal sends, whatever stands between it and wingterm."""
