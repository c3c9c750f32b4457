"""Read what people type in fields that are no plain text: yes or no, a whole number, a time."""

from wingterm.domain.times import TimeNotUnderstood, parse_instant
from wingterm.errors import BadInput


def read_yes_no(name: str, typed: str) -> bool:
    """Give what an answer means.

    Raises:
        BadInput: neither yes nor no.
    """
    answer = typed.lower()
    if answer not in ("y", "yes", "n", "no"):
        raise BadInput("Type yes or no.", "y and n are enough.", field=name)
    return answer.startswith("y")


def read_number(name: str, typed: str) -> int:
    """Give a whole number; nothing typed is 0.

    Raises:
        BadInput: it is none.
    """
    typed = typed or "0"
    if not (typed.isascii() and typed.isdecimal()):
        raise BadInput("Type a whole number: 0, 1, 2 ...", "Without signs or words.", field=name)
    return int(typed)


def read_instant(name: str, typed: str, now: int, timezone: str) -> int | None:
    """Give the instant of a typed time in a prison's local time; None for nothing typed.

    Args:
        name: of the field, for the error.
        typed: as `wingterm.domain.times.parse_instant` reads it.
        now: the instant from which today is counted.
        timezone: the prison's time zone.

    Raises:
        BadInput: it means nothing, or two things; the message says what to type.
    """
    if not typed:
        return None
    try:
        return parse_instant(typed, now, timezone)
    except (TimeNotUnderstood, OverflowError) as error:
        raise BadInput(str(error), field=name) from None
