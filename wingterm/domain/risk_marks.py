"""Risk marks of people as single letters, in the order of danger (domain notes 4.8 to 4.10)."""

from collections.abc import Collection
from typing import NamedTuple

NON_ASSOCIATION = "na"
"""What stands in for an alert where somebody is to be kept apart from somebody else."""


class RiskMark(NamedTuple):
    """A letter and what it says."""

    letter: str
    words: str
    """For the legend of a picture."""
    csra: frozenset[str] = frozenset()
    """Cell sharing risk levels that give it."""
    alerts: frozenset[str] = frozenset()
    """Codes of alerts that give it."""


RISK_MARKS = (
    RiskMark("H", "CSRA high", csra=frozenset({"HI", "HIGH", "HIGH_GENERAL", "HIGH_SPECIFIC"})),
    RiskMark("A", "ACCT", alerts=frozenset({"HA", "HA1"})),
    RiskMark("S", "staff", alerts=frozenset({"SA", "XSA", "XHT", "RSS"})),
    RiskMark("U", "unlock", alerts=frozenset({"XCU"})),
    RiskMark("E", "escape", alerts=frozenset({"XER", "XEL", "XELH"})),
    RiskMark("F", "fire", alerts=frozenset({"XA"})),
    RiskMark("K", "apart", alerts=frozenset({"RCON", NON_ASSOCIATION})),
    RiskMark("P", "PEEP", alerts=frozenset({"PEEP"})),
)
"""High cell sharing risk; ACCT open or in post closure; assaults staff, takes hostages or is a risk
to staff; controlled unlock; escape risk or E-list; arsonist; in conflict, or to be kept apart from
somebody; personal emergency evacuation plan."""

RISK_ALERTS = frozenset[str]().union(*(mark.alerts for mark in RISK_MARKS)) - {NON_ASSOCIATION}
"""Codes of the alerts that give a letter."""


def risk_letters(csra: Collection[str], alerts: Collection[str]) -> str:
    """Give the letters of some levels and alerts, the most dangerous first.

    Args:
        csra: codes of cell sharing risk levels.
        alerts: codes of alerts, and `NON_ASSOCIATION`.
    """
    if not csra and not alerts:
        return ""
    return "".join(
        mark.letter
        for mark in RISK_MARKS
        if not mark.csra.isdisjoint(csra) or not mark.alerts.isdisjoint(alerts)
    )
