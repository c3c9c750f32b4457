"""How many made-up histories a machine goes through: some in the suite, many in `make thorough`."""

import os

THOROUGH = bool(os.environ.get("WINGTERM_THOROUGH"))


def examples(suite: int, thorough: int) -> int:
    """Give the number for this run."""
    return thorough if THOROUGH else suite
