"""Open the form of a draft again: the same verb, about the same person or place, as it is now."""

from copy import copy

from screens.form import FormScreen
from screens.many import ManyForm, many_form
from screens.present import place_spec, settings_spec
from screens.records import record_form
from screens.session import Session
from screens.specs import SPECS, FormSpec
from screens.specs.people import RECORDS
from wingterm.domain.particulars import KINDS
from wingterm.errors import BadInput
from wingterm.services.drafts import Draft, Holder
from wingterm.services.many import marked
from wingterm.services.people import PersonRecord, show
from wingterm.services.prisons import prisons


def reopen(session: Session, draft: Draft, held: Holder) -> FormScreen:
    """Give the form of a draft, with what is on record read anew.

    Args:
        session: who takes it up.
        draft: as it was left.
        held: what the form is to hold it by.

    Raises:
        WingtermError: what it is about is not there any more, or cannot be read.
    """
    session = _of_its_prison(session, draft.prison)
    if draft.people:
        return _about_several(session, draft, held)
    record = None
    # A form that asks for the number has it in a field.
    if draft.person and "person" not in draft.values:
        record = show(session.desk, draft.person)
    return FormScreen(session, _spec_of(session, draft, record), record, draft, held)


def _about_several(session: Session, draft: Draft, held: Holder) -> FormScreen:
    """Give the form of an act on several people, who are shown as they are now."""
    people = marked(session.desk, draft.people)
    if not people:
        raise _unreadable()
    spec = many_form(draft.verb) if draft.verb not in RECORDS else _spec_of(session, draft, None)
    return ManyForm(session, spec, people, (), draft, held)


def _of_its_prison(session: Session, code: str) -> Session:
    """Give the session at the prison that the draft is of: its own, or the same officer's there."""
    if code == session.prison.code:
        return session
    there = next((prison for prison in prisons(session.desk) if prison.code == code), None)
    if there is None:
        raise _unreadable()
    other = copy(session)
    other.prison = there
    return other


def _spec_of(session: Session, draft: Draft, record: PersonRecord | None) -> FormSpec:
    """Give the form of the verb as it opens now."""
    if draft.verb in RECORDS and draft.kind in KINDS:
        row = draft.kind if draft.key is None else f"{draft.kind}/{draft.key}"
        return record_form(session, draft.verb, record, row)
    if draft.verb == "settings":
        return settings_spec(session)
    spec = SPECS.get(draft.verb)
    if spec is None:
        raise _unreadable()
    if spec.about_place:
        code = draft.values.get("code", "").strip().upper()
        return place_spec(session, draft.verb, code)
    # Of a check: which, and which unit, stood in it from the start.
    return spec.starting_with(**draft.began) if spec.about_check else spec


def _unreadable() -> BadInput:
    return BadInput(
        "This draft cannot be opened by this version of wingterm; it is kept.",
        "Open it with the version that wrote it, or throw it away.",
    )
