"""`wingterm backup` and `wingterm restore`: whole copies of a register, proven as they are made."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Argument, Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.session import Json, reachable, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.backup import Copied, Violation

MOST = 20
"""Violations that are printed singly; `wingterm verify` prints them all."""


ERASED_SINCE = (
    "Whoever was erased after the backup was made is on record in it: before anybody works on it, "
    "`wingterm retention run --dry-run` says who is due by its rules."
)


def backup(
    context: Context,
    to: Annotated[Path, Option("--to", metavar="FOLDER", help="Where backups are kept.")],
    keep: Annotated[
        int | None,
        Option("--keep", metavar="N", min=1, help="How many stay, this one among them; else all."),
    ] = None,
    json: Json = False,
) -> None:
    """Copy the register into a folder while others go on working.

    The copy is of one moment, whole or not there at all, and only you may read
    it. The independent checker goes through it as it lies on the disk; only a
    copy that verifies is kept. --keep removes the oldest backups of this
    register, and nothing else. Keep the folder on another disk. A register on a
    server is backed up by the server. docs/backup.md has a crontab for it.

    Examples:
      wingterm backup --to /var/backups/wingterm --keep 48
      wingterm backup --to /media/key/wingterm --json
    """
    from wingterm.services.backup import make_backup

    session = session_of(context)
    notices.under_way("Copying and checking...")
    done = make_backup(session.desk, to, keep=keep)
    copy = done.copy
    if json:
        output.as_json(
            ok=not copy.violations, **_as_plain(copy),
            removed=[str(path) for path in done.removed], left=[str(path) for path in done.left],
            same_disk=done.same_disk,
        )  # fmt: skip
    elif not copy.violations:
        output.said(f"{_holds(copy)} It verifies: {copy.path}")
        for path in done.removed:
            output.said(f"Removed: {path}")
    if copy.violations:
        if not json:
            _tell(copy.violations, "The copy does not verify; it was not kept.")
        raise Ended(Exit.NOT_SOUND)
    for path in done.left:
        notices.notice(f"{path} is named like a backup and could not be removed as one.")
    if done.same_disk and not json:
        notices.notice("It lies on the disk of the register itself: what takes one takes both.")


def restore(
    context: Context,  # noqa: ARG001 - every command is given one
    file: Annotated[Path, Argument(metavar="FILE", help="A backup.")],
    to: Annotated[Path, Option("--to", metavar="NEW", help="Where the register is to lie.")],
    dry_run: Annotated[bool, Option("--dry-run", help="Do all of it, and keep nothing.")] = False,
    json: Json = False,
) -> None:
    """Make a register of a backup, in a new file.

    The file is copied, the independent checker goes through the copy, and only
    then does it lie at NEW. Nothing is ever written over: put it in the place of
    a broken register yourself, when nobody has that open. --dry-run does all of
    it and keeps nothing: so test your backups. A backup of an older schema is
    looked through by SQLite alone; `wingterm upgrade` then verifies it.

    Examples:
      wingterm restore /var/backups/wingterm/FILE.db --to restored.db --dry-run
      wingterm restore /var/backups/wingterm/FILE.db --to restored.db
    """
    from wingterm.services.backup import restore as restore_to

    if str(to).startswith("postgresql:"):
        raise BadInput(
            "A backup of a file becomes a file, not a register on a server.",
            "To move a register to a server: wingterm export, then import there.", field="to",
        )  # fmt: skip
    notices.under_way("Copying and checking...")
    with reachable():
        done = restore_to(file, to, rehearse=dry_run)
    copy = done.copy
    if json:
        output.as_json(
            ok=not copy.violations, **_as_plain(copy),
            schema_number=done.schema, officer=done.officer, kept=not (copy.violations or dry_run),
        )  # fmt: skip
    elif not copy.violations:
        where = "Nothing was kept." if dry_run else f"The register is {to}."
        verified = f"It has schema {done.schema}." if done.older else f"{_holds(copy)} It verifies."
        output.said(f"{verified} {where}")
    if copy.violations:
        if not json:
            _tell(copy.violations, f"{file} does not verify; nothing was made.")
        raise Ended(Exit.NOT_SOUND)
    if dry_run or json:
        return
    notices.notice(ERASED_SINCE)
    if done.older:
        notices.notice(f"Bring it up and have it verified: wingterm --store {to} upgrade")
    elif not done.officer:
        notices.notice("Your account is no officer of it: `wingterm officer list` names who is.")


def _holds(copy: "Copied") -> str:
    from wingterm.domain.times import shown_full

    newest = f", the newest of {shown_full(copy.newest, 'UTC')} UTC" if copy.newest else ""
    return f"Register {copy.register}: {copy.entries:,} entries{newest}."


def _as_plain(copy: "Copied") -> dict[str, object]:
    from wingterm.domain.times import iso

    heads = [{**head._asdict(), "recorded_at": iso(head.recorded_at)} for head in copy.heads]
    return {
        "path": str(copy.path),
        "register": copy.register,
        "bytes": copy.bytes,
        "entries": copy.entries,
        "heads": heads,
        "violations": [found._asdict() for found in copy.violations],
    }


def _tell(found: "tuple[Violation, ...]", ended: str) -> None:
    for one in found[:MOST]:
        notices.notice(f"{one.where}: {one.sentence} [{one.rule}]")
    if len(found) > MOST:
        notices.notice(f"There are {len(found) - MOST} more.")
    notices.notice(f"wingterm: {ended}")
