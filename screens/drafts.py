"""The officer's own drafts: forms that were begun and are not done, to take up or throw away."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult

from screens.keyed import keyed
from screens.list_frame import ListFrame
from screens.parts.confirm import ConfirmBar
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line, Lines, columns
from screens.reopen import reopen
from screens.rows import receipt_words
from screens.session import Session
from screens.specs import SPECS
from screens.specs.base import PERSON
from wingterm.actions import VERBS, key_line, verb_action
from wingterm.domain.outcomes import Receipt
from wingterm.domain.particulars import KINDS
from wingterm.errors import WingtermError
from wingterm.services.drafts import (
    Draft,
    DraftLine,
    MyDrafts,
    Openness,
    holder,
    my_drafts,
    released,
    take_up,
    throw_away,
)

HEAD = columns((" Typed last", 19), ("What", 17), ("Whom or what", 24), ("Where", 19))
NONE = "No drafts. A form is kept here as you type it, until it is done or thrown away."
GONE = "That draft was taken up, done or thrown away at another terminal just now."


class DraftsScreen(ListFrame[Receipt]):
    """What was typed and not done, newest first."""

    NAME = "drafts"
    ABOUT = (
        "Forms that you began and that are not done: left with {leave:form}, or cut off by a "
        "closed window or a power cut. Enter takes one up where it was left. Nobody else sees your "
        "drafts, and a draft does nothing to the register. What is open at another terminal of "
        "yours says so; taking it up here ends it there. {leave:drafts} keeps them all."
    )
    EMPTY = f"{NONE} {{leave:drafts}} goes back."

    def __init__(self, session: Session, found: MyDrafts | None = None, greeting: str = "") -> None:
        """Show the drafts of the officer here.

        Args:
            session: who is there.
            found: those just looked up; None looks them up.
            greeting: what is said besides when wingterm starts.
        """
        super().__init__(session)
        self._found = found
        self._just_mounted = True
        self._greeting = greeting
        self._lines_shown: tuple[DraftLine, ...] = ()
        self._on_yes: Callable[[], None] | None = None

    def middle(self) -> ComposeResult:
        """Make the list and, below it, what its row has no room for."""
        yield from super().middle()
        yield Lines("", "", id="detail")

    def foot(self) -> Lines:
        """Make notice lines that can ask once more."""
        return ConfirmBar("", id="notice", classes="-foot")

    def begin(self) -> None:
        """Show the drafts."""
        super().begin()
        self.title_line("Drafts: forms that are not done", self.session.desk.account)
        self.head("", Line(HEAD, BOLD))
        self.reread()
        if self._greeting:
            self.say(f"{self.notice} {self._greeting}".strip())

    def on_screen_resume(self) -> None:
        """Look again what is left when a form was closed."""
        if not self._just_mounted:
            self.reread()
        self._just_mounted = False

    def reread(self) -> None:
        """Look the drafts up and show them."""
        # What was said to be done on the screen before is not told again.
        self.session.drafts.seen()
        self.session.drafts.flush()
        found = self._found or self.ask(lambda: my_drafts(self.session.desk))
        self._found = None
        if found is None:
            return
        self._lines_shown = found.lines
        self.put([self._row(line) for line in found.lines])
        self.show_detail()
        self.show_keys()
        if found.done:
            self.say(done_words(found))

    def show_keys(self) -> None:
        """Show the keys of the list, or of the bar that asks once more."""
        if self.query_one(ConfirmBar).asking:
            self.keys(f"{key_line('confirm', 79)}     any other key: no")
        else:
            super().show_keys()

    def senseless(self) -> set[str]:
        """Give what needs a draft where there is none."""
        return set() if self._lines_shown else {"open", "throw-away"}

    def action_reload(self) -> None:
        """Look the drafts up again."""
        self.reread()

    def action_open(self) -> None:
        """Take the draft up; what is open elsewhere only once that has been told."""
        line = self._line
        if line is None:
            self.say(keyed(NONE))
        elif line.openness is Openness.FREE:
            self._take_up(line)
        else:
            self._ask(f"Take up here: {self._words(line)}.", self._held(line), self._take_it)

    def action_throw_away(self) -> None:
        """Ask whether the draft may go; only y is yes."""
        line = self._line
        if line is None:
            self.say(keyed(NONE))
        else:
            lost = "What was typed is lost; nothing happens to the register."
            held = self._held(line) if line.openness is not Openness.FREE else ""
            self._ask(f"Throw away: {self._words(line)}.", f"{lost} {held}", self._throw_away)

    @property
    def _line(self) -> DraftLine | None:
        key = self.current.key if self.current else ""
        return next((line for line in self._lines_shown if line.draft.id == key), None)

    def _ask(self, what: str, more: str, then: Callable[[], None]) -> None:
        self._on_yes = then
        self.query_one(ConfirmBar).ask(what, more.strip())
        self.show_keys()

    @on(ConfirmBar.Answered)
    def _answered(self, event: ConfirmBar.Answered) -> None:
        then, self._on_yes = self._on_yes, None
        self.focus_on(self.list)
        self.show_keys()
        if event.yes and then is not None:
            then()
        elif not self.notice:
            self.say("Nothing was done.")

    def _take_it(self) -> None:
        if self._line is not None:
            self._take_up(self._line)

    def _take_up(self, line: DraftLine) -> None:
        """Take the draft from whoever has it, and open its form."""
        desk = self.session.desk
        held = holder(desk)
        draft = self.ask(lambda: take_up(desk, line, held))
        if draft is None:
            self.reread()
            self.say(self.notice or GONE)
            return
        try:
            form = reopen(self.session, draft, held)
        except WingtermError as error:
            self.ask(lambda: released(desk, draft.id, held))
            self.say_error(error)
            return
        self.say("")
        self.go(form, self._came_back)

    def _throw_away(self) -> None:
        line = self._line
        if line is None:
            return
        gone = self.ask(lambda: throw_away(self.session.desk, line.draft.id))
        if gone is not None:
            self.reread()
            self.say("Thrown away." if gone else GONE)

    def _came_back(self, receipt: Receipt | None) -> None:
        """Say what was done; when nothing more is left, where this list was opened from."""
        if receipt is None:
            return
        self.reread()
        if self._lines_shown:
            self.say(self.session.told(receipt_words(receipt)))
        else:
            self.give(receipt)

    def action_evacuation(self) -> None:
        """Take a question back first."""
        self.query_one(ConfirmBar).withdraw()
        super().action_evacuation()

    def _row(self, line: DraftLine) -> Row:
        draft = line.draft
        held = {Openness.FREE: "", Openness.OPEN: "OPEN AT ", Openness.PERHAPS: "OPEN? AT "}
        place = f"{held[line.openness]}{line.held_at}" if held[line.openness] else draft.where
        text = columns(
            (f" {self.session.time(draft.saved_at)}", 19), (_what(draft), 17), (line.whom, 24),
            (place, 19),
        )  # fmt: skip
        return Row(draft.id, text)

    def _words(self, line: DraftLine) -> str:
        whom = f", {line.whom}" if line.whom else ""
        return f"{_what(line.draft)}{whom}, typed last {self.session.time(line.draft.saved_at)}"

    def _held(self, line: DraftLine) -> str:
        since = self.session.time(line.held_since)
        perhaps = "" if line.openness is Openness.OPEN else "perhaps "
        return f"It is {perhaps}open at {line.held_at} since {since}; there it ends."

    def show_detail(self) -> None:
        """Show below the list what the row under the cursor has no room for."""
        line = self._line
        said = ("", "")
        if line is not None:
            draft = line.draft
            other = draft.prison if draft.prison != self.session.prison.code else ""
            typed = [
                f"{_label(draft, n)}: {v}"
                for n, v in draft.values.items()
                if v != draft.began.get(n, "")
            ]
            about = " ".join(part for part in (_what(draft), line.whom, other) if part)
            begun = f"Begun {self.session.time(draft.started_at)} at {draft.where}."
            if draft.focused:
                begun += f" Left in: {_label(draft, draft.focused)}."
            said = (f" {about}. {begun}", f" {'; '.join(typed)}")
        self.query_one("#detail", Lines).put(*said)


def done_words(found: MyDrafts) -> str:
    """Say of drafts that turned out to be done what was done."""
    said = [
        " ".join(f"{line.said} [{' '.join(line.entries)}]" for line in receipt.lines)
        for receipt in found.done
    ]
    return f"Done before wingterm ended, so no draft is left of it: {' '.join(said)}"


def _what(draft: Draft) -> str:
    """Give the verb of a draft in words."""
    if draft.kind in KINDS and draft.verb != "end-record":
        return KINDS[draft.kind].label
    if draft.verb in SPECS:
        return SPECS[draft.verb].title
    if draft.verb in VERBS:
        return verb_action(draft.verb).words
    return draft.verb or "Cannot be read"


def _label(draft: Draft, name: str) -> str:
    """Give a field of a draft as its form calls it."""
    kind, spec = KINDS.get(draft.kind), SPECS.get(draft.verb)
    on_record = kind.field(name) if kind else None
    if on_record is not None:
        return on_record.label
    fields = (PERSON, *(spec.fields if spec else ()))
    return next((field.label for field in fields if field.name == name), name)
