"""What is erased, when, and of whom never: said first, and then done."""

from datetime import UTC, datetime

import pytest

from db.checker import check_store, compare_heads, heads
from tests.registers import MINUTE, SmallRegister
from tests.services.filled import received
from tests.services.long_ago import (
    GONE,
    HELD,
    NEVER,
    OTHER,
    STAYS,
    WORDS,
    YEAR,
    all_text,
    done,
    fill,
    pasts,
    registered,
    rule,
    said,
)
from tests.services.test_merge import logged
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.domain.retention import cutoff
from wingterm.domain.times import to_instant
from wingterm.errors import BadInput, NotAuthorised
from wingterm.services.act import carry_out
from wingterm.services.disclosure import copy_of
from wingterm.services.find import find
from wingterm.services.particulars import particulars
from wingterm.services.people import show
from wingterm.services.retention import Plan, plan, rules, run


@pytest.fixture
def small_full(small: SmallRegister) -> SmallRegister:
    """Give the register on each kind of database, eight years on."""
    fill(small)
    small.clock.instant += 8 * YEAR
    return small


@pytest.fixture
def full(small_file: SmallRegister) -> SmallRegister:
    """Give it as a file, eight years on."""
    fill(small_file)
    small_file.clock.instant += 8 * YEAR
    return small_file


def test_nothing_is_erased_until_a_rule_says_so(full: SmallRegister) -> None:
    assert [(line.rule, line.years) for line in rules(full.desk)] == [
        ("record", None), ("identity", None), ("unused", None), ("log", None), ("drafts", None),
    ]  # fmt: skip
    assert plan(full.desk) == Plan()
    assert run(full.desk, 0).receipts == ()
    done(full, rule("identity", 7))
    done(full, rule("unused", 9))
    done(full, rule("unused", 0))
    assert [line.years for line in rules(full.desk)] == [None, 7, None, None, None]


def test_who_is_due_and_who_stays_is_said_first_and_is_what_happens(
    small_full: SmallRegister,
) -> None:
    small = small_full
    done(small, rule("identity", 7))
    done(small, rule("unused", 7))
    told = plan(small.desk)
    assert [(one.number, one.rule) for one in told.erased] == [
        (GONE, "identity"), (NEVER, "unused"),
    ]  # fmt: skip
    assert [(one.number, one.kept) for one in told.kept] == [
        (HELD, "legal hold: inquest 12/26"),
        (OTHER, "another record of theirs is of somebody who is not outside"),
    ]  # fmt: skip
    before, kept_heads, length = pasts(small), heads(small.store), len(all_text(small))
    with pytest.raises(BadInput, match="2 people are due, not 3"):
        run(small.desk, 3)
    small.clock.instant += MINUTE
    (did,) = run(small.desk, 2).receipts
    assert [line.person for line in did.lines] == [GONE, NEVER]
    assert [(line["people"], line["purpose"]) for line in logged(small, "erasure")] == [
        ([GONE], "retention run identity"), ([NEVER], "retention run unused"),
    ]  # fmt: skip
    text = all_text(small)
    assert [word for word in WORDS if word in text or word.upper() in text] == []
    assert "Staywell" in text
    assert "Nevermore" not in text
    assert length > len(text) / 2
    assert check_store(small.store) == []
    assert compare_heads(small.store, kept_heads) == []
    assert pasts(small) == before
    record = show(small.desk, GONE)
    assert (record.last_name, record.first_name, record.date_of_birth) == (
        "Erased",
        "Erased",
        "erased",
    )
    assert [line.verb for line in record.history] == [
        "release", "correct", "move", "back", "court-out", "receive", "register",
    ]  # fmt: skip
    assert {line.note for line in record.history} == {""}
    assert particulars(small.desk, GONE) == ()
    copy = copy_of(small.desk, small.prison("WTI"), GONE)
    assert ["Erased" in row for part in copy.parts[:1] for row in part.rows] == [True]
    for text in ("vanisham", "evanham", "1971-02-03", "2002/73319Z", "vanishan"):
        assert [one.number for one in find(small.desk, text)] == [], text
    assert plan(small.desk).erased == ()


def test_a_record_first_and_who_they_were_later(full: SmallRegister) -> None:
    done(full, rule("record", 5))
    assert [(one.number, one.rule) for one in plan(full.desk).erased] == [(GONE, "record")]
    run(full.desk, 1)
    record = show(full.desk, GONE)
    assert (record.last_name, record.date_of_birth) == ("Vanisham", "1971-02-03")
    assert particulars(full.desk, GONE) == ()
    assert "a dragon" not in all_text(full)
    assert full.violations() == []
    assert plan(full.desk).erased == ()
    done(full, rule("identity", 7))
    assert [(one.number, one.rule) for one in plan(full.desk).erased] == [(GONE, "identity")]
    run(full.desk, 1)
    assert show(full.desk, GONE).last_name == "Erased"
    assert full.violations() == []


