"""Trust: does the register hold together, and what became of a request."""

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wingterm.cli import notices, output
from wingterm.cli.acts import print_receipt, receipt_as_json
from wingterm.cli.exits import Exit
from wingterm.cli.session import Json, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.verify import Head


def verify(
    context: typer.Context,
    against: Annotated[
        Path | None, typer.Option("--against", help="A checkpoint kept elsewhere.")
    ] = None,
    checkpoint: Annotated[
        Path | None,
        typer.Option("--checkpoint", help="Write the heads of the books to a new file."),
    ] = None,
    json: Json = False,
) -> None:
    """Rebuild everything from the ledger with an independent checker; name what does not fit.

    A checkpoint, kept where nobody who can write the register can change it, also catches a history that was
    rewritten whole or cut short.

    Examples:
      wingterm verify
      wingterm verify --checkpoint heads.json
      wingterm verify --against heads.json --json
    """
    from wingterm.services import verify as trust

    session = session_of(context)
    known = _read_checkpoint(against) if against else []
    found = trust.verify(session.desk, known)
    if checkpoint and not found:
        _write_checkpoint(checkpoint, [list(head) for head in trust.checkpoints(session.desk)])
    if json:
        output.as_json({"sound": not found, "violations": [v._asdict() for v in found]})
    else:
        for violation in found:
            output.line(f"{violation.rule}  {violation.where}: {violation.sentence}")
        output.line("The register is sound." if not found else f"{len(found)} things do not fit.")
    if found:
        raise typer.Exit(Exit.NOT_SOUND)


def receipt(
    context: typer.Context,
    request_id: Annotated[str, typer.Argument(metavar="ID", help="Request id.")],
    json: Json = False,
) -> None:
    """Say what became of a request: done, with its entries, or not done.

    Examples:
      wingterm receipt 6f1c0a52-5c1e-4f7e-9d53-0f6a3c8a0f11
    """
    from wingterm.services.act import receipt as receipt_of

    found = receipt_of(session_of(context).desk, request_id)
    if json:
        output.as_json({"ok": True, "receipt": receipt_as_json(found)})
    else:
        print_receipt(found)


def _read_checkpoint(path: Path) -> "list[Head]":
    from wingterm.services.verify import Head

    try:
        held = json_module.loads(path.read_text(encoding="ascii"))
        rows = [Head(str(r[0]), int(r[1]), str(r[2]), int(r[3])) for r in held["heads"]]
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        raise BadInput(
            f"{path} is not a checkpoint.", "Write one with --checkpoint.", file=str(path)
        ) from None
    return rows


def _write_checkpoint(path: Path, heads: list[list[str | int]]) -> None:
    try:
        with path.open("x", encoding="ascii") as file:
            json_module.dump({"heads": heads}, file, indent=1)
            file.write("\n")
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.", file=str(path)) from None
    notices.notice(f"The heads of {len(heads)} books are in {path}.")
