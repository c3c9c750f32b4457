"""What `wingterm bulk run` prints: the plan, the faults, and what came of it."""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wingterm.cli import notices, output
from wingterm.cli.exits import Exit

if TYPE_CHECKING:
    from wingterm.services.bulk.checking import BulkPlan
    from wingterm.services.bulk.faults import RowFault
    from wingterm.services.bulk.run import BulkDone
    from wingterm.services.bulk.source import Source

ROWS_SHOWN = 20
"""Rows of the plan that are printed singly."""

FAULTS_SHOWN = 200
"""Most faults that are printed singly on a terminal."""

IDS_SHOWN = 1
"""Most parts whose request ids are printed; of more `wingterm bulk show` has them."""

NOTHING = "nothing was done"


@dataclass(frozen=True, slots=True)
class Told:
    """How a run is told of."""

    json: bool
    dry_run: bool
    file: str
    """The file as it was named."""

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return "standard input" if self.file == "-" else self.file


def refusal(plan: "BulkPlan") -> Exit:
    """Give the exit code of a plan that has faults: of one kind alone that of the kind."""
    held = plan.faults if len(plan.faults) == plan.fault_count else ()
    if held and all(_is_warning(fault) for fault in held):
        return Exit.WARNED
    if held and all(fault.code == "not-authorised" for fault in held):
        return Exit.NOT_AUTHORISED
    return Exit.REFUSED


def say_plan(told: Told, source: "Source", plan: "BulkPlan") -> None:
    """Say what the rows would do; in JSON that is the whole answer."""
    if told.json:
        output.as_json(ok=not plan.fault_count, **_as_plain(told, source, plan), done=None)
        return
    if plan.repeated:
        _print_repeated(source, plan)
        if plan.fault_count:
            _tell_faults(told, plan)
        return
    # What it comes to stands last: on a screen of 24 lines that is what is left to see.
    _print_rows(plan)
    _print_head(source, plan)
    _print_verbs(source)
    _print_effects(plan)
    if plan.fault_count:
        _tell_faults(told, plan)
    if told.dry_run:
        output.line("Dry run: nothing was done.")


def say_faults(told: Told, source: "Source", plan: "BulkPlan") -> None:
    """Say everything that stands against rows, and that nothing was done."""
    if told.json:
        output.as_json(ok=False, **_as_plain(told, source, plan), done=None)
    else:
        _tell_faults(told, plan)


def say_repeated(
    told: Told, source: "Source", plan: "BulkPlan", rest: Path | None, *, spoilt: bool
) -> None:
    """Say of a batch that all of it was done before.

    Args:
        told: how.
        source: the file.
        plan: of which nothing is left to be done.
        rest: where the rows are to lie that were left out; None where nobody asked for them.
        spoilt: whether something else lies there.
    """
    left = source.rows_against
    if told.json:
        done = {"rows": 0, "unchanged": 0, "parts": plan.parts, "done_parts": plan.done_parts,
                "request_ids": [], "repeated": True}  # fmt: skip
        there = None if spoilt else rest
        output.as_json(
            ok=not left, **_as_plain(told, source, plan),
            done=done | _left_as_plain(source, there) if left else None,
        )  # fmt: skip
        return
    if not output.quiet():
        _print_repeated(source, plan)
    if left and rest is None:
        _tell_left_out(left)
    elif spoilt:
        notices.notice(
            f"{_rows(left)} not done: {rest} is there already, and holds something else; it was "
            "left as it is. --rest FILE writes them to another."
        )
    elif left:
        _tell_rest(left, rest)


def say_done(
    told: Told, source: "Source", plan: "BulkPlan", done: "BulkDone", rest: Path | None
) -> None:
    """Say what came of a run.

    Args:
        told: how.
        source: the file.
        plan: what was to be done.
        done: what was.
        rest: where the rows are that were not; None where nothing was written.
    """
    if told.json:
        output.as_json(
            ok=not done.faults, **_as_plain(told, source, plan),
            done={
                "rows": done.done, "unchanged": done.unchanged, "parts": done.parts,
                "done_parts": done.done_parts, "request_ids": list(done.request_ids),
                "repeated": done.repeated, **_left_as_plain(source, rest),
            },
        )  # fmt: skip
        return
    if not output.quiet():
        _print_done(done)
    if done.faults and not plan.each:
        _tell_each(done.faults)
    if rest is not None:
        _tell_rest(source.rows_against, rest)
    elif done.done_parts == done.parts and done.faults:
        # By somebody who ran the same batch at the same time.
        _tell_left_out(source.rows_against)
    elif done.faults:
        notices.notice(
            f"wingterm: others changed what {told.name} is about; part {done.done_parts + 1} of "
            f"{done.parts} was not done. Mend its rows under another name, or set right what "
            "stands against them and give the same command again."
        )


def say_interrupted(told: Told, plan: "BulkPlan", done_parts: int) -> None:
    """Say how far a run came that Ctrl-C ended, and how to finish it."""
    how, remedy = "nothing was done", "The same command does it."
    if done_parts:
        how = f"{done_parts} of {plan.parts} parts are done"
        remedy = "The same command finishes the rest."
    if done_parts == plan.parts:
        how = "all of it was done"
        remedy = "The same command says so, and writes the rows that were not done." if (
            plan.each and plan.fault_count
        ) else "The same command says so and changes nothing."  # fmt: skip
    notices.interrupted(sentence=f"Interrupted: {how}.", remedy=remedy, as_json=told.json)


