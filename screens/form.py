"""The form of a verb: what is typed stays until it is done; the same form twice is one act."""

from collections.abc import Callable, Mapping, Sequence

from textual import on, work

from screens.form_fields import WARNING
from screens.form_taken_up import TakenUpForm
from screens.keyed import keyed
from screens.parts.confirm import ConfirmBar
from screens.question import question
from screens.rows import receipt_words
from screens.session import Session
from screens.specs import Filled, FormSpec, Reads, Typed
from wingterm.actions import key_line
from wingterm.domain.outcomes import (
    Acknowledgement,
    Objection,
    Outcome,
    Receipt,
    Refused,
    Warned,
)
from wingterm.domain.requests import Request
from wingterm.errors import BadInput, CommitDoubtful, IdUsed, Stale, StoreError, WingtermError
from wingterm.services.act import became_of, carry_out, receipt
from wingterm.services.drafts import Draft, Holder
from wingterm.services.judge import Judged, judge
from wingterm.services.people import PersonRecord
from wingterm.services.seen import Seen
from wingterm.services.typed import read_instant, read_number, read_yes_no

LOOK_EVERY = 2_000_000
"""Microseconds from one look to the next, as long as nobody can tell whether an act was done."""
NOW_SHOWN = "What is so now is shown above; Enter does it all the same."


