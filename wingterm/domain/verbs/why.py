"""The reason that somebody gives for an act: what every verb that wants one asks of it."""

from wingterm.domain.case import Case

WHY_MIN = 3
"""Fewest characters of a reason that says anything."""
WHY_MAX = 240
"""Most characters of a reason, as of any comment (domain note 6.1, rule 6)."""


def why_of(
    case: Case,
    typed: str,
    sentence: str = "Say in a few words why.",
    remedy: str = "",
    *,
    most: int = WHY_MAX,
    needed: bool = True,
) -> str:
    """Give a reason as it may be kept; object to none where one is needed.

    Args:
        case: which the objection is added to.
        typed: the reason.
        sentence: what is said where it is too short.
        remedy: what to do then, besides.
        most: how many characters it may have.
        needed: whether an act without a reason is objected to.
    """
    why = case.text(typed, "why", most)
    refused = any(objection.field == "why" for objection in case.objections)
    if needed and len(why) < WHY_MIN and not refused:
        case.against("why", sentence, remedy, "why")
    return why
