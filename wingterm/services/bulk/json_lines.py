"""A row as a JSON object of texts."""

import json

from wingterm.services.bulk.columns import Wrong


class _Pairs(list[tuple[str, object]]):
    """The pairs of an object, in their order, doubled names too."""


def _constant(name: str) -> object:
    raise ValueError(name)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=_constant
)


def read_object(raw: str) -> tuple[dict[str, str], list[Wrong]]:
    """Read a line as an object of texts; numbers stay as written, true is yes, null is empty.

    Returns:
        the texts by column, and what is wrong with the line.
    """
    remedy = 'Write an object of texts, such as {"number": "A4242QZ"}.'
    try:
        found = _DECODER.decode(raw)
    except (ValueError, RecursionError):
        return {}, [Wrong("", "not-json", "The line is not JSON.", remedy)]
    if not isinstance(found, _Pairs):
        return {}, [Wrong("", "not-object", "The line is no JSON object.", remedy)]
    texts: dict[str, str] = {}
    wrong = []
    for name, value in found:
        column = "_".join(name.strip().lower().replace("-", " ").split())
        if column in texts:
            sentence = f"The object has {column[:40]} twice."
            wrong.append(Wrong(column[:40], "doubled", sentence, "Keep one of the two."))
        elif isinstance(value, list):
            sentence = f"{column[:40]} holds a list or an object."
            wrong.append(Wrong(column[:40], "nested", sentence, "Write a text."))
        texts[column] = _text(value)
    return texts, wrong


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None or isinstance(value, list) else str(value)
