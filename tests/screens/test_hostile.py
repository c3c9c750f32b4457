"""Names are hostile input: whatever lies in the register, nothing of it acts on the terminal."""

import itertools
import re
from collections.abc import Sequence

import pytest

from tests.registers import SmallRegister
from tests.screens.pilots import Officer, at_terminal, done, drawn, receive
from wingterm.domain import requests as asked
from wingterm.domain.prison import Prison
from wingterm.domain.roll_records import RollSheet
from wingterm.services import evacuation, find, lists, many, particulars, people, places, roll
from wingterm.services.desk import Desk

FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)
HOSTILE = (
    "\x1b[2J", "\x1b[31mred", "\x1b]0;title\x07", "\x1b]52;c;cHduZWQ=\x07", "\x1b[?1049l",
    "\x9b2J", "\x90q\x9c", "a\x00b", "a\x7fb", "a\x08b", "a\rb", "a\nb", "a\tb", "a\x0bb",
    "\u202eevil", "\u2066x\u2069", "\u200e\u200f", "\u061c", "a\u200bb", "a\u2028b", "\ufeffx",
    "\U000e0041\U000e0042", "[/]", "[/red]", "[red]x", "[@click=app.bell]x[/]", "[link=x]y[/link]",
    "{x}", "%s", "$(id)", "`id`", "<b>", "\\[x", ":smile:", "\U0001f4a9", "\u0301" * 4,
)  # fmt: skip
"""Control sequences, controls, bidirectional and invisible characters, and markup."""

TRUE_MARKED = many.marked
ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"
SHOW = people.show
"""Before any test has it give spoilt records."""


GROUPS = [HOSTILE[n : n + 6] for n in range(0, len(HOSTILE), 6)]


class Spoilt:
    """Services that give a hostile text wherever a text can stand, as if no guard were at work."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Give these texts in turn."""
        self._texts = itertools.cycle(texts)

    def text(self) -> str:
        """Give the next hostile text."""
        return next(self._texts)

    def show(self, desk: Desk, number: str) -> people.PersonRecord:
        """Give a record."""
        record = SHOW(desk, number)
        lines = [
            line._replace(
                note=self.text(), reason=self.text(), officer=self.text(), came_from=self.text(),
                went_to=self.text(),
            )
            for line in record.history
        ]  # fmt: skip
        return record._replace(
            last_name=self.text(), first_name=self.text(), sex=self.text(),
            place=self.text(), bed_cell=self.text(), history=tuple(lines),
        )  # fmt: skip

    def cells(self, desk: Desk, prison: Prison, *, under: str) -> tuple[places.CellLine, ...]:
        """Give cells with their people."""
        found = places.cells(desk, prison, under=under)
        return tuple(cell._replace(people=tuple(map(self._who, cell.people))) for cell in found)

    def _who(self, who: places.Occupant) -> places.Occupant:
        return who._replace(last_name=self.text(), first_name=self.text(), state=self.text())

    def people_behind(
        self, desk: Desk, prison: Prison, figure: str
    ) -> tuple[lists.ListedPerson, ...]:
        """Give the people behind a figure."""
        found = lists.people_behind(desk, prison, figure)
        return tuple(
            p._replace(last_name=self.text(), place=self.text(), note=self.text()) for p in found
        )

    def find(self, desk: Desk, text: str, *, limit: int) -> tuple[find.FoundPerson, ...]:
        """Give the people found."""
        found = find.find(desk, text, limit=limit)
        return tuple(
            p._replace(
                last_name=self.text(), place=self.text(), bed_cell=self.text(), how=self.text()
            )
            for p in found
        )

    def evacuation(self, desk: Desk, prison: Prison) -> evacuation.Evacuation:
        """Give the evacuation list."""
        told = evacuation.evacuation(desk, prison)
        units = [
            unit._replace(
                code=self.text(),
                people=tuple(
                    one._replace(last_name=self.text(), where=self.text()) for one in unit.people
                ),
            )
            for unit in told.units
        ]
        return told._replace(units=tuple(units))

    def marked(self, desk: Desk, numbers: Sequence[str]) -> tuple[many.Marked, ...]:
        """Give people who are marked."""
        found = TRUE_MARKED(desk, numbers)
        return tuple(
            one._replace(last_name=self.text(), first_name=self.text(), state=self.text())
            for one in found
        )

    def particulars(self, desk: Desk, number: str) -> tuple[particulars.ParticularLine, ...]:
        """Give what is on record: one thing of each kind that the person screen says first."""
        line = particulars.ParticularLine(
            "alert", "XA", self.text(), self.text(), "in force", 0, self.text(), 0, self.text(),
            (("comment", self.text()),),
        )  # fmt: skip
        kinds = ("alert", "na", "category", "csra")
        return tuple(line._replace(kind=kind, label=f"A {self.text()}") for kind in kinds)

    def roll(self, desk: Desk, prison: Prison) -> RollSheet:
        """Give the roll."""
        sheet = roll.roll(desk, prison)
        return sheet._replace(
            prison=sheet.prison._replace(name=self.text()),
            rows=tuple(row._replace(name=self.text()) for row in sheet.rows),
        )


