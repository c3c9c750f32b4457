"""Instants, local times and how both are typed and shown.

An instant is an int: microseconds since 1970-01-01 UTC. Staff type and read the prison's local
time.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Instant = int
"""Microseconds since 1970-01-01 UTC."""

FAR = 253_402_300_799_999_999
"""9999-12-31T23:59:59.999999Z: "still open". Never NULL."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_UTC = datetime(1970, 1, 1)  # noqa: DTZ001 - of UTC, without saying so in what is made of it
_MICRO = timedelta(microseconds=1)
_TO_THE_MINUTE, _TO_THE_SECOND = len("2026-11-23 09:05"), len("2026-11-23 09:05:17")
_CLOCK = re.compile(
    r"(?:(?P<word>yesterday|today|tomorrow) )?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)",
    re.ASCII,
)
_FULL = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[T ]"
    r"(?P<time>(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?)"
    r"(?P<zone>Z|[+-]\d{2}:\d{2})?",
    re.ASCII,
)
_DAYS = {"yesterday": -1, "tomorrow": 1}
_FORMS = "Type HH:MM for today, yesterday HH:MM, or YYYY-MM-DD HH:MM."
_YEARS = (1900, 9998)
"""First and last year that may be typed; beyond them an instant has no local time everywhere."""
_FIRST, _AFTER = (
    (datetime(year, 1, 1, tzinfo=UTC) - _EPOCH) // _MICRO for year in (_YEARS[0], _YEARS[1] + 1)
)


class TimeNotUnderstood(ValueError):
    """A typed time that means nothing, or two things; the message says which and what to type."""


def known_timezone(name: str) -> bool:
    """Whether a time zone of that name is known here."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def to_instant(moment: datetime) -> Instant:
    """Give the instant of an aware datetime."""
    return (moment - _EPOCH) // _MICRO


def to_local(instant: Instant, timezone: str) -> datetime:
    """Give an instant as local time of a time zone."""
    return (_EPOCH + instant * _MICRO).astimezone(ZoneInfo(timezone))


def local_date(instant: Instant, timezone: str) -> date:
    """Give the local day of an instant."""
    return to_local(instant, timezone).date()


def midnight_before(instant: Instant, timezone: str) -> Instant:
    """Give 00:00 local time of an instant's day, that of the unlock roll (domain note 2.1)."""
    local = to_local(instant, timezone)
    return to_instant(local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0))


def midnight_of(day: date, timezone: str) -> Instant:
    """Give 00:00 local time of a day."""
    return to_instant(datetime.combine(day, time(), ZoneInfo(timezone)))


def shown_time(instant: Instant, timezone: str, now: Instant) -> str:
    """Give a time as short as it can be: `09:05` today, else `22 Nov 09:05`, else with the year."""
    local, today = to_local(instant, timezone), to_local(now, timezone)
    if local.date() == today.date():
        return local.strftime("%H:%M")
    if local.year == today.year:
        return local.strftime("%d %b %H:%M")
    return local.strftime("%d %b %Y %H:%M")


def shown_clock(instant: Instant, timezone: str, now: Instant) -> str:
    """Give `14:02:07` of an instant today, else with its date, in local time."""
    local = to_local(instant, timezone)
    if local.date() == local_date(now, timezone):
        return local.strftime("%H:%M:%S")
    return local.strftime("%Y-%m-%d %H:%M:%S")


def shown_full(instant: Instant, timezone: str, *, seconds: bool = False) -> str:
    """Give `2026-11-23 09:05` in local time; with the offset in an hour that occurs twice.

    With `seconds` it is `09:05:17`, to tell two times of one minute apart.
    """
    local = to_local(instant, timezone)
    text = local.isoformat(" ", "seconds" if seconds else "minutes")
    shown = text[:_TO_THE_SECOND] if seconds else text[:_TO_THE_MINUTE]
    if _clocks_change(local.date(), timezone) and (
        local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    ):
        shown += f" {local.strftime('%z')[:3]}:{local.strftime('%z')[3:]}"
    return shown


