"""What comes of a request: entries, or every objection, or warnings to acknowledge.

Values, never exceptions.
"""

import json
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii as _quoted
from typing import NamedTuple

from wingterm.domain.entries import Entry


class Objection(NamedTuple):
    """One reason why a request cannot be carried out. It cannot be acknowledged away."""

    code: str
    """Stable, for scripts: `bed-taken`, `in-future` ..."""
    sentence: str
    """What is wrong, in words that staff use."""
    remedy: str = ""
    """What to do next."""
    field: str = ""
    """The field of the request at fault, empty when it is the whole."""
    line: int = 1
    """Number of the request in its act, from 1."""


class Warning(NamedTuple):
    """Something the officer must acknowledge by name, with a reason, before the act is done."""

    code: str
    sentence: str
    line: int = 1


class Acknowledgement(NamedTuple):
    """An officer's answer to a warning: its code and the reason for going on."""

    code: str
    reason: str


class Decision(NamedTuple):
    """What `decide` says of one request: entries to append, or the objections against it."""

    entries: tuple[Entry, ...] = ()
    """Empty without objections: nothing needs to change."""
    objections: tuple[Objection, ...] = ()
    """With entries too: nothing is done, but what follows can still be judged."""
    warnings: tuple[Warning, ...] = ()
    said: str = ""
    """One sentence for the receipt: what was done."""


class ReceiptLine(NamedTuple):
    """What became of one request of an act."""

    line: int
    verb: str
    person: str
    """Prison number, empty where the request is not about a person."""
    entries: tuple[str, ...]
    """References of the entries, `WTI-123`; empty when nothing needed to change."""
    said: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that an act was done: kept with its request id and given again when asked."""

    request_id: str
    recorded_at: int
    lines: tuple[ReceiptLine, ...]
    repeated: bool = False
    """True when the same request had been carried out before and nothing was done now."""

    @property
    def changed(self) -> bool:
        """Whether the act wrote any entry."""
        return any(line.entries for line in self.lines)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done; all the reasons against."""

    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """Nothing was done yet; each warning must be acknowledged with a reason."""

    warnings: tuple[Warning, ...]


Outcome = Receipt | Refused | Warned
"""What carrying out an act gives back."""


def receipt_text(receipt: Receipt) -> str:
    """Give the text kept with a request, from which `read_receipt` gives the receipt again."""
    # Written out rather than encoded as dictionaries, which takes three times as long.
    lines = [
        f'{{"entries":[{",".join(map(_quoted, entries))}],"line":{line},'
        f'"person":{_quoted(person)},"said":{_quoted(said)},"verb":{_quoted(verb)}}}'
        for line, verb, person, entries, said in receipt.lines
    ]
    return f'{{"lines":[{",".join(lines)}],"recorded_at":{receipt.recorded_at}}}'


def read_receipt(request_id: str, text: str) -> Receipt:
    """Give the receipt kept with a request; it says that nothing was done anew."""
    kept = json.loads(text)
    lines = [
        ReceiptLine(
            line["line"], line["verb"], line["person"], tuple(line["entries"]), line["said"]
        )
        for line in kept["lines"]
    ]
    return Receipt(request_id, kept["recorded_at"], tuple(lines), repeated=True)
