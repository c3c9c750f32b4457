"""Writing a sheet to a file, for its owner's eyes only and never over another one unasked."""

import os
import tempfile
from pathlib import Path

from wingterm.errors import BadInput


def write_new(path: Path, content: bytes, *, over: bool = False) -> None:
    """Write a file that only its owner may read.

    Args:
        path: of the file.
        content: what it will hold, whole or not at all.
        over: whether it may take the place of another file.

    Raises:
        BadInput: there is such a file already, or it cannot be written.
    """
    try:
        (_instead if over else _new)(path, content)
    except FileExistsError:
        raise BadInput(
            f"{path} is there already.", "Name another file, or give --force.", field="pdf"
        ) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a name of a file"
        raise BadInput(
            f"{path} cannot be written: {why}.", "Name another place.", field="pdf"
        ) from None


def _new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _instead(path: Path, content: bytes) -> None:
    # mkstemp makes files of mode 0600. What was there stays until all of the new one is.
    handle, made = tempfile.mkstemp(prefix=".wingterm-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(made, path)
    finally:
        Path(made).unlink(missing_ok=True)
