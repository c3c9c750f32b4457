"""Forms that are not done yet: an officer's own drafts, and nobody else's.

The id of a draft is the request id of its form. A form taken up again after a crash is therefore
the same act: when the crash came between the act and the screen that would have said so, carrying
it out once more gives the first receipt. Such a draft is not offered as work; it is dropped, and
the officer is told that it was done.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from db.drafts import NOBODY, DraftRow, Drafts, Holder
from db.engine import Reader
from db.queries.find import numbers_now
from wingterm.clock import random_ids
from wingterm.domain.outcomes import Receipt, read_receipt
from wingterm.domain.text import safe_line
from wingterm.services.answered import log_receipts
from wingterm.services.desk import Desk, authorise, officer_at
from wingterm.services.here import runs, this_process
from wingterm.services.origin import this_place

__all__ = ["Draft", "DraftLine", "Drafts", "Holder", "MyDrafts", "Openness", "Reason", "holder",
           "left_before", "my_drafts", "released", "save", "still_there", "take_up",
           "throw_away"]  # fmt: skip

FORMAT = 1
TEXT_MAX = 8000
"""Most characters of one field that are kept; no field takes as many."""
FIELDS_MAX = 200
LAST = 250_000_000_000_000_000
"""The last instant that is shown of a draft, in the year 9892; a later one stands for garbage."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A warning that was shown, and what was typed in answer to it."""

    code: str
    sentence: str
    typed: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was left."""

    id: str
    """The request id of the form."""
    prison: str
    """Code of the prison that the form is of."""
    verb: str
    """As the registry of actions calls it; empty where the draft cannot be read."""
    kind: str = ""
    """Of a particular: the word of its kind."""
    key: str | None = None
    """Of a particular on record: which; None for another one."""
    person: str = ""
    """Prison number of the person that the form is about, empty as long as there is none."""
    seen: int = 0
    """Number of the newest entry of their line as the officer saw it (`PersonRecord.pseq`)."""
    people: tuple[str, ...] = ()
    """Prison numbers, of a form about many."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What stands in the fields, by name."""
    began: Mapping[str, str] = field(default_factory=dict)
    """What stood in them before anybody typed: what is the same is nobody's work."""
    reasons: tuple[Reason, ...] = ()
    focused: str = ""
    """The field that was typed in."""
    cursor: int = 0
    """Where in it."""
    started_at: int = 0
    saved_at: int = 0
    where: str = ""
    """Host and terminal where it was typed."""


class Openness(StrEnum):
    """Whether a form has a draft open."""

    FREE = "free"
    OPEN = "open"
    """In a process of this host that runs."""
    PERHAPS = "perhaps"
    """On another host: nobody here can tell whether it still runs."""


_OPENNESS = {True: Openness.OPEN, False: Openness.FREE, None: Openness.PERHAPS}
"""By whether the process that has it still runs."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of an officer's own."""

    draft: Draft
    whom: str
    """Whom or what it is about, in words; empty where it does not say yet."""
    openness: Openness
    held_at: str
    """Host and terminal of the form that has it open."""
    held_since: int
    held_by: str
    """Token of that form."""


@dataclass(frozen=True, slots=True)
class MyDrafts:
    """What an officer has left, and what turned out to be done."""

    lines: tuple[DraftLine, ...]
    """Newest first."""
    done: tuple[Receipt, ...]
    """Of drafts whose act was carried out all the same; they are dropped by now."""

    @property
    def waiting(self) -> bool:
        """Whether there is a draft that is not surely open elsewhere."""
        return any(line.openness is not Openness.OPEN for line in self.lines)


def holder(desk: Desk) -> Holder:
    """Give what a form at this terminal holds its draft by."""
    return Holder(random_ids(), this_place(), this_process(), desk.now())


def my_drafts(desk: Desk) -> MyDrafts:
    """Give the drafts of the officer here; those that were carried out are dropped and told.

    Raises:
        NotAuthorised: the officer may not read.
    """
    drafts = Drafts(desk.store, desk.account)
    rows = drafts.all()
    if not rows:
        return MyDrafts((), ())
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, desk.store.now()), "read")
        receipts = _receipts(reader, [row.id for row in rows])
        kept = [(row, _draft_of(row)) for row in rows if row.id not in receipts]
        given = numbers_now(reader, {number for _, draft in kept for number in _numbers(draft)})
        kept = [(row, _renumbered(draft, given)) for row, draft in kept]
        names = _names(reader, {number for _, draft in kept for number in _numbers(draft)})
    desk.consulted(sorted(names), "drafts")
    done = [receipts[row.id] for row in rows if row.id in receipts]
    log_receipts(desk, done, "drafts")
    for receipt in done:
        drafts.drop(receipt.request_id)
    return MyDrafts(tuple(_line(row, draft, names) for row, draft in kept), tuple(done))


def save(desk: Desk, draft: Draft, held: Holder, *, first: bool) -> bool:
    """Keep a form as it is typed, on disk when this returns; False when it lost its draft.

    Args:
        desk: whose draft it is.
        draft: the form.
        held: what the form holds its draft by.
        first: whether nothing of the form was kept yet.

    Raises:
        StoreError: it could not be kept.
    """
    return Drafts(desk.store, desk.account).save(
        draft.id, _written(draft), draft.saved_at, held, first=first
    )


def still_there(desk: Desk, draft: str) -> bool:
    """Whether a draft of the officer here is kept, whoever has it open."""
    return Drafts(desk.store, desk.account).exists(draft)


def left_before(desk: Desk, form: Draft) -> Draft | None:
    """Give the newest other draft of the same form: same verb, about the same."""
    kept = (_draft_of(row) for row in Drafts(desk.store, desk.account).all())
    return next((d for d in kept if d.id != form.id and _same(d) == _same(form)), None)


