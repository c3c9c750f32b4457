"""What is put on record of a person: the list of kinds first, then the form of the kind chosen."""

from dataclasses import replace

from screens.choices import ChoiceScreen
from screens.empty import CHOICES
from screens.parts.line_list import Row
from screens.parts.lines import columns
from screens.session import Session
from screens.specs import FormSpec
from screens.specs.people import end_spec, record_spec
from wingterm.domain.particular_fields import Judge, Kind
from wingterm.domain.particulars import KINDS
from wingterm.services.particulars import IN_FORCE, ParticularLine, particulars
from wingterm.services.people import PersonRecord
from wingterm.services.seen import Seen


def kinds_screen(session: Session, verb: str, record: PersonRecord | None) -> ChoiceScreen:
    """Give the list to choose from: kinds to record, and of somebody known what is on record.

    The key of a row is `kind` for another one and `kind/key` for one that is on record.
    """
    lines = _in_force(session, record)
    rows = [
        Row(f"{line.kind}/{line.key}", columns((f" {line.label}", 30), (line.said, 49)))
        for line in lines
    ]
    if verb == "end-record":
        if record is None:
            rows = [Row(kind.word, f" {kind.label}") for kind in KINDS.values()]
        return ChoiceScreen(session, "What is no longer so?", rows, CHOICES["end"])
    new = [
        Row(kind.word, columns((f" {kind.label}", 42), (f"{kind.word}", 36)), seek="new")
        for kind in KINDS.values()
    ]
    return ChoiceScreen(session, "What goes on record? Change one, or record another", rows + new)


def record_form(session: Session, verb: str, record: PersonRecord | None, row: str) -> FormSpec:
    """Give the form of what was chosen."""
    word, slash, key = row.partition("/")
    form = _form_of(session, verb, record, row)
    return replace(form, kind=word, key=key if slash else None)


def _form_of(session: Session, verb: str, record: PersonRecord | None, row: str) -> FormSpec:
    word, _, key = row.partition("/")
    kind = KINDS[word]
    if verb == "end-record":
        return end_spec(kind, key)
    if "/" not in row:
        return record_spec(kind)
    lines = _in_force(session, record)
    held = next((line for line in lines if (line.kind, line.key) == (word, key)), None)
    form = record_spec(kind, key, _as_typed(kind, held) if held else {})
    return form.made_of(Seen(), lambda: record_form(session, verb, record, row))


def _as_typed(kind: Kind, line: ParticularLine) -> dict[str, str]:
    """Give what is on record as it may be typed: of a code with its words only the code."""
    typed = {}
    for name, said in line.values:
        field = kind.field(name)
        if field is not None:
            typed[name] = said.partition(" ")[0] if field.judge is Judge.CODE else said
    return typed


def _in_force(session: Session, record: PersonRecord | None) -> list[ParticularLine]:
    """Give what counts now of somebody, without what is only worked out."""
    if record is None:
        return []
    lines = particulars(session.desk, record.number)
    return [
        line for line in lines if line.state == IN_FORCE and line.kind in KINDS and not line.under
    ]
