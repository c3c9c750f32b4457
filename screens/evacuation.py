"""The evacuation list as rows: by unit with a box to tick, who is elsewhere, who is off site."""

from collections.abc import Iterable

from screens.parts.line_list import Row
from screens.parts.tables import Column, Table
from screens.reports import Answers, Told
from screens.session import Session
from wingterm.domain.times import duration_in_words
from wingterm.services.evacuation import Mustered, Unit, evacuation

TABLE = Table(
    Column("Tick", 4, head="[ ]"), Column("Cell", 9), Column("Number", 7),
    Column("Name", 18, 40), Column("Where now", 21, 60), Column("Told ago", 8),
    Column("Oldest", 6, head=""),
)  # fmt: skip
MINUTE = 60_000_000


def evacuation_rows(session: Session, _answers: Answers) -> Told:
    """Give everybody by unit, with where they are now; the oldest information is marked."""
    told = evacuation(session.desk, session.prison)
    rows: list[Row] = []
    width = session.width
    for unit in told.units:
        rows += _group(f"{unit.code or 'NO CELL'}: {_people(unit)}", unit, width)
    for unit in told.elsewhere:
        rows += _group(
            f"NOW AT {unit.code}: {_people(unit)}, listed above too", unit, width, tick=False
        )
    if told.off_site:
        words = f"OFF SITE: {len(told.off_site)}, not to be searched for"
        rows += _group(words, Unit("off-site", told.off_site), width, tick=False)
    oldest = told.oldest
    planned = f"   With an evacuation plan (PEEP): {len(told.planned)}."
    heads = [f" ON SITE: {told.on_site}.   Off site: {len(told.off_site)}.{planned}"]
    if oldest is not None:
        age = duration_in_words(oldest.age)
        heads.append(f" Oldest information: {age} ago, {oldest.number} {oldest.name}")
    return Told(
        f"as of {session.full_time(told.as_of)}", (*heads, "", TABLE.at(session.width).head), rows
    )


def _people(unit: Unit) -> str:
    return f"{len(unit.people)} person" if len(unit.people) == 1 else f"{len(unit.people)} people"


def _group(words: str, unit: Unit, width: int, *, tick: bool = True) -> Iterable[Row]:
    """Give a heading and the people below it; a row's key is not twice in the list."""
    head = words.partition(":")[0]
    yield Row(f"{head}/", f" {words}", bold=True)
    for one in unit.people:
        seek = f"{one.where} {head} {one.peep}"
        yield Row(
            f"{head}/{one.number}",
            _line(one, width, tick=tick),
            seek=seek,
            full=f"{one.name}; {one.where}",
        )
        if one.peep:
            said = f"{'':14}{one.peep}: has a personal emergency evacuation plan"
            yield Row(f"{head} {one.peep}/{one.number}", said, bold=True, seek=f"{one.name} {seek}")


def _line(one: Mustered, width: int, *, tick: bool) -> str:
    return TABLE.at(width).row({
        "Tick": " [ ]" if tick else "  - ",
        "Cell": one.bed_cell or "-",
        "Number": one.number,
        "Name": one.name,
        "Where now": one.where,
        "Told ago": _ago(one.age),
        "Oldest": "OLDEST" if one.oldest else "",
    })  # fmt: skip


def _ago(micros: int) -> str:
    """Give how long ago something was told in eight columns: `342d 11h`, `1h 05m`, `14 min`."""
    minutes = micros // MINUTE
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}d {hours}h" if days < 1000 else f"{days} d"
    return f"{hours}h {minutes:02d}m" if hours else f"{minutes} min"
