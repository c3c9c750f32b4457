"""People on the way between prisons, and what was said when they left."""

import json
from typing import NamedTuple

from db.engine import Reader


class TravellerRow(NamedTuple):
    """Somebody on the way."""

    number: str
    towards: str
    """Code of the prison to which they are on the way."""
    left: str
    """Code of the establishment of the place before."""
    detail: str
    """Of the movement by which they are on the way."""

    def said(self, name: str) -> object:
        """Give what the movement says under a name, None for nothing."""
        return json.loads(self.detail).get(name)

    @property
    def sender(self) -> str:
        """Code of the prison that sent them: a redirection names it."""
        return str(self.said("sender") or self.left)


def on_the_way(reader: Reader) -> list[TravellerRow]:
    """Give everybody who is on the way to a prison of the register, by number."""
    rows = reader.rows(
        "SELECT p.number, e.code, r.code, o.detail FROM place a"
        " JOIN establishment e ON e.id = a.establishment_id"
        " JOIN whereabouts w ON w.place_id = a.id JOIN person p ON p.id = w.person_id"
        " JOIN entry o ON o.person_id = w.person_id AND o.pseq = w.origin"
        " JOIN place f ON f.id = o.from_place JOIN establishment r ON r.id = f.establishment_id"
        " WHERE a.kind = 'EN_ROUTE' ORDER BY p.number",
        (),
    )
    return [TravellerRow(*row) for row in rows]
