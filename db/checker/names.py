"""The text by which people are searched for, made from their names a second time."""

import unicodedata

LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"})


def search_name(last: str, first: str) -> str:
    """Give the search text of a person's names."""
    plain = unicodedata.normalize("NFKD", f"{last} {first}".casefold()).translate(LETTERS)
    return "".join(letter for letter in plain if letter.isalnum() or letter == " ")
