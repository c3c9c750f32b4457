"""The screens of the terminal: one screen a module.

Textual reads these once, when it is first imported, so they are set before. What a user has set
stays.
"""

import os

os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
os.environ.setdefault("TEXTUAL_FPS", "500")
"""How long a key waits for its paint: 1/60 s by default."""
