"""Finding people by number and by name, however they are typed."""

import pytest

from tests import postgres
from tests.registers import SmallRegister
from tests.services.days import Day
from wingterm.domain import requests as asked
from wingterm.errors import BadInput
from wingterm.services.people import FoundPerson, find

PEOPLE = {
    "A0001AA": ("Smith", "Bea"),
    "A0002AA": ("Smith", "Adam"),
    "A0003AA": ("Smithers", "Cy"),
    "A0004AA": ("O'Hara", "Dee"),
    "A0005AA": ("Łukasiewicz-Ørn", "Élodie"),
    "A0006AA": ("De Souza", "Eve"),
    "A0007AA": ("Desmond", "Fay"),
    "A0008AA": ("Zöe", "Ada"),
}


@pytest.fixture
def known(small: SmallRegister) -> SmallRegister:
    """Give a register that has records of eight people, all outside."""
    day = Day(small)
    for number, (last, first) in PEOPLE.items():
        day.person("02 09:00", number, last, first)
    return small


def numbers(small: SmallRegister, text: str, limit: int = 50) -> list[int]:
    """Give the running numbers of those found, in the order in which they are given."""
    return [int(person.number[1:5]) for person in find(small.desk, text, limit=limit)]


def test_by_name_however_it_is_typed(known: SmallRegister) -> None:
    typed = {
        "smith": [2, 1, 3],
        "SMI": [2, 1, 3],
        "  smith  ": [2, 1, 3],
        "smith,": [2, 1],
        "smith, b": [1],
        "Smith,Bea": [1],
        "smithe": [3, 2, 1],
        "smith, x": [],
        "o'hara": [4],
        "o’hara": [4],
        "ohara": [4],
        "lukasiewicz": [5],
        "ŁUKASIEWICZ-ØRN, élo": [5],
        "lukasiewicz orn": [5],
        "de": [6, 7],
        "de s": [6],
        "desm": [7],
        "zoe": [8],
        "z": [8],
        "mith": [2, 1],
        "%": None,
        "s_i": [],
        "smith\u00a0": [2, 1, 3],
    }
    for text, expected in typed.items():
        if expected is None:
            with pytest.raises(BadInput, match="Nothing to look for"):
                find(known.desk, text)
        else:
            assert numbers(known, text) == expected, text


def test_by_number(known: SmallRegister) -> None:
    for text in ("A0004AA", "a0004aa", " A0004aa "):
        assert numbers(known, text) == [4]
    assert numbers(known, "A9999ZZ") == []
    assert numbers(known, "A0004") == []


def test_the_first_so_many_in_order_of_name(known: SmallRegister) -> None:
    assert numbers(known, "s", limit=2) == [2, 1]
    assert numbers(known, "s", limit=0) == []


@pytest.mark.parametrize("text", ["", "   ", ",", ", adam", "---", "''"])
def test_nothing_to_look_for(small_file: SmallRegister, text: str) -> None:
    with pytest.raises(BadInput, match="Nothing to look for"):
        find(small_file.desk, text)


@pytest.mark.parametrize("text", ["smi\x00th", "smi\x1b[2Jth", "smi\u202eth", "s" * 81, "\ud800"])
def test_what_no_name_holds(small_file: SmallRegister, text: str) -> None:
    with pytest.raises(BadInput, match="search"):
        find(small_file.desk, text)


def test_a_changed_name_is_found_by_the_new_one_only(known: SmallRegister) -> None:
    day = Day(known)
    day.do("02 10:00", asked.Amend(prison="WTI", person="A0003AA", last_name="Baker"))
    assert numbers(known, "baker") == [3]
    assert numbers(known, "smithers") == []
    assert numbers(known, "A0003AA") == [3]


def test_where_they_are_in_words(known: SmallRegister) -> None:
    day = Day(known)
    day.receive("02 10:00", "A0001AA", "A-1-001")
    day.receive("02 10:01", "A0002AA")
    day.receive("02 10:02", "A0003AA", "A-1-003")
    day.do("02 11:00", asked.Elsewhere(prison="WTI", person="A0003AA", to="WORKSHOP"))
    day.receive("02 10:03", "A0004AA")
    day.do("02 11:01", asked.TransferOut(prison="WTI", person="A0004AA", to="EXI"))
    day.receive("02 10:04", "A0006AA", "B-1-001", prison="EXI")
    day.do("02 11:02", asked.Release(prison="EXI", person="A0006AA", reason="CR"))

    def where(text: str) -> list[tuple[str, str, str]]:
        return [(p.prison, p.place, p.bed_cell) for p in find(known.desk, text)]

    assert where("smi") == [
        ("WTI", "RECP", ""), ("WTI", "A-1-001", "A-1-001"), ("WTI", "WORKSHOP", "A-1-003"),
    ]  # fmt: skip
    assert where("ohara") == [("EXI", "On the way", "")]
    assert where("de souza") == [("", "Outside", "")]
    assert where("desmond") == [("", "Outside", "")]
    assert find(known.desk, "A0005AA") == (
        FoundPerson("A0005AA", "Łukasiewicz-Ørn", "Élodie", "1990-01-05", "", "Outside", ""),
    )


@pytest.mark.skipif(postgres.find_binaries() is None, reason="PostgreSQL is not installed")
@pytest.mark.parametrize("database", ["postgresql"])
def test_names_are_ordered_by_character_whatever_the_databases_language(
    small: SmallRegister,
) -> None:
    # In the order of en_GB.UTF-8 (glibc) the end of a search's range sorts before its start.
    with small.store.read() as reader:
        collation = reader.one(
            "SELECT collation_name FROM information_schema.columns"
            " WHERE table_name = 'person' AND column_name = 'search_name'", (),
        )  # fmt: skip
    assert collation == ("C",)
