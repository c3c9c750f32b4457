"""The demo's roll worked out anew from table `entry` alone, for both prisons and many instants.

It shares no rule with the program: no stays, no whereabouts, no spans. What is compared: the
headline, the people behind its figures, and each top row of the roll with the totals.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.demos import copy_to, kept_demo, opened_at
from wingterm.clock import FixedClock
from wingterm.domain.times import to_instant
from wingterm.services.demo import MAIN, OTHER
from wingterm.services.desk import Desk
from wingterm.services.lists import people_behind
from wingterm.services.opening import default_prison
from wingterm.services.roll import roll
from wingterm.settings import Settings

NOW = to_instant(datetime(2026, 3, 31, 10, 30, tzinfo=UTC))
LONDON = ZoneInfo("Europe/London")
EVER = 10**18
IN = {"RECEPTION", "NO_CELL", "CELL", "AREA"}
OUT = {"COURT", "ABSENCE", "HOSPITAL"}
KINDS = {
    "in-cell": {"CELL"}, "elsewhere": {"AREA"}, "in-reception": {"RECEPTION"},
    "no-cell": {"NO_CELL"}, "incoming": {"EN_ROUTE"}, "at-large": {"AT_LARGE"},
    "population": IN, "out": OUT, "court": {"COURT"}, "absence": {"ABSENCE"},
    "hospital": {"HOSPITAL"},
}  # fmt: skip
FIGURES = (*KINDS, "unlock-roll", "in-today", "out-today", "overnights", "beds-in-use")
ROW = ("beds_in_use", "in_cell", "elsewhere", "out", "working", "cna", "maximum", "over_people")


def local(text: str) -> int:
    """Give the instant of a London time."""
    return to_instant(datetime.fromisoformat(text).replace(tzinfo=LONDON))


class Books:
    """All entries of a register, read as they stand."""

    def __init__(self, desk: Desk) -> None:
        """Read them."""
        columns = (
            "establishment_id, seq, kind, verb, occurred_at, recorded_at, person_id, pseq,"
            " from_place, to_place, to_bed, subject_kind, subject_id, fact_kind, annuls_seq, detail"
        )
        self.lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
        self.facts: dict[tuple[str, int, str], list[dict[str, Any]]] = defaultdict(list)
        self.never: dict[tuple[int, int], int] = {}
        with desk.store.read() as reader:
            rows = reader.rows(
                f"SELECT {columns} FROM entry ORDER BY recorded_at, establishment_id, seq", ()
            )
            self.cell_of = dict(reader.rows("SELECT id, place_id FROM bed", ()))
        for row in rows:
            entry = dict(zip(columns.replace(" ", "").split(","), row, strict=True))
            if entry["kind"] in ("move", "annul"):
                self.lines[entry["person_id"]].append(entry)
            elif entry["kind"] == "fact":
                about = entry["subject_kind"], entry["subject_id"], entry["fact_kind"]
                self.facts[about].append(entry)
            else:
                self.never[entry["establishment_id"], entry["annuls_seq"]] = entry["recorded_at"]
        for line in self.lines.values():
            line.sort(key=lambda entry: entry["pseq"])
        self.places = {
            subject: json.loads(said[-1]["detail"])
            for (kind, subject, fact), said in self.facts.items()
            if (kind, fact) == ("place", "place")
        }
        self.prisons = {
            json.loads(said[-1]["detail"])["code"]: subject
            for (kind, subject, fact), said in self.facts.items()
            if (kind, fact) == ("establishment", "establishment")
        }

    def said(self, kind: str, subject: int, fact: str, at: int, known: int) -> dict[str, Any]:
        """Give what a fact said at an instant, as known at another; empty before it said any."""
        held = [
            entry
            for entry in self.facts.get((kind, subject, fact), ())
            if entry["occurred_at"] <= at and entry["recorded_at"] <= known
            if self.never.get((entry["establishment_id"], entry["seq"]), EVER + 1) > known
        ]
        latest = max(held, key=lambda e: (e["occurred_at"], e["recorded_at"]), default=None)
        return dict(json.loads(latest["detail"])) if latest else {}

    def line(self, person: int, at: int, known: int) -> list[dict[str, Any]]:
        """Give somebody's movements up to an instant that were not unsaid by another."""
        moves: list[dict[str, Any]] = []
        for entry in self.lines[person]:
            if entry["recorded_at"] > known:
                break
            if entry["kind"] == "move":
                moves.append(entry)
            else:
                moves.pop()
        return [entry for entry in moves if entry["occurred_at"] <= at]

    def inside(self, place: int, prison: int) -> bool:
        """Whether a place is inside a prison."""
        held = self.places.get(place)
        return held is not None and held["establishment"] == prison and held["kind"] in IN

    def number(self, person: int) -> str:
        """Give the prison number that somebody has now."""
        return str(self.said("person", person, "identity", EVER, EVER)["number"])

    def lists(self, code: str, at: int, known: int) -> dict[str, list[str]]:
        """Give the numbers behind each figure."""
        prison, found = self.prisons[code], defaultdict(list)
        day = datetime.fromtimestamp(at // 1_000_000, LONDON)
        midnight = to_instant(day.replace(hour=0, minute=0, second=0, fold=0))
        for person in self.lines:
            line = self.line(person, at, known)
            if not line:
                continue
            number = self.number(person)
            before = [entry for entry in line if entry["occurred_at"] < midnight]
            if before and self.inside(before[-1]["to_place"], prison):
                found["unlock-roll"].append(number)
            crossed = False
            for entry in line[len(before) :]:
                left, came = (self.inside(entry[end], prison) for end in ("from_place", "to_place"))
                if left != came:
                    crossed = True
                    found["in-today" if came else "out-today"].append(number)
            here = self.places.get(line[-1]["to_place"])
            if here is None or here["establishment"] != prison:
                continue
            for figure, kinds in KINDS.items():
                if here["kind"] in kinds:
                    found[figure].append(number)
            if here["kind"] in OUT and not crossed and line[-1]["verb"] != "death":
                found["overnights"].append(number)
            if line[-1]["to_bed"]:
                found["beds-in-use"].append(number)
        return found

    def above(self, place: int | None) -> Iterator[int]:
        """Give a place and those that it lies in."""
        while place is not None:
            yield place
            place = self.places[place]["parent"]

    def rows(self, code: str, at: int, known: int) -> dict[str, Counter[str]]:
        """Give the figures of the top level, by code."""
        prison = self.prisons[code]
        held: dict[int, Counter[str]] = defaultdict(Counter)
        for person in self.lines:
            line = self.line(person, at, known)
            last = line[-1] if line else None
            if last and last["to_bed"] and self.places[last["to_place"]]["establishment"] == prison:
                kind = self.places[last["to_place"]]["kind"]
                column = "in_cell" if kind == "CELL" else "out" if kind in OUT else "elsewhere"
                held[self.cell_of[last["to_bed"]]][column] += 1
        rows: dict[str, Counter[str]] = defaultdict(Counter)
        for cell, place in self.places.items():
            there = place["kind"] == "CELL" and place["establishment"] == prison
            if not there or not self.said("place", cell, "place", at, known):
                continue
            states = [
                self.said("place", above, "status", at, known).get("status", "ACTIVE")
                for above in self.above(cell)
            ]
            holds = self.said("place", cell, "capacity", at, known)
            figures = Counter(held[cell])
            figures["beds_in_use"] = held[cell].total()
            if not {"ARCHIVED", "DRAFT", "CONVERTED"} & set(states):
                figures["cna"], figures["maximum"] = holds["cna"], holds["maximum"]
            if set(states) == {"ACTIVE"}:
                figures["working"] = holds["working"]
            figures["over_people"] = max(0, figures["beds_in_use"] - figures["cna"])
            rows[place["code"].split("-")[0]] += figures
        return rows


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give the whole demo as of `NOW`; nothing here writes to it."""
    kept = kept_demo(tmp_path_factory, "whole", FixedClock(NOW))
    settings = Settings(store=str(tmp_path_factory.mktemp("demo") / "d" / "register.db"))
    copy_to(settings, kept)
    desk = opened_at(settings, NOW)
    yield desk
    desk.store.close()


@pytest.fixture(scope="module")
def books(demo: Desk) -> Books:
    """Give all its entries."""
    return Books(demo)


MOMENTS = [
    (None, None),
    ("2026-03-30T00:00", None),
    ("2026-03-30T00:01", None),
    ("2026-03-29T12:00", "2026-03-29T12:00"),
    ("2025-11-12T03:00", "2025-11-12T09:00"),
    ("2025-03-14T15:30", None),
    ("2024-10-27T12:00", "2024-10-28T06:00"),
]
"""Now, at and after midnight, the day the clocks go forward, a night, the March before, the day
the clocks go back; some as then believed."""


@pytest.mark.parametrize("code", [MAIN, OTHER])
@pytest.mark.parametrize(("as_of", "known_at"), MOMENTS)
def test_every_figure_is_what_the_ledger_says(
    demo: Desk, books: Books, code: str, as_of: str | None, known_at: str | None
) -> None:
    prison = default_prison(demo, code)
    asked = {"as_of": local(as_of) if as_of else None, "known_at": None}
    asked["known_at"] = local(known_at) if known_at else None
    at, known = asked["as_of"] or NOW, asked["known_at"] or EVER
    sheet = roll(demo, prison, **asked)
    listed = books.lists(code, at, known)
    for figure in FIGURES:
        numbers = listed[figure]
        people = people_behind(demo, prison, figure, **asked)
        assert sorted(person.number for person in people) == sorted(numbers), figure
        name = figure.replace("-", "_")
        if hasattr(sheet.headline, name):
            assert getattr(sheet.headline, name) == len(numbers), figure
    expected = books.rows(code, at, known)
    for row in sheet.rows:
        if row.level == 0:
            figures = {name: getattr(row, name) for name in ROW}
            assert figures == {name: expected[row.code][name] for name in ROW}, row.code
    for name in ROW:
        assert getattr(sheet.totals, name) == sum(row[name] for row in expected.values()), name
