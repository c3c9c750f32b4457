"""A form that is kept as a draft while it is typed, and taken up again as it was left."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import on
from textual.widgets import Input

from screens.base import Frame
from screens.form_check import RollCheckForm
from screens.form_fields import WARNING
from screens.keyed import keyed
from screens.parts.confirm import ConfirmBar
from screens.parts.fields import FieldLine, LineInput
from screens.session import Session
from screens.specs import FormSpec
from wingterm.domain.outcomes import Warning
from wingterm.services.draft_keeper import Hold, Kept
from wingterm.services.drafts import Draft, Holder, Reason, holder
from wingterm.services.people import PersonRecord

LOST = {
    Kept.LOST: "This form was taken up at another terminal.",
    Kept.GONE: "This form was done or thrown away at another terminal.",
}
NO_MORE = "What is typed here is not kept any more; {leave:form} leaves it."


class DraftedForm(RollCheckForm):
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
        self._unfilled: tuple[FormSpec, PersonRecord | None, dict[str, str]] | None = None
        """What stands in the fields of a form when nobody has typed in them, and of which form."""
        self._restored = False
        self._over = False
        self._loss_told = False

    def begin(self) -> None:
        """Take up what was left, once every field is there."""
        super().begin()
        self._opened = values_of(self.lines())
        self.call_later(self.take_up)

    def take_up(self) -> None:
        """Put everything where it was left; of an empty form, begin to keep what is typed."""
        self._restored = True
        self._keep()

    @property
    def ready(self) -> bool:
        """Whether keys can be taken: not before the form stands as it was left."""
        return super().ready and self._restored

    def draft_now(self, *, always: bool = False) -> Draft | None:
        """Give the form as it stands; None when nothing was typed in it.

        Args:
            always: also when nothing was typed.
        """
        lines = self.lines()
        values, reasons = values_of(lines), self._reasons_of(lines)
        values |= {field.name: "" for field in self.spec.fields if field.anew}
        for name, text in values.items():
            self._opened.setdefault(name, text)
        typed = any(text != self._opened[name] for name, text in values.items())
        if not (always or typed or any(reason.typed for reason in reasons)):
            return None
        focused = next((line for line in lines if line.line.has_focus), None)
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

    @on(LineInput.Cut)
    def _cut(self, event: LineInput.Cut) -> None:
        """Say that not all of what was pasted is in the form, and so is not kept."""
        self.say(f"The field is full: the last {event.letters} letters pasted are left out.")

    def on_descendant_focus(self) -> None:
        """Keep which field is typed in."""
        self._keep()

    def _keep(self) -> None:
        """Have the form kept if it differs from what was kept last."""
        if not self._restored or self._over:
            return
        # Whom a form about many is about was marked one by one, which is work too.
        draft, keeper = self.draft_now(always=bool(self.people)), self.session.drafts
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
                again = keyed("{leave:form} again leaves it and loses it.")
                self.say(f"This cannot be kept as a draft. {why} {again}")
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
            where = "" if below.NAME == "drafts" else keyed("; {drafts} opens it")
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
                self.say(f"{LOST[kept]} {keyed(NO_MORE)}")

    def warn(self, warnings: Sequence[Warning]) -> None:
        """Show warnings, and remember their sentences for the draft."""
        said: dict[str, list[str]] = {}
        for warning in warnings:
            said.setdefault(warning.code, []).append(warning.sentence)
        self._sentences = {code: " ".join(sentences) for code, sentences in said.items()}
        super().warn(warnings)

    def _reasons_of(self, lines: Sequence[FieldLine]) -> tuple[Reason, ...]:
        """Give the warnings shown, with what is typed in answer to them."""
        typed = {line.field: line.line.value for line in lines}
        return tuple(
            Reason(code, sentence, typed[f"{WARNING}{code}"])
            for code, sentence in self._sentences.items()
            if f"{WARNING}{code}" in typed
        )

    def _began(self, names: Iterable[str]) -> dict[str, str]:
        """Give what stands in fields of this form when nobody has typed in them."""
        about = self.record if self.about_record else None
        held = self._unfilled
        if held is None or held[0] is not self.spec or held[1] is not about:
            known = {field.name: field.default for field in self.spec.fields_for(about)}
            self._unfilled = held = (self.spec, about, known)
        known = held[2]
        return {name: known.get(name, self._opened.get(name, "")) for name in names}


def values_of(lines: Sequence[FieldLine]) -> dict[str, str]:
    """Give what stands in the fields of the verb, letter by letter."""
    return {line.field: line.line.value for line in lines if not line.field.startswith(WARNING)}


def _state(draft: Draft) -> Draft:
    """Give what of a draft is worth a write."""
    return replace(draft, saved_at=0, cursor=0)
