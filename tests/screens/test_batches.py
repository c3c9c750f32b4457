"""Files of many lines at a terminal: opened, marked, mended, done; pressed keys."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.accesses import accesses_in
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, drawn, receive
from wingterm.services.bulk import checking
from wingterm.services.bulk.batches import batches

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"


@pytest.fixture
def three(small_file: SmallRegister) -> SmallRegister:
    """A register with three people on a landing."""
    receive(small_file, ONE, "A-1-001")
    receive(small_file, TWO, "A-1-002", last="Sample")
    receive(small_file, THREE, "A-1-003", last="Tester")
    return small_file


def written(small: SmallRegister, *rows: Sequence[str], name: str = "coach.csv") -> Path:
    """Write a file of transfers out."""
    path = small.folder / name
    lines = ["verb,number,to", *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


async def to_batches(officer: Officer) -> None:
    """Go to the list of batches."""
    await officer.keys("ctrl+g")
    await officer.on("goto")
    await officer.types("batches")
    await officer.keys("enter")
    await officer.on("batches")


async def opens(officer: Officer, path: Path) -> None:
    """Open a file from the list of batches."""
    await officer.keys("n")
    await officer.on("form")
    await officer.types(str(path))
    await officer.keys("enter")


async def types_number(officer: Officer, number: str) -> None:
    """Answer the question of how many."""
    await officer.sees("How many lines?")
    await officer.keys(*number, "enter")


def coach(small: SmallRegister) -> Path:
    """Write a file that sends all three away."""
    return written(small, *(("transfer-out", number, "EXI") for number in (ONE, TWO, THREE)))


async def test_a_file_is_shown_and_done_once_its_number_is_typed(three: SmallRegister) -> None:
    path = coach(three)
    async with at_terminal(three) as officer:
        await to_batches(officer)
        await officer.sees("No batch was done here.")
        await opens(officer, path)
        await officer.on("batch")
        assert "coach.csv" in officer.title
        await officer.sees("3 lines, 3 can be done, one act")
        await officer.sees("Population: WTI 3 to 0")
        assert [row.split()[:3] for row in officer.rows] == [
            ["2", "transfer-out", ONE], ["3", "transfer-out", TWO], ["4", "transfer-out", THREE],
        ]  # fmt: skip
        await officer.keys("d")
        await types_number(officer, "2")
        await officer.sees("Nothing was done. 2 is not their number.")
        assert officer.state(ONE).startswith("In cell A-1-001")
        await officer.keys("d")
        await types_number(officer, "3")
        await officer.on("batches")
        await officer.sees("Done: coach.csv, 3 lines.")
        assert all("On the way" in officer.state(n) for n in (ONE, TWO, THREE))
        assert "coach.csv" in officer.row
        assert "done" in officer.row
        await officer.keys("enter")
        await officer.on("report")
        await officer.sees("2-4")
    assert [line.done_rows for line in batches(three.desk)] == [3]


async def test_a_file_changed_while_it_is_shown_is_refused(three: SmallRegister) -> None:
    path = coach(three)
    async with at_terminal(three) as officer:
        await to_batches(officer)
        await opens(officer, path)
        await officer.on("batch")
        await officer.keys("d")
        await officer.sees("How many lines?")
        written(three, ("transfer-out", ONE, "EXI"))
        await types_number(officer, "3")
        await officer.sees("coach.csv was changed since it was checked")
        assert officer.state(ONE).startswith("In cell A-1-001")
    assert batches(three.desk) == ()


async def test_all_lines_of_a_long_file_can_be_seen_and_marked(
    three: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two lines at a time; who is seen is written down when they are."""
    monkeypatch.setattr(checking, "PLANNED_MAX", 2)
    monkeypatch.setattr(checking.further, "__defaults__", (2,))
    path = written(
        three, *(("move", number, "RECP") for number in (ONE, TWO, THREE, ONE, TWO)),
        ("move", "A9999ZZ", "RECP"),
    )  # fmt: skip
    path.write_text(path.read_text().replace("number,to", "number,cell"), encoding="utf-8")
    async with at_terminal(three) as officer:
        await to_batches(officer)
        await opens(officer, path)
        await officer.on("batch")
        assert officer.rows[-1].strip().startswith("and 3 lines more")
        assert not any(THREE in one["people"] for one in accesses_in(three.folder))
        await officer.keys("end", "enter")
        await officer.sees("and 1 lines more")
        assert officer.row.split()[0] == "4"
        assert any(THREE in one["people"] for one in accesses_in(three.folder))
        await officer.keys("end", "enter")
        assert [row.split()[0] for row in officer.rows] == ["7", "2", "3", "4", "5", "6"]
        await officer.keys("space", "d")
        await types_number(officer, "1")
        await officer.on("batches")
        assert officer.state(TWO).startswith("In reception")
        assert officer.state(ONE).startswith("In cell A-1-001")


