"""A shared terminal under attack: what comes of things when nobody, or another, is signed on."""

import os
import pty
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from screens import batch, form, practice
from screens.base import PRACTICE
from screens.session import Session
from tests.demos import kept_demo
from tests.registers import SmallRegister
from tests.screens.pilots import Officer, done, drawn
from tests.screens.test_batches import opens, to_batches, types_number, written
from tests.screens.test_practice import DAYS, home, made
from tests.screens.test_shared import (
    DIGITS,
    LOCK_AFTER_S,
    ONE,
    OTHERS,
    RUN,
    SECOND,
    appointed,
    at_kiosk,
    looked,
    shared,
    signs_on,
)
from tests.typist import Typist, environment, python
from wingterm.clock import system_clock
from wingterm.services.access_search import what_saw
from wingterm.services.act import carry_out
from wingterm.services.bulk.run import run_bulk
from wingterm.services.practice import practice_settings

__all__ = ["home", "made", "shared"]


class Gate:
    """Holds a call back until it is let through."""

    def __init__(self, call: Callable[..., object]) -> None:
        """Stand before a call."""
        self._call = call
        self._open = Event()
        self.reached = Event()
        self.left = Event()

    def __call__(self, *args: object, **named: object) -> object:
        """Wait, then call."""
        self.reached.set()
        assert self._open.wait(10)
        try:
            return self._call(*args, **named)
        finally:
            self.left.set()

    def open(self) -> None:
        """Let it through."""
        self._open.set()


async def locks(officer: Officer) -> None:
    """Lock by the key."""
    await officer.keys("f10")
    await officer.on("sign-on")


async def stays_locked(officer: Officer) -> None:
    """Hold that nothing but the sign-on stands on the screen, however long it is looked."""
    for _ in range(20):
        await officer.pilot.pause(0.01)
    assert officer.app.fault is None
    assert officer.screen.NAME == "sign-on"
    assert len(officer.app.screen_stack) == 1
    shown = "\n".join(drawn(officer.app))
    assert "Example" not in shown
    assert PRACTICE not in shown


