"""Who the officers of a register are, and who made or changed their records when."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from db.engine import Reader
from wingterm.domain.roles import NO_PERSON, Group
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.domain.times import FAR, shown_full
from wingterm.errors import NotFound
from wingterm.services.desk import Desk, authorise, authorise_group, instant_of, officer_at
from wingterm.services.factor_held import TRIES, factor_of

_WHY = {
    "tries": f" after {TRIES} wrong tries in a row",
    "right-answer": ": the last of the tries was right",
}
_FIELDS = ("name", "grade", "role", "establishment", "active_from", "active_to")


class OfficerLine(NamedTuple):
    """An officer's record."""

    account: str
    name: str
    role: str
    prison: str
    in_force: str
    """`yes` or `no`, now."""
    grade: str = ""


class OfficerChange(NamedTuple):
    """One entry about an officer."""

    entry: str
    """Reference in the register's book, `REG-12`."""
    recorded_at: int
    by: str
    """Name of who wrote it."""
    by_account: str
    said: str
    """What it changed, in words."""


@dataclass(frozen=True, slots=True)
class OfficerRecord:
    """An officer's record and all that became of it."""

    line: OfficerLine
    active_from: int
    active_to: int
    """`FAR`: open."""
    signs_on: str
    """By digits at a shared terminal: `no`, `yes` or `locked`."""
    history: tuple[OfficerChange, ...]
    """Newest first."""


def officers(desk: Desk) -> tuple[OfficerLine, ...]:
    """Give the officers of the register, by account.

    Raises:
        NotAuthorised: the officer's role is not told them.
    """
    with desk.store.read() as reader:
        now = _told(desk, reader)
        rows = reader.rows(f"{_LINES} ORDER BY o.account", ())
    return tuple(_line(row, now) for row in rows)


def officer_record(desk: Desk, account: str, timezone: str = "UTC") -> OfficerRecord:
    """Give an officer's record with its history.

    Args:
        desk: who asks.
        account: whose.
        timezone: in which times within the history are told.

    Raises:
        NotFound: the account is no officer's.
        NotAuthorised: the officer's role is not told it.
    """
    with desk.store.read() as reader:
        now = _told(desk, reader)
        row = reader.one(f"{_LINES} WHERE o.account = ?", (account.strip(),))
        if row is None:
            raise NotFound(
                f"The account {account} is not an officer of this register.",
                "`wingterm officer list` says who is.",
            )
        line = _line(row, now)
        factor = factor_of(reader, line.account)
        assert factor is not None
        history = tuple(_history(reader, factor.officer, timezone))
    signs_on = "locked" if factor.locked else "yes"
    if not factor.kept or factor.role in NO_PERSON:
        signs_on = "no"
    return OfficerRecord(line, factor.active_from, factor.active_to, signs_on, history[::-1])


_LINES = (
    "SELECT o.account, o.name, o.role, e.code, o.active_from, o.active_to, o.grade FROM officer o"
    " JOIN establishment e ON e.id = o.establishment_id"
)


def _told(desk: Desk, reader: Reader) -> int:
    """Let an officer be told of officers; give the instant."""
    now = instant_of(reader)
    officer = officer_at(desk, reader, now)
    authorise(officer, "read")
    authorise_group(officer, Group.OFFICERS)
    return now


def _line(row: tuple[Any, ...], now: int) -> OfficerLine:
    account, name, role, prison, begins, ends, grade = row
    in_force = "yes" if begins <= now < ends else "no"
    return OfficerLine(account, name, role, prison, in_force, grade)


def _history(reader: Reader, officer: int, timezone: str) -> Iterator[OfficerChange]:
    """Give what became of an officer's record, oldest first."""
    from wingterm.domain.verbs.officers import STATES

    codes = dict(reader.rows("SELECT id, code FROM establishment", ()))
    before: Mapping[str, Any] = {}
    for seq, recorded_at, by, by_account, fact, detail in reader.rows(
        "SELECT e.seq, e.recorded_at, o.name, o.account, e.fact_kind, e.detail FROM entry e"
        " JOIN officer o ON o.id = e.officer_id"
        " WHERE e.establishment_id = ? AND e.subject_kind = 'officer' AND e.subject_id = ?"
        " AND e.kind = 'fact' ORDER BY e.seq",
        (REGISTER_ESTABLISHMENT, officer),
    ):
        value = json.loads(detail)
        if fact == "sign-on":
            said = f"Sign-on: {STATES[value['state']]}{_WHY.get(value['why'], '')}"
        else:
            said = _changed(before, value, codes, timezone)
            before = value
        book = codes[REGISTER_ESTABLISHMENT]
        yield OfficerChange(f"{book}-{seq}", recorded_at, by, by_account, f"{said}.")


def _changed(
    before: Mapping[str, Any], value: Mapping[str, Any], codes: Mapping[int, str], timezone: str
) -> str:
    """Say what an entry of a record changed; of the first all that it says."""
    told = []
    for field in _FIELDS:
        old, new = before.get(field, ""), value.get(field, "")
        if old == new or (field == "active_to" and not before and new == FAR):
            continue
        words = _in_words(field, new, codes, timezone)
        was = f" (was {_in_words(field, old, codes, timezone)})" if before else ""
        told.append(f"{_LABELS[field]} {words}{was}")
    return ("Appointed: " if not before else "Changed: ") + ("; ".join(told) or "nothing")


_LABELS = {
    "name": "name", "grade": "grade", "role": "role", "establishment": "prison",
    "active_from": "from", "active_to": "until",
}  # fmt: skip


def _in_words(field: str, held: Any, codes: Mapping[int, str], timezone: str) -> str:  # noqa: ANN401 - text, id or instant
    if field == "establishment":
        return codes[held]
    if field in ("active_from", "active_to"):
        return "open" if held == FAR else shown_full(held, timezone)
    return str(held) or "none"
