"""The screens of the terminal: one screen a module.

Textual reads these once, when it is first imported, so they are set before. What a user has set
stays, but for what is told to others.
"""

import os

TELLS = (
    "TEXTUAL", "TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_FILENAME", "TEXTUAL_SCREENSHOT_LOCATION", "TEXTUAL_SHOW_RETURN",
)  # fmt: skip
"""By these every key, the digits of officers too, and whole screens would go to a file or another
program, or keys would be pressed that nobody pressed: no help for developers is worth that."""

for name in TELLS:
    os.environ.pop(name, None)
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
os.environ.setdefault("TEXTUAL_FPS", "500")
"""How long a key waits for its paint: 1/60 s by default."""
