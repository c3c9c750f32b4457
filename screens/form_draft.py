"""A form that is kept as a draft while it is typed, and taken up again as it was left."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import on
from textual.widgets import Input

from screens.base import Frame
from screens.form_fields import WARNING, FormFields
from screens.parts.confirm import ConfirmBar
from screens.parts.fields import FieldLine
from screens.session import Session
from screens.specs import FormSpec, Reads
from wingterm.domain.outcomes import Warning
from wingterm.domain.particular_fields import Judge
from wingterm.domain.particulars import KINDS
from wingterm.domain.times import TimeNotUnderstood, local_date, parse_instant
from wingterm.errors import StoreError
from wingterm.services.draft_keeper import Hold, Kept
from wingterm.services.drafts import Draft, Holder, Reason, holder, left_before
from wingterm.services.people import PersonRecord

LOST = {
    Kept.LOST: "This form was taken up at another terminal.",
    Kept.GONE: "This form was done or thrown away at another terminal.",
}
NO_MORE = "What is typed here is not kept any more; F3 leaves it."


class DraftedForm(FormFields):
    """Keeps every letter, whether it is carried out, left, killed or hung up."""

    def __init__(
        self,
        session: Session,
        spec: FormSpec,
        record: PersonRecord | None,
        draft: Draft | None = None,
        held: Holder | None = None,
    ) -> None:
        """Open a form; its request has its id from here on, which is the draft's too.

        Args:
            session: who asks.
            spec: the verb's form.
            record: whom it is about, None when the form asks for the number.
            draft: what it was left as, None for an empty form.
            held: what it holds that draft by.
        """
        super().__init__(session, spec, record)
        self.request_id = draft.id if draft else session.desk.ids()
        self._left = draft
        self._hold = Hold(
            self.request_id, held or holder(session.desk), self._draft_told, first=draft is None
        )
        self._started_at = draft.started_at if draft else session.now()
        self._opened: dict[str, str] = {}
        """What stood in the fields when the form opened."""
        self._kept = draft
        """What was last given to be kept, None for nothing."""
        self._said = Kept.KEPT
        self._sentences: dict[str, str] = {}
        """The warnings shown, by code."""
        self._mentioned = ""
        self._restored = False
        self._over = False
        self._loss_told = False

    def on_mount(self) -> None:
        """Take up what was left, once every field is there."""
        super().on_mount()
        if not self._opened:
            self._opened = self._values_now()
            self.call_later(self._take_up)

    @property
    def ready(self) -> bool:
        """Whether keys can be taken: not before the form stands as it was left."""
        return super().ready and self._restored

    # --- keeping

    def draft_now(self, *, always: bool = False) -> Draft | None:
        """Give the form as it stands; None when nothing was typed in it.

        Args:
            always: also when nothing was typed.
        """
        values, reasons = self._values_now(), self._reasons_now()
        for name, text in values.items():
            self._opened.setdefault(name, text)
        typed = any(text != self._opened[name] for name, text in values.items())
        if not (always or typed or any(reason.typed for reason in reasons)):
            return None
        focused = self._focused_line()
        was = self._kept
        return Draft(
            id=self.request_id,
            prison=self.session.prison.code,
            verb=self.spec.verb,
            kind=self.spec.kind,
            key=self.spec.key,
            person=self.record.number if self.record else "",
            seen=self.record.pseq if self.record else 0,
            people=self.people,
            values=values,
            began=self._began(values),
            reasons=reasons,
            # Where the bar asks, it is the field before it that counts.
            focused=focused.field if focused else was.focused if was else "",
            cursor=focused.line.cursor_position if focused else was.cursor if was else 0,
            started_at=self._started_at,
            saved_at=self.session.now(),
            where=self._hold.held.place,
        )

    @property
    def people(self) -> tuple[str, ...]:
        """Prison numbers of the people of a form about many."""
        return ()

    @on(Input.Changed)
    def _letter(self) -> None:
        self._keep()
        self.call_later(self._mention)

    def on_descendant_focus(self) -> None:
        """Keep which field is typed in."""
        self._keep()

    def _keep(self) -> None:
        """Have the form kept if it differs from what was kept last."""
        if not self._restored or self._over:
            return
        draft, keeper = self.draft_now(), self.session.drafts
        if draft is None:
            if self._kept is not None:
                keeper.drop(self._hold)
        elif self._kept is None or _state(draft) != _state(self._kept):
            keeper.keep(self._hold, draft)
        else:
            return
        self._kept = draft

    def keep_for_act(self) -> None:
        """Have the form kept before it is carried out, also when nothing was typed in it.

        Else nobody could say after a crash whether it was done.
        """
        self._kept = self.draft_now(always=True)
        if self._kept is not None:
            self.session.drafts.keep(self._hold, self._kept)

    def draft_done(self) -> None:
        """Forget the draft once it was seen that the form was carried out."""
        self._over = True
        self.session.drafts.drop_once_seen(self._hold)

    def kept_on_leaving(self) -> bool:
        """Keep what was typed; whether the form may be left.

        What cannot be kept is said first, and lost only when it is left once more.
        """
        draft, keeper = self.draft_now(), self.session.drafts
        if draft is None:
            if self._kept is not None:
                keeper.drop(self._hold)
        elif not self._hold.lost:
            keeper.release(self._hold, draft)
            in_time = keeper.flush()
            if (self._hold.failed or not in_time) and not self._loss_told:
                self._loss_told = True
                why = self._hold.failed or "The disk does not answer."
                self.say(f"This cannot be kept as a draft. {why} F3 again leaves it and loses it.")
                return False
            if not self._hold.failed and not self._hold.lost:
                self._say_below()
        self._over = True
        return True

    def on_unmount(self) -> None:
        """Let go of the draft when wingterm ends; what was typed stays."""
        if not self._over and self._kept is not None and self._hold.lost is None:
            self._over = True
            self.session.drafts.release(self._hold, self._kept)
            self.session.drafts.flush()

    def _say_below(self) -> None:
        stack = self.app.screen_stack
        below = stack[-2] if len(stack) > 1 else None
        if isinstance(below, Frame):
            where = "" if below.NAME == "drafts" else "; F8 opens it"
            below.say(f"Kept as a draft{where}.")

    def _draft_told(self, kept: Kept, sentence: str) -> None:
        """Hear from the thread of the keeper; only what is another thing is told on."""
        if kept is not self._said:
            self.call_later(self._tell_of_draft, kept, sentence)

    def _tell_of_draft(self, kept: Kept, sentence: str) -> None:
        """Say once that what is typed is not kept, and once that it is again."""
        bar = self.query_one(ConfirmBar)
        if kept is self._said or self._over or (bar.asking and kept not in LOST):
            return
        bar.withdraw()
        before, self._said = self._said, kept
        match kept:
            case Kept.FAILED:
                self.say(f"What is typed here is not being kept as a draft: {sentence}")
            case Kept.KEPT if before is Kept.FAILED:
                self.say("What is typed here is kept as a draft again.")
            case Kept.LOST | Kept.GONE:
                self.say(f"{LOST[kept]} {NO_MORE}")

    def _values_now(self) -> dict[str, str]:
        lines = (line for line in self.lines() if not line.field.startswith(WARNING))
        return {line.field: line.line.value for line in lines}

    def _reasons_now(self) -> tuple[Reason, ...]:
        typed = {line.field: line.line.value for line in self.lines()}
        return tuple(
            Reason(code, sentence, typed[f"{WARNING}{code}"])
            for code, sentence in self._sentences.items()
            if f"{WARNING}{code}" in typed
        )

    def _began(self, names: Iterable[str]) -> dict[str, str]:
        """Give what stands in fields of this form when nobody has typed in them."""
        fields = self.spec.fields_for(self.record if self.about_record else None)
        known = {field.name: field.default for field in fields}
        return {name: known.get(name, self._opened.get(name, "")) for name in names}

    def _focused_line(self) -> FieldLine | None:
        return next((line for line in self.lines() if line.line.has_focus), None)

    # --- taking up

    def warn(self, warnings: Sequence[Warning]) -> None:
        """Show warnings, and remember their sentences for the draft."""
        said: dict[str, list[str]] = {}
        for warning in warnings:
            said.setdefault(warning.code, []).append(warning.sentence)
        self._sentences = {code: " ".join(sentences) for code, sentences in said.items()}
        super().warn(warnings)

    def _take_up(self) -> None:
        """Put everything where it was left, and say what is otherwise by now."""
        draft = self._left
        if draft is None:
            self._restored = True
            self._mention()
            return
        changed = self._fill(draft)
        self.know_person()
        # A field that is asked only of this person is there by now.
        self._fill(draft)
        if draft.reasons:
            self._warn_again(draft.reasons)
        self._focus_as_left(draft)
        self._restored = True
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
            said = f"You left a draft of this form at {when}: F3, then F8 opens it."
            self.say(f"{self.notice} {said}".strip())


def _state(draft: Draft) -> Draft:
    """Give what of a draft is worth a write."""
    return replace(draft, saved_at=0, cursor=0)
