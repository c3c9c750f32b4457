"""Forms that are not done: kept, the officer's own, taken up by one form at a time, done once."""

import json
import stat
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from db.drafts import Drafts, Holder
from db.engine import open_store
from tests.accesses import accesses, forget
from tests.registers import MINUTE, START, SmallRegister
from tests.screens.pilots import done, receive
from wingterm.domain import requests as asked
from wingterm.domain.times import shown_full
from wingterm.errors import NotAuthorised, StoreBroken
from wingterm.services import here
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk
from wingterm.services.drafts import (
    Draft,
    Openness,
    Reason,
    holder,
    left_before,
    my_drafts,
    released,
    save,
    take_up,
    throw_away,
)
from wingterm.services.many import marked
from wingterm.services.people import show

ADA = "A1111AA"
MOVE = Draft(
    id="id-move", prison="WTI", verb="move", person=ADA, seen=2, values={"to": "A-1-0", "at": ""},
    began={"to": "", "at": ""}, reasons=(Reason("cell-risk", "Mind the risk.", "asked"),),
    focused="to", cursor=5, started_at=START, saved_at=START, where="host pts/1",
)  # fmt: skip


@pytest.fixture
def filled(small: SmallRegister) -> SmallRegister:
    """Give a register with Ada in a cell."""
    receive(small, ADA, "A-1-001")
    return small


def other_desk(small: SmallRegister) -> Desk:
    """Give the same officer's desk at a second terminal, with a store of its own."""
    return small.desk._replace(store=open_store(small.where, clock=small.clock))


@pytest.fixture
def second(filled: SmallRegister) -> Iterator[Desk]:
    """Give the desk of a second terminal."""
    desk = other_desk(filled)
    yield desk
    desk.store.close()


def kept_as(name: str, value: str) -> str:
    """Give a draft as it is kept, with some JSON in place of one thing."""
    whole = {"format": 1, **asdict(MOVE)} | {name: "HERE"}
    return json.dumps(whole).replace('"HERE"', value)


def kept(desk: Desk, draft: Draft = MOVE) -> Holder:
    """Keep a draft as a form does first; give what it is held by."""
    held = holder(desk)
    assert save(desk, draft, held, first=True)
    return held


def test_a_draft_comes_back_as_it_was_typed_at_any_terminal(
    filled: SmallRegister, second: Desk
) -> None:
    kept(filled.desk)
    (line,) = my_drafts(second).lines
    assert line.draft == MOVE
    assert line.whom == f"{ADA} Example, Robin"


def test_the_newest_comes_first(filled: SmallRegister) -> None:
    kept(filled.desk)
    kept(filled.desk, replace(MOVE, id="id-later", saved_at=START + MINUTE))
    assert [line.draft.id for line in my_drafts(filled.desk).lines] == ["id-later", "id-move"]


def test_nothing_of_it_is_in_the_register(filled: SmallRegister) -> None:
    before, version = filled.dump(), filled.store.data_version()
    held = kept(filled.desk)
    assert save(filled.desk, replace(MOVE, focused="at"), held, first=False)
    assert filled.dump() == before
    assert filled.store.data_version() == version


def test_a_writer_of_the_register_holds_no_draft_up(filled: SmallRegister) -> None:
    with filled.store.write() as unit:
        unit.one("SELECT 1", ())
        kept(filled.desk)
    assert len(my_drafts(filled.desk).lines) == 1


def test_nobody_sees_or_touches_the_drafts_of_another_officer(filled: SmallRegister) -> None:
    kept(filled.desk)
    done(filled, asked.AppointOfficer(prison="WTI", account="other", name="Other Officer",
                                      role="wing-officer"))  # fmt: skip
    other = filled.desk._replace(account="other")
    (mine,) = my_drafts(filled.desk).lines
    assert my_drafts(other).lines == ()
    assert left_before(other, replace(MOVE, id="id-new")) is None
    assert take_up(other, mine, holder(other)) is None
    assert not throw_away(other, MOVE.id)
    assert my_drafts(filled.desk).lines == (mine,)


def test_who_is_no_officer_reads_no_drafts(filled: SmallRegister) -> None:
    stranger = filled.desk._replace(account="stranger")
    kept(stranger)
    with pytest.raises(NotAuthorised):
        my_drafts(stranger)


