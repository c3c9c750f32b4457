"""What is erased, when, and of whom never; and that the chain, and every past roll, stays whole."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.checker import check_snapshot, check_store, compare_heads, heads
from db.engine import open_store
from tests import postgres
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.services.filled import received
from tests.services.test_merge import logged
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.domain.requests import Request
from wingterm.domain.retention import cutoff
from wingterm.domain.times import to_instant
from wingterm.errors import BadInput, NotAuthorised, WingtermError
from wingterm.services.act import carry_out, receipt
from wingterm.services.daily_state import daily_state
from wingterm.services.disclosure import copy_of
from wingterm.services.exchange.export import export_register
from wingterm.services.exchange.load import import_register
from wingterm.services.find import find
from wingterm.services.lists import people_behind
from wingterm.services.particulars import particulars
from wingterm.services.people import show
from wingterm.services.retention import plan, rules, run
from wingterm.services.roll import roll
from wingterm.settings import Settings

GONE, STAYS, NEVER, HELD, OTHER = (f"A{n}111AA" for n in range(1, 6))
"""Who left long ago; is in a cell; was never received; is on hold; is of one person with STAYS."""
YEAR = 366 * 24 * 60 * MINUTE
WORDS = ("Vanisham", "1971-02-03", "Evanham", "2002/0073319Z", "a dragon", "wrote to a judge",
         "Vera Vanisham", "sets fires", "never so")  # fmt: skip
"""What nobody may find of GONE afterwards, anywhere."""


def done(small: SmallRegister, *requests: Request) -> Receipt:
    """Carry out an act that nothing stands against, a minute after the last one."""
    small.clock.instant += MINUTE
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return outcome


def said(fact: str, key: str = "", person: str = GONE, **values: str) -> Request:
    """Ask to record something."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact=fact, key=key, values=tuple(values.items())
    )


def registered(number: str, last: str, born: str) -> Request:
    """Ask for a record."""
    return asked.Register(
        prison="WTI", number=number, last_name=last, first_name="Al", date_of_birth=born, sex="M"
    )


def rule(name: str, years: int) -> Request:
    """Ask to set a rule."""
    return asked.SetRetention(prison="REG", rule=name, years=years, why="schedule of 2026")


def fill(small: SmallRegister) -> None:
    """Let everybody come, have things on record, and some of them leave."""
    people = ((GONE, "Vanisham", "1971-02-03"), (STAYS, "Staywell", "1972-01-01"),
              (NEVER, "Nevermore", "1973-01-01"), (HELD, "Heldfast", "1974-01-01"),
              (OTHER, "Stayweller", "1975-01-01"))  # fmt: skip
    done(small, *(registered(*one) for one in people))
    come = [received(GONE, "A-1-001"), received(STAYS, "A-1-002"), received(HELD, "A-1-003")]
    done(small, replace(come[0], comment="wrote to a judge"), *come[1:])
    # Overdue for a while: rolls of then count it by what the movement said.
    due = small.clock.instant + 3 * MINUTE
    out = asked.CourtOut(prison="WTI", person=GONE, destination="Vanisham Court", due_back=due)
    done(small, out)
    small.clock.instant += 10 * MINUTE
    done(small, asked.Back(prison="WTI", person=GONE))
    done(small, said("alias", last_name="Evanham", first_name="Al"))
    done(small, said("id", "PNC", value="2002/0073319Z"), said("mark", description="a dragon"))
    done(small, said("contact", name="Vera Vanisham"), said("alert", "XA", comment="sets fires"))
    wrong = done(small, said("title", title="MR")).lines[0].entries[0]
    done(small, asked.WithdrawFact(prison="WTI", entry=int(wrong.partition("-")[2]),
                                   why="it was never so"))  # fmt: skip
    count(small)
    done(small, asked.Move(prison="WTI", person=GONE, to="RECP", comment="Vanisham is ill"))
    done(small, asked.Correct(prison="WTI", person=GONE, why="Vanisham is not ill"))
    done(small, said("hold", person=HELD, reason="inquest 12/26", reference="12/26"))
    for number, words in ((GONE, "wrote to a judge"), (HELD, "left by train")):
        done(small, asked.Release(prison="WTI", person=number, reason="CR", comment=words))
    done(small, asked.Merge(prison="WTI", person=OTHER, into=STAYS, why="same prints"))


