"""Marks of a place: what it is used for (domain note 3.3), and how they are read when typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from wingterm.domain.codes import ReasonCodes
from wingterm.domain.people import FieldRefused
from wingterm.domain.text import TextRefused, guard

NORMAL = "NORMAL_ACCOMMODATION"
"""What a cell is where neither it nor what it lies in is marked as something else."""

CELL_MARK_MAX = 12
"""Longest cell mark: what stands on the door (domain note 3.1)."""

ONE_OF = {"accommodation": "accommodation_types"}
"""Marks that hold one code, and its list."""

SEVERAL_OF = {
    "specialist": "specialist_cell_types",
    "used_for": "used_for_types",
    "attributes": "cell_attributes",
    "categories": "security_categories",
}
"""Marks that hold several codes, typed with `;` between them, and their lists."""

SEXES = ("", "M", "F")

MARKS = (
    "accommodation",
    "specialist",
    "used_for",
    "attributes",
    "sex",
    "categories",
    "cell_mark",
)
"""Every mark, in the order in which they are shown."""

OF_CELLS = ("specialist", "attributes", "cell_mark")
"""Marks that only a cell has."""

Marks = Mapping[str, Any]
"""Marks as a fact holds them."""


def parse_mark(codes: ReasonCodes, name: str, typed: str) -> str | list[str]:
    """Give a mark's value as typed; nothing typed takes the mark away.

    Raises:
        FieldRefused: no such mark, or not a value for it.
    """
    if name not in MARKS:
        raise FieldRefused("mark", f"There is no mark {name}; one of: {', '.join(MARKS)}.")
    try:
        text = guard(typed, name, 80 * 8)
    except TextRefused as refused:
        raise FieldRefused(name, str(refused)) from None
    if name == "cell_mark":
        if len(text) > CELL_MARK_MAX:
            raise FieldRefused(name, f"A cell mark has at most {CELL_MARK_MAX} characters.")
        return text
    words = [word.strip().upper() for word in text.split(";") if word.strip()]
    if name == "sex":
        if "".join(words) not in SEXES:
            raise FieldRefused(name, "sex is M, F or empty.")
        return "".join(words)
    known = ONE_OF.get(name) or SEVERAL_OF[name]
    for word in words:
        code = codes.list(known).get(word)
        if code is None or not code.active:
            remedy = f"`wingterm codes {known}` lists the codes in use."
            raise FieldRefused(name, f"{word} is not a code in use for {name}. {remedy}")
    if name in SEVERAL_OF:
        return list(dict.fromkeys(words))
    if len(words) > 1:
        raise FieldRefused(name, f"{name} is one code.")
    return "".join(words)


def accommodation_of(upwards: Iterable[Marks]) -> str:
    """Give the accommodation type of a place, from its own marks and those of what it lies in.

    The nearest that says it counts; where none does it is normal accommodation.
    """
    return next((str(m["accommodation"]) for m in upwards if m.get("accommodation")), NORMAL)


def may_hold_nobody(codes: ReasonCodes, marks: Marks) -> bool:
    """Whether all specialist types of a cell allow a CNA or working capacity of 0 (note 3.2, 2)."""
    types = marks.get("specialist") or []
    known = codes.list("specialist_cell_types")
    found = [known.get(one) for one in types]
    return bool(found) and all(f and f.more["may_have_zero_capacity"] == "Y" for f in found)
