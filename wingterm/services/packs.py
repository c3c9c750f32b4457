"""Packs of paper in a folder: written whole or not at all, known by name and manifest, checked.

A pack is a folder of files that only their owner may read. It is made under a hidden name on the
same file system, brought to the disk, and only then given its name; a run that dies leaves nothing
with the name of a pack, and what it left is cleared away by the next run. Nothing is ever removed
that is not a pack of the same prison and register with exactly the files of its manifest.
"""

import fcntl
import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import Any, NamedTuple

from db.safety import PRIVATE_DIRECTORY
from wingterm.errors import NotWritten
from wingterm.services.folders import FOLDER, inside, new_file, opened, read_file

KIND = "wingterm contingency pack"
FORMAT = 1
MANIFEST, SUMS, BEGUN = "MANIFEST.json", "SHA256SUMS", "MANIFEST.begun"
NAME = re.compile(r"(?P<prison>[A-Z0-9]{1,6})-(?P<at>\d{8}T\d{6}Z)(-(?P<again>\d{1,3}))?", re.ASCII)
"""Name of a pack: prison, UTC time to the second, and a number where that was taken."""
SAFE = re.compile(r"[A-Za-z0-9_.-]{1,80}", re.ASCII)
"""Name of a file of a pack."""

_HIDDEN = re.compile(
    r"\.(?P<prison>[A-Z0-9]{1,6})-[0-9a-f]{16}\.part(?P<pointer>\.latest)?", re.ASCII
)
MANIFEST_MAX = 4_000_000
"""Most bytes of a manifest that is read: a file takes two hundred."""


class PackFile(NamedTuple):
    """A file of a pack."""

    name: str
    size: int
    """In bytes."""
    sha256: str


class Manifest(NamedTuple):
    """What a pack says of itself."""

    prison: str
    register: str
    """Id of the register that it was read from."""
    said: Mapping[str, Any]
    """Everything that stands in it."""
    files: tuple[PackFile, ...]

    @property
    def whole(self) -> frozenset[str]:
        """Names of everything that lies in such a pack."""
        return frozenset({MANIFEST, *(file.name for file in self.files)})


@dataclass(slots=True)
class Written:
    """A pack that was written."""

    name: str
    path: Path
    files: tuple[PackFile, ...]
    sha256: str
    """Of its manifest."""
    removed: list[str] = field(default_factory=list)
    """Older packs that were removed."""
    left: list[str] = field(default_factory=list)
    """What has the name of a pack of this prison and was left, because it is none of ours."""


def write_pack(
    folder: Path,
    base: str,
    said: Mapping[str, Any],
    contents: Iterable[tuple[str, bytes]],
    keep: int,
) -> Written:
    """Write a pack, and remove the oldest ones of the same prison and register.

    Args:
        folder: where packs lie; it is made, if what it lies in is there.
        base: the pack's name, `WTI-20260302T090000Z`; with a number behind it where it is taken.
        said: what the manifest says besides its files; `prison` and `register` at least.
        contents: name and content of each file, in order; they may be made as they are asked for.
        keep: how many packs remain, this one included.

    Raises:
        NotWritten: it cannot be written there; nothing has changed.
        StoreUnsafe: everybody on this machine may write to the folder.
    """
    with _said_of(folder), opened(folder, make=True) as at:
        prison = str(said["prison"])
        latest = f"latest-{prison}"
        _refuse_foreign(at, latest, folder)
        hidden = f".{prison}-{secrets.token_hex(8)}.part"
        os.mkdir(hidden, PRIVATE_DIRECTORY, dir_fd=at)
        pack = os.open(hidden, FOLDER, dir_fd=at)
        try:
            fcntl.flock(pack, fcntl.LOCK_EX | fcntl.LOCK_NB)
            files, sha256 = _fill(pack, said, contents)
            with _alone(at):
                name = _named(at, hidden, base, latest)
                done = Written(name, folder / name, files, sha256)
                with suppress(OSError):
                    # The pack is there; what cannot be removed now is removed by the next run.
                    _prune(at, prison, str(said["register"]), keep, done)
                    _clear(at, prison)
                return done
        except BaseException:
            with suppress(OSError):
                _remove(at, hidden, _anything)
            raise
        finally:
            os.close(pack)


def _fill(
    pack: int, said: Mapping[str, Any], contents: Iterable[tuple[str, bytes]]
) -> tuple[tuple[PackFile, ...], str]:
    """Write the files of a pack, then what is in it; give them with the hash of its manifest."""
    _write(pack, BEGUN, _as_json({"pack": KIND, **said}))
    files = []
    for name, content in contents:
        if not SAFE.fullmatch(name):
            raise ValueError(name)
        _write(pack, name, content)
        files.append(PackFile(name, len(content), hashlib.sha256(content).hexdigest()))
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files).encode("ascii")
    _write(pack, SUMS, sums)
    files.append(PackFile(SUMS, len(sums), hashlib.sha256(sums).hexdigest()))
    listed = [file._asdict() for file in files]
    manifest = _as_json({"pack": KIND, "format": FORMAT, **said, "files": listed})
    _write(pack, MANIFEST, manifest)
    os.unlink(BEGUN, dir_fd=pack)
    os.fsync(pack)
    return tuple(files), hashlib.sha256(manifest).hexdigest()


