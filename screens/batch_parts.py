"""The parts of a batch that were done: lines of the file, when, by whom, under which request."""

from screens.parts.line_list import Row
from screens.parts.tables import Column, Table
from screens.reports import Answers, Report, Told
from screens.session import Session
from wingterm.services.bulk.batches import batch

PARTS = Table(
    Column("Part", -5), Column("Lines", 14), Column("Done", -6), Column("When", 16),
    Column("By", 14, 30), Column("Request", 17, 36),
)  # fmt: skip


def parts_report(name: str) -> Report:
    """Give the report of a batch's parts.

    Args:
        name: of the batch.
    """

    def read(session: Session, _answers: Answers) -> Told:
        found = batch(session.desk, name)
        line, laid = found.line, PARTS.at(session.width)
        rows = [
            Row(
                f"{part.part}/",
                laid.row({
                    "Part": str(part.part), "Lines": f"{part.first_line}-{part.last_line}",
                    "Done": str(part.rows), "When": session.full_time(part.recorded_at),
                    "By": part.officer, "Request": part.request_id,
                }),
                full=f"wingterm receipt {part.request_id}",
            )
            for part in found.parts
        ]  # fmt: skip
        about = f" From {line.source or 'a pipe'}, {line.rows} lines; SHA-256 {line.digest[:16]}..."
        return Told(f"{line.state}: {line.done_rows} of {line.rows} lines", (about, "", laid.head),
                    rows)  # fmt: skip

    return Report(
        f"Batch {name}",
        f"bulk show {name}",
        read,
        about="The parts of a batch that were done. Each is one act, with a receipt of its own.",
    )
