"""What is done with roll checks, drawn at random for the machine of test_check_machine.py."""

from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.registers import ACCOUNT
from tests.services.check_model import Plan
from tests.services.modelled_register import RARELY
from wingterm.domain.outcomes import Acknowledgement

PLANS: dict[str, tuple[Plan, ...]] = {
    "WTI": (
        (),
        (("LANDING", "A-1"), ("SHOP", "WORKSHOP RECP")),
        (("FIRST", "A-1-001"), ("A", "A"), ("NEW", "RECP CSWAP")),
        (("RECP", "RECP"),),
    ),
    "EXI": ((), (("BACK", "B-1-002"), ("FRONT", "B-1-001 WORKSHOP"))),
}
"""Lists of units that a prison settles; no list brings back the usual ones."""

SEEN = tuple(
    Acknowledgement(code, "seen") for code in ("unit-agrees", "no-responses", "without-response")
)
NAMES = {ACCOUNT: "Test Officer", "olive": "Olive Orderly"}
COUNTERS = ("", "olive", "wendy")
"""Who counts: whoever keys it, or one of two others."""
WORK = (
    *["open_check"] * 3, *["hand_in"] * 6, *["explain_all"] * 3, *["count_the_rest"] * 3,
    "explain_one", "responses", "declare", "abandon", "escalate", "take_over", "too_late",
)  # fmt: skip
"""What is done with checks, and how often."""
KINDS = ("unlock", "night", "night", "stand-fast", "emergency")
NOTHING: Any = None
"""Stands for what goes on beside a check, where only the check itself is compared."""


class Step(NamedTuple):
    """A step with a check, as drawn."""

    what: str
    pick: int
    """Which check or prison."""
    which: int
    """Which unit, person or kind."""
    off: int
    """By how many a count is wrong."""
    keyer: str
    by: str
    """Who counted, empty for whoever keys it."""
    ago: int | None
    """Minutes before now that a check is of; None: now."""
    rare: bool


STEPS = st.lists(
    st.builds(
        Step,
        what=st.sampled_from(WORK),
        pick=st.integers(0, 19),
        which=st.integers(0, 19),
        off=st.sampled_from([0, 0, 0, 0, 0, 1, -1, 2]),
        keyer=st.sampled_from([ACCOUNT, ACCOUNT, "olive"]),
        by=st.sampled_from(COUNTERS),
        ago=st.sampled_from([None, None, None, None, 0, 10, 45, 120, -5]),
        rare=RARELY,
    ),
    min_size=3,
    max_size=10,
)
