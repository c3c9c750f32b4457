"""The key of sign-on, and what is kept of a second factor: enough to check it, not to know it.

The key lies in a file beside the register, not in it. Whoever holds a copy of the register alone -
a backup, a dump of the server - cannot try digits against it; whoever may read both files can:
docs/security.md says so.
"""

import hashlib
import hmac
import os
import secrets
import stat

from db.safety import PRIVATE_FILE
from wingterm.errors import NotFound, StoreUnsafe

KEY_BYTES = 32
GROUP_READS = 0o640
"""Of a key in a folder that hands its group on (2770): officers' accounts share the register."""
_MARK = 8
"""Characters by which a factor names the key that it was made with."""


def read_key(path: str) -> bytes:
    """Give the key of sign-on.

    Raises:
        NotFound: it is not there.
        StoreUnsafe: it is open to everybody on this machine, or no key.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        hint = "Put the file back from where it is kept, or name it by WINGTERM_SIGN_ON_KEY."
        if isinstance(error, PermissionError):
            hint = f"Let the group of this account read it: chgrp GROUP {path}; chmod 640 {path}"
        raise NotFound(
            f"The key of sign-on cannot be read at {path} ({error.strerror}).", hint
        ) from None
    try:
        found = os.fstat(handle)
        text = os.read(handle, 2 * KEY_BYTES + 2) if stat.S_ISREG(found.st_mode) else b""
    finally:
        os.close(handle)
    if found.st_mode & 0o007:
        raise StoreUnsafe(
            f"{path} is open to everybody on this machine.", f"Close it: chmod o-rwx {path}"
        )
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise StoreUnsafe(f"{path} is no key of sign-on.", "Put the right file in its place.")
    return key


def make_key(path: str) -> bytes:
    """Make the key of sign-on, private before anything is in it, and bring it to the disk.

    Raises:
        StoreUnsafe: it cannot be made there.
    """
    key = secrets.token_bytes(KEY_BYTES)
    folder = os.path.dirname(path) or "."
    try:
        shared = os.stat(folder).st_mode & stat.S_ISGID
        mode = GROUP_READS if shared else PRIVATE_FILE
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, mode)
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, mode)
            file.write(key.hex().encode("ascii") + b"\n")
            file.flush()
            os.fsync(handle)
        above = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(above)
        os.close(above)
    except OSError as error:
        raise StoreUnsafe(
            f"The key of sign-on cannot be made at {path} ({error.strerror}).",
            "Make room or put the permissions right.",
        ) from None
    return key


def made_with(key: bytes) -> str:
    """Give the mark by which factors name a key; it tells nothing of the key."""
    return hashlib.sha256(b"wingterm sign-on key\0" + key).hexdigest()[:_MARK]


def kept_of(key: bytes, officer: int, digits: str) -> str:
    """Give what is kept of an officer's digits. It takes a tenth of a second, on purpose."""
    from argon2.low_level import Type, hash_secret
    from argon2.profiles import RFC_9106_LOW_MEMORY as COST

    kept = hash_secret(
        _mixed(key, officer, digits),
        secrets.token_bytes(COST.salt_len),
        time_cost=COST.time_cost,
        memory_cost=COST.memory_cost,
        parallelism=COST.parallelism,
        hash_len=COST.hash_len,
        type=Type.ID,
    )
    return made_with(key) + kept.decode("ascii")


def is_right(key: bytes, officer: int, digits: str, kept: str) -> bool:
    """Whether digits are those of which something was kept; as slow when nothing was."""
    from argon2.exceptions import InvalidHashError, VerificationError
    from argon2.low_level import Type, verify_secret

    mark, text = kept[:_MARK], kept[_MARK:]
    if mark != made_with(key):
        kept_of(key, officer, digits)
        return False
    try:
        return verify_secret(text.encode("ascii"), _mixed(key, officer, digits), Type.ID)
    except (VerificationError, InvalidHashError):
        return False


def _mixed(key: bytes, officer: int, digits: str) -> bytes:
    """Mix the key and whose they are into digits: what is kept of one is nothing to another."""
    return hmac.digest(key, f"{officer}\0{digits}".encode(errors="surrogatepass"), "sha256")
