"""The file of who saw what: written first, in turn, by months, healed; then taken in."""

import errno
import fcntl
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from time import monotonic
from types import ModuleType

import pytest

from db.access import LogLine, take_in
from tests import postgres
from tests.accesses import accesses, files, raw
from tests.registers import MINUTE, SmallRegister, open_small_register
from wingterm.domain.access import Kind, access_of, read_line, tail_of
from wingterm.errors import StoreBroken, StoreBusy
from wingterm.services import access_segment
from wingterm.services.access_collect import EVERY, collect, collect_now_and_then
from wingterm.services.access_log import AccessLog
from wingterm.services.desk import Desk

ADA, BEN = "A1001AA", "A1002AA"
MONTH = 31 * 24 * 60 * MINUTE


@pytest.fixture
def small(small_file: SmallRegister) -> SmallRegister:
    return small_file


def numbers(small: SmallRegister) -> list[int]:
    return [json.loads(line)["number"] for line in raw(small.desk).splitlines()]


def test_a_record_says_who_saw_whom_from_where(small: SmallRegister) -> None:
    small.desk.opened([ADA], "show")
    (said,) = accesses(small.desk)
    assert said.pop("hash")
    assert said == {
        "at": small.clock(), "kind": "consultation", "officer": "tester", "terminal": "",
        "origin": "", "front_end": "cli", "purpose": "show", "recipient": "", "people": [ADA],
        "number": 2,
    }  # fmt: skip


def test_each_kind_is_written_under_its_own_name(small: SmallRegister) -> None:
    desk = small.desk
    desk.consulted([ADA, BEN, ADA], "list")
    desk.disclosed([ADA], "copy", "Ada Arden")
    desk.combined([ADA, BEN], "merge")
    desk.erased([ADA], "erase 7 years")
    desk.consulted([], "find")
    assert [(said["kind"], said["people"], said["recipient"]) for said in accesses(desk)] == [
        ("consultation", [ADA, BEN], ""), ("disclosure", [ADA], "Ada Arden"),
        ("combination", [ADA, BEN], ""), ("erasure", [ADA], ""),
    ]  # fmt: skip


def test_what_is_typed_cannot_forge_a_line(small: SmallRegister) -> None:
    forged = 'x"}\n{"number":1,"log":"end"\x1b]0;\u202e' + "y" * 999
    small.desk.disclosed([ADA], forged, forged)
    (said,) = accesses(small.desk)
    assert len(said["recipient"]) == 200
    assert "\x1b" not in said["recipient"]
    assert numbers(small) == [1, 2]


def test_every_process_writes_in_turn_to_one_chain(small: SmallRegister) -> None:
    script = (
        "import sys\n"
        "from wingterm.clock import system_clock\n"
        "from wingterm.domain.access import Kind\n"
        "from wingterm.services.access_log import AccessLog\n"
        "log = AccessLog(sys.argv[1], system_clock)\n"
        "for n in range(60):\n"
        "    log.write(Kind.CONSULTATION, ['A1001AA'] * 9, str(n), officer='x', front_end='cli')\n"
    )
    command = [sys.executable, "-c", script, small.desk.access.folder]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 3
    assert numbers(small) == list(range(1, 182))
    assert collect(small.desk).lines == 181
    assert small.violations() == []


def test_a_month_goes_on_in_a_file_of_its_own_also_for_who_comes_late(small: SmallRegister) -> None:
    late = AccessLog(small.desk.access.folder, small.clock)
    late.write(Kind.CONSULTATION, [ADA], "late", officer="x", front_end="cli")
    small.clock.advance(MONTH)
    small.desk.consulted([ADA], "april")
    small.clock.advance(-MONTH)
    late.write(Kind.CONSULTATION, [ADA], "set back", officer="x", front_end="cli")
    late.close()
    assert [path.name for path in files(small.desk)] == ["2026-03.log", "2026-04.log"]
    assert numbers(small) == [1, 2, 3, 4, 5, 6]
    assert [said["purpose"] for said in accesses(small.desk)] == ["late", "april", "set back"]


def test_a_month_that_was_ended_and_not_begun_is_begun(small: SmallRegister) -> None:
    small.desk.consulted([ADA], "march")
    small.clock.advance(MONTH)
    small.desk.consulted([ADA], "april")
    files(small.desk)[1].write_bytes(b"")
    small.desk.access.close()
    small.desk.consulted([ADA], "april again")
    assert numbers(small) == [1, 2, 3, 4, 5]
    files(small.desk)[1].unlink()
    small.desk.consulted([ADA], "and again")
    assert numbers(small) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("kept", [0, 1, 30, 200])
