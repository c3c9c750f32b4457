"""What an action is: its keys, its words, where it is live and how much care it asks for.

Standard library only, as the registry of all actions (`wingterm.actions`).
"""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How much care an action asks for."""

    PLAIN = "plain"
    """Done at once; a mistake is corrected by `correct`."""
    CHECKED = "checked"
    """A bar repeats who it is about and what it does to the roll; only `y` goes on."""
    COUNTED = "counted"
    """The number of people must be typed: every act on more than one, whatever its own grade."""


class About(StrEnum):
    """What the form of a verb is about."""

    PERSON = "person"
    PLACE = "place"
    PRISON = "prison"
    """The prison as a whole, or somebody who has no record yet."""
    CHECK = "check"
    """A roll check, or a unit of one."""


FIGURE = "list-"
"""How the id of an action begins that lists the people behind a figure of the roll."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that keys can do."""

    id: str
    """For a verb the ledger's word for it, else a name of its own."""
    keys: tuple[str, ...]
    """As Textual names them; the first is shown. Without any it stands in the menu of verbs."""
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
    about: About = About.PERSON
    """What a form is about."""
    many: bool = False
    """Whether a form can be about several marked people at once, as one act."""
    quiet: frozenset[str] = frozenset()
    """Screens whose key line leaves it out; the help screen never does."""
    leave: str = ""
    """Of a form: the action that a role must be allowed, where it is not called like the form."""

    @property
    def needs(self) -> str:
        """Give the action of the table of roles that whoever uses the form must be allowed."""
        return self.leave or self.id

    @property
    def method(self) -> str:
        """What Textual calls: the name of a method without `action_`, with its argument."""
        if self.form:
            return f"verb('{self.id}')"
        if self.id.startswith(FIGURE):
            return f"figure('{self.id.removeprefix(FIGURE)}')"
        return self.id.replace("-", "_")

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as they stand on a keyboard."""
        return tuple(shown_key(key) for key in self.keys)

    @property
    def shown_key(self) -> str:
        """The first key as it stands on a keyboard, empty for none."""
        return shown_key(self.keys[0]) if self.keys else ""


SIGNS = {
    "exclamation_mark": "!", "quotation_mark": '"', "number_sign": "#", "dollar_sign": "$",
    "percent_sign": "%", "ampersand": "&", "apostrophe": "'", "left_parenthesis": "(",
    "right_parenthesis": ")", "asterisk": "*", "plus": "+", "comma": ",", "minus": "-",
    "full_stop": ".", "slash": "/", "colon": ":", "semicolon": ";", "less_than_sign": "<",
    "equals_sign": "=", "greater_than_sign": ">", "question_mark": "?", "at": "@",
    "left_square_bracket": "[", "backslash": "\\", "right_square_bracket": "]",
    "circumflex_accent": "^", "underscore": "_", "grave_accent": "`", "left_curly_bracket": "{",
    "vertical_line": "|", "right_curly_bracket": "}", "tilde": "~",
}  # fmt: skip
"""Signs of a keyboard by Textual's names for them."""

KEY_NAMES = {
    **SIGNS,
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "left": "Left",
    "right": "Right",
    "up": "Up",
    "down": "Down",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "delete": "Del",
}
"""Keys as they stand on a keyboard, by Textual's names for them; letters and F keys apart."""


def shown_key(key: str) -> str:
    """Give a key as it stands on a keyboard: `F1`, `Ctrl+P`, `Enter`, `m`."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if key[1:].isdecimal() else key
