"""What is asked once more before an act that cannot be taken back: who, and what it does."""

from collections.abc import Mapping

from screens.session import Session
from screens.specs import FormSpec
from wingterm.domain.places import INSIDE, OUT
from wingterm.services.judge import Judged
from wingterm.services.people import PersonRecord
from wingterm.services.places import cells
from wingterm.services.roll import roll

OF_CHECKS = {
    "declare": "It stays for ever as declared; what is entered late is listed against it.",
    "abandon-check": "No roll is declared by it. Everything that was counted is kept.",
    "escalate-check": "It goes on as an emergency check, with what was counted; for good.",
}
"""What the end of a roll check does."""


def question(
    session: Session,
    spec: FormSpec,
    record: PersonRecord | None,
    typed: Mapping[str, str],
    judged: Judged,
) -> tuple[str, str]:
    """Give the two sentences of the question.

    Args:
        session: who asks.
        spec: the form.
        record: whom it is about, None where it is about no person.
        typed: what stands in the fields.
        judged: what it would come to.
    """
    if record is None:
        if spec.about_place:
            return _of_a_place(session, spec, typed.get("code", "").upper())
        said = " ".join(line.said for line in judged.lines)
        return f"{spec.title}: {said}", _of_the_prison(session, spec)
    to = typed.get("to", "").upper() or typed.get("destination", "")
    who = f"{going(spec, to)}: {record.shown}, born {record.date_of_birth}."
    return who, _effect(session, spec, record)


def going(spec: FormSpec, to: str) -> str:
    """Say what is done and where to: `Transfer out to LEI`, `Out to court, LEEDCC`."""
    joined = "," if " to " in spec.title else " to"
    return f"{spec.title}{joined} {to}" if to else spec.title


def _of_the_prison(session: Session, spec: FormSpec) -> str:
    """Say what else it does that is about no one person."""
    if spec.verb == "settings":
        return f"Every board and figure of {session.prison.name} is read so from then on."
    if spec.verb in OF_CHECKS:
        return OF_CHECKS[spec.verb]
    if spec.verb == "unmerge":
        return "Both records are again as they were before."
    return "It is then as if it had never been recorded; the entry itself stays in the book."


def _effect(session: Session, spec: FormSpec, record: PersonRecord) -> str:
    """Say what the act does to the roll of the prison that has the person."""
    if spec.verb == "number":
        return "The number is given once and for all. The roll stays the same."
    if spec.verb == "merge":
        return "Nothing more is done under that number; a merge can be taken back."
    people = roll(session.desk, session.prison).headline.population
    figure = f"Current population of {session.prison.name}: {people}"
    if record.prison != session.prison.code or record.kind not in INSIDE + OUT:
        return f"{figure} -> {people}."
    if spec.verb == "death":
        return f"{figure}, the same until the body is removed."
    bed = f" The bed in {record.bed_cell} becomes free." if record.bed_cell else ""
    if record.kind in OUT:
        return f"{figure}, the same: they are out. They leave the books.{bed}"
    return f"{figure} -> {people - 1}.{bed}"


def _of_a_place(session: Session, spec: FormSpec, code: str) -> tuple[str, str]:
    held = cells(session.desk, session.prison, under=code)
    people = sum(len(cell.people) for cell in held)
    return (
        f"{spec.title}: {code} of {session.prison.name}, with everything below it.",
        f"Cells: {len(held)}. People with a bed there: {people}. It never comes back into use.",
    )
