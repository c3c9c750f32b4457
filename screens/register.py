"""Screens that show the register: read again when it moved on, verbs at every row."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from screens.keyed import key_of
from screens.list_frame import ListFrame
from screens.live import Changed
from screens.parts.typing_line import Typing
from screens.rows import receipt_words, undone_by
from screens.sense import sensible
from screens.session import Session
from wingterm.actions import About, verb_action
from wingterm.errors import NotAuthorised, WingtermError

if TYPE_CHECKING:
    from screens.explain import Section
    from screens.specs import FormSpec
    from wingterm.domain.outcomes import Receipt
    from wingterm.services.people import PersonRecord


class RegisterScreen(ListFrame[str]):
    """A list of the register. What it shows is at most one poll old, or says that it is older."""

    LIVE = True
    MARKS: ClassVar[bool] = True
    """Whether rows that others changed are marked."""

    def __init__(self, session: Session) -> None:
        """Make a list of an officer's session."""
        super().__init__(session)
        self.changed = Changed(session)
        self.holds_until: int | None = None
        """From when on what was read is no longer so without an entry; None: not known."""
        self._laid_for = 0
        """Columns of the window when it was read."""
        self.outdated = False
        """Whether it is read when it is next in front, though the register has not moved on."""
        self._just_mounted = True

    def read(self) -> None:
        """Ask the services and show what they say."""
        raise NotImplementedError

    def subject(self) -> str:
        """Give the prison number of the person that the cursor is on, empty for none."""
        return ""

    def whom(self) -> str:
        """Give the prison number of the person that a verb's key is about, empty for none."""
        return self.subject()

    def place(self) -> str:
        """Give the code of the place that the cursor is on, empty for none."""
        return ""

    def check_meant(self) -> tuple[int | None, str]:
        """Give the roll check, and the unit of it, that a verb's key is about."""
        return None, ""

    def filled_for(self, _verb: str) -> dict[str, str]:
        """Give what else stands in a form about a check from the start; no number does."""
        return {}

    def changed_keys(self) -> frozenset[str]:
        """Give the keys of the rows that are about what others changed."""
        return self.changed.keys_of(self.list.rows)

    def middle(self) -> ComposeResult:
        """Make the list and the filter line below it."""
        yield from super().middle()
        yield Typing("Filter", id="filter")

    def begin(self) -> None:
        """Read before the first paint."""
        super().begin()
        self.reread()

    def fit_window(self) -> None:
        """Show more in a wider window, and less in a narrower one."""
        super().fit_window()
        if self.session.width != self._laid_for:
            self.reread()

    def on_screen_resume(self) -> None:
        """Read again what has changed behind another screen; a look is cheaper than a list."""
        watch = self.session.watch
        if not self._just_mounted and watch.why_stopped is None:
            watch.look_now()
            if self.outdated or self.fresh.moved_on or self.session.width != self._laid_for:
                self.reread()
        self.tell_age()
        self._just_mounted = False

    def on_screen_suspend(self) -> None:
        """Forget a sentence that has been read."""
        self.say("")

    def reread(self) -> None:
        """Read the register and send what differs; an error is said once."""
        try:
            self._read()
        except WingtermError as error:
            before, self.fresh.failed = self.fresh.failed, error
            self.list.set_read(known=self.fresh.ever)
            if before is None or before.message != error.message:
                self.say_error(error)

    def _read(self) -> None:
        state, self._laid_for = self.session.state(), self.session.width
        self.outdated = False
        if self.MARKS:
            self.changed.begin()
        self.read()
        self.fresh.was_read(state, self.holds_until)
        self.list.set_read(known=True)
        if self.MARKS:
            self.changed.read()
            self.list.show_changed(self.changed_keys())

    def catch_up(self) -> None:
        """Read again."""
        self.reread()

    def key_came(self) -> None:
        """Take away the marks of what others changed."""
        if self.changed.key_came():
            self.list.show_changed(frozenset())

    def action_reload(self) -> None:
        """Read the register again now, and draw over what else was written on the screen."""
        self.app.refresh()
        self.fresh.failed = None
        self.reread()

    def action_search(self) -> None:
        """Find a person."""
        from screens.find import FindScreen

        self.go(FindScreen(self.session))

    def explained(self) -> "Sequence[Section]":
        """Say what F1 says first: of the row under the cursor, then of the screen."""
        from screens.help_row import of_row

        return (*of_row(self.current, self.in_full()), *super().explained())

    def in_full(self) -> str:
        """Give all that the row under the cursor says, empty where the row itself says all."""
        return self.current.full if self.current else ""

    def action_palette(self) -> None:
        """List every action of this screen."""
        from screens.palette import PaletteScreen

        self.go(PaletteScreen(self.session, self), self._chosen)

    def _chosen(self, method: str | None) -> None:
        if method:
            self.call_next(self.run_action, method)

    def action_named(self, key: str) -> None:
        """Go to a list, report or screen by the key that `named` gives it."""
        from screens.goto import go_to, named

        go_to(self, next(meaning for meaning in named() if meaning.key == key))

    def action_verb(self, verb: str) -> None:
        """Open the form of a verb, or say at once that the officer's role may not do it.

        A form is filled in also while the register does not answer; its act asks again.
        """
        if self.session.watch.error is None and not self._has_leave(verb_action(verb).needs):
            return
        self.open_verb(verb)

    def _has_leave(self, action: str) -> bool:
        """Say whether the officer may take an action; why not stands in the notice line."""
        from wingterm.services.leave import refuse_without_leave

        try:
            refuse_without_leave(self.session.desk, action)
        except NotAuthorised as error:
            self.say_error(error)
            return False
        return True

    def open_verb(self, verb: str) -> None:
        """Open the form of a verb, about the person or the place that the cursor is on."""
        # Forms and the requests that they make are loaded when the first is opened.
        from screens.present import settings_spec
        from screens.specs import SPECS
        from screens.specs.people import RECORDS

        action = verb_action(verb)
        if action.about is About.PLACE:
            self._open_place_form(verb)
            return
        if action.about is About.CHECK:
            from screens.check_base import open_check_form

            open_check_form(self, verb)
            return
        if verb == "settings":
            spec = self.ask(lambda: settings_spec(self.session))
            if spec is not None:
                self.open_form(spec, None)
            return
        # Who has no record yet is nobody on the screen.
        record, number = None, "" if verb == "register" else self.whom()
        if action.about is About.PERSON and number:
            record = self._record(number)
            if record is None:
                return
            if verb not in sensible(record, self.session.prison.code):
                self.say(f"{action.words} makes no sense now: {self._why_not(record)}")
                return
        if verb in RECORDS:
            from screens.records import kinds_screen

            self.go(kinds_screen(self.session, verb, record), self._kind_chosen(verb, record))
        else:
            self.open_form(SPECS[verb], record)

    def _record(self, number: str) -> "PersonRecord | None":
        """Give a person's record; why there is none stands in the notice line."""
        from wingterm.services.people import show

        return self.ask(lambda: show(self.session.desk, number))

    def _why_not(self, record: "PersonRecord") -> str:
        """Say where somebody is for whom a verb makes no sense, and what to do instead."""
        elsewhere = record.prison not in ("", self.session.prison.code)
        whose = f", on the books of {record.prison}" if elsewhere else ""
        state = said_of(record.state) if record.died else f"is {said_of(record.state)}"
        return f"{record.shown} {state}{whose}. {key_of('more')} lists what does."

    def _open_place_form(self, verb: str) -> None:
        from screens.present import place_spec

        code = self.place()
        spec = self.ask(lambda: place_spec(self.session, verb, code))
        if spec is not None:
            self.open_form(spec, None)

    def open_form(self, spec: "FormSpec", record: "PersonRecord | None") -> None:
        """Show a form; what it did is said here."""
        from screens.form import FormScreen

        self.go(FormScreen(self.session, spec, record), self.done)

    def _kind_chosen(
        self, verb: str, record: "PersonRecord | None"
    ) -> Callable[[str | None], None]:
        from screens.records import record_form

        def chosen(key: str | None) -> None:
            if key:
                spec = record_form(self.session, verb, record, key)
                self.call_next(self.open_form, spec, record)

        return chosen

    def action_more(self) -> None:
        """List the verbs that make sense now, to choose one by name."""
        from screens.palette import MoreScreen

        number = self.whom()
        record = self._record(number) if number else None
        if record is not None or not number:
            self.go(MoreScreen(self.session, record, self.place()), self._chosen)

    def action_map(self) -> None:
        """Show the wing of the place under the cursor as a map of its cells."""
        from screens.wing_map import MapScreen

        code = self.place()
        if code:
            self.go(MapScreen(self.session, code.partition("-")[0], code))
        else:
            self.say("Put the cursor on a wing first.")

    def action_drafts(self) -> None:
        """Show the officer's forms that are not done."""
        from screens.drafts import DraftsScreen

        self.go(DraftsScreen(self.session), self.done)

    def action_roll_check(self) -> None:
        """Show the roll check that is open, or the last one."""
        from screens.goto import go_to_check

        go_to_check(self, None)

    def action_lists(self) -> None:
        """Show the menu of lists."""
        from screens.lists import ListsScreen

        self.go(ListsScreen(self.session))

    def done(self, receipt: "Receipt | None") -> None:
        """Say what was done; a new person is shown."""
        if receipt is None:
            return
        said = self.session.told(f"{receipt_words(receipt)} {undone_by(receipt)}".strip())
        made = [line.person for line in receipt.lines if line.verb == "register"]
        if made:
            self.open_person(made[0], said)
        elif any(line.verb == "open-check" for line in receipt.lines) and self.NAME != "check":
            from screens.goto import go_to_check

            go_to_check(self, None, said)
        else:
            self.say(said)

    def open_person(self, number: str, notice: str = "") -> None:
        """Show a person's record."""
        from screens.person import PersonScreen

        self.go(PersonScreen(self.session, number, notice))

    def action_practice(self) -> None:
        """Go to the practice register, or back to the real one."""
        from screens.practice import switch

        switch(self)

    @property
    def filtered(self) -> bool:
        """Whether a filter is typed or shown."""
        return bool(self._filter.display or self.list.wanted)

    def action_leave(self) -> None:
        """End the filter, else go back one step."""
        if self.filtered:
            self.end_filter(clear=True)
        else:
            self.give(None)

    def action_filter(self) -> None:
        """Show only rows that hold what is typed."""
        self._filter.display = True
        self.focus_on(self._filter.line)

    def filter_by(self, text: str) -> None:
        """Show only rows that hold a text, as if it had been typed; Escape ends it."""
        self._filter.line.value = text
        self._filter.display = True
        self.list.seek(text)

    @on(Input.Changed, "#filter Input")
    def _filter_changed(self, event: Input.Changed) -> None:
        self.list.seek(event.value)

    def action_open(self) -> None:
        """Keep what is filtered, else open what the cursor is on."""
        if self._filter.line.has_focus:
            self.end_filter(clear=False)
        else:
            self.open()

    def open(self) -> None:
        """Open what the cursor is on."""

    def end_filter(self, *, clear: bool) -> None:
        """Give the keys back to the list, with or without what was filtered."""
        if clear:
            self._filter.line.value = ""
            self.list.seek("")
        self._filter.display = bool(self.list.wanted)
        self.focus_on(self.list)

    @property
    def _filter(self) -> Typing:
        return self.query_one("#filter", Typing)


def said_of(state: str) -> str:
    """Give a state as it goes in the middle of a sentence."""
    return state[:1].lower() + state[1:]
