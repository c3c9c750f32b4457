"""A person's time in custody as rows: each stay, and below it transfers and times out."""

from collections.abc import Iterator

from screens.empty import STAYS
from screens.parts.line_list import Row
from screens.parts.lines import columns, wrapped
from screens.reports import Answers, Report, Told
from screens.rows import verb_words
from screens.session import Session
from wingterm.domain.periods import Period, Spell, Transfer
from wingterm.domain.times import duration_in_words
from wingterm.services.codes import reason_codes
from wingterm.services.history import PersonHistory, person_history
from wingterm.services.people import PersonRecord

HOW_WIDTH = 25
HEAD = columns((" What", 20), ("From", 16), ("To", 16), ("How", HOW_WIDTH))


def by_stays(record: PersonRecord) -> Report:
    """Give the report of a person's stays, newest first."""

    def read(session: Session, _answers: Answers) -> Told:
        told = person_history(session.desk, record.number)
        rows = [
            Row(f"{number}.{n}/", text, bold=not n)
            for number, stay in reversed([*enumerate(told.stays, start=1)])
            for n, text in enumerate(_stay(number, stay, told, session))
        ]
        return Told(f"{len(told.stays)}", (HEAD,), rows)

    title = f"Stays of {record.shown}"
    return Report(title, f"history {record.number}", read, STAYS)


def _stay(number: int, stay: Period, told: PersonHistory, session: Session) -> Iterator[str]:
    """Give the lines of a stay: itself, then what happened in it in order of time."""
    how = _words(stay.end_reason) or verb_words(stay.ended_by)
    if stay.ended is None:
        how = _words(stay.reason)
    yield from _rows(f"Stay {number}  {stay.prison}", stay.began, stay.ended, how, session)
    inside = [
        *((t.left_at, _transfer(t, session)) for t in stay.transfers),
        *((s.from_at, _spell(s, told, session)) for s in stay.spells),
        *((at, _rows(f"  {verb_words(verb)}", gone, at, "", session))
          for verb, at, gone in stay.again),
    ]  # fmt: skip
    for _, lines in sorted(inside):
        yield from lines


def _transfer(way: Transfer, session: Session) -> list[str]:
    coach = f", coach {way.coach}" if way.coach else ""
    how = f"{way.outcome}{coach}"
    return _rows(f"  {way.sender} to {way.to}", way.left_at, way.arrived_at, how, session)


def _spell(spell: Spell, told: PersonHistory, session: Session) -> list[str]:
    kinds = ", ".join(kind.lower().replace("_", " ") for kind in spell.kinds)
    length = duration_in_words(spell.length(told.as_of))
    where = ", ".join(spell.destinations)
    return _rows(f"  out: {kinds}", spell.from_at, spell.to_at, f"{length}; {where}", session)


def _rows(what: str, start: int, end: int | None, how: str, session: Session) -> list[str]:
    """Give a line of what, when and how; how goes on below where its column has no room."""
    to = "" if end is None else session.full_time(end)
    times = (session.full_time(start), 16), (to, 16)
    first, *more = wrapped(how, HOW_WIDTH)
    return [
        columns((f" {what}", 20), *times, (first, HOW_WIDTH)),
        *(columns(("", 20), ("", 16), ("", 16), (line, HOW_WIDTH)) for line in more),
    ]


def _words(reason: str) -> str:
    return reason_codes().describe(reason) if reason else ""