def test_whose_name_is_listed_is_written_down(filled: SmallRegister) -> None:
    kept(filled.desk)
    forget(filled.desk)
    my_drafts(filled.desk)
    (line,) = accesses(filled.desk)
    assert (line["people"], line["purpose"]) == (["A1111AA"], "drafts")


def test_an_act_that_was_done_is_told_once_and_is_no_draft(filled: SmallRegister) -> None:
    kept(filled.desk, replace(MOVE, id="id-done"))
    carry_out(filled.desk, [asked.Move(prison="WTI", person=ADA, to="RECP")], "id-done")
    found = my_drafts(filled.desk)
    assert found.lines == ()
    assert [receipt.request_id for receipt in found.done] == ["id-done"]
    assert my_drafts(filled.desk).done == ()


def test_only_one_form_has_a_draft(filled: SmallRegister, second: Desk) -> None:
    first = kept(filled.desk)
    (line,) = my_drafts(second).lines
    assert line.openness is Openness.OPEN
    here_now = holder(second)
    # What was typed after the list was read counts too.
    assert save(filled.desk, replace(MOVE, focused="at"), first, first=False)
    assert take_up(second, line, here_now) == replace(MOVE, focused="at")
    assert not save(filled.desk, replace(MOVE, focused="comment"), first, first=False)
    assert not throw_away(filled.desk, MOVE.id, first)
    assert save(second, replace(MOVE, focused="reason"), here_now, first=False)
    assert [line.draft.focused for line in my_drafts(second).lines] == ["reason"]


def test_of_two_who_take_it_up_at_once_one_gets_it(filled: SmallRegister, second: Desk) -> None:
    kept(filled.desk)
    (line,) = my_drafts(second).lines
    both = [take_up(desk, line, holder(desk)) for desk in (second, filled.desk)]
    assert [draft is not None for draft in both] == [True, False]


def test_a_form_that_was_left_has_it_open_no_more(filled: SmallRegister, second: Desk) -> None:
    held = kept(filled.desk)
    released(filled.desk, MOVE.id, held)
    (line,) = my_drafts(second).lines
    assert line.openness is Openness.FREE
    assert take_up(second, line, holder(second)) == MOVE


@pytest.mark.parametrize(
    ("process", "openness"),
    [
        (here.this_process(), Openness.OPEN),
        (f"{here.this_process()}0", Openness.FREE),
        ("elsewhere 1 2 3", Openness.PERHAPS),
    ],
    ids=["runs", "ended", "elsewhere"],
)
def test_a_draft_is_open_as_far_as_its_process_runs(
    filled: SmallRegister, process: str, openness: Openness
) -> None:
    save(filled.desk, MOVE, Holder("token", "host pts/9", process, START), first=True)
    found = my_drafts(filled.desk)
    assert [line.openness for line in found.lines] == [openness]
    assert found.waiting is (openness is not Openness.OPEN)


