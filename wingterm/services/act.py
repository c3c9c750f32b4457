"""Carry out an act: a list of requests, all done in one transaction or none."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace

from db.agreement import disagreement
from db.batches import PartOfBatch
from db.doubt import Kept, for_certain, kept_of, whether_done
from db.engine import Reader
from db.ledger import Act, append
from db.queries import newest
from db.situation import Head, lock_again, read_situation, what_came
from wingterm.domain.bearing import PREPARED, bears_on
from wingterm.domain.decide import ActDecision, decide_act, people_named, verbs_of
from wingterm.domain.outcomes import Outcome, Receipt, Refused, Warned, read_receipt
from wingterm.domain.prison import Officer
from wingterm.domain.requests import Request, content_hash
from wingterm.domain.situation import Situation
from wingterm.errors import (
    CommitDoubtful,
    Conflict,
    IdUsed,
    NotFound,
    StoreBroken,
    StoreError,
)
from wingterm.services.answered import (
    answer_to,
    log_answer,
    log_bystanders,
    log_outcome,
    log_receipts,
)
from wingterm.services.codes import reason_codes
from wingterm.services.combination import log_combinations
from wingterm.services.desk import (
    Desk,
    authorise,
    officer_at,
    refuse_without_reason,
    within_caseload,
)
from wingterm.services.erasing import log_erasures, put_tombstones
from wingterm.services.receipts import as_told
from wingterm.services.seen import Seen, refuse_stale
from wingterm.services.uncollected import uncollected

UNCOLLECTED_FROM = 100
"""Requests from which it pays to collect no cycles: each makes tens of objects."""
PREPARED_FROM = 500
"""Requests from which an act is decided before others are kept waiting."""
PREPARED_TRIES = 2
"""How often that is tried while others change what it is about; then it is decided under locks."""


def carry_out(
    desk: Desk,
    requests: Sequence[Request],
    request_id: str | None = None,
    seen: Seen | None = None,
    part: PartOfBatch | None = None,
) -> Outcome:
    """Do what is asked, or say everything against it, or what must be acknowledged first.

    Args:
        desk: who asks, and of which register.
        requests: one or many; each sees what the earlier ones did.
        request_id: made by the client before the first try; the same id with the same content is
            answered with the first receipt. None makes a new one.
        seen: what the officer saw of whom it is about; no part of the request, which stays the
            same when it is tried again on what is so now. None: they acted without looking.
        part: the part of a batch that the act is, written with it.

    Raises:
        NotAuthorised: the officer may not do it.
        IdUsed: the id was used for something else.
        Conflict: somebody changed the same people meanwhile.
        Stale: so did somebody with what the officer saw; the sentence says what they did.
        StoreBusy: others are writing, or the server is away; nothing was done, try again.
        StoreBroken: the disk is full or fails; nothing was done.
        StoreStopped: a rule was found broken in this process; nothing was done.
        CommitDoubtful: it was looked for and is not known whether it was done; ask with `receipt`.
        BadInput: a script gave no reason.
    """
    request_id = request_id or desk.ids()
    digest = content_hash(requests)
    try:
        with uncollected() if len(requests) >= UNCOLLECTED_FROM else nullcontext():
            outcome = _try(desk, requests, request_id, digest, seen, part)
    except CommitDoubtful as doubt:
        return _looked_up(desk, request_id, digest, doubt)
    except Conflict as conflict:
        log_answer(desk, [conflict.message], answer_to(requests))
        outcome = _of_a_rival(desk, requests, request_id, digest, conflict)
    log_outcome(desk, requests, outcome)
    return outcome


def _looked_up(desk: Desk, request_id: str, digest: str, doubt: CommitDoubtful) -> Receipt:
    """Give the receipt of an act that was done though its commit failed.

    Raises:
        CommitDoubtful: nobody can tell whether it was; the hint names the id to ask for.
        StoreError, Conflict, RuleBroken: it was not, for the reason that the commit gave.
    """
    try:
        kept = whether_done(desk.store, request_id, doubt)
    except CommitDoubtful:
        raise CommitDoubtful(
            doubt.message,
            f"Ask: wingterm receipt {request_id}. To try again, add --request-id {request_id}; "
            "it is done once.",
            request_id=request_id,
            cause=doubt.cause,
        ) from doubt
    if kept is not None:
        return replace(_receipt_of(request_id, digest, kept), repeated=False)
    cause = doubt.cause or StoreBroken(doubt.message)
    raise type(cause)(
        f"This was not done, as was looked up afterwards. {cause.message}",
        cause.hint or "Try again.",
    ) from doubt


def became_of(desk: Desk, requests: Sequence[Request], request_id: str) -> Receipt | None:
    """Give the receipt of an act of which nobody could tell whether it was done.

    None once it is certain that it was not.

    Raises:
        WingtermError: nobody can tell just now.
    """
    desk.store.renew()
    kept = for_certain(desk.store, request_id)
    if kept is None:
        return None
    return replace(_receipt_of(request_id, content_hash(requests), kept), repeated=False)


def _of_a_rival(
    desk: Desk, requests: Sequence[Request], request_id: str, digest: str, conflict: Conflict
) -> Receipt:
    """Give the receipt of the same request where somebody else did it first.

    Raises:
        Conflict: `conflict`, where nobody did.
        StoreStopped: nobody did, and what stands in the way is that the register contradicts
            itself.
    """
    found = ""
    # Nothing was done here; that the register cannot be read just now is another matter.
    with suppress(StoreError), desk.store.read() as reader:
        known = _earlier(desk, reader, requests, request_id, digest)
        if known is not None:
            return known
        named = {name.strip().upper() for one in requests for name in people_named(one)}
        found = disagreement(reader, named)
    if found:
        raise desk.store.stop(found) from conflict
    raise conflict


def receipt(desk: Desk, request_id: str) -> Receipt:
    """Give what became of a request, as far as the officer's role is told it.

    Raises:
        NotFound: no such request was carried out; nothing of it was done.
        StoreBroken, StoreBusy: that these people are shown cannot be logged.
    """
    with desk.store.read() as reader:
        officer = officer_at(desk, reader, desk.store.now())
        authorise(officer, "read")
        row = reader.one("SELECT outcome FROM request WHERE id = ?", (request_id,))
        if row is None:
            raise NotFound(
                f"No request {request_id} was carried out; nothing of it was done.",
                "It can be tried again under the same id.",
            )
        found = as_told(reader, read_receipt(request_id, str(row[0])))
    log_receipts(desk, [found], "receipt")
    return found


def decided_on(
    desk: Desk, reader: Reader, requests: Sequence[Request]
) -> tuple[Officer, Situation, list[Head], ActDecision]:
    """Decide an act on what a transaction sees: as whom, on what, and what it comes to.

    Raises:
        NotAuthorised: the officer may not do it.
    """
    officer, situation, heads = situation_of(desk, reader, requests)
    return officer, situation, heads, decide_act(situation, requests)


def situation_of(
    desk: Desk, reader: Reader, requests: Sequence[Request]
) -> tuple[Officer, Situation, list[Head]]:
    """Read what an act is decided on, once it is known that the officer may ask for it.

    Raises:
        NotAuthorised: the officer may not do it.
        Conflict: their record was changed while this waited for others.
    """
    officer = _who_may(desk, reader, requests)
    situation, heads = read_situation(reader, requests, officer, reason_codes())
    # On a server this may have waited for the locks of others, and an administrator did not.
    if reader.for_update("o") and officer_at(desk, reader, situation.now) != officer:
        _who_may(desk, reader, requests)
        raise Conflict("Your officer's record was changed; nothing was done.", "Try again.")
    return officer, situation, heads


def _who_may(desk: Desk, reader: Reader, requests: Sequence[Request]) -> Officer:
    officer = officer_at(desk, reader, reader.now())
    for verb in verbs_of(requests):
        authorise(officer, verb)
    within_caseload(officer, reader, (request.prison for request in requests))
    return officer


def _try(
    desk: Desk,
    requests: Sequence[Request],
    request_id: str,
    digest: str,
    seen: Seen | None,
    part: PartOfBatch | None,
) -> Outcome:
    if len(requests) >= PREPARED_FROM and set(map(type, requests)) <= PREPARED:
        for _ in range(PREPARED_TRIES):
            prepared = _prepared(desk, requests, request_id, digest)
            if prepared is None:
                break
            if isinstance(prepared, Receipt):
                return prepared
            done = _write_prepared(desk, requests, request_id, digest, seen, part, prepared)
            if done is not None:
                return done
    with desk.store.write() as unit:
        earlier = _earlier(desk, unit, requests, request_id, digest)
        if earlier is not None:
            return earlier
        officer, situation, heads, decided = decided_on(desk, unit, requests)
        if seen is not None and requests:
            # Deciding read it under its locks: nobody moves on between this and the writing.
            refuse_stale(unit, situation.prisons.get(requests[0].prison), seen)
        if decided.objections or decided.warnings:
            # On a server a rival may have done the same request while this one waited for its
            # locks, and what stands against it now is only that it has been done.
            earlier = _earlier(desk, unit, requests, request_id, digest)
            if earlier is not None:
                return earlier
        if decided.objections:
            return Refused(tuple(decided.objections))
        if decided.warnings:
            return Warned(tuple(decided.warnings))
        act = _act(desk, requests, request_id, digest, officer, part)
        log_bystanders(desk, unit, decided)
        log_combinations(desk, unit, situation, decided)
        log_erasures(desk, decided)
        written = append(unit, situation, heads, act, decided)
        put_tombstones(desk, unit, decided)
        unit.commit()
    return written


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An act decided on what was so when nothing was locked."""

    books: Mapping[int, int]
    """Number of the newest entry of every book."""
    officer: Officer
    situation: Situation
    heads: list[Head]
    decided: ActDecision


