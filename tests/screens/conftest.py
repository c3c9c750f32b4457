"""What the tests of the screens share: a pilot that knows when a key has been dealt with."""

import pytest

import screens  # noqa: F401 - says how often is painted, before Textual reads it
from tests.screens.settling import settled


@pytest.fixture(autouse=True)
def _settles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot ask the event loop, instead of sleeping until the process rests."""
    monkeypatch.setattr("textual.app.wait_for_idle", settled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", settled)
