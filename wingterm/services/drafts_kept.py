"""Whether an officer has drafts at all: asked at every start, where most have none."""

from db.drafts import Drafts
from wingterm.services.desk import Desk


def any_kept(desk: Desk) -> bool:
    """Whether anything of the officer here is kept.

    Raises:
        StoreError: it cannot be looked up.
    """
    return bool(Drafts(desk.store, desk.account).all())
