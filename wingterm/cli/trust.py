"""Trust: does the register hold together, and what became of a request."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.acts import print_lines, receipt_as_json
from wingterm.cli.declare import Argument, Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.session import Json, checked_id, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.verify import Head

CHECKPOINT_MAX = 10_000_000
"""Most bytes of a checkpoint file; a book takes a hundred."""


def verify(
    context: Context,
    against: Annotated[
        Path | None,
        Option("--against", metavar="FILE", help="A checkpoint that was kept elsewhere."),
    ] = None,
    checkpoint: Annotated[
        Path | None,
        Option("--checkpoint", metavar="FILE", help="Write a new one, if all is well."),
    ] = None,
    json: Json = False,
) -> None:
    """Prove that the register is whole, from its ledger alone.

    An independent checker rebuilds everything and names what does not fit, in the
    register and in the log of who saw what that this host keeps. A checkpoint,
    kept where nobody who can write the register can change it, also catches a
    history that was rewritten whole or cut short.

    Examples:
      wingterm verify
      wingterm verify --checkpoint heads.json
      wingterm verify --against heads.json --json
    """
    from wingterm.services import verify as trust

    session = session_of(context)
    known = _read_checkpoint(against) if against else []
    found, notes = trust.prove(session.desk, known)
    if checkpoint and not found:
        heads = trust.checkpoints(session.desk)
        _write_checkpoint(checkpoint, heads)
        if not (json or output.quiet()):
            notices.notice(f"The heads of {len(heads)} books are in {checkpoint}.")
    try:
        if json:
            output.as_json(
                ok=not found,
                violations=[violation._asdict() for violation in found],
                notes=[note._asdict() for note in notes],
            )
        else:
            for violation in found:
                output.line(f"{violation.where}: {violation.sentence} [{violation.rule}]")
            for note in notes:
                notices.notice(f"{note.where}: {note.sentence}")
            output.line("The register is whole." if not found else f"{len(found)} do not fit.")
    finally:
        # Also when nobody reads the list to its end.
        if found:
            raise Ended(Exit.NOT_SOUND)


def receipt(
    context: Context,
    request_id: Annotated[str, Argument(metavar="ID", help="Request id.")],
    json: Json = False,
) -> None:
    """Say what became of a request.

    Done, with its entries in the books; or not done (exit code 3).

    Examples:
      wingterm receipt 6f1c0a52-5c1e-4f7e-9d53-0f6a3c8a0f11
    """
    from wingterm.domain.times import shown_full
    from wingterm.services.act import receipt as receipt_of
    from wingterm.services.asked import asked

    session = session_of(context)
    found = receipt_of(session.desk, checked_id(request_id))
    who = asked(session.desk, found.request_id)
    if json:
        output.as_json(ok=True, receipt=receipt_as_json(found), asked=who._asdict())
        return
    output.line(f"Done, recorded {shown_full(found.recorded_at, session.timezone)}.")
    where = ", ".join(part for part in (who.front_end, who.origin) if part)
    output.line(f"By {who.name} ({who.account}), {where}.")
    if who.reason:
        output.line(f"Reason: {who.reason}")
    print_lines(found)


def _read_checkpoint(path: Path) -> "list[Head]":
    import json as json_module

    from wingterm.services.verify import Head

    try:
        if path.stat().st_size > CHECKPOINT_MAX:
            raise ValueError
        held = json_module.loads(path.read_text(encoding="ascii"))
        return [Head(str(r[0]), int(r[1]), str(r[2]), int(r[3])) for r in held["heads"]]
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}.", "Name a file that you may read.",
            file=str(path),
        ) from None  # fmt: skip
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise BadInput(
            f"{path} is not a checkpoint.", "Write one with --checkpoint.", file=str(path)
        ) from None


def _write_checkpoint(path: Path, heads: "Sequence[Head]") -> None:
    """Write the heads of the books to a new file; one that is there is never written over."""
    import json as json_module

    try:
        with path.open("x", encoding="ascii") as file:
            json_module.dump({"heads": [list(head) for head in heads]}, file, indent=1)
            file.write("\n")
    except OSError as error:
        raise BadInput(
            f"{path} cannot be written: {error.strerror}.", "Name a new file.", file=str(path)
        ) from None
