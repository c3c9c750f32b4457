"""The form of a verb about several people: one act, all of it or nothing, asked by their number."""

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult

from screens.form import FormScreen
from screens.keyed import keyed
from screens.many_words import done_words, named, nothing_to_do, number_of, question_lines
from screens.parts.confirm import ConfirmBar
from screens.parts.lines import BOLD, Line, columns, wrapped
from screens.parts.roster import Roster
from screens.rows import undone_by
from screens.session import Session
from screens.specs import SPECS, Filled, FormSpec
from screens.specs.corrections import CORRECT_SEVERAL
from wingterm.actions import VERBS, verb_action
from wingterm.domain.outcomes import Objection, Receipt, Warned, Warning
from wingterm.domain.requests import Request
from wingterm.errors import BadInput
from wingterm.services.drafts import Draft, Holder
from wingterm.services.many import Against, Marked, Plan, changed_since, marked, plan
from wingterm.services.seen import Seen

ALIKE = 2
"""Warnings of one kind that are told in full; of the rest how many they are."""


def many_form(verb: str) -> FormSpec:
    """Give the form of a verb as it asks about several people.

    Raises:
        BadInput: it is about one person at a time.
    """
    if verb not in VERBS or not verb_action(verb).many:
        raise BadInput(f"{verb} is for one person at a time.")
    return CORRECT_SEVERAL if verb == CORRECT_SEVERAL.verb else SPECS[verb]


