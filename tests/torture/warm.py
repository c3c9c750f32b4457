"""A warm process of its own for each attack that forks: it opens no register and has no threads."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def told_by(module: str, order: Mapping[str, object]) -> dict[str, Any]:
    """Let a module of this folder carry out an order as a program; give what it told.

    Raises:
        AssertionError: it ended otherwise than well; all that it said is shown.
    """
    done = subprocess.run(
        [sys.executable, "-m", f"tests.torture.{module}"],
        input=json.dumps(order), capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told
