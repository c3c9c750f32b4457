"""What is on record of a person besides identity and movements, in words."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from db.engine import Reader
from db.queries import merged
from db.queries import particulars as questions
from db.queries.particulars import Named, ParticularRow
from db.queries.past import Moment, as_believed
from wingterm.domain.legal_status import band_of, legal_status
from wingterm.domain.particular_fields import UNKNOWN, Field, Judge, Keyed, Kind
from wingterm.domain.particulars import KINDS, kind_of
from wingterm.domain.release_date import CONFIRMED, KeyDate, release_date
from wingterm.domain.roles import Group, sees
from wingterm.domain.times import FAR, shown_full
from wingterm.errors import BadInput
from wingterm.services.codes import code_list
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.whose import nobody_has, typed_number

IN_FORCE, ENDED, EARLIER, WORKED_OUT = "in force", "ended", "of an earlier stay", "worked out"
"""What a line is: it counts, no longer does, never did in this stay, follows from others."""

RELEASE = "release"
"""Kind of the line that says which date is the release date (domain note 4.12)."""


class ParticularLine(NamedTuple):
    """One thing on record of a person."""

    kind: str
    """Its word, `alert`."""
    key: str
    """Which one, as it is typed: a code, a number, or the prison number of another person; empty
    where the officer is not told."""
    label: str
    """Kind and key in words."""
    said: str
    """What is on record, `Active from: 2026-03-02; ...`."""
    state: str
    """`in force`, `ended`, `of an earlier stay` or `worked out`."""
    since: int
    """From when it is so."""
    officer: str
    """Name of who recorded it; empty for what is worked out."""
    recorded_at: int
    entry: str
    """Reference in its book, `WTI-12`; empty for what is worked out."""
    values: tuple[tuple[str, str], ...]
    """Fields by name and what they hold in words; empty where the officer is not told."""
    typed: tuple[tuple[str, str], ...] = ()
    """Fields by name and what would be typed for them: of a code only the code."""
    under: str = ""
    """Number of the other record of the same person that it is on, empty where it is on theirs."""


class _Row(NamedTuple):
    """A row with what its text says."""

    kind: Kind
    row: ParticularRow
    value: Mapping[str, Any]
    state: str
    under: str = ""
    """Number of the merged record that it is on, empty for none."""


def particulars(
    desk: Desk, number: str, as_of: int | None = None, known_at: int | None = None
) -> tuple[ParticularLine, ...]:
    """Give what is on record of a person: in force, ended, and of earlier stays.

    What is on a record that is merged into theirs comes last; nothing of it is of this stay.

    Args:
        desk: who asks; that something is on record is told to all, what it says only to roles that
            are told its group (`wingterm/domain/roles.py`).
        number: whose, as typed.
        as_of: instant that it is of; None: now, or the instant of knowledge where one is given.
        known_at: as then believed; None: as now known.

    Raises:
        BadInput: not a prison number, or an instant that has not come yet.
        NotFound: nobody has it.
    """
    wanted = typed_number(number)
    with desk.store.read() as reader:
        officer = officer_at(desk, reader, reader.now())
        authorise(officer, "read")
        wanted = merged.stands_for(reader, wanted)
        person = questions.by_number(reader, wanted)
        if person is None:
            raise nobody_has(wanted)
        moment = _moment(reader, as_of, known_at)
        began = questions.stay_began(reader, person.id, moment)
        rows = list(_judged(questions.particulars(reader, person.id, moment), began, moment))
        rows += list(_of_merged(reader, person.id, moment))
        named = [int(r.kind.key(r.row.fact)) for r in rows if r.kind.keyed is Keyed.PERSON]
        others = questions.by_ids(reader, named)
    desk.opened([wanted, *sorted(other.number for other in others.values())], "particulars")
    lines = [_line(each, others, told=sees(officer.role, each.kind.group)) for each in rows]
    release = _release(rows) if sees(officer.role, Group.LEGAL) else ()
    return (*release, *lines)


def _moment(reader: Reader, as_of: int | None, known_at: int | None) -> Moment:
    now = reader.now()
    for instant, field in ((as_of, "as-of"), (known_at, "known-at")):
        if instant is not None and instant > now:
            raise BadInput("That instant has not come yet.", "Give one in the past.", field=field)
    if as_of is None:
        as_of = now if known_at is None else known_at
    return as_believed(as_of, known_at)


def _judged(rows: Iterable[ParticularRow], began: int, moment: Moment) -> Iterator[_Row]:
    """Give the rows that are particulars, with what they are, in the order of the table."""
    order = list(KINDS)
    found = []
    for row in rows:
        kind = kind_of(row.fact)
        if kind is None:
            continue
        value = json.loads(row.value)
        state = IN_FORCE
        if value.get("ended") or value.get("until", FAR) <= moment.as_of:
            state = ENDED
        elif kind.of_stay and row.since < began:
            state = EARLIER
        found.append(_Row(kind, row, value, state))
    yield from sorted(found, key=lambda r: (order.index(r.kind.word), _by_number(r)))


def _of_merged(reader: Reader, person: int, moment: Moment) -> Iterator[_Row]:
    """Give what is on the records that are merged into a person's."""
    for record in merged.merged_into(reader, person):
        for row in _judged(questions.particulars(reader, record.person, moment), 0, moment):
            earlier = row.kind.of_stay and row.state == IN_FORCE
            yield row._replace(under=record.number, state=EARLIER if earlier else row.state)


