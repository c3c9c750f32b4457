"""How the terminal speaks to a browser: as it does to a terminal, without the mouse."""

from textual.drivers.web_driver import WebDriver


class KeysOnlyDriver(WebDriver):
    """Textual's driver for browsers, which asks for the mouse whether it is wanted or not."""

    def start_application_mode(self) -> None:
        """Begin, and leave the mouse to the browser: to mark and copy text."""
        super().start_application_mode()
        self._disable_mouse_support()

    def run_input_thread(self) -> None:
        """Take keys until the server ends; no terminal goes on where nobody can see it."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.on_meta("quit", {})