def _prepared(
    desk: Desk, requests: Sequence[Request], request_id: str, digest: str
) -> _Prepared | Receipt | None:
    """Decide without locks; give the receipt of what was done before.

    None where something is against it or to be acknowledged: that is said under the locks.
    """
    with desk.store.read() as reader:
        known = _earlier(desk, reader, requests, request_id, digest)
        if known is not None:
            return known
        books = newest.heads(reader)
        officer, situation, heads, decided = decided_on(desk, reader, requests)
    if decided.objections or decided.warnings:
        return None
    return _Prepared(books, officer, situation, heads, decided)


def _write_prepared(
    desk: Desk,
    requests: Sequence[Request],
    request_id: str,
    digest: str,
    seen: Seen | None,
    part: PartOfBatch | None,
    prepared: _Prepared,
) -> Receipt | None:
    """Write under the locks what was decided; None where something came that bears on it."""
    situation = prepared.situation
    with desk.store.write() as unit:
        known = _earlier(desk, unit, requests, request_id, digest)
        if known is not None:
            return known
        heads = lock_again(unit, situation, prepared.heads)
        came = what_came(unit, prepared.books)
        now = unit.now()
        officer = officer_at(desk, unit, now)
        if officer != prepared.officer or bears_on(situation, requests, came):
            return None
        if seen is not None:
            refuse_stale(unit, situation.prisons.get(requests[0].prison), seen)
        # It is recorded after whatever came in these books; what was given no time of its own
        # happened when it was decided.
        last = max(head.recorded_at for head in heads)
        situation.now = max(situation.now, now, last + 1)
        act = _act(desk, requests, request_id, digest, officer, part)
        log_bystanders(desk, unit, prepared.decided)
        written = append(unit, situation, heads, act, prepared.decided)
        unit.commit()
    return written


def _act(
    desk: Desk,
    requests: Sequence[Request],
    request_id: str,
    digest: str,
    officer: Officer,
    part: PartOfBatch | None,
) -> Act:
    refuse_without_reason(desk, officer)
    verbs = {request.verb for request in requests}
    verb = verbs.pop() if len(verbs) == 1 else "several"
    return Act(request_id, digest, verb, officer.id, desk.front_end, part, desk.reason, desk.origin)


def _earlier(
    desk: Desk, reader: Reader, requests: Sequence[Request], request_id: str, digest: str
) -> Receipt | None:
    """Give the receipt of the same request, to whom it may be told: who may do it."""
    kept = kept_of(reader, request_id)
    if kept is None:
        return None
    _who_may(desk, reader, requests)
    return _receipt_of(request_id, digest, kept)


def _receipt_of(request_id: str, digest: str, kept: Kept) -> Receipt:
    if kept.content_hash != digest:
        raise IdUsed(
            f"The request id {request_id} was used for something else; nothing was done now.",
            "Use a new id for a new request.",
        )
    return read_receipt(request_id, kept.outcome)
