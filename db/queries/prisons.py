"""The prisons of a register."""

from db.engine import Reader
from wingterm.domain.prison import Prison
from wingterm.domain.standing import REGISTER_ESTABLISHMENT


def all_prisons(reader: Reader) -> list[Prison]:
    """Give the prisons of the register, by code."""
    rows = reader.rows(
        "SELECT id, code, name, timezone FROM establishment WHERE id <> ? ORDER BY code",
        (REGISTER_ESTABLISHMENT,),
    )
    return [Prison(*row) for row in rows]
