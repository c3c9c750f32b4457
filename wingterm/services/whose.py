"""Whose record is meant by a number that was typed."""

from wingterm.domain.people import FieldRefused, parse_prison_number
from wingterm.errors import BadInput, NotFound
from wingterm.services.desk import LOOK_UP


def typed_number(typed: str) -> str:
    """Give the prison number that was typed, as it stands in the store.

    Raises:
        BadInput: not a prison number, nor a temporary one.
    """
    try:
        return parse_prison_number(typed)
    except FieldRefused as refused:
        raise BadInput(str(refused), LOOK_UP, field="number") from None


def nobody_has(number: str) -> NotFound:
    """Give the error for a number under which there is no record."""
    return NotFound(f"Nobody in this register has the number {number}.", LOOK_UP)
