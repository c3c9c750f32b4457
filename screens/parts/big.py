"""Words in letters five lines high, of a plain sign: read from two metres, without a colour."""

HEIGHT = 5
WIDTH = 5
"""Columns of a letter; one more parts it from the next."""
SIGN = "#"

_SHAPES = {
    " ": "...../...../...../...../.....",
    "+": "...../..#../#####/..#../.....",
    "-": "...../...../#####/...../.....",
    "0": ".###./#..##/#.#.#/##..#/.###.",
    "1": "..#../.##../..#../..#../.###.",
    "2": "####./....#/.###./#..../#####",
    "3": "####./....#/.###./....#/####.",
    "4": "#...#/#...#/#####/....#/....#",
    "5": "#####/#..../####./....#/####.",
    "6": ".###./#..../####./#...#/.###.",
    "7": "#####/....#/...#./..#../..#..",
    "8": ".###./#...#/.###./#...#/.###.",
    "9": ".###./#...#/.####/....#/.###.",
    "A": ".###./#...#/#####/#...#/#...#",
    "B": "####./#...#/####./#...#/####.",
    "C": ".####/#..../#..../#..../.####",
    "D": "####./#...#/#...#/#...#/####.",
    "E": "#####/#..../####./#..../#####",
    "F": "#####/#..../####./#..../#....",
    "I": ".###./..#../..#../..#../.###.",
    "N": "#...#/##..#/#.#.#/#..##/#...#",
    "O": ".###./#...#/#...#/#...#/.###.",
    "R": "####./#...#/####./#..#./#...#",
    "S": ".####/#..../.###./....#/####.",
    "T": "#####/..#../..#../..#../..#..",
    "U": "#...#/#...#/#...#/#...#/.###.",
    "V": "#...#/#...#/#...#/.#.#./..#..",
    "Y": "#...#/.#.#./..#../..#../..#..",
}
"""The letters of the few words that are shown so, and what numbers need."""


def big(words: str, width: int) -> tuple[str, ...]:
    """Give words in big letters, a line each; empty where there is no room for them.

    Args:
        words: of capitals, digits, blanks, `+` and `-` as far as there is a shape.
        width: columns.
    """
    if any(letter not in _SHAPES for letter in words) or len(words) * (WIDTH + 1) > width:
        return ()
    shapes = [_SHAPES[letter].replace(".", " ").replace("#", SIGN).split("/") for letter in words]
    return tuple(" ".join(shape[line] for shape in shapes).rstrip() for line in range(HEIGHT))
