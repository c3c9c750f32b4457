"""An application that sends a terminal only what differs from what it shows."""

from typing import Any, Self

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.events import Event, Resize
from textual.screen import Screen

from screens.parts.thin import TORN, Thin

ERASED = "\x1b[0m\x1b[2J\x1b[H"
"""Plain looks, an empty screen, the cursor at its beginning (ECMA-48)."""


class ThinApp(App[int]):
    """The base of the application, as far as it draws."""

    def __init__(self) -> None:
        """Know nothing of what the terminal shows."""
        self._thin = Thin()
        super().__init__()
        # Neither is ever shown; each screen would make widgets and read styles for them.
        self._disable_tooltips = self._disable_notifications = True

    async def on_event(self, event: Event) -> None:
        """Take the screen for unknown when the window gets another size."""
        if isinstance(event, Resize):
            self._thin.forget()
        await super().on_event(event)

    def refresh(
        self, *, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw everything anew, also what something else may have written over the screen."""
        self._thin.forget()
        return super().refresh(repaint=repaint, layout=layout, recompose=recompose)

    def blank(self) -> None:
        """Take everything off the terminal at once, whatever is to be drawn afterwards."""
        self._thin.forget()
        driver = self._driver
        if driver is not None and self._can_draw:
            driver.write(ERASED)
            driver.flush()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:  # noqa: ANN401 - Textual's
        """Send what differs from what the terminal shows, and nothing where nothing does."""
        driver = self._driver
        sent = None
        if isinstance(renderable, CompositorUpdate) and driver is not None and self._can_draw:
            colours = self.console._color_system
            sent = self._thin.changes(renderable, *self.size, colours)
        if driver is None or sent is None:
            super()._display(screen, renderable)
            return
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if sent or cursor != self._previous_cursor_position:
            self._previous_cursor_position = cursor
            sent += f"\x1b[{cursor.y + 1};{cursor.x + 1}H"
            held = self._sync_available and len(sent) > TORN
            driver.write(f"{SYNC_START}{sent}{SYNC_END}" if held else sent)
            driver.flush()
        self.post_display_hook()

    @property
    def _can_draw(self) -> bool:
        running = self._running and not self._closed and not self._batch_count
        return running and not self.is_headless and not self.is_inline
