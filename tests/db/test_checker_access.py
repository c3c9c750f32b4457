"""The checker on who saw what: whole it passes; what was changed behind its back is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.checker import Head, check_access_log, check_snapshot, compare_heads, heads
from tests.accesses import files
from tests.registers import MINUTE, SmallRegister, open_small_register
from wingterm.services.access_collect import collect

ADA, BEN = "A1001AA", "A1002AA"
MONTH = 31 * 24 * 60 * MINUTE


def saw(register: SmallRegister) -> None:
    """Let an officer see people, in two months, and take it into the store."""
    desk = register.desk
    desk.opened([ADA, BEN], "show")
    desk.consulted([ADA, BEN], "list population WTI")
    register.clock.advance(MONTH)
    desk.consulted([BEN], "find")
    desk.disclosed([ADA], "print roll-sheet", "the gate")
    collect(desk)


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallRegister]:
    """Give a register with a log that nothing but a rolled back transaction changes."""
    found = open_small_register()
    saw(found)
    assert found.violations() == []
    yield found
    found.close()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("access-chain", "UPDATE access SET hash = line_hash WHERE id = 3"),
        ("access-chain", "UPDATE access SET source = 'x' WHERE id = 2"),
        ("access-chain", "UPDATE access SET purpose = 'x' WHERE id = 1"),
        ("access-chain", "UPDATE access SET list_id = 2 WHERE id = 2"),
        ("access-chain", "DELETE FROM access WHERE id = 3"),
        ("access-chain", "UPDATE access SET line_hash = hash WHERE id = 4"),
        ("access-line", "UPDATE access SET at = at + 1 WHERE id = 2"),
        ("access-line", "UPDATE access SET officer = 'x' WHERE id = 2"),
        ("access-line", "UPDATE access SET recipient = 'x' WHERE id = 7"),
        ("access-line", "UPDATE access SET line = line + 1 WHERE line = 7"),
        ("access-list", "UPDATE access_person SET number = 'A1009AA' WHERE position = 2"),
        ("access-list", "UPDATE access_person SET position = 3 WHERE position = 2"),
        ("access-list", "DELETE FROM access_person WHERE position = 2"),
        ("access-list", "UPDATE access_list SET people = 9"),
    ],
)
def test_a_change_in_the_store_is_named(shared: SmallRegister, rule: str, change: str) -> None:
    with shared.store.write() as unit:
        assert unit.run(change, ())
        found = {violation.rule for violation in check_snapshot(unit, sqlite=True)}
    assert rule in found


@pytest.fixture
def seen(small_file: SmallRegister) -> SmallRegister:
    """Give a register with a log of its own."""
    saw(small_file)
    return small_file


def told(register: SmallRegister) -> tuple[list[str], list[str]]:
    """Give where the log does not fit, and what is to be judged."""
    violations, notes = check_access_log(register.store, register.desk.access.folder)
    assert {violation.rule for violation in violations} <= {"access-file"}
    return [v.sentence for v in violations], [note.sentence for note in notes]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_log_as_it_was_written_fits(seen: SmallRegister) -> None:
    assert told(seen) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("show", "shew", "Line 2 does not follow from line 1."),
        ('"number":3', '"number":4', "Line 4 does not follow from line 2."),
        (BEN, ADA, "Line 2 does not follow from line 1."),
        ('"log":"begin"', '"log":"end"', "It is not how a log begins."),
    ],
)
def test_a_line_that_was_changed_is_named(
    seen: SmallRegister, old: str, new: str, sentence: str
) -> None:
    edit(files(seen.desk)[0], old, new)
    assert told(seen) == ([sentence], [])


def test_a_line_cut_out_is_named(seen: SmallRegister) -> None:
    path = files(seen.desk)[0]
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:1] + lines[2:]))
    assert told(seen) == (["Line 3 does not follow from line 1."], [])


def test_a_tail_cut_off_is_known_to_the_register(seen: SmallRegister) -> None:
    path = files(seen.desk)[1]
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    assert told(seen) == (["It ends with line 6; the register took in line 7."], [])


def test_a_tail_made_anew_is_not_the_one_taken_in(seen: SmallRegister) -> None:
    path = files(seen.desk)[1]
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    seen.desk.access.close()
    seen.desk.consulted([BEN], "find")
    assert told(seen) == (["Line 7 is not the one that the register took in."], [])
    assert collect(seen.desk).faults == (f"{path}: line 7 is not the one taken in.",)


def test_months_kept_elsewhere_are_missed_only_where_nothing_tells_how_they_ended(
    seen: SmallRegister,
) -> None:
    files(seen.desk)[0].unlink()
    assert told(seen) == ([], [])
    with seen.store.write() as unit:
        unit.run("DELETE FROM access", ())
        unit.commit()
    assert told(seen) == (["What came before line 5 is missing."], [])


def test_a_log_that_was_taken_away_is_told(seen: SmallRegister) -> None:
    for path in files(seen.desk):
        path.unlink()
    seen.desk.consulted([BEN], "find")
    fits, notes = told(seen)
    assert not fits
    assert notes[0].endswith("had been written and was gone; the register has it.")
    assert notes[1:] == ["It was kept here and is not any more; the register has it up to line 7."]


def test_what_was_torn_fits_only_where_the_log_tells_of_it(seen: SmallRegister) -> None:
    path = files(seen.desk)[1]
    size = path.stat().st_size
    with path.open("ab") as file:
        file.write(b'{"at":17')
    assert told(seen) == ([], [f"The last 8 bytes, from {size}, are no whole line."])
    seen.desk.consulted([ADA], "find")
    assert told(seen) == ([], ["8 bytes before it were torn by a stop; it says so."])
    assert collect(seen.desk).lines == 2
    assert seen.violations() == []
    edit(path, '{"at":17\n', '{"at":18\n')
    fits, _ = told(seen)
    assert fits == ["What stands before it is no line, and none tells of it."]


def test_a_checkpoint_knows_how_far_it_went(seen: SmallRegister) -> None:
    kept = heads(seen.store)
    assert [head.establishment for head in kept][-1] == "access"
    assert compare_heads(seen.store, kept) == []
    with seen.store.write() as unit:
        unit.run("DELETE FROM access WHERE id = 7", ())
        unit.commit()
    (found,) = compare_heads(seen.store, kept)
    assert (found.rule, found.where) == ("checkpoint-cut", "entry access-7")
    changed = Head("access", 6, "x", kept[-1].recorded_at)
    (found,) = compare_heads(seen.store, [changed])
    assert found.rule == "checkpoint-changed"
