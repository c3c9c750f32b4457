"""Which rows of a batch an officer may ask for: what they may not is told of each row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from db.engine import Reader
from wingterm.domain.decide import steps
from wingterm.domain.prison import Officer
from wingterm.errors import NotAuthorised
from wingterm.services.bulk.faults import RowFault
from wingterm.services.bulk.rows import MadeRow
from wingterm.services.desk import authorise, within_caseload

CODE = "not-authorised"
"""What a fault is called that says so."""


@dataclass(slots=True)
class Leave:
    """What an officer may do by a file, asked once for each verb and each prison."""

    officer: Officer
    reader: Reader
    _verbs: dict[str, NotAuthorised | None] = field(default_factory=dict)
    _prisons: dict[str, NotAuthorised | None] = field(default_factory=dict)

    def against(self, row: MadeRow) -> Iterator[tuple[int, RowFault]]:
        """Give why an officer may not do a row, by its number; nothing where they may."""
        # Step by step: what a correction enters again needs the same leave as by itself.
        verbs = dict.fromkeys(step.verb for one in row.requests for step in steps(one))
        prisons = dict.fromkeys(one.prison for one in row.requests)
        found = [("verb", self._verb(verb)) for verb in verbs]
        found += [("prison", self._prison(prison)) for prison in prisons]
        for column, error in found:
            if error is not None:
                fault = RowFault(row.line, column, CODE, error.message, error.hint)
                yield row.n, fault

    def _verb(self, verb: str) -> NotAuthorised | None:
        if verb not in self._verbs:
            self._verbs[verb] = _refusal(lambda: authorise(self.officer, verb))
        return self._verbs[verb]

    def _prison(self, prison: str) -> NotAuthorised | None:
        if prison not in self._prisons:
            self._prisons[prison] = _refusal(
                lambda: within_caseload(self.officer, self.reader, [prison])
            )
        return self._prisons[prison]


def _refusal(ask: Callable[[], None]) -> NotAuthorised | None:
    try:
        ask()
    except NotAuthorised as error:
        return error
    return None
