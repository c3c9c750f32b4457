"""The acts of a roll check at the command line: from opening to its end, and whose word it was."""

import pytest

from tests.cli.conftest import Answer, Line
from wingterm.cli.exits import Exit

HOUR = 3_600_000_000


def unit(line: Line, code: str) -> dict[str, object]:
    """Give a unit of the check as it stands."""
    found = line("check", "show", "--json").json["units"]
    (one,) = [unit for unit in found if unit["code"] == code]
    assert isinstance(one, dict)
    return one


def refused(answer: Answer, *codes: str) -> str:
    """Check that a rule refused an act, for these reasons and no other; give what was said."""
    assert (answer.code, answer.out) == (Exit.REFUSED, "")
    said = answer.err.splitlines()
    assert [text.rpartition("[")[2] for text in said if text.endswith("]")] == [
        f"{code}]" for code in codes
    ]
    return answer.err


def test_a_check_from_opening_to_roll_correct(checked: Line) -> None:
    checked.do("check", "submit", "RECP", "1")
    checked.do("check", "submit", "WORKSHOP", "0")
    assert "A: 0 counted (by J. Doe)" in checked.do("check", "submit", "a", "0", "--by", "jdoe")
    assert checked("check", "show").code == Exit.DIFFERS
    checked.do("check", "recount", "A", "0", "--by", "kroe", "--how", "name", "--missing",
               "A1001AA")  # fmt: skip
    checked.do("check", "explain", "A", "A1001AA", "--missing", "--why", "at the gate, seen there")
    assert checked("check", "show").code == Exit.INCOMPLETE
    said = checked.do("check", "declare", "1", "--name", "test officer")
    assert said.startswith("ROLL CORRECT: roll check 1 of Wingterm")
    assert checked("check", "show").code == Exit.DONE


def test_what_an_opening_wrote_is_told_by_its_first_and_last_entry(held: Line) -> None:
    said = held.do("check", "open", "lock-up", "--request-id", "open-1")
    kept = held("receipt", "open-1", "--json").json["receipt"]["lines"][0]["entries"]
    assert len(kept) == 4
    assert said.endswith(f" [{kept[0]} to {kept[-1]}]\n")
    assert kept[1] not in said
    assert said.strip() in held.do("receipt", "open-1")


def test_a_wrong_number_is_taken_and_moves_nobody(checked: Line) -> None:
    before = checked.figures()
    checked.do("check", "submit", "RECP", "77")
    assert unit(checked, "RECP")["difference"] == 76
    assert checked.figures() == before


def test_who_counted_when_and_how_is_kept_apart_from_who_keyed_it(checked: Line) -> None:
    checked.small.clock.advance(HOUR)
    checked.do("check", "submit", "RECP", "1", "--by", "jdoe", "--how", "door",
               "--counted-at", "09:30", "--comment", "on paper")  # fmt: skip
    held = unit(checked, "RECP")
    assert (held["counted_by"], held["keyed_by"], held["method"]) == (
        "J. Doe", "Test Officer", "door",
    )  # fmt: skip
    assert held["counted_at"] == "2026-03-02T09:30:00.000000Z"
    assert str(held["keyed_at"]) > "2026-03-02T10:00"


def test_responses_go_with_a_count_or_by_themselves(checked: Line) -> None:
    out = checked.do("check", "submit", "RECP", "1", "--responses", "0", "--no-response",
                     "A1003AA")  # fmt: skip
    assert [line.partition(": ")[2].split()[0] for line in out.splitlines()] == ["1", "0"]
    assert (unit(checked, "RECP")["responses"], unit(checked, "RECP")["no_response"]) == (0, 1)
    checked.do("check", "responses", "RECP", "1")
    # Who gave none stays so.
    assert (unit(checked, "RECP")["responses"], unit(checked, "RECP")["no_response"]) == (1, 1)
    checked.do("check", "responses", "A", "0", "--none", "A1001AA", "--by", "jdoe")
    assert unit(checked, "A")["counted"] is None


def test_of_a_count_and_its_responses_nothing_is_done_by_halves(checked: Line) -> None:
    before = checked.small.dump()
    answer = checked("check", "submit", "RECP", "1", "--responses", "many")
    refused(answer, "count-number")
    refused(checked("check", "submit", "Z", "1", "--responses", "1"), "unknown-unit")
    assert checked.small.dump() == before


