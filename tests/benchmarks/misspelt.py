"""Surnames as somebody might type them who has only heard them, or whose finger slipped.

The list is made before anything is searched for, from names drawn by how many people have them, and
knows nothing of how the search works: no key, no distance, no sound code. A slip is one letter at
random left out, put in, changed or swapped with the next. What sounds the same is spelt by
`SOUNDS`, habits of English spelling, one of them a name and at random among those that fit it.
"""

import random
from string import ascii_lowercase

SOUNDS = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("k", "ck"), ("c", "k"), ("k", "c"), ("y", "i"),
    ("i", "y"), ("ie", "y"), ("ey", "y"), ("s", "z"), ("z", "s"), ("tt", "t"), ("t", "tt"),
    ("ll", "l"), ("l", "ll"), ("nn", "n"), ("n", "nn"), ("ss", "s"), ("s", "ss"), ("ee", "ea"),
    ("ou", "ow"), ("ow", "ou"), ("gh", "g"), ("wh", "w"), ("w", "wh"), ("sh", "sch"), ("e", "a"),
    ("o", "u"), ("er", "ar"), ("on", "en"), ("th", "t"), ("mb", "m"), ("dge", "ge"), ("x", "cks"),
)  # fmt: skip


def slipped(name: str, chance: random.Random) -> str:
    """Give a name with one slip of the finger."""
    at, letter = chance.randrange(len(name)), chance.choice(ascii_lowercase)
    typed = (
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
    )
    return chance.choice(typed)


def heard(name: str, chance: random.Random) -> str:
    """Give a name spelt as it sounds; the name itself where no habit fits it."""
    small = name.lower()
    # The first letter is what people are surest of, and `ph` for `f` may well stand there.
    fits = [(old, new) for old, new in SOUNDS if old in small]
    if not fits:
        return name
    old, new = chance.choice(fits)
    places = [at for at in range(len(small)) if small.startswith(old, at)]
    where = chance.choice(places)
    return (small[:where] + new + small[where + len(old) :]).capitalize()
