"""The demo's prisons: opened, marked, and what became of single cells in three years."""

from collections.abc import Callable
from dataclasses import replace

from wingterm.domain import requests as asked
from wingterm.services.demo.terms import MAIN, OTHER, THIRD, rows
from wingterm.services.demo.world import World
from wingterm.services.places_file import COLUMNS, read_places

SIGNED = {MAIN: 1170, OTHER: 165, THIRD: 30}
"""Signed operational capacities."""

MARKS: tuple[tuple[str, dict[str, str]], ...] = (
    ("A", {"used_for": "FIRST_NIGHT_CENTRE;REMAND", "sex": "M"}),
    ("B", {"used_for": "STANDARD_ACCOMMODATION", "sex": "M"}),
    ("C", {"used_for": "STANDARD_ACCOMMODATION;IPP_LONG_TERM_SENTENCES", "categories": "B"}),
    ("D", {"used_for": "STANDARD_ACCOMMODATION"}),
    ("E", {"used_for": "VULNERABLE_PRISONERS"}),
    ("F", {"used_for": "SUB_MISUSE_DRUG_RECOVERY"}),
    ("CSU", {"accommodation": "CARE_AND_SEPARATION"}),
    ("HCC", {"accommodation": "HEALTHCARE_INPATIENTS"}),
    ("CSU-1-013", {"specialist": "UNFURNISHED"}),
    ("CSU-1-014", {"specialist": "BIOHAZARD_DIRTY_PROTEST"}),
    ("HCC-1-001", {"specialist": "CONSTANT_SUPERVISION", "attributes": "OC"}),
    ("HCC-1-002", {"specialist": "CONSTANT_SUPERVISION"}),
    ("HCC-1-010", {"specialist": "ISOLATION_DISEASES"}),
    ("A-1-001", {"specialist": "SAFE_CELL", "cell_mark": "A1-01"}),
    ("A-1-002", {"specialist": "LISTENER_CRISIS"}),
    ("B-1-001", {"specialist": "ACCESSIBLE_CELL", "attributes": "WA"}),
    ("B-1-002", {"specialist": "LOCATE_FLAT_CELL", "attributes": "LF"}),
    ("C-1-001", {"specialist": "ESCAPE_LIST", "attributes": "ELC"}),
    ("D-1-001", {"specialist": "ACCESSIBLE_CELL"}),
    ("E-1-001", {"specialist": "MEDICAL"}),
    ("F-N-1-001", {"specialist": "ACCESSIBLE_CELL"}),
)


def open_prisons(world: World, opened: int, recorded: int) -> None:
    """Open the prisons with all their places, as they were when the first of them came."""
    book = world.book
    book.write_now(recorded, *(
        asked.OpenPrison(
            prison="REG", at=opened, code=row["code"], name=row["name"], timezone=row["timezone"]
        )
        for row in rows("prisons.csv")
    ))  # fmt: skip
    for prison in SIGNED:
        lines = (row for row in rows("places.csv") if row["prison"] == prison)
        text = "\n".join(",".join(row[name] for name in COLUMNS) for row in lines)
        read = read_places(f"{','.join(COLUMNS)}\n{text}", prison, "places.csv")
        book.write_now(recorded, *(replace(place, at=opened) for place in read.places))
        book.write_now(
            recorded, asked.SignCapacity(prison=prison, at=opened, signed=SIGNED[prison])
        )
    book.write_now(recorded, *(
        asked.MarkPlace(prison=MAIN, at=opened, code=code, values=tuple(marks.items()))
        for code, marks in MARKS
    ))  # fmt: skip
    book.write_now(recorded, asked.SetPrison(prison=MAIN, values=(("court_on_roll", "yes"),)))


def changes(world: World) -> None:
    """Do what is done to places on this day of the story, if anything."""
    act = _STORY.get(world.day) or _STORY.get(world.day - world.days)
    if act is not None:
        act(world)


