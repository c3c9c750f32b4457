"""The demo's roll checks: each kind of story is there, and they move nobody."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.queries.checks import checks_between
from tests.demos import copy_to, kept_demo, opened_at
from tests.services.test_demo import FEW, NOW, SHORT
from wingterm.clock import FixedClock
from wingterm.domain.checks.kinds import CheckKind
from wingterm.domain.checks.record import CheckState, UnitState
from wingterm.domain.times import FAR, to_instant, to_local
from wingterm.services.checks.reading import Read, read_many
from wingterm.services.checks.sheet import CheckSheet, check_sheet
from wingterm.services.demo import MAIN, build_demo, daily, opening_day
from wingterm.services.demo.as_it_happens import AsItHappens
from wingterm.services.demo.checks import LAST_DAYS, Checks
from wingterm.services.demo.terms import MINUTE, TIMEZONE
from wingterm.services.desk import Desk
from wingterm.services.opening import default_prison
from wingterm.settings import Settings


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give the demo as of `NOW`, whole; nothing here writes to it."""
    settings = Settings(store=str(tmp_path_factory.mktemp("demo") / "d" / "register.db"))
    copy_to(settings, kept_demo(tmp_path_factory, "whole", FixedClock(NOW)))
    desk = opened_at(settings, NOW)
    yield desk
    desk.store.close()


@pytest.fixture(scope="module")
def told(demo: Desk) -> list[Read]:
    """Give every check of the demo, in order."""
    return checks_of(demo)


def checks_of(desk: Desk) -> list[Read]:
    """Give every check of the main prison, in order of opening."""
    prison = default_prison(desk, MAIN)
    with desk.store.read() as reader:
        numbers = [row.id for row in checks_between(reader, prison.id, 0, FAR)]
        return read_many(reader, prison, numbers)


def sheet(desk: Desk, read: Read) -> CheckSheet:
    """Give the sheet of a check."""
    return check_sheet(desk, default_prison(desk, MAIN), read.check.id)


def only(told: list[Read], fits: Callable[[Read], object]) -> Read:
    """Give the one check that fits."""
    (found,) = (read for read in told if fits(read))
    return found


def first_differed(read: Read) -> bool:
    """Say whether a unit differed at its first count."""
    return any(unit.counts[0].counted != unit.expected for unit in read.check.units if unit.counts)


def test_fourteen_days_were_checked_and_most_agreed_at_the_first_count(told: list[Read]) -> None:
    assert 35 <= len(told) <= 60
    assert told[0].check.opened_at > NOW - (LAST_DAYS + 1) * 24 * 60 * MINUTE
    assert {read.check.opened_as for read in told} == set(CheckKind) - {CheckKind.EMERGENCY}
    declared = [read for read in told if read.check.state is CheckState.CORRECT]
    assert len(declared) == len(told) - 2
    assert sum(not first_differed(read) for read in declared) > len(declared) / 2
    assert all(len(read.check.units) == 14 for read in told)


def test_units_that_differed_were_counted_again_by_others(told: list[Read]) -> None:
    again = [
        unit
        for read in told
        for unit in read.check.units
        if unit.recounts and unit.state is UnitState.AGREES
    ]
    assert len(again) >= 5
    assert max(unit.recounts for unit in again) == 2
    assert all(read.check.another for read in told)
    for unit in again:
        assert len({count.by for count in unit.counts}) == len(unit.counts)


def test_somebody_was_at_healthcare_and_their_move_was_entered_afterwards(
    demo: Desk, told: list[Read]
) -> None:
    read = only(told, lambda r: any(u.code == "HEALTHCARE" and u.recounts for u in r.check.units))
    assert read.check.state is CheckState.CORRECT
    explained = {u.code: u for u in read.check.units if u.state is UnitState.EXPLAINED}
    assert sorted(explained) == ["C", "HEALTHCARE"]
    missing, extra = (explained[code].counts[-1] for code in ("C", "HEALTHCARE"))
    assert missing.missing == extra.extra != ()
    (late,) = sheet(demo, read).beside.late
    assert (late.left_unit, late.into_unit) == ("C", "HEALTHCARE")
    assert late.occurred_at < read.check.as_of < late.recorded_at
    with demo.store.read() as reader:
        verbs = reader.rows(
            "SELECT e.verb FROM entry e WHERE e.person_id = ? AND e.recorded_at >= ? ORDER BY pseq",
            (*missing.missing, late.recorded_at),
        )
    assert [verb for (verb,) in verbs][:2] == ["elsewhere", "back"]


def test_a_late_entry_says_otherwise_than_was_declared(demo: Desk, told: list[Read]) -> None:
    """Declared as expected, less who had left and was explained; the register says so now."""
    against = [read for read in told if sheet(demo, read).beside.says_now != read.check.population]
    assert [read.check.kind for read in against] == ["lock-up", "night", "unlock"]
    for read in against:
        assert read.check.state is CheckState.CORRECT
        assert sheet(demo, read).beside.says_now == read.check.counted == read.check.expected - 1


def test_one_was_abandoned_and_another_opened_instead(told: list[Read]) -> None:
    read = only(told, lambda r: r.check.state is CheckState.ABANDONED)
    assert read.check.ended is not None
    assert "Fire alarm" in read.check.ended.value["why"]
    assert {unit.state for unit in read.check.units} == {UnitState.AGREES, UnitState.WAITING}
    instead = told[told.index(read) + 1].check
    assert instead.kind is CheckKind.STAND_FAST
    assert 0 < instead.opened_at - read.check.opened_at < 60 * MINUTE