def released(desk: Desk, draft: str, held: Holder) -> None:
    """Say that a form was left and its draft is nobody's for the time being."""
    Drafts(desk.store, desk.account).release(draft, held.token)


def take_up(desk: Desk, line: DraftLine, held: Holder) -> Draft | None:
    """Take a draft up, from whoever has it open; None when it is no longer as it was listed.

    Args:
        desk: whose draft it is.
        line: as `my_drafts` listed it.
        held: what the form here will hold it by.
    """
    drafts = Drafts(desk.store, desk.account)
    if not drafts.take(line.draft.id, line.held_by, held):
        return None
    # What was typed elsewhere up to the last moment counts.
    return next((_draft_of(row) for row in drafts.all() if row.id == line.draft.id), None)


def throw_away(desk: Desk, draft: str, held: Holder | None = None) -> bool:
    """Remove a draft of the officer here; whether there was one.

    Args:
        desk: whose draft it is.
        draft: its id.
        held: only if this form still has it; None for any.
    """
    return Drafts(desk.store, desk.account).drop(draft, held.token if held else None)


def _same(draft: Draft) -> tuple[object, ...]:
    """Give what two drafts of the same form have in common."""
    things = tuple(draft.values.get(name, "").upper() for name in ("code", "check", "unit"))
    return draft.prison, draft.verb, draft.kind, draft.key, draft.person, draft.people, things


def _receipts(reader: Reader, ids: list[str]) -> dict[str, Receipt]:
    """Give the receipts of those that were carried out."""
    rows = reader.rows(
        f"SELECT id, outcome FROM request WHERE {reader.in_set('id')}", (reader.as_set(ids),)
    )
    return {str(row[0]): read_receipt(str(row[0]), str(row[1])) for row in rows}


def _numbers(draft: Draft) -> tuple[str, ...]:
    return (draft.person, *draft.people) if draft.person else draft.people


def _renumbered(draft: Draft, given: Mapping[str, str]) -> Draft:
    """Give a draft with the numbers that its people have been given since."""
    people = tuple(given.get(number, number) for number in draft.people)
    return replace(draft, person=given.get(draft.person, draft.person), people=people)


def _names(reader: Reader, numbers: set[str]) -> dict[str, str]:
    """Give the names of people by number; of a number that nobody has, none."""
    rows = reader.rows(
        f"SELECT number, last_name, first_name FROM person WHERE {reader.in_set('number')}",
        (reader.as_set(numbers),),
    )
    return {str(row[0]): f"{row[1]}, {row[2]}" for row in rows}


def _line(row: DraftRow, draft: Draft, names: Mapping[str, str]) -> DraftLine:
    held = row.holder
    running = held.token != NOBODY.token and runs(held.process)
    openness = _OPENNESS[running]
    since = _instant(held.since)
    return DraftLine(draft, _whom(draft, names), openness, safe_line(held.place), since, held.token)


def _whom(draft: Draft, names: Mapping[str, str]) -> str:
    """Say whom or what a draft is about."""
    if draft.people:
        return f"{len(draft.people)} people"
    if draft.person:
        return f"{draft.person} {names.get(draft.person, '')}".strip()
    values = draft.values
    if draft.verb == "register":
        return ", ".join(part for n in ("last_name", "first_name") if (part := values.get(n, "")))
    if check := values.get("check", ""):
        return f"check {check} {values.get('unit', '')}".strip()
    return values.get("person", "") or values.get("code", "")


def _written(draft: Draft) -> str:
    kept = asdict(draft)
    del kept["id"], kept["saved_at"]
    return json.dumps({"format": FORMAT, **kept}, ensure_ascii=True, separators=(",", ":"))


def _draft_of(row: DraftRow) -> Draft:
    """Read a draft; one that cannot be read is one without a verb."""
    try:
        return _read(row, json.loads(row.content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return Draft(row.id, "", "", saved_at=_instant(row.saved_at))


def _read(row: DraftRow, kept: Any) -> Draft:  # noqa: ANN401 - whatever the text held
    if kept["format"] != FORMAT:
        raise ValueError
    reasons = [
        Reason(_text(r["code"]), _text(r["sentence"]), _text(r["typed"])) for r in kept["reasons"]
    ]
    return Draft(
        id=row.id,
        prison=_text(kept["prison"]),
        verb=_text(kept["verb"]),
        kind=_text(kept["kind"]),
        key=None if kept["key"] is None else _text(kept["key"]),
        person=_text(kept["person"]),
        seen=int(kept["seen"]),
        people=tuple(_text(number) for number in kept["people"]),
        values=_texts(kept["values"]),
        began=_texts(kept["began"]),
        reasons=tuple(reasons[:FIELDS_MAX]),
        focused=_text(kept["focused"]),
        cursor=int(kept["cursor"]),
        started_at=_instant(kept["started_at"]),
        saved_at=_instant(row.saved_at),
        where=_text(kept["where"]),
    )


def _instant(kept: Any) -> int:  # noqa: ANN401
    """Give an instant that can be shown, whatever the clock was that wrote it."""
    try:
        return max(0, min(int(kept), LAST))
    except (ValueError, TypeError, OverflowError):
        return 0


def _texts(kept: Any) -> dict[str, str]:  # noqa: ANN401
    return {_text(name): _text(text) for name, text in list(kept.items())[:FIELDS_MAX]}


def _text(kept: Any) -> str:  # noqa: ANN401
    """Give a text as it may stand in a field: one line, nothing that acts on the reader."""
    if not isinstance(kept, str):
        raise TypeError
    return safe_line(kept[:TEXT_MAX])
