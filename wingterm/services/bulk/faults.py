"""What stands against a row of a batch file, with where it stands."""

from typing import NamedTuple


class RowFault(NamedTuple):
    """One reason why a row of a file cannot be done."""

    line: int
    """Line of the file, the header is 1; of a row over several lines the first."""
    field: str
    """The column, empty for the whole row."""
    code: str
    """Stable, for scripts: that of the rule or of the open warning, or of what cannot be read."""
    sentence: str
    remedy: str = ""
    """What to do next."""
