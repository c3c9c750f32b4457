"""Spellings that differ by one slip of the hand."""


def one_letter_less(word: str) -> set[str]:
    """Give every spelling of a word with one letter left out."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def one_edit_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter left out, put in, changed, or swapped with the next.

    A word is not one edit apart from itself.
    """
    short, long = sorted((one, other), key=len)
    if short == long or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long
