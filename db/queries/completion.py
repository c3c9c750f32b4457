"""What a word that was begun may become: numbers of people and codes of places."""

from db.engine import Reader


def numbers_here(reader: Reader, prison: int, start: str, limit: int) -> list[tuple[str, ...]]:
    """Give number, last and first name of people of a prison whose number begins so."""
    return [
        (str(number), str(last), str(first))
        for number, last, first in reader.rows(
            "SELECT p.number, p.last_name, p.first_name FROM place a"
            " JOIN whereabouts w ON w.place_id = a.id JOIN person p ON p.id = w.person_id"
            " WHERE a.establishment_id = ? AND substr(p.number, 1, ?) = ?"
            " ORDER BY p.number LIMIT ?",
            (prison, len(start), start, limit),
        )
    ]


def numbers_anywhere(reader: Reader, start: str, limit: int) -> list[tuple[str, ...]]:
    """Give the same of the whole register; by the index of numbers, so `start` must be short of 7.

    Letters and digits alone are compared, whose order is the same in every locale.
    """
    return [
        (str(number), str(last), str(first))
        for number, last, first in reader.rows(
            "SELECT p.number, p.last_name, p.first_name FROM person p"
            " WHERE p.number >= ? AND p.number <= ? ORDER BY p.number LIMIT ?",
            (start, start.ljust(7, "Z"), limit),
        )
    ]


def codes(
    reader: Reader, prison: int, kinds: tuple[str, ...], start: str, limit: int
) -> list[tuple[str, str]]:
    """Give code and name of places of a prison, of some kinds, whose code begins so."""
    marks = ", ".join("?" * len(kinds))
    return [
        (str(code), str(name))
        for code, name in reader.rows(
            f"SELECT code, name FROM place WHERE establishment_id = ? AND kind IN ({marks})"
            " AND substr(code, 1, ?) = ? ORDER BY code LIMIT ?",
            (prison, *kinds, len(start), start, limit),
        )
    ]
