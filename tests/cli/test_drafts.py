"""An officer's drafts on the command line."""

from dataclasses import replace

import pytest

from tests.cli.conftest import Line
from tests.registers import START
from wingterm.cli.exits import Exit
from wingterm.services.drafts import Draft, holder, my_drafts, released, save

LEFT = Draft(
    id="left-1", prison="WTI", verb="move", person="A1001AA", values={"to": "A-1", "at": ""},
    focused="to", cursor=3, started_at=START, saved_at=START, where="wing-a pts/3",
)  # fmt: skip


@pytest.fixture
def left(held: Line) -> Line:
    """Give a register with a draft of whoever asks, which no form has open."""
    desk = held.small.desk
    held_by = holder(desk)
    save(desk, LEFT, held_by, first=True)
    released(desk, LEFT.id, held_by)
    return held


def drafts(line: Line) -> list[str]:
    """Give the ids of the drafts that there are."""
    return [found.draft.id for found in my_drafts(line.small.desk).lines]


def test_they_are_listed_with_whom_they_are_about(left: Line) -> None:
    answer = left("drafts")
    assert "left-1" in answer.out
    assert "A1001AA" in answer.out
    assert "wing-a pts/3" in answer.out
    (row,) = left("drafts", "--json").json["drafts"]
    assert (row["verb"], row["person"], row["values"]) == ("move", "A1001AA", LEFT.values)
    assert row["open"] == "free"
    assert left("drafts", "--csv").out.splitlines()[1].startswith('"left-1"')


def test_an_empty_list_says_so(held: Line) -> None:
    assert held("drafts").out == "No drafts.\n"
    assert held("drafts", "--json").json == {"ok": True, "schema": 1, "drafts": [], "done": []}


def test_one_is_thrown_away_only_once_that_is_sure(left: Line) -> None:
    asked = left("drafts", "throw-away", "left-1")
    assert asked.code == Exit.USAGE
    assert "Add --yes" in asked.err
    assert drafts(left) == ["left-1"]
    assert left("drafts", "throw-away", "left-1", "--yes").out == "Thrown away.\n"
    assert drafts(left) == []


def test_one_that_is_not_theirs_is_not_there(left: Line) -> None:
    other = left.small.desk._replace(account="other")
    save(other, replace(LEFT, id="other-1"), holder(other), first=True)
    assert "other-1" not in left("drafts").out
    answer = left("drafts", "throw-away", "other-1", "--yes")
    assert answer.code == Exit.NOT_FOUND
    assert "wingterm drafts" in answer.err


def test_one_that_was_done_is_told_and_gone(left: Line) -> None:
    left.do("elsewhere", "A1001AA", "WORKSHOP", "--request-id", "left-1")
    answer = left("drafts")
    assert answer.out == "No drafts.\n"
    assert "went to WORKSHOP" in answer.err
    assert drafts(left) == []
