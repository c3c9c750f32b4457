"""What speaks against letting somebody go, asked at the moment of the act.

The field's own programs never ask (domain note 4.9; note 8, 7).
"""

from wingterm.domain.case import Case
from wingterm.domain.situation import Person

HOLD_TYPE = "T"
"""Type of the alerts "Hold Against Transfer" (note 4.9)."""

NOT_FOR_RELEASE = "XNR"


def warn_of_hold(case: Case, person: Person) -> None:
    """Warn of each alert that holds somebody against transfer."""
    for alert in _alerts(case, person):
        known = case.situation.codes.list("alert_codes").get(alert)
        if known is not None and known.more["type_code"] == HOLD_TYPE:
            case.warn("hold", f"{person.shown} is held against transfer: {known.description}.")


def warn_not_for_release(case: Case, person: Person) -> None:
    """Warn of the alert Not For Release."""
    if NOT_FOR_RELEASE in _alerts(case, person):
        case.warn(
            "not-for-release", f"{person.shown} has the alert Not For Release ({NOT_FOR_RELEASE})."
        )


def _alerts(case: Case, person: Person) -> list[str]:
    if not person.facts:
        return []
    return [
        span.fact.removeprefix("alert.")
        for span in person.particulars(case.at)
        if span.fact.startswith("alert.")
    ]
