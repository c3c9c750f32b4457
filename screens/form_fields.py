"""The fields of a form: what is typed, whom it is about, and what is said to be wrong."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from screens.base import Frame
from screens.keyed import key_of
from screens.parts.confirm import ConfirmBar
from screens.parts.fields import LABEL_WIDTH, MARKS, FieldLine
from screens.parts.lines import BOLD, Line, Lines
from screens.present import place_spec
from screens.remedies import remedy_for
from screens.rows import name_of, place_words, verb_words
from screens.session import Session
from screens.specs import Field, FormSpec
from screens.specs.base import added
from screens.specs.people import RECORDS
from wingterm.domain.outcomes import Objection, Receipt, Warning
from wingterm.domain.people import FieldRefused, parse_prison_number
from wingterm.errors import BadInput, NotFound, WingtermError
from wingterm.services.codes import court_meant
from wingterm.services.people import PersonRecord, show
from wingterm.services.place_codes import ANY, AREAS, CELLS, full_code, meant
from wingterm.services.places import PlaceLine, places
from wingterm.services.seen import Seen, seen_of, what_changed

if TYPE_CHECKING:
    from screens.explain import Section

WARNING = "warning:"
"""How the name of a field begins that answers a warning."""
ON_RECORD = RECORDS | {"identity", "number", "merge"}
"""Verbs that act on what is on record of a person."""
PLACES = {"cell": CELLS, "area": AREAS, "place": ANY}
"""Lists of which F2 shows one, with the kinds of place that may stand in the field."""
SUBJECTS = ("code", "key", "check", "unit")
"""Fields that say what a form is about; with something in them from the start nobody types it."""


class FormFields(Frame[Receipt]):
    """A form as far as it asks and shows; `screens.form` does what it asks for."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    LIVE = True

    def __init__(self, session: Session, spec: FormSpec, record: PersonRecord | None) -> None:
        """Make the fields of a verb.

        Args:
            session: who asks.
            spec: the verb's form.
            record: whom it is about, None when the form asks for the number.
        """
        super().__init__(session)
        self.spec = spec
        self.record = record
        self.writing = False
        self.mark = ""
        """What somebody else did meanwhile to whom or what it is about."""
        self.warned_about: dict[str, str] = {}
        """What was typed when the warnings were shown: reasons hold for that and nothing else."""
        self.about_record = record is not None

    def middle(self) -> ComposeResult:
        """Make the fields."""
        with VerticalScroll(id="fields", can_focus=False):
            fields = self.spec.fields_for(self.record)
            width = label_width(fields)
            for field in fields:
                yield line_for(field, width=width)

    def begin(self) -> None:
        """Start in the first field that does not say already what the form is about."""
        super().begin()
        self.fresh.was_read_before()
        known = {name for name in SUBJECTS if self.spec.defaults.get(name)}
        lines = self.lines()
        next((line for line in lines if line.field not in known), lines[0]).take_focus()

    def foot(self) -> Lines:
        """Make notice lines that can ask once more."""
        return ConfirmBar("", id="notice", classes="-foot")

    def show_person(self) -> None:
        """Show whom it is about: number, name, date of birth, where they are."""
        record = self.record
        first = Line(f" {self.mark}" if self.mark else "", BOLD)
        if self.spec.about_place:
            self.head(first, *self._place_lines(), "")
        elif not self.spec.about_person:
            self.head(first)
        elif record is None:
            self.head(
                "", " Whom? Type the prison number, or press F2 to find them by name.", "", ""
            )
        else:
            who = f" {record.number}  {name_of(record)}   born {record.date_of_birth}"
            since = self.session.time(record.since)
            now = f" Now: {record.state}   since {since}"
            self.head(first, Line(who, BOLD), now, *self.further_lines(record), "")

    def _place(self) -> PlaceLine | None:
        """Give the place whose code is typed, None as long as it is not one and no other."""
        known = self.ask(lambda: places(self.session.desk, self.session.prison)) or ()
        codes = meant(self.value("code"), [place.code for place in known])
        return next((place for place in known if codes == (place.code,)), None)

    def _know_place(self) -> None:
        """Fill in what another place is now, so that it does not take over what the first was."""
        place, was = self._place(), self.spec.defaults
        if place is None or place.code == was.get("code"):
            return
        code, verb = place.code, self.spec.verb
        self.spec = self.ask(lambda: place_spec(self.session, verb, code)) or self.spec
        now = self.spec.defaults
        for line in self.lines():
            name = line.field
            if name != "code" and (name in was or name in now) and line.value == was.get(name, ""):
                line.line.value = now.get(name, "")

    def _place_lines(self) -> tuple[Line | str, ...]:
        """Give what the place is that the form is about, as soon as its code is whole."""
        place = self._place()
        if place is None:
            return (" Which? Type the code of the place, or press F2 to list them.", "")
        return (Line(f" {place.code}  {place.name}", BOLD), f" {place_words(place)}")

    def further_lines(self, record: PersonRecord) -> list[Line | str]:
        """Give what a correction would say never happened."""
        if self.spec.verb != "correct":
            return []
        last = next((e for e in record.history if not e.corrected and e.verb != "correct"), None)
        if last is None or last.verb == "register":
            return [" Last movement: none that can be corrected"]
        went = f"{last.came_from} to {last.went_to}, {self.session.time(last.occurred_at)}"
        return [f" Last movement: {verb_words(last.verb)} {went}  ({last.entry})"]

    def seen(self) -> Seen:
        """Give what was last shown of whom or what the form is about."""
        if self.record is not None and self.spec.about_person:
            return seen_of(self.record, on_record=self.spec.verb in ON_RECORD)
        saw, code = self.spec.saw, self.value("code").upper()
        return saw if not self.spec.about_place or code in saw.places else Seen()

    def catch_up(self) -> None:
        """Look whether somebody else changed what the form is about."""
        if not self.writing:
            self.reread()

    def reread(self) -> None:
        """Show what the form is about as it is now, mark it, and say what somebody else did."""
        state = self.session.state()
        try:
            changed = self._take_over()
        except WingtermError as error:
            before, self.fresh.failed = self.fresh.failed, error
            if before is None:
                self.say_error(error)
            return
        until = self.record.overdue_from(self.session.now()) if self.record else None
        self.fresh.was_read(state, until)
        if changed:
            bar = self.query_one(ConfirmBar)
            said = "" if bar.asking else self.notice
            bar.withdraw()
            self.say(f"{said} {changed}".strip())

    def _take_over(self) -> str:
        """Show what is so now; give what changed meanwhile, as sentences, empty for nothing."""
        held, session = self.record if self.spec.about_person else None, self.session
        saw = seen_of(held, on_record=True) if held is not None else self.spec.saw
        changed = what_changed(session.desk, session.prison, saw)
        if not changed:
            return ""
        if held is not None:
            self.record = show(session.desk, held.number)
        if self.spec.anew is not None:
            self._fill_anew(self.spec.anew())
        self.mark = changed[0].mark
        self.show_person()
        if self.record is None or held is None:
            return f"{changed[0].sentence} What you did not touch shows what is so now."
        return f"The record changed meanwhile. {self.record.shown} is now: {self.record.state}."

    def _fill_anew(self, spec: FormSpec) -> None:
        """Show what is recorded now in the fields that still show what was."""
        was = {field.name: field.default for field in self.spec.fields_for(self.record)}
        now = {field.name: field.default for field in spec.fields_for(self.record)}
        self.spec = spec
        for line in self.lines():
            if line.field in now and line.value == was.get(line.field, ""):
                line.line.value = now[line.field]

    def lines(self) -> list[FieldLine]:
        """Give the fields from top to bottom."""
        return list(self.query(FieldLine))

    def line(self, name: str) -> FieldLine | None:
        """Give a field by name."""
        return next((line for line in self.lines() if line.field == name), None)

    def typed(self, *, warnings: bool = False) -> dict[str, str]:
        """Give what is typed in the fields of the verb, or in those that answer warnings."""
        return {
            line.field: line.value
            for line in self.lines()
            if line.field.startswith(WARNING) is warnings
        }

    def value(self, name: str) -> str:
        """Give what is typed in a field, empty where there is none."""
        line = self.line(name)
        return line.value if line else ""

    @on(Input.Changed)
    def _person_typed(self, event: Input.Changed) -> None:
        """Show who a prison number is as soon as it is whole."""
        line = event.input.query_ancestor(FieldLine)
        if self.names_person(line.field):
            self.know_person()
        elif event.input is self._input("code") and self.spec.about_place:
            self._know_place()
            self.show_person()

    def names_person(self, name: str) -> bool:
        """Whether a field names somebody whom the form shows."""
        return name == "person"

    def know_person(self) -> None:
        """Look up whom the form is about by the number that stands in it now."""
        if self.about_record or self._input("person") is None:
            return
        typed = self.value("person")
        if self.record is not None and typed.upper() == self.record.number:
            return
        try:
            number = parse_prison_number(typed)
        except FieldRefused:
            self.record = None
        else:
            self.record = self._found(number)
        self.show_person()
        self._offer_both()

    def _found(self, number: str) -> PersonRecord | None:
        """Give the person of a number; of nobody it is said what to do here."""
        try:
            return show(self.session.desk, number)
        except NotFound as error:
            new = key_of("register")
            self.say(f"{error.message} F2 finds people by name; {new} on a list makes a record.")
        except WingtermError as error:
            self.say_error(error)
        return None

    def _offer_both(self) -> None:
        """Ask about the other person as soon as it is known that the last movement is a swap."""
        have = {line.field for line in self.lines()}
        for field in self.spec.fields_for(self.record):
            if field.name == "both" and field.name not in have:
                self.query_one("#fields").mount(line_for(field))

    def spell_out(self) -> list[Objection]:
        """Put codes as they are written, places with dashes; say where two may be meant."""
        wrong = []
        for line in self.lines():
            field = self._field(line.field)
            if field is not None and field.choices == "courts":
                line.line.value = court_meant(line.value)
            if field is None or field.several or field.choices not in PLACES or not line.value:
                continue
            try:
                full = full_code(self.session.desk, self.session.prison, line.value,
                                 PLACES[field.choices])  # fmt: skip
            except BadInput as error:
                wrong.append(Objection("typed", error.message, error.hint, line.field))
            except WingtermError as error:
                wrong.append(Objection("unreadable", error.message, error.hint))
            else:
                line.line.value = full
        return wrong

    def action_next_field(self) -> None:
        """To the next field; from the last one no further."""
        self._step(1)

    def action_previous_field(self) -> None:
        """To the field before; from the first one no further."""
        self._step(-1)

    def _step(self, fields: int) -> None:
        inputs = [line.line for line in self.lines()]
        at = next((n for n, line in enumerate(inputs) if line.has_focus), 0)
        self.set_focus(inputs[max(0, min(at + fields, len(inputs) - 1))])

    def action_choices(self) -> None:
        """List what may stand in the field."""
        from screens.choices import choice_screen

        line = next((line for line in self.lines() if line.line.has_focus), None)
        field = self._field(line.field) if line else None
        kind, several = (field.choices, field.several) if field else ("", False)
        screen = self.ask(lambda: choice_screen(self.session, kind)) if kind else None
        if line is None or screen is None:
            self.say("There is no list for this field; type it.")
            return

        def take(value: str | None) -> None:
            if value:
                text = added(line.value, value) if several else value
                line.line.value = text
                line.line.cursor_position = len(text)

        self.go(screen, take)

    def object_to(self, objections: Iterable[Objection]) -> None:
        """Show every reason: at its field where there is one, else in the notice lines."""
        by_field: dict[str, list[str]] = {}
        for objection in objections:
            name = objection.field if self.line(objection.field) else ""
            remedy = remedy_for(objection, self._field(name))
            said = f"{objection.sentence} {remedy}".strip()
            if said not in by_field.setdefault(name, []):
                by_field[name].append(said)
        rest = by_field.pop("", [])
        self.say(" ".join(["Nothing was done.", *rest]))
        for line in self.lines():
            line.object_to(*by_field.get(line.field, ()))
        first = next((line for line in self.lines() if line.field in by_field), self.lines()[0])
        first.take_focus()

    def warn(self, warnings: Sequence[Warning]) -> None:
        """Show each warning with a field for the reason why it is done all the same."""
        sentences: dict[str, list[str]] = {}
        for warning in warnings:
            sentences.setdefault(f"{WARNING}{warning.code}", []).append(warning.sentence)
        reasons = self.typed(warnings=True)
        for old in [line for line in self.lines() if line.field.startswith(WARNING)]:
            old.remove()
        asked = [
            line_for(
                Field(
                    name, "Reason to go on", default=reasons.get(name, ""), longest=240, long=True
                ),
                above=f"Warning: {' '.join(said)}",
            )
            for name, said in sentences.items()
        ]
        self.query_one("#fields").mount(*asked)
        self.warned_about = self.typed()
        self.say("Nothing was done yet. Type why it is done all the same, or Esc to leave it.")
        self.call_after_refresh(asked[0].take_focus)

    def clear_objections(self) -> None:
        """Take every objection away before the form is judged anew."""
        self.say("")
        for line in self.lines():
            line.object_to()

    @property
    def live(self) -> str:
        """Give the name of the keys that are live: those of a question while one stands."""
        bar = self.query_one(ConfirmBar)
        return ("count" if bar.count else "confirm") if bar.asking else self.NAME

    def explained(self) -> "Sequence[Section]":
        """Explain the question that stands, or the field that is typed in; then the verb."""
        from screens.explain import of_form

        line = next((line for line in self.lines() if line.line.has_focus), None)
        return of_form(self, line, self._field(line.field) if line else None)

    def _field(self, name: str) -> Field | None:
        fields = self.spec.fields_for(self.record if self.about_record else None)
        return next((field for field in fields if field.name == name), None)

    def _input(self, name: str) -> Input | None:
        line = self.line(name)
        return line.line if line else None


def label_width(fields: Iterable[Field]) -> int:
    """Give the columns that the labels of a form take."""
    return max([LABEL_WIDTH, *(MARKS + len(field.label) + 1 for field in fields)])


def line_for(field: Field, *, above: str = "", width: int = LABEL_WIDTH) -> FieldLine:
    """Give the widget of a field, with a sentence above it."""
    return FieldLine(
        field.name, field.label, value=field.default, hint=field.hint, required=field.required,
        longest=field.longest, long=field.long, above=above, label_width=width,
    )  # fmt: skip
