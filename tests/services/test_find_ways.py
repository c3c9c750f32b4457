"""Finding people by whatever is known of them: one field, and the program sees what it is."""

import random

import pytest

from tests.accesses import accesses
from tests.registers import SmallRegister
from tests.services.filled import done, received
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement
from wingterm.services.find import ALIKE, find

ANYHOW = tuple(Acknowledgement(code, "it is a test") for code in ("over-cna", "likely-duplicate"))
PEOPLE = {
    "A0001AA": ("Smith", "Bea", "1990-05-03"),
    "A0002AA": ("Smyth", "Adam", "1990-05-03"),
    "A0003AA": ("Phillips", "Zo\u00eb", "1980-01-31"),
    "A0004AA": ("O'Dell", "Ann", "1970-12-01"),
    "A0005AA": ("De Souza", "Eve", "1985-07-07"),
}


def registration(
    number: str, last: str, first: str, born: str, prison: str = "WTI"
) -> asked.Register:
    """Ask for a record, whoever is like them."""
    return asked.Register(
        prison=prison, number=number, last_name=last, first_name=first, date_of_birth=born,
        sex="M", acknowledged=ANYHOW,
    )  # fmt: skip


def particular(person: str, fact: str, key: str = "", **values: str) -> asked.RecordParticular:
    """Ask to record something of a person."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact=fact, key=key, values=tuple(values.items())
    )


@pytest.fixture
def known(small: SmallRegister) -> SmallRegister:
    """Give a register with five people; one of them has another name, a PNC and a CRO."""
    done(small, *(registration(number, *who) for number, who in PEOPLE.items()))
    done(
        small,
        particular("A0003AA", "alias", "", last_name="\u0141uk", first_name="Zo\u00eb"),
        particular("A0003AA", "alias", "", last_name="Smithers"),
        particular("A0003AA", "id", "PNC", value="02/73319Z"),
        particular("A0003AA", "id", "CRO", value="65656/91H"),
    )
    return small


def ways(small: SmallRegister, text: str, limit: int = 50) -> list[tuple[int, str]]:
    """Give the running numbers of those found, and how."""
    found = find(small.desk, text, limit=limit)
    return [(int(person.number[1:5]), person.how) for person in found]


def test_a_misspelt_name_comes_after_the_exact_ones_and_says_so(known: SmallRegister) -> None:
    for text, expected in {
        "smith": [(1, ""), (3, "also known as Smithers"), (2, ALIKE)],
        "smyth": [(2, ""), (1, ALIKE)],
        "smiht": [(1, ALIKE), (2, ALIKE)],
        "smiht, b": [(1, ALIKE)],
        "filips": [(3, ALIKE)],
        "Phillipps": [(3, ALIKE)],
        "odel": [(4, "")],
        "o'del": [(4, "")],
        "odlel": [(4, ALIKE)],
        "desouza": [(5, ALIKE)],
        "xx": [],
    }.items():
        assert ways(known, text) == expected, text


def test_by_other_names(known: SmallRegister) -> None:
    for text, expected in {
        "luk": [(3, "also known as \u0141uk, Zo\u00eb")],
        "\u0141UK, z": [(3, "also known as \u0141uk, Zo\u00eb")],
        "luka": [(3, f"also known as \u0141uk, Zo\u00eb ({ALIKE})")],
        "luk, x": [],
    }.items():
        assert ways(known, text) == expected, text


def test_an_ended_or_withdrawn_name_is_none(known: SmallRegister) -> None:
    done(
        known,
        asked.EndParticular(prison="WTI", person="A0003AA", fact="alias", key="1", why="a mistake"),
    )
    assert ways(known, "luk") == []
    with known.store.read() as reader:
        rows = reader.rows("SELECT seq FROM entry WHERE fact_kind = 'alias.2'", ())
    done(known, asked.WithdrawFact(prison="WTI", entry=int(str(rows[0][0])), why="another's"))
    assert ways(known, "smithers") == []


def test_by_date_of_birth_as_it_is_typed(known: SmallRegister) -> None:
    for text in ("1990-05-03", "03/05/1990", "3/5/1990", "3 May 1990", " 3 may 1990 "):
        assert ways(known, text) == [(1, ""), (2, "")], text
    assert ways(known, "31/01/1980") == [(3, "")]
    assert ways(known, "05/03/1990") == []
    assert ways(known, "31/02/1980") == []


def test_by_identifier_in_any_of_its_forms(known: SmallRegister) -> None:
    for text in ("2002/0073319Z", "02/73319Z", "02/0073319z", " 2002/73319Z"):
        assert ways(known, text) == [(3, "PNC 2002/0073319Z")], text
    for text in ("065656/91H", "65656/91h"):
        assert ways(known, text) == [(3, "CRO 065656/91H")], text
    assert ways(known, "2002/0073319A") == []


def test_by_cell_of_the_officers_own_prison_first(known: SmallRegister) -> None:
    done(known, asked.AddPlace(prison="EXI", code="A", kind="WING"))
    done(known, asked.AddPlace(prison="EXI", code="A-1", kind="LANDING"))
    cell = {"code": "A-1-003", "kind": "CELL", "cna": 1, "working": 1, "maximum": 1}
    done(known, asked.AddPlace(prison="EXI", **cell))  # type: ignore[arg-type]
    done(known, received("A0004AA", "A-1-003", prison="EXI"))
    done(known, received("A0001AA", "A-1-003"))
    assert sorted(ways(known, "A-1-003")) == [(1, ""), (4, "")]
    done(known, asked.AppointOfficer(
        prison="EXI", account=known.desk.account, name="Test Officer", role="administrator",
    ))  # fmt: skip
    assert ways(known, "a-1-003") == [(4, ""), (1, "")]
    done(known, asked.AppointOfficer(
        prison="WTI", account=known.desk.account, name="Test Officer", role="administrator",
    ))  # fmt: skip
    assert ways(known, "a-1-003") == [(1, ""), (4, "")]
    assert ways(known, "A-1-003", limit=1) == [(1, "")]
    assert ways(known, "A-1-002") == []


def test_whoever_is_seen_is_logged(known: SmallRegister) -> None:
    for text, numbers in (("smiht", ("A0001AA", "A0002AA")), ("2002/0073319Z", ("A0003AA",))):
        find(known.desk, text)
        assert set(numbers) <= set(accesses(known.desk)[-1]["people"])


@pytest.mark.parametrize(
    ("limit", "meant"),
    [
        (5, "Marlen A, Marlon A, Merlin A, Marlen B, Merlin B"),
        (6, "Marlen A, Marlen B, Marlon A, Merlin A, Merlin B, Marlen C"),
        (50, "Marlen A, Marlen B, Marlen C, Marlen D, Marlen E, Marlon A, Merlin A, Merlin B"),
    ],
)
def test_nearly_the_name_gives_a_share_of_each_name_in_turn(
    small_file: SmallRegister, limit: int, meant: str
) -> None:
    """Of the names alike, the nearest first, as many of each in a turn as there is room for."""
    people = [("Marlen", letter) for letter in "EDCBA"]
    people += [("Merlin", "B"), ("Merlin", "A"), ("Marlon", "A")]
    done(small_file, *(
        registration(f"A{n:04d}AA", last, first, f"19{n + 50}-01-01")
        for n, (last, first) in enumerate(people, start=1)
    ))  # fmt: skip
    found = find(small_file.desk, "marlan", limit=limit)
    assert ", ".join(f"{one.last_name} {one.first_name}" for one in found) == meant


def test_who_is_kept_under_a_name_comes_before_who_is_also_known_by_it(
    small_file: SmallRegister,
) -> None:
    done(small_file, registration("A0001AA", "Quill", "Eli", "1961-01-01"),
         registration("A0002AA", "Marlen", "Abel", "1962-01-01"))  # fmt: skip
    done(small_file, particular("A0001AA", "alias", "", last_name="Marlen", first_name="Abel"))
    assert [one.number for one in find(small_file.desk, "marlan")] == ["A0002AA", "A0001AA"]


SYLLABLES = (
    "ash", "bar", "ben", "cald", "dar", "den", "ex", "fair", "gar", "ham", "hol", "ing", "jar",
    "kirk", "lang", "mar", "nor", "oak", "pem", "quin", "rad", "sal", "tan", "under", "vic", "wal",
    "yel", "zan", "mere", "ton", "ley", "worth", "field", "by", "shaw", "wood", "ford", "stead",
)  # fmt: skip
SURNAMES = 320


def surnames(chance: random.Random) -> list[str]:
    """Invent distinct surnames, all alike as those of one country are."""
    made: dict[str, None] = {}
    while len(made) < SURNAMES:
        made["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3)))).capitalize()] = None
    return list(made)


def misspelt(name: str, chance: random.Random) -> str:
    """Make one slip anywhere: a letter left out, put in, changed, or swapped with the next."""
    at = chance.randrange(len(name))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    swapped = name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    return chance.choice(
        (name[:at] + name[at + 1 :], name[:at] + letter + name[at:],
         name[:at] + letter + name[at + 1 :], swapped)
    )  # fmt: skip


def test_nearly_every_misspelling_leads_to_its_surname(small_file: SmallRegister) -> None:
    """At least 95 % of one-slip misspellings give the person meant among the first twenty."""
    chance = random.Random(20260302)
    names = surnames(chance)
    done(small_file, *(
        registration(f"A{n:04d}AA", name, "Al", f"19{n % 50 + 50}-01-01")
        for n, name in enumerate(names, start=1)
    ))  # fmt: skip
    hits = sum(
        f"A{n:04d}AA"
        in {person.number for person in find(small_file.desk, misspelt(name, chance), limit=20)}
        for n, name in enumerate(names, start=1)
    )
    assert len(names) >= 300
    assert hits >= 0.95 * len(names), hits


@pytest.mark.parametrize("text", ["smith", "smiht", "A0001AA", "1990-05-03", "02/73319Z", "luk"])
def test_a_search_sends_few_statements_however_many_there_are(
    known: SmallRegister, text: str
) -> None:
    def statements() -> int:
        before = known.store.statements
        assert find(known.desk, text)
        return known.store.statements - before

    few = statements()
    new = [registration(f"A{n:04d}AB", f"Smith{c}", "Al", "1990-05-03")
           for n, c in enumerate("abcdefghijklmnopqrstuvwxyz", start=1)]  # fmt: skip
    done(known, *new)
    assert statements() == few <= 7
