"""The lines of a batch file as rows: those that a rule is against first."""

from collections.abc import Sequence

from screens.parts.line_list import Row
from screens.parts.lines import Line, fit
from screens.parts.tables import Column, Table
from screens.remedies import hint_here
from wingterm.services.bulk.checking import BulkPlan, PlannedRow, RowFault

LAID = Table(
    Column("Line", -6), Column("", 1), Column("Verb", 15), Column("Number", 8),
    Column("Name", 18, 36), Column("What it does", 30, 110),
)  # fmt: skip
MORE = "//"
"""Key of the row that stands for lines that are not shown yet."""

SHOWN = 4
"""Prisons whose population is told above the list."""


def head_lines(plan: BulkPlan, width: int) -> tuple[Line | str, ...]:
    """Say what the whole file comes to."""
    how = "one act" if plan.parts == 1 else f"{plan.parts} parts of up to {plan.part_rows}"
    begun = f"; {plan.done_parts} of them done before" if plan.done_parts else ""
    effects = [f"{e.prison} {e.before} to {e.after}" for e in plan.effects[:SHOWN]]
    more = f" and {len(plan.effects) - SHOWN} more prisons" if len(plan.effects) > SHOWN else ""
    roll = f"Population: {', '.join(effects)}{more}" if effects else "Nobody's prison changes"
    lines = f" {plan.rows} lines, {plan.good} can be done, {how}{begun}"
    return (fit(lines, width - 1), fit(f" {roll}", width - 1))


def rows_of(plan: BulkPlan, planned: Sequence[PlannedRow], width: int) -> Sequence[Row]:
    """Give the rows: faults, then what is planned, then how many lines more there are.

    Args:
        plan: of the file.
        planned: those of its lines that are shown of what would be done.
        width: columns of the screen.
    """
    rows = [_fault(number, fault, width) for number, fault in enumerate(plan.faults)]
    rows += [_planned(one, width) for one in planned]
    hidden = plan.fault_count - len(plan.faults)
    if hidden > 0:
        rows.insert(len(plan.faults), Row("/", f"        and {hidden} faults more"))
    more = plan.good - len(planned)
    if more > 0:
        told = f"        and {more} lines more, which nothing stands against; Enter shows some"
        rows.append(Row(MORE, told))
    return rows


def _fault(number: int, fault: RowFault, width: int) -> Row:
    where = f"{fault.field}: " if fault.field else ""
    taken = LAID.at(width).taken("Line") + 2
    said = f"{where}{fault.sentence}"
    text = f"{fault.line:>{taken - 2}} ! {fit(said, width - taken - 2)}"
    remedy = hint_here(fault.remedy)
    full = f"Line {fault.line}, {where}{fault.sentence} {remedy} ({fault.code})"
    return Row(f"{fault.line}//{number}", text, bold=True, seek=fault.code, full=full)


def _planned(one: PlannedRow, width: int) -> Row:
    text = LAID.at(width).row({
        "Line": str(one.line), "Verb": one.verb, "Number": one.person, "Name": one.name,
        "What it does": one.says.removeprefix(f"{one.person} {one.name}").strip(),
    })  # fmt: skip
    return Row(f"{one.line}/{one.person}", text, full=f"Line {one.line}: {one.says}")
