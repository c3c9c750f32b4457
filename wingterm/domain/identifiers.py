"""PNC and CRO numbers: how they are read, checked by letter, and kept (domain notes 4.3, 4.4).

A letter checks a number: the remainder of the digits, year first, by 23 is its position in
`LETTERS`.
"""

import re

LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""Check letters by remainder; I, O and S never occur."""


_PNC = re.compile(r"(?P<year>\d{4}|\d{2})/(?P<serial>\d{1,7})(?P<letter>[A-Z])", re.ASCII)
_CRO = re.compile(r"(?P<serial>\d{1,6})/(?P<year>\d{2})(?P<letter>[A-Z])", re.ASCII)
_CRO_FILE = re.compile(r"SF(?P<year>\d{2})/(?P<serial>\d{1,6})(?P<letter>[A-Z])", re.ASCII)
_YEAR_MIN = 1900


class IdentifierRefused(ValueError):
    """A number that cannot be taken; the message is one sentence for staff."""


def parse_pnc(text: str, this_year: int) -> str:
    """Give a PNC number as it is kept: `YYYY/nnnnnnnX`, serial padded to seven digits.

    The century of a short year is the last one that is not to come: up to this year 20xx, else
    19xx. The field has two rules (domain note 4.3); the other one reads some coming years as this
    century. A long year is the plain way to say which is meant.

    Args:
        text: as typed; the slash must stand, for without it an unpadded serial reads two ways.
        this_year: the year that it is now.

    Raises:
        IdentifierRefused: not in one of the two forms, a year that has not come, or another letter
            than the digits give.
    """
    match = _PNC.fullmatch(_plain(text))
    if match is None:
        raise IdentifierRefused(
            "PNC is not valid: type the year, a slash, up to seven digits and the letter, "
            "such as 2002/0073319Z."
        )
    typed, serial = match["year"], f"{int(match['serial']):07d}"
    year = int(typed) if len(typed) == 4 else _century(int(typed), this_year) + int(typed)
    if not _YEAR_MIN <= year <= this_year:
        raise IdentifierRefused(f"PNC is not valid: {year} is not a year of {_YEAR_MIN} to now.")
    _check("PNC", f"{year % 100:02d}{serial}", match["letter"])
    return f"{year}/{serial}{match['letter']}"


def parse_cro(text: str) -> str:
    """Give a CRO number as it is kept: `nnnnnn/YYX` padded, or an old file's `SFYY/nnnnnnX`.

    The serial of an old file is not padded, neither kept nor for its letter (domain note 4.4).

    Raises:
        IdentifierRefused: not in one of the two forms, or another letter than the digits give.
    """
    plain = _plain(text)
    if match := _CRO.fullmatch(plain):
        serial = f"{int(match['serial']):06d}"
        _check("CRO", f"{match['year']}{serial}", match["letter"])
        return f"{serial}/{match['year']}{match['letter']}"
    if match := _CRO_FILE.fullmatch(plain):
        _check("CRO", f"{match['year']}{match['serial']}", match["letter"])
        return plain
    raise IdentifierRefused(
        "CRO is not valid: type up to six digits, a slash, two digits of the year and the letter, "
        "such as 065656/91H, or an old file number such as SF05/482703J."
    )


def canonical_identifier(kind: str, text: str, this_year: int) -> str:
    """Give a number of an identifier type as it is kept; only PNC and CRO have a form.

    Raises:
        IdentifierRefused: a PNC or CRO that is not valid.
    """
    if kind == "PNC":
        return parse_pnc(text, this_year)
    if kind == "CRO":
        return parse_cro(text)
    return _plain(text)


def _plain(text: str) -> str:
    """Give a number in capitals without blanks, as long as it is ASCII."""
    joined = "".join(text.split())
    # Capitals of some other letters are ASCII; they must not become a number's.
    return joined.upper() if joined.isascii() else joined


def _century(short: int, this_year: int) -> int:
    return this_year // 100 * 100 - (100 if short > this_year % 100 else 0)


def _check(name: str, digits: str, letter: str) -> None:
    right = LETTERS[int(digits) % len(LETTERS)]
    if letter != right:
        raise IdentifierRefused(
            f"{name} is not valid: its digits and its letter {letter} do not belong together."
        )