def _named(at: int, hidden: str, base: str, latest: str) -> str:
    """Give a pack that is whole its name, and let the pointer name it; give the name."""
    name = _free(at, base)
    pointer = f"{hidden}.latest"
    try:
        _write(at, pointer, f"{name}\n".encode("ascii"))
        os.rename(hidden, name, src_dir_fd=at, dst_dir_fd=at)
        os.rename(pointer, latest, src_dir_fd=at, dst_dir_fd=at)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(pointer, dir_fd=at)
    os.fsync(at)
    return name


def _as_json(said: Mapping[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def _write(folder: int, name: str, content: bytes) -> None:
    """Write a new file and bring it to the disk."""
    with new_file(folder, name) as file:
        file.write(content)


def _free(at: int, base: str) -> str:
    """Give the first name that nothing has: the base, then with a number behind it."""
    taken = set(os.listdir(at))
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _refuse_foreign(at: int, latest: str, folder: Path) -> None:
    """Refuse to write over something that has the name of the pointer and is none.

    Raises:
        NotWritten: it is no file that names a pack.
    """
    try:
        named = read_file(at, latest, 200).decode("ascii", "replace")
    except FileNotFoundError:
        return
    except OSError:
        named = ""
    if not NAME.fullmatch(named.removesuffix("\n")):
        raise NotWritten(
            f"{folder / latest} is not a file that wingterm wrote; it is left as it is.",
            "Move it away, or name another folder.",
        )


# What is there -----------------------------------------------------------------------------------


def packs_in(at: int) -> list[str]:
    """Give what has the name of a pack in an open folder, oldest first."""
    found = ((match, name) for name in os.listdir(at) if (match := NAME.fullmatch(name)))
    return [name for _, name in sorted((_order(match), name) for match, name in found)]


def _order(name: "re.Match[str]") -> tuple[str, str, int]:
    return name["prison"], name["at"], int(name["again"] or 1)


def read_manifest(content: bytes) -> Manifest | None:
    """Give what a manifest says; None where it is none of ours."""
    try:
        said = json.loads(content)
        files = tuple(
            PackFile(str(f["name"]), int(f["size"]), str(f["sha256"])) for f in said["files"]
        )
        known = said["pack"] == KIND and all(SAFE.fullmatch(file.name) for file in files)
        return Manifest(str(said["prison"]), str(said["register"]), said, files) if known else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


# What is removed ---------------------------------------------------------------------------------


def _prune(at: int, prison: str, register: str, keep: int, done: Written) -> None:
    """Remove the oldest packs of a prison and register, never the one that was just written."""
    ours = []
    for name in packs_in(at):
        match = NAME.fullmatch(name)
        if match is None or match["prison"] != prison or name == done.name:
            continue
        if _is_ours(at, name, prison, register):
            ours.append(name)
        else:
            done.left.append(name)
    for name in ours[: max(0, len(ours) - (keep - 1))]:
        # Under a hidden name first: a run that dies here leaves no pack with files missing.
        gone = f".{prison}-{secrets.token_hex(8)}.part"
        os.rename(name, gone, src_dir_fd=at, dst_dir_fd=at)
        _remove(at, gone, _anything)
        done.removed.append(name)
    os.fsync(at)


def _is_ours(at: int, name: str, prison: str, register: str) -> bool:
    """Whether a folder is a pack of a prison and register, with its own files and no others."""
    with suppress(OSError), inside(at, name) as pack:
        manifest = read_manifest(read_file(pack, MANIFEST, MANIFEST_MAX))
        same = manifest is not None and (manifest.prison, manifest.register) == (prison, register)
        return same and manifest is not None and set(os.listdir(pack)) <= manifest.whole
    return False


def _clear(at: int, prison: str) -> None:
    """Clear away what runs that died have left of a prison's packs."""
    for name in os.listdir(at):
        match = _HIDDEN.fullmatch(name)
        if match is None or match["prison"] != prison:
            continue
        with suppress(OSError):
            if match["pointer"]:
                os.unlink(name, dir_fd=at)
            else:
                _remove(at, name, _left_by_a_run)


def _anything(_: int) -> bool:
    return True


def _left_by_a_run(pack: int) -> bool:
    """Whether an open folder was made by a run that is over: nobody holds its lock.

    A run that goes on has the lock before it says what it is.
    """
    held = set(os.listdir(pack))
    if not held & {BEGUN, MANIFEST} or not all(map(SAFE.fullmatch, held)):
        return False
    fcntl.flock(pack, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True


def _remove(at: int, name: str, may: Callable[[int], bool]) -> None:
    """Remove a folder of our own and its files; what they are known by last."""
    with inside(at, name) as pack:
        if not may(pack):
            return
        for file in sorted(os.listdir(pack), key=lambda file: file in (BEGUN, MANIFEST)):
            os.unlink(file, dir_fd=pack)
    os.rmdir(name, dir_fd=at)


# How it is written -------------------------------------------------------------------------------


@contextmanager
def _alone(at: int) -> Iterator[None]:
    """Wait until no other run gives a name or removes packs in a folder."""
    fcntl.flock(at, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(at, fcntl.LOCK_UN)


@contextmanager
def _said_of(folder: Path) -> Iterator[None]:
    """Say in a sentence why a pack could not be written."""
    kept = "What was there is there still."
    if "\0" in str(folder):
        raise NotWritten(f"{folder} is not a name of a folder.", kept)
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise NotWritten(f"There is no room left for a pack in {folder}.", kept) from None
        why = error.strerror
        raise NotWritten(f"No pack can be written in {folder}: {why}.", kept) from None
