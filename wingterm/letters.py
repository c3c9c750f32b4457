"""Which letters the officer's terminal can show, as the locale says."""

import os
from collections.abc import Mapping
from pathlib import Path

NAMED = ("LC_ALL", "LC_CTYPE", "LANG")
"""Variables that name the locale; the first that is set holds."""
AS_STARTED = Path("/proc/self/environ")


def only_ascii(environment: Mapping[str, str]) -> bool:
    """Say whether the locale has no letters but those of ASCII for sure.

    A locale that is not named is C, and one that is not UTF-8 has letters of which a terminal shows
    the bytes of UTF-8 as two each.
    """
    name = next((environment[key] for key in NAMED if environment.get(key)), "")
    return "utf8" not in name.lower().replace("-", "")


def environment_as_started() -> Mapping[str, str]:
    """Give the variables that this process was started with.

    Python itself names a locale with UTF-8 where none was, so `os.environ` does not tell; systems
    without `/proc` have nothing better.
    """
    try:
        held = AS_STARTED.read_bytes().decode(errors="surrogateescape")
    except OSError:
        return os.environ
    return dict(pair.split("=", 1) for pair in held.split("\0") if "=" in pair)