@lru_cache(maxsize=4096)
def _clocks_change(day: date, timezone: str) -> bool:
    """Whether a day begins and ends with other offsets; on any other no hour occurs twice."""
    zone = ZoneInfo(timezone)
    begins = datetime.combine(day, time(), zone)
    ends = datetime.combine(day + timedelta(days=1), time(fold=1), zone)
    return begins.utcoffset() != ends.utcoffset()


def iso(instant: Instant) -> str:
    """Give an instant as UTC ISO text with Z, for machines; `FAR` too."""
    return f"{(_EPOCH_UTC + instant * _MICRO).isoformat(timespec='microseconds')}Z"


def parse_instant(text: str, now: Instant, timezone: str) -> Instant:
    """Give the instant of a typed time.

    Args:
        text: `now`, `HH:MM`, `yesterday HH:MM`, `tomorrow HH:MM`, `YYYY-MM-DD HH:MM[:SS]`, the same
            with `T`, and with `Z` or an offset such as `+01:00`. Without one it is local time.
        now: the machine's instant, from which today is counted.
        timezone: the prison's time zone.

    Raises:
        TimeNotUnderstood: it means nothing, or local time passes it twice or never on that night,
            or it lies before 1900 or after 9998.
    """
    typed = " ".join(text.split())
    instant = _read(typed, now, timezone)
    if not _FIRST <= instant < _AFTER:
        raise TimeNotUnderstood(
            f"{typed} is too far away. Type a year from {_YEARS[0]} to {_YEARS[1]}."
        )
    return instant


def _read(typed: str, now: Instant, timezone: str) -> Instant:
    if typed.lower() == "now":
        return now
    if match := _CLOCK.fullmatch(typed.lower()):
        day = local_date(now, timezone) + timedelta(days=_DAYS.get(match["word"], 0))
        return _local(f"{day} {int(match['hour']):02d}:{match['minute']}", timezone, typed)
    if match := _FULL.fullmatch(typed.upper()):
        if match["zone"] is None:
            return _local(f"{match['date']} {match['time']}", timezone, typed)
        try:
            return to_instant(datetime.fromisoformat(typed.upper()))
        except ValueError:
            raise TimeNotUnderstood(f"{typed} is not a time. {_FORMS}") from None
    raise TimeNotUnderstood(f"{typed or '(empty)'} is not a time. {_FORMS}")


def _local(text: str, timezone: str, typed: str) -> Instant:
    try:
        naive = datetime.fromisoformat(text)
        zone = ZoneInfo(timezone)
        first, second = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
        exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive
    except (ValueError, OverflowError):
        raise TimeNotUnderstood(f"{typed} is not a time. {_FORMS}") from None
    if not exists:
        # In the gap the two folds are read with the offsets after and before it.
        real = [
            r.astimezone(UTC).astimezone(zone).isoformat(timespec=_precision(naive))
            for r in (first, second)
        ]
        raise TimeNotUnderstood(
            f"{typed} does not occur: the clocks go forward. Type {real[1]} or {real[0]}."
        )
    if first.utcoffset() != second.utcoffset():
        readings = [reading.isoformat(timespec=_precision(naive)) for reading in (first, second)]
        raise TimeNotUnderstood(
            f"{typed} occurs twice: the clocks go back. Type {readings[0]} or {readings[1]}."
        )
    return to_instant(first)


def _precision(typed: datetime) -> str:
    """Give how exactly a reading must be shown so that it means what was typed."""
    if typed.microsecond:
        return "microseconds"
    return "seconds" if typed.second else "minutes"


def duration_in_words(micros: int) -> str:
    """Give a length of time as two units at most: `2 d 3 h`, `3 h 05 min`, `12 min`."""
    minutes = max(0, micros) // 60_000_000
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"