@pytest.mark.parametrize("again", [False, True])
def test_a_torn_line_is_told_and_the_chain_goes_on(
    small: SmallRegister, kept: int, again: bool
) -> None:
    small.desk.consulted([ADA], "whole")
    small.desk.consulted([ADA, BEN], "torn")
    (path,) = files(small.desk)
    whole = b"".join(path.read_bytes().splitlines(keepends=True)[:2])
    torn = path.read_bytes()[len(whole) :][:kept]
    path.write_bytes(whole + torn)
    if again:  # By a process that had it open meanwhile.
        small.desk.access.close()
    small.desk.consulted([BEN], "after")
    *_, before, last = raw(small.desk).splitlines()
    assert json.loads(last)["number"] == (4 if kept else 3)
    told = json.loads(before)
    assert (told.get("log"), told.get("bytes")) == (("healed", kept) if kept else (None, None))
    assert collect(small.desk) == (4 if kept else 3, ())
    assert small.violations() == []


def test_sectors_lost_in_the_middle_are_told_too(small: SmallRegister) -> None:
    small.desk.opened([ADA], "kept")
    sound = files(small.desk)[0].stat().st_size
    for n in range(9):
        small.desk.consulted([f"A10{n:02d}BB" for n in range(40)], f"list {n}")
    (path,) = files(small.desk)
    data = bytearray(path.read_bytes())
    data[sound + 100 : sound + 612] = bytes(512)
    path.write_bytes(data)
    small.desk.access.close()
    small.desk.opened([ADA], "after")
    assert collect(small.desk) == (4, ())
    assert small.violations() == []


@pytest.mark.parametrize("what", ["link", "pipe", "folder"])
def test_what_is_no_file_is_refused(small: SmallRegister, what: str) -> None:
    small.desk.consulted([ADA], "one")
    (path,) = files(small.desk)
    path.unlink()
    make = {"link": lambda: path.symlink_to("elsewhere"), "pipe": lambda: os.mkfifo(path)}
    make.get(what, path.mkdir)()
    with pytest.raises(StoreBroken):
        small.desk.consulted([ADA], "two")
    assert not (path.parent / "elsewhere").exists()


def test_a_full_disk_leaves_whole_lines_and_shows_nothing(small: SmallRegister) -> None:
    small.desk.consulted([ADA], "fits")
    (path,) = files(small.desk)
    size, before = path.stat().st_size, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, before[1]))
    try:
        with pytest.raises(StoreBroken, match="no record can be shown"):
            small.desk.consulted([ADA, BEN], "does not fit")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.stat().st_size == size
    small.desk.consulted([ADA], "fits again")
    assert numbers(small) == [1, 2, 3]


@pytest.mark.parametrize("call", ["write", "fdatasync"])
def test_an_error_of_the_disk_shows_nothing_and_is_gone_after(
    small: SmallRegister, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.desk.opened([ADA], "one")

    def broken(*_: object) -> int:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, broken)
        with pytest.raises(StoreBroken, match="Input/output error"):
            small.desk.opened([ADA], "two")
    small.desk.opened([ADA], "three")
    assert [said["purpose"] for said in accesses(small.desk)] == ["one", "three"]


def test_a_file_that_others_hold_is_waited_for_and_then_refused(
    small: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.desk.consulted([ADA], "one")
    monkeypatch.setattr(access_segment, "WAIT_S", 0.0)
    with files(small.desk)[0].open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StoreBusy, match="no record can be shown"):
            small.desk.consulted([ADA], "two")
    small.desk.consulted([ADA], "three")
    assert [said["purpose"] for said in accesses(small.desk)] == ["one", "three"]


def test_a_group_shares_the_log_of_its_register(small: SmallRegister) -> None:
    shared = small.folder / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    log = AccessLog(shared / "access", small.clock)
    log.write(Kind.CONSULTATION, [ADA], "find", officer="x", front_end="cli")
    log.close()
    (path,) = (shared / "access").glob("*.log")
    assert (path.parent.stat().st_mode & 0o7777, path.stat().st_mode & 0o777) == (0o2770, 0o660)


# Taking it into the store ------------------------------------------------------------------------


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
    from dataclasses import replace

    other = replace(small.desk, access=AccessLog(Path(small.folder) / "other", small.clock))
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


@pytest.mark.parametrize(
    ("see", "calls"),
    [
        (lambda desk: desk.consulted([ADA, BEN], "list"), ["flock", "stat", "write", "flock"]),
        (lambda desk: desk.opened([ADA], "show"), ["flock", "stat", "write", "fdatasync", "flock"]),
    ],
)
def test_a_line_costs_four_calls_and_no_statement(
    small: SmallRegister,
    see: Callable[[Desk], None],
    calls: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small.desk.consulted([ADA], "opens the file")
    made, statements = [], small.store.statements

    def counted(module: ModuleType, name: str) -> None:
        call = getattr(module, name)

        def counts(*given: object, **named: object) -> object:
            made.append(name)
            return call(*given, **named)

        monkeypatch.setattr(module, name, counts)

    for name in ("stat", "fstat", "open", "write", "pread", "fdatasync", "fsync", "close"):
        counted(os, name)
    counted(fcntl, "flock")
    see(small.desk)
    monkeypatch.undo()
    assert made == calls
    assert small.store.statements == statements


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