def test_the_number_is_never_made_up(checked: Line) -> None:
    for typed in (["RECP"], ["RECP", ""], ["RECP", "  "], []):
        answer = checked("check", "submit", *typed)
        assert (answer.code, answer.out) == (Exit.USAGE, "")
        assert "missing" in answer.err
    refused(checked("check", "submit", "RECP", "one"), "count-number")
    refused(checked("check", "responses", "RECP", ""), "count-empty")
    refused(checked("check", "recount", "RECP", ""), "not-counted", "count-empty")


def test_a_second_counter_does_not_see_the_first(checked: Line) -> None:
    checked.do("check", "abandon", "1", "--why", "another way of counting")
    checked.do("prison-settings", "--set", "two_counters=yes")
    checked.do("check", "open", "night")
    said = checked.do("check", "submit", "RECP", "7654", "--responses", "1", "--comment", "psst")
    for typed in (
        ["show"], ["show", "--json"], ["show", "--csv"], ["show", "--unit", "RECP"],
        ["show", "--unit", "RECP", "--json"], ["list"], ["list", "--json"], ["list", "--csv"],
        ["history", "--json"], ["hints"], ["due", "--json"],
    ):  # fmt: skip
        printed = checked("check", *typed)
        assert printed.code in (Exit.DONE, Exit.INCOMPLETE), typed
        said += printed.out + printed.err
    assert "7654" not in said
    assert "psst" not in said
    refused(checked("check", "submit", "RECP", "1"), "same-counter")
    checked.do("check", "submit", "RECP", "1", "--by", "jdoe")
    counts = checked("check", "show", "--unit", "RECP", "--json").json["counts"]
    assert [count["counted"] for count in counts] == [7654, 1]


def test_somebody_else_counts_again_where_the_prison_says_so(checked: Line) -> None:
    checked.do("check", "abandon", "1", "--why", "another way of counting")
    checked.do("prison-settings", "--set", "recount_by_another=yes")
    checked.do("check", "open", "night")
    checked.do("check", "submit", "RECP", "2")
    refused(checked("check", "recount", "RECP", "1"), "same-counter")
    checked.do("check", "recount", "RECP", "1", "--by", "jdoe")
    assert unit(checked, "RECP")["state"] == "AGREES"


def test_a_recount_of_what_agrees_must_be_answered_for(checked: Line) -> None:
    checked.do("check", "submit", "RECP", "1")
    answer = checked("check", "recount", "RECP", "1")
    assert answer.code == Exit.WARNED
    assert "--ack unit-agrees=" in answer.err
    checked.do("check", "recount", "RECP", "1", "--ack", "unit-agrees=the door was open")


@pytest.mark.parametrize("typed", [["--missing", "--extra"], [], ["--extra", "--withdraw"]])
def test_an_explanation_says_one_thing(checked: Line, typed: list[str]) -> None:
    answer = checked("check", "explain", "A", "A1001AA", *typed, "--why", "elsewhere")
    assert answer.code == Exit.USAGE
    assert "--missing, --extra and --withdraw" in answer.err


def test_a_stranger_is_explained_and_what_was_wrong_is_withdrawn(checked: Line) -> None:
    checked.do("check", "submit", "RECP", "2")
    checked.do("check", "explain", "RECP", "unknown", "--extra", "--why", "off the van, no number")
    assert unit(checked, "RECP")["state"] == "EXPLAINED"
    checked.do("check", "explain", "RECP", "unknown", "--withdraw", "--why", "was a visitor")
    assert unit(checked, "RECP")["state"] == "DIFFERS"


def test_the_one_open_check_is_meant(checked: Line) -> None:
    checked.do("check", "open", "emergency")
    answer = checked("check", "submit", "RECP", "1")
    assert answer.code == Exit.USAGE
    assert "2 (Emergency), 1 (Lock-up)" in answer.err
    checked.do("check", "submit", "RECP", "1", "--check", "2")
    checked.do("check", "abandon", "2", "--why", "a drill")
    checked.do("check", "submit", "RECP", "1")
    checked.do("check", "abandon", "1", "--why", "a drill")
    answer = checked("check", "submit", "RECP", "1")
    assert answer.code == Exit.NOT_FOUND
    assert "wingterm check open" in answer.err


@pytest.mark.parametrize("number", ["0", "-1", "one", "1.0", "9" * 5000, "\u0661"])
def test_what_is_no_number_of_a_check_is_refused(checked: Line, number: str) -> None:
    for typed in (["show", number], ["submit", "A", "1", "--check", number],
                  ["abandon", number, "--why", "wrong"], ["declare", number, "--name", "x"],
                  ["take-over", number]):  # fmt: skip
        answer = checked("check", *typed)
        assert (answer.code, answer.out) == (Exit.USAGE, ""), typed


