"""The night screen: a check by keys from opening to ROLL CORRECT, live, in every state."""

import pytest

from screens.check import CheckScreen
from screens.parts.big import big
from tests.registers import MINUTE, SmallRegister
from tests.screens.checked import at_check, elsewhere, hands_in, of, to_unit, words
from tests.screens.pilots import Officer, at_terminal, drawn
from tests.screens.test_golden import same_as
from tests.services.check_prison import HOUR, ORDERLY, WING, Checked, number, prepare
from wingterm.domain import requests as asked
from wingterm.domain.checks.record import CheckState


@pytest.fixture
def checked(small_file: SmallRegister) -> Checked:
    """A prison with five people in each of two wings."""
    return prepare(small_file)


def says(officer: Officer, said: str) -> bool:
    """Whether the big letters say something."""
    shown = drawn(officer.app)[1:6]
    return [line.strip() for line in shown] == [line.strip() for line in big(said, 79)]


async def test_a_whole_check_by_keys(checked: Checked) -> None:
    async with at_terminal(of(checked.small, ORDERLY)) as officer:
        await at_check(officer)
        assert "n opens one" in words(officer)
        await officer.keys("n")
        await officer.on("form")
        await officer.types("lock-up")
        await officer.keys("enter")
        await officer.on("check")
        assert says(officer, "0 OF 5")
        for unit, counted in (("A", "5"), ("B", "4"), ("RECP", "0"), ("VISITS", "0")):
            await hands_in(officer, unit, counted)
        assert says(officer, "4 OF 5 -1")
        await hands_in(officer, "WORKSHOP", "0")
        assert says(officer, "DIFFERS -1")
        await hands_in(officer, "B", "5", "r")
        assert says(officer, "READY")
        await officer.keys("d")
        await officer.on("form")
        assert "Expected 10, counted 10, difference 0" in words(officer)
        await officer.types("oscar one")
        await officer.keys("enter")
        await officer.sees("y Yes, do it")
        assert "10 counted" in words(officer)
        await officer.keys("y")
        await officer.on("check")
        assert says(officer, "CORRECT")
        sheet = checked.sheet()
        assert sheet.state is CheckState.CORRECT
        assert sheet.ending is not None
        assert f"Chain head {sheet.ending.head}" in words(officer)
        assert checked.line(None, "B").counts == 2


async def test_a_count_takes_three_keys_beside_the_digits(checked: Checked) -> None:
    check = checked.open()
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await officer.keys("down", "c")
        await officer.on("form")
        await officer.types("12")
        await officer.keys("enter")
        await officer.on("check")
        assert checked.line(check, "B").counted == 12


async def test_the_states_of_a_check(checked: Checked) -> None:
    check = checked.open()
    checked.count(check, "A", 5)
    checked.do(asked.CourtOut(prison="WTI", person=number(6), destination="LEEDCC"))
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        same_as("night_incomplete", drawn(officer.app))
    for unit, counted in (("B", 4), ("RECP", 0), ("VISITS", 0), ("WORKSHOP", 1)):
        checked.count(check, unit, counted)
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        same_as("night_differs", drawn(officer.app))
        checked.small.clock.advance(HOUR)
        await officer.until(lambda: says(officer, "OVERDUE -1 +1"))
        same_as("night_overdue", drawn(officer.app))
    checked.small.clock.advance(-HOUR)
    for unit, right in (("B", 5), ("WORKSHOP", 0)):
        checked.do(asked.Recount(prison="WTI", check=check, unit=unit, counted=str(right)))
    async with at_terminal(of(checked.small, ORDERLY)) as officer:
        await at_check(officer)
        same_as("night_ready", drawn(officer.app))
    checked.do(asked.DeclareRoll(prison="WTI", check=check, name="Oscar One"), who=ORDERLY)
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        ending = checked.sheet().ending
        assert ending is not None
        # What entries hold may come to be worded otherwise, and then the head is another.
        shown = [line.replace(ending.head, "<head>") for line in drawn(officer.app)]
        same_as("night_correct", shown)


async def test_what_another_hands_in_appears_and_is_marked(checked: Checked) -> None:
    checked.open()
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        with elsewhere(checked.small, WING) as other:
            other.count(1, "B", 4)
            await officer.sees("DIFFERS        Alex Wing")
        marked = [line for line in drawn(officer.app) if line.startswith("!")]
        assert [line[1:].split()[0] for line in marked] == ["B"]
        await officer.keys("down")
        assert not [line for line in drawn(officer.app) if line.startswith("!")]


