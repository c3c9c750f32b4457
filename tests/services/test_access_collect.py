"""Lines of who saw what are taken into the store, each once, whoever does it and is stopped."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest

from db.access import LogLine, take_in
from tests import postgres
from tests.accesses import files
from tests.registers import SmallRegister, open_small_register
from wingterm.domain.access import Kind, access_of, read_line, tail_of
from wingterm.services.access_collect import EVERY, collect, collect_now_and_then
from wingterm.services.access_log import AccessLog

ADA, BEN = "A1001AA", "A1002AA"


@pytest.fixture
def small(small_file: SmallRegister) -> SmallRegister:
    return small_file


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Iterator[SmallRegister]:
    if request.param == "postgresql" and postgres.server() is None:
        pytest.skip("PostgreSQL is not installed")
    found = open_small_register(request.param)
    yield found
    found.close()


def test_each_line_is_taken_in_once(either: SmallRegister) -> None:
    for n in range(900):
        two = [ADA, f"A{n % 7:04d}BB"]
        either.desk.consulted(two if n % 2 else two[::-1], f"list {n}")
    first, second = collect(either.desk), collect(either.desk)
    assert (first, second) == ((901, ()), (0, ()))
    with either.store.read() as reader:
        # Lists that were seen again stand there once, in whatever order.
        assert reader.one("SELECT COUNT(*) FROM access_list", ()) == (7,)
    either.desk.disclosed([BEN], "copy", "Ben")
    assert collect(either.desk) == (1, ())
    assert either.violations() == []


def test_who_is_stopped_half_way_leaves_nothing_twice_and_nothing_out(
    small: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.engine import Unit

    for n in range(1_000):
        small.desk.consulted([ADA], f"list {n}")
    commit, left = Unit.commit, iter((True, False))

    def stopped(unit: Unit) -> None:
        if next(left):
            commit(unit)
        else:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Unit, "commit", stopped)
        with pytest.raises(KeyboardInterrupt):
            collect(small.desk)
    taken = collect(small.desk)
    assert 0 < taken.lines < 1_001
    with small.store.read() as reader:
        assert reader.one("SELECT COUNT(*), MAX(id), MAX(line) FROM access", ()) == (1_001,) * 3
    assert small.violations() == []


def test_two_who_take_in_at_once_take_each_line_once(
    small: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wingterm.services import access_collect

    for n in range(5):
        small.desk.consulted([ADA], f"list {n}")
    batches = access_collect._batches

    def overtaken(
        lines: Iterator[LogLine],
    ) -> Iterator[list[LogLine]]:
        monkeypatch.undo()
        found = list(batches(lines))
        assert collect(small.desk).lines == 6
        yield from found

    monkeypatch.setattr(access_collect, "_batches", overtaken)
    assert collect(small.desk) == (0, ())
    assert small.violations() == []


def test_a_long_log_is_entered_near_its_end(small: SmallRegister) -> None:
    for n in range(700):
        small.desk.consulted([f"A{m:04d}BB" for m in range(40)], f"list {n}")
    assert collect(small.desk).lines == 701
    small.desk.consulted([ADA], "one more")
    read = 0

    before = os.pread

    def counted(handle: int, size: int, at: int) -> bytes:
        nonlocal read
        found = before(handle, size, at)
        read += len(found)
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "pread", counted)
        assert collect(small.desk) == (1, ())
    assert files(small.desk)[0].stat().st_size > 300_000
    assert read < 300_000


def test_lines_of_several_logs_go_into_one_chain(small: SmallRegister) -> None:

    other = small.desk._replace(access=AccessLog(Path(small.folder) / "other", small.clock))
    small.desk.consulted([ADA], "here")
    other.consulted([ADA], "there")
    assert (collect(small.desk).lines, collect(other).lines) == (2, 2)
    assert small.violations() == []


def test_terminals_take_it_in_now_and_then_one_of_them_at_a_time(small: SmallRegister) -> None:
    assert collect_now_and_then(small.desk) is None, "nobody was seen yet"
    small.desk.consulted([ADA], "one")
    assert collect_now_and_then(small.desk) == (2, ())
    small.desk.consulted([ADA], "two")
    assert collect_now_and_then(small.desk) is None
    small.clock.advance(EVERY)
    assert collect_now_and_then(small.desk) == (1, ())
    small.clock.advance(-EVERY)
    assert collect_now_and_then(small.desk) == (0, ()), "the clock was set back"


def test_a_line_that_was_changed_is_not_taken_in_nor_what_follows(small: SmallRegister) -> None:
    for purpose in ("one", "two", "three"):
        small.desk.consulted([ADA], purpose)
    (path,) = files(small.desk)
    path.write_text(path.read_text().replace('"purpose":"two"', '"purpose":"tow"'))
    for lines in (2, 0):
        found = collect(small.desk)
        assert (found.lines, found.faults) == (lines, (f"{path}: line 3 does not follow.",))
    assert small.violations() == []


def lines_of(small: SmallRegister, many: int) -> list[LogLine]:
    """Give lines of another log, as they would be read from its file."""
    other = small.folder / "other"
    log = AccessLog(other, small.clock)
    for n in range(many - 1):
        log.write(Kind.CONSULTATION, [ADA], f"list {n}", officer="x", front_end="cli")
    log.close()
    (path,) = other.glob("*.log")
    found = []
    for text in path.read_bytes().splitlines():
        tail, keys = tail_of(text), read_line(text)
        assert tail is not None
        assert keys is not None
        found.append(LogLine(tail.number, tail.hash, access_of(keys), 0, tail.mark, "", ""))
    return found


def test_what_another_took_in_is_left_out_and_the_rest_is_taken(either: SmallRegister) -> None:
    lines = lines_of(either, 6)
    for some, new in ((lines[:3], 3), (lines, 3), (lines[2:], 0)):
        with either.store.write() as unit:
            assert take_in(unit, "other", some) == new
            unit.commit()
    with either.store.write() as unit:
        assert take_in(unit, "elsewhere", lines[1:]) == 0, "what comes before is not here"
    assert either.violations() == []


def test_who_comes_second_on_a_server_waits_and_finds_it_done() -> None:
    if postgres.server() is None:
        pytest.skip("PostgreSQL is not installed")
    small = open_small_register("postgresql")
    lines, came = lines_of(small, 3), list[int]()

    def second() -> None:
        with small.store.write() as unit:
            came.append(take_in(unit, "other", lines))
            unit.commit()

    with small.store.write() as unit:
        assert take_in(unit, "other", lines) == 3
        thread = Thread(target=second)
        thread.start()
        waits = "SELECT COUNT(*) FROM pg_locks WHERE NOT granted"
        until = monotonic() + 20
        with small.store.read() as reader:
            while thread.is_alive() and not reader.rows(waits, ())[0][0] and monotonic() < until:
                pass
        unit.commit()
    thread.join(20)
    assert came == [0]
    assert small.violations() == []
    small.close()
