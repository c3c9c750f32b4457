"""What a roll says: a row for each part of a prison, the headline, and the readings in force.

Words of domain note 2.1, figures of 2.4 and 2.5.
"""

from typing import NamedTuple

from wingterm.domain.prison import Prison


class RollRow(NamedTuple):
    """The figures of a wing, spur, landing or cell: sums over the cells under it (note 2.4).

    Somebody who is not in their cell counts where their bed is. Two sums hold in every row:
    beds_in_use = in_cell + elsewhere + out, and available = working - (beds_in_use - held_apart).
    """

    code: str
    kind: str
    name: str
    level: int
    """0 for a wing, one more for each level below."""
    beds_in_use: int
    """People who hold a bed here, wherever they are (domain notes 2.4 and 2.5)."""
    in_cell: int
    """Of those, people who are in their cell."""
    elsewhere: int
    """Of those, people who are elsewhere inside the prison (domain note 8, 3)."""
    out: int
    """Of those, people who are off site: at court, on temporary absence or at hospital."""
    working: int
    """Working capacity of the cells in use, and below nothing that is out of use (note 3.2)."""
    available: int
    """Beds available; may be negative (domain notes 2.4 and 2.6, 5)."""
    inactive: int
    """Inactive cells: out of use for a time, for a reason that counts (note 2.6, 4)."""
    held_apart: int
    """Of the beds in use, those in care and separation cells that the prison leaves out of beds
    available (note 2.4); 0 where it counts them."""
    cna: int
    """Certified normal accommodation. The certificate's: of a cell out of use for a time too, but
    not of one that is a draft, a room of another kind or closed for good (note 3.2)."""
    maximum: int
    """Maximum capacity, of the same cells as the CNA."""
    over_cells: int
    """Cells with more people than their CNA (domain note 2.4)."""
    over_people: int
    """Sum over the cells of max(0, beds_in_use - CNA); a cell without CNA has 0 (note 2.4).

    Never made up for by room in another cell.
    """
    status: str = "ACTIVE"
    """`ACTIVE`, or `INACTIVE` when it or something above it is out of use for a time."""


class Headline(NamedTuple):
    """The figures at the head of the roll; people, but for in_today and out_today."""

    unlock_roll: int
    """Midnight roll: who was inside as the local day began, before anything that happened at 00:00.

    Read from the stays, never worked back (domain note 2.6, 1); unlock_roll + in_today - out_today
    is the population all the same.
    """
    population: int
    """Everybody inside: in a cell, in reception, without a cell or elsewhere (note 2.5)."""
    in_today: int
    """Movements into the prison since 00:00 local time (domain notes 2.2, 2.3)."""
    out_today: int
    """Movements out of the prison since 00:00 local time; who was out already crosses nothing."""
    in_reception: int
    """In reception, with no cell yet (domain note 2.4, the newer reading)."""
    no_cell: int
    """Taken out of a cell and given none (CSWAP)."""
    elsewhere: int
    """Inside, but neither in a cell nor in reception; with a bed or without."""
    out: int
    """Off site and on the books: court + absence + hospital, with a bed or without."""
    court: int
    absence: int
    hospital: int
    overnights: int
    """Of those out, who were out when the day began and have not been back since, the living."""
    overdue: int
    """Of those out, the living whose time to be back has passed."""
    incoming: int
    """On the way to this prison, whenever they left (domain note 2.6, 3)."""
    at_large: int
    """Escaped, absconded or not returned, and not taken again; on the roll or not."""
    on_roll: int
    """Everybody on the prison's roll by the table of practice note 2.1 (`on_roll.py`)."""
    signed: int | None
    """Signed operational capacity of the prison, None before one was signed (note 3.2)."""


class RollSheet(NamedTuple):
    """The roll of a prison at an instant, as known at an instant."""

    prison: Prison
    as_of: int
    """Instant that the roll is of."""
    known_at: int | None
    """Instant of knowledge; None: as now known."""
    headline: Headline
    rows: tuple[RollRow, ...]
    """Wings, spurs, landings and cells, each before what is below it, in natural order."""
    totals: RollRow
    """The sum of the top level."""
    readings: tuple[str, ...] = ()
    """Which reading is in force where the field has two, as sentences (note 2.6, 4)."""
    holds_until: int | None = None
    """The next instant at which a figure changes without an entry; None: none but midnight."""
    checks_awaited: bool = False
    """Whether a roll check is open, or the prison has settled when one is due; said of now only."""
