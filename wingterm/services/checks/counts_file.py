"""Read the counts of a roll check from a CSV file: what was counted on paper, with its own times.

Each row is the count of a unit, and the responses had there where it gives any. What a column
leaves empty is not said; a count is never made up for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wingterm.domain.outcomes import Objection
from wingterm.domain.prison import Prison
from wingterm.domain.requests import RecordWelfare, Request, SubmitCount
from wingterm.domain.times import TimeNotUnderstood, parse_instant
from wingterm.errors import BadInput
from wingterm.services.csv_input import Fault, Row, faults_of_shape, read_rows

COLUMNS = ("unit", "counted")
"""The header of the file, in any order."""

OPTIONAL = (
    "by", "how", "counted_at", "responses", "no_response", "missing", "extra", "comment",
)  # fmt: skip
"""Columns that it may have: the account of who counted, empty for who keys it; number, name or
door; when it was counted, empty for now; responses had, and the numbers of people of whom none was
had; the numbers of people missing and extra; a comment."""

COLUMN_OF = {
    "method": "how", "at": "counted_at", "had": "responses", "without": "no_response",
}  # fmt: skip
"""Columns by field of a request, where they have another name."""

ROWS_MAX = 500
"""Most rows of a file: twice as many as a prison has units, and more."""


@dataclass(frozen=True, slots=True)
class CountsFile:
    """What a file comes to."""

    requests: tuple[Request, ...]
    """Of every row, in order; of a row with a fault only to be judged, never carried out."""
    lines: tuple[int, ...]
    """The line of the file that each request comes from."""
    faults: tuple[Fault, ...]

    def faults_of(self, objections: Sequence[Objection]) -> tuple[Fault, ...]:
        """Give what stands against the requests as faults of the file, each said once."""
        told: dict[tuple[int, str, str], Fault] = {}
        for objection in objections:
            line = self.lines[objection.line - 1]
            words = f"{objection.sentence} {objection.remedy}".strip()
            fault = Fault(line, COLUMN_OF.get(objection.field, objection.field), words)
            # What stands against the check itself, such as that it has ended, is no fault of a row.
            key = (0, "", words) if objection.field == "check" else fault
            told.setdefault(key, fault)
        return tuple(told.values())


def read_counts(text: str, name: str, prison: Prison, check: int, now: int) -> CountsFile:
    """Read the text of a file of counts.

    Args:
        text: what the file holds.
        name: what it is called in messages.
        prison: whose; times are read in its time zone.
        check: number of the check that the counts are of.
        now: the machine's instant.

    Raises:
        BadInput: it is not CSV with the right header, or holds no row or too many.
    """
    rows = read_rows(text, name, COLUMNS, OPTIONAL)
    if not rows:
        raise BadInput(f"{name} holds no count.", "Write a line for each unit.", file=name)
    if len(rows) > ROWS_MAX:
        raise BadInput(
            f"{name} has more than {ROWS_MAX} lines.", "A line is the count of a unit.", file=name
        )
    requests: list[Request] = []
    lines: list[int] = []
    faults: list[Fault] = []
    for row in rows:
        at, found = _counted_at(row, prison, now)
        faults += [*faults_of_shape(row), *found]
        made = _requests(row.fields, prison.code, check, at)
        requests += made
        lines += [row.line] * len(made)
        if row.fields["no_response"].strip() and not row.fields["responses"].strip():
            said = (
                "It is empty, though somebody gave no response. Type how many responses were had."
            )
            faults.append(Fault(row.line, "responses", said))
    return CountsFile(tuple(requests), tuple(lines), tuple(faults))


def _counted_at(row: Row, prison: Prison, now: int) -> tuple[int | None, list[Fault]]:
    typed = row.fields["counted_at"].strip()
    if not typed:
        return None, []
    try:
        return parse_instant(typed, now, prison.timezone), []
    except (TimeNotUnderstood, OverflowError) as error:
        return None, [Fault(row.line, "counted_at", str(error))]


def _requests(fields: dict[str, str], prison: str, check: int, at: int | None) -> list[Request]:
    made: list[Request] = [
        SubmitCount(
            prison=prison, check=check, unit=fields["unit"], counted=fields["counted"],
            by=fields["by"], method=fields["how"].strip() or "number",
            missing=_several(fields["missing"]), extra=_several(fields["extra"]), at=at,
            comment=fields["comment"],
        )
    ]  # fmt: skip
    if fields["responses"].strip():
        made.append(
            RecordWelfare(
                prison=prison, check=check, unit=fields["unit"], had=fields["responses"],
                without=_several(fields["no_response"]), by=fields["by"], at=at,
            )
        )  # fmt: skip
    return made


def _several(typed: str) -> tuple[str, ...]:
    return tuple(typed.replace(";", " ").replace(",", " ").split())
