"""How a copy of somebody's record is laid out on paper."""

from wingterm.domain.times import shown_full
from wingterm.services.disclosure import Copy
from wingterm.services.paper.layout import Column, Section, Sheet

_WIDTHS = {
    "When": 16, "From": 16, "Number": 7, "Born": 10, "Sex": 8, "Recorded by": 13,
    "Name": 18, "Where to": 15, "Why": 14, "Where": 24,
}  # fmt: skip
"""Columns of a page by head; what else there is takes the rest."""
_PAGE = 80

_WRONG = (
    "You may ask for what is wrong here to be put right, and for what should not be held to be "
    "erased (Data Protection Act 2018, sections 46 and 47)."
)
_CONTENT = (
    "If you are not content you may complain to the Information Commissioner, or go to court "
    "(sections 165 and 167)."
)
_SEEN = "Who looked at this record is kept apart from it, to be used only as section 62 allows."
RIGHTS = (_WRONG, _CONTENT, _SEEN)


def disclosure_paper(copy: Copy) -> Sheet:
    """Lay out a copy: what is held, what is left out, what the person may do."""
    of = copy.stamp
    at = shown_full(of.as_of, of.prison.timezone)
    numbers = ", ".join((copy.number, *copy.merged))
    held = (
        f"This is what the register of {of.prison.name} holds of you, under {numbers}, at {at}: "
        "who you are, where you were, and what is on record besides. It is held to know who is in "
        "custody, where, and by whose order. You are given it under section 45 of the Data "
        "Protection Act 2018."
    )
    about = (held, _kept(copy), "Other people are left out, and staff are named by their role.")
    sections = [Section(part.heading, _columns(part.heads), part.rows) for part in copy.parts]
    left_out = tuple(
        (str(one.times), one.what, f"{one.ground.words}: section 45(4)({one.ground.paragraph})")
        for one in copy.left_out
        if one.ground.told
    )
    heads = (Column("How often", 9), Column("What", 34), Column("To protect", 35))
    sections.append(Section("WHAT IS LEFT OUT", heads, left_out))
    rights = tuple((line,) for line in RIGHTS)
    sections.append(Section("WHAT YOU MAY DO", (Column("", _PAGE),), rights))
    return Sheet(f"COPY OF A RECORD {copy.number}", about, tuple(sections), (), of)


def _kept(copy: Copy) -> str:
    """Say for how long it is kept (section 45(2)(d))."""
    said = [f"for {years} years after you left custody: {what}" for what, years in copy.kept]
    if not said:
        return "This register sets no period for how long it is kept: the prison says which holds."
    return f"It is kept {'; '.join(said)}."


def _columns(heads: tuple[str, ...]) -> tuple[Column, ...]:
    """Give the columns of a part; those without a width of their own share what is left."""
    free = [head for head in heads if head not in _WIDTHS]
    used = sum(_WIDTHS[head] for head in heads if head in _WIDTHS) + len(heads) - 1
    each = (_PAGE - used) // max(1, len(free))
    return tuple(Column(head, _WIDTHS.get(head, each)) for head in heads)
