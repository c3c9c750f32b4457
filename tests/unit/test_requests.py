"""The digest by which an act is known again, and the text of a receipt."""

import hashlib
import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain import requests as asked
from wingterm.domain.outcomes import (
    Acknowledgement,
    Receipt,
    ReceiptLine,
    read_receipt,
    receipt_text,
)
from wingterm.domain.requests import Request, content_hash

HOSTILE = 'Zo\u00eb "%s" {0} \\ \n \U0001f600 \ud800'
REQUESTS: list[Request] = [
    asked.TransferOut(prison="WTI", person="A0001AA", to="EXI"),
    asked.Move(prison="WTI", person=HOSTILE, to=HOSTILE, at=-5, comment=HOSTILE),
    asked.Release(
        prison="WTI",
        person="A0001AA",
        reason="CR",
        acknowledged=(Acknowledgement("over-cna", HOSTILE), Acknowledgement("hold", "")),
    ),
    asked.CourtOut(prison="WTI", person="+1", destination="", keep_bed=False, due_back=2**60),
    asked.SubmitCount(prison="WTI", check=3, unit="A", counted="12", missing=("A0001AA", HOSTILE)),
    asked.Correct(
        prison="WTI",
        person="A0001AA",
        why=HOSTILE,
        again=(asked.Move(prison="WTI", person="A0001AA", to="A-1-002"),
               asked.Arrive(prison="WTI", person="A0001AA", acknowledged=(
                   Acknowledgement("company", HOSTILE),))),
    ),
]  # fmt: skip


def as_json(value: object) -> object:
    """Give a request as the format defines it: an object of its fields and its kind's name."""
    if isinstance(value, Request):
        held = {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
        return {**held, "request": type(value).__name__}
    return [as_json(one) for one in value] if isinstance(value, tuple) else value


def known_by(requests: list[Request]) -> str:
    """Give the digest as the format defines it."""
    text = json.dumps([as_json(request) for request in requests], sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@pytest.mark.parametrize("many", range(len(REQUESTS) + 1))
def test_the_digest_is_of_sorted_json(many: int) -> None:
    """Acts are known again by the digests that earlier versions kept."""
    assert content_hash(REQUESTS[:many]) == known_by(REQUESTS[:many])


def test_the_digest_of_many_of_a_kind_holds_what_each_says() -> None:
    """In some fields they say the same, in some not, and other kinds stand between them."""
    moves: list[Request] = [
        asked.Move(prison="WTI", person=f"A000{n}AA", to="A-1-002", at=n % 2 or None, reason="ADM")
        for n in range(4)
    ]
    act = [*moves, *REQUESTS, *moves]
    assert content_hash(act) == known_by(act)
    assert content_hash(moves) != content_hash(moves[::-1])


def test_the_digest_of_an_act_is_fixed() -> None:
    assert content_hash(REQUESTS[:1]) == (
        "6abdad2dfe2613d148c9f01e0178397efae0d489d1d88471e5708f102807708d"
    )


def test_what_is_no_request_has_no_digest() -> None:
    with pytest.raises(TypeError):
        content_hash([object()])  # type: ignore[list-item]
    of_it = asked.Correct(
        prison="WTI",
        person="A0001AA",
        why="wrong",
        again=(object(),),  # type: ignore[arg-type]
    )
    with pytest.raises(TypeError):
        content_hash([of_it])


LINES = st.builds(
    ReceiptLine, st.integers(1), st.text(), st.text(), st.lists(st.text()).map(tuple), st.text()
)


@given(st.integers(), st.lists(LINES, max_size=3))
def test_a_receipt_is_kept_as_compact_json_and_read_again(
    at: int, lines: list[ReceiptLine]
) -> None:
    receipt = Receipt("an-id", at, tuple(lines))
    kept = {"recorded_at": at, "lines": [line._asdict() for line in lines]}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    assert receipt_text(receipt) == text
    again = read_receipt("an-id", text)
    assert (again.recorded_at, again.lines, again.repeated) == (at, tuple(lines), True)
