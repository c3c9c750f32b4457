"""The estates of prisons, laid out once for as long as nothing is said of their places."""

import functools
from typing import NamedTuple
from weakref import WeakKeyDictionary

from db.engine import Reader, Store
from db.queries.past import Moment
from db.queries.roll_places import Around, Head, around, places_since, roll_places
from wingterm.domain.estate import Estate
from wingterm.domain.prison_settings import PrisonSettings
from wingterm.services.codes import code_list

_MOST = 3
"""Estates of a prison that are kept laid out: a screen shows now, and may go to and fro."""


class _LaidOut:
    """An estate, and what it is the estate of."""

    def __init__(self, moment: Moment, settings: PrisonSettings, estate: Estate) -> None:
        self._moment = moment
        self._settings = settings
        self._around: Around | None = None
        self.estate = estate

    def serves(self, reader: Reader, prison: int, moment: Moment, settings: PrisonSettings) -> bool:
        """Whether it is the estate of another moment too, as long as nothing is said of places."""
        if settings != self._settings:
            return False
        if moment == self._moment:
            return True
        if self._around is None:
            # Not before it is asked: a command that shows one roll has no use for it.
            self._around = around(reader, prison, self._moment)
        return self._around.holds(moment)


class _Kept(NamedTuple):
    """What is kept of a prison; put in place at once, so that two threads may use it."""

    head: Head
    """Of the prison's book when it was last asked: the same book holds the same facts."""
    laid_out: tuple[_LaidOut, ...]
    """The one used last comes first."""


_NOTHING = _Kept(Head(0, ""), ())
_kept: WeakKeyDictionary[Store, dict[int, _Kept]] = WeakKeyDictionary()


def estate_at(
    store: Store, reader: Reader, prison: int, moment: Moment, settings: PrisonSettings
) -> Estate:
    """Give a prison's places of a moment, laid out for its roll.

    Places are said little of, and a roll is asked for again and again. What is kept is used only if
    the prison's book holds, up to the entry that was its newest then, what it held then, and
    nothing of places after it.

    Args:
        store: the open register.
        reader: a snapshot of it.
        prison: id of the prison.
        moment: as of when, and as known when.
        settings: those of the prison at the moment.
    """
    of_store = _kept.setdefault(store, {})
    kept = of_store.get(prison, _NOTHING)
    head, unchanged = places_since(reader, prison, kept.head)
    laid_out = kept.laid_out if unchanged else ()
    found = next(
        (one for one in laid_out if one.serves(reader, prison, moment, settings)), None
    ) or _LaidOut(
        moment, settings, Estate(roll_places(reader, prison, moment), settings, uncounted())
    )
    others = tuple(one for one in laid_out if one is not found)
    of_store[prison] = _Kept(head, (found, *others)[:_MOST])
    return found.estate


@functools.cache
def uncounted() -> frozenset[str]:
    """Give the reasons for which the older system never counted a cell as out of order.

    A newer reason is one when all the older ones that became it are (domain note 2.3).
    """
    codes = list(code_list("out_of_order_reasons"))
    counts = {code.code: code.more["counted_as_out_of_order"] == "Y" for code in codes}
    became: dict[str, list[bool]] = {}
    for code in codes:
        became.setdefault(code.more["maps_to_dps_code"], []).append(counts[code.code])
    return frozenset(
        code for code in counts if not counts[code] or not any(became.get(code, [True]))
    )
