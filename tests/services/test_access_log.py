"""The file of who saw what: written before anything is shown, in turn, by months, and healed."""

import errno
import fcntl
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from tests.accesses import accesses, files, raw
from tests.registers import MINUTE, SmallRegister
from wingterm.domain.access import Kind
from wingterm.errors import StoreBroken, StoreBusy
from wingterm.services import access_segment
from wingterm.services.access_collect import collect
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
    small.desk.access.close()
    small.desk.consulted([ADA], "and again")
    assert numbers(small) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("kept", [0, 1, 30, 200])
@pytest.mark.parametrize("again", [False, True])
def test_a_torn_line_is_told_and_the_chain_goes_on(
    small: SmallRegister, kept: int, again: bool
) -> None:
    small.desk.consulted([ADA], "whole")
    stopped = AccessLog(small.desk.access.folder, small.clock)
    stopped.write(Kind.CONSULTATION, [ADA, BEN], "torn", officer="x", front_end="cli")
    stopped.close()
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
