"""`wingterm contingency`: the paper for a power cut, written on schedule into a folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Argument, Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.session import Json, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.packs import Written
    from wingterm.services.packs_check import CheckedPack

KEEP = 24


def contingency(
    context: Context,
    folder: Annotated[Path, Argument(metavar="DIR", help="The folder where packs lie.")],
    keep: Annotated[
        int, Option("--keep", metavar="N", help="How many packs of the prison remain.")
    ] = KEEP,
    no_pdf: Annotated[bool, Option("--no-pdf", help="Write text only.")] = False,
    check: Annotated[
        bool, Option("--check", help="Write nothing; hash the newest pack anew.")
    ] = False,
    every: Annotated[bool, Option("--all", help="With --check: every pack.")] = False,
    json: Json = False,
) -> None:
    """Write the paper for a power cut into a folder.

    A pack is a folder named by prison and UTC time. It holds count sheets, roll
    sheets, the evacuation list and the day so far, as text and PDF, and a
    manifest with the hash of each file. It is written whole or not at all;
    latest-CODE names the newest. The last line printed is the hash of the
    manifest: keep it elsewhere. The last N packs stay; nothing that is no pack is
    removed.

    --check opens no register: 0 when every file is as it was written, else 8.
    A folder that is full or cannot be written ends with 69.

    Examples:
      wingterm contingency /var/lib/wingterm/packs
      wingterm contingency /var/lib/wingterm/packs --keep 48 --no-pdf
      wingterm contingency /var/lib/wingterm/packs --check --all
    """
    session = session_of(context)
    if every and not check:
        raise BadInput("--all goes with --check.", "Leave it out, or add --check.", field="all")
    if check:
        from wingterm.services.packs_check import check_packs

        _tell_check(check_packs(folder, session.settings.prison, every=every), as_json=json)
        return
    from wingterm.services.contingency import write_contingency

    done = write_contingency(session.desk, session.prison, folder, keep=keep, pdf=not no_pdf)
    _tell_written(done, as_json=json)


def _tell_written(done: "Written", *, as_json: bool) -> None:
    for name in done.left:
        if not as_json:
            notices.notice(f"{name} is not a pack of this register; it is left as it is.")
    if as_json:
        output.as_json(
            ok=True,
            pack=done.name,
            path=str(done.path),
            files=[file._asdict() for file in done.files],
            manifest_sha256=done.sha256,
            removed=done.removed,
            left=done.left,
        )
        return
    if output.quiet():
        return
    size = sum(file.size for file in done.files)
    output.line(f"Pack {done.name}: {len(done.files)} files, {size:,} bytes, in {done.path}")
    if done.removed:
        output.line(f"Removed: {', '.join(done.removed)}")
    output.line(f"Manifest SHA-256: {done.sha256}")


def _tell_check(found: "tuple[CheckedPack, ...]", *, as_json: bool) -> None:
    whole = not any(pack.changed for pack in found)
    try:
        if as_json:
            output.as_json(ok=whole, packs=[_as_plain(pack) for pack in found])
        else:
            for pack in found:
                _print_pack(pack)
    finally:
        # Also when nobody reads the answer to its end.
        if not whole:
            raise Ended(Exit.NOT_SOUND)


def _print_pack(pack: "CheckedPack") -> None:
    for sentence in pack.changed:
        output.line(f"{pack.name}: {sentence}")
    if pack.manifest is None:
        return
    said = pack.manifest.said
    if not pack.changed:
        output.line(f"{pack.name}: as it was written, {len(pack.manifest.files)} files.")
    output.line(f"  as of {said.get('as_of')}, head {said.get('entry')} {said.get('head')}")
    output.line(f"  manifest SHA-256: {pack.sha256}")


def _as_plain(pack: "CheckedPack") -> dict[str, object]:
    said = pack.manifest.said if pack.manifest else {}
    keys = ("prison", "as_of", "register", "entry", "head", "program")
    return {
        "pack": pack.name,
        "whole": not pack.changed,
        "changed": list(pack.changed),
        "manifest_sha256": pack.sha256,
        **{key: said.get(key, "") for key in keys},
    }