class ManyForm(FormScreen):
    """Asks once for everybody marked; below the fields stand those whom it is about."""

    NAME = "many"
    ABOUT = (
        "One act on everybody marked: all of it is done or nothing. For whom it is so already "
        "nothing is written. Before it is done their number must be typed; Enter alone, a wrong "
        "number and Escape do nothing. Where a rule is against some of them these stand first; "
        "{leave-out} leaves them out and goes on."
    )

    def __init__(
        self,
        session: Session,
        spec: FormSpec,
        whom: Sequence[Marked],
        hidden: Sequence[Marked] = (),
        draft: Draft | None = None,
        held: Holder | None = None,
    ) -> None:
        """Open a form about several people.

        Args:
            session: who asks.
            spec: the verb's form.
            whom: everybody marked, as they are now.
            hidden: those of them whom the list does not show.
            draft: what it was left as, None for an empty form.
            held: what it holds that draft by.
        """
        super().__init__(session, replace(spec, about_person=False), None, draft, held)
        self.whom = tuple(whom)
        self.hidden = tuple(hidden)
        self.left_out: list[str] = []
        """Prison numbers of those with whom it was not gone on."""
        self._refused: dict[str, tuple[Objection, ...]] = {}
        self._filled_in: Filled | None = None
        self._plan: Plan | None = None

    def middle(self) -> ComposeResult:
        """Make the fields and, below them, the people."""
        yield from super().middle()
        yield Roster()

    def begin(self) -> None:
        """Show whom it is about."""
        super().begin()
        self.query_one("#fields").add_class("-short")
        self._show_people()

    def show_person(self) -> None:
        """Show how many they are, and who of them is not in the list as it is shown."""
        hidden = [one for one in self.hidden if one in self.whom]
        said = f" Not in the list as it is shown: {named(hidden, 45)}" if hidden else ""
        self.head("", Line(f" {number_of(len(self.whom))} marked", BOLD), said)

    @property
    def people(self) -> tuple[str, ...]:
        """Prison numbers of everybody whom the form is about."""
        return tuple(one.number for one in self.whom)

    def seen(self) -> Seen:
        """Give what was shown of those for whom it is done."""
        return self._plan.seen if self._plan else Seen()

    def senseless(self) -> set[str]:
        """Give what cannot be done: leave out, as long as nobody is refused."""
        return set() if self._refused else {"leave-out"}

    def action_people_down(self) -> None:
        """Show the next of the people."""
        self.query_one(Roster).page_down()

    def action_people_up(self) -> None:
        """Show those before again."""
        self.query_one(Roster).page_up()

    def requests(self, filled: Filled) -> Sequence[Request]:
        """Give what the form asks for: the same of each."""
        self._filled_in = filled
        return [request for one in self.whom for request in self._of_one(one)]

    def _of_one(self, one: Marked) -> Sequence[Request]:
        assert self._filled_in is not None
        return self.spec.build(replace(self._filled_in, person=one.number))

    def judge_and_ask(self) -> None:
        """Ask for their number, if nothing stands against it; else say what does, of whom."""
        desk, prison = self.session.desk, self.session.prison
        found = self.ask(lambda: plan(desk, prison, self.whom, self._of_one))
        self._refused = {}
        match found:
            case Against():
                self._show_against(found)
            case Warned():
                self.warn(found.warnings)
            case Plan() if not found.does:
                self.say(nothing_to_do(self.spec, found))
            case Plan():
                self._plan, self._asked = found, found.requests
                self._ask_their_number(found)
            case None:
                return
        self._show_people()
        self.show_keys()

    def _ask_their_number(self, found: Plan) -> None:
        width = self.session.width - 2
        told = question_lines(self.spec, found, self._to, self.session.prison, 2 * width - 20)
        told[0] = self.session.told(told[0])
        self.put_question(lambda bar: bar.ask_number(len(found.does), *told))

    @property
    def _to(self) -> str:
        return self.value("to").upper() or self.value("destination")

    def _show_against(self, found: Against) -> None:
        self.object_to(found.all)
        self._refused = found.person
        if found.person:
            who = f"{len(found.person)} of {number_of(len(self.whom))}"
            how = keyed("{leave-out} leaves them out and goes on.")
            self.say(f"{self.notice} Refused for {who}, listed first. {how}")

    def warn(self, warnings: Sequence[Warning]) -> None:
        """Show each kind of warning once, with whom it concerns; one reason is for all of them."""
        kinds: dict[str, list[Warning]] = {}
        for warning in warnings:
            kinds.setdefault(warning.code, []).append(warning)
        told: list[Warning] = []
        for code, alike in kinds.items():
            more = len(alike) - ALIKE
            rest = [Warning(code, f"And {more} more like these.")] if more > 0 else []
            told += [*alike[:ALIKE], *rest]
        super().warn(told)

    def action_leave_out(self) -> None:
        """Go on without those whom a rule is against."""
        if self.writing or self.query_one(ConfirmBar).asking:
            return
        rest = tuple(one for one in self.whom if one.number not in self._refused)
        if not self._refused:
            self.say(keyed("Nobody is refused. {submit} does it for everybody marked."))
        elif not rest:
            self.say(
                keyed("That would leave nobody. Change what is typed; {leave:form} goes back.")
            )
        else:
            self.left_out += self._refused
            self.whom, self._refused = rest, {}
            self._keep()
            self.show_person()
            self._show_people()
            self.action_submit()

    def told(self, receipt: Receipt) -> str:
        """Say what was done."""
        assert self._plan is not None
        said = done_words(self.spec, self._plan, receipt, self._to)
        undone = undone_by(receipt)
        return f"{said} Marked again, {undone}" if undone else said

    def _take_over(self) -> str:
        """Show everybody as they are now; give who was changed meanwhile, empty for nobody."""
        found = marked(self.session.desk, self.people)
        changed = changed_since(self.whom, found)
        if not changed:
            return ""
        self.whom = found
        self._show_people()
        told = "; ".join(f"{one.shown} is now: {one.state}" for one in changed[:2])
        more = f"; and {len(changed) - 2} more" if len(changed) > 2 else ""
        return f"Changed meanwhile: {told}{more}."

    def _show_people(self) -> None:
        """Show whom it is about; first those whom a rule is against, with the reasons."""
        first = [one for one in self.whom if one.number in self._refused]
        rest = [one for one in self.whom if one.number not in self._refused]
        refused = [self._refusal(one) for one in first]
        more = keyed(" and {} more: {people-down}")
        self.query_one(Roster).put_people([*refused, *([_row(one)] for one in rest)], more)

    def _refusal(self, one: Marked) -> list[Line | str]:
        said = []
        for objection in self._refused[one.number]:
            whose = "" if one.shown in objection.sentence else f"{one.shown}: "
            said.append(f"! {whose}{objection.sentence}")
        width = self.session.width - 2
        return [Line(f" {line}", BOLD) for line in wrapped(" ".join(said), width)]


def _row(one: Marked) -> str:
    name = f"{one.last_name}, {one.first_name}"
    return columns(
        (f"  {one.number}", 9), (name, 28), (one.date_of_birth, 10), (one.state, 29)
    )  # fmt: skip