def test_one_was_escalated_and_taken_over_until_somebody_was_found(told: list[Read]) -> None:
    check = only(told, lambda r: r.check.escalated is not None).check
    assert (check.opened_as, check.kind) == (CheckKind.LOCK_UP, CheckKind.EMERGENCY)
    assert check.in_charge != check.opened_by
    (unit,) = (unit for unit in check.units if unit.recounts)
    assert [count.counted - unit.expected for count in unit.counts] == [-1, -1, 0]
    assert unit.counts[1].missing


def test_one_that_was_due_was_not_opened(told: list[Read]) -> None:
    middays = [
        to_local(read.check.opened_at, TIMEZONE).date()
        for read in told
        if read.check.kind is CheckKind.MIDDAY
    ]
    days = (max(middays) - min(middays)).days + 1
    assert len(middays) == days - 1


def test_counts_made_on_paper_have_both_times(told: list[Read]) -> None:
    paper = [
        count
        for read in told
        for unit in read.check.units
        for count in unit.counts
        if count.recorded_at - count.at >= 30 * MINUTE
    ]
    assert len(paper) == 14
    assert all("paper" in count.comment for count in paper)


def test_a_missing_response_at_unlock_stays_on_record(told: list[Read]) -> None:
    unlocks = [read.check for read in told if read.check.kind is CheckKind.UNLOCK]
    assert len(unlocks) == LAST_DAYS + 1
    for check in unlocks:
        assert check.wants_welfare
        assert all(unit.welfare for unit in check.units if unit.residential)
    without = [w.without for check in unlocks for unit in check.units for w in unit.welfare]
    assert sum(map(len, without)) == 1


def test_several_officers_count_and_two_shifts_declare(told: list[Read]) -> None:
    counted = {count.by for read in told for unit in read.check.units for count in unit.counts}
    assert len(counted) == 4
    ended = {read.name(read.check.ended.officer) for read in told if read.check.ended}
    assert len(ended) == 3


def test_whoever_opens_the_night_screen_has_something_to_do(demo: Desk, told: list[Read]) -> None:
    read = only(told, lambda r: r.check.is_open)
    assert read is told[-1]
    assert told[-2].check.state is CheckState.CORRECT
    states = {unit.code: unit.state for unit in read.check.units}
    assert [code for code, state in states.items() if state is UnitState.DIFFERS] == ["RECP"]
    waiting = {u.code: u.expected for u in read.check.units if u.state is UnitState.WAITING}
    # The first hour (docs/practice.md) types these.
    assert waiting == {
        "WORKSHOPS": 60, "KITCHEN": 16, "EDUCATION": 52, "VISITS": 16, "HEALTHCARE": 0,
    }  # fmt: skip
    since = sheet(demo, read).beside.since
    assert {line.into_unit for line in since} == {"RECP"}


def short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: int) -> Desk:
    """Make a demo of a few days and few people and open it at its last instant."""
    monkeypatch.setattr(opening_day, "HELD", FEW)
    monkeypatch.setattr(daily, "FULL", FEW)
    settings = Settings(store=str(tmp_path / "d" / "register.db"))
    build_demo(settings, FixedClock(now), days=SHORT)
    return opened_at(settings, now)


def where(desk: Desk) -> list[object]:
    """Give who is where, since when, in which bed."""
    with desk.store.read() as reader:
        return list(reader.rows(
            "SELECT w.person_id, p.number, p.last_name, w.place_id, w.bed, w.since"
            " FROM whereabouts w JOIN person p ON p.id = w.person_id ORDER BY w.person_id", (),
        ))  # fmt: skip


def test_counting_moves_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = short(tmp_path / "counted", monkeypatch, NOW)

    def by_the_day(_checks: Checks, days: AsItHappens, *_: object) -> None:
        days.rest()

    monkeypatch.setattr(Checks, "tell", by_the_day)
    not_counted = short(tmp_path / "not", monkeypatch, NOW)
    assert checks_of(counted)
    assert not checks_of(not_counted)
    assert where(counted) == where(not_counted)
    for desk in (counted, not_counted):
        desk.store.close()


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (datetime(2026, 3, 30, 23, 5, tzinfo=UTC), CheckKind.NIGHT),
        (datetime(2026, 6, 14, 11, 20, tzinfo=UTC), CheckKind.MIDDAY),
        (datetime(2026, 6, 14, 16, 40, tzinfo=UTC), CheckKind.LOCK_UP),
        (datetime(2026, 12, 14, 9, 0, tzinfo=UTC), CheckKind.STAND_FAST),
    ],
    ids=["after midnight", "just after midday's time", "just before lock-up", "morning"],
)
def test_one_check_is_open_at_any_time_of_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: datetime, kind: CheckKind
) -> None:
    desk = short(tmp_path, monkeypatch, to_instant(now))
    (read,) = (read for read in checks_of(desk) if read.check.is_open)
    assert read.check.kind is kind
    assert [u.code for u in read.check.units if u.state is UnitState.DIFFERS] == ["RECP"]
    assert len(read.check.units) == 14
    desk.store.close()
