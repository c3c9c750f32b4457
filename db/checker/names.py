"""The key by which people are searched for, made from their names a second time."""

import unicodedata

SPELT = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "\u0131": "i",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ĸ": "k",
}
"""Letters that have no accent to take away."""

SILENT = "\u2019'`."
"""Left out of a word; whatever else is no letter or digit ends it."""

LONGEST = 80


def search_name(last: str, first: str) -> str:
    """Give `LAST, FIRST` in capitals: accents and apostrophes gone, hyphens as blanks."""
    return f"{_words(last)}, {_words(first)}".upper()[:LONGEST]


def _words(name: str) -> str:
    words = [""]
    for letter in unicodedata.normalize("NFKD", _spelt(name.casefold())):
        if unicodedata.combining(letter) or letter in SILENT:
            continue
        for plain in _spelt(letter):
            if plain.isalnum() or plain == "_":
                words[-1] += plain
            else:
                words.append("")
    return " ".join(filter(None, words))


def _spelt(text: str) -> str:
    return "".join(SPELT.get(letter, letter) for letter in text)
