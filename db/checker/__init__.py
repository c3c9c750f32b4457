"""The independent checker: it rebuilds everything from the ledger and names what does not fit.

It shares no question, fold, hashing or stay code with the program, so that a fault in one is seen
by the other. docs/verify.md lists the rules.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from db.checker.access_files import Files, Note
from db.checker.check import DAMAGE, few, guarded, violations
from db.checker.come_back import come_back
from db.checker.heads import check_heads, read_heads
from db.checker.read import Reader
from db.checker.records import Head, Violation

if TYPE_CHECKING:
    from db.engine import Store

__all__ = [
    "Head", "Note", "Violation", "check_access_log", "check_snapshot", "check_store",
    "compare_heads", "heads",
]  # fmt: skip


def check_store(store: "Store") -> list[Violation]:
    """Check a whole store in one snapshot; an empty list means that everything fits.

    Of each rule the first hundred violations are told singly, and then how many more there are.
    """
    try:
        with store.read() as reader:
            return check_snapshot(reader, sqlite=store.dialect.name == "sqlite")
    except DAMAGE as fault:
        return [Violation("unreadable", "store", f"It cannot be read: {fault}.")]


def check_snapshot(reader: Reader, *, sqlite: bool) -> list[Violation]:
    """Check what a transaction sees, as `check_store` does.

    Args:
        reader: the transaction; one that writes sees what it has written.
        sqlite: whether it is SQLite, which can check its own file.
    """
    with _collector_paused():
        return list(few(violations(reader, sqlite=sqlite)))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Leave the garbage collector out: rows make no cycles, and looking for some costs a fifth."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def heads(store: "Store") -> list[Head]:
    """Give the end of every establishment's chain, to be kept elsewhere as a checkpoint."""
    with store.read() as reader:
        return list(read_heads(reader))


def compare_heads(store: "Store", checkpoint_rows: Iterable[Head]) -> list[Violation]:
    """Find what a checkpoint knows and the ledger no longer holds.

    It catches a cut tail, hashes made again and an old copy put back. `check_store` proves that
    the hashes follow from the content; only both together prove that nothing up to the checkpoint
    was changed.
    """
    try:
        with store.read() as reader:
            return list(guarded("checkpoint", check_heads(reader, checkpoint_rows)))
    except DAMAGE as fault:
        return [Violation("unreadable", "store", f"It cannot be read: {fault}.")]


def check_access_log(store: "Store", folder: str) -> tuple[list[Violation], list[Note]]:
    """Check the access log of this host, and against the lines that the register took in.

    Args:
        store: the register.
        folder: where the segments lie; there need be none.

    Returns:
        What does not fit, and what people must judge: lines torn by a stop of the machine, logs
        that were here and are not, people who were erased and are.
    """
    try:
        with store.read() as reader:
            files = Files(folder, reader)
            found = list(few(guarded("access log", files.check())))
            return found, [*files.notes, *come_back(reader)]
    except (*DAMAGE, OSError) as fault:
        return [Violation("unreadable", folder, f"It cannot be read: {fault}.")], []
