"""The code lists shipped with the program (`fixtures/codes`), each read when first asked for."""

import functools
import os
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import fixtures
from wingterm.domain.codes import Code, CodeList, Reason, ReasonCodes


class _Source(NamedTuple):
    """Where a list stands, and how its rows become codes."""

    file: str = ""
    """Without its ending; the list's own name when empty."""
    code: str = "code"
    description: str = "description"
    where: Mapping[str, str] = MappingProxyType({})
    """Column and value that a row must have to belong to the list."""
    only: frozenset[str] = frozenset()
    """The codes that belong to the list; all when empty."""
    not_in_use: frozenset[str] = frozenset()
    """Codes that only show what was, whatever the file says."""
    picked: Mapping[str, str] = MappingProxyType({})
    """Column and value that a row must have for its code to be given by anybody."""


CATEGORIES = frozenset("ABCDEHIJKLPQRSTUVXZ")
"""Codes of the supervision levels that are security categories (domain note 4.7)."""

_PLAIN = (
    "accommodation_types",
    "alert_codes",
    "cell_attributes",
    "converted_cell_types",
    "escort_codes",
    "ethnicity_codes",
    "identifier_types",
    "imprisonment_statuses",
    "incentive_levels",
    "release_date_types",
    "religion_codes",
    "sex_codes",
    "specialist_cell_types",
    "supervision_levels",
    "temporary_absence_transport",
    "titles",
    "used_for_types",
)

_DPS = {"system": "DPS"}

_SOURCES: dict[str, _Source] = {
    **{name: _Source() for name in _PLAIN},
    "alert_flags": _Source(code="alert_code", description="flag_label"),
    "courts": _Source(description="name"),
    # "No rating" is what is shown when there is none (domain note 4.8); nobody gives it.
    "csra_levels": _Source(where={"system": "CSRA"}, not_in_use=frozenset({"NO_RATING"})),
    "imprisonment_status_bands": _Source(code="band_code"),
    "non_association_reasons": _Source("non_association_codes", where={"kind": "reason", **_DPS}),
    "non_association_restrictions": _Source(
        "non_association_codes", where={"kind": "restriction", **_DPS}
    ),
    "non_association_roles": _Source("non_association_codes", where={"kind": "role", **_DPS}),
    # The other system's, and those that a program sets, say why a place was out of use before.
    "out_of_order_reasons": _Source(picked={**_DPS, "selectable": "Y"}),
    "prisons": _Source(description="name"),
    "security_categories": _Source("supervision_levels", only=CATEGORIES),
}

LISTS = tuple(sorted(_SOURCES))
"""Names of the lists, reasons of movements and cell moves apart."""

ROWS = ("reception_reasons", "temporary_absence_reasons")
"""Files whose rows are paths through several codes, not codes: given by `code_rows`."""


@functools.cache
def reason_codes() -> ReasonCodes:
    """Give the reasons of movements (domain note 1.1) and of cell moves (type CELL, note 3.4)."""
    return ReasonCodes([*_movements(), *_cell_moves()], code_list)


@functools.cache
def code_list(name: str) -> CodeList:
    """Give a code list; its one file is read when it is first asked for.

    Raises:
        KeyError: there is no such list.
    """
    source = _SOURCES[name]
    rows = _rows(f"{source.file or name}.csv")
    return CodeList(name, (_code(source, row) for row in rows if _belongs(source, row)))


def court_meant(typed: str) -> str:
    """Give a court's code as the list writes it; what is no code as it was typed."""
    code = typed.strip().upper()
    return typed if code_list("courts").get(code) is None else code


@functools.cache
def code_rows(name: str) -> tuple[dict[str, str], ...]:
    """Give the rows of a list whose rows are paths, such as `reception_reasons`.

    Raises:
        KeyError: there is no such list.
    """
    if name not in ROWS:
        raise KeyError(name)
    return tuple(_rows(f"{name}.csv"))


def _belongs(source: _Source, row: dict[str, str]) -> bool:
    held = all(row[column] == value for column, value in source.where.items())
    return held and (not source.only or row[source.code] in source.only)


def _code(source: _Source, row: dict[str, str]) -> Code:
    code = row[source.code]
    # Lists without such a column hold nothing that is no longer in use.
    active = row.get("active", "Y") == "Y"
    active &= all(row[column] == value for column, value in source.picked.items())
    taken = {source.code, source.description, "active"}
    more = {column: value for column, value in row.items() if column not in taken}
    return Code(code, row[source.description], active and code not in source.not_in_use, more)


def _movements() -> Iterator[Reason]:
    for row in _rows("movement_reasons.csv"):
        yield Reason(row["movement_type"], row["code"], row["description"], row["active"] == "Y")


def _cell_moves() -> Iterator[Reason]:
    for row in _rows("cell_move_reasons.csv"):
        yield Reason("CELL", row["code"], row["description"], row["active"] == "Y")


def _rows(name: str) -> Iterator[dict[str, str]]:
    # Many a command reads no list.
    import csv

    with open(os.path.join(fixtures.__path__[0], "codes", name), encoding="utf-8") as file:
        text = file.read()
    yield from csv.DictReader(text.splitlines())
