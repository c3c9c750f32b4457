"""What each column of a file of people may hold, and how it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wingterm.domain.people import (
    SEXES,
    FieldRefused,
    check_name,
    parse_date_of_birth,
    parse_prison_number,
    read_day,
)
from wingterm.domain.places import PlaceKind
from wingterm.domain.times import (
    TimeNotUnderstood,
    local_date,
    midnight_before,
    parse_instant,
)
from wingterm.services.codes import code_list, reason_codes

HALF_A_DAY = 12 * 3_600_000_000

SAID = {
    "legal_status": ("legal-status", "status", "imprisonment_statuses"),
    "category": ("category", "category", "security_categories"),
    "csra": ("csra", "level", "csra_levels"),
}
"""Column to the particular that it becomes, its field, and the list of its codes."""


@dataclass(frozen=True, slots=True)
class Against:
    """What columns are judged against."""

    timezone: str
    now: int
    places: Mapping[str, PlaceKind]
    """Kinds of the prison's places, by code."""


def judges(against: Against) -> dict[str, Callable[[str], str]]:
    """Give what makes of a column's text what is kept; each raises `FieldRefused`."""
    today = local_date(against.now, against.timezone)
    return {
        "last_name": lambda typed: check_name(typed, "last_name"),
        "first_name": lambda typed: check_name(typed, "first_name"),
        "date_of_birth": lambda typed: parse_date_of_birth(typed, today).isoformat(),
        "sex": _sex,
        "number": lambda typed: parse_prison_number(typed) if typed.strip() else "",
        "cell": lambda typed: _cell(against, typed),
        "received": lambda typed: _received(against, typed),
        "dated": lambda typed: _dated(against, typed),
        "reason": _reason,
        "alias": _alias,
        **{column: _coded(column) for column in SAID},
    }


def _sex(typed: str) -> str:
    code = typed.strip().upper()
    if code not in SEXES:
        codes = ", ".join(f"{code} {word}" for code, word in SEXES.items())
        raise FieldRefused("sex", f"Sex is one of: {codes}.")
    return code


def _cell(against: Against, typed: str) -> str:
    code = typed.strip().upper()
    if code and against.places.get(code) is not PlaceKind.CELL:
        word = "is not a cell" if code in against.places else "is not in the file of places"
        raise FieldRefused("cell", f"{code} {word}.")
    return code


def _received(against: Against, typed: str) -> str:
    """Give the instant of a reception as text; of a day alone its noon, or now when it is today."""
    text = typed.strip()
    if not text:
        return ""
    day = read_day(text)
    try:
        instant = parse_instant(
            f"{day.isoformat()} 12:00" if day else text, against.now, against.timezone
        )
    except TimeNotUnderstood as refused:
        raise FieldRefused("received", str(refused)) from None
    if day and day == local_date(against.now, against.timezone):
        return str(max(midnight_before(against.now, against.timezone), against.now - HALF_A_DAY))
    if instant > against.now:
        raise FieldRefused("received", f"{text} has not come yet.")
    return str(instant)


def _dated(against: Against, typed: str) -> str:
    """Give the day of an order, or unknown."""
    text = typed.strip()
    if text.casefold() in ("", "unknown"):
        return text.casefold()
    day = read_day(text)
    if day is None or day > local_date(against.now, against.timezone):
        raise FieldRefused("dated", f"{text} is not a day up to today, nor unknown.")
    return day.isoformat()


def _reason(typed: str) -> str:
    code = typed.strip().upper()
    known = reason_codes().get("ADM", code)
    if code and (known is None or not known.active):
        raise FieldRefused(
            "reason", f"{code} is not a reason of receptions; see `wingterm codes ADM`."
        )
    return code


def _alias(typed: str) -> str:
    """Give another name, `Last` or `Last, First`."""
    last, _, first = typed.partition(",")
    for part in (last, first):
        if part.strip():
            check_name(part, "alias")
    if typed.strip() and not last.strip():
        raise FieldRefused("alias", "Type another name as Last, or as Last, First.")
    return typed.strip()


def _coded(column: str) -> Callable[[str], str]:
    """Give the judge of a column of codes."""
    _, _, codes = SAID[column]

    def judge(typed: str) -> str:
        code = typed.strip().upper()
        known = code_list(codes).get(code)
        if code and (known is None or not known.active):
            raise FieldRefused(
                column, f"{code} is not a code in use; see `wingterm codes {codes}`."
            )
        return code

    return judge
