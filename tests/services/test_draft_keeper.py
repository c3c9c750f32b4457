"""The thread that keeps forms: the latest state wins, and a form that lost its draft is told."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.registers import SmallRegister
from tests.screens.drafted import MOVE, ONE, second_terminal
from tests.screens.pilots import receive
from wingterm.services.desk import Desk
from wingterm.services.draft_keeper import DraftKeeper, Hold, Kept
from wingterm.services.drafts import holder, my_drafts, take_up, throw_away

PATIENCE_S = 10.0


@pytest.fixture
def filled(small: SmallRegister) -> SmallRegister:
    """Give a register with somebody in a cell."""
    receive(small, ONE, "A-1-001")
    return small


@pytest.fixture
def second(filled: SmallRegister) -> Iterator[Desk]:
    """Give the desk of a second terminal."""
    desk = second_terminal(filled)
    yield desk
    desk.store.close()


def test_the_latest_state_wins(filled: SmallRegister) -> None:
    keeper, told = DraftKeeper(filled.desk), []
    hold = Hold(MOVE.id, holder(filled.desk), lambda kept, why: told.append((kept, why)))
    for letters in range(200):
        keeper.keep(hold, replace(MOVE, values={"to": "x" * letters}))
    assert keeper.flush()
    (line,) = my_drafts(filled.desk).lines
    assert line.draft.values == {"to": "x" * 199}
    assert {kept for kept, _ in told} == {Kept.KEPT}
    assert len(told) < 200, "what is replaced before it is written is not written"


def test_it_tells_a_form_that_lost_its_draft_and_stops(filled: SmallRegister, second: Desk) -> None:
    keeper, told = DraftKeeper(filled.desk), []
    hold = Hold(MOVE.id, holder(filled.desk), lambda kept, _: told.append(kept))
    keeper.keep(hold, MOVE)
    keeper.flush()
    (line,) = my_drafts(second).lines
    take_up(second, line, holder(second))
    keeper.keep(hold, replace(MOVE, focused="at"))
    keeper.flush()
    assert told == [Kept.KEPT, Kept.LOST]
    throw_away(second, MOVE.id)
    keeper.keep(hold, replace(MOVE, focused="reason"))
    keeper.flush()
    assert my_drafts(second).lines == ()


def test_a_draft_thrown_away_elsewhere_is_not_brought_back(filled: SmallRegister) -> None:
    keeper, told = DraftKeeper(filled.desk), []
    hold = Hold(MOVE.id, holder(filled.desk), lambda kept, _: told.append(kept))
    keeper.keep(hold, MOVE)
    keeper.flush()
    throw_away(filled.desk, MOVE.id)
    keeper.keep(hold, replace(MOVE, focused="at"))
    keeper.flush()
    assert told == [Kept.KEPT, Kept.GONE]
    assert my_drafts(filled.desk).lines == ()


def test_what_is_removed_and_typed_again_is_kept_again(filled: SmallRegister) -> None:
    keeper = DraftKeeper(filled.desk)
    hold = Hold(MOVE.id, holder(filled.desk), lambda _, __: None)
    for _ in range(2):
        keeper.keep(hold, MOVE)
        keeper.flush()
        keeper.drop(hold)
        keeper.flush()
    assert my_drafts(filled.desk).lines == ()
    keeper.keep(hold, MOVE)
    keeper.flush()
    assert len(my_drafts(filled.desk).lines) == 1


def test_no_thread_runs_before_something_is_typed(filled: SmallRegister) -> None:
    before = threading.active_count()
    keeper = DraftKeeper(filled.desk)
    assert keeper.flush()
    assert threading.active_count() == before


def test_a_store_that_cannot_be_written_is_told_and_tried_again(small_file: SmallRegister) -> None:
    path = small_file.folder / "register.db-drafts"
    path.mkdir()
    keeper, told = DraftKeeper(small_file.desk), []
    hold = Hold(MOVE.id, holder(small_file.desk), lambda kept, why: told.append((kept, why)))
    keeper.keep(hold, MOVE)
    keeper.flush()
    assert told[0][0] is Kept.FAILED
    assert "not a plain file" in told[0][1]
    path.rmdir()
    keeper.keep(hold, MOVE)
    keeper.flush()
    assert told[1] == (Kept.KEPT, "")
    assert len(my_drafts(small_file.desk).lines) == 1


def test_what_could_not_be_kept_is_tried_again_though_nobody_types(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wingterm.services.draft_keeper.AGAIN_S", 0.01)
    path, came = small_file.folder / "register.db-drafts", threading.Event()
    path.mkdir()

    def told(kept: Kept, _: str) -> None:
        if kept is Kept.FAILED:
            path.rmdir()
        else:
            came.set()

    keeper = DraftKeeper(small_file.desk)
    keeper.keep(Hold(MOVE.id, holder(small_file.desk), told), MOVE)
    assert came.wait(PATIENCE_S)
    assert [line.draft for line in my_drafts(small_file.desk).lines] == [MOVE]
