"""Who saw, passed on, joined or erased what: kinds, records, and the lines of the log.

Six kinds are those of section 62 of the Data Protection Act 2018; the other two say who was at a
shared terminal. Of collection and alteration the
books themselves are the log; the other four are written down before anything is shown or done.
docs/access-log.md says where each is.
"""

import json
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from wingterm.domain.text import safe_line
from wingterm.domain.times import Instant

GENESIS = "0" * 64
"""The hash before the first line of a log."""
EVERYBODY = "everybody"
"""What a record says instead of every prison number of the register."""
LONGEST = {
    "officer": 64, "terminal": 64, "origin": 200, "front_end": 12, "purpose": 200, "recipient": 200,
}  # fmt: skip
"""Most characters of the texts of a record; more is cut."""
NUMBER_MAX = len(EVERYBODY)
PRISON_NUMBER = re.compile(r"\b(?:[A-Z]\d{4}[A-Z]{2}|TMP\d{4})\b", re.ASCII)
"""A prison number, or that of a night arrival, in the middle of a text."""


class Kind(StrEnum):
    """What somebody did with what is on record of people (section 62(1))."""

    COLLECTION = "collection"
    """Recorded for the first time; told from the books."""
    ALTERATION = "alteration"
    """Recorded otherwise, corrected or withdrawn; told from the books."""
    CONSULTATION = "consultation"
    """Shown to an officer."""
    DISCLOSURE = "disclosure"
    """Given in a form that leaves the register: on paper, in a file, to another."""
    COMBINATION = "combination"
    """Two records of one person joined, or taken apart."""
    ERASURE = "erasure"
    """Removed for good."""
    SIGN_ON = "sign-on"
    """Somebody signed on by name at a shared terminal, or tried to."""
    SIGN_OFF = "sign-off"
    """The terminal was locked, and nobody is signed on from then on."""


FROM_BOOKS = frozenset({Kind.COLLECTION, Kind.ALTERATION})
"""Kinds that no line of the log is of."""
PRESENCE = frozenset({Kind.SIGN_ON, Kind.SIGN_OFF})
"""Kinds of records that are about nobody's record."""


class Access(NamedTuple):
    """One record: what an officer was shown or did, at one moment."""

    at: Instant
    kind: str
    officer: str
    """Account of the officer."""
    terminal: str
    """Account of the shared terminal where they signed on by name; else empty."""
    origin: str
    """Host, terminal and program."""
    front_end: str
    people: tuple[str, ...]
    """Prison numbers, or `everybody`."""
    purpose: str
    """The screen, list or command."""
    recipient: str = ""
    """To whom it was given, of a disclosure."""


class Mark(StrEnum):
    """Lines that the log writes about itself."""

    BEGIN = "begin"
    """First line of a segment: which log, of which register, on which host."""
    END = "end"
    """Last line of a segment: which one comes next."""
    HEALED = "healed"
    """What stands before it was torn by a stop of the machine."""
    CUT = "cut"
    """A line that the process had written or read does not stand where it stood."""


class Tail(NamedTuple):
    """How a line ends."""

    number: int
    """From 1, over all segments of a log."""
    hash: str
    content: bytes
    """What the hash covers, beside the hash before."""
    mark: str = ""
    """What the line is, where the log wrote it about itself."""


_TAIL = re.compile(
    rb'(?:,"log":"(?P<mark>[a-z]+)")?,"number":(?P<number>[0-9]{1,15}),"hash":"(?P<hash>[0-9a-f]{64})"\}\Z'
)
TAIL_MAX = 256
"""Bytes from the end of a line in which all of its tail lies."""


def access_text(access: Access) -> str:
    """Give the beginning of the line of a record, which `numbered` makes whole."""
    texts = _texts(
        access.officer, access.terminal, access.origin, access.front_end, access.purpose,
        access.recipient,
    )  # fmt: skip
    people = list(dict.fromkeys(access.people))
    plain = "".join(people)
    longest = max(map(len, people), default=0)
    if not plain.isascii() or not plain.isprintable() or longest > NUMBER_MAX:
        people = [safe_line(number)[:NUMBER_MAX] for number in people]
    return _text({"at": access.at, "kind": access.kind, **texts, "people": people})


@lru_cache(maxsize=64)
def _texts(*texts: str) -> dict[str, str]:
    """Give the texts of a record as they are written: of most lines they are those of another."""
    return {
        name: safe_line(text)[:most]
        for (name, most), text in zip(LONGEST.items(), texts, strict=True)
    }


def mark_text(mark: Mark, **what: object) -> str:
    """Give the beginning of a line that the log writes about itself."""
    return _text({**what, "log": mark.value})


_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


def _text(keys: dict[str, object]) -> str:
    return _ENCODER.encode(keys)[:-1]


def numbered(text: str, number: int) -> str:
    """Give the content of a line: all that its hash covers."""
    return f'{text},"number":{number}'


def whole(content: str, sha256: str) -> bytes:
    """Give a line as it is written."""
    return f'{content},"hash":"{sha256}"}}\n'.encode("ascii")


def tail_of(line: bytes) -> Tail | None:
    """Read how a line ends, its end of line left off; None for what is no whole line.

    Where the line is cut at its front, `content` is too.
    """
    found = _TAIL.search(line, max(0, len(line) - TAIL_MAX))
    if found is None:
        return None
    content = line[: found.start("hash") - len('"hash":"') - 1]
    mark = (found["mark"] or b"").decode("ascii")
    return Tail(int(found["number"]), found["hash"].decode("ascii"), content, mark)


def read_line(line: bytes) -> dict[str, Any] | None:
    """Read a whole line; None where it is no object of the log."""
    try:
        keys = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return keys if isinstance(keys, dict) else None


def access_of(keys: dict[str, Any]) -> Access | None:
    """Read the record of a line; None of a line that the log wrote about itself.

    Raises:
        ValueError: it is neither, as no line is that was written here.
    """
    if keys.get("log") in set(Mark):
        return None
    try:
        texts = {name: str(keys[name]) for name in LONGEST}
        people = tuple(map(str, keys["people"]))
        access = Access(at=int(keys["at"]), kind=str(keys["kind"]), people=people, **texts)
    except (KeyError, TypeError) as error:
        raise ValueError(f"it lacks {error}") from None
    if access.kind not in set(Kind) - FROM_BOOKS:
        raise ValueError("it is of no kind")
    if bool(people) == (access.kind in PRESENCE):
        raise ValueError("it names nobody" if not people else "it names somebody")
    if any(len(number) > NUMBER_MAX for number in people):
        raise ValueError("a number of it is too long")
    if any(len(text) > LONGEST[name] for name, text in texts.items()):
        raise ValueError("a text of it is too long")
    return access


def numbers_in(sentences: Iterable[str]) -> frozenset[str]:
    """Give the prison numbers that stand in some sentences, whether or not they are anybody's."""
    return frozenset(number for text in sentences for number in PRISON_NUMBER.findall(text))


def list_text(people: Sequence[str]) -> bytes:
    """Give what the digest of a list of people covers: their numbers in order, a line each."""
    return "".join(f"{number}\n" for number in people).encode("utf-8", "backslashreplace")
