"""A person's record as lines: where they are, what matters first, what happened by stays."""

from collections.abc import Collection, Iterable, Sequence

from screens.empty import ON_RECORD
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line, columns, wrapped
from screens.reports import Answers, Report, Told
from screens.rows import history_row
from screens.session import Session
from wingterm.services.particulars import (
    IN_FORCE,
    RELEASE,
    WORKED_OUT,
    ParticularLine,
    particulars,
)
from wingterm.services.people import HistoryLine, PersonRecord

WIDTH = 78
FIRST = ("category", "csra", "incentive", "legal-status", RELEASE)
"""Kinds that one line says, each by its first value."""
SHORT = {
    "category": "Category", "csra": "CSRA", "incentive": "Incentive", "legal-status": "Status",
    RELEASE: "Release",
}  # fmt: skip


def now_lines(record: PersonRecord, session: Session) -> list[Line]:
    """Say where somebody is, and of somebody out where, till when and with whom."""
    where = f"Now: {record.where}"
    if record.prison:
        where += f", {record.prison}"
    if record.came_from:
        where += f", sent by {record.came_from}"
    lines = [Line(f" {where}   since {session.time(record.since)}", BOLD)]
    if record.hold:
        lines.append(Line(f"      {record.hold[0].upper()}{record.hold[1:]}", BOLD))
    out = record.out
    if out is None:
        return lines
    said = [out.destination]
    if out.due_back is not None:
        late = "OVERDUE, was due" if out.due_back < session.now() else "due"
        said.append(f"{late} back {session.time(out.due_back)}")
    else:
        said.append("nobody said when due back")
    said += [f"escort {out.escort}"] if out.escort else []
    said += [f"with {out.officers}"] if out.officers else []
    told = "; ".join(part for part in said if part)
    return [*lines, *(Line(f"      {part}", BOLD) for part in wrapped(told, WIDTH - 5))]


def known_lines(lines: Iterable[ParticularLine]) -> list[str]:
    """Say what matters first: alerts, who to keep apart from, category, CSRA, status, dates."""
    counts = [line for line in lines if line.state in (IN_FORCE, WORKED_OUT)]
    alerts = [line.label.partition(" ")[2] for line in counts if line.kind == "alert"]
    apart = [line.label.partition(" ")[2] for line in counts if line.kind == "na"]
    first = [
        f"{SHORT[line.kind]}: {_short(line)}"
        for kind in FIRST
        for line in counts
        if line.kind == kind
    ]
    told = [
        f"ALERTS: {'; '.join(alerts)}" if alerts else "",
        f"KEEP APART FROM: {'; '.join(apart)}" if apart else "",
        ";  ".join(first),
    ]
    return [f" {part}" for line in told if line for part in wrapped(line, WIDTH)]


def _short(line: ParticularLine) -> str:
    """Give a particular in a word or two: of a code with its words what staff say."""
    values = dict(line.values)
    if not values:
        return line.said
    said = values.get("legal status") or line.values[0][1]
    code, _, words = said.partition(" ")
    if line.kind in ("csra", "incentive"):
        return words or code
    return code if line.kind == "category" else said


def history_rows(
    history: Sequence[HistoryLine], session: Session, unseen: Collection[str] = ()
) -> list[Row]:
    """Give what happened, newest first; where there were several stays each under its heading.

    Args:
        history: the entries.
        session: whose times are shown.
        unseen: references of entries that others made since the record was opened.
    """
    rows: list[Row] = []
    stays = _stays(history)
    several = sum(1 for began, _ in stays if began) > 1
    for number, (began, lines) in reversed([*enumerate(stays)]):
        if several and began:
            words = f" Stay {number}, received {session.full_time(began)}"
            rows.append(Row(f"stay-{number}", words, bold=True))
        rows += [history_row(line, session, unseen=line.entry in unseen) for line in lines]
    return rows


def merged_lines(record: PersonRecord) -> list[str]:
    """Say which other records are of the same person."""
    if not record.merged:
        return []
    told = f"ALSO ON RECORD AS: {'; '.join(one.shown for one in record.merged)}"
    return [f" {part}" for part in wrapped(told, WIDTH)]


def merged_rows(record: PersonRecord, session: Session) -> list[Row]:
    """Give what happened under other numbers, each under its heading, newest first."""
    rows: list[Row] = []
    for one in record.merged:
        words = f" Under {one.shown}, merged {session.time(one.since)} by {one.officer}"
        rows.append(Row(f"merged-{one.number}", words, bold=True))
        rows += [history_row(line, session) for line in one.history]
    return rows


def _stays(history: Sequence[HistoryLine]) -> list[tuple[int, list[HistoryLine]]]:
    """Give the entries by stay, oldest stay first, each newest first: (when received, entries).

    A stay begins with a reception that stands; before the first it is none.
    """
    stays: list[tuple[int, list[HistoryLine]]] = [(0, [])]
    for line in reversed(history):
        if line.verb == "receive" and not line.corrected:
            stays.append((line.occurred_at, []))
        stays[-1][1].insert(0, line)
    return stays


def on_record(record: PersonRecord) -> Report:
    """Give the report of everything that is on record of a person."""

    def read(session: Session, _answers: Answers) -> Told:
        lines = particulars(session.desk, record.number)
        rows = [row for n, line in enumerate(lines) for row in _record_rows(n, line, session)]
        head = columns((" What", 36), ("Which is", 18), ("Since", 12), ("Recorded by", 11))
        return Told(f"{len(lines)}", (head,), rows)

    title = f"On record of {record.shown}"
    return Report(title, f"particulars {record.number}", read, ON_RECORD)


def _record_rows(number: int, line: ParticularLine, session: Session) -> list[Row]:
    """Give a particular: what and since when, and below it what it says."""
    text = columns(
        (f" {line.label}", 36), (line.state, 18), (session.time(line.since), 12),
        (line.officer, 11),
    )  # fmt: skip
    entry = f"   {line.entry}" if line.entry else ""
    said = [part for part in wrapped(f"{line.said}{entry}", WIDTH - 3) if part]
    return [
        Row(f"{number}/", text, bold=True, seek=line.said),
        *(Row(f"{number}.{n}/", f"   {part}", seek=line.label) for n, part in enumerate(said)),
    ]
