"""What F1 says of a row: every word that it explains is one that rows have."""

import pytest

from screens.help_row import WORDS, found_in, of_row
from screens.keyed import keyed
from screens.parts.line_list import Row
from tests.registers import SmallRegister
from tests.screens.pilots import at_terminal, receive


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (" A2571AA McAuliffe, Arjun TAP 02:11 OVERDUE; to Home", ["OVERDUE", "TAP"]),
        ("OVERDUE since 2026-03-02 11:00; Unconvicted", ["OVERDUE since"]),
        (" A 192 196 OVER CNA", ["OVER CNA"]),
        (" 09:00 move CORRECTED A-1-001", ["CORRECTED"]),
        (" A1111AA Newman, COURTNEY", []),
        (" A-1-001 1 of 2 A1111AA Example, Robin In cell", []),
    ],
)
def test_the_words_of_a_row_that_are_explained(said: str, words: list[str]) -> None:
    assert [word for word, _ in found_in(said)] == words


def test_a_row_without_such_words_and_a_line_of_paper_are_not_explained() -> None:
    assert not [*of_row(None)]
    assert not [*of_row(Row("A", " A 1 2 3"))]
    assert not [*of_row(Row("1/", " OVERDUE", paper=True))]


def test_every_word_names_keys_that_there_are() -> None:
    assert all(keyed(words) for words in WORDS.values())


async def test_help_begins_with_the_row_and_then_the_screen(small_file: SmallRegister) -> None:
    receive(small_file, "A1111AA", "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.keys("enter")
        await officer.on("wing")
        await officer.keys("enter")
        await officer.on("landing")
        await officer.keys("end", "f1")
        await officer.on("help")
        assert officer.rows[0] == " The row under the cursor"
        assert officer.rows[1].split()[:3] == ["A-1-003", "0", "of"]
        assert any(row == " This screen" for row in officer.rows)


async def test_a_court_typed_in_small_letters_is_recorded_by_its_code(
    small_file: SmallRegister,
) -> None:
    receive(small_file, "A1111AA", "A-1-001")
    async with at_terminal(small_file) as officer:
        await officer.finds("A1111AA")
        await officer.keys("o")
        await officer.on("form")
        await officer.types("leedcc")
        await officer.keys("enter")
        await officer.on("person")
        await officer.sees("at court: LEEDCC")
