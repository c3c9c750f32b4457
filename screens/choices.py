"""Lists of what may stand in a field: cells with room, areas, prisons, codes, people."""

from collections.abc import Callable, Sequence
from fnmatch import fnmatch
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from screens import empty
from screens.base import Frame
from screens.find import TakePersonScreen
from screens.list_frame import ListFrame
from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.parts.typing_line import Typing
from screens.rows import place_words
from screens.session import Session
from wingterm.domain.checks.kinds import NAMES
from wingterm.domain.people import SEXES
from wingterm.domain.places import PlaceKind
from wingterm.domain.roles import may
from wingterm.domain.roll import RESIDENTIAL
from wingterm.services.codes import code_list, reason_codes
from wingterm.services.places import cells, places
from wingterm.services.prisons import prisons

if TYPE_CHECKING:
    from wingterm.services.checks.enquiry import CheckLine

REGISTER = "REG"
"""Code of the register itself, whose officers act for every prison."""
Choices = tuple[str, list[tuple[str, str]]]
"""The title of a list, and what it lists: what is taken, and its words."""


class ChoiceScreen(ListFrame[str]):
    """A list to take one thing from; typing narrows it."""

    NAME = "choose"
    ABOUT = "What there is to choose from. Type to narrow it; Enter takes what the cursor is on."
    AUTO_FOCUS: ClassVar[str | None] = "#typing Input"
    EMPTY = empty.NOTHING
    UNMATCHED = empty.NARROWED

    def __init__(self, session: Session, title: str, rows: Sequence[Row], none: str = "") -> None:
        """Show rows; the key of the one taken is given back. `none` is said where there is none."""
        super().__init__(session)
        self._heading = title
        self._choices = rows
        self._none = none

    def middle(self) -> ComposeResult:
        """Make the line for typing above the list."""
        yield Typing("Narrow", id="typing")
        yield from super().middle()

    def begin(self) -> None:
        """Show the list."""
        super().begin()
        self.title_line(self._heading, f"{len(self._choices)}")
        self.put(self._choices, self._none)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.list.seek(event.value)

    def action_take(self) -> None:
        """Give back what the cursor is on."""
        # A burst of keys may be ahead of what it narrows.
        self.list.seek(self.query_one("#typing", Typing).line.value)
        if self.current is not None:
            self.give(self.current.key)


def choice_screen(session: Session, kind: str) -> Frame[str]:
    """Give the screen that lists a kind of thing.

    Args:
        session: who asks.
        kind: `person`, `cell`, `area`, `place`, `wing`, `prison`, `courts`, `sex`,
            `reason:TYPE`, `codes:LIST`, `words:ONE,TWO`, `check`, `check-unit`, `plan-unit`,
            `check-kind`, `counter`, `batch-file` or `batch-verb`; after a reason's type a colon and
            the codes that are wanted, or with `!` those that are not; after a list's name a colon
            and what its rows must hold, `column=value`, with `&` between.
    """
    if kind == "person":
        return TakePersonScreen(session)
    title, pairs = choices_of(session, kind)
    wide = max([11, *(len(value) for value, _ in pairs)]) + 1
    rows = [Row(value, columns((f" {value}", wide), (words, 78 - wide))) for value, words in pairs]
    return ChoiceScreen(session, title, rows, empty.CHOICES.get(kind, ""))


def choices_of(session: Session, kind: str) -> Choices:
    """Give the title of a list, and what it lists: what is taken, and its words."""
    word, _, which = kind.partition(":")
    return _LISTS[word](session, which)


def _reasons(_session: Session, which: str) -> Choices:
    kind, _, wanted = which.partition(":")
    only, never = _wanted(wanted)
    codes = [
        reason
        for reason in reason_codes().active_for(kind)
        if (not only or reason.code in only) and not any(fnmatch(reason.code, n) for n in never)
    ]
    return "Reasons", [(reason.code, reason.description) for reason in codes]


def _wanted(codes: str) -> tuple[set[str], set[str]]:
    listed = {code for code in codes.split(",") if code}
    never = {code[1:] for code in listed if code.startswith("!")}
    return {code for code in listed if not code.startswith("!")}, never


def _codes(_session: Session, which: str) -> Choices:
    name, _, where = which.partition(":")
    wanted = dict(pair.split("=") for pair in where.split("&") if pair)
    active = [
        code
        for code in code_list(name).active()
        if all(code.more.get(column) == value for column, value in wanted.items())
    ]
    return name.replace("_", " ").capitalize(), [(c.code, c.description) for c in active]


