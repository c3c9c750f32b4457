"""SHA-256 for what every command needs, read commands too."""

from importlib import import_module
from typing import Any

NAMES = ("_sha2", "_sha256", "hashlib")
"""The interpreter's own (from 3.12 on, before), and what is always there.

`hashlib` loads OpenSSL, which costs a command more than all that it reads.
"""


def _found() -> Any:  # noqa: ANN401 - no stub knows the interpreter's own modules
    for name in NAMES[:-1]:
        try:
            return import_module(name).sha256
        except (ImportError, AttributeError):
            continue
    return import_module(NAMES[-1]).sha256


_sha256 = _found()


def sha256_hex(content: bytes) -> str:
    """Give the SHA-256 of some bytes, 64 characters."""
    return str(_sha256(content).hexdigest())
