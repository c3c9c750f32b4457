"""The end of wingterm: nothing that still comes in while it closes makes it crash."""

import pytest

from screens.base import Frame
from screens.live import Freshness
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal


async def test_a_look_while_it_closes_asks_no_screen(
    small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[str] = []

    def unmounted(frame: Frame[object]) -> None:
        """Ring the timer of the looks when the lines of a screen are gone already."""
        frame.app.look()  # type: ignore[attr-defined]
        followed.append(frame.NAME)

    async with at_terminal(small_file):
        monkeypatch.setattr(Frame, "on_unmount", unmounted, raising=False)
        monkeypatch.setattr(Freshness, "moved_on", True)
    assert followed == ["board"]