def _left_as_plain(source: "Source", rest: Path | None) -> dict[str, object]:
    """Give what stands against the rows that were not done, and the file that they are in."""
    return {
        "faults": [fault._asdict() for fault in source.each_fault()],
        "rest": "" if rest is None else str(rest),
    }


def _tell_left_out(left: int) -> None:
    notices.notice(f"{_rows(left)} left out: --each writes them to a file.")


def _tell_rest(left: int, rest: Path | None) -> None:
    notices.notice(f"{_rows(left)} not done: in {rest}, to mend and to run.")


def _print_repeated(source: "Source", plan: "BulkPlan") -> None:
    _print_head(source, plan)
    what = "What could be done" if source.rows_against else "All of it"
    output.line(f"{what} was done before; nothing was done now.")


def _print_head(source: "Source", plan: "BulkPlan") -> None:
    come = "standard input" if not source.name else source.name
    if plan.parts == 1:
        how = "the good ones as one act" if plan.each else "as one act, all of it or nothing"
    else:
        how = f"in {plan.parts} parts of up to {plan.part_rows:,}, each of them whole or not at all"
    output.line(f"Batch {plan.batch}: {_rows(plan.rows)} of {come}, {how}.")
    output.line(f"SHA-256 {plan.digest}")
    if plan.done_parts and not plan.repeated:
        output.line(f"{plan.done_parts} of {plan.parts} parts were done before; the rest is left.")


def _print_verbs(source: "Source") -> None:
    output.line()
    output.table(("rows", "verb"), [(count, verb) for verb, count in _verbs(source).items()])


def _print_rows(plan: "BulkPlan") -> None:
    shown = plan.planned[:ROWS_SHOWN]
    # A receipt says what was done: nobody may take its words for that yet.
    output.line("What will have been done, line by line (nothing is done yet):")
    for row in shown:
        who = " ".join(part for part in (row.person, row.name) if part)
        about = "" if not who or who in row.says else f"{who}: "
        output.line(f"line {row.line}: {about}{row.says}")
    if plan.good > len(shown):
        output.line(f"and {plan.good - len(shown):,} more")
    output.line()


def _print_effects(plan: "BulkPlan") -> None:
    output.line()
    if plan.effects:
        output.table(("prison", "roll before", "after"), plan.effects)
    else:
        output.line("No prison's roll changes.")


def _print_done(done: "BulkDone") -> None:
    same = f"; {done.unchanged:,} were so already" if done.unchanged else ""
    before = ", all of it before" if done.repeated else ""
    parts = f", {done.done_parts} of {done.parts} parts" if done.parts > 1 else ""
    output.line(f"Batch {done.batch}: {_rows(done.done)} done{before}{parts}{same}.")
    if 0 < len(done.request_ids) <= IDS_SHOWN:
        output.line(f"wingterm receipt {done.request_ids[0]}")
    elif done.request_ids:
        output.line(f"wingterm bulk show {done.batch}")


def _tell_faults(told: Told, plan: "BulkPlan") -> None:
    """Print what stands against rows, all that is held, and how much there is."""
    # A screen has no use for thousands of lines; a file or a pipe has.
    shown = plan.faults[:FAULTS_SHOWN] if sys.stderr.isatty() else plan.faults
    _tell_each(shown)
    more = plan.fault_count - len(shown)
    if more:
        notices.notice(f"and {more:,} more: --faults FILE has them all.")
    many = "1 fault" if plan.fault_count == 1 else f"{plan.fault_count:,} faults"
    codes = dict.fromkeys(fault.code for fault in plan.faults if _is_warning(fault))
    if codes:
        options = " ".join(f'--ack {code}="..."' for code in codes)
        notices.notice(f"To go on in spite of warnings in all rows, say why: {options}")
    end = "" if plan.each and plan.good else f"; {NOTHING}"
    notices.notice(f"wingterm: {told.name} has {many} in {_rows(plan.rows)}{end}.")


def _is_warning(fault: "RowFault") -> bool:
    # Of an acknowledgement that cannot be read the code says that.
    return fault.field == "ack" and fault.code != "typed"


def _tell_each(faults: "Iterable[RowFault]") -> None:
    """Print faults, and what to do next where that was not said before."""
    told = {""}
    for fault in faults:
        field = f", {fault.field}" if fault.field else ""
        notices.notice(f"line {fault.line}{field}: {fault.sentence} ({fault.code})")
        if fault.remedy not in told:
            told.add(fault.remedy)
            notices.notice(f"  {fault.remedy}")


def _as_plain(told: Told, source: "Source", plan: "BulkPlan") -> dict[str, object]:
    return {
        "batch": plan.batch,
        "file": told.file,
        "digest": plan.digest,
        "dry_run": told.dry_run,
        "each": plan.each,
        "rows": plan.rows,
        "good": plan.good,
        "verbs": _verbs(source),
        "parts": plan.parts,
        "part_rows": plan.part_rows,
        "done_parts": plan.done_parts,
        "repeated": plan.repeated,
        "effects": [effect._asdict() for effect in plan.effects],
        "planned": [row._asdict() for row in plan.planned],
        "fault_count": plan.fault_count,
        "faults": [fault._asdict() for fault in source.each_fault()],
    }


def _verbs(source: "Source") -> dict[str, int]:
    """Give how many rows each verb has, the most first."""
    counted = Counter(row.verb for row in source.spool.rows(1, source.rows))
    return {verb or "(none)": count for verb, count in counted.most_common()}


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
