"""`wingterm export` and `wingterm import`: a whole register as a folder of files, and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Argument, Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.session import Json, reachable, session_of

if TYPE_CHECKING:
    from wingterm.services.exchange.load import Imported
    from wingterm.services.exchange.manifest import Manifest

MOST = 100
"""Faults, violations or differences that are printed singly."""


def export(
    context: Context,
    folder: Annotated[Path, Argument(metavar="DIR", help="A folder that is not there yet.")],
    no_csv: Annotated[bool, Option("--no-csv", help="Write JSON lines only.")] = False,
    json: Json = False,
) -> None:
    """Write the whole register into a new folder of files.

    Each table is a file of JSON lines, which `import` reads, and one of CSV,
    which spreadsheets read; manifest.json has the hash of each, and how each book
    and roll stood. All of it is of one instant, while others go on working. It is
    written whole or not at all, and only you may read it. The last line printed
    is the hash of the manifest: keep it elsewhere. Administrators may do this;
    that everybody's record was taken is logged. Drafts of forms are not in it.

    Examples:
      wingterm export /var/backups/wingterm-2026-11-30
      wingterm export /media/key/register --no-csv --json
    """
    from wingterm.services.exchange.export import export_register

    done = export_register(
        session_of(context).desk, folder, csv=not no_csv, progress=notices.counted("Exporting")
    )
    manifest = done.manifest
    if json:
        output.as_json(
            ok=True, path=str(done.folder), **_as_plain(manifest),
            files=[file._asdict() for file in manifest.files], manifest_sha256=done.sha256,
        )  # fmt: skip
        return
    if output.quiet():
        return
    rows = sum(file.rows for file in manifest.files if file.form == "jsonl")
    size = sum(file.bytes for file in manifest.files)
    _print_prisons(manifest)
    output.line(f"{len(manifest.files)} files, {rows:,} rows, {size:,} bytes, in {done.folder}")
    output.line(f"Manifest SHA-256: {done.sha256}")


def import_(
    context: Context,
    folder: Annotated[Path, Argument(metavar="DIR", help="A folder that was exported.")],
    manifest: Annotated[
        str, Option("--manifest", metavar="SHA256", help="Hash that its manifest must have.")
    ] = "",
    dry_run: Annotated[bool, Option("--dry-run", help="Do all of it, and keep nothing.")] = False,
    json: Json = False,
) -> None:
    """Make a register of an exported folder, where there is none.

    Every file is hashed and every line read strictly; then the independent
    checker proves that all of it follows from its ledger, and the roll of each
    prison and the end of each book must be what the manifest says. Only then does
    the register lie in its place. It is the same register, with the same id: from
    then on work in one of the two.

    Examples:
      wingterm import /var/backups/wingterm-2026-11-30 --dry-run
      wingterm --store register.db import /var/backups/wingterm-2026-11-30
    """
    from wingterm.services.exchange.load import import_register

    settings = session_of(context).settings
    with reachable():
        done = import_register(
            settings, folder, rehearse=dry_run, manifest_sha256=manifest,
            progress=notices.counted("Importing"),
        )  # fmt: skip
    code = _code_of(done)
    try:
        if json:
            _tell_as_json(done, settings.shown_store, kept=done.sound and not dry_run)
        elif not done.sound:
            _tell_faults(done, folder)
        elif dry_run or not output.quiet():
            _print_prisons(done.manifest)
            where = "Nothing was kept." if dry_run else f"The register is {settings.shown_store}."
            output.line(f"{done.rows:,} rows; the checker finds nothing. {where}")
    finally:
        # Also when nobody reads the list to its end.
        if code is not Exit.DONE:
            raise Ended(code)
    if not (done.officer or dry_run or json):
        notices.notice("Your account is no officer of it: `wingterm officer list` names who is.")


def _code_of(done: "Imported") -> Exit:
    if done.faults:
        return Exit.USAGE
    return Exit.DONE if done.sound else Exit.NOT_SOUND


def _tell_faults(done: "Imported", folder: Path) -> None:
    told = [f"{folder / fault.file}: {fault.sentence}" for fault in done.faults]
    told += [f"{found.where}: {found.sentence} [{found.rule}]" for found in done.violations]
    told += done.differences
    for sentence in told[:MOST]:
        notices.notice(sentence)
    if len(told) > MOST:
        notices.notice(f"There are {len(told) - MOST} more.")
    what = "is not as it was exported" if done.faults else "does not verify"
    notices.notice(f"wingterm: {folder} {what}; nothing was made.")


def _tell_as_json(done: "Imported", store: str, *, kept: bool) -> None:
    output.as_json(
        ok=done.sound,
        store=store if kept else "",
        rows=done.rows,
        **_as_plain(done.manifest),
        manifest_sha256=done.manifest_sha256,
        faults=[fault._asdict() for fault in done.faults],
        violations=[found._asdict() for found in done.violations],
        differences=list(done.differences),
        officer=done.officer,
    )


def _as_plain(manifest: "Manifest") -> dict[str, object]:
    from wingterm.domain.times import iso

    heads = [{**head._asdict(), "recorded_at": iso(head.recorded_at)} for head in manifest.heads]
    return {
        "register": manifest.register,
        "as_of": iso(manifest.as_of),
        "prisons": [prison._asdict() for prison in manifest.prisons],
        "heads": heads,
    }


def _print_prisons(manifest: "Manifest") -> None:
    from wingterm.domain.times import shown_full

    zone = manifest.prisons[0].timezone if manifest.prisons else "UTC"
    output.line(f"Register {manifest.register}, as of {shown_full(manifest.as_of, zone)}.")
    if manifest.prisons:
        ends = {head.establishment: head.seq for head in manifest.heads}
        output.table(
            ("prison", "name", "population", "entries"),
            [(p.prison, p.name, p.population, ends.get(p.prison, 0)) for p in manifest.prisons],
        )
