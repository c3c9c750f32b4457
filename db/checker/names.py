"""The key by which people are searched for, made from their names a second time."""

import re
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
SURNAME_LONGEST = 40


def search_name(last: str, first: str) -> str:
    """Give `LAST, FIRST` in capitals: accents and apostrophes gone, hyphens as blanks."""
    return f"{_words(last)}, {_words(first)}".upper()[:LONGEST]


def surname(last: str) -> str:
    """Give the surname alone as it is kept: the first forty characters of the key's first part."""
    return _words(last).upper()[:SURNAME_LONGEST].strip()


def spellings(name: str) -> set[str]:
    """Give what leads to a surname: it, less any one letter, and what Soundex and Metaphone say."""
    # Only a check of names needs it.
    import jellyfish

    found = {name}
    for left_out in range(len(name)):
        letters = list(name)
        del letters[left_out]
        found.add("".join(letters))
    heard = re.sub("[^A-Z]", "", name)
    if heard:
        found.add(f"S:{jellyfish.soundex(heard)}"[:SURNAME_LONGEST])
        found.add(f"M:{jellyfish.metaphone(heard)}"[:SURNAME_LONGEST])
    found.discard("")
    return found


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
