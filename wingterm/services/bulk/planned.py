"""What a row of a batch file would do, as it is told before it is done."""

from typing import NamedTuple


class PlannedRow(NamedTuple):
    """What one row would do."""

    line: int
    """Line of the file."""
    verb: str
    person: str
    """Prison number, empty where the row is about no person or the number is not issued yet."""
    name: str
    """Last name and first name, empty where nobody is known by the number."""
    says: str
    """A sentence."""
