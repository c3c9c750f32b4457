"""The floor of a start and of memory: the smallest Textual app, with one line of text."""

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"

from textual.app import App, ComposeResult
from textual.widgets import Static


class Smallest(App[None]):
    """One line."""

    def compose(self) -> ComposeResult:
        """Make the line."""
        yield Static("Current population")


Smallest().run(mouse=False)
