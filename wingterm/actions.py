"""Everything that a key can do, in one place: bindings, key lines, help and palette come from it.

Standard library only: the command line may look here without loading the terminal.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from wingterm.action import FIGURE, About, Action, Grade, shown_key
from wingterm.check_actions import CHECKING, UNIT, check_first, check_verbs, check_ways

__all__ = ["ACTIONS", "FIGURE", "VERBS", "About", "Action", "Grade", "key_line", "live_on",
           "shown_key", "verb_action"]  # fmt: skip


LISTS = frozenset({"board", "wing", "landing", "map", "people", "find", "person", "report"})
"""Screens of the register: a list each, with a verb at every row."""
TREND = frozenset({"trend"})
OCCUPANCY = frozenset({"occupancy"})
BATCHES = frozenset({"batches"})
BATCH = frozenset({"batch"})
"""A batch file before it is done."""
MENUS = LISTS | TREND | OCCUPANCY | CHECKING | BATCHES | BATCH | {"lists"}
"""The same, the menu that leads to the lists, the pictures, roll checks and batches."""
CHOICES = frozenset({"help", "palette", "choose", "more", "goto"})
"""Screens that only help on the way."""
DRAFTS = frozenset({"drafts"})
"""The list of forms that are not done."""
ROWS = MENUS | CHOICES | DRAFTS
"""Screens with a list to move about in."""
MANY = frozenset({"many"})
"""The form about several people."""
FORM = MANY | {"form"}
CONFIRM = frozenset({"confirm"})
"""The bar of a form that asks once more."""
COUNT = frozenset({"count"})
"""The bar of a form about several people, which asks how many they are."""
MAKING = frozenset({"making"})
"""The screen that waits until the practice register is made."""
EVERYWHERE = ROWS | FORM | MAKING
SIGN_ON = frozenset({"sign-on"})
"""The screen of a shared terminal at which nobody is signed on."""
TYPED = frozenset({"find", "palette", "choose", "more", "goto"})
"""Screens with a line for typing above the list."""
BOARD = frozenset({"board"})
MAP = frozenset({"map"})
FIND = frozenset({"find"})
GOTO = frozenset({"goto"})
PERSON = frozenset({"person"})
PEOPLE = frozenset({"people"})
REPORT = frozenset({"report"})
LANDING = frozenset({"landing"})
MARKING = LANDING | PEOPLE | REPORT | FIND | UNIT
"""Lists of people, who can be marked there."""
TERMINAL = "terminal"


def _verb(
    verb: str,
    key: str,
    words: str,
    help_line: str,
    twin: str = "",
    *,
    grade: Grade = Grade.PLAIN,
    many: bool = False,
    quiet: frozenset[str] = BOARD | REPORT,
) -> Action:
    return Action(verb, tuple(key.split()), words, help_line, twin or verb, LISTS, grade, True,
                  many=many, quiet=quiet)  # fmt: skip


def _gate(
    verb: str, key: str, words: str, help_line: str, twin: str = "", *, many: bool = False
) -> Action:
    """Give a verb by which people come in; key lines name it where people come in."""
    quiet = LISTS - BOARD - PERSON - PEOPLE
    return _verb(verb, key, words, help_line, twin, many=many, quiet=quiet)


def _rare(
    verb: str, words: str, help_line: str, twin: str = "", grade: Grade = Grade.PLAIN,
    about: About = About.PERSON, *, many: bool = False, leave: str = "",
) -> Action:  # fmt: skip
    """Give a verb without a key of its own: the menu of verbs has it."""
    return Action(verb, (), words, help_line, twin or verb, LISTS, grade, True, about, many, LISTS,
                  leave)  # fmt: skip


def _place(
    verb: str,
    words: str,
    help_line: str,
    twin: str,
    grade: Grade = Grade.PLAIN,
    about: About = About.PLACE,
    *,
    leave: str = "",
) -> Action:
    return _rare(verb, words, help_line, f"places {twin}", grade, about, leave=leave)


def _figure(key: str, figure: str, words: str) -> Action:
    help_line = f"List the people: {words}."
    return Action(f"{FIGURE}{figure}", (key,), words, help_line, "list", BOARD, quiet=BOARD)


def _moving(key: str, name: str, help_line: str, on: frozenset[str] = ROWS) -> Action:
    return Action(name, tuple(key.split()), "", help_line, TERMINAL, on, quiet=EVERYWHERE | SIGN_ON)


# `many`: what is done to a group that goes the same way (to work, back, to court, on a licence, by
# one coach, into one cell), the same thing recorded of all, and the undoing of these. Not what asks
# for each by themselves: an order or warrant, a release and every other end of a stay, a death, a
# bed watch with its own officers, an identity, and a swap, which is about two already.
ACTIONS: tuple[Action, ...] = (
    check_first(BOARD),
    Action("open", ("enter",), "Open", "Open what the cursor is on.", "show", MENUS - PERSON),
    Action("open", ("enter",), "Take up", "Take the draft up where it was left.", "drafts", DRAFTS),
    Action("throw-away", ("delete",), "Throw away", "Throw the draft under the cursor away.",
           "drafts throw-away", DRAFTS, Grade.CHECKED),
    Action("take", ("enter",), "Take", "Take what the cursor is on.", TERMINAL,
           CHOICES - GOTO - {"help"}),
    Action("take", ("enter",), "Go there", "Go to what the cursor is on.", TERMINAL, GOTO),
    *check_verbs(LISTS),
    *check_ways(MENUS, BOARD),
    Action("search", ("f", "f2"), "Find", "Find a person by prison number or surname.", "find",
           MENUS - FIND, quiet=PERSON | CHECKING),
    Action("mark", ("space",), "Mark", "Mark the person, or unmark, for one act on several.",
           TERMINAL, MARKING, quiet=REPORT | FIND),
    Action("mark", ("space",), "Mark", "Mark the line, or unmark; only marked ones are done.",
           TERMINAL, BATCH),
    Action("mark-all", ("asterisk",), "All", "Mark everybody shown; again: nobody is marked.",
           TERMINAL, MARKING, quiet=MARKING),
    Action("mark-all", ("asterisk",), "All", "Mark every line shown; again: none is marked.",
           TERMINAL, BATCH, quiet=BATCH),
    Action("open-file", ("n",), "Open a file", "Open a file of many lines; see what it would do.",
           "bulk run", BATCHES),
    Action("run-batch", ("d",), "Do it", "Do all lines, or those marked; asks their number.",
           "bulk run", BATCH, Grade.COUNTED),
    Action("leave-out", ("ctrl+l",), "Leave out", "Go on without lines that a rule is against.",
           "bulk run", BATCH),
    Action("details", ("d",), "On record", "Everything that is on record of the person.",
           "particulars", PERSON),
    Action("other-picture", ("u",), "Occupancy", "Beds in use against capacity instead.",
           "occupancy", TREND),
    Action("other-picture", ("u",), "Last days", "The roll over the last days instead.",
           "roll-days", OCCUPANCY),
    Action("days", ("d",), "14 or 60 days", "Show 60 days, or 14 again.", "roll-days", TREND),
    Action("which-wing", ("w",), "Wing", "Choose a wing, or the whole prison.", "roll-days", TREND),
    Action("landings", ("d",), "Landings", "Show landings too, or wings only.", "occupancy",
           OCCUPANCY),
    Action("map", ("k",), "Map", "The wing as a map of its cells.", "map",
           OCCUPANCY | {"board", "wing", "landing"}, quiet=LANDING | BOARD),
    Action("pictures", ("u",), "Pictures", "The roll over the last days; occupancy.", "roll-days",
           BOARD),
    _verb("back", "b", "Back in", "Bring a person back to their cell, or to reception.",
          many=True),
    _verb("register", "n", "New", "Make a record for a person who has none.", "person create",
          quiet=LISTS),
    _gate("receive", "r", "Receive", "Receive a person who is outside: a new stay."),
    _gate("arrive", "a", "Arrive", "Take in who is on the way here, or away elsewhere.",
          "transfer arrive", many=True),
    _verb("cancel-transfer", "x", "Cancel transfer", "Take back a person whose coach turned back.",
          "transfer cancel", many=True, quiet=LISTS - PERSON),
    _verb("move", "m", "Move", "Give a person another cell, or reception.", many=True),
    _verb("swap", "s", "Swap", "Let two people change cells.", quiet=BOARD | REPORT | LANDING),
    _verb("elsewhere", "e", "Elsewhere",
          "Send to an area inside the prison; the bed is kept.", many=True),
    _verb("court-out", "o", "Court", "Send a person out to court.", "court", many=True),
    _verb("hospital-out", "h", "Hospital", "Take a person to hospital under a bed watch.",
          "hospital"),
    _verb("absence-out", "w", "Away", "Let a person out on temporary absence.", "absence",
          many=True),
    _verb("transfer-out", "t", "Transfer", "Send a person to another prison.", "transfer out",
          grade=Grade.CHECKED, many=True),
    _verb("release", "l", "Release", "Let a person go.", grade=Grade.CHECKED),
    _verb("correct", "c", "Correct", "Say that the last movements never happened.", many=True),
    _verb("identity", "i", "Identity", "Change a person's name, date of birth or sex.",
          "person amend", quiet=LISTS),
    _verb("record", "p", "Put on record", "Put an alert, a category, a date ... on record.",
          many=True, quiet=LISTS),
    _rare("end-record", "End a record", "Say that something on record is not so any more.",
          "end"),
    _rare("correct-fact", "Withdraw", "Say that something recorded never was so.",
          grade=Grade.CHECKED, about=About.PRISON, leave="correct"),
    _rare("recall", "Recall", "Take back a released person: the same stay goes on."),
    _rare("recapture", "Recapture", "Take back a person who was at large."),
    _rare("redirect", "Redirect", "Say that a person on the way goes to another prison.",
          "transfer redirect", many=True),
    _rare("escape", "Escape", "A barrier or an escort was overcome.", grade=Grade.CHECKED),
    _rare("abscond", "Abscond", "Gone where there was nothing to overcome.",
          grade=Grade.CHECKED),
    _rare("fail-to-return", "Did not return", "Not back from absence by the time due.",
          grade=Grade.CHECKED),
    _rare("death", "Death", "Died; on the roll until the body is removed.",
          grade=Grade.CHECKED),
    _rare("remove-body", "Body removed", "The body of a person who died was taken away.",
          grade=Grade.CHECKED),
    _rare("discharge-hospital", "Discharge", "Discharge to a psychiatric hospital.",
          grade=Grade.CHECKED),
    _rare("number", "Give number", "Give a prison number in place of a temporary one.",
          "person number", Grade.CHECKED),
    _rare("merge", "Merge", "Say that two records are of one person.",
          "person merge", Grade.CHECKED),
    _rare("unmerge", "Undo a merge", "Say that a merged record is of another person.",
          "person unmerge", Grade.CHECKED, About.PRISON),
    _place("out-of-use", "Out of use", "Take a place out of use, with what is below it.",
           "out-of-use"),
    _place("into-use", "Into use", "Bring a place into use again.", "into-use"),
    _place("capacity", "Capacity", "Say what a cell holds: CNA, working, maximum.", "capacity"),
    _place("marks", "Marks", "Say what a place is used for.", "mark"),
    _place("rename", "Rename", "Give a place another name to be shown by.", "rename",
           leave="place"),
    _place("close", "Close for good", "Close a place, with what is below it, for good.",
           "close", Grade.CHECKED),
    _place("convert", "Convert", "Make a cell a room of another kind.", "convert"),
    _place("certificate", "Certificate", "Ask for a change of the cell certificate.",
           "certificate-request"),
    _place("settle-certificate", "Decided", "Say that the change was approved or refused.",
           "certificate-settle", leave="certificate"),
    _place("add-place", "New place", "Add a wing, spur, landing, cell or area.", "add",
           about=About.PRISON, leave="place"),
    _rare("settings", "Settings", "How the prison's roll is read, and what is asked.",
          "prison-settings", Grade.CHECKED, About.PRISON),
    _place("signed-capacity", "Signed capacity", "Say what the signed operational capacity is.",
           "signed", about=About.PRISON, leave="capacity"),
    _figure("1", "population", "Current population"),
    _figure("2", "in-today", "In today"),
    _figure("3", "out-today", "Out today"),
    _figure("4", "in-reception", "In reception"),
    _figure("5", "elsewhere", "Elsewhere inside"),
    _figure("6", "incoming", "Incoming transfers"),
    _figure("7", "out", "Out, off site"),
    _figure("8", "no-cell", "No cell allocated"),
    _figure("9", "overdue", "Overdue back"),
    _figure("0", "at-large", "At large"),
    Action("filter", ("slash",), "Filter", "Show only rows that hold what is typed; Esc ends it.",
           "find", MENUS - FIND - MAP, quiet=PERSON),
    Action("filter", ("slash",), "Search", "Show only what holds the words typed; Esc ends it.",
           TERMINAL, frozenset({"help"})),
    Action("typing", ("slash",), "Search", "Go back to the line for typing.", "find", FIND,
           quiet=FIND),
    Action("rows", ("tab",), "List", "Go to the list, where letters are keys.", TERMINAL, FIND),
    Action("save", ("f7",), "To file", "Write what is shown to a text file, for a printer.",
           "evacuation", REPORT),
    Action("reload", ("f5",), "Read again", "Read the register again now.", "roll", MENUS,
           quiet=MENUS),
    Action("reload", ("f5",), "Read again", "Look again which drafts there are.", "drafts", DRAFTS,
           quiet=DRAFTS),
    Action("more", ("v", "f6"), "More", "Every verb that makes sense now, by name.", TERMINAL,
           LISTS),
    Action("stays", ("y",), "Stays", "Stays in custody, with transfers and times out.", "history",
           PERSON, quiet=PERSON),
    Action("who-saw", ("u",), "Who saw", "Who saw or changed what is on record of them.", "log",
           PERSON, quiet=PERSON),
    Action("lists", ("f4", "g"), "Lists", "Every list and figure of the prison.", "list",
           LISTS | CHECKING, quiet=(LISTS | CHECKING) - BOARD),
    Action("goto", ("colon", "ctrl+g"), "Go to", "Go to a cell, a landing, a number, a list.",
           "goto", MENUS | DRAFTS | {"help"}, quiet=ROWS - BOARD),
    Action("evacuation", ("ctrl+e",), "Evacuate", "Everybody by unit, with where they are now.",
           "evacuation", EVERYWHERE, quiet=EVERYWHERE - BOARD),
    Action("drafts", ("f8",), "Drafts", "Your forms that are not done: take one up again.",
           "drafts", MENUS, quiet=MENUS),
    Action("practice", ("f9",), "Practice", "Practice register, to try things; again there: back.",
           "practice", MENUS, quiet=MENUS - BOARD),
    _moving("up", "cursor-up", "One row up."),
    _moving("down", "cursor-down", "One row down."),
    _moving("left", "cursor-left", "One cell to the left.", MAP),
    _moving("right", "cursor-right", "One cell to the right.", MAP),
    _moving("pageup", "page-up", "One page up."),
    _moving("pagedown", "page-down", "One page down."),
    _moving("home", "first-row", "To the first row.", ROWS - TYPED),
    _moving("end", "last-row", "To the last row.", ROWS - TYPED),
    Action("submit", ("enter",), "Do it", "Do it; a field that must be filled comes first.",
           TERMINAL, FORM),
    _moving("down tab", "next-field", "To the next field.", FORM),
    _moving("up shift+tab", "previous-field", "To the field before.", FORM),
    _moving("pagedown", "people-down", "More of the people whom the form is about.", MANY),
    _moving("pageup", "people-up", "Those before them again.", MANY),
    Action("yes", ("y",), "Yes, do it", "Do what the bar says; every other key is no.", TERMINAL,
           CONFIRM, Grade.CHECKED),
    Action("counted", ("enter",), "Do it, with the number",
           "Do it for as many people as the number typed says.", TERMINAL, COUNT, Grade.COUNTED),
    Action("leave-out", ("ctrl+l",), "Leave out",
           "Go on without those whom a rule is against.", TERMINAL, MANY),
    Action("choices", ("f2",), "Choices", "List what may stand in the field, and take one.",
           "codes", FORM),
    Action("goto", ("ctrl+g",), "Go to", "Go to a cell, a landing, a number, a list.", "goto",
           (TYPED | FORM) - GOTO - FIND, quiet=TYPED),
    Action("palette", ("ctrl+p",), "Actions", "List every action of the screen and choose by name.",
           TERMINAL, MENUS, quiet=MENUS),
    Action("help", ("f1",), "Help", "Explain the screen and the field; it changes nothing.",
           "about", (EVERYWHERE | CONFIRM | COUNT) - {"help"}),
    Action("leave", ("f3", "escape", "left", "q"), "Back", "Back one step; nothing is done.",
           TERMINAL, (MENUS | MAKING | DRAFTS | {"help"}) - BOARD - FIND - MAP),
    Action("leave", ("f3", "escape", "q"), "Back", "Back one step; nothing is done.", TERMINAL,
           MAP),
    Action("leave", ("f3", "escape"), "Back", "Back one step; nothing is done.", TERMINAL,
           TYPED | FORM),
    Action("leave", ("f3", "escape"), "Back", "End the filter; on the practice board: back.",
           TERMINAL, BOARD, quiet=BOARD),
    Action("end", ("q",), "Quit", "Leave wingterm, or the practice register.", TERMINAL, BOARD),
    Action("lock", ("f10", "ctrl+o"), "Lock",
           "Blank a shared terminal; anybody may sign on.", TERMINAL, EVERYWHERE,
           quiet=EVERYWHERE),
    Action("submit", ("enter",), "Sign on", "Sign on with what is typed.", TERMINAL, SIGN_ON),
    _moving("down tab", "next-field", "To the digits.", SIGN_ON),
    _moving("up shift+tab", "previous-field", "To the account.", SIGN_ON),
    Action("quit", ("ctrl+q",), "Quit", "Leave wingterm.", TERMINAL, SIGN_ON),
    Action("quit", ("ctrl+q",), "Quit", "Leave wingterm.", TERMINAL, EVERYWHERE, quiet=EVERYWHERE),
)  # fmt: skip
"""Every action; earlier ones come first on the key line."""

LAST_ON_LINE = ("evacuation", "lists", "more", "help", "leave", "end", "quit")
"""Actions that the key line leaves out last for want of room, the later the longer kept."""


YES = next(action.keys for action in ACTIONS if action.id == "yes")
"""The only keys that go on with a checked act."""
COUNTED = next(action.keys for action in ACTIONS if action.id == "counted")
"""The only keys that go on with an act on several people, once their number is typed."""
PASSED = frozenset(
    key for action in ACTIONS if action.id in ("evacuation", "help") for key in action.keys
)
"""The only keys that a question lets through; neither answers it with yes."""
VERBS = tuple(dict.fromkeys(action.id for action in ACTIONS if action.form))
"""Verbs that have a form."""
PERSON_VERBS = tuple(a.id for a in ACTIONS if a.form and a.about is About.PERSON)
"""Those about a person who has a record or is to have one."""


_IN_FORCE: ContextVar[tuple[Action, ...]] = ContextVar("the actions in force", default=ACTIONS)
"""A context variable: each run of the terminal has its own, and sentences that name a key need not
be handed one."""


def in_force() -> tuple[Action, ...]:
    """Give every action with the keys that it has here: those shipped, or of the officer's own."""
    return _IN_FORCE.get()


