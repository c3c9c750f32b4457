"""Lists of people who can be marked for one act on several.

Marks belong to prison numbers: the list may be read again or filtered, and they stay. They are
forgotten after the act, or by Escape before the list is left.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from screens.keyed import keyed
from screens.parts.line_list import Row
from screens.register import RegisterScreen
from screens.session import Session
from wingterm.actions import VERBS, About, verb_action

if TYPE_CHECKING:
    from screens.many import ManyForm
    from screens.specs import FormSpec
    from wingterm.domain.outcomes import Receipt

NOT_MANY = frozenset(verb for verb in VERBS if not verb_action(verb).many) - frozenset(
    verb for verb in VERBS if verb_action(verb).about is not About.PERSON
)
"""Verbs about one person at a time."""
NOBODY_ELSE = frozenset({"register"})
"""Verbs about somebody who is on no list yet."""


class MarkingScreen(RegisterScreen):
    """A list of people, one or more rows each."""

    SAYS_WHO_LEFT = True
    """Whether it is said that somebody marked is no longer in the list."""

    def __init__(self, session: Session) -> None:
        """Start with nobody marked."""
        super().__init__(session)
        self.marks: dict[str, None] = {}
        """Prison numbers, in the order in which they were marked."""
        self._left: frozenset[str] = frozenset()
        self._unmarked_title = ("", "")

    def whose(self, row: Row) -> str:
        """Give the prison number of the person of a row, empty for none."""
        return row.key

    def subject(self) -> str:
        """Give the person under the cursor."""
        return self.whose(self.current) if self.current else ""

    def whom(self) -> str:
        """Give the one person marked, else the one under the cursor."""
        return next(iter(self.marks)) if len(self.marks) == 1 else self.subject()

    def title_line(self, left: str, right: str = "") -> None:
        """Show what the list is and how many are marked in it."""
        self._unmarked_title = (left, right)
        super().title_line(f"{left}   {len(self.marks)} marked" if self.marks else left, right)

    def put(self, rows: Sequence[Row], empty: str = "") -> None:
        """Show rows, and say who of those marked is not among them any more."""
        super().put(rows, empty)
        self._show_rows_marked()
        left = frozenset(self.marks) - {self.whose(row) for row in rows}
        gone, self._left = left - self._left, left
        if gone and self.SAYS_WHO_LEFT:
            self._say_who_left(sorted(gone))

    def action_mark(self) -> None:
        """Mark the person under the cursor, or unmark, and go one row down."""
        number = self.subject()
        if number in self.marks:
            del self.marks[number]
        elif number:
            self.marks[number] = None
        if number:
            self.show_marks()
        self.list.move_by(1)

    def action_mark_all(self) -> None:
        """Mark everybody shown; when they are marked already, nobody at all."""
        shown = self._shown()
        if shown <= self.marks.keys():
            self.marks.clear()
        else:
            self.marks |= dict.fromkeys(sorted(shown, key=self._order().__getitem__))
        self.show_marks()

    def show_marks(self) -> None:
        """Show who is marked, how many, and the keys that make sense of them."""
        self._show_rows_marked()
        self.title_line(*self._unmarked_title)
        self.show_keys()

    def senseless(self) -> set[str]:
        """Give the verbs that are about one person at a time, when several are marked."""
        return super().senseless() | (NOT_MANY if len(self.marks) > 1 else set())

    def open_verb(self, verb: str) -> None:
        """Open the form of a verb about everybody marked; about one person, as without marks."""
        from screens.specs.people import RECORDS

        action = verb_action(verb)
        if len(self.marks) < 2 or action.about is not About.PERSON or verb in NOBODY_ELSE:
            super().open_verb(verb)
        elif not action.many:
            self.say(
                f"{action.words} is for one person at a time, and {len(self.marks)} are marked. "
                + keyed("{leave} forgets the marks; then it is about the row under the cursor.")
            )
        elif verb in RECORDS:
            from screens.records import kinds_screen

            self.go(kinds_screen(self.session, verb, None), self._kind_of_many(verb))
        else:
            from screens.many import many_form

            self._open_many(many_form(verb))

    def _kind_of_many(self, verb: str) -> Callable[[str | None], None]:
        from screens.records import record_form

        def chosen(key: str | None) -> None:
            if key:
                self.call_next(self._open_many, record_form(self.session, verb, None, key))

        return chosen

    def _open_many(self, spec: "FormSpec") -> None:
        from screens.many import ManyForm
        from wingterm.services.many import marked

        order = self._order()
        numbers = sorted(self.marks, key=lambda number: order.get(number, len(order)))
        people = self.ask(lambda: marked(self.session.desk, numbers))
        if people is None:
            return
        shown = self._shown()
        hidden = [one for one in people if one.number not in shown]
        form = ManyForm(self.session, spec, people, hidden)
        self.go(form, lambda receipt: self._done_many(form, receipt))

    def _done_many(self, form: "ManyForm", receipt: "Receipt | None") -> None:
        """Forget the marks after the act; without it only those left out."""
        for number in form.left_out if receipt is None else list(self.marks):
            self.marks.pop(number, None)
        self.show_marks()
        if receipt is not None:
            self.say(self.session.told(form.told(receipt)))

    def done(self, receipt: "Receipt | None") -> None:
        """Say what was done, and forget the marks of whom it was about."""
        for number in {line.person for line in receipt.lines} if receipt else ():
            self.marks.pop(number, None)
        self.show_marks()
        super().done(receipt)

    def action_more(self) -> None:
        """List the verbs that make sense now, of several people those about several."""
        if len(self.marks) < 2:
            super().action_more()
            return
        from screens.palette import MoreScreen

        self.go(MoreScreen(self.session, None, "", several=len(self.marks)), self._chosen)

    def action_leave(self) -> None:
        """End the filter, else forget the marks, else go back one step."""
        if self.filtered or not self.marks:
            super().action_leave()
            return
        many = len(self.marks)
        self.marks.clear()
        self.show_marks()
        are = "is" if many == 1 else "are"
        self.say(keyed(f"{many} {are} not marked any more. {{leave}} goes back."))

    def _shown(self) -> set[str]:
        """Give the people in the list as the filter leaves it."""
        return {self.whose(row) for row in self.list.shown} - {""}

    def _order(self) -> dict[str, int]:
        """Give where each person first stands in the list."""
        order: dict[str, int] = {}
        for index, row in enumerate(self.list.rows):
            order.setdefault(self.whose(row), index)
        return order

    def _show_rows_marked(self) -> None:
        rows = self.list.rows if self.marks else ()
        self.list.show_marked(frozenset(row.key for row in rows if self.whose(row) in self.marks))

    def _say_who_left(self, numbers: Sequence[str]) -> None:
        from wingterm.services.many import marked

        people = self.ask(lambda: marked(self.session.desk, numbers)) or ()
        named = "; ".join(f"{one.shown}, {one.state}" for one in people[:2])
        more = f"; and {len(people) - 2} more" if len(people) > 2 else ""
        self.say(f"Marked, but not in this list any more: {named}{more}.")