def test_a_draft_thrown_away_is_gone(filled: SmallRegister) -> None:
    held = kept(filled.desk)
    assert throw_away(filled.desk, MOVE.id)
    assert not throw_away(filled.desk, MOVE.id)
    assert my_drafts(filled.desk).lines == ()
    # The form that has it open must not bring it back.
    assert not save(filled.desk, MOVE, held, first=False)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "7", "{}", '{"format":2}', '{"format":1,"verb":["move"]}',
        "[" * 10_000, '{"format":1,"prison":7}', kept_as("seen", "Infinity"),
        kept_as("cursor", "1e999"), kept_as("values", "[]"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_listed_and_harms_nothing(filled: SmallRegister, text: str) -> None:
    kept(filled.desk)
    drafts = Drafts(filled.store, filled.desk.account)
    drafts.save("id-broken", text, START, holder(filled.desk), first=True)
    lines = {line.draft.id: line for line in my_drafts(filled.desk).lines}
    assert set(lines) == {"id-move", "id-broken"}
    assert lines["id-broken"].draft.verb == ""
    assert throw_away(filled.desk, "id-broken")


def test_a_draft_follows_whom_it_is_about_to_the_number_given_since(small: SmallRegister) -> None:
    done(small, asked.Register(prison="WTI", last_name="Smith", first_name="Al", date_of_birth="",
                               sex="", temporary=True))  # fmt: skip
    about = replace(MOVE, person="TMP0001", people=("TMP0001",))
    held = kept(small.desk, about)
    done(small, asked.GiveNumber(prison="WTI", person="TMP0001", number=ADA))
    (line,) = my_drafts(small.desk).lines
    assert (line.draft.person, line.draft.people) == (ADA, (ADA,))
    assert take_up(small.desk, replace(line, held_by=held.token), holder(small.desk)) is not None
    assert show(small.desk, "TMP0001").number == ADA
    (one,) = marked(small.desk, ["TMP0001", ADA])
    assert one.number == ADA


@pytest.mark.parametrize("at", [-(1 << 62), -1, 1 << 62])
def test_an_instant_that_no_calendar_has_harms_nothing(filled: SmallRegister, at: int) -> None:
    held = holder(filled.desk)._replace(since=at)
    drafts = Drafts(filled.store, filled.desk.account)
    for wrong in ("1" * 30, "NaN", "1e999", "[]"):
        drafts.save(MOVE.id, kept_as("started_at", wrong), at, held, first=True)
        (line,) = my_drafts(filled.desk).lines
        for instant in (line.held_since, line.draft.started_at, line.draft.saved_at):
            assert shown_full(instant, "Europe/London")


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[2J", "\ud800", "\u202ex", "'; DROP TABLE draft"])
def test_whatever_is_typed_comes_back_harmless(filled: SmallRegister, text: str) -> None:
    kept(filled.desk, replace(MOVE, values={"to": text}))
    (line,) = my_drafts(filled.desk).lines
    held = line.draft.values["to"]
    assert len(held) == len(text)
    assert held.isprintable() or "\ufffd" in held


def test_another_register_in_the_same_place_has_drafts_of_its_own(
    filled: SmallRegister, second: Desk
) -> None:
    kept(filled.desk)
    with filled.store.write() as unit:
        unit.run("UPDATE register_info SET register_id = 'other'", ())
        unit.commit()
    assert my_drafts(second).lines == ()


def test_an_earlier_draft_of_the_same_form_is_found(filled: SmallRegister) -> None:
    kept(filled.desk)
    again = replace(MOVE, id="id-again", values={"to": "B"})
    assert left_before(filled.desk, again) == MOVE
    assert left_before(filled.desk, MOVE) is None, "it is the form's own"
    assert left_before(filled.desk, replace(again, person="A2222AA")) is None
    assert left_before(filled.desk, replace(again, verb="elsewhere")) is None


class TestFile:
    """The file beside a register's file."""

    def test_nothing_is_made_before_something_is_typed(self, small_file: SmallRegister) -> None:
        assert my_drafts(small_file.desk).lines == ()
        assert not throw_away(small_file.desk, "id")
        assert not list(small_file.folder.glob("*-drafts*"))

    def test_it_is_open_to_whom_the_register_is(self, small_file: SmallRegister) -> None:
        kept(small_file.desk)
        for file in small_file.folder.glob("*-drafts*"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_one_of_a_group_is_open_to_the_group(self, small_file: SmallRegister) -> None:
        small_file.folder.chmod(0o2770)
        kept(small_file.desk)
        made = small_file.folder / "register.db-drafts"
        assert stat.S_IMODE(made.stat().st_mode) == 0o660

    def test_every_save_waits_for_the_disk(self, small_file: SmallRegister) -> None:
        kept(small_file.desk)
        beside = small_file.store.beside(small_file.store.dialect)
        with beside.read() as reader:
            assert reader.one("PRAGMA synchronous", ()) == (2,)
            assert reader.one("PRAGMA secure_delete", ()) == (1,)

    @pytest.mark.parametrize("replaced", [False, True])
    def test_one_that_was_taken_away_is_not_called_the_register(
        self, small_file: SmallRegister, *, replaced: bool
    ) -> None:
        held, path = kept(small_file.desk), small_file.folder / "register.db-drafts"
        path.rename(path.with_name("aside"))
        if replaced:
            path.write_text("something else")
        with pytest.raises(
            StoreBroken, match=r"^The drafts in .* were removed or replaced"
        ) as told:
            save(small_file.desk, MOVE, held, first=False)
        assert "nothing happened to the register" in told.value.hint

    def test_what_is_no_file_of_drafts_is_left_alone(self, small_file: SmallRegister) -> None:
        path = small_file.folder / "register.db-drafts"
        path.write_bytes(Path(small_file.where).read_bytes())
        path.chmod(0o600)
        with pytest.raises(StoreBroken, match="holds no drafts"):
            kept(small_file.desk)
