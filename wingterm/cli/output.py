"""Everything that goes to stdout: plain tables, JSON and CSV."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence

from wingterm.domain.text import csv_safe, safe_line

Cell = str | int | None


def line(text: str = "") -> None:
    """Print one line."""
    print(safe_line(text))  # noqa: T201 - this module owns stdout


def as_json(value: object) -> None:
    """Print a value as JSON, ASCII only."""
    print(json.dumps(value, ensure_ascii=True, indent=2))  # noqa: T201


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print rows as CSV: every field quoted, no field that a spreadsheet would take for a formula."""
    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([csv_safe(v) if isinstance(v, str) else v for v in row])
    sys.stdout.write(held.getvalue())


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print rows as a plain table: words to the left, numbers to the right."""
    held = [["" if v is None else safe_line(str(v)) for v in row] for row in rows]
    kinds = [True] * len(header)
    source = list(rows) if isinstance(rows, list | tuple) else []
    for row in source:
        kinds = [k and not isinstance(v, str) for k, v in zip(kinds, row, strict=True)]
    widths = [max(len(h), *(len(row[i]) for row in held), 0) for i, h in enumerate(header)]
    for row in [list(header), *held]:
        parts = [
            text.rjust(width) if number and source else text.ljust(width)
            for text, width, number in zip(row, widths, kinds, strict=True)
        ]
        line("  ".join(parts).rstrip())
