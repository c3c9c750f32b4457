"""Words and figures that all themes of the demo share."""

import csv
from importlib import resources

from wingterm.domain.outcomes import Acknowledgement

MAIN, OTHER, THIRD = "DMO", "DMX", "DMY"
"""The prison to run, the one that it exchanges with, and a small third one."""

TIMEZONE = "Europe/London"
DAYS = 3 * 365
"""Days of history before the last one."""

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

SEED = 1807
"""Of chance, in the story."""
OTHER_SEEDS = (1811, 1823)
"""For the day on which the first one's story holds something that the rules refuse."""
SHARING = tuple(
    Acknowledgement(code, reason)
    for code, reason in (
        ("over-cna", "No cell within its certified accommodation is free on that wing."),
        ("alerts", "Weighed with the wing manager; sharing plan in place."),
        ("csra-high", "Duty governor agreed; single occupancy as soon as one is free."),
        ("non-association", "Landings unlock apart; agreed with safer custody."),
        ("wing-category", "Agreed with the offender management unit until recategorised."),
        ("category-a", "Agreed with the security department."),
    )
)
"""What officers of the demo answer to warnings about a cell; only what is asked is kept."""

LEAVING = (
    Acknowledgement("hold", "Hold checked with the department that set it; may go."),
    Acknowledgement("not-for-release", "Checked with the offender management unit; may go."),
)
"""What they answer to warnings about who leaves."""


def rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a file of the demo."""
    return list(csv.DictReader(text_of(name).splitlines()))


def text_of(name: str) -> str:
    """Give the text of a file of the demo."""
    return (resources.files("fixtures") / "demo" / name).read_text(encoding="utf-8")