def _courts(_session: Session, _which: str) -> Choices:
    return "Courts", [(court.code, court.description) for court in code_list("courts").active()]


def _prisons(session: Session, _which: str) -> Choices:
    """List those of the register first: their people stay in it."""
    here = [(p.code, p.name) for p in prisons(session.desk) if p.code != session.prison.code]
    known = {session.prison.code, *(code for code, _ in here)}
    rest = [p for p in code_list("prisons").active() if p.code not in known]
    ours = [(code, f"{name}  (in this register)") for code, name in here]
    return "Prisons", [*ours, *((p.code, p.description) for p in rest)]


def _areas(session: Session, _which: str) -> Choices:
    prison = session.prison
    areas = [p for p in places(session.desk, prison) if p.kind == PlaceKind.AREA and p.in_use]
    return f"Areas  {prison.code}", [(p.code, p.name) for p in areas]


def _places(session: Session, _which: str) -> Choices:
    prison = session.prison
    known = [p for p in places(session.desk, prison) if p.kind in (*RESIDENTIAL, PlaceKind.AREA)]
    return f"Places  {prison.code}", [
        (p.code, f"{p.name if p.name != p.code else ''}  {place_words(p)}".strip()) for p in known
    ]


def _wings(session: Session, _which: str) -> Choices:
    """List where cells lie: wings, spurs and landings."""
    prison = session.prison
    known = [p for p in places(session.desk, prison) if p.kind in RESIDENTIAL[:-1]]
    return f"Wings and landings  {prison.code}", [
        (p.code, f"{p.name if p.name != p.code else ''}  {place_words(p)}".strip()) for p in known
    ]


def _cells(session: Session, _which: str) -> Choices:
    free = cells(session.desk, session.prison, with_room=True)
    return f"Cells with room  {session.prison.code}", [
        (c.code, f"room for {c.room}; {len(c.people)} in it; CNA {c.capacity.cna}  {c.marks}")
        for c in free
    ]


def _checks(session: Session, _which: str) -> Choices:
    """List the checks to which something may be added."""
    from wingterm.services.checks.enquiry import open_now

    return "Open roll checks", [
        (str(c.id), f"{NAMES[c.kind]}, as of {session.time(c.as_of)}; {_counted(c)}")
        for c in open_now(session.desk, session.prison)
    ]


def _counted(line: "CheckLine") -> str:
    return f"{line.counted_units} of {line.units} units counted"


def _units(session: Session, which: str) -> Choices:
    """List the units of a check, of the newest where none is named."""
    from wingterm.services.checks.sheet import check_sheet

    number = int(which) if which.isdecimal() else None
    sheet = check_sheet(session.desk, session.prison, number)
    return f"Units of {sheet.name}", [(u.code, f"{u.name}  {u.state}") for u in sheet.units]


def _planned(session: Session, _which: str) -> Choices:
    """List the units by which the prison counts, whether a check is open or not."""
    from wingterm.services.checks.enquiry import plan_of

    units = plan_of(session.desk, session.prison).units
    return f"Units  {session.prison.code}", [(unit.code, unit.name) for unit in units]


def _counters(session: Session, _which: str) -> Choices:
    """List the officers of the prison, and of the register, who may count."""
    from wingterm.services.officers import officers

    here = (session.prison.code, REGISTER)
    return "Officers who may count", [
        (o.account, f"{o.name}  {o.role}")
        for o in officers(session.desk)
        if o.in_force == "yes" and o.prison in here and may(o.role, "count")
    ]


def _files(_session: Session, _which: str) -> Choices:
    """List the files of the present folder that may hold a batch."""
    from wingterm.services.bulk.choosing import files_here

    return "Files of the present folder", list(files_here())


def _bulk_verbs(_session: Session, _which: str) -> Choices:
    from wingterm.services.bulk.verbs import BULK_VERBS

    return "Verbs of a batch file", [(verb.name, verb.words) for verb in BULK_VERBS.values()]


_LISTS: dict[str, Callable[[Session, str], Choices]] = {
    "reason": _reasons,
    "codes": _codes,
    "courts": _courts,
    "words": lambda _, which: ("Words", [(word, "") for word in which.split(",")]),
    "sex": lambda _, __: ("Sex", list(SEXES.items())),
    "prison": _prisons,
    "area": _areas,
    "place": _places,
    "wing": _wings,
    "cell": _cells,
    "check": _checks,
    "check-unit": _units,
    "plan-unit": _planned,
    "check-kind": lambda _, __: ("Kinds", [(kind, words) for kind, words in NAMES.items()]),
    "counter": _counters,
    "batch-file": _files,
    "batch-verb": _bulk_verbs,
}
