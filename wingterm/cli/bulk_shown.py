"""`wingterm bulk template`, `list` and `show`: files to fill in, and the batches that were done."""

from typing import TYPE_CHECKING, Annotated

from wingterm.cli import output
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Csv, Json, session_of

if TYPE_CHECKING:
    from wingterm.services.bulk.batches import BatchLine, BatchPart
    from wingterm.services.bulk.verbs import BulkVerb

BATCH_COLUMNS = (
    "batch", "file", "state", "rows", "done_rows", "parts", "done_parts", "officer", "begun_at",
    "ended_at", "digest",
)  # fmt: skip
PART_COLUMNS = (
    "batch", "part", "first_line", "last_line", "rows", "recorded_at", "officer", "request_id",
)  # fmt: skip


def template(
    verb: Annotated[str, Argument(metavar="[VERB]", help="Of which verb.")] = "",
    all_verbs: Annotated[
        bool, Option("--all", help="A file of every verb, with the column `verb`.")
    ] = False,
    json: Json = False,
) -> None:
    """Print a file to fill in; without a verb the list of verbs.

    The file is CSV with the columns of the verb and one row as an example, which
    you take out. In the list a column with * must be filled.

    Examples:
      wingterm bulk template
      wingterm bulk template transfer-out > coach.csv
      wingterm bulk template --all > morning.csv
    """
    from wingterm.services.bulk.verbs import BULK_VERBS
    from wingterm.services.bulk.verbs import template as template_of

    named = "-".join(verb.lower().replace("-", " ").split())
    if json:
        chosen = [BULK_VERBS[named]] if named in BULK_VERBS else list(BULK_VERBS.values())
        if named and named not in BULK_VERBS:
            template_of(named)
        output.as_json(ok=True, verbs=[_verb_as_plain(one) for one in chosen])
    elif named or all_verbs:
        for text in template_of(named).splitlines():
            output.line(text)
    else:
        for one in BULK_VERBS.values():
            columns = [f"{each.name}{'*' if each.required else ''}" for each in one.own]
            output.line(f"{one.name}: {', '.join(columns)}")
        output.line("All have also: at, comment, ack, prison.")


def listing(context: Context, json: Json = False, csv: Csv = False) -> None:
    """List the batches, newest first, and how far each is.

    A batch is a file of rows that was begun here. Of one that is part done the
    same `wingterm bulk run` finishes the rest.

    Examples:
      wingterm bulk list
      wingterm bulk list --csv
    """
    from wingterm.domain.times import shown_full
    from wingterm.services.bulk.batches import batches

    session = session_of(context)
    found = batches(session.desk)
    held = [_batch_as_plain(one) for one in found]
    if json:
        output.as_json(ok=True, batches=held)
    elif csv:
        output.as_csv(BATCH_COLUMNS, [[one[name] for name in BATCH_COLUMNS] for one in held])
    elif not found:
        output.line("No batches.")
    else:
        zone = session.timezone
        rows = [
            (
                shown_full(one.begun_at, zone), one.name, one.rows, one.done_rows,
                f"{one.done_parts}/{one.parts}", one.state, one.officer,
            )
            for one in found
        ]  # fmt: skip
        output.table(("begun", "batch", "rows", "done", "parts", "state", "officer"), rows)


def show(
    context: Context,
    name: Annotated[str, Argument(metavar="NAME", help="Name of the batch.")],
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print a batch and its parts, with their receipts.

    Each part was one act; `wingterm receipt ID` says line by line what it did.

    Examples:
      wingterm bulk show coach
      wingterm bulk show coach --json
    """
    from wingterm.domain.times import shown_full
    from wingterm.services.bulk.batches import batch

    session = session_of(context)
    found = batch(session.desk, name)
    line, parts = found.line, [_part_as_plain(name, part) for part in found.parts]
    if json:
        output.as_json(ok=True, **_batch_as_plain(line), done=parts)
        return
    if csv:
        output.as_csv(PART_COLUMNS, [[one[key] for key in PART_COLUMNS] for one in parts])
        return
    zone = session.timezone
    come = line.source or "standard input"
    output.line(f"Batch {line.name}: {line.rows:,} rows of {come}, begun by {line.officer}")
    output.line(f"SHA-256 {line.digest}")
    output.line(f"{line.done_rows:,} done in {line.done_parts} of {line.parts} parts: {line.state}")
    output.line()
    rows = [
        (
            part.part, f"{part.first_line}-{part.last_line}", part.rows,
            shown_full(part.recorded_at, zone), part.request_id,
        )
        for part in found.parts
    ]  # fmt: skip
    output.table(("part", "lines", "done", "recorded", "receipt"), rows)


def _verb_as_plain(verb: "BulkVerb") -> dict[str, object]:
    return {
        "verb": verb.name,
        "says": verb.words,
        "columns": [
            {"name": c.name, "says": c.words, "required": c.required, "example": c.example}
            for c in verb.columns
        ],
    }


def _batch_as_plain(line: "BatchLine") -> dict[str, str | int]:
    from wingterm.domain.times import iso

    return {
        "batch": line.name, "file": line.source, "state": line.state, "rows": line.rows,
        "done_rows": line.done_rows, "parts": line.parts, "done_parts": line.done_parts,
        "officer": line.officer, "begun_at": iso(line.begun_at), "ended_at": iso(line.ended_at),
        "digest": line.digest,
    }  # fmt: skip


def _part_as_plain(batch: str, part: "BatchPart") -> dict[str, str | int]:
    from wingterm.domain.times import iso

    return {
        "batch": batch, "part": part.part, "first_line": part.first_line,
        "last_line": part.last_line, "rows": part.rows, "recorded_at": iso(part.recorded_at),
        "officer": part.officer, "request_id": part.request_id,
    }  # fmt: skip