def count(small: SmallRegister) -> None:
    """Let a roll check name GONE, in its counts and in what it explains."""
    done(small, asked.OpenCheck(prison="WTI", kind="lock-up"))
    by_name = {"method": "name", "missing": (GONE,)}
    done(small, asked.SubmitCount(prison="WTI", check=1, unit="A", counted="2", **by_name))  # type: ignore[arg-type]
    done(small, asked.Explain(prison="WTI", check=1, unit="A", person=GONE, what="missing",
                              why="in the shower"))  # fmt: skip


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


def all_text(small: SmallRegister) -> str:
    """Give every row of every table as one text."""
    return "\n".join(small.dump())


def pasts(small: SmallRegister) -> list[object]:
    """Give the rolls, days and lists of many past instants, as known now and as then."""
    prison, start = small.prison("WTI"), 1_772_442_000_000_000
    seen: list[object] = []
    for minutes in (0, 2, 3, 8, 12, 14, 20, 60, 60 * 24 * 400):
        at = start + minutes * MINUTE
        for known in (None, at):
            sheet = roll(small.desk, prison, as_of=at, known_at=known)
            seen.append((sheet.headline, sheet.rows, sheet.totals))
            listed = people_behind(small.desk, prison, "population", as_of=at, known_at=known)
            # In the order of names, which are gone: whoever was there is there.
            seen.append({(one.number, one.place, one.bed_cell, one.since) for one in listed})
    day = daily_state(small.desk, prison, date(2026, 3, 2))
    came, went = ([one.number for one in some] for some in (day.came_in, day.went_out))
    seen.append((day.opening, came, went, day.closing, day.differs, len(day.late)))
    return seen


def test_nothing_is_erased_until_a_rule_says_so(full: SmallRegister) -> None:
    assert [(line.rule, line.years) for line in rules(full.desk)] == [
        ("record", None), ("identity", None), ("unused", None),
    ]  # fmt: skip
    assert plan(full.desk) == ((), ())
    assert run(full.desk, 0) == ()
    done(full, rule("identity", 7))
    done(full, rule("unused", 9))
    done(full, rule("unused", 0))
    assert [line.years for line in rules(full.desk)] == [None, 7, None]


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
    (did,) = run(small.desk, 2)
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


def erased(full: SmallRegister) -> SmallRegister:
    """Erase who is due."""
    erased_all(full)
    return full


def attacked(full: SmallRegister, statement: str) -> set[str]:
    """Give the rules that the checker says are broken where somebody changed the file so."""
    with full.store.write() as unit:
        unit.run("DROP TRIGGER entry_no_update", ())
        assert unit.run(statement, ()) > 0, statement
        found = check_snapshot(unit, sqlite=True)
    return {violation.rule for violation in found}


RELEASE = "WHERE detail LIKE '{\"erased\"%' AND verb = 'release'"
FORGED = "'{\"erased\":\"identity\"}' WHERE subject_kind = 'person' AND fact_kind LIKE 'hold.%'"


@pytest.mark.parametrize(
    ("rule_broken", "change"),
    [
        ("chain-hash", f"detail = {FORGED}"),
        ("erasure", f"detail = '{{}}' {RELEASE}"),
        ("erasure", f"front_end = 'x' {RELEASE}"),
        ("erasure", f"reason = 'REL-HP' {RELEASE}"),
        ("erasure", f'detail = \'{{"erased":"unused"}}\' {RELEASE}'),
        ("erasure", f"hash = '{'0' * 64}' {RELEASE}"),
        ("chain-hash", "detail = replace(detail, 'identity\"', 'record\"') WHERE verb = 'erase'"),
    ],
)
def test_what_is_left_of_an_erased_entry_is_still_evidence(
    full: SmallRegister, rule_broken: str, change: str
) -> None:
    erased(full)
    assert full.violations() == []
    assert rule_broken in attacked(full, f"UPDATE entry SET {change}")