async def test_the_minutes_move_on_and_nothing_is_read_for_that(
    checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked.open()
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await officer.sees("Open 0 min")
        read = []
        screen = officer.screen
        assert isinstance(screen, CheckScreen)
        monkeypatch.setattr(screen, "_found", lambda: read.append(1))
        checked.small.clock.advance(MINUTE)
        await officer.sees("Open 1 min")
        checked.small.clock.advance(MINUTE)
        await officer.sees("Open 2 min")
        assert sum(row.endswith("2 min") for row in officer.rows) == 5
        assert read == []
        checked.small.clock.advance(HOUR)
        await officer.until(lambda: says(officer, "OVERDUE"))


async def test_the_newest_check_is_followed_and_one_that_ends_stays(checked: Checked) -> None:
    first = checked.open()
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        with elsewhere(checked.small) as other:
            second = other.open("emergency")
            await officer.sees(f"Emergency check {second}")
            other.do(asked.AbandonCheck(prison="WTI", check=second, why="false alarm"))
            await officer.until(lambda: says(officer, "ABANDONED"))
            assert "false alarm" in words(officer)
            assert checked.sheet().id == first, "another is still open"
            await officer.sees(f"Also open: Lock-up check {first}. y leads there.")


@pytest.mark.parametrize(("key", "said"), [("c", "r hands in"), ("r", "c hands its count in")])
async def test_a_key_that_makes_no_sense_says_so(checked: Checked, key: str, said: str) -> None:
    check = checked.open()
    if key == "c":
        checked.count(check, "A", 4)
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await to_unit(officer, "A")
        await officer.keys(key)
        assert officer.screen.NAME == "check"
        assert said in officer.notice


async def test_a_check_that_ended_takes_nothing_more(checked: Checked) -> None:
    check = checked.open()
    checked.do(asked.AbandonCheck(prison="WTI", check=check, why="drill is over"))
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        for key in "crewdtxa":
            await officer.keys(key)
            assert officer.screen.NAME == "check", key
            assert "it stays as it is" in officer.notice


@pytest.mark.parametrize("rows", [24, 30])
async def test_at_least_nine_units_are_seen(checked: Checked, rows: int) -> None:
    for code in ("C", "D", "E", "F", "G", "H", "I"):
        checked.do(asked.AddPlace(prison="WTI", code=code, kind="WING"))
    checked.open()
    async with at_terminal(checked.small, size=(80, rows)) as officer:
        await at_check(officer)
        shown = drawn(officer.app)
        assert sum("NOT COUNTED" in line for line in shown) >= min(12, rows - 15)
        assert says(officer, "0 OF 12")


async def test_with_more_units_than_are_seen_those_that_differ_are_named_above(
    checked: Checked,
) -> None:
    codes = [f"AREA-{n}" for n in range(1, 41)]
    checked.do(*(asked.AddPlace(prison="WTI", code=code, kind="AREA") for code in codes))
    check = checked.open()
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        assert "Differ:" not in words(officer)
        with elsewhere(checked.small, WING) as other:
            other.count(check, "A", 4)
            await officer.sees("1 of 45 counted, 1 differs")
            assert "Differ:" not in words(officer), "it is seen in its row"
            other.count(check, "AREA-39", 2)
            await officer.sees("Differ: A -1, AREA-39 +2")
            for code in codes[:20]:
                other.count(check, code, 1)
            line = f"Differ: A -1, {', '.join(f'{code} +1' for code in codes[:6])}"
            await officer.sees(line[:60])
            await officer.sees(" ...")
        assert all(len(line) <= 80 for line in drawn(officer.app))


async def test_another_check_that_comes_in_front_begins_at_its_first_unit(
    checked: Checked,
) -> None:
    check = checked.open()
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        await to_unit(officer, "VISITS")
        with elsewhere(checked.small) as other:
            other.count(check, "A", 5)
            await officer.sees("1 of 5 counted")
            assert officer.row.split()[0] == "VISITS", "a count leaves the cursor where it is"
            other.do(asked.AbandonCheck(prison="WTI", check=check, why="a drill"))
            await officer.sees("ABANDONED by Test Officer")
            other.open("emergency")
            await officer.until(lambda: "Emergency check" in officer.title)
        assert officer.row.split()[0] == "A"


async def test_past_midnight_the_hour_of_a_count_is_whole(checked: Checked) -> None:
    checked.small.clock.advance(14 * HOUR + 30 * MINUTE)
    check = checked.open("night")
    checked.count(check, "A", 5)
    checked.small.clock.advance(3 * HOUR)
    async with at_terminal(checked.small) as officer:
        await at_check(officer)
        assert "Test Officer 23:36  3 h 00" in officer.rows[0]
