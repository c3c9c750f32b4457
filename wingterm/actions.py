"""Everything that a key can do, in one place: bindings, key lines, help and palette are made from it.

Standard library only: the command line may look here without loading the terminal.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How much care an action asks for."""

    PLAIN = "plain"
    """Done at once; a mistake is corrected by `correct`."""
    CHECKED = "checked"
    """A bar repeats who it is about and what it does to the roll; only `y` goes on."""
    COUNTED = "counted"
    """The number of people must be typed."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that keys can do."""

    id: str
    """For a verb the ledger's word for it, else a name of its own."""
    keys: tuple[str, ...]
    """As Textual names them; the first is shown."""
    words: str
    """For the key line."""
    help: str
    """One sentence for the help screen."""
    twin: str
    """The command that does the same; `terminal` for what only moves about in the terminal."""
    screens: frozenset[str]
    """Where it is live."""
    grade: Grade = Grade.PLAIN
    form: bool = False
    """Whether it opens a form, so that the key alone does nothing."""
    quiet: bool = False
    """Whether the key line leaves it out; the help screen never does."""

    @property
    def method(self) -> str:
        """Name of the method that does it, as Textual wants it after `action_`."""
        return f"verb('{self.id}')" if self.form else self.id.replace("-", "_")

    @property
    def shown_key(self) -> str:
        """The first key as it stands on a keyboard."""
        return shown_key(self.keys[0])


LISTS = frozenset({"board", "wing", "landing", "people", "find", "person"})
"""Screens of the register: a list each."""
CHOICES = frozenset({"help", "palette", "choose"})
"""Screens that only help on the way."""
ROWS = LISTS | CHOICES
"""Screens with a list to move about in."""
FORM = frozenset({"form"})
EVERYWHERE = ROWS | FORM
FILTERED = LISTS - {"find"}
TYPED = frozenset({"find", "palette", "choose"})
"""Screens with a line for typing above the list."""


def _verb(
    verb: str, key: str, words: str, help_line: str, twin: str = "", grade: Grade = Grade.PLAIN
) -> Action:
    return Action(verb, (key,), words, help_line, twin or verb, LISTS, grade, form=True)


def _figure(key: str, figure: str, words: str) -> Action:
    help_line = f"List the people behind the figure: {words}."
    return Action(
        f"list-{figure}", (key,), words, help_line, "list", frozenset({"board"}), quiet=True
    )


def _moving(
    name: str, keys: tuple[str, ...], help_line: str, on: frozenset[str] = ROWS
) -> Action:
    return Action(name, keys, "", help_line, "terminal", on, quiet=True)