def test_the_triggers_stand_afterwards(small_full: SmallRegister) -> None:
    erased(small_full)
    for statement in (
        "UPDATE entry SET reason = 'x'", "UPDATE entry SET detail = '{}' WHERE seq = 1",
        "DELETE FROM entry WHERE seq = 1",
    ):  # fmt: skip
        with small_full.store.write() as unit, pytest.raises(WingtermError):
            unit.run(statement, ())
    assert small_full.violations() == []


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
            expected = {HELD: ["on-hold"], OTHER: ["retention-other"]}
            assert against == expected.get(number, ["not-outside"]), number
    done(full, rule("unused", 1))
    outcome = carry_out(full.desk, [asked.Erase(prison="REG", person=OTHER, rule="unused")])
    assert isinstance(outcome, Refused)
    assert [objection.code for objection in outcome.objections] == ["retention-merged"]
    done(full, asked.EndParticular(prison="WTI", person=HELD, fact="hold", key="1", why="closed"))
    done(full, rule("unused", 0))
    assert {one.number for one in plan(full.desk).erased} == {GONE, HELD}


def test_what_was_erased_is_not_taken_back(full: SmallRegister) -> None:
    identity = [line for line in show(full.desk, GONE).history if line.verb == "register"]
    book, _, seq = identity[0].entry.rpartition("-")
    erasure = run_of(erased_all(full))
    for prison, entry in ((book, int(seq) - 1), ("REG", erasure)):
        outcome = carry_out(
            full.desk, [asked.WithdrawFact(prison=prison, entry=entry, why="not so")]
        )
        assert isinstance(outcome, Refused)
        assert [objection.code for objection in outcome.objections] == ["erased-stays"]


def erased_all(full: SmallRegister) -> Receipt:
    """Erase who is due; give the receipt."""
    done(full, rule("identity", 7))
    (did,) = run(full.desk, 1)
    return did


def run_of(did: Receipt) -> int:
    """Give the number of the entry that says what was erased."""
    return int(did.lines[0].entries[0].rpartition("-")[2])


def test_receipts_name_nobody_who_was_erased(full: SmallRegister) -> None:
    both = done(full, asked.Amend(prison="WTI", person=GONE, first_name="Vic"),
                asked.Amend(prison="WTI", person=STAYS, first_name="Stan"))  # fmt: skip
    full.clock.instant += 9 * YEAR
    erased(full)
    told = receipt(full.desk, both.request_id)
    assert told.lines[0].said == "Erased."
    assert "Staywell, Stan" in told.lines[1].said
    assert [line.entries for line in told.lines] == [line.entries for line in both.lines]


def test_only_administrators_erase_and_only_some_put_on_hold(full: SmallRegister) -> None:
    for account, role in (("gov", "duty-governor"), ("gate", "reception")):
        done(full, asked.AppointOfficer(prison="WTI", account=account, name=account, role=role))
    gov, gate = (replace(full.desk, account=account) for account in ("gov", "gate"))
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


def test_an_erased_register_is_exported_and_imported_whole(
    full: SmallRegister, tmp_path: Path
) -> None:
    erased(full)
    tmp_path.chmod(0o700)
    export_register(full.desk, tmp_path / "out", progress=nothing)
    where = str(tmp_path / "again.db")
    import_register(Settings(store=where), tmp_path / "out", clock=full.clock, progress=nothing)
    again = open_store(where, clock=full.clock)
    try:
        assert check_store(again) == []
        assert compare_heads(again, heads(full.store)) == []
    finally:
        again.close()


def nothing(*_: object) -> None:
    """Say nothing of how far it is."""


@pytest.mark.skipif(postgres.find_binaries() is None, reason="PostgreSQL is not installed")
def test_on_a_server_only_the_owner_of_the_ledger_erases() -> None:
    psycopg = pytest.importorskip("psycopg")
    held = open_small_register("postgresql")
    fill(held)
    held.clock.instant += 8 * YEAR
    done(held, rule("identity", 7))
    with psycopg.connect(held.where, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS no_owner")
        connection.execute("CREATE ROLE no_owner LOGIN")
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO no_owner")
    before = held.dump()
    other = open_store(held.where.replace("//wingterm@", "//no_owner@"), clock=held.clock)
    with pytest.raises(NotAuthorised, match="owns the ledger"):
        run(replace(held.desk, store=other), 1)
    other.close()
    assert held.dump() == before
    held.close()


def test_the_day_a_rule_counts_to() -> None:
    at = to_instant(datetime(2028, 2, 29, 12, tzinfo=UTC))
    assert cutoff(at, 7) == to_instant(datetime(2021, 2, 28, 12, tzinfo=UTC))
    assert cutoff(at, 4) == to_instant(datetime(2024, 2, 28, 12, tzinfo=UTC))
