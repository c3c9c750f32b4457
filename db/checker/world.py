"""What the rules of a person's line need to know of places and beds."""

from typing import NamedTuple

from db.checker.records import NO_BED

OUTSIDE = "OUTSIDE"
EN_ROUTE = "EN_ROUTE"
RECEPTION = "RECEPTION"
NO_CELL = "NO_CELL"
CELL = "CELL"
AREA = "AREA"
COURT = "COURT"
ABSENCE = "ABSENCE"
HOSPITAL = "HOSPITAL"
AT_LARGE = "AT_LARGE"

INSIDE = (RECEPTION, NO_CELL, CELL, AREA)
"""Kinds of place where a person is inside their prison."""

OUT = (COURT, ABSENCE, HOSPITAL)
"""Kinds of place where a person is out and on the books of their prison."""

KEEPS_BED = (AREA, *OUT)
"""Kinds of place where a person may hold a bed that they are not in."""

WITHOUT_BED = (OUTSIDE, EN_ROUTE, RECEPTION, NO_CELL, AT_LARGE)
"""Kinds of place where nobody holds a bed."""


class Site(NamedTuple):
    """A place, as much of it as a line needs."""

    establishment: int
    kind: str
    code: str
    parent: int | None = None


class World(NamedTuple):
    """The places as the ledger's facts make them, and the cell of each bed."""

    sites: dict[int, Site]
    cell_of: dict[int, int]
    """Place of each bed."""
    codes: dict[int, str]
    """Code of each establishment."""

    def fault(self, place: int, bed: int) -> str:
        """Say why nobody can stand in a place with a bed; empty when they can."""
        site = self.sites.get(place)
        if site is None:
            return f"There is no place {place}."
        if site.kind == CELL:
            if self.cell_of.get(bed) == place and bed != NO_BED:
                return ""
            return f"Bed {bed} is not in cell {site.code}."
        if site.kind in KEEPS_BED:
            if bed == NO_BED or self._of_prison(bed, site.establishment):
                return ""
            return f"Bed {bed} is not in the prison of {site.code}."
        if site.kind not in WITHOUT_BED:
            return f"Nobody stands in a place of kind {site.kind}."
        return "" if bed == NO_BED else f"In {site.code} nobody holds a bed, yet here is bed {bed}."

    def _of_prison(self, bed: int, establishment: int) -> bool:
        cell = self.sites.get(self.cell_of.get(bed, 0))
        return cell is not None and cell.kind == CELL and cell.establishment == establishment