@contextmanager
def keys_of(actions: tuple[Action, ...]) -> Iterator[None]:
    """Use an officer's own keys, in everything that is started inside."""
    token = _IN_FORCE.set(actions)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def live_on(screen: str, actions: Collection[Action] | None = None) -> Iterator[Action]:
    """Give the actions of a screen, in order, with the keys in force or of others."""
    chosen = in_force() if actions is None else actions
    return (action for action in chosen if screen in action.screens)


def where(action: Action) -> str:
    """Say on which screens an action is live; `register` stands for every screen with people."""
    if action.screens == EVERYWHERE:
        return "everywhere"
    missing, left = LISTS - action.screens, sorted(action.screens - LISTS)
    if len(missing) > 2:
        return ", ".join(sorted(action.screens))
    but = f" but {', '.join(sorted(missing))}" if missing else ""
    return ", ".join([f"register{but}", *left])


def verb_action(verb: str) -> Action:
    """Give the action of a verb of the ledger."""
    return next(action for action in in_force() if action.form and action.id == verb)


def key_line(screen: str, width: int, without: Collection[str] = ()) -> str:
    """Give the line of keys of a screen, never wider than `width`.

    Args:
        screen: which screen.
        width: columns.
        without: ids of actions that make no sense now.
    """
    shown = (a for a in live_on(screen) if a.keys and screen not in a.quiet)
    live = [a for a in shown if a.id not in without]
    kept = list(LAST_ON_LINE)
    last = [f"{a.shown_key} {a.words}" for a in live if a.id in kept]
    while len("  ".join(last)) > width and len(kept) > len(("help", "leave")):
        kept.pop(0)
        last = [f"{a.shown_key} {a.words}" for a in live if a.id in kept]
    room = width - len("  ".join(last))
    parts: list[str] = []
    for action in live:
        part = f"{action.shown_key} {action.words}"
        if action.id in LAST_ON_LINE or len("  ".join([*parts, part])) + 2 > room:
            continue
        parts.append(part)
    return "  ".join([*parts, *last])[:width]
