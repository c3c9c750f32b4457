"""Writes down that records of one person are about to be joined or taken apart (section 62)."""

import json

from db.engine import Reader
from wingterm.domain.decide import ActDecision
from wingterm.domain.entries import Kind
from wingterm.domain.roles import MERGES
from wingterm.domain.situation import Situation
from wingterm.services.desk import Desk


def log_combinations(
    desk: Desk, reader: Reader, situation: Situation, decided: ActDecision
) -> None:
    """Log every pair of records that an act merges, or takes apart, before it is written.

    Raises:
        StoreBroken, StoreBusy: it cannot be logged, so it may not be done.
    """
    for line in decided.lines:
        if line.request.verb not in MERGES:
            continue
        for entry in line.entries:
            if entry.subject is None:
                continue
            told = entry.detail
            if entry.kind is Kind.UNFACT and entry.annuls_seq is not None:
                told = situation.facts[entry.establishment, entry.annuls_seq].value
            both = (entry.subject, int(json.loads(told)["into"]))
            numbers = [_number(reader, situation, person) for person in both]
            desk.combined(numbers, f"person {line.request.verb}")


def _number(reader: Reader, situation: Situation, person: int) -> str:
    """Give a person's number; an act that takes a merge back names one of the two only."""
    known = situation.person_of.get(person)
    if known is not None:
        return known.number
    row = reader.one("SELECT p.number FROM person p WHERE p.id = ?", (person,))
    return str(row[0]) if row else ""
