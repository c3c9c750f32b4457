"""Whatever is typed: the answer is a sentence and a code, and nothing of it acts on a terminal."""

import pytest

from tests.cli.conftest import Line
from wingterm.cli.exits import Exit

HOSTILE = {
    "escape": "A\x1b[2J\x1b]0;title\x07",
    "c1": "A\x9b31m",
    "newline": "A\nwingterm: done",
    "carriage return": "A\rB",
    "bidi": "A\u202eB\u2066",
    "surrogate": "A\udce9",
    "tag": "A\U000e0041",
    "markup": "[red]A[/] [@click=app.bell]B[/] :warning: {0} %s",
    "long": "x" * 1_000_000,
    "zalgo": "a" + "\u0301" * 500,
    "quote": "'; DROP TABLE entry; --x",
    "blank": "   ",
    "digits": "9" * 5_000,
    "other digits": "\u0661\u0662:\u0663\u0664",
}
ACTING = set("\x1b\x07\x9b\r\u202e\u2066\udce9\U000e0041")

PLACES = [
    ("show", "{}"), ("find", "{}"), ("roll", "--as-of={}"), ("roll", "--level={}"),
    ("roll", "--known-at={}"), ("list", "{}"), ("cells", "--under={}"), ("codes", "{}"),
    ("daily-state", "--date={}"), ("history", "{}"), ("cell-history", "{}"),
    ("cell-history", "A-1-001", "--from={}"), ("cell-history", "A-1-001", "--to={}"),
    ("receipt", "{}"), ("{}",), ("person", "{}"), ("receive", "{}"), ("receive", "A1004AA", "{}"),
    ("receive", "A1004AA", "--reason={}"), ("move", "A1001AA", "{}"), ("swap", "A1001AA", "{}"),
    ("elsewhere", "A1001AA", "{}"), ("back", "A1001AA", "--comment={}", "--at=2099-01-01 09:00"),
    ("back", "A1001AA", "--request-id={}"), ("move", "A1001AA", "A-9-9", "--ack={}=x"),
    ("move", "A1001AA", "A-9-9", "--ack=x={}"), ("--prison={}", "roll"),
    ("transfer", "out", "A1001AA", "--to={}", "--yes"), ("release", "{}", "--reason=CR", "--yes"),
    ("correct", "A1001AA", "--why={}", "--put-in=A-9-9"), ("correct", "A1001AA", "--why=x"),
    ("correct", "A1001AA", "--why=wrong", "--again={}"), ("correct-fact", "{}", "--why=wrong"),
    ("correct", "A1001AA", "--why=wrong", "--again=move {} at {}"),
    ("correct", "A1001AA", "--why=wrong", "--last={}"), ("verify", "--against={}"),
    ("person", "create", "{}", "{}", "--born={}", "--sex={}", "--number={}"),
    ("person", "amend", "A1001AA", "--born={}"), ("places", "add", "{}", "--kind={}"),
    ("places", "capacity", "{}", "--cna=1", "--working=1", "--maximum=1"),
    ("officer", "appoint", "{}", "--name={}", "--role={}"),
    ("officer", "appoint", "jdoe", "--name=J", "--role=auditor", "--ends={}"),
    ("init", "--prison={}", "--name={}", "--places={}"), ("--store={}", "roll"),
    ("check", "open", "{}"), ("check", "take-over", "--", "{}"),
    ("check", "show", "1", "--unit=Z{}"),
    ("check", "submit", "--check=1", "--", "{}", "1"), ("check", "submit", "--check={}", "A", "1"),
    ("check", "submit", "--check=1", "--by={}", "--how={}", "--", "A", "{}"),
    ("check", "submit", "--check=1", "A", "9", "--how=name", "--missing={}", "--extra={}"),
    ("check", "submit", "--check=1", "A", "9", "--counted-at={}", "--responses={}"),
    ("check", "submit", "--check=1", "A", "9", "--responses=1", "--no-response={}"),
    ("check", "submit", "--file={}"), ("check", "recount", "--check=1", "--", "A", "{}"),
    ("check", "responses", "--check=1", "--", "A", "{}"),
    ("check", "explain", "--check=1", "--extra", "--why={}", "--", "RECP", "{}"),
    ("check", "declare", "1", "--name={}"), ("check", "abandon", "1", "--why={}", "--comment={}"),
    ("check", "list", "--kind={}"), ("check", "list", "--unit={}"),
    ("check", "list", "--officer={}"), ("check", "list", "--since={}"),
    ("check", "history", "--until={}"), ("check", "hints", "1", "--unit={}"),
    ("check", "units", "{}"), ("check", "times", "--", "{}", "21:00"),
    ("check", "times", "night", "--late={}", "--clear={}", "--welfare={}", "--", "{}"),
]  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_is_answered_with_a_sentence(held: Line, kind: str) -> None:
    text = HOSTILE[kind]
    held.do("check", "open", "lock-up")
    held.do("check", "submit", "RECP", "2")
    before = held.small.dump()
    for place in PLACES:
        answer = held(*(part.replace("{}", text) for part in place))
        context = (kind, place, answer.code, answer.err[:300])
        assert answer.code in (
            Exit.DONE, Exit.REFUSED, Exit.USAGE, Exit.NOT_FOUND, Exit.UNUSABLE,
        ), context  # fmt: skip
        printed = answer.out + answer.err
        assert not set(printed) & ACTING, context
        assert "Traceback" not in printed, context
        assert len(answer.err) < 10_000, context
        after = held.small.dump()
        assert answer.err or answer.code == Exit.DONE, context
        assert after == before or answer.code == Exit.DONE, context
        before = after


def test_a_name_that_looks_like_markup_is_shown_as_it_is(line: Line) -> None:
    made = line("places", "add", "CHAPEL", "--kind", "AREA", "--name", "[red]Chapel[/] :bell:")
    assert made.code == Exit.DONE, made
    assert "[red]Chapel[/] :bell:" in line("places").out


def test_an_argument_of_bytes_is_named(line: Line) -> None:
    answer = line("person", "create", "Caf\udce9", "Robin", "--born", "1990-04-12", "--sex", "M")
    assert answer.code == Exit.USAGE
    assert "last" in answer.err
    assert "position 4" in answer.err