def _by_number(row: _Row) -> tuple[int, str]:
    key = row.kind.key(row.row.fact)
    return (int(key), "") if key.isdecimal() else (0, key)


def _line(each: _Row, others: Mapping[int, Named], *, told: bool) -> ParticularLine:
    kind, row = each.kind, each.row
    key, words = _key(kind, row.fact, others) if told else ("", "")
    values = tuple(_values(each)) if told else ()
    labels = {field.name: field.label for field in kind.fields}
    said = [f"{labels.get(name, name.capitalize())}: {text}" for name, text in values]
    return ParticularLine(
        kind=kind.word,
        key=key,
        label=f"{kind.label} {words}".rstrip() + (f" (of {each.under})" if each.under else ""),
        said="; ".join(said) if told else "Restricted.",
        state=each.state,
        since=row.since,
        officer=row.officer,
        recorded_at=row.recorded_at,
        entry=f"{row.book}-{row.seq}",
        values=values,
        typed=tuple(_typed(each)) if told else (),
        under=each.under,
    )


def _key(kind: Kind, fact: str, others: Mapping[int, Named]) -> tuple[str, str]:
    """Give a key as it is typed, and in words."""
    key = kind.key(fact)
    if kind.keyed is Keyed.CODE:
        return key, f"{key} {code_list(kind.codes).describe(key)}"
    if kind.keyed is Keyed.PERSON:
        other = others[int(key)]
        return other.number, f"{other.number} {other.last_name}, {other.first_name}"
    return key, key


def _values(each: _Row) -> Iterator[tuple[str, str]]:
    for field in each.kind.fields:
        held = each.value.get(field.name, "")
        if held != "":
            yield field.name, in_words(field, held, each.row.timezone)
            if field.codes == "imprisonment_statuses":
                status = legal_status(held, band_of(code_list(field.codes), held))
                yield "legal status", status.words if status else UNKNOWN
    for name in ("comment", "why", "remark"):
        if name in each.value and each.kind.field(name) is None:
            yield name, str(each.value[name])


def _typed(each: _Row) -> Iterator[tuple[str, str]]:
    for field in each.kind.fields:
        held = each.value.get(field.name, "")
        if held != "":
            code = field.judge is Judge.CODE
            yield field.name, str(held) if code else in_words(field, held, each.row.timezone)


def in_words(field: Field, held: str | int | bool, timezone: str) -> str:
    """Say what a field of a particular holds: of a code its words too, times in local time."""
    if held == UNKNOWN:
        return UNKNOWN
    match field.judge:
        case Judge.CODE:
            return f"{held} {code_list(field.codes).describe(str(held))}"
        case Judge.YES_NO:
            return "yes" if held else "no"
        case Judge.INSTANT:
            return shown_full(int(held), timezone)
        case _:
            return str(held)


def _release(rows: Iterable[_Row]) -> Iterator[ParticularLine]:
    """Give the line of the release date, where one follows from what counts (note 4.12)."""
    confirmed, dates, since = "", {}, {}
    for kind, row, value, state, _ in rows:
        if state != IN_FORCE or kind.word not in ("date", "release-date"):
            continue
        if kind.word == "release-date":
            confirmed = value["date"]
            since[CONFIRMED] = row
        else:
            key = kind.key(row.fact)
            dates[key] = KeyDate(_known(value.get("date")), _known(value.get("override")))
            since[key] = row
    found = release_date(confirmed, dates)
    if found is None:
        return
    words = (
        CONFIRMED
        if found.type == CONFIRMED
        else code_list("release_date_types").describe(found.type)
    )
    by = since[found.type]
    yield ParticularLine(
        kind=RELEASE,
        key="",
        label="Release date",
        said=f"{found.date} ({words})",
        state=WORKED_OUT,
        since=by.since,
        officer="",
        recorded_at=by.recorded_at,
        entry="",
        values=(("date", found.date), ("type", found.type)),
    )


def _known(date: str | None) -> str:
    return "" if date in (None, UNKNOWN) else str(date)
