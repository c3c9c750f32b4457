"""When a roll check is due, and what counts as opened in time; what was missed stays missed."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.checks.due import (
    Due,
    DueState,
    OpenedCheck,
    PlanSpan,
    due_at,
    judge_dues,
)
from wingterm.domain.checks.kinds import MINUTE, CheckKind, KindPlan
from wingterm.domain.times import FAR, to_instant, to_local

LONDON = "Europe/London"
NIGHT, UNLOCK = CheckKind.NIGHT, CheckKind.UNLOCK
DUE, OPENED, MISSED = DueState.DUE, DueState.OPENED, DueState.MISSED


def at(text: str) -> int:
    """Give the instant of `02 22:00`, in March 2026, when local time is UTC."""
    return to_instant(datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC))


BEGAN, ENDS = at("01 00:00"), at("04 00:00")


class Settled(NamedTuple):
    """What was settled for night patrols, from when on, and when that was recorded."""

    times: str
    from_at: str = "01 00:00"
    recorded: str = "01 00:00"
    late: int = 30

    @property
    def kinds(self) -> dict[CheckKind, KindPlan]:
        """The plan of kinds that it makes."""
        return {NIGHT: KindPlan(NIGHT, tuple(self.times.split()), late=self.late)}


def believed(*settled: Settled) -> list[PlanSpan]:
    """Give the spans that facts leave behind, one recorded after the other."""
    spans: list[PlanSpan] = []
    known: list[Settled] = []
    for one in sorted(settled, key=lambda one: at(one.recorded)):
        recorded = at(one.recorded)
        spans = [
            span._replace(retracted=recorded) if span.retracted == FAR else span for span in spans
        ]
        known.append(one)
        line = sorted(known, key=lambda each: at(each.from_at))
        ends = [*(at(each.from_at) for each in line[1:]), FAR]
        spans += [
            PlanSpan(at(each.from_at), end, recorded, FAR, each.kinds)
            for each, end in zip(line, ends, strict=True)
        ]
    return spans


def opened(*times: str, kind: CheckKind = NIGHT) -> list[OpenedCheck]:
    """Give checks opened at times, numbered from 1."""
    return [OpenedCheck(n, kind, at(time), at(time)) for n, time in enumerate(times, start=1)]


def judged(
    plans: list[PlanSpan], checks: list[OpenedCheck], now: int, since: int = BEGAN
) -> tuple[Due, ...]:
    """Judge the dues of the first days of March."""
    return judge_dues(plans, checks, LONDON, since=since, until=ENDS, now=now)


def told(dues: tuple[Due, ...]) -> dict[str, str]:
    """Give each due time as `02 22:00`, with its state or the number of the check."""
    return {
        f"{to_local(due.due_at, LONDON):%d %H:%M}": f"check {due.check.id}"
        if due.check
        else due.state.value
        for due in dues
    }


ONE = Settled("22:00")
TWO = Settled("22:00 23:00")
HALF_HOURS = Settled("22:00 22:30 23:00")

CASES = {
    "nobody opened it, and it may still be": ([ONE], (), "01 22:30", {"01 22:00": "DUE"}),
    "nobody opened it": ([ONE], (), "01 22:31", {"01 22:00": "MISSED"}),
    "it is ahead, and may be opened": ([ONE], (), "01 21:00", {"01 22:00": "DUE"}),
    "it is too far ahead": ([ONE], (), "01 20:59", {}),
    "on the minute": ([ONE], ("01 22:00",), "01 23:00", {"01 22:00": "check 1"}),
    "as early as may be": ([ONE], ("01 21:00",), "01 23:00", {"01 22:00": "check 1"}),
    "too early": ([ONE], ("01 20:59",), "01 23:00", {"01 22:00": "MISSED"}),
    "opened early, before it is due": ([ONE], ("01 21:30",), "01 21:40", {"01 22:00": "check 1"}),
    "as late as may be": ([ONE], ("01 22:30",), "01 23:00", {"01 22:00": "check 1"}),
    "too late": ([ONE], ("01 22:31",), "01 23:00", {"01 22:00": "MISSED"}),
    "each day by itself": (
        [ONE],
        ("02 22:10",),
        "03 23:00",
        {"01 22:00": "MISSED", "02 22:00": "check 1", "03 22:00": "MISSED"},
    ),
    "two checks for two times": (
        [TWO],
        ("01 22:05", "01 22:55"),
        "02 00:00",
        {"01 22:00": "check 1", "01 23:00": "check 2"},
    ),
    "one check in two windows counts for the nearest": (
        [TWO],
        ("01 22:29",),
        "02 00:00",
        {"01 22:00": "check 1", "01 23:00": "MISSED"},
    ),
    "past the middle it counts for the next": (
        [HALF_HOURS],
        ("01 22:16",),
        "02 00:00",
        {"01 22:00": "MISSED", "01 22:30": "check 1", "01 23:00": "MISSED"},
    ),
    "half way it counts for the one that it is late for": (
        [HALF_HOURS],
        ("01 22:15",),
        "02 00:00",
        {"01 22:00": "check 1", "01 22:30": "MISSED", "01 23:00": "MISSED"},
    ),
    "the first of two for one time counts": (
        [TWO],
        ("01 21:50", "01 22:10"),
        "02 00:00",
        {"01 22:00": "check 1", "01 23:00": "MISSED"},
    ),
    "times are added": (
        [ONE, Settled("21:00 22:00", "02 12:00", "02 12:00")],
        (),
        "03 00:00",
        {"01 22:00": "MISSED", "02 21:00": "MISSED", "02 22:00": "MISSED"},
    ),
    "times are taken away": (
        [TWO, Settled("22:00", "02 12:00", "02 12:00")],
        (),
        "03 00:00",
        {"01 22:00": "MISSED", "01 23:00": "MISSED", "02 22:00": "MISSED"},
    ),
    "a back-dated plan takes away nothing that was missed": (
        [ONE, Settled("", "01 00:00", "02 12:00")],
        (),
        "03 00:00",
        {"01 22:00": "MISSED"},
    ),
    "a back-dated plan makes nothing missed that was not due": (
        [Settled("05:00", "01 00:00", "02 12:00")],
        (),
        "03 12:00",
        {"03 05:00": "MISSED"},
    ),
    "a back-dated time to be late in rescues nothing": (
        [ONE, Settled("22:00", "01 00:00", "01 23:00", late=600)],
        ("01 22:40",),
        "02 00:00",
        {"01 22:00": "MISSED"},
    ),
    "a plan of its own day alone": (
        [ONE, Settled("20:00", "02 00:00", "02 12:00"), Settled("22:00", "03 00:00", "03 12:00")],
        (),
        "03 23:00",
        {"01 22:00": "MISSED", "02 20:00": "MISSED", "03 22:00": "MISSED"},
    ),
    "nearer to a time that was foreseen and then taken away": (
        [HALF_HOURS, Settled("22:00", "01 22:20", "01 22:20")],
        ("01 22:16",),
        "01 23:00",
        {"01 22:00": "MISSED"},
    ),
    "a nearer time that was added afterwards takes no check away": (
        [ONE, Settled("22:00 22:20", "01 22:15", "01 22:15")],
        ("01 22:12",),
        "01 23:00",
        {"01 22:00": "check 1", "01 22:20": "MISSED"},
    ),
    "opened for no time that was foreseen": (
        [Settled(""), Settled("22:20", "01 22:15", "01 22:15")],
        ("01 22:12",),
        "01 23:00",
        {"01 22:20": "check 1"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_was_due_and_how_it_stands(name: str) -> None:
    settled, times, now, expected = CASES[name]
    dues = judged(believed(*settled), opened(*times), at(now))
    assert told(dues) == expected
    assert [due.due_at for due in dues] == sorted(due.due_at for due in dues)


def test_a_check_of_another_kind_counts_for_none() -> None:
    # An escalated check is given as the kind that it was opened as.
    dues = judged(believed(ONE), opened("01 22:00", kind=CheckKind.EMERGENCY), at("01 23:00"))
    assert told(dues) == {"01 22:00": "MISSED"}


def test_the_plan_says_how_late_a_check_may_be() -> None:
    (due,) = judged(believed(Settled("22:00", late=600)), opened("02 07:59"), at("02 09:00"))
    assert (due.state, due.missed_at) == (OPENED, at("02 08:00"))


def test_kinds_due_at_one_time_are_told_in_their_order() -> None:
    kinds = {kind: KindPlan(kind, ("08:00",)) for kind in (NIGHT, UNLOCK)}
    dues = judged([PlanSpan(BEGAN, FAR, BEGAN, FAR, kinds)], [], at("01 09:00"))
    assert [due.kind for due in dues] == [UNLOCK, NIGHT]


def test_nothing_is_due_before_anything_was_settled() -> None:
    assert judge_dues([], [], LONDON, since=0, until=FAR, now=ENDS) == ()


@pytest.mark.parametrize(
    ("day", "hhmm", "timezone", "expected"),
    [
        (date(2026, 3, 29), "00:59", LONDON, "2026-03-29T00:59"),
        # Clocks go from 01:00 to 02:00: what lies between is passed at that instant.
        (date(2026, 3, 29), "01:00", LONDON, "2026-03-29T01:00"),
        (date(2026, 3, 29), "01:30", LONDON, "2026-03-29T01:00"),
        (date(2026, 3, 29), "02:00", LONDON, "2026-03-29T01:00"),
        (date(2026, 3, 29), "02:01", LONDON, "2026-03-29T01:01"),
        # Clocks go back from 02:00 to 01:00: the first 01:30 is meant.
        (date(2026, 10, 25), "00:59", LONDON, "2026-10-24T23:59"),
        (date(2026, 10, 25), "01:00", LONDON, "2026-10-25T00:00"),
        (date(2026, 10, 25), "01:30", LONDON, "2026-10-25T00:30"),
        (date(2026, 10, 25), "02:00", LONDON, "2026-10-25T02:00"),
        (date(2026, 7, 1), "07:45", LONDON, "2026-07-01T06:45"),
        # A change of half an hour, and one at midnight.
        (date(2026, 10, 4), "02:15", "Australia/Lord_Howe", "2026-10-03T15:30"),
        (date(2018, 11, 4), "00:20", "America/Sao_Paulo", "2018-11-04T03:00"),
    ],
)
def test_local_times_on_the_nights_when_the_clocks_change(
    day: date, hhmm: str, timezone: str, expected: str
) -> None:
    instant = to_instant(datetime.fromisoformat(expected).replace(tzinfo=UTC))
    assert due_at(day, hhmm, timezone) == instant


@pytest.mark.parametrize(
    ("times", "first", "expected"),
    [
        # Two patrols in the hour that is left out are one: nobody can be early for the second.
        ("00:30 01:15 01:45 02:30", "2026-03-28T23:00", [0, 30, 60]),
        ("00:30 01:15 01:45 02:30", "2026-10-24T23:00", [0, 45, 75, 180]),
    ],
)
def test_what_is_left_out_or_occurs_twice_is_due_once(
    times: str, first: str, expected: list[int]
) -> None:
    begins = to_instant(datetime.fromisoformat(first).replace(tzinfo=UTC))
    plans = [PlanSpan(0, FAR, 0, FAR, Settled(times).kinds)]
    dues = judge_dues(plans, [], LONDON, since=begins, until=begins + 300 * MINUTE, now=FAR)
    minutes = [(due.due_at - dues[0].due_at) // MINUTE for due in dues]
    assert minutes == expected


MINUTES = st.integers(min_value=0, max_value=3 * 24 * 60 - 1)
TIMES = st.lists(st.integers(min_value=0, max_value=95), max_size=8, unique=True).map(
    lambda quarters: " ".join(f"{q // 4:02d}:{q % 4 * 15:02d}" for q in sorted(quarters))
)


def _moment(minutes: int) -> str:
    moment = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    return f"{moment:%d %H:%M}"


@st.composite
def plans_of_days(draw: st.DrawFn) -> list[Settled]:
    """Draw plans, each recorded at a time of its own, for then on or back-dated."""
    recorded = draw(st.lists(MINUTES, min_size=1, max_size=4, unique=True))
    found: dict[int, Settled] = {}
    for when in recorded:
        from_at = draw(st.one_of(st.just(when), st.integers(min_value=0, max_value=when)))
        late = draw(st.integers(min_value=1, max_value=180))
        found[from_at] = Settled(draw(TIMES), _moment(from_at), _moment(when), late)
    return list(found.values())


@given(plans_of_days(), st.lists(MINUTES, max_size=30, unique=True), MINUTES, st.integers(0, 600))
def test_every_due_time_is_in_one_state_that_no_later_time_undoes(
    settled: list[Settled], times: list[int], now: int, after: int
) -> None:
    checks = opened(*map(_moment, sorted(times)))

    def known(minutes: int) -> tuple[Due, ...]:
        instant = at(_moment(0)) + minutes * MINUTE
        held = [one for one in settled if at(one.recorded) <= instant]
        return judged(believed(*held), [c for c in checks if c.opened_at <= instant], instant)

    dues = known(now)
    # One line for each time, and no check in two of them.
    assert len({due.due_at for due in dues}) == len(dues)
    assert max(Counter(due.check for due in dues if due.check).values(), default=0) <= 1
    instant = at(_moment(0)) + now * MINUTE
    for due in dues:
        assert (due.state is OPENED) == (due.check is not None)
        assert (due.state is MISSED) == (due.check is None and instant > due.missed_at)
        if due.check is not None:
            assert due.due_at - 60 * MINUTE <= due.check.opened_at <= due.missed_at
    # Whatever is opened or settled afterwards, what has passed stays as it was.
    later = {due.due_at: due for due in known(now + after)}
    past = {due.due_at: due for due in dues if due.missed_at < instant}
    assert {at_: later.get(at_) for at_ in past} == past
    assert {at_ for at_ in later if at_ <= instant} == {
        due.due_at for due in dues if due.due_at <= instant
    }


@given(plans_of_days(), st.lists(MINUTES, max_size=30, unique=True), MINUTES)
def test_how_a_due_time_stands_does_not_depend_on_what_was_asked_for(
    settled: list[Settled], times: list[int], since: int
) -> None:
    checks = opened(*map(_moment, sorted(times)))
    first = BEGAN + since * MINUTE
    whole = judged(believed(*settled), checks, ENDS)
    part = judged(believed(*settled), checks, ENDS, since=first)
    assert part == tuple(due for due in whole if due.due_at >= first)


def test_a_check_of_yesterday_is_none_for_today() -> None:
    """Opened in time, of another time: what is due today has not been counted."""
    told_of = {
        of: told(judged(believed(ONE), [OpenedCheck(1, NIGHT, at("02 22:05"), at(of))],
                        at("02 23:00"), at("02 00:00")))
        for of in ("02 22:05", "02 21:00", "02 20:59", "01 22:00")
    }  # fmt: skip
    assert told_of == {
        "02 22:05": {"02 22:00": "check 1"},
        "02 21:00": {"02 22:00": "check 1"},
        "02 20:59": {"02 22:00": "MISSED"},
        "01 22:00": {"02 22:00": "MISSED"},
    }
