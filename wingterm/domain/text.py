"""The guard for what comes in and the filter for what goes out.

Names and files are hostile input.
"""

import re
import unicodedata

_FORBIDDEN = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f"
    "\xad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\uffa0"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control, bidirectional, invisible and tag characters, line separators, lone surrogates.

The joiners U+200C and U+200D stay allowed: real names use them.
"""

_BLANKS = (
    " \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
"""Unicode's blanks: those around a text are not part of it."""

_REPLACEMENT = "\ufffd"
MARKS_MAX = 4
"""Most combining marks in a row that any real name needs."""

_FORMULA = "\\s*[=+\\-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20]"
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
        "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k",
    }
)  # fmt: skip
_PLAIN: dict[int, str | None] = {
    code: chr(code).lower() if chr(code).isalnum() or chr(code) == "_" else " "
    for code in range(128)
} | dict.fromkeys(map(ord, "'`."))
"""What becomes of each plain letter and sign when a text is folded."""
_SIGNS = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2010": "-", "\u2013": "-", "\xa0": " "})
SEARCH_MAX = 80


class TextRefused(ValueError):
    """A text that may not be kept; the message says which character, where."""

    def __init__(self, field: str, position: int, why: str) -> None:
        """Say what is wrong with a field, at a position that counts from 1 (0: the whole)."""
        where = f" at position {position}" if position else ""
        super().__init__(f"The {field.replace('_', ' ')} {why}{where}.")
        self.field = field
        self.position = position


def guard(text: str, field: str, max_length: int) -> str:
    """Give a typed text as it may be kept: normalised (NFC), without blanks around it.

    Args:
        text: as typed, pasted or read.
        field: what it is, for the message.
        max_length: most characters.

    Raises:
        TextRefused: it holds a control, bidirectional, invisible or separator character, too many
            combining marks in a row, or too many characters.
    """
    if not text:
        return text
    if len(text) > max_length * 4 + 64:
        raise TextRefused(field, 0, f"is longer than {max_length} characters")
    kept = text.strip(" ") if text.isascii() and text.isprintable() else _guarded(text, field)
    if len(kept) > max_length:
        raise TextRefused(field, 0, f"is longer than {max_length} characters")
    return kept


def _guarded(text: str, field: str) -> str:
    """Give a text beyond plain letters as it may be kept, whatever its length."""
    # Before anything else: the position is that in the text as it was typed.
    found = re.search(_FORBIDDEN, text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        raise TextRefused(
            field, found.start() + 1, f"holds a character that cannot be kept ({code})"
        )
    kept = unicodedata.normalize("NFC", text).strip(_BLANKS)
    marks = 0
    for position, character in enumerate(kept, start=1):
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks > MARKS_MAX:
            raise TextRefused(field, position, f"has more than {MARKS_MAX} accents in a row")
    return kept


def safe_line(text: str) -> str:
    """Give a text as it may go to a terminal or file: one line, nothing that acts on the reader."""
    if text.isascii() and text.isprintable():
        return text
    flat = text.replace("\t", " ").replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return re.sub(_FORBIDDEN, _REPLACEMENT, flat)


def plain_letter(letter: str) -> str:
    """Give a letter as ASCII has it, without accents; a question mark where it has none in one."""
    small = unicodedata.normalize("NFKD", letter.lower().translate(_SIGNS).translate(_LETTERS))
    plain = "".join(c for c in small if c.isascii() and c.isprintable())
    if len(plain) != 1:
        return "?"
    return plain.upper() if letter.isupper() else plain


def columns_of(text: str) -> int:
    """Give the columns that a text takes on a terminal or in plain print."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def csv_safe(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula: such a one gets a leading apostrophe."""
    clean = safe_line(text)
    # Most are empty or begin with a letter or a digit, as no formula does.
    plain = not text or text[0].isalnum()
    return clean if plain or not re.match(_FORMULA, text) else f"'{clean}"


def fold(text: str) -> str:
    """Give a text for matching: small letters without accents or apostrophes, hyphens as blanks."""
    if text.isascii():
        # As most texts are; a list of 1,500 people is folded while somebody waits.
        return " ".join(text.translate(_PLAIN).split())
    return _folded(text)


def _folded(text: str) -> str:
    """Fold a text of any letters."""
    small = text.casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    words = re.sub(r"[’'`.]", "", plain.translate(_LETTERS))
    return " ".join(re.sub(r"[^\w]+", " ", words).split())


def search_name(last: str, first: str) -> str:
    """Give the key by which a person is found: `LAST, FIRST` folded, in capitals."""
    return f"{fold(last)}, {fold(first)}".upper()[:SEARCH_MAX]
