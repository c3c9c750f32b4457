"""A refusal gives every reason and changes nothing; so does a warning that nobody acknowledged."""

import pytest

from tests.cli.conftest import Line
from wingterm.cli.exits import Exit

REFUSED = [
    (("receive", "A1001AA"), {"not-outside"}),
    (("receive", "Z9999ZZ", "--reason", "??"), {"unknown-person"}),
    (("move", "A1004AA", "A-9-999", "--reason", "??"), {"not-inside", "unknown-place", "reason"}),
    (("move", "A1003AA", "A-1-001"), {"cell-full"}),
    (("elsewhere", "A1001AA", "A1004AA", "WORKSHOP"), {"not-inside"}),
    (("release", "A1004AA", "--reason", "??", "--yes"), {"not-inside", "reason"}),
    (("transfer", "out", "A1004AA", "--to", "ZZZ", "--yes"), {"not-inside", "unknown-prison"}),
    (("back", "A1001AA", "--at", "2099-01-01 09:00", "--comment", "x" * 300),
     {"in-future", "text"}),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "codes"), REFUSED, ids=lambda given: " ".join(sorted(given)))
def test_all_reasons_and_no_change(held: Line, typed: tuple[str, ...], codes: set[str]) -> None:
    before = held.small.dump()
    plain = held(*typed)
    assert plain.code == Exit.REFUSED, plain
    assert plain.out == ""
    answer = held(*typed, "--json")
    assert (answer.code, answer.err) == (Exit.REFUSED, "")
    assert answer.json["ok"] is False
    found = answer.json["objections"]
    assert codes <= {objection["code"] for objection in found}
    assert list(found[0]) == ["code", "sentence", "remedy", "field", "line"]
    for objection in found:
        assert f"{objection['sentence']} [{objection['code']}]" in plain.err
    assert held.small.dump() == before


def test_one_refused_line_refuses_the_whole_act(held: Line) -> None:
    before = held.small.dump()
    answer = held("elsewhere", "A1001AA", "A1004AA", "WORKSHOP")
    assert "line 2: " in answer.err
    assert held.small.dump() == before


def test_a_warning_changes_nothing_until_acknowledged(held: Line) -> None:
    before = held.small.dump()
    answer = held("move", "A1003AA", "A-1-002", "--json")
    assert (answer.code, answer.err) == (Exit.WARNED, "")
    assert answer.json["ok"] is False
    assert [list(w) for w in answer.json["warnings"]] == [["code", "sentence", "line"]]
    assert answer.json["warnings"][0]["code"] == "over-cna"
    wrong = held("move", "A1003AA", "A-1-002", "--ack", "another=why not")
    assert wrong.code == Exit.WARNED
    assert held.small.dump() == before
    assert held("move", "A1003AA", "A-1-002", "--ack", "over-cna=no single").code == Exit.DONE


def test_an_error_is_json_too(held: Line) -> None:
    answer = held("show", "Z9999ZZ", "--json")
    assert (answer.code, answer.err) == (Exit.NOT_FOUND, "")
    assert answer.json["ok"] is False
    assert answer.json["error"]["code"] == "not-found"
    assert list(answer.json["error"]) == ["code", "sentence", "remedy", "file", "line", "field"]


def test_words_that_do_not_fit_are_json_too(held: Line) -> None:
    answer = held("roll", "--json", "--colour")
    assert (answer.code, answer.err) == (Exit.USAGE, "")
    assert answer.json["error"]["code"] == "usage"


def test_an_act_on_what_was_seen_and_is_so_no_longer_is_a_conflict(held: Line) -> None:
    seen = held("show", "A1001AA", "--json").json["person"]["seen"]
    assert held("elsewhere", "A1001AA", "WORKSHOP").code == Exit.DONE
    before = held.small.dump()
    answer = held("--seen", f"A1001AA={seen}", "back", "A1001AA")
    assert answer.code == Exit.CONFLICT
    assert "A1001AA" in answer.err
    assert "changed meanwhile: elsewhere, " in answer.err
    assert held.small.dump() == before
    assert held("--seen", "A1001AA=x", "back", "A1001AA").code == Exit.USAGE
    assert held("--seen", f"a1001aa={seen + 1}", "back", "A1001AA").code == Exit.DONE
