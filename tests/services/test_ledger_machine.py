"""The whole register against a small reference model, in any order of any verbs.

Back-dating, corrections, swaps, two prisons and "as then believed" are in it from the start.
Whatever the program accepts the model must accept, and the other way round; whoever is anywhere
at any instant, as known at any instant, must be there in both; and the independent checker has
the last word.
"""

import pytest

from tests.services.ledger_machine import RegisterMachine
from tests.thorough import THOROUGH, examples, go_through


class ServerMachine(RegisterMachine):
    """The same on PostgreSQL."""

    database = "postgresql"


MACHINES = {
    "sqlite": (RegisterMachine, examples(150, 2_500)),
    "postgresql": (ServerMachine, examples(6, 60)),
}
"""What runs on each database, and how many times: a server's databases take longer to make."""


@pytest.mark.timeout(4_000 if THOROUGH else 400)
def test_the_register_agrees_with_the_model(database: str) -> None:
    """Any order of any verbs gives the same answers as the model, and a ledger that verifies."""
    machine, histories = MACHINES[database]
    go_through(machine, histories)
