"""`wingterm bulk run`: the rows of a file, checked together, shown, and done as one."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.bulk_files import (
    checked_place,
    place_for_rest,
    rest_beside,
    write_faults,
    write_rest,
    write_rest_again,
)
from wingterm.cli.bulk_said import (
    Told,
    refusal,
    say_done,
    say_faults,
    say_interrupted,
    say_plan,
    say_repeated,
)
from wingterm.cli.declare import Argument, Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.piped import stream
from wingterm.cli.session import Ack, Json, Session, acknowledged, session_of
from wingterm.errors import BadInput, NotFound

if TYPE_CHECKING:
    from wingterm.services.bulk.checking import BulkPlan
    from wingterm.services.bulk.run import BulkDone
    from wingterm.services.bulk.source import Source

HELP = """Do many acts from a file: a coach, a court list.

Every row is read and checked first, and all faults are told at once. Then the
plan is shown and confirmed, and all rows are done as one, by the rules of the
commands that they name. docs/bulk.md has the format.

Examples:
  wingterm bulk template transfer-out > coach.csv
  wingterm bulk run coach.csv --verb transfer-out --dry-run
  wingterm bulk run coach.csv --verb transfer-out
"""

FORMATS = ("csv", "jsonl")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed after the file."""

    file: Path
    verb: str
    form: str
    batch: str
    dry_run: bool
    confirm: int | None
    each: bool
    rest: Path | None
    """Where the rows go that are not done; None where every row is done or none."""
    faults: Path | None
    json: bool

    @property
    def piped(self) -> bool:
        """Whether the rows come from standard input."""
        return str(self.file) == "-"


def run(
    context: Context,
    file: Annotated[Path, Argument(metavar="FILE", help="CSV or JSON lines; - reads a pipe.")],
    verb: Annotated[
        str, Option("--verb", metavar="VERB", help="Of every row; else a column `verb` says it.")
    ] = "",
    form: Annotated[
        str, Option("--format", metavar="FORM", help="csv or jsonl; else as the file shows.")
    ] = "",
    batch: Annotated[
        str, Option("--batch", metavar="NAME", help="Name of the batch; else that of the file.")
    ] = "",
    dry_run: Annotated[bool, Option("--dry-run", help="Do all but the last step.")] = False,
    confirm: Annotated[
        int | None, Option("--confirm", metavar="N", min=1, help="How many rows there must be.")
    ] = None,
    each: Annotated[
        bool, Option("--each", help="Do the good rows; write the others to a file.")
    ] = False,
    rest: Annotated[
        Path | None,
        Option("--rest", metavar="FILE", help="Where to; else beside FILE, as NAME.rest.csv."),
    ] = None,
    ack: Ack = None,
    faults: Annotated[
        Path | None, Option("--faults", metavar="FILE", help="Write all faults there, as CSV.")
    ] = None,
    json: Json = False,
) -> None:
    """Do every row of a file, or none.

    All rows are read and checked by the rules of their commands, each seeing the
    rows before it: a bed left in line 3 can be taken in line 4. All faults are
    told at once, with line, column and code. Then the plan is shown, and the
    number of rows is asked for; --confirm answers it in a script.

    Up to 10,000 rows are one act, all of it or nothing. More are done in parts of
    1,000, so that others can work meanwhile. Ctrl-C leaves whole parts, and the
    same command finishes the rest. What was done is not done twice: the same file
    again changes nothing, another file under the same name is refused.

    Examples:
      wingterm bulk run coach.csv --verb transfer-out
      wingterm bulk run coach.csv --verb transfer-out --dry-run --faults wrong.csv
      wingterm bulk run morning.csv --confirm 31 --json
      wingterm bulk run moves.csv --verb move --each --rest later.csv
      wingterm bulk run - --verb release --batch evening --confirm 3
    """
    from wingterm.services.bulk.checking import check_bulk
    from wingterm.services.bulk.source import read_source

    session = session_of(context)
    asked = Asked(file, verb.strip(), form.strip().lower(), batch, dry_run, confirm, each, rest,
                  faults, json)  # fmt: skip
    asked_well(asked)
    answered = acknowledged(ack)
    # A register that cannot be opened is said before a pipe is waited for.
    prison = session.prison
    path, sent = (None, stream("rows")) if asked.piped else (file, None)
    read = notices.counted("Reading")
    with read_source(
        path,
        stream=sent,
        form=asked.form,
        verb=asked.verb,
        progress=lambda rows: read("rows", rows),
    ) as source:
        notices.under_way(f"Checking {source.rows} rows...")
        plan = check_bulk(
            session.desk,
            prison,
            source,
            batch=batch,
            each=each,
            acknowledged=answered,
            progress=notices.rows_done("Checked"),
        )
        code = _go_on(session, asked, source, plan)
    if code is not Exit.DONE:
        raise Ended(code)


