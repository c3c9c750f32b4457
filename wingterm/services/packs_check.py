"""Whether packs of paper are still what was written: every file hashed anew against its manifest.

The register is not opened: packs are for when there is none. A manifest that was made anew with its
files is caught by its own hash alone, which was printed when the pack was written.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from wingterm.errors import NotFound, NotWritten
from wingterm.services.folders import NotPlain, inside, opened, plain_file, read_file, sum_of
from wingterm.services.packs import (
    MANIFEST,
    MANIFEST_MAX,
    NAME,
    Manifest,
    PackFile,
    packs_in,
    read_manifest,
)


class CheckedPack(NamedTuple):
    """What became of a pack."""

    name: str
    manifest: Manifest | None
    """None where it cannot be read."""
    sha256: str
    """Of the manifest as it is now; empty without one."""
    changed: tuple[str, ...]
    """What is not as it was written, as sentences; empty when all is."""


def check_packs(folder: Path, prison: str = "", *, every: bool = False) -> tuple[CheckedPack, ...]:
    """Hash packs anew.

    Args:
        folder: where they lie.
        prison: of which prison; empty for each that has packs there.
        every: all of them; else only the newest of each prison, and what `latest` names.

    Raises:
        NotFound: there are none.
        NotWritten: the folder cannot be read.
        StoreUnsafe: everybody on this machine may write to it.
    """
    try:
        with opened(folder) as at:
            return _checked(at, folder, prison, every=every)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a name of a folder"
        raise NotWritten(
            f"{folder} cannot be read: {why}.", "Name the folder where packs are written."
        ) from None


def _checked(at: int, folder: Path, prison: str, *, every: bool) -> tuple[CheckedPack, ...]:
    of_prison: dict[str, list[str]] = {}
    for name in packs_in(at):
        match = NAME.fullmatch(name)
        if match is not None and prison in ("", match["prison"]):
            of_prison.setdefault(match["prison"], []).append(name)
    if not of_prison:
        of = f" of {prison}" if prison else ""
        raise NotFound(
            f"There is no pack{of} in {folder}.", "`wingterm contingency DIR` writes one."
        )
    done = []
    for code, names in of_prison.items():
        latest = _latest(at, code)
        wanted = names if every else sorted({names[-1], *({latest} & set(names))})
        done += [_check(at, name) for name in wanted]
        if latest not in names:
            said = f"latest-{code} names no pack that is there."
            done[-1] = done[-1]._replace(changed=(*done[-1].changed, said))
    return tuple(done)


def _latest(at: int, prison: str) -> str:
    with suppress(OSError):
        return read_file(at, f"latest-{prison}", 200).decode("ascii", "replace").strip()
    return ""


def _check(at: int, name: str) -> CheckedPack:
    try:
        with inside(at, name, own=False) as pack:
            content = read_file(pack, MANIFEST, MANIFEST_MAX)
            manifest = read_manifest(content)
            sha256 = hashlib.sha256(content).hexdigest()
            if manifest is None:
                return CheckedPack(name, None, sha256, ("Its manifest is none of ours.",))
            return CheckedPack(name, manifest, sha256, tuple(_changes(pack, name, manifest)))
    except OSError as error:
        why = error.strerror or str(error)
        return CheckedPack(name, None, "", (f"Its manifest cannot be read: {why}.",))


def _changes(pack: int, name: str, manifest: Manifest) -> list[str]:
    held = set(os.listdir(pack))
    found = [f"{file.name}: {why}." for file in manifest.files if (why := _change(pack, file))]
    found += [f"{file}: was not in the pack." for file in sorted(held - manifest.whole)]
    if manifest.said.get("pack_name") not in (name, name.rpartition("-")[0]):
        found.append(f"Its manifest is that of {manifest.said.get('pack_name')}.")
    return found


def _change(pack: int, file: PackFile) -> str:
    """Say how a file differs from what was written, empty for not at all."""
    try:
        with plain_file(pack, file.name) as held:
            size, sha256 = sum_of(held)
    except NotPlain:
        return "is not a file any more"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if size != file.size:
        return f"was changed: it has {size} bytes, not {file.size}"
    return "" if sha256 == file.sha256 else "was changed: another hash, the same length"
