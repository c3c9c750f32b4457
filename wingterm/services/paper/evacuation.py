"""How the evacuation list is laid out on paper."""

from collections.abc import Iterable

from wingterm.domain.times import duration_in_words, shown_full
from wingterm.services.evacuation import Evacuation, Mustered
from wingterm.services.paper.layout import BOX, Column, Section, Sheet
from wingterm.services.sheets.stamp import Stamp

_PEOPLE = (
    Column("", 3), Column("Number", 7), Column("Name", 25), Column("Cell", 10),
    Column("Where", 19), Column("Told ago", 11),
)  # fmt: skip

TICK = (
    "Tick a box for each person seen. * marks whose whereabouts were told longest ago in the unit."
)


def evacuation_paper(found: Evacuation, of: Stamp) -> Sheet:
    """Lay out the evacuation list, with boxes to tick for those on site."""
    at = shown_full(found.as_of, of.prison.timezone)
    about = [f"{at}. On site: {found.on_site}. Not on site: {len(found.off_site)}.", TICK]
    if found.planned:
        about.append(f"With a personal emergency evacuation plan (PEEP): {len(found.planned)}.")
    sections = [
        _section(f"{unit.code or 'NO BED'}: {len(unit.people)}", unit.people)
        for unit in found.units
    ]
    sections += [
        _section(f"ELSEWHERE, AT {unit.code}: {len(unit.people)} (listed above)", unit.people)
        for unit in found.elsewhere
    ]
    if found.off_site:
        sections.append(_section(f"NOT ON SITE: {len(found.off_site)}", found.off_site, box=""))
    title = f"EVACUATION {of.prison.code}"
    return Sheet(title, tuple(about), tuple(sections), (), of)


def _section(heading: str, people: Iterable[Mustered], box: str = BOX) -> Section:
    return Section(heading, _PEOPLE, tuple(_person(one, box) for one in people))


def _person(one: Mustered, box: str) -> tuple[str, ...]:
    where = f"{one.where}; {one.peep}" if one.peep else one.where
    mark = "* " if one.oldest else ""
    return (box, one.number, one.name, one.bed_cell or "-", where,
            f"{mark}{duration_in_words(one.age)}")  # fmt: skip