def asked_well(asked: Asked) -> None:
    """Refuse options that do not go together, before anything is read.

    Raises:
        BadInput: they do not.
    """
    if asked.form not in ("", *FORMATS):
        raise BadInput(
            f"{asked.form} is not a format.", f"Write one of: {', '.join(FORMATS)}.",
            field="format",
        )  # fmt: skip
    if asked.rest is not None and not asked.each:
        raise BadInput(
            "--rest is for the rows that --each leaves.", "Add --each, or leave out --rest.",
            field="rest",
        )  # fmt: skip
    if asked.each and asked.piped and asked.rest is None:
        raise BadInput(
            "The rows of a pipe that are not done need a file.", "Add --rest FILE.", field="rest"
        )
    checked_place(asked.faults, "faults", asked.file)


def _go_on(session: Session, asked: Asked, source: "Source", plan: "BulkPlan") -> Exit:
    """Go on with a file that was read and judged: refuse it, show it, do it."""
    told = Told(asked.json, dry_run=asked.dry_run, file=str(asked.file))
    if asked.faults is not None:
        write_faults(asked.faults, source)
    stops = bool(plan.fault_count) and not plan.repeated and not (asked.each and plan.good)
    refused = refusal(plan)
    if stops and not asked.dry_run:
        say_faults(told, source, plan)
        return refused
    if plan.repeated and not asked.dry_run:
        return _again(told, asked, source, plan)
    if asked.dry_run:
        say_plan(told, source, plan)
        if not plan.fault_count:
            return Exit.DONE
        return refused if stops else Exit.PART_DONE
    rest = place_for_rest(asked.rest, asked.file, source.form) if asked.each else None
    # Quiet or not: who is to answer must see what they answer to.
    if not asked.json and not (output.quiet() and asked.confirm is not None):
        say_plan(told, source, plan)
    _confirm(asked, plan)
    try:
        done = _run(session, source, plan)
        if rest is not None and not done.faults:
            rest = None
        if rest is not None:
            write_rest(rest, source, done.faults)
    except KeyboardInterrupt:
        say_interrupted(told, plan, _done_parts(session, plan))
        return Exit.INTERRUPTED
    say_done(told, source, plan, done, rest)
    return _code(done)


def _again(told: Told, asked: Asked, source: "Source", plan: "BulkPlan") -> Exit:
    """Say of a batch that all of it was done before; write the rest where nothing lies there yet.

    Whatever ended the run that did it may have done so before the rest was written.
    """
    rest, spoilt = None, False
    if plan.fault_count and asked.each:
        rest = rest_beside(asked.rest, asked.file, source.form)
        spoilt = not write_rest_again(rest, source, plan.faults)
    say_repeated(told, source, plan, rest, spoilt=spoilt)
    return Exit.PART_DONE if plan.fault_count else Exit.DONE


def _code(done: "BulkDone") -> Exit:
    if not done.faults:
        return Exit.DONE
    return Exit.PART_DONE if done.done_parts else Exit.REFUSED


def _confirm(asked: Asked, plan: "BulkPlan") -> None:
    """Have the number of rows said, by an option or at the terminal.

    Raises:
        BadInput: another number was given, or nobody is there to ask.
        Ended: the officer typed another number, or none.
    """
    rows = "1 row" if plan.rows == 1 else f"{plan.rows} rows"
    if asked.confirm is not None:
        if asked.confirm != plan.rows:
            raise BadInput(
                f"--confirm says {asked.confirm}, and the file has {rows}; nothing was done.",
                "Look at the file again.",
                field="confirm",
            )
        return
    if asked.piped or not notices.can_ask():
        raise BadInput(
            f"The file has {rows}, and there is no terminal to ask at; nothing was done.",
            f"Add --confirm {plan.rows} once you are sure.",
            field="confirm",
        )
    typed = notices.asked("Type the number of rows to do them, Enter alone to leave it:")
    if typed.replace(",", "") != str(plan.rows):
        why = f"{typed} is not the number of rows. " if typed else ""
        notices.notice(f"{why}Nothing was done.")
        raise Ended(Exit.REFUSED)


def _run(session: Session, source: "Source", plan: "BulkPlan") -> "BulkDone":
    """Do it, and say meanwhile how far it is."""
    from wingterm.services.bulk.run import run_bulk

    return run_bulk(session.desk, session.prison, source, plan, progress=notices.rows_done("Done"))


def _done_parts(session: Session, plan: "BulkPlan") -> int:
    """Ask the register how many parts of a batch are done: none where it was never begun."""
    from wingterm.services.bulk.batches import batch

    try:
        return batch(session.desk, plan.batch).line.done_parts
    except NotFound:
        return 0
