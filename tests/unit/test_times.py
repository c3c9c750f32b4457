"""How times are typed and shown, on the nights when the clocks change above all."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.times import (
    FAR,
    TimeNotUnderstood,
    duration_in_words,
    iso,
    known_timezone,
    local_date,
    midnight_before,
    midnight_of,
    parse_instant,
    shown_full,
    shown_time,
    to_instant,
    to_local,
)

LONDON = "Europe/London"


def utc(*parts: int) -> int:
    """Give the instant of a UTC time."""
    return to_instant(datetime(*parts, tzinfo=UTC))  # type: ignore[misc,arg-type]


NOW = utc(2026, 11, 23, 14, 30, 15)
SUMMER = utc(2026, 7, 1, 0, 10)
"""01:10 on 1 July in London, still 30 June by UTC's clock an hour and a bit earlier."""


@pytest.mark.parametrize(
    ("typed", "now", "instant"),
    [
        ("now", NOW, NOW),
        (" NOW ", NOW, NOW),
        ("09:05", NOW, utc(2026, 11, 23, 9, 5)),
        ("9:05", NOW, utc(2026, 11, 23, 9, 5)),
        ("today 09:05", NOW, utc(2026, 11, 23, 9, 5)),
        ("yesterday 23:59", NOW, utc(2026, 11, 22, 23, 59)),
        ("tomorrow 08:00", NOW, utc(2026, 11, 24, 8)),
        ("Yesterday   07:00", NOW, utc(2026, 11, 22, 7, 0)),
        ("00:30", SUMMER, utc(2026, 6, 30, 23, 30)),
        ("yesterday 00:30", SUMMER, utc(2026, 6, 29, 23, 30)),
        ("2026-11-23 09:05", NOW, utc(2026, 11, 23, 9, 5)),
        ("2026-11-23T09:05", NOW, utc(2026, 11, 23, 9, 5)),
        ("2026-11-23t09:05", NOW, utc(2026, 11, 23, 9, 5)),
        ("2026-11-23 09:05:07", NOW, utc(2026, 11, 23, 9, 5, 7)),
        ("2026-11-23 09:05:07.25", NOW, utc(2026, 11, 23, 9, 5, 7, 250_000)),
        ("2026-07-01 09:05", NOW, utc(2026, 7, 1, 8, 5)),
        ("2026-07-01T09:05Z", NOW, utc(2026, 7, 1, 9, 5)),
        ("2026-07-01T09:05z", NOW, utc(2026, 7, 1, 9, 5)),
        ("2026-07-01T09:05+01:00", NOW, utc(2026, 7, 1, 8, 5)),
        ("2026-07-01 09:05-02:30", NOW, utc(2026, 7, 1, 11, 35)),
        ("2024-02-29 00:00", NOW, utc(2024, 2, 29)),
    ],
)
def test_every_form_of_a_time(typed: str, now: int, instant: int) -> None:
    assert parse_instant(typed, now, LONDON) == instant


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "24:00", "12:60", "9", "9.05", "0905", "sometime 09:00", "-1:00", "9:5",
        "2026-11-23", "2026-13-01 00:00", "2026-02-29 00:00", "2026-11-23 24:00",
        "2026-11-23 09:61", "2026-11-23 09:05:60", "2026-11-23 09:05+25:00", "23/11/2026 09:05",
        "\uff11\uff12:\uff13\uff10", "\u0661\u0662:\u0663\u0660", "09:05\x00", "09:05; DROP",
        "2026-11-23 09:05:07.1234567", "99999-01-01 00:00", "0000-01-01 00:00",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused_in_words(typed: str) -> None:
    with pytest.raises(TimeNotUnderstood, match="is not a time"):
        parse_instant(typed, NOW, LONDON)


def test_a_time_before_the_first_instant_is_refused() -> None:
    with pytest.raises(TimeNotUnderstood):
        parse_instant("0001-01-01 00:00", NOW, "Asia/Tokyo")