async def test_practice_that_is_made_while_nobody_is_signed_on_opens_nothing(
    shared: SmallRegister, home: Path, monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    kept = kept_demo(tmp_path_factory, "three-days", system_clock, days=DAYS)
    place, sign = practice_settings().store, home / "go"
    steps = (
        f"while [ ! -e {sign} ]; do sleep 0.01; done; mkdir -p -m 700 {os.path.dirname(place)}"
        f" && cp {kept} {place} && chmod 600 {place}"
    )
    monkeypatch.setattr(practice, "MAKING", ("sh", "-c", steps))
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await officer.keys("f9")
        await officer.on("making")
        await locks(officer)
        sign.touch()
        await officer.until(lambda: os.path.exists(place))
        await stays_locked(officer)
        await signs_on(officer, "jdoe", DIGITS)
        await officer.sees("HMP Demonstration (DMO)")


@pytest.mark.parametrize("then", ["jdoe", "kroe"])
async def test_a_batch_that_ends_while_nobody_is_signed_on_waits_for_its_officer(
    shared: SmallRegister, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    gate = Gate(run_bulk)
    monkeypatch.setattr(batch, "run_bulk", gate)
    path = written(shared, ("transfer-out", ONE, "EXI"))
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await to_batches(officer)
        await opens(officer, path)
        await officer.on("batch")
        await officer.keys("d")
        await types_number(officer, "1")
        await officer.until(gate.reached.is_set)
        await locks(officer)
        gate.open()
        await officer.until(gate.left.is_set)
        await stays_locked(officer)
        await signs_on(officer, then, DIGITS if then == "jdoe" else OTHERS)
        if then == "jdoe":
            await officer.on("batches")
            await officer.sees("Done: coach.csv, 1 lines.")
        else:
            await officer.on("board")
            assert "coach" not in "\n".join(drawn(officer.app))
    assert acts(shared, "transfer-out") == ["jdoe"]


def acts(held: SmallRegister, verb: str) -> list[str]:
    """Give by whose account acts were done."""
    with held.store.read() as reader:
        rows = reader.rows(
            "SELECT o.account FROM request r JOIN officer o ON o.id = r.officer_id"
            " WHERE r.verb = ? ORDER BY r.recorded_at",
            (verb,),
        )
    return [str(row[0]) for row in rows]


@pytest.mark.parametrize("then", ["jdoe", "kroe"])
async def test_an_act_that_is_done_while_nobody_is_signed_on_is_of_who_asked(
    shared: SmallRegister, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    gate = Gate(carry_out)
    monkeypatch.setattr(form, "carry_out", gate)
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("RECP")
        await officer.keys("enter")
        await officer.until(gate.reached.is_set)
        await locks(officer)
        await stays_locked(officer)
        await signs_on(officer, then, DIGITS if then == "jdoe" else OTHERS)
        if then == "kroe":
            await officer.on("board")
            assert "jdoe" not in "\n".join(drawn(officer.app))
        gate.open()
        await officer.until(gate.left.is_set)
        if then == "jdoe":
            await officer.on("person")
            await officer.until(lambda: "reception" in officer.state(ONE).lower())
        else:
            await officer.pilot.pause(0.1)
            await officer.on("board")
            assert ONE not in "\n".join(drawn(officer.app))
    assert acts(shared, "move") == ["jdoe"]


async def test_who_leaves_is_cut_off_while_they_practise(shared: SmallRegister, made: Path) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        officer.app.look()
        await officer.keys("f9")
        await officer.sees(PRACTICE)
        done(shared, appointed("jdoe", "reception", ends=shared.clock()))
        await looked(officer, lambda: officer.screen.NAME == "sign-on")
        await stays_locked(officer)
        assert "jdoe may not use this register any longer" in officer.notice


async def test_who_has_another_role_sees_nothing_that_the_old_one_was_shown(
    shared: SmallRegister,
) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        officer.app.look()
        await officer.finds(ONE)
        done(shared, appointed("jdoe", "auditor"))
        await looked(officer, lambda: officer.screen.NAME == "sign-on")
        await stays_locked(officer)
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")


async def test_another_role_given_while_locked_closes_what_the_old_one_left(
    shared: SmallRegister,
) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await officer.finds(ONE)
        await locks(officer)
        done(shared, appointed("jdoe", "auditor"))
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")


async def test_how_somebody_comes_and_goes_is_logged(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await locks(officer)
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        shared.clock.advance(LOCK_AFTER_S * SECOND)
        officer.app.look()
        await officer.on("sign-on")
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await officer.keys("ctrl+q")
        await officer.on("sign-on")
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        done(shared, appointed("jdoe", "auditor"))
        await looked(officer, lambda: officer.screen.NAME == "sign-on")
    found = what_saw(shared.desk, "jdoe", kinds=["sign-on", "sign-off"]).records
    told = [f"{one.row.kind} {one.row.purpose} at {one.row.terminal}" for one in found[::-1]]
    came = "sign-on by name at kiosk"
    went = [
        f"sign-off {how} at kiosk" for how in ("by key", "left alone", "left wingterm", "cut off")
    ]
    assert told == [line for off in went for line in (came, off)]


def test_the_minutes_that_a_machine_sleeps_count(
    shared: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`CLOCK_MONOTONIC` stands still then (clock_gettime(2)): a shut lid would keep it open."""
    monkeypatch.setattr(time, "clock_gettime_ns", {time.CLOCK_BOOTTIME: 7_000}.__getitem__)
    monkeypatch.setattr(shared.store, "clock", None)
    assert Session(shared.desk, shared.prison("WTI")).ticks() == 7


def test_a_terminal_that_is_hung_up_on_without_a_signal_ends(shared: SmallRegister) -> None:
    """As under `su -c`, where it is not the terminal that controls the process."""
    ours, theirs = pty.openpty()
    command = python(RUN, shared.where, shared.desk.key_file, str(shared.clock()))
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**environment(), "LINES": "24", "COLUMNS": "80"},
    ) as running:  # fmt: skip
        os.close(theirs)
        sent = b""
        while b"Account" not in sent:
            sent += os.read(ours, 65536)
        os.close(ours)
        try:
            assert running.wait(10) != 0
        finally:
            running.kill()


def test_no_variable_of_the_toolkit_writes_keys_or_screens_to_a_file(
    shared: SmallRegister, tmp_path: Path
) -> None:
    log, pictures = tmp_path / "log", tmp_path / "pictures"
    pictures.mkdir()
    variables = {
        **environment(), "TEXTUAL": "debug,devtools", "TEXTUAL_DEBUG": "1", "TEXTUAL_LOG": str(log),
        "TEXTUAL_PRESS": "z", "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(pictures),
    }  # fmt: skip
    command = python(RUN, shared.where, shared.desk.key_file, str(shared.clock()))
    with Typist(command, variables, folder=shared.folder) as typist:
        typist.until_sees("Account")
        typist.presses(*"jdoe", "tab", *DIGITS, "enter")
        typist.until_sees("is signed on here")
    assert not log.exists()
    assert list(pictures.iterdir()) == []
