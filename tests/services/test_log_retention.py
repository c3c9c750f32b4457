"""How long the log of who saw what and drafts are kept: erased by rule, and both chains stay."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.checker import check_access_log, check_store
from db.sqlite import driver
from tests.accesses import files, raw
from tests.registers import MINUTE, SmallRegister
from tests.services.long_ago import YEAR, bytes_of, rule
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.domain.requests import EraseLog
from wingterm.errors import NotAuthorised
from wingterm.services.access_collect import collect
from wingterm.services.access_search import what_saw
from wingterm.services.act import carry_out
from wingterm.services.drafts import Draft, holder, my_drafts, save
from wingterm.services.exchange.export import export_register
from wingterm.services.exchange.load import import_register
from wingterm.services.retention import plan, run
from wingterm.services.verify import prove
from wingterm.settings import Settings

ADA, BEN = "A1001AA", "A1002AA"
MONTH = 31 * 24 * 60 * MINUTE


def seen(small: SmallRegister) -> SmallRegister:
    """Let a leaver see two people in two months, and somebody else one of them, years later."""
    leaver = small.desk._replace(account="leaver")
    leaver.consulted([ADA, BEN], "list")
    small.clock.advance(MONTH)
    leaver.disclosed([ADA], "disclose", "Ada Arden in person")
    collect(small.desk)
    small.clock.advance(3 * YEAR)
    small.desk.opened([BEN], "show")
    collect(small.desk)
    return small


@pytest.fixture
def old(small: SmallRegister) -> SmallRegister:
    """Give it on each kind of database."""
    return seen(small)


@pytest.fixture
def old_file(small_file: SmallRegister) -> SmallRegister:
    """Give it as a file."""
    return seen(small_file)


def set_rule(small: SmallRegister, name: str, years: int) -> None:
    assert isinstance(carry_out(small.desk, [rule(name, years)]), Receipt)


def test_nothing_is_erased_of_the_log_until_a_rule_says_so(old_file: SmallRegister) -> None:
    assert plan(old_file.desk).lines == 0
    assert run(old_file.desk, 0).receipts == ()
    set_rule(old_file, "log", 4)
    assert plan(old_file.desk).lines == 0
    outcome = carry_out(old_file.desk, [EraseLog(prison="REG", until=2)])
    assert isinstance(outcome, Refused)
    assert [objection.code for objection in outcome.objections] == ["not-due"]
    assert len(what_saw(old_file.desk, "leaver").records) == 2


def test_what_is_old_enough_is_gone_and_every_chain_is_whole(old: SmallRegister) -> None:
    set_rule(old, "log", 2)
    assert (plan(old.desk).lines, plan(old.desk).erased) == (2, ())
    done = run(old.desk, 0)
    assert (done.lines, len(done.receipts)) == (2, 1)
    assert prove(old.desk) == ((), ())
    text = "\n".join(old.dump())
    assert "leaver" not in text
    assert "Ada Arden" not in text
    assert [
        one.row.purpose for one in what_saw(old.desk, "tester", kinds=["consultation"]).records
    ] == ["show"]
    assert plan(old.desk).lines == 0
    old.desk.consulted([ADA], "list")
    assert prove(old.desk) == ((), ())
    old.clock.advance(3 * YEAR)
    assert run(old.desk, 0).lines > 0
    assert prove(old.desk) == ((), ())


def test_files_go_whose_every_line_was_erased(old_file: SmallRegister) -> None:
    assert len(files(old_file.desk)) == 3
    set_rule(old_file, "log", 2)
    run(old_file.desk, 0)
    (left,) = files(old_file.desk)
    assert left.name == "2029-04.log"
    assert "leaver" not in raw(old_file.desk)
    if old_file.store.dialect.name == "sqlite":
        assert b"Ada Arden" not in bytes_of(old_file)
    assert check_access_log(old_file.store, old_file.desk.access.folder) == ([], [])
    old_file.desk.access.close()
    old_file.desk.consulted([ADA], "list")
    assert prove(old_file.desk) == ((), ())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE access SET kind = 'erased', list_id = NULL WHERE id = (SELECT MAX(id) FROM access)",
        "UPDATE access SET kind = 'sign-on', officer = 'jdoe' WHERE id = 2",
        "UPDATE access SET hash = line_hash WHERE id = 3",
        "DELETE FROM access WHERE id = 2",
    ],
)
@pytest.mark.spoils_the_store
def test_nobody_else_erases_nor_fills_in(old_file: SmallRegister, change: str) -> None:
    set_rule(old_file, "log", 2)
    run(old_file.desk, 0)
    assert check_store(old_file.store) == []
    with driver.connect(old_file.where, isolation_level=None) as connection:
        connection.execute(change)
    assert {one.rule for one in check_store(old_file.store)} >= {"access-chain"}


def test_an_erased_log_is_exported_and_imported_whole(
    old_file: SmallRegister, private: Path
) -> None:
    set_rule(old_file, "log", 2)
    run(old_file.desk, 0)
    export_register(old_file.desk, private / "out", progress=lambda *_: None)
    where = Settings(store=str(private / "again.db"))
    import_register(where, private / "out", clock=old_file.clock, progress=lambda *_: None)


def test_drafts_that_were_left_long_ago_go_whosever_they_are(old_file: SmallRegister) -> None:
    for account in ("tester", "leaver"):
        desk = old_file.desk._replace(account=account)
        draft = Draft(id=f"old-{account}", prison="WTI", verb="register",
                      values={"last_name": "Vanisham"}, saved_at=desk.now())  # fmt: skip
        save(desk, draft, holder(desk), first=True)
    old_file.clock.advance(2 * YEAR)
    new = replace(draft, id="new", saved_at=old_file.clock())
    save(old_file.desk, new, holder(old_file.desk), first=True)
    assert plan(old_file.desk).drafts == 0
    set_rule(old_file, "drafts", 1)
    assert plan(old_file.desk).drafts == 2
    assert run(old_file.desk, 0).drafts == 2
    assert [line.draft.id for line in my_drafts(old_file.desk).lines] == ["new"]
    with pytest.raises(NotAuthorised):
        run(old_file.desk._replace(account="nobody"), 0)
