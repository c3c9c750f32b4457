"""Writing what a screen shows to a text file, for a printer or another room."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from screens.session import Session
from wingterm.domain.times import to_local
from wingterm.errors import BadInput


def write_lines(session: Session, title: str, lines: Sequence[str]) -> Path:
    """Write lines to a new file, as `new_file` does."""
    return new_file(session, title, "txt", ("\n".join(lines) + "\n").encode())


def new_file(session: Session, title: str, ending: str, content: bytes) -> Path:
    """Write a new file of the present folder, readable by its owner only.

    Args:
        session: whose prison and time stand in its name.
        title: what else does.
        ending: of its name, such as `txt`.
        content: what it holds.

    Raises:
        BadInput: the file cannot be written there.
    """
    at = to_local(session.now(), session.prison.timezone)
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    path = Path(f"{session.prison.code}-{words}-{at:%Y%m%d-%H%M%S}.{ending}")
    try:
        path = path.absolute()
        # Names of people: nobody else's eyes, and never over a file that is there.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be written: {error.strerror}.",
            "Start wingterm in a folder that you may write to.",
        ) from None
    return path
