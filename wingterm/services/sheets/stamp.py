"""What every sheet says of itself: whose, of which state of the book, printed by whom."""

from typing import NamedTuple

from db.engine import Reader
from wingterm.domain.prison import Officer, Prison


class Stamp(NamedTuple):
    """What stands at the foot of every page, so that the paper names the state that it shows."""

    prison: Prison
    as_of: int
    """Instant that the sheet is of; also when it was printed."""
    officer: str
    """Name of who printed it."""
    account: str
    entry: int
    """Number of the last entry of the prison's book, 0 for none."""
    head: str
    """Hash of that entry (64 hexadecimal digits): the head of the prison's chain."""


def stamp(reader: Reader, prison: Prison, officer: Officer, now: int) -> Stamp:
    """Give what a sheet that is read from a snapshot says of itself."""
    row = reader.one("SELECT seq, hash FROM chain WHERE establishment_id = ?", (prison.id,))
    entry, head = row if row else (0, "0" * 64)
    return Stamp(prison, now, officer.name, officer.account, int(entry), str(head))
