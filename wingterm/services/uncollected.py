"""Leave the collection of cycles until a large act is done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100
"""Requests of an act from which it pays."""


@contextmanager
def uncollected(requests: int) -> Iterator[None]:
    """Collect no cycles while an act of many requests is decided and written.

    It makes tens of objects for each request and no cycles; looking through all of them again and
    again would be a quarter of its time. Of two such acts in threads, the one that ends first lets
    collection go on.
    """
    if requests < MANY or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