class FormScreen(TakenUpForm):
    """Asks for what a verb needs, carries it out, and gives the receipt back."""

    NAME = "form"
    ABOUT = (
        "* stands before what must be filled, > before the field that you type in. Enter does it; "
        "when something that must be filled is empty it goes there instead. F2 lists what may "
        "stand in a field. When a rule stands against it every reason is shown and nothing is "
        "done; what you typed stays. What cannot be taken back asks once more; only y is yes."
    )

    def __init__(
        self,
        session: Session,
        spec: FormSpec,
        record: PersonRecord | None,
        draft: Draft | None = None,
        held: Holder | None = None,
    ) -> None:
        """Open a form, or take one up that was left; its request has its id from here on."""
        super().__init__(session, spec, record, draft, held)
        self._asked: Sequence[Request] = ()
        self._meant: Sequence[Request] = ()
        """What was asked for, of which only what changes anything is carried out."""
        self._doubtful = False
        """Whether nobody knows if that was done."""
        self._looking = False
        """Whether it is being looked up."""
        self._look_at = 0
        """When it is looked up next, by the ticks of the session."""
        self._outcome: Outcome | WingtermError | None = None

    def begin(self) -> None:
        """Say what the form is for and about whom."""
        super().begin()
        self.title_line(f"{self.spec.title}  {self.session.prison.code}", "Enter does it")
        self.show_person()

    def action_submit(self) -> None:
        """Do it, unless something that must be filled is empty: go there instead."""
        if self.writing:
            return
        self.know_person()
        empty = [line for line in self.lines() if line.required and not line.value]
        unseen = [line for line in empty if not line.line.has_focus]
        if unseen:
            unseen[0].take_focus()
            return
        self.clear_objections()
        if empty:
            empty[0].object_to("This must be filled.")
            return
        values, wrong = self._values()
        if wrong:
            self.object_to(wrong)
            return
        try:
            asked = self.requests(self._filled(values))
        except BadInput as error:
            self.object_to([Objection("typed", error.message, error.hint, error.field)])
            return
        if self._doubtful and asked == self._meant:
            # It was answered then; what stands against it now may be only that it has been done.
            self._carry_out()
        else:
            self._doubtful = False
            self._asked = self._meant = asked
            self.judge_and_ask()

    def requests(self, filled: Filled) -> Sequence[Request]:
        """Give what the form asks for."""
        return self.spec.build(filled)

    def judge_and_ask(self) -> None:
        """Do it; where it must be asked once more, only if nothing stands against it."""
        if not self.spec.checked:
            self._carry_out()
            return
        judged = self.ask(lambda: judge(self.session.desk, self._asked))
        if isinstance(judged, Judged):
            self._ask_once_more(judged)
        elif judged is not None:
            self._tell(judged)

    def show_keys(self) -> None:
        """Show the keys of the form, or of the bar that asks once more."""
        bar = self.query_one(ConfirmBar)
        if bar.asking:
            keys = key_line("count" if bar.count else "confirm", 79)
            self.keys(f"{keys}     any other key: no, nothing is done")
        else:
            super().show_keys()

    def _filled(self, values: Mapping[str, Typed]) -> Filled:
        typed = self.typed()
        reasons = self.typed(warnings=True) if typed == self.warned_about else {}
        answers = tuple(
            Acknowledgement(name.removeprefix(WARNING), reason) for name, reason in reasons.items()
        )
        at = self._instant(typed.get("at", ""), "at")
        person = self.record.number if self.record else typed.get("person", "")
        asked = {name: held for name, held in values.items() if name not in ("at", "person")}
        return Filled(
            self.session.prison.code, person, asked, at, answers, self.record, self._instant
        )

    def _values(self) -> tuple[dict[str, Typed], list[Objection]]:
        """Give what the fields hold as the request wants it, and what cannot be read."""
        reads = {field.name: field.reads for field in self.spec.fields_for(self.record)}
        held: dict[str, Typed] = {}
        wrong = self.spell_out()
        for name, text in self.typed().items():
            try:
                held[name] = self._read(name, text, reads.get(name, Reads.TEXT))
            except BadInput as error:
                wrong.append(Objection("typed", error.message, error.hint, error.field))
        return held, wrong

    def _read(self, name: str, typed: str, how: Reads) -> Typed:
        match how:
            case Reads.TIME:
                return self._instant(typed, name)
            case Reads.YES_NO:
                return read_yes_no(name, typed or "no")
            case Reads.NUMBER:
                return read_number(name, typed)
            case Reads.TEXT:
                return typed

    def _instant(self, typed: str, field: str = "at") -> int | None:
        session = self.session
        return read_instant(field, typed, session.now(), session.prison.timezone)

    def _ask_once_more(self, judged: Judged) -> None:
        """Repeat what it is about and what it does to the roll; the answer is no until `y`."""
        typed = self.typed()
        asked = self.ask(lambda: question(self.session, self.spec, self.record, typed, judged))
        if asked is not None:
            self.put_question(lambda bar: bar.ask(self.session.told(asked[0]), *asked[1:]))

    def put_question(self, ask: Callable[[ConfirmBar], None]) -> None:
        """Let the bar ask; what was typed before the question stood is no answer to it."""
        self.session.typed_ahead.clear()
        ask(self.query_one(ConfirmBar))
        self.show_keys()

    @on(ConfirmBar.Answered)
    def _answered(self, event: ConfirmBar.Answered) -> None:
        self.show_keys()
        if event.yes:
            self._carry_out()
            return
        if not self.notice:
            again = keyed("{submit} asks again.") if event.why else ""
            self.say(f"{event.why} Nothing was done. {again}".strip())
        self.lines()[0].take_focus()

    def _carry_out(self) -> None:
        self.writing = True
        self.keep_for_act()
        self.say("Writing...")
        self.mark = ""
        self.session.own.add(self.request_id)
        self._write(self._asked, self.seen())

    @work(thread=True, exit_on_error=False, group="act")
    def _write(self, requests: Sequence[Request], seen: Seen) -> None:
        """Ask in a thread: another writer may make it wait, and the screen should not."""
        outcome: Outcome | WingtermError
        self.session.drafts.flush()
        try:
            with self.session.telling(self.wait):
                outcome = carry_out(self.session.desk, requests, self.request_id, seen)
        except WingtermError as error:
            outcome = error
        self.from_thread(self._came_of_it, outcome)

    def _came_of_it(self, outcome: Outcome | WingtermError) -> None:
        self._outcome = outcome
        if self.is_current:
            self._settle()

    def follow(self) -> None:
        """Find out by itself what nobody could tell, as soon as the register answers again.

        Until then the id to ask for stays on the screen, whatever else is told meanwhile.
        """
        said = self.notice
        super().follow()
        if self._doubtful and self.notice != said:
            self.say(said)
        due = self.session.ticks() >= self._look_at and self.session.watch.why_stopped is None
        if self._doubtful and due and not (self.writing or self._looking):
            self._looking = True
            self._look_up(self._asked)

    @work(thread=True, exit_on_error=False, group="act")
    def _look_up(self, requests: Sequence[Request]) -> None:
        try:
            found = became_of(self.session.desk, requests, self.request_id)
        except StoreError:
            self.from_thread(self._became, None, known=False)
        except WingtermError as error:
            self.from_thread(self._became, error, known=True)
        else:
            self.from_thread(self._became, found, known=True)

    def _became(self, outcome: Receipt | WingtermError | None, *, known: bool) -> None:
        """Take up whether it was done; what was asked for again meanwhile is answered by itself."""
        self._looking = False
        self._look_at = self.session.ticks() + LOOK_EVERY
        if not (known and self._doubtful) or self.writing:
            return
        self._doubtful = False
        if outcome is not None:
            self._came_of_it(outcome)
        else:
            self.say("It was not done, as the register says now. Enter does it.")

    def on_screen_resume(self) -> None:
        """Take up what came of the act while another screen was in front."""
        if self._outcome is not None:
            self._settle()

    @property
    def ready(self) -> bool:
        """Whether keys can be taken: what is typed ahead of an answer waits for it."""
        return super().ready and not self.writing

    def action_leave(self) -> None:
        """Go back, with what was typed kept; what is being written can no longer be left."""
        if not self.writing and self.kept_on_leaving():
            self.give(None)

    def action_evacuation(self) -> None:
        """Take a question back first: its answer would be given to what was asked before."""
        self.query_one(ConfirmBar).withdraw()
        super().action_evacuation()

    def _settle(self) -> None:
        outcome, self._outcome = self._outcome, None
        self.writing = False
        if isinstance(outcome, Receipt):
            self.draft_done()
            self.give(outcome)
            return
        self.session.typed_ahead.clear()  # It was meant for what did not happen.
        if self.focused is None:
            self.lines()[0].take_focus()
        if outcome is not None:
            self._tell(outcome)

    def _tell(self, outcome: Refused | Warned | WingtermError) -> None:
        """Show why it was not done."""
        if isinstance(outcome, Stale):
            self.reread()
            self.say(f"{outcome.message} {NOW_SHOWN}")
        elif isinstance(outcome, IdUsed):
            self._tell_done_otherwise()
        elif isinstance(outcome, Refused):
            self.object_to(outcome.objections)
        elif isinstance(outcome, Warned):
            self.warn(outcome.warnings)
        elif isinstance(outcome, CommitDoubtful):
            self._doubtful = True
            self.say(
                f"{outcome.message} It is looked up when the register answers again; Enter asks at "
                f"once, as the same request: {self.request_id}"
            )
        else:
            self.say_error(outcome)

    def _tell_done_otherwise(self) -> None:
        """Say what came of the form where it was taken up and done with other words."""
        done = self.ask(lambda: receipt(self.session.desk, self.request_id))
        if done is not None:
            said = f"This form was done already, with other words: {receipt_words(done)}"
            self.say(f"{said} Nothing was done now. {keyed('{leave:form} leaves it.')}")
