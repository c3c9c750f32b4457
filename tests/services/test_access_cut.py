"""Lines that somebody cuts off before they are taken in: whoever had seen them tells."""

import json
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from db.checker import check_access_log
from tests.accesses import files
from tests.registers import MINUTE, SmallRegister
from wingterm.domain.access import Kind
from wingterm.errors import StoreBroken
from wingterm.services.access_collect import collect, collect_now_and_then
from wingterm.services.access_log import AccessLog

ADA, BEN = "A1001AA", "A1002AA"


@pytest.fixture
def small(small_file: SmallRegister) -> SmallRegister:
    """Give a register with a log of three lines, which one process has open and another wrote."""
    small_file.desk.consulted([ADA], "one")
    other = AccessLog(small_file.desk.access.folder, small_file.clock)
    other.write(Kind.CONSULTATION, [BEN], "two", officer="other", front_end="cli")
    other.close()
    small_file.desk.access.look()
    return small_file


def found(small: SmallRegister) -> tuple[list[str], list[str]]:
    """Take in what can be; give what the checker finds, and its notes."""
    collect(small.desk)
    log, notes = check_access_log(small.store, small.desk.access.folder)
    return [one.sentence for one in log], [note.sentence for note in notes]


def shorter(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def removed(path: Path) -> None:
    path.unlink()


def older(path: Path) -> None:
    """Put back the file as it was before: another file of the same name."""
    kept = b"".join(path.read_bytes().splitlines(keepends=True)[:-1])
    path.unlink()
    path.write_bytes(kept)


def made_anew(path: Path) -> None:
    """Write another end, chained as it should be, and longer than it was."""
    shorter(path)
    log = AccessLog(path.parent, lambda: 1_772_442_000_000_000)
    for _ in range(3):
        log.write(Kind.CONSULTATION, [BEN], "forged", officer="somebody", front_end="cli")
    log.close()


WAYS = (shorter, emptied, removed, older, made_anew)
GONE = "Line 3 of log {source} had been written and was gone"


@pytest.mark.parametrize("change", WAYS)
@pytest.mark.parametrize("idle", [False, True])
def test_a_line_that_was_cut_is_told_by_whoever_had_seen_it(
    small: SmallRegister, change: Callable[[Path], None], idle: bool
) -> None:
    (path,) = files(small.desk)
    source = json.loads(path.read_text().splitlines()[0])["source"]
    change(path)
    if idle:
        small.desk.access.look()
    else:
        small.desk.consulted([ADA], "three")
    assert found(small) == ([f"{GONE.format(source=source)} before the register had it."], [])
    small.desk.access.look()
    assert path.read_text().count('"log":"cut"') == 1, "it is told once"
    assert small.violations() == []


@pytest.mark.parametrize("change", [emptied, removed])
def test_what_the_register_had_by_then_is_not_lost(
    small: SmallRegister, change: Callable[[Path], None]
) -> None:
    collect(small.desk)
    (path,) = files(small.desk)
    change(path)
    small.desk.access.look()
    violations, (cut, _) = found(small)
    assert violations == []
    assert cut.endswith("was gone; the register has it.")


def test_terminals_look_although_it_is_not_time_to_take_lines_in(small: SmallRegister) -> None:
    assert collect_now_and_then(small.desk) == (3, ())
    small.desk.consulted([ADA], "three")
    (path,) = files(small.desk)
    shorter(path)
    assert collect_now_and_then(small.desk) is None
    assert '"log":"cut"' in path.read_text()


def test_a_terminal_that_showed_nobody_has_seen_the_lines_too(small: SmallRegister) -> None:
    terminal = AccessLog(small.desk.access.folder, small.clock)
    terminal.look()
    (path,) = files(small.desk)
    shorter(path)
    terminal.look()
    assert '"log":"cut"' in path.read_text()
    terminal.close()


def test_looking_makes_no_log_and_no_trouble(small: SmallRegister) -> None:
    nowhere = AccessLog(small.folder / "nowhere", small.clock)
    nowhere.look()
    assert not (small.folder / "nowhere").exists()
    (path,) = files(small.desk)
    before = path.read_bytes()
    small.desk.access.look()
    assert path.read_bytes() == before
    path.unlink()
    path.mkdir()
    small.desk.access.look()


def test_a_month_that_the_one_before_names_and_that_is_gone_is_told(small: SmallRegister) -> None:
    small.clock.advance(31 * 24 * 60 * MINUTE)
    small.desk.consulted([ADA], "april")
    files(small.desk)[1].unlink()
    _, notes = check_access_log(small.store, small.desk.access.folder)
    assert [note.sentence for note in notes] == [
        "It says that it goes on in 2026-04.log, which is not there."
    ]


def test_nobody_is_shown_where_no_file_can_be_opened(small: SmallRegister) -> None:
    small.desk.access.close()
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))
    try:
        with pytest.raises(StoreBroken, match="no record can be shown"):
            small.desk.opened([ADA], "show")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
