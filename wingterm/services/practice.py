"""The practice register: how it is told apart from a real one, and where it lies."""

import sys

from db.engine import Store
from wingterm.clock import random_ids
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.errors import StoreUnsafe
from wingterm.services.desk import Desk
from wingterm.services.opening import desk_at, store_of
from wingterm.settings import Settings

MARK = "demo"
"""What request ids of a practice register begin with, as far as its making goes."""
FIRST_REQUEST = f"{MARK}-000001"
"""The request that made it."""

MAKING = (sys.executable, "-P", "-m", "wingterm.services.demo")
"""The command that makes the practice register where there is none, in a process of its own."""


class NotForPractice(StoreUnsafe):
    """It is somebody's own register, which nothing takes for one to practise on."""


def is_practice(store: Store) -> bool:
    """Say whether a register is one to practise on; nothing that is done to it later changes that.

    The first entry of the register's own book is written by what makes the register. No entry is
    ever changed or put before it, so a request sent under the same id does not turn a real
    register into this, nor does a copy or another name turn this into a real one.
    """
    with store.read() as reader:
        first = reader.one(
            "SELECT request_id FROM entry WHERE establishment_id = ? AND seq = 1",
            (REGISTER_ESTABLISHMENT,),
        )
    return first is not None and first[0] == FIRST_REQUEST


def practice_settings() -> Settings:
    """Give the settings of the user's practice register."""
    return Settings(store="").demo()


def open_practice(settings: Settings, front_end: str) -> Desk:
    """Open a practice register that has been made.

    Args:
        settings: those of the practice register, not of the user's own.
        front_end: `cli` or `terminal`.

    Raises:
        NotFound: it has not been made yet.
        SchemaOlder: an earlier version made it.
        NotForPractice: what lies there is somebody's own register; it is left as it is.
    """
    store = store_of(settings, front_end)
    if not is_practice(store):
        store.close()
        raise NotForPractice(
            f"{settings.store} is not a demo register; it is left as it is.",
            "Open it with `wingterm --store`, or name another path for the demo.",
        )
    return desk_at(store, settings, front_end, random_ids)