@pytest.mark.parametrize("timezone", [LONDON, "Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize(
    "typed",
    [
        "9999-12-31T23:59-05:00", "9999-12-31T23:59:59.999999Z", "9999-01-01T00:00Z",
        "0001-01-01T00:00+05:00", "0001-01-01T00:00Z", "1899-12-31T23:59Z",
    ],
)  # fmt: skip
def test_a_time_too_far_away_for_local_time_is_refused(typed: str, timezone: str) -> None:
    with pytest.raises(TimeNotUnderstood, match="a year from 1900 to 9998"):
        parse_instant(typed, NOW, timezone)
    for edge in ("1900-01-01T00:00Z", "9998-12-31T23:59:59.999999Z"):
        assert to_instant(to_local(parse_instant(edge, NOW, timezone), timezone))


def readings_offered(typed: str) -> tuple[str, str]:
    """Give the two readings that the refusal of a typed time offers."""
    with pytest.raises(TimeNotUnderstood) as refused:
        parse_instant(typed, NOW, LONDON)
    found = re.findall(r"\d{4}-\d{2}-\d{2}T[0-9:.]+\+\d{2}:\d{2}", str(refused.value))
    assert len(found) == 2
    return found[0], found[1]


def test_the_hour_that_never_is() -> None:
    first, second = readings_offered("2026-03-29 01:30")
    assert (first, second) == ("2026-03-29T00:30+00:00", "2026-03-29T02:30+01:00")
    assert parse_instant(first, NOW, LONDON) == utc(2026, 3, 29, 0, 30)
    assert parse_instant(second, NOW, LONDON) == utc(2026, 3, 29, 1, 30)
    assert parse_instant("2026-03-29 00:59", NOW, LONDON) == utc(2026, 3, 29, 0, 59)
    assert parse_instant("2026-03-29 02:00", NOW, LONDON) == utc(2026, 3, 29, 1, 0)


def test_the_hour_that_is_twice() -> None:
    first, second = readings_offered("2026-10-25 01:30")
    assert (first, second) == ("2026-10-25T01:30+01:00", "2026-10-25T01:30+00:00")
    assert parse_instant(first, NOW, LONDON) == utc(2026, 10, 25, 0, 30)
    assert parse_instant(second, NOW, LONDON) == utc(2026, 10, 25, 1, 30)
    assert parse_instant("2026-10-25 00:59", NOW, LONDON) == utc(2026, 10, 24, 23, 59)
    assert parse_instant("2026-10-25 02:00", NOW, LONDON) == utc(2026, 10, 25, 2, 0)


def test_readings_keep_the_seconds_that_were_typed() -> None:
    first, second = readings_offered("2026-10-25 01:30:15")
    assert parse_instant(first, NOW, LONDON) == utc(2026, 10, 25, 0, 30, 15)
    assert parse_instant(second, NOW, LONDON) == utc(2026, 10, 25, 1, 30, 15)
    assert readings_offered("2026-03-29 01:30:15.5")[1] == "2026-03-29T02:30:15.500000+01:00"


def test_the_hour_of_today_is_refused_when_it_is_twice() -> None:
    at_noon = utc(2026, 10, 25, 12)
    with pytest.raises(TimeNotUnderstood, match="twice"):
        parse_instant("01:30", at_noon, LONDON)
    with pytest.raises(TimeNotUnderstood, match="twice"):
        parse_instant("yesterday 01:30", utc(2026, 10, 26, 12), LONDON)


@pytest.mark.parametrize(
    ("instant", "midnight"),
    [
        (utc(2026, 3, 29, 0, 0), utc(2026, 3, 29, 0, 0)),
        (utc(2026, 3, 29, 12, 0), utc(2026, 3, 29, 0, 0)),
        (utc(2026, 3, 29, 22, 59), utc(2026, 3, 29, 0, 0)),
        (utc(2026, 3, 29, 23, 0), utc(2026, 3, 29, 23, 0)),
        (utc(2026, 10, 24, 22, 59), utc(2026, 10, 23, 23, 0)),
        (utc(2026, 10, 24, 23, 0), utc(2026, 10, 24, 23, 0)),
        (utc(2026, 10, 25, 0, 30), utc(2026, 10, 24, 23, 0)),
        (utc(2026, 10, 25, 1, 30), utc(2026, 10, 24, 23, 0)),
        (utc(2026, 10, 25, 23, 59), utc(2026, 10, 24, 23, 0)),
        (utc(2026, 10, 26, 0, 0), utc(2026, 10, 26, 0, 0)),
    ],
)
def test_midnight_on_days_of_23_and_25_hours(instant: int, midnight: int) -> None:
    assert midnight_before(instant, LONDON) == midnight


def test_how_times_are_shown() -> None:
    assert shown_full(utc(2026, 7, 1, 8, 5), LONDON) == "2026-07-01 09:05"
    assert shown_full(utc(2026, 10, 25, 0, 30), LONDON) == "2026-10-25 01:30 +01:00"
    assert shown_full(utc(2026, 10, 25, 1, 30), LONDON) == "2026-10-25 01:30 +00:00"
    assert shown_time(utc(2026, 11, 23, 9, 5), LONDON, NOW) == "09:05"
    assert shown_time(utc(2026, 11, 22, 9, 5), LONDON, NOW) == "22 Nov 09:05"
    assert shown_time(utc(2025, 11, 22, 9, 5), LONDON, NOW) == "22 Nov 2025 09:05"
    assert iso(0) == "1970-01-01T00:00:00.000000Z"
    assert iso(FAR) == "9999-12-31T23:59:59.999999Z"
    assert str(local_date(utc(2026, 6, 30, 23, 30), LONDON)) == "2026-07-01"


@pytest.mark.parametrize(
    "name", ["", "Europe", "../etc/passwd", "Nowhere/Land", "a\x00b", "\ud800"]
)
def test_unknown_time_zones(name: str) -> None:
    assert not known_timezone(name)
    assert known_timezone(LONDON)


INSTANTS = st.integers(utc(1990, 1, 1), utc(2040, 1, 1))


@given(INSTANTS)
def test_iso_text_is_read_back(instant: int) -> None:
    assert parse_instant(iso(instant), NOW, LONDON) == instant


@given(INSTANTS, st.sampled_from([LONDON, "America/New_York", "Australia/Lord_Howe", "UTC"]))
def test_local_time_is_read_back_or_refused_as_double(instant: int, timezone: str) -> None:
    local = to_local(instant, timezone)
    assert to_instant(local) == instant
    assert parse_instant(local.isoformat(), NOW, timezone) == instant
    typed = local.replace(tzinfo=None).isoformat(sep=" ")
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        assert parse_instant(typed, NOW, timezone) == instant
        return
    with pytest.raises(TimeNotUnderstood, match="occurs twice") as refused:
        parse_instant(typed, NOW, timezone)
    assert f"{local:%H:%M}" in str(refused.value)


@given(INSTANTS)
def test_midnight_is_the_start_of_the_local_day(instant: int) -> None:
    midnight = midnight_before(instant, LONDON)
    assert midnight <= instant < midnight + 25 * 3_600_000_000
    assert local_date(midnight, LONDON) == local_date(instant, LONDON)
    assert local_date(midnight - 1, LONDON) < local_date(instant, LONDON)


@given(st.text(max_size=40))
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    with suppress(TimeNotUnderstood):
        assert isinstance(parse_instant(text, NOW, LONDON), int)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-5, "0 min"), (0, "0 min"), (59, "59 min"), (60, "1 h 00 min"), (185, "3 h 05 min"),
        (1439, "23 h 59 min"), (1440, "1 d"), (1500, "1 d 1 h"), (2880 + 61, "2 d 1 h"),
    ],
)  # fmt: skip
def test_a_length_of_time_in_words(minutes: int, words: str) -> None:
    assert duration_in_words(minutes * 60_000_000) == words


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-02", 24)]
)
def test_midnights_of_a_day_and_the_next(day: str, hours: int) -> None:
    this = date.fromisoformat(day)
    begins = midnight_of(this, "Europe/London")
    ends = midnight_of(this + timedelta(days=1), "Europe/London")
    assert ends - begins == hours * 3_600_000_000
    assert midnight_before(ends - 1, "Europe/London") == begins


@pytest.mark.parametrize(
    ("timezone", "change", "time", "offsets"),
    [
        # At midnight, back into the day before.
        ("Asia/Beirut", utc(2024, 10, 26, 21), "2024-10-26 23:30", ("+03:00", "+02:00")),
        # A minute after midnight: the hour that occurs twice begins on the day before.
        ("America/Phoenix", utc(1944, 1, 1, 6, 1), "1943-12-31 23:31", ("-06:00", "-07:00")),
    ],
)
def test_an_hour_that_occurs_twice_around_midnight_is_shown_with_its_offset(
    timezone: str, change: int, time: str, offsets: tuple[str, str]
) -> None:
    half_an_hour = 30 * 60_000_000
    around = (change - half_an_hour, change + half_an_hour)
    shown = [shown_full(at, timezone) for at in around]
    assert shown == [f"{time} {offset}" for offset in offsets]
