"""Which verbs make sense for somebody now, as far as a key line should say so."""

from typing import TYPE_CHECKING

from wingterm.domain.people import is_temporary
from wingterm.domain.places import PlaceKind
from wingterm.services.states import not_for

if TYPE_CHECKING:
    from wingterm.services.people import PersonRecord

ALWAYS = frozenset({"record", "end-record", "identity"})
"""Verbs that say something of a person, wherever they are."""


def sensible(record: "PersonRecord", acting: str) -> set[str]:
    """Give the verbs that make sense for a person.

    Args:
        record: of the person.
        acting: code of the prison that acts.
    """
    numbered = ["number"] if is_temporary(record.number) else []
    merged = ["merge"] if record.kind is PlaceKind.OUTSIDE and not record.merged else []
    never = not_for(record.kind, record.prison, record.came_from, acting)
    return {*ALWAYS, *record.verbs, *numbered, *merged} - never
