"""What is being made under a passing name: held while it is made, cleared away where it was left.

Whoever makes it locks it, and the lock goes with the process however that ends. So what nobody
holds was left behind by a run that died.
"""

import fcntl
import os
import re
from collections.abc import Callable
from contextlib import suppress


def hold(handle: int) -> None:
    """Hold what is open and in the making, so that no other run takes it for left behind."""
    with suppress(OSError):
        # A file system of another host may know no locks; then nobody clears up there either.
        fcntl.flock(handle, fcntl.LOCK_EX)


def clear_left(
    folder: int, named: re.Pattern[str], flags: int, remove: Callable[[str, int], object]
) -> None:
    """Clear away what runs that died have left: what is ours and nobody holds.

    What cannot be removed stays, for the next run.

    Args:
        folder: where it lies, open.
        named: the passing names that are cleared away, whole.
        flags: what such a file or folder is opened with.
        remove: is given the name in the folder, and its handle; may decline.
    """
    for name in os.listdir(folder):
        if named.fullmatch(name):
            with suppress(OSError):
                handle = os.open(name, flags, dir_fd=folder)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if os.fstat(handle).st_uid == os.geteuid():
                        remove(name, handle)
                finally:
                    os.close(handle)
