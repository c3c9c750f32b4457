"""Invented names, spread as on a real list: a few that many have, and a long tail that few have."""

import random
from itertools import accumulate, product

SURNAMES = 23_000
"""Distinct surnames, as on a list of two million people."""

_STARTS = (
    "a", "ba", "be", "bra", "car", "cha", "co", "cra", "da", "del", "do", "e", "fa", "fen", "fle",
    "ga", "gil", "gre", "ha", "hol", "hu", "i", "ja", "ken", "kir", "la", "len", "lo", "ma", "mer",
    "mo", "na", "nor", "o", "pa", "pen", "pri", "ra", "ros", "sa", "sel", "sha", "sta", "ta", "tho",
    "tre", "va", "wa", "wes", "wil", "ya", "za",
)  # fmt: skip
_MIDDLES = (
    "", "ba", "che", "der", "ding", "fi", "ga", "ke", "la", "lin", "mi", "na", "ning", "per", "ra",
    "rid", "sa", "shi", "ster", "ta", "the", "ven", "wi", "za",
)  # fmt: skip
_ENDS = (
    "bury", "by", "cott", "croft", "dale", "den", "dez", "field", "ford", "gan", "ham", "head",
    "kins", "ko", "land", "ley", "low", "man", "moor", "nak", "ner", "over", "rak", "ridge", "shaw",
    "son", "stone", "ton", "vic", "well", "wood", "worth",
)  # fmt: skip
_FIRST_STARTS = (
    "A", "Be", "Ca", "Da", "E", "Fi", "Ga", "Ha", "I", "Jo", "Ka", "Li", "Ma", "Ne", "O", "Pa",
    "Ro", "Sa", "Te", "Vi",
)  # fmt: skip
_FIRST_ENDS = (
    "bel", "der", "dan", "lan", "lia", "mas", "min", "na", "niel", "ra", "ric", "rah", "ron",
    "seph", "sha", "tin", "vid", "wen",
)  # fmt: skip
_FLAT = 25
"""The first names of the list are as common as the law of ranks has the 25th and following."""
_SLOPE = 0.9


def surnames(seed: int, many: int = SURNAMES) -> list[str]:
    """Give distinct surnames, the most common first; some are of two parts, some have a prefix."""
    made = ["".join(parts).capitalize() for parts in product(_STARTS, _MIDDLES, _ENDS)]
    chance = random.Random(f"surnames {seed}")
    chance.shuffle(made)
    plain = made[:many]
    for at in range(200, many, 50):
        plain[at] = f"{made[at]}-{made[-at]}" if at % 100 else f"O'{made[at]}"
    return list(dict.fromkeys(plain))


def first_names() -> list[str]:
    """Give first names, the most common first."""
    return [start + end for end in _FIRST_ENDS for start in _FIRST_STARTS]


def drawn(chance: random.Random, names: list[str], many: int) -> list[str]:
    """Draw names by the law of ranks."""
    weights = accumulate(1 / (rank + _FLAT) ** _SLOPE for rank in range(len(names)))
    return chance.choices(names, cum_weights=list(weights), k=many)
