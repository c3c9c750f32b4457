"""What is asked for by the rows of a batch file: the requests of an act, and whence each comes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from wingterm.domain.outcomes import Acknowledgement, Objection, Refused, Warned, Warning
from wingterm.domain.prison import Prison
from wingterm.domain.requests import AboutPerson, Request
from wingterm.errors import BadInput
from wingterm.services.bulk.columns import NEW_PERSON, Setting, read_row
from wingterm.services.bulk.faults import RowFault
from wingterm.services.bulk.source import Source, SourceRow
from wingterm.services.bulk.spool import SpooledRow
from wingterm.services.bulk.verbs import BULK_VERBS
from wingterm.services.desk import Desk
from wingterm.services.place_codes import FIELDS, one_spelled_out
from wingterm.services.places import PlaceLine, places
from wingterm.services.prisons import prisons


class MadeRow(NamedTuple):
    """A row with what it asks for."""

    n: int
    line: int
    verb: str
    requests: tuple[Request, ...]


@dataclass(slots=True)
class Maker:
    """Makes requests of rows: reads times in the prison's zone, spells places out."""

    desk: Desk
    prison: Prison
    """The prison of rows that name none."""
    now: int
    acknowledged: tuple[Acknowledgement, ...]
    _settings: dict[str, Setting | None] = field(default_factory=dict)
    _known: dict[str, tuple[tuple[PlaceLine, ...], frozenset[str]]] = field(default_factory=dict)
    _prisons: dict[str, Prison] = field(default_factory=dict)

    def made(self, row: SourceRow) -> MadeRow | list[RowFault]:
        """Give what a row asks for, or everything that is wrong with it."""
        code = row.texts.get("prison", "").strip().upper() or self.prison.code
        setting = self._setting(code)
        if setting is None:
            sentence = f"There is no prison {code[:20]} in this register."
            remedy = "`wingterm prisons` lists them."
            return [RowFault(row.line, "prison", "prison-unknown", sentence, remedy)]
        verb = BULK_VERBS[row.verb]
        read, wrong = read_row(verb, setting, row.texts)
        if wrong:
            return [RowFault(row.line, *one) for one in wrong]
        try:
            requests = [self._spelled(code, request) for request in verb.requests(read)]
        except BadInput as error:
            column = verb.column_of(error.field)
            return [RowFault(row.line, column, "typed", error.message, error.hint)]
        return MadeRow(row.n, row.line, row.verb, tuple(requests))

    def all_made(
        self,
        source: Source,
        kept: Iterable[SpooledRow],
        refuse: Callable[[Sequence[tuple[int, RowFault]]], None] = lambda _: None,
    ) -> list[MadeRow]:
        """Give what rows ask for; what is wrong with others is handed to `refuse`."""
        made, faults = [], []
        for one in kept:
            if not one.sound:
                continue
            found = self.made(source.row(one))
            if isinstance(found, MadeRow):
                made.append(found)
            else:
                faults += [(one.n, fault) for fault in found]
        if faults:
            refuse(faults)
        return made

    def _setting(self, code: str) -> Setting | None:
        if code not in self._settings:
            if not self._prisons:
                self._prisons = {prison.code: prison for prison in prisons(self.desk)}
            known = self._prisons.get(code)
            self._settings[code] = (
                Setting(code, known.timezone, self.now, self.acknowledged) if known else None
            )
        return self._settings[code]

    def _spelled(self, code: str, request: Request) -> Request:
        name, _ = FIELDS.get(type(request), ("", ()))
        typed = str(getattr(request, name)).strip() if name else ""
        if not typed:
            return request
        if code not in self._known:
            lines = places(self.desk, self._prisons[code])
            self._known[code] = lines, frozenset(line.code for line in lines)
        lines, codes = self._known[code]
        return request if typed.upper() in codes else one_spelled_out(lines, request)


@dataclass(frozen=True, slots=True)
class Composed:
    """Rows as one act."""

    requests: tuple[Request, ...]
    origins: tuple[MadeRow, ...]
    """The row of each request."""

    def faults(self, outcome: Refused | Warned) -> list[tuple[int, RowFault]]:
        """Give what stands against the act, by number of the row."""
        if isinstance(outcome, Refused):
            return self.faults_of(outcome.objections, ())
        return self.faults_of((), outcome.warnings)

    def faults_of(
        self, objections: Iterable[Objection], warnings: Iterable[Warning]
    ) -> list[tuple[int, RowFault]]:
        """Give objections and open warnings by number of the row, each once."""
        found: dict[tuple[int, RowFault], None] = {}
        for objection in objections:
            row = self.origins[objection.line - 1]
            if objection.code == "unknown-person" and self._makes(objection.line):
                # That they cannot be registered is told by itself.
                continue
            column = BULK_VERBS[row.verb].column_of(objection.field) if objection.field else ""
            found[row.n, RowFault(row.line, column, *objection[:3])] = None
        for warning in warnings:
            row = self.origins[warning.line - 1]
            remedy = f"If it is right all the same, write {warning.code}=REASON in the column ack."
            found[row.n, RowFault(row.line, "ack", warning.code, warning.sentence, remedy)] = None
        return sorted(found, key=lambda one: one[0])

    def _makes(self, line: int) -> bool:
        """Whether a request is about somebody whom an earlier one of its row makes."""
        return str(getattr(self.requests[line - 1], "person", "")).startswith("+") and (
            line > 1 and self.origins[line - 2] is self.origins[line - 1]
        )


def composed(rows: Sequence[MadeRow]) -> Composed:
    """Put rows together as one act; whom a row makes is named by the line of the act."""
    requests: list[Request] = []
    origins: list[MadeRow] = []
    for row in rows:
        first = len(requests) + 1
        requests += _placed(row.requests, first)
        origins += [row] * len(row.requests)
    return Composed(tuple(requests), tuple(origins))


def _placed(requests: Sequence[Request], first: int) -> Iterator[Request]:
    for request in requests:
        if isinstance(request, AboutPerson) and request.person == NEW_PERSON:
            named: dict[str, Any] = {"person": f"+{first}"}
            yield replace(request, **named)
        else:
            yield request
