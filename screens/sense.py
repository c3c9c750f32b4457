"""Which verbs make sense for somebody now, as far as a key line should say so."""

from wingterm.domain.people import is_temporary
from wingterm.services.people import PersonRecord

ALWAYS = frozenset({"record", "end-record", "identity"})
"""Verbs that say something of a person, wherever they are."""


def sensible(record: PersonRecord) -> set[str]:
    """Give the verbs that make sense for a person."""
    numbered = ["number"] if is_temporary(record.number) else []
    return {*ALWAYS, *record.verbs, *numbered}
