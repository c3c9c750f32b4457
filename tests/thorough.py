"""How many made-up histories a machine goes through: some in the suite, many in `make thorough`."""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

THOROUGH = bool(os.environ.get("WINGTERM_THOROUGH"))


def examples(suite: int, thorough: int) -> int:
    """Give the number for this run."""
    return thorough if THOROUGH else suite


def go_through(
    machine: type[RuleBasedStateMachine], histories: int, phases: tuple[Phase, ...] = tuple(Phase)
) -> None:
    """Let a machine go through made-up histories of up to forty steps each.

    Args:
        machine: which.
        histories: how many.
        phases: what Hypothesis does with them; without shrinking a failure is told as it was found.
    """
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=histories,
            stateful_step_count=40,
            deadline=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