def test_whoever_comes_back_is_recorded_anew(full: SmallRegister) -> None:
    done(full, rule("identity", 7))
    run(full.desk, 1)
    again = asked.Amend(prison="WTI", person=GONE, last_name="Vanisham", first_name="Al",
                        date_of_birth="1971-02-03")  # fmt: skip
    done(full, again)
    done(full, received(GONE, "A-1-001"), said("alert", "XA", comment="sets fires"))
    assert [one.number for one in find(full.desk, "vanisham")] == [GONE]
    assert plan(full.desk).erased == ()
    assert full.violations() == []
    # And erased again, when that time comes, with facts that are counted on.
    done(full, asked.Release(prison="WTI", person=GONE, reason="CR"))
    full.clock.instant += 8 * YEAR
    assert [one.number for one in plan(full.desk).erased] == [GONE]
    run(full.desk, 1)
    assert "Vanisham" not in all_text(full)
    assert full.violations() == []


def test_nobody_who_is_not_outside_is_erased(full: SmallRegister) -> None:
    """In a cell, out at court, on the way and at large: however long."""
    away = {
        "A6111AA": asked.CourtOut(prison="WTI", person="A6111AA", destination="Leeds"),
        "A7111AA": asked.TransferOut(prison="WTI", person="A7111AA", to="EXI"),
        "A8111AA": asked.Escape(prison="WTI", person="A8111AA"),
    }
    for year, (number, act) in enumerate(away.items(), start=1980):
        done(full, registered(number, "Awayday", f"{year}-01-01"))
        done(full, received(number))
        done(full, act)
    full.clock.instant += 30 * YEAR
    for name in ("record", "identity"):
        done(full, rule(name, 1))
        told = plan(full.desk)
        assert {one.number for one in told.erased} == {GONE}
        for number in (STAYS, OTHER, HELD, *away):
            asked_for = asked.Erase(prison="REG", person=number, rule=name)
            outcome = carry_out(full.desk, [asked_for])
            assert isinstance(outcome, Refused), number
            against = [objection.code for objection in outcome.objections]
            expected = {HELD: ["on-hold"], OTHER: ["retention-merged"]}
            assert against == expected.get(number, ["not-outside"]), number
    done(full, rule("unused", 1))
    outcome = carry_out(full.desk, [asked.Erase(prison="REG", person=OTHER, rule="unused")])
    assert isinstance(outcome, Refused)
    assert [objection.code for objection in outcome.objections] == ["retention-other"]
    done(full, asked.EndParticular(prison="WTI", person=HELD, fact="hold", key="1", why="closed"))
    done(full, rule("unused", 0))
    assert {one.number for one in plan(full.desk).erased} == {GONE, HELD}


def test_only_administrators_erase_and_only_some_put_on_hold(full: SmallRegister) -> None:
    for account, role in (("gov", "duty-governor"), ("gate", "reception")):
        done(full, asked.AppointOfficer(prison="WTI", account=account, name=account, role=role))
    gov, gate = (full.desk._replace(account=account) for account in ("gov", "gate"))
    with pytest.raises(NotAuthorised):
        plan(gov)
    with pytest.raises(NotAuthorised):
        carry_out(gov, [rule("identity", 7)])
    hold = said("hold", person=STAYS, reason="a claim")
    refused = carry_out(gate, [hold])
    assert isinstance(refused, Refused)
    assert [objection.code for objection in refused.objections] == ["not-theirs"]
    put = carry_out(gov, [hold])
    assert isinstance(put, Receipt)
    entry = int(put.lines[0].entries[0].rpartition("-")[2])
    for undone in (
        asked.EndParticular(prison="WTI", person=STAYS, fact="hold", key="1", why="not so"),
        asked.WithdrawFact(prison="WTI", entry=entry, why="not so"),
    ):
        refused = carry_out(gate, [undone])
        assert isinstance(refused, Refused)
        assert [objection.code for objection in refused.objections] == ["not-theirs"]


def test_records_of_one_person_go_by_one_rule_with_what_said_so(full: SmallRegister) -> None:
    """A record that nobody was received under is of somebody who was."""
    done(full, asked.Release(prison="WTI", person=STAYS, reason="CR"))
    full.clock.instant += 8 * YEAR
    done(full, rule("unused", 1))
    assert OTHER not in {one.number for one in plan(full.desk).erased}
    done(full, rule("unused", 0))
    done(full, rule("identity", 7))
    assert {one.number for one in plan(full.desk).erased} == {GONE, STAYS, OTHER}
    run(full.desk, 3)
    assert "Staywell" not in all_text(full)
    assert full.violations() == []
    apart = asked.Unmerge(prison="WTI", person=OTHER, why="two people")
    assert done(full, apart).lines[0].said.startswith(f"{OTHER} Erased, Erased is another person")
    assert full.violations() == []


def test_what_said_that_two_are_two_goes_too(full: SmallRegister) -> None:
    done(full, asked.Unmerge(prison="WTI", person=OTHER, why="two people"))
    done(full, asked.Release(prison="WTI", person=STAYS, reason="CR"))
    full.clock.instant += 8 * YEAR
    done(full, rule("identity", 7))
    done(full, rule("unused", 7))
    run(full.desk, len(plan(full.desk).erased))
    assert "Staywell" not in all_text(full)
    assert full.violations() == []


def test_the_day_a_rule_counts_to() -> None:
    at = to_instant(datetime(2028, 2, 29, 12, tzinfo=UTC))
    assert cutoff(at, 7) == to_instant(datetime(2021, 2, 28, 12, tzinfo=UTC))
    assert cutoff(at, 4) == to_instant(datetime(2024, 2, 28, 12, tzinfo=UTC))
