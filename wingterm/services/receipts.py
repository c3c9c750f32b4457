"""Receipts as whoever asks for them later may be told them."""

from dataclasses import replace

from db.engine import Reader
from db.queries.on_record import is_told
from wingterm.domain.outcomes import Receipt
from wingterm.domain.particulars import KINDS, kind_of

ON_RECORD = frozenset({"record", "end-record", "correct"})
"""Verbs whose sentence names what is on record of somebody, by its kind and its key."""


def as_told(reader: Reader, receipt: Receipt) -> Receipt:
    """Give a receipt without the keys of what whoever reads is not told; that it is there stays.

    A key may say everything: the code of an alert, or whom somebody must be kept apart from.
    """
    if reader.sees >= {kind.group for kind in KINDS.values()}:
        return receipt
    kept_back: dict[int, str] = {}
    for line, fact in reader.rows(
        "SELECT line, fact_kind FROM entry WHERE request_id = ? AND subject_kind = 'person'",
        (receipt.request_id,),
    ):
        kind = kind_of(fact)
        if kind is not None and not is_told(reader, fact):
            kept_back[line] = kind.label
    lines = (
        line._replace(said=f"{line.person}: {kept_back[line.line]}. Restricted.")
        if line.line in kept_back and line.verb in ON_RECORD
        else line
        for line in receipt.lines
    )
    return replace(receipt, lines=tuple(lines))
