"""Where a store's file may lie, and who may read it (reliability note 2.6)."""

import os
import re
import stat
from typing import TYPE_CHECKING

from wingterm.errors import NotFound, StoreBroken, StoreFull, StoreUnsafe

if TYPE_CHECKING:
    from pathlib import Path

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.blobfuse2", "fuse.ceph",
        "fuse.davfs2", "fuse.gcsfuse", "fuse.glusterfs", "fuse.juicefs", "fuse.rclone", "fuse.s3fs",
        "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse", "gfs2", "glusterfs", "gpfs", "lustre",
        "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf",
        "virtiofs", "vmhgfs",
    }
)  # fmt: skip
"""File systems on which processes of two hosts would share a file without sharing memory."""

_OCTAL = r"\\([0-7]{3})"
"""How the mount table writes blanks, tabs, line ends and back-slashes."""

BESIDE = ("-wal", "-journal", "-shm")
"""Endings of what SQLite keeps beside a file that is in use, or was when a machine stopped."""

MOUNTS = "/proc/self/mountinfo"
PRIVATE_DIRECTORY = 0o700
PRIVATE_FILE = 0o600
GROUP_FILE = 0o660


def file_system_of(folder: "str | Path", mounts: str) -> str:
    """Give the type of the file system that a folder lies on, from the text of the mount table."""
    best, kind = "", ""
    for line in mounts.splitlines():
        head, _, tail = line.partition(" - ")
        fields, after = head.split(" "), tail.split(" ")
        if len(fields) < 5 or not after[0]:
            continue
        point = re.sub(_OCTAL, _character, fields[4]) if "\\" in fields[4] else fields[4]
        inside = point == "/" or str(folder) == point or str(folder).startswith(point + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after[0]
    return kind


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 8))


def _mounts() -> str:
    """Give the mount table; empty on a system that has none."""
    try:
        with open(MOUNTS, encoding="utf-8", errors="surrogateescape") as table:
            return table.read()
    except FileNotFoundError:
        return ""


def refuse_network(folder: "str | Path", mounts: str | None = None) -> None:
    """Refuse a folder on a network file system.

    Raises:
        StoreUnsafe: it is one; the sentence names what to use instead.
    """
    if mounts is None:
        mounts = _mounts()
    kind = file_system_of(os.path.realpath(folder), mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        raise StoreUnsafe(
            f"{folder} lies on a network file system ({kind}), where an SQLite register "
            "would be corrupted.",
            "Keep it on a local disk, or use PostgreSQL for many hosts "
            "(WINGTERM_STORE=postgresql://...).",
        )


LITTLE_ROOM = 64 * 1024
"""Bytes below which a disk has no room for what SQLite keeps beside an open file."""


def is_full(folder: "str | Path") -> bool:
    """Whether a disk is known to have no room for the files beside an open register."""
    try:
        room = os.statvfs(folder)
    except OSError:
        return False
    # Some file systems count no files.
    return room.f_bavail * room.f_frsize < LITTLE_ROOM or (room.f_files > 0 and not room.f_favail)


def why_unusable(path: str, said: str) -> StoreBroken:
    """Give why a store's file cannot be used, where its database blames the file.

    Args:
        path: of the file, which is there.
        said: by the database.
    """
    folder = os.path.dirname(path) or "."
    if is_full(folder):
        # Where nobody else has it open, even a reader needs room.
        return StoreFull(
            f"The disk of the register {path} is full; nothing was changed.",
            f"Make room in {folder}, then repeat; to read, 1 MB is enough.",
        )
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(folder, os.W_OK | os.X_OK)):
        return StoreBroken(
            f"{path} cannot be used: this account may not write to it, or not to its folder.",
            "Nothing was done. Put the permissions right, or the disk if it became read-only.",
        )
    return StoreBroken(
        f"The register {path} cannot be read or written: {said}.",
        "Close every wingterm that has it open and repeat; if it stays, keep the file as it is "
        "and restore the last backup.",
    )


def make_file(path: "Path") -> None:
    """Make the empty file of a new store, private before anything is written to it.

    A directory that hands its group on (2770) makes a register for that group; any other makes
    one for its owner alone.

    Raises:
        StoreUnsafe: something is there already, or the folder is not safe.
    """
    # One by one: `parents=True` would give those above the mode of the umask.
    for folder in reversed([f for f in path.parents if not f.exists()]):
        folder.mkdir(mode=PRIVATE_DIRECTORY, exist_ok=True)
    refuse_network(path.parent)
    refuse_open_folder(path.parent)
    shared = path.parent.stat().st_mode & stat.S_ISGID
    mode = GROUP_FILE if shared else PRIVATE_FILE
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_RDWR, mode)
    except FileExistsError:
        raise StoreUnsafe(
            f"There is a file at {path} already; it is left as it is.", "Choose another place."
        ) from None
    os.fchmod(handle, mode)
    os.close(handle)


def judge_file(path: "str | Path") -> None:
    """Look at the file of a store before it is opened.

    Raises:
        NotFound: there is none.
        StoreUnsafe: it is a link, not a file, has two names, is open to everybody, or is on a
            network file system.
    """
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(
            f"There is no register at {path}.",
            "Make one with `wingterm init`, or try `wingterm demo`.",
        ) from None
    if stat.S_ISLNK(found.st_mode) or not stat.S_ISREG(found.st_mode):
        raise StoreUnsafe(f"{path} is not a plain file.", "Name the register's own file.")
    if found.st_nlink > 1:
        # Its journal goes by the name: by two names it would have two.
        raise StoreUnsafe(
            f"{path} has another name too (a hard link): opened by both it would be corrupted.",
            f"Find it on the same disk and remove it: find FOLDER -xdev -samefile {path}",
        )
    if found.st_mode & 0o007:
        raise StoreUnsafe(
            f"{path} is open to everybody on this machine.", f"Close it: chmod o-rwx {path}"
        )
    folder = os.path.dirname(path) or "."
    refuse_open_folder(folder)
    refuse_network(folder)


def refuse_open_folder(folder: "str | Path") -> None:
    """Refuse a folder in which everybody on this machine may change what is there.

    Raises:
        StoreUnsafe: it is one.
    """
    mode = os.stat(folder).st_mode
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        raise StoreUnsafe(
            f"Everybody on this machine may write to {folder}.", f"Close it: chmod o-w {folder}"
        )
