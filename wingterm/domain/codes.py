"""Reason codes of movements and cell moves (domain notes 1.1 and 3.4)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: `type` is ADM, REL, TRN, CRT, TAP or CELL."""

    type: str
    code: str
    description: str
    active: bool


class ReasonCodes:
    """All reasons, by type and code: the pair matters, because codes recur under several types."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        """Hold the reasons of the code lists."""
        self._by_pair = {(reason.type, reason.code): reason for reason in reasons}

    def get(self, kind: str, code: str) -> Reason | None:
        """Give a reason, None for an unknown one."""
        return self._by_pair.get((kind, code))

    def active_for(self, kind: str) -> tuple[Reason, ...]:
        """Give the reasons of a type that may be used, by code."""
        found = [r for r in self._by_pair.values() if r.type == kind and r.active]
        return tuple(sorted(found, key=lambda reason: reason.code))

    def describe(self, pair: str) -> str:
        """Give the words of `ADM-N`; the pair itself when it is not known."""
        kind, _, code = pair.partition("-")
        reason = self.get(kind, code)
        return reason.description if reason else pair
