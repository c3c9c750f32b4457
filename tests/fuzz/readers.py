"""Every reader of a file that somebody hands in, as a function of bytes.

A reader may give anything, or raise a `WingtermError`; whatever else it raises is a defect.
"""

import io
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from tests.registers import START
from wingterm.domain.requests import AddPlace
from wingterm.errors import WingtermError
from wingterm.keys import keys_from
from wingterm.services.bulk.source import read_source, rest_of
from wingterm.services.csv_input import text_of
from wingterm.services.exchange.manifest import read_manifest
from wingterm.services.officers_file import read_officers
from wingterm.services.people_file import read_people
from wingterm.services.places_file import read_places

NAME = "handed-in"
PLACES = (
    AddPlace(prison="WTI", code="A", kind="WING"),
    AddPlace(prison="WTI", code="A-1", kind="LANDING"),
    AddPlace(prison="WTI", code="A-1-001", kind="CELL", cna=1, working=2, maximum=2),
)
"""Where people of a file can be."""


class Reader(NamedTuple):
    """A reader, and what a sound file of its kind begins with."""

    read: Callable[[bytes], list[str]]
    """Reads all of a file; gives the sentences that say what is wrong in it."""
    words: tuple[str, ...]
    """Texts that such files are made of, for those who make them up."""


def _bulk(form: str, verb: str) -> Callable[[bytes], list[str]]:
    def read(content: bytes) -> list[str]:
        with read_source(None, stream=io.BytesIO(content), form=form, verb=verb) as source:
            # What was not done can be written out again, whatever it is.
            for _ in islice(rest_of(source, source.faults), 50):
                pass
            return [fault.sentence for fault in source.faults]

    return read


def _people(content: bytes) -> list[str]:
    found = read_people(text_of(content, NAME), "WTI", "Europe/London", PLACES, START, NAME)
    return [fault.sentence for fault in found.faults]


def _places(content: bytes) -> list[str]:
    return [fault.sentence for fault in read_places(text_of(content, NAME), "WTI", NAME).faults]


def _officers(content: bytes) -> list[str]:
    return [fault.sentence for fault in read_officers(text_of(content, NAME), "WTI", NAME).faults]


def _keys(content: bytes) -> list[str]:
    return [fault.sentence for fault in keys_from(text_of(content, NAME)).faults]


def _manifest(content: bytes) -> list[str]:
    read_manifest(content)
    return []


READERS: dict[str, Reader] = {
    "bulk-csv": Reader(
        _bulk("csv", ""),
        ("verb,number,cell,at\n", "move,A1001AA,A-1-001,\n", "release", "transfer-out", "now"),
    ),
    "bulk-csv-of-one-verb": Reader(_bulk("csv", "move"), ("number,cell\n", "A1001AA,RECP\n")),
    "bulk-jsonl": Reader(
        _bulk("jsonl", ""),
        ('{"verb":"move","number":"A1001AA","cell":"RECP"}\n', "{}", "[1]", "NaN", "1e999", '"'),
    ),
    "bulk-by-its-look": Reader(_bulk("", "move"), ("{", "number,cell\n", "A1001AA,RECP\n")),
    "people": Reader(
        _people,
        ("number,last_name,first_name,date_of_birth,sex,place\n",
         "A1001AA,Ash,Ann,1990-01-01,F,A-1-001\n", "RECP", "31/02/1990", "2026-13-01"),
    ),
    "places": Reader(
        _places,
        ("code,kind,name,cna,working,maximum\n", "A,WING,A wing,,,\n", "A-1,LANDING,,,,\n",
         "A-1-001,CELL,,1,2,2\n", "99999999999999999999"),
    ),
    "officers": Reader(_officers, ("account,name,role\n", "jdoe,J. Doe,wing-officer\n")),
    "manifest": Reader(
        _manifest,
        ('{"export": "wingterm", "version": 1, "schema": 6}', '"files": []', "null", "1e309"),
    ),
    "keys": Reader(_keys, ('move = "m"\n', "find = [\"f\", 'F4']\n", "[a]\n", "x = 1979-05-27\n")),
}  # fmt: skip
"""Every reader by name."""


def attempt(name: str, content: bytes) -> str:
    """Let a reader read; give the first sentence that says what is wrong, or `read`.

    Raises:
        AssertionError: it says nothing of what is wrong.
    """
    try:
        wrong = READERS[name].read(content)
    except WingtermError as error:
        wrong = [error.message]
    for sentence in wrong:
        assert sentence.strip(), f"{name} says nothing of what is wrong"
    return wrong[0] if wrong else "read"
