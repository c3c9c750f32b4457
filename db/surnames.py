"""Under which keys a surname is kept, so that a misspelt one leads to it.

A misspelling is looked for among the distinct surnames, which are few, never among the people. Two
spellings that differ by one letter left out, put in, changed or swapped have a key in common when
each of them lends itself and each of its spellings with one letter less; what sounds alike is added
to that under a prefix.
"""

from wingterm.domain.spelling import one_letter_less
from wingterm.domain.text import fold

SURNAME_MAX = 40
"""Longest folded surname kept as a key; of a longer one the beginning."""

SOUNDEX, METAPHONE = "S:", "M:"
"""How the two keys by sound begin; no folded name holds a colon."""


def folded_surname(last_name: str) -> str:
    """Give a surname as it is matched: folded, in capitals."""
    return fold(last_name).upper()[:SURNAME_MAX].strip()


def sounds_of(surname: str) -> set[str]:
    """Give the keys by sound of a folded surname; none where it has no letter of A to Z."""
    letters = "".join(letter for letter in surname if "A" <= letter <= "Z")
    if not letters:
        return set()
    # Here, for a command that writes or finds no name does not load it.
    import jellyfish

    sounds = {SOUNDEX + jellyfish.soundex(letters), METAPHONE + jellyfish.metaphone(letters)}
    return {sound[:SURNAME_MAX] for sound in sounds}


def surname_keys(surname: str) -> set[str]:
    """Give every key of a folded surname: itself, each with one letter less, and its sounds."""
    return {surname, *one_letter_less(surname), *sounds_of(surname)} - {""}
