"""The history of a person as stays, transfers and spells out; and of a cell between two times."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from db.queries import cell_past, find, merged
from db.queries.cell_past import HeldRow
from wingterm.domain.periods import Period, Step, periods
from wingterm.domain.places import PlaceKind, check_place_code
from wingterm.domain.prison import Prison
from wingterm.domain.times import FAR, shown_full
from wingterm.errors import BadInput, NotFound
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.whose import nobody_has, typed_number


class PersonHistory(NamedTuple):
    """A person's times in custody, oldest first, as now known."""

    number: str
    last_name: str
    first_name: str
    stays: tuple[Period, ...]
    as_of: int
    """Instant up to which what still lasts is counted."""
    merged: tuple[str, ...] = ()
    """Numbers of the records of the same person whose stays are among these."""

    @property
    def shown(self) -> str:
        """The words by which staff know the person."""
        return f"{self.number} {self.last_name}, {self.first_name}"


class Holding(NamedTuple):
    """Somebody's time with a bed of a cell, wherever they were meanwhile."""

    number: str
    last_name: str
    first_name: str
    bed: int
    from_at: int
    to_at: int | None
    """None while it lasts."""
    corrected: bool
    """Whether this was believed once and never was."""
    believed_until: int | None
    """Of what was corrected: until when it was believed."""


def person_history(desk: Desk, number: str) -> PersonHistory:
    """Give a person's stays, with their transfers and spells out; of all records of theirs.

    Raises:
        BadInput: not a prison number.
        NotFound: nobody has it.
    """
    wanted = typed_number(number)
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        wanted = merged.stands_for(reader, wanted)
        person = find.by_number(reader, wanted)
        if person is None:
            raise nobody_has(wanted)
        same = merged.merged_into(reader, person.person)
        lines = [find.history(reader, one) for one in (person.person, *(row[0] for row in same))]
    others = tuple(row.number for row in same)
    desk.opened([wanted, *others], "history")
    stays = [stay for line in lines for stay in periods(_steps(line))]
    stays.sort(key=lambda stay: stay.began)
    return PersonHistory(*person[:3], stays=tuple(stays), as_of=now, merged=others)


def _steps(line: Iterable[find.HistoryRow]) -> list[Step]:
    """Give the movements of a line that stand, oldest first."""
    return [
        Step(
            verb=entry.verb,
            at=entry.occurred_at,
            prison=entry.to_prison,
            book=entry.book,
            kind=PlaceKind(entry.to_kind),
            reason=entry.reason,
            said=json.loads(entry.detail),
        )
        for entry in reversed(list(line))
        if entry.kind == "move" and entry.annulled_by is None
    ]


def cell_history(
    desk: Desk, prison: Prison, code: str, start: int | None = None, end: int | None = None
) -> tuple[Holding, ...]:
    """Give who held the beds of a cell between two times, in order of time.

    What was believed once and corrected since is listed too, marked so, unless the same person is
    known to have held a bed there all that time after all.

    Args:
        desk: who asks; the consultation is logged before anybody is named.
        prison: whose cell.
        code: the cell.
        start: first instant; None for ever.
        end: instant after the last; None for now.

    Raises:
        BadInput: not a cell, or an end before the start.
        NotFound: no such place.
    """
    wanted = _as_code(code)
    with desk.store.read() as reader:
        now = reader.now()
        authorise(officer_at(desk, reader, now), "read")
        kind = cell_past.place_kind(reader, prison.id, wanted)
        _judge(prison, wanted, kind, start, end)
        until = now + 1 if end is None else end
        rows = cell_past.held(reader, prison.id, wanted)
    believed = _joined(row for row in rows if row.retracted == FAR)
    wrong = _joined(row for row in rows if row.retracted != FAR)
    wrong = [row for row in wrong if not _known(row, believed)]
    touching = (r for r in [*believed, *wrong] if r.from_at < until and r.to_at > (start or 0))
    found = sorted(touching, key=lambda row: (row.from_at, row.bed, row.number))
    desk.consulted(sorted({row.number for row in found}), f"cell-history {prison.code} {wanted}")
    return tuple(
        Holding(
            *row[:5],
            to_at=None if row.to_at == FAR else row.to_at,
            corrected=row.retracted != FAR,
            believed_until=None if row.retracted == FAR else row.retracted,
        )
        for row in found
    )


def _as_code(typed: str) -> str:
    """Give a code as it is kept; a database need not take what is no code at all."""
    try:
        return check_place_code(typed)
    except ValueError as error:
        raise BadInput(str(error), "`wingterm places` lists the codes.", field="code") from None


def _judge(prison: Prison, code: str, kind: str, start: int | None, end: int | None) -> None:
    if not kind:
        raise NotFound(
            f"{prison.name} has no place {code}.", "See `wingterm places` for the codes."
        )
    if kind != PlaceKind.CELL:
        raise BadInput(f"{code} is not a cell.", "Give the code of a cell.", field="code")
    if start is not None and end is not None and end <= start:
        raise BadInput(
            f"{shown_full(end, prison.timezone)} is not after "
            f"{shown_full(start, prison.timezone)}.",
            "Give a later time to end at.",
            field="to",
        )


def _joined(rows: Iterable[HeldRow]) -> list[HeldRow]:
    """Join what follows on in one bed: going to work and back is not leaving the cell."""
    open_: dict[tuple[str, int], HeldRow] = {}
    found: list[HeldRow] = []
    for row in rows:
        key = row.number, row.bed
        last = open_.get(key)
        if last is not None and last.to_at >= row.from_at:
            last = last._replace(
                to_at=max(last.to_at, row.to_at), retracted=max(last.retracted, row.retracted)
            )
            open_[key] = last
            continue
        if last is not None:
            found.append(last)
        open_[key] = row
    return [*found, *open_.values()]


def _known(row: HeldRow, believed: list[HeldRow]) -> bool:
    """Whether somebody is known to have held a bed there all that time."""
    return any(
        one.number == row.number and one.from_at <= row.from_at and row.to_at <= one.to_at
        for one in believed
    )
