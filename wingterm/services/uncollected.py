"""Leave the collection of cycles until something large is done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect no cycles meanwhile: rows and what is made of them have none.

    Looking through all of them again and again would be up to a quarter of the time. Of two such
    pieces of work in threads, the one that ends first lets collection go on.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