ACTIONS: tuple[Action, ...] = (
    Action("open", ("enter",), "Open", "Open what the cursor is on.", "show", LISTS),
    Action("take", ("enter",), "Take", "Take what the cursor is on.", "terminal",
           frozenset({"palette", "choose"})),
    Action("search", ("f", "f2"), "Find", "Find a person by prison number or surname.", "find",
           LISTS - {"find"}),
    _verb("move", "m", "Move", "Give a person another cell, or take them back to reception."),
    _verb("swap", "s", "Swap", "Let two people change cells."),
    _verb("elsewhere", "e", "Elsewhere",
          "Send a person to a workplace or other area inside; the bed is kept."),
    _verb("back", "b", "Back in", "Bring a person back to their cell, or to reception."),
    _verb("receive", "r", "Receive", "Receive a person who is outside."),
    _verb("register", "n", "New", "Make a record for a person who has none.", "person create"),
    _verb("arrive", "a", "Arrive", "Take in a person who is on the way here.", "transfer arrive"),
    _verb("cancel-transfer", "x", "Cancel transfer", "Take back a person whose transfer turned back.",
          "transfer cancel"),
    _verb("transfer-out", "t", "Transfer", "Send a person to another prison.", "transfer out",
          Grade.CHECKED),
    _verb("release", "l", "Release", "Let a person go.", grade=Grade.CHECKED),
    _verb("correct", "c", "Correct", "Say that the last movements never happened."),
    _verb("identity", "i", "Identity", "Change a person's name, date of birth or sex.",
          "person amend"),
    _figure("1", "population", "Current population"),
    _figure("2", "in-today", "In today"),
    _figure("3", "out-today", "Out today"),
    _figure("4", "in-reception", "In reception"),
    _figure("5", "elsewhere", "Elsewhere inside"),
    _figure("6", "incoming", "Incoming transfers"),
    Action("filter", ("slash",), "Filter", "Show only rows that hold what is typed; Escape ends it.",
           "find", FILTERED, quiet=True),
    Action("typing", ("slash",), "Search", "Go back to the line for typing.", "find",
           frozenset({"find"}), quiet=True),
    Action("rows", ("tab",), "List", "Go to the list, where letters are keys.", "terminal",
           frozenset({"find"})),
    Action("reload", ("f5",), "Read again", "Read the register again now.", "roll", LISTS,
           quiet=True),
    _moving("cursor-up", ("up",), "One row up."),
    _moving("cursor-down", ("down",), "One row down."),
    _moving("page-up", ("pageup",), "One page up."),
    _moving("page-down", ("pagedown",), "One page down."),
    _moving("first-row", ("home",), "To the first row.", ROWS - TYPED),
    _moving("last-row", ("end",), "To the last row.", ROWS - TYPED),
    Action("submit", ("enter",), "Do it", "Do it; an empty field that must be filled comes first.",
           "terminal", FORM),
    _moving("next-field", ("down", "tab"), "To the next field.", FORM),
    _moving("previous-field", ("up", "shift+tab"), "To the field before.", FORM),
    Action("choices", ("f2",), "Choices", "List what may stand in the field, and take it from there.",
           "codes", FORM),
    Action("palette", ("ctrl+p",), "Actions", "List every action of the screen and choose by name.",
           "terminal", LISTS, quiet=True),
    Action("help", ("f1",), "Help", "Explain the screen and list its keys.", "about",
           EVERYWHERE - {"help"}),
    Action("leave", ("f3", "escape", "left", "q"), "Back", "Back one step; nothing is done.",
           "terminal", frozenset({"wing", "landing", "people", "person", "help"})),
    Action("leave", ("f3", "escape"), "Back", "Back one step; nothing is done.", "terminal",
           TYPED | FORM),
    Action("quit", ("q",), "Quit", "Leave wingterm.", "terminal", frozenset({"board"})),
    Action("quit", ("ctrl+q",), "Quit", "Leave wingterm.", "terminal", EVERYWHERE, quiet=True),
)  # fmt: skip
"""Every action; earlier ones come first on the key line."""

KEY_NAMES = {
    "slash": "/",
    "enter": "Enter",
    "escape": "Esc",
    "left": "Left",
    "up": "Up",
    "down": "Down",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}
LAST_ON_LINE = ("help", "leave", "quit")
"""Actions that the key line never leaves out for want of room."""


def shown_key(key: str) -> str:
    """Give a key as it stands on a keyboard: `F1`, `Ctrl+P`, `Enter`, `m`."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if key[1:].isdecimal() else key


def live_on(screen: str) -> Iterator[Action]:
    """Give the actions of a screen, in order."""
    return (action for action in ACTIONS if screen in action.screens)


def verb_action(verb: str) -> Action:
    """Give the action of a verb of the ledger."""
    return next(action for action in ACTIONS if action.form and action.id == verb)


def key_line(screen: str, width: int, without: Collection[str] = ()) -> str:
    """Give the line of keys of a screen, never wider than `width`.

    Args:
        screen: which screen.
        width: columns.
        without: ids of actions that make no sense now.
    """
    live = [a for a in live_on(screen) if not a.quiet and a.id not in without]
    last = [f"{a.shown_key} {a.words}" for a in live if a.id in LAST_ON_LINE]
    room = width - len("  ".join(last))
    parts: list[str] = []
    for action in live:
        part = f"{action.shown_key} {action.words}"
        if action.id in LAST_ON_LINE or len("  ".join([*parts, part])) + 2 > room:
            continue
        parts.append(part)
    return "  ".join([*parts, *last])[:width]