def _take_out(wing: str, reason: str, days: int, description: str) -> Callable[[World], None]:
    """Take an empty cell of a wing out of use; it is brought back after some days."""

    def act(world: World) -> None:
        wings = (wing, *"FDCBAE")
        empty = next((cells for w in wings if (cells := world.estate.empty(MAIN, w))), None)
        if empty is None:
            return
        cell = world.chance.choice(empty)
        cell.usable = False
        back = world.date(days).isoformat()
        world.book.add(asked.TakeOutOfUse(
            prison=MAIN, code=cell.code, at=world.at(6.2, 7), reason=reason, expected_back=back,
            description=description, reference=f"J{world.day:05d}",
        ))  # fmt: skip
        world.broken.append((world.day + days, cell))

    return act


def bring_back(world: World) -> None:
    """Bring cells back into use whose day has come."""
    for due in [one for one in world.broken if one[0] <= world.day]:
        world.broken.remove(due)
        due[1].usable = True
        at = world.at(6.2, 7)
        world.book.add(asked.BringBack(prison=MAIN, code=due[1].code, at=at))


def _certificate(world: World) -> None:
    world.book.add(asked.RequestCertificate(
        prison=MAIN, code="D-4", at=world.at(9, 10), reference="CERT-117",
        change="Four single cells to be certified for two",
    ))  # fmt: skip


def _settled(world: World) -> None:
    world.book.add(asked.SettleCertificate(
        prison=MAIN, code="D-4", at=world.at(9, 10), approved=False,
        comment_on="Floor area below the standard",
    ))  # fmt: skip


def _awaited(world: World) -> None:
    world.book.add(asked.RequestCertificate(
        prison=MAIN, code="HCC-1-012", at=world.at(9, 10), reference="CERT-204",
        change="To hold one person instead of two",
    ))  # fmt: skip


def _closed(world: World) -> None:
    for cell in world.estate.empty(MAIN, "CSU")[-1:]:
        cell.usable = False
        world.book.add(asked.ClosePlace(
            prison=MAIN, code=cell.code, at=world.at(6.2, 7),
            description="Bricked up for the new stairs",
        ))  # fmt: skip


def _converted(world: World) -> None:
    for cell in world.estate.empty(MAIN, "HCC")[:1]:
        cell.usable = False
        world.book.add(asked.ConvertPlace(
            prison=MAIN, code=cell.code, at=world.at(6.2, 7), to="TREATMENT_ROOM"
        ))  # fmt: skip


def _less(world: World) -> None:
    """Take one place from a cell that is certified for more than it should hold."""
    empty = [c for wing in "BDE" for c in world.estate.empty(MAIN, wing) if c.room == 2]
    if empty:
        cell = empty[0]
        cell.room = 1
        world.book.add(asked.SetCapacity(
            prison=MAIN, code=cell.code, at=world.at(6.2, 7), cna=1, working=1, maximum=2
        ))  # fmt: skip


def _renamed(world: World) -> None:
    world.book.add(asked.RenamePlace(
        prison=MAIN, code="A", at=world.at(9, 10), name="A wing: first night and induction"
    ))  # fmt: skip


_STORY: dict[int, Callable[[World], None]] = {
    40: _take_out("B", "DAMAGED", 12, "Toilet broken"),
    160: _take_out("D", "DAMP", 30, "Damp below the window"),
    200: _certificate,
    245: _settled,
    260: _take_out("A", "SECURITY_SEALED", 3, "Sealed for the police"),
    300: _renamed,
    410: _take_out("E", "PEST", 5, "Wasps"),
    500: _less,
    560: _take_out("F", "REFURBISHMENT", 60, "New flooring"),
    640: _closed,
    700: _converted,
    820: _take_out("B", "STAFF_SHORTAGE", 20, ""),
    930: _awaited,
    -50: _take_out("A", "DAMAGED", 140, "Fire damage"),
    -49: _take_out("B", "DAMAGED", 90, "Observation panel broken"),
    -48: _take_out("B", "MOTHBALLED", 400, "Mothballed with the old serving room"),
    -30: _take_out("D", "MAINTENANCE", 75, "Leak from the landing above"),
    -29: _take_out("D", "MAINTENANCE", 75, "Leak from the landing above"),
    -12: _take_out("F", "REFURBISHMENT", 100, "Rewiring"),
    -6: _take_out("E", "PEST", 14, "Rats"),
}
"""What is done on which day; a day below 0 is counted back from the last one."""