@pytest.fixture(params=range(len(GROUPS)))
def hostile(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Spoilt:
    """Let every screen ask spoilt services."""
    spoilt = Spoilt(GROUPS[request.param])
    for module in ("screens.person", "screens.form_fields", "wingterm.services.people"):
        monkeypatch.setattr(f"{module}.show", spoilt.show)
    for module in ("board", "wing", "question"):
        monkeypatch.setattr(f"screens.{module}.roll", spoilt.roll)
    for module in ("screens.many", "wingterm.services.many"):
        monkeypatch.setattr(f"{module}.marked", spoilt.marked)
    monkeypatch.setattr("screens.landing.cells", spoilt.cells)
    monkeypatch.setattr("screens.people.people_behind", spoilt.people_behind)
    monkeypatch.setattr("screens.find.find", spoilt.find)
    monkeypatch.setattr("screens.evacuation.evacuation", spoilt.evacuation)
    for module in ("person", "person_rows", "records"):
        monkeypatch.setattr(f"screens.{module}.particulars", spoilt.particulars)
    return spoilt


def harmless(officer: Officer) -> None:
    """Look that nothing forbidden stands on the screen, and that its lines keep their width."""
    lines = drawn(officer.app)
    assert len(lines) == 24
    for line in lines:
        assert not FORBIDDEN.search(line), f"{line!a}"


async def test_nothing_hostile_reaches_any_screen(
    small_file: SmallRegister, hostile: Spoilt
) -> None:
    receive(small_file, ONE, "A-1-001")
    async with at_terminal(small_file) as officer:
        harmless(officer)
        await officer.keys("enter", "enter")
        await officer.on("landing")
        harmless(officer)
        await officer.keys("enter")
        await officer.on("person")
        harmless(officer)
        for key, back in (("d", "f3"), ("p", "f3"), ("v", "f3"), ("ctrl+e", "f3"), ("f4", "f3")):
            await officer.keys(key)
            await officer.until(lambda: officer.screen.NAME != "person")
            await officer.pilot.pause()
            harmless(officer)
            await officer.keys(back)
            await officer.on("person")
        await officer.keys("l")
        await officer.on("form")
        officer.field("comment").line.value = hostile.text()
        await officer.types("CR")
        await officer.keys("enter")
        await officer.until(lambda: bool(officer.notice))
        harmless(officer)
        if "Nothing was done." in officer.notice:
            # The comment was refused before anything was asked; what was typed stays.
            officer.field("comment").line.value = "plain"
            await officer.keys("enter")
        await officer.sees("any other key: no")
        harmless(officer)
        await officer.keys("n")
        for _ in range(6):
            officer.screen.say(hostile.text())
            officer.form.lines()[0].object_to(hostile.text())
            await officer.pilot.pause()
            harmless(officer)
        await officer.keys("escape", "f2")
        await officer.on("find")
        await officer.types("ex")
        await officer.until(lambda: len(officer.rows) == 1)
        harmless(officer)
        await officer.keys("f3", "f3", "f3", "f3", "1")
        await officer.on("people")
        harmless(officer)


async def test_nothing_hostile_is_drawn_of_people_who_are_marked(
    small_file: SmallRegister, hostile: Spoilt
) -> None:
    for number in (ONE, TWO, THREE):
        receive(small_file, number, last=f"Example{'abc'[int(number[1]) - 1]}")
    async with at_terminal(small_file) as officer:
        await officer.keys("1")
        await officer.on("people")
        await officer.keys("asterisk")
        await officer.sees("3 marked")
        harmless(officer)
        await officer.keys("e")
        await officer.on("many")
        harmless(officer)
        await officer.types("WORKSHOP")
        await officer.keys("enter")
        await officer.sees("How many people?")
        harmless(officer)
        await officer.keys("escape")
        officer.field("to").line.value = "RECP"
        done(small_file, asked.CourtOut(prison="WTI", person=ONE, destination="Leeds"))
        await officer.until(lambda: "Changed meanwhile" in officer.notice)
        harmless(officer)
        await officer.keys("enter")
        await officer.sees("Refused for")
        harmless(officer)


async def test_markup_is_shown_as_it_is_typed(small_file: SmallRegister) -> None:
    async with at_terminal(small_file) as officer:
        officer.screen.say("[/red] [b]x[/b] [@click=app.bell]y[/]")
        await officer.sees("[/red] [b]x[/b] [@click=app.bell]y[/]")
