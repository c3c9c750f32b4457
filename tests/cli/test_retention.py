"""`wingterm retention`: what would be erased is said first, and its number is typed."""

from tests.cli.conftest import Line
from wingterm.cli.exits import Exit

YEAR = 366 * 24 * 3_600_000_000
OUTSIDE = "A1004AA"


def aged(held: Line) -> Line:
    """Let seven years go by after a rule was set."""
    held.do("retention", "set", "unused", "7", "--why", "schedule of 2026", prison="")
    held.small.clock.advance(7 * YEAR)
    return held


def test_a_rule_is_set_and_told(held: Line) -> None:
    assert "kept" in held.do("retention", "show")
    told = held.do("retention", "set", "identity", "20", "--why", "schedule", prison="")
    assert "identity: kept 20 years since they left custody" in told
    rows = held("retention", "show", "--json").json["rules"]
    assert [(row["rule"], row["years"]) for row in rows] == [
        ("record", None), ("identity", 20), ("unused", None), ("log", None), ("drafts", None),
    ]  # fmt: skip
    held.do("retention", "set", "identity", "keep", "--why", "an inquiry", prison="")
    assert held("retention", "show", "--json").json["rules"][1]["years"] is None
    for wrong in ("x", "-1", "1.5", "1234", "151", "0"):
        assert held("retention", "set", "identity", wrong, "--why", "schedule").code in (
            Exit.USAGE, Exit.REFUSED,
        ), wrong  # fmt: skip


def test_who_is_due_is_said_and_their_number_typed(held: Line) -> None:
    aged(held)
    told = held.do("retention", "run", "--dry-run")
    assert "Would be erased: 1." in told
    assert OUTSIDE in told
    assert "Stays: 0." in told
    for wrong in ((), ("--confirm", "2"), ("--dry-run", "--confirm", "1")):
        assert held("retention", "run", *wrong).code == Exit.USAGE, wrong
    assert "Dogwood" in held.do("show", OUTSIDE)
    assert "People of whom something was erased: 1." in held.do(
        "retention", "run", "--confirm", "1"
    )
    assert "Erased, Erased" in held.do("show", OUTSIDE)
    assert "Dogwood" not in held.do("find", "dogwood")
    held.do("verify")
    assert "Would be erased: 0." in held.do("retention", "run", "--dry-run")


def test_a_hold_keeps_a_record_and_says_why(held: Line) -> None:
    aged(held)
    held.do("record", OUTSIDE, "hold", "reason=inquest 12/26", "review=2040-01-01")
    told = held.do("retention", "run", "--dry-run")
    assert "Would be erased: 0." in told
    assert "legal hold: inquest 12/26" in told
    held.do("end", OUTSIDE, "hold", "--key", "1", "--why", "the inquest is over")
    assert "Would be erased: 1." in held.do("retention", "run", "--dry-run")