def test_it_is_escalated_taken_over_and_abandoned(checked: Line) -> None:
    checked.do("check", "escalate", "1", "--why", "one short in A after two counts")
    shown = checked("check", "show", "--json").json
    assert (shown["kind"], shown["opened_as"]) == ("emergency", "lock-up")
    assert "in your hands already" in checked.do("check", "take-over")
    checked.do("check", "abandon", "1", "--why", "fire alarm, everybody moved")
    shown = checked("check", "show", "1", "--json").json
    assert (shown["state"], shown["ending"]["why"]) == ("ABANDONED", "fire alarm, everybody moved")
    refused(checked("check", "submit", "A", "1", "--check", "1"), "check-ended")
    refused(checked("check", "take-over", "1"), "check-ended")


def test_another_officer_goes_on_with_it(checked: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    from wingterm.services import opening

    monkeypatch.setattr(opening, "os_account", lambda: "jdoe")
    said = checked.do("check", "take-over", "--why", "relieved at 10:00")
    assert "in the hands of J. Doe" in said
    assert checked("check", "show", "--json").json["in_charge"] == "J. Doe"


def test_nobody_declares_without_a_name(checked: Line) -> None:
    before = checked.small.dump()
    answer = checked("check", "declare", "1")
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert "--name" in answer.err
    for code in ("A", "RECP"):
        checked.do("check", "submit", code, "1")
    checked.do("check", "submit", "WORKSHOP", "0")
    after = checked.small.dump()
    assert after != before
    refused(checked("check", "declare", "--name", "Somebody Else"), "not-your-name")
    assert checked.small.dump() == after


def test_it_is_not_declared_while_a_unit_is_missing_or_differs(checked: Line) -> None:
    checked.do("check", "submit", "A", "2")
    said = refused(checked("check", "declare", "--name", "Test Officer"), "units-missing",
                   "units-differ")  # fmt: skip
    assert "Not counted yet: RECP, WORKSHOP." in said


def test_who_may_only_read_opens_and_counts_nothing(checked: Line) -> None:
    checked.do("officer", "appoint", "chief", "--name", "C. Hief", "--role", "administrator")
    checked.do("officer", "appoint", "tester", "--name", "Test Officer", "--role", "auditor")
    for typed in (["open", "night"], ["submit", "A", "1"], ["declare", "--name", "Test Officer"]):
        assert checked("check", *typed).code == Exit.NOT_AUTHORISED
    assert checked("check", "show").code == Exit.INCOMPLETE


def test_sent_twice_under_one_id_it_is_done_once(checked: Line) -> None:
    typed = ("check", "submit", "RECP", "1", "--check", "1", "--request-id", "line-1")
    first = checked(*typed)
    before = checked.small.dump()
    second = checked(*typed)
    assert (first.code, second.code) == (Exit.DONE, Exit.DONE)
    assert "done before" in second.out
    assert checked.small.dump() == before


def test_sent_again_without_its_number_it_is_the_same_check(checked: Line) -> None:
    """The line broke; by the time that it is sent again the check has ended, or another is open."""
    count = ("check", "submit", "RECP", "1", "--request-id", "line-2")
    first = checked.do(*count)
    checked.do("check", "submit", "A", "1", "--by", "jdoe")
    checked.do("check", "submit", "WORKSHOP", "0")
    declare = ("check", "declare", "--name", "Test Officer", "--request-id", "line-3")
    declared = checked.do(*declare)
    for others in ((), ("open", "night"), ("open", "midday")):
        if others:
            checked.do("check", *others)
        before = checked.small.dump()
        for typed, done in ((count, first), (declare, declared)):
            again = checked(*typed)
            assert again.code == Exit.DONE
            assert again.out.endswith(done)
            assert "done before; nothing was done now." in again.out
        assert checked.small.dump() == before
    other = checked("check", "submit", "RECP", "2", "--request-id", "line-2")
    assert (other.code, "used for something else" in other.err) == (Exit.CONFLICT, True)


def test_json_of_an_act_and_of_what_stands_against_it(checked: Line) -> None:
    done = checked("check", "submit", "RECP", "1", "--json")
    assert done.json["receipt"]["lines"][0]["verb"] == "count"
    again = checked("check", "submit", "RECP", "1", "--json")
    assert (again.code, again.err) == (Exit.REFUSED, "")
    assert again.json["objections"][0]["code"] == "counted-already"
    nobody = checked("check", "declare", "--json")
    assert (nobody.code, nobody.err) == (Exit.USAGE, "")
    assert nobody.json["error"]["field"] == "name"
