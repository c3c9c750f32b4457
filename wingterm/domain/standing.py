"""Where a person stands: one place, perhaps one bed, since an instant, at a depth in their line."""

from typing import NamedTuple

OUTSIDE_PLACE = 1
"""The place of everybody who is not in the register's care."""

REGISTER_ESTABLISHMENT = 1
"""The register's own book: prisons, officers and what belongs to no one prison."""

NO_BED = 0
"""No bed; never NULL, because a NULL inside a composite foreign key switches it off."""


class Standing(NamedTuple):
    """One side of a movement: what is true of a person's place from `since` on."""

    place: int
    """Id of the place."""
    bed: int
    """Id of the bed held, `NO_BED` when none. Kept while elsewhere inside the prison."""
    since: int
    """Instant (microseconds UTC) from which the person stands here."""
    depth: int
    """Number of un-annulled movements in the person's line up to this one."""


class Whereabouts(NamedTuple):
    """Where a person is now: the standing that the newest entry of their line left them in."""

    person: int
    pseq: int
    """Number of the newest entry (movement or annulment) in the person's line."""
    standing: Standing
    origin: int
    """Number of the un-annulled movement that made this standing."""
