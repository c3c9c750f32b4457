"""What the screens of a roll check share: which check is in front, and the forms of its verbs."""

from typing import TYPE_CHECKING

from screens.form_check import ended_words
from screens.keyed import keyed
from screens.register import RegisterScreen
from wingterm.domain.checks.due import DueState
from wingterm.domain.checks.kinds import MINUTE
from wingterm.domain.checks.record import UnitState
from wingterm.services.checks.enquiry import dues

if TYPE_CHECKING:
    from wingterm.domain.outcomes import Receipt
    from wingterm.services.checks.sheet import CheckSheet, UnitLine

DAY = 24 * 60 * MINUTE
"""In microseconds."""


def opened_check(receipt: "Receipt | None") -> bool:
    """Whether a receipt is of a check that was opened."""
    return receipt is not None and any(line.verb == "open-check" for line in receipt.lines)


def open_check_form(screen: RegisterScreen, verb: str) -> None:
    """Open the form of a verb of a roll check, about the check and the unit in front.

    Args:
        screen: below the form.
        verb: of the registry.
    """
    from screens.specs import SPECS
    from screens.specs.checks import OF_A_UNIT

    spec = SPECS[verb]
    if spec.about_check:
        number, unit = screen.check_meant()
        known = {"check": str(number)} if number is not None else {}
        if unit and verb in OF_A_UNIT:
            known["unit"] = unit
        spec = spec.starting_with(**known, **screen.filled_for(verb))
    else:
        spec = spec.starting_with(kind=_kind_due(screen))
    screen.open_form(spec, None)


def _kind_due(screen: RegisterScreen) -> str:
    """Give the kind of the check that is due now: opened as another it would be missed for ever."""
    from wingterm.services.checks.board import SOON

    session = screen.session
    now = session.now()
    found = screen.ask(
        lambda: dues(session.desk, session.prison, since=now - DAY, until=now + SOON)
    )
    return next((line.kind.value for line in found or () if line.state is DueState.DUE), "")


def why_not(verb: str, sheet: "CheckSheet | None", unit: "UnitLine | None") -> str:
    """Say why a verb makes no sense for a check or a unit of it now, empty where it does.

    Args:
        verb: about a check that is open.
        sheet: the check; None where there is none.
        unit: under the cursor, None for none.
    """
    new = keyed("{open-check:check} opens a check.")
    if sheet is None:
        return f"There is no roll check. {new}"
    if sheet.ending is not None:
        return f"{sheet.name}: {ended_words(sheet)}; it stays as it is. {new}"
    return why_not_unit(verb, unit)


def why_not_unit(verb: str, unit: "UnitLine | None") -> str:
    """Say why a unit is not counted, or not again; empty where it may be."""
    if unit is None:
        return ""
    if verb == "count" and unit.state not in (UnitState.WAITING, UnitState.FIRST):
        again = keyed("{recount:check} hands in that it was counted again.")
        return f"{unit.code} was counted, and {unit.state}. {again}"
    if verb == "recount" and unit.state in (UnitState.WAITING, UnitState.FIRST):
        first = keyed("{count:check} hands its count in.")
        return f"{unit.code} has not been counted yet. {first}"
    return ""
