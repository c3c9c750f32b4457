"""The hash of fixed entries, worked out here a second time by hand."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.chain import FORMAT, GENESIS, ActText, link
from wingterm.domain.entries import Entry, Kind, canonical
from wingterm.domain.standing import Standing

MOVE = Entry(
    kind=Kind.MOVE,
    verb="receive",
    establishment=2,
    occurred_at=1_772_442_000_000_000,
    reason="ADM-N",
    detail=canonical({"comment": "Zo\u00eb"}),
    person=7,
    pseq=2,
    before=Standing(1, 0, 1_772_441_000_000_000, 1),
    after=Standing(11, 5, 1_772_442_000_000_000, 2),
)
MOVE_TEXT = (
    '[1,2,3,"move","receive","req-1",1,2,4,"cli",1772442000000000,1772442000000001,7,2,'
    "1,0,1772441000000000,1,11,5,1772442000000000,2,null,null,null,null,null,"
    '"ADM-N","{\\"comment\\":\\"Zo\\\\u00eb\\"}"]'
)
FACT = Entry(
    kind=Kind.FACT,
    verb="capacity",
    establishment=2,
    occurred_at=5,
    detail='{"cna":1,"maximum":2,"working":1}',
    subject_kind="place",
    subject=11,
    fact="capacity",
)
FACT_TEXT = (
    '[1,2,4,"fact","capacity","req-2",1,1,4,"setup",5,6,null,null,'
    "null,null,null,null,null,null,null,null,null,"
    '"place",11,"capacity",null,"","{\\"cna\\":1,\\"maximum\\":2,\\"working\\":1}"]'
)
UNFACT = FACT._replace(kind=Kind.UNFACT, verb="correct", detail="{}", annuls_seq=4, occurred_at=7)
ANNUL = MOVE._replace(
    kind=Kind.ANNUL, verb="correct", reason="", pseq=3, before=MOVE.after, after=MOVE.before,
    annuls_pseq=2, detail='{"why":"wrong"}', reopens=1, origin=1,
)  # fmt: skip
KNOWN_FIRST = "e204f18e6f8b42378d1d0eab7b255736ce9df30b555ecf8ff1e3e9ac23e78e6a"
KNOWN_SECOND = "4a281a91b9c15a4d3a04eeeb7f535486965538f7ee442def3a52b0c9e05e8e28"
"""What any SHA-256 tool gives for the two texts; the ledgers in use stand on them."""


def text_of(entry: Entry, seq: int, request: str, part: int, front_end: str, known: int) -> str:
    """Give the content of an entry of officer 4, line 1 of a request."""
    return ActText(request, 4, front_end, known).of(entry, seq, 1, part)


def test_the_text_of_a_movement_is_fixed() -> None:
    assert text_of(MOVE, 3, "req-1", 2, "cli", 1_772_442_000_000_001) == MOVE_TEXT


def test_the_text_of_a_fact_is_fixed() -> None:
    assert text_of(FACT, 4, "req-2", 1, "setup", 6) == FACT_TEXT


def test_the_text_of_annulments_names_what_never_was() -> None:
    assert text_of(UNFACT, 5, "req-3", 1, "cli", 8) == (
        '[1,2,5,"unfact","correct","req-3",1,1,4,"cli",7,8,null,null,null,null,null,null,'
        'null,null,null,null,null,"place",11,"capacity",4,"","{}"]'
    )
    assert text_of(ANNUL, 6, "req-4", 1, "cli", 9) == (
        '[1,2,6,"annul","correct","req-4",1,1,4,"cli",1772442000000000,9,7,3,'
        "11,5,1772442000000000,2,1,0,1772441000000000,1,2,null,null,null,null,"
        '"","{\\"why\\":\\"wrong\\"}"]'
    )


def test_the_hash_is_of_the_hash_before_and_the_text() -> None:
    first = hashlib.sha256(b"0" * 64 + b"\n" + MOVE_TEXT.encode("ascii")).hexdigest()
    second = hashlib.sha256(first.encode() + b"\n" + FACT_TEXT.encode("ascii")).hexdigest()
    assert link(GENESIS, MOVE_TEXT) == first == KNOWN_FIRST
    assert link(first, FACT_TEXT) == second == KNOWN_SECOND
    assert FORMAT == 1


NUMBERS = st.integers(-(2**63), 2**63 - 1)
STANDINGS = st.none() | st.builds(Standing, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
ENTRIES = st.builds(
    Entry, kind=st.sampled_from(Kind), verb=st.text(), establishment=NUMBERS, occurred_at=NUMBERS,
    reason=st.text(), detail=st.text(), person=st.none() | NUMBERS, pseq=st.none() | NUMBERS,
    before=STANDINGS, after=STANDINGS, annuls_pseq=st.none() | NUMBERS,
    subject_kind=st.none() | st.text(), subject=st.none() | NUMBERS, fact=st.none() | st.text(),
    annuls_seq=st.none() | NUMBERS,
)  # fmt: skip


@given(ENTRIES, st.text(), st.text(), NUMBERS)
def test_the_text_is_what_a_json_encoder_gives(
    entry: Entry, request: str, front_end: str, number: int
) -> None:
    """Whatever the fields hold: the text of format 1 is defined as compact ASCII JSON."""
    none = (None, None, None, None)
    assert text_of(entry, number, request, 1, front_end, number) == json.dumps(
        [
            1, entry.establishment, number, entry.kind.value, entry.verb, request, 1, 1, 4,
            front_end, entry.occurred_at, number, entry.person, entry.pseq,
            *(entry.before or none), *(entry.after or none), entry.annuls_pseq,
            entry.subject_kind, entry.subject, entry.fact, entry.annuls_seq, entry.reason,
            entry.detail,
        ],
        ensure_ascii=True,
        separators=(",", ":"),
    )  # fmt: skip
