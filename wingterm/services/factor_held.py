"""What is held of an officer's second factor: told by lists too, which set none."""

from typing import NamedTuple

from db.engine import Reader

TRIES = 5
"""Wrong answers in a row after which an officer can no longer sign on."""


class Factor(NamedTuple):
    """What the register holds of an officer's second factor."""

    officer: int
    role: str
    active_from: int
    active_to: int
    kept: str
    """What an answer is checked against; empty: none was set."""
    tries: int
    locked_at: int
    """When an administrator locked it; 0: nobody did."""

    @property
    def locked(self) -> bool:
        """Whether nobody can sign on by it."""
        return self.tries >= TRIES or self.locked_at > 0


def factor_of(reader: Reader, account: str) -> Factor | None:
    """Give what is held of an account's factor; None where it is no officer's."""
    row = reader.one(
        "SELECT o.id, o.role, o.active_from, o.active_to, s.factor, s.tries, s.locked_at"
        " FROM officer o LEFT JOIN sign_on s ON s.officer_id = o.id WHERE o.account = ?",
        (account,),
    )
    if row is None:
        return None
    officer, role, begins, ends, kept, tries, locked_at = row
    return Factor(officer, role, begins, ends, kept or "", tries or 0, locked_at or 0)
