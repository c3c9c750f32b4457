"""What an entry does to a person's whereabouts.

There is one `evolve`; only the checker has its own.
"""

from wingterm.domain.entries import MOVE, Entry
from wingterm.domain.standing import Whereabouts


def evolve(whereabouts: Whereabouts | None, entry: Entry) -> Whereabouts:
    """Give the whereabouts after a movement or its annulment.

    Args:
        whereabouts: where the person was, None before the first entry.
        entry: the next entry of the person's line.

    Raises:
        AssertionError: the entry does not continue the line; a broken rule, never bad input.
    """
    assert entry.person is not None and entry.pseq is not None and entry.after is not None
    if whereabouts is None:
        assert entry.pseq == 1, "a line starts with entry 1"
    else:
        assert entry.pseq == whereabouts.pseq + 1, "an entry follows the newest of its line"
        assert entry.before == whereabouts.standing, "an entry starts where the last one ended"
    if entry.kind is MOVE:
        origin = entry.pseq
    else:
        assert entry.origin is not None
        origin = entry.origin
    return Whereabouts(entry.person, entry.pseq, entry.after, origin)