async def test_the_same_file_again_changes_nothing_and_says_so(three: SmallRegister) -> None:
    path = coach(three)
    async with at_terminal(three) as officer:
        await to_batches(officer)
        for _ in range(2):
            await opens(officer, path)
            await officer.on("batch")
            await officer.keys("d")
            if "done before" not in officer.notice:
                await types_number(officer, "3")
                await officer.on("batches")
        await officer.sees("All of it was done before; nothing needs to change.")
        await officer.keys("f3", "f3")
        await officer.on("batches")
        assert len(officer.rows) == 1


async def test_faults_stand_first_and_are_left_out_by_a_key(three: SmallRegister) -> None:
    path = written(
        three, ("transfer-out", ONE, "EXI"), ("transfer-out", "A9999ZZ", "EXI"),
        ("transfer-out", TWO, "NOWHERE"), ("transfer-out", THREE, "EXI"),
    )  # fmt: skip
    async with at_terminal(three) as officer:
        await to_batches(officer)
        await opens(officer, path)
        await officer.on("batch")
        assert "2 FAULTS" in officer.title
        assert [row.split()[:2] for row in officer.rows[:2]] == [["3", "!"], ["4", "!"]]
        await officer.keys("d")
        await officer.sees("nothing is done as long as a rule is against a line")
        await officer.keys("ctrl+l")
        await officer.sees("2 lines are left out.")
        assert len(officer.rows) == 2
        await officer.keys("d")
        await types_number(officer, "2")
        await officer.on("batches")
        assert "2 of 4 lines" in officer.row
        assert officer.state(TWO).startswith("In cell A-1-002")
        assert "On the way" in officer.state(ONE)


async def test_only_marked_lines_are_done(three: SmallRegister) -> None:
    async with at_terminal(three) as officer:
        await to_batches(officer)
        await opens(officer, coach(three))
        await officer.on("batch")
        await officer.keys("down", "space")
        assert "1 marked" in officer.title
        assert [line[:1] for line in drawn(officer.app) if "transfer-out" in line].count("*") == 1
        await officer.keys("d")
        await types_number(officer, "1")
        await officer.on("batches")
        assert "On the way" in officer.state(TWO)
        assert officer.state(ONE).startswith("In cell A-1-001")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"verb,number,to\n", "has no rows"),
        (b"verb,number,to\nmove,\x00,A-1-001\n", "NUL"),
        (b"verb,numbr\nmove,A1111AA\n", "the file has a column"),
        (b"\xff\xfe\x00\xd8\x00", "is not UTF-16 text"),
    ],
)
async def test_a_file_that_cannot_be_read_is_one_sentence_at_its_field(
    small_file: SmallRegister, content: bytes, told: str
) -> None:
    path = small_file.folder / "bad.csv"
    path.write_bytes(content)
    async with at_terminal(small_file) as officer:
        await to_batches(officer)
        await opens(officer, path)
        await officer.sees(told)
        assert officer.screen.NAME == "form"


async def test_what_is_missing_or_in_a_browser_is_said(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_terminal(small_file) as officer:
        await to_batches(officer)
        await officer.keys("n", "enter")
        await officer.sees("This must be filled.")
        await officer.types(str(small_file.folder / "none.csv"))
        await officer.keys("enter")
        await officer.sees("cannot be read: No such file or directory.")
        monkeypatch.setattr("screens.batch_ask.in_browser", lambda _: True)
        await officer.keys("enter")
        await officer.sees("In a browser no file of the host is opened.")


async def test_names_of_files_and_verbs_are_listed(
    three: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(coach(three).parent)
    async with at_terminal(three) as officer:
        await to_batches(officer)
        await officer.keys("n", "f2")
        await officer.on("choose")
        assert [row.split()[0] for row in officer.rows] == ["coach.csv"]
        await officer.keys("enter")
        await officer.on("form")
        await officer.keys("down", "f2")
        await officer.on("choose")
        await officer.types("swap")
        await officer.keys("enter")
        await officer.on("form")
        await officer.keys("enter")
        await officer.sees("line 1: the file has a column to, which is none.")
