"""What each column of a file of people may hold, and how it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from wingterm.domain.identifiers import IdentifierRefused, canonical_identifier
from wingterm.domain.particular_fields import UNKNOWN, Judged, Kind, active_code, judge
from wingterm.domain.particulars import KINDS
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
from wingterm.services.codes import reason_codes

HALF_A_DAY = 12 * 3_600_000_000


class Recorded(NamedTuple):
    """What is put on record of a person from some columns of their row."""

    fact: str
    """Kind of particular."""
    key: str
    """Which one of a kind that there may be several of, empty for the next or the only one."""
    parts: tuple[tuple[str, str], ...]
    """Columns, each with the field that it becomes; it is recorded where one of them is given."""
    besides: tuple[tuple[str, str], ...] = ()
    """Fields that are said with them, where no column says otherwise."""


RECORDED = (
    Recorded("legal-status", "", (("legal_status", "status"),)),
    Recorded("category", "", (("category", "category"),)),
    Recorded(
        "csra",
        "",
        (
            ("csra", "level"),
            ("csra_at_risk", "at_risk"),
            ("csra_vulnerabilities", "vulnerabilities"),
        ),
    ),
    Recorded("incentive", "", (("incentive", "level"),)),
    Recorded("offence", "", (("offence", "description"),), (("main", "yes"),)),
    Recorded(
        "sentence",
        "",
        (
            ("sentenced", "imposed"),
            ("sentence_years", "years"),
            ("sentence_months", "months"),
            ("sentence_days", "days"),
        ),
        (("imposed", UNKNOWN),),
    ),
    Recorded("date", "CRD", (("crd", "date"),)),
    Recorded("date", "SED", (("sed", "date"),)),
    Recorded("release-date", "", (("release_date", "date"),)),
    Recorded("religion", "", (("religion", "religion"),)),
    Recorded("ethnicity", "", (("ethnicity", "ethnicity"),)),
    Recorded("nationality", "", (("nationality", "nationality"),)),
    Recorded("id", "PNC", (("pnc", "value"),)),
    Recorded("id", "CRO", (("cro", "value"),)),
    Recorded("contact", "", (("next_of_kin", "name"),), (("next_of_kin", "yes"),)),
)
"""Columns that become one particular each, or one together."""
ALERTS = "alerts"
"""Column of alert codes, several with ; between them."""
RECORD_COLUMNS = (*(column for one in RECORDED for column, _ in one.parts), ALERTS)
"""Columns of what is on record, in the order in which they are described."""


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
        ALERTS: _alerts,
        **{
            column: _said(KINDS[one.fact], one.key, field, against)
            for one in RECORDED
            for column, field in one.parts
        },
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


def _said(kind: Kind, key: str, name: str, against: Against) -> Callable[[str], str]:
    """Give the judge of a column that becomes a field of a particular."""
    field = kind.field(name)
    assert field is not None
    today = local_date(against.now, against.timezone)
    judged = Judged(against.now, today, against.timezone, reason_codes())

    def judge_column(typed: str) -> str:
        if not typed.strip():
            return ""
        value = str(judge(field, typed, judged))
        if kind.word != "id":
            return value
        try:
            return canonical_identifier(key, value, today.year)
        except IdentifierRefused as refused:
            raise FieldRefused(name, str(refused)) from None

    return judge_column


def _alerts(typed: str) -> str:
    """Give codes of alerts with ; between them, each once."""
    codes = [code.strip() for code in typed.split(";") if code.strip()]
    kept = [active_code(ALERTS, "Alert", "alert_codes", code, reason_codes()) for code in codes]
    if len(set(kept)) < len(kept):
        raise FieldRefused(ALERTS, "An alert stands there twice.")
    return ";".join(kept)
