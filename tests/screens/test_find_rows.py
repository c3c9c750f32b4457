"""How a search's people are shown in 80 columns."""

from screens.rows import FOUND, found_row
from wingterm.services.find import ALIKE, FoundPerson


def test_why_somebody_was_found_stands_after_where_they_are() -> None:
    person = FoundPerson(
        "A0001AA", "Smith", "Bea", "1990-05-03", "WTI", "A-1-001", "A-1-001", ALIKE
    )
    row = found_row(person)
    assert row.text.endswith(ALIKE)
    assert row.text.index(ALIKE) == FOUND.at(80).head.index("Found by")
    assert ALIKE in row.seek
    assert max(len(row.text), len(FOUND.at(80).head)) <= 80
    assert row.text.index("WTI") == FOUND.at(80).head.index("Where")


def test_the_plain_ways_say_nothing_more() -> None:
    person = FoundPerson("TMP0001", "Unknown", "Unknown", "unknown", "", "Outside", "")
    assert found_row(person).text.rstrip().endswith("Outside")


def test_however_long_the_words_are_the_line_is_not_longer() -> None:
    how = "also known as " + "x" * 60
    person = FoundPerson("A0001AA", "S" * 35, "B" * 35, "1990-05-03", "WTI", "RECP", "", how)
    assert len(found_row(person).text) <= 80
