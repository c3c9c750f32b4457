"""A form that is taken up again where it was left: values, cursor, reasons, and what changed."""

from collections.abc import Sequence

from textual import on
from textual.widgets import Input

from screens.form_draft import DraftedForm
from screens.form_fields import WARNING
from screens.keyed import keyed
from screens.specs import Reads
from wingterm.domain.outcomes import Warning
from wingterm.domain.particular_fields import Judge
from wingterm.domain.particulars import KINDS
from wingterm.domain.times import TimeNotUnderstood, local_date, parse_instant
from wingterm.errors import StoreError
from wingterm.services.drafts import Draft, Reason, left_before


class TakenUpForm(DraftedForm):
    """Stands as it was left; about what is on record it says what is otherwise by now."""

    _mentioned = ""
    """Whom an earlier draft was looked for."""

    @on(Input.Changed)
    def _whom_it_is_about(self) -> None:
        self.call_later(self._mention)

    def take_up(self) -> None:
        """Put everything where it was left, and say what is otherwise by now."""
        draft = self._left
        if draft is None:
            super().take_up()
            self._mention()
            return
        changed = self._fill(draft)
        self.know_person()
        # A field that is asked only of this person is there by now.
        self._fill(draft)
        if draft.reasons:
            self._warn_again(draft.reasons)
        self._focus_as_left(draft)
        super().take_up()
        self.say(" ".join([*self._taken_up(draft), *changed]))

    def _fill(self, draft: Draft) -> list[str]:
        """Put back what was typed; give what stands in its place on record by now.

        What nobody had touched stays as it is on record now.
        """
        changed, now_by_name = [], self._began(line.field for line in self.lines())
        for line in self.lines():
            name, began = line.field, draft.began.get(line.field, "")
            typed = draft.values.get(name, began)
            if typed == began:
                continue
            now = now_by_name[name]
            if now != began:
                label = field.label if (field := self._field(name)) else name
                changed.append(f"{label} was {began or 'empty'}, is now {now or 'empty'}.")
            line.line.value = self._dated(draft, name, typed)[: line.line.max_length]
        return changed

    def _dated(self, draft: Draft, name: str, typed: str) -> str:
        """Give a time typed on another day with its date: it means what it meant then."""
        if not self._on_another_day(draft) or not self._is_time(draft, name):
            return typed
        timezone = self.session.prison.timezone
        try:
            return self.session.full_time(parse_instant(typed, draft.saved_at, timezone))
        except (TimeNotUnderstood, OverflowError):
            return typed

    def _on_another_day(self, draft: Draft) -> bool:
        timezone = self.session.prison.timezone
        return local_date(draft.saved_at, timezone) != local_date(self.session.now(), timezone)

    def _is_time(self, draft: Draft, name: str) -> bool:
        field, kind = self._field(name), KINDS.get(draft.kind)
        on_record = kind.field(name) if kind else None
        return (field is not None and field.reads is Reads.TIME) or (
            on_record is not None and on_record.judge is Judge.INSTANT
        )

    def _warn_again(self, reasons: Sequence[Reason]) -> None:
        """Show the warnings with the reasons typed; what they hold for is judged anew."""
        self.warn([Warning(reason.code, reason.sentence) for reason in reasons])
        self.warned_about = {}
        for reason in reasons:
            line = self.line(f"{WARNING}{reason.code}")
            if line is not None:
                line.line.value = reason.typed

    def _focus_as_left(self, draft: Draft) -> None:
        """Put the cursor where it was; nothing is selected, so that typing goes on."""
        line = self.line(draft.focused)
        if line is None:
            return
        held = line.line
        select, held.select_on_focus = held.select_on_focus, False
        self.set_focus(held)
        held.cursor_position = max(0, min(draft.cursor, len(held.value)))

        def as_before() -> None:
            held.select_on_focus = select

        held.call_later(as_before)

    def _taken_up(self, draft: Draft) -> list[str]:
        said = [f"Taken up as it was left at {self.session.time(draft.saved_at)}."]
        record = self.record
        if record is not None and record.number == draft.person and record.pseq != draft.seen:
            said.append(f"The record changed meanwhile: {record.shown} is now: {record.state}.")
        elif record is not None and record.recorded_at > draft.saved_at:
            said.append(f"Since then something was put on record of {record.shown}.")
        if self._on_another_day(draft):
            said.append("That was another day: look at the times.")
        if draft.reasons:
            said.append("The warnings are judged anew.")
        return said

    def _mention(self) -> None:
        """Say once that an earlier draft of the same form was left; it is not filled in."""
        whom = self.record.number if self.record else self.value("code")
        if self._left is not None or self._over or self._mentioned == (whom or " "):
            return
        self._mentioned = whom or " "
        form = self.draft_now(always=True)
        if form is None or (self.spec.about_person and not whom):
            return
        try:
            other = left_before(self.session.desk, form)
        except StoreError:
            return
        if other is not None:
            when = self.session.time(other.saved_at)
            how = keyed("{leave:form}, then {drafts} opens it.")
            said = f"You left a draft of this form at {when}: {how}"
            self.say(f"{self.notice} {said}".strip())
