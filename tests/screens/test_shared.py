"""A terminal that several officers share: sign on by name, lock, switch, be cut off."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import pytest
from argon2.profiles import CHEAPEST

from db.sqlite import driver
from screens.parts.fields import FieldLine
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.screens.pilots import SIZE, Officer, at_terminal, done, drawn, receive
from tests.screens.test_hostile import FORBIDDEN, HOSTILE
from tests.typist import Typist, environment, python
from wingterm.domain import requests as asked
from wingterm.errors import NotAuthorised
from wingterm.services.factor_held import TRIES
from wingterm.services.factors import set_factor
from wingterm.services.sign_on import shared_terminal
from wingterm.shared_app import SharedApp

DIGITS, OTHERS = "748162", "381759"
ONE = "A1111AA"
SECOND = 1_000_000
LOCK_AFTER_S = 300


RUN = """
import sys
from wingterm.app import run_terminal
from wingterm.clock import FixedClock
from wingterm.services.opening import open_desk
from wingterm.services.sign_on import shared_terminal
from wingterm.settings import Settings
where, key, instant = sys.argv[1:]
settings = Settings(store=where, sign_on_key=key)
desk = open_desk(settings, "terminal", clock=FixedClock(int(instant)), account="kiosk")
shared = shared_terminal(desk)
sys.exit(run_terminal(desk, shared.prison, shared, 300))
"""


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallRegister]:
    """A register with a shared terminal, two officers who sign on there, and somebody in a cell."""
    monkeypatch.setattr("argon2.profiles.RFC_9106_LOW_MEMORY", CHEAPEST)
    held = open_small_register()
    held.desk = held.desk._replace(key_file=str(held.folder / "sign-on.key"))
    for account, role in (("kiosk", "shared-terminal"), ("jdoe", "reception"),
                          ("kroe", "reception")):  # fmt: skip
        done(held, appointed(account, role))
    receive(held, ONE, "A-1-001")
    held.clock.advance(MINUTE)
    set_factor(held.desk, "jdoe", DIGITS)
    set_factor(held.desk, "kroe", OTHERS)
    yield held
    assert held.violations() == []
    held.close()


def appointed(account: str, role: str, ends: int | None = None) -> asked.AppointOfficer:
    return asked.AppointOfficer(prison="WTI", account=account, name=account, role=role, ends=ends)


@asynccontextmanager
async def at_kiosk(held: SmallRegister) -> AsyncIterator[Officer]:
    """Stand at the shared terminal, where nobody is signed on yet."""
    desk = held.desk._replace(account="kiosk", front_end="terminal")
    terminal = shared_terminal(desk)
    assert terminal is not None
    app = SharedApp(desk, "", terminal, LOCK_AFTER_S)
    async with app.run_test(size=SIZE) as pilot:
        officer = Officer(pilot, app, held)
        await officer.on("sign-on")
        yield officer


async def signs_on(officer: Officer, account: str, digits: str) -> None:
    """Type an account and digits at the screen that asks for them."""
    await officer.on("sign-on")
    await officer.types(account)
    await officer.keys("tab")
    await officer.types(digits)
    await officer.keys("enter")


async def test_nobody_is_shown_before_somebody_signed_on(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        shown = "\n".join(drawn(officer.app))
        assert "Sign on  kiosk" in shown
        assert "Example" not in shown
        # Ways to people, and keys of other screens, lead nowhere from here.
        await officer.keys("ctrl+e", "ctrl+g", "ctrl+p", "f1", "f2", "f4", "f9", "f10", "escape")
        await officer.on("sign-on")
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        assert "jdoe is signed on here. F10 locks it." in drawn(officer.app)[0]


async def test_digits_are_never_shown(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        await officer.types("jdoe")
        await officer.keys("tab")
        await officer.types(DIGITS)
        assert DIGITS not in "\n".join(drawn(officer.app))
        await officer.keys("f10")
        await officer.on("sign-on")


async def test_wrong_digits_are_told_and_are_not_kept(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", OTHERS)
        await officer.sees("do not sign on here")
        assert [line.value for line in officer.screen.query(FieldLine)] == ["jdoe", ""]
        await officer.types(DIGITS)
        await officer.keys("enter")
        await officer.on("board")


async def test_where_a_rule_is_broken_officers_sign_on_to_read(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        shared.store.stop("a rule is broken")
        await officer.sees("NOT WRITING: a rule is broken")
        await officer.keys("f10")
        await officer.on("sign-on")
        await officer.sees("NOT WRITING: a rule is broken")
        await signs_on(officer, "kroe", OTHERS)
        await officer.on("board")
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-002")
        await officer.keys("enter")
        await officer.until(lambda: "writes no more: a rule is broken" in officer.notice)
        assert officer.state(ONE) == "In cell A-1-001"


async def test_where_a_rule_is_broken_the_last_try_before_a_lock_is_not_looked_at(
    shared: SmallRegister,
) -> None:
    shared.store.stop("a rule is broken")
    async with at_kiosk(shared) as officer:
        for _ in range(TRIES - 1):
            await signs_on(officer, "jdoe", OTHERS)
            await officer.sees("do not sign on here")
            await officer.keys("f10")
        await signs_on(officer, "jdoe", DIGITS)
        await officer.until(lambda: "writes no more: a rule is broken" in officer.notice)
        await officer.on("sign-on")


async def test_an_act_is_the_act_of_who_signed_on(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "kroe", OTHERS)
        await officer.on("board")
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("RECP")
        await officer.keys("enter")
        await officer.until(lambda: "reception" in officer.state(ONE).lower())
    with shared.store.read() as reader:
        rows = reader.rows(
            "SELECT o.account, r.origin FROM request r JOIN officer o ON o.id = r.officer_id"
            " WHERE r.verb = 'move'", (),
        )  # fmt: skip
    assert [row[0] for row in rows] == ["kroe"]
    assert rows[0][1].startswith("at kiosk")


async def test_a_terminal_left_alone_locks_and_comes_back_as_it_was(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-0")
        shared.clock.advance((LOCK_AFTER_S - 1) * SECOND)
        officer.app.look()
        assert officer.screen.NAME == "form"
        shared.clock.advance(SECOND)
        officer.app.look()
        await officer.on("sign-on")
        shown = "\n".join(drawn(officer.app))
        assert "Locked: no key was pressed for 5 min" in shown
        assert ONE not in shown
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("form")
        assert "A-1-0" in officer.form.typed().values()


async def test_a_key_pressed_keeps_it_open(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        for _ in range(3):
            shared.clock.advance((LOCK_AFTER_S - 1) * SECOND)
            await officer.keys("down")
            officer.app.look()
        assert officer.screen.NAME == "board"


async def test_another_officer_finds_their_own_and_nothing_of_the_one_before(
    shared: SmallRegister,
) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await officer.finds(ONE)
        await officer.keys("m")
        await officer.on("form")
        await officer.types("A-1-002")
        await officer.keys("f10")
        await signs_on(officer, "kroe", OTHERS)
        await officer.on("board")
        assert "kroe is signed on here" in drawn(officer.app)[0]
        await officer.keys("escape", "f3")
        assert officer.screen.NAME == "board"
        await officer.keys("f10")
        await signs_on(officer, "jdoe", DIGITS)
        # What they typed was kept, as after any end of wingterm.
        await officer.on("drafts")
        await officer.keys("enter")
        await officer.on("form")
        assert "A-1-002" in officer.form.typed().values()


async def test_keys_typed_ahead_of_a_lock_go_nowhere(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await officer.bursts("f10", "x", "y")
        await officer.on("sign-on")
        await signs_on(officer, "jdoe", DIGITS)
        await officer.sees("do not sign on here")


async def test_who_leaves_is_cut_off_at_a_shared_terminal(shared: SmallRegister) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        officer.app.look()
        await officer.pilot.pause()
        done(shared, appointed("jdoe", "reception", ends=shared.clock()))
        await looked(officer, lambda: officer.screen.NAME == "sign-on")
        assert "jdoe may not use this register any longer" in "\n".join(drawn(officer.app))
        await signs_on(officer, "kroe", OTHERS)
        await officer.on("board")


async def test_who_leaves_is_cut_off_at_a_terminal_of_their_own(shared: SmallRegister) -> None:
    administrator = shared.desk
    shared.desk = administrator._replace(account="jdoe")
    async with at_terminal(shared) as officer:
        officer.app.look()
        await officer.pilot.pause()
        shared.desk = administrator
        done(shared, appointed("jdoe", "reception", ends=shared.clock()))
        await looked(officer, lambda: officer.app.fault is not None)
        assert isinstance(officer.app.fault, NotAuthorised)


async def test_a_record_that_ends_by_itself_cuts_off_too(shared: SmallRegister) -> None:
    done(shared, appointed("jdoe", "reception", ends=shared.clock() + 10 * MINUTE))
    shared.desk = shared.desk._replace(account="jdoe")
    async with at_terminal(shared) as officer:
        officer.app.look()
        await officer.pilot.pause()
        shared.clock.advance(11 * MINUTE)
        await looked(officer, lambda: officer.app.fault is not None)
        assert isinstance(officer.app.fault, NotAuthorised)


async def looked(officer: Officer, true: Callable[[], bool]) -> None:
    """Let the terminal look at the register until something is so."""

    def look_again() -> bool:
        officer.app.look()
        return true()

    await officer.until(look_again)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_who_leaves_the_program_is_signed_off_and_the_terminal_stays(
    shared: SmallRegister, key: str
) -> None:
    async with at_kiosk(shared) as officer:
        await signs_on(officer, "jdoe", DIGITS)
        await officer.on("board")
        await officer.keys("f4")
        await officer.on("lists")
        await officer.keys(*(["f3"] if key == "q" else []), key)
        await officer.on("sign-on")
        assert "Signed off." in officer.notice
        await signs_on(officer, "jdoe", DIGITS)
        # Not where they were: they had left.
        await officer.on("board")
        await officer.keys("ctrl+q")
        await officer.on("sign-on")
        await officer.keys("ctrl+q")
        await officer.until(lambda: officer.app.closing)


async def test_a_hostile_name_of_a_terminal_is_harmless(shared: SmallRegister) -> None:
    connection = driver.connect(shared.where, isolation_level=None)
    connection.execute("UPDATE officer SET name = ? WHERE account = 'kiosk'", ("".join(HOSTILE),))
    connection.execute("UPDATE establishment SET code = ?  WHERE id = 2", ("W\x1b[2J",))
    connection.close()
    async with at_kiosk(shared) as officer:
        for line in drawn(officer.app):
            assert not FORBIDDEN.search(line), ascii(line)
    connection = driver.connect(shared.where, isolation_level=None)
    connection.execute("UPDATE officer SET name = 'kiosk' WHERE account = 'kiosk'")
    connection.execute("UPDATE establishment SET code = 'WTI' WHERE id = 2")
    connection.close()


async def test_a_terminal_of_ones_own_has_nothing_to_lock(shared: SmallRegister) -> None:
    async with at_terminal(shared) as officer:
        await officer.keys("f10")
        assert "Only a shared terminal locks." in officer.notice
        assert officer.screen.NAME == "board"


def test_a_lock_blanks_the_terminal_before_anything_else_is_sent(shared: SmallRegister) -> None:
    command = python(RUN, shared.where, shared.desk.key_file, str(shared.clock()))
    with Typist(command, environment(), folder=shared.folder) as typist:
        typist.until_sees("Account")
        typist.presses(*"jdoe", "tab", *DIGITS, "enter")
        typist.until_sees("is signed on here")
        typist.settle(0.25)
        before = len(typist.sent)
        typist.press("f10", 0.25)
        typist.until_sees("Locked.")
        sent = typist.sent[before:]
    assert sent.startswith(b"\x1b[0m\x1b[2J"), sent[:40]
    assert b"Roll" not in sent
