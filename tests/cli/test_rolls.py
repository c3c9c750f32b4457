"""The roll, its lists, the daily state, the evacuation list and histories at the command line."""

import csv
import io

import pytest

from tests.cli.conftest import Line
from tests.cli.test_shapes import SHAPES, shape
from tests.registers import COURT
from tests.services.days import at
from wingterm.cli.exits import Exit
from wingterm.cli.rolls_lists import listing
from wingterm.services.lists import FIGURES, ListedPerson
from wingterm.services.people import show

ADA, BEN, CAL = "A1001AA", "A1002AA", "A1003AA"
WIDTH = 80


@pytest.fixture
def told(held: Line) -> Line:
    """Give a prison with somebody at court, back from hospital, at work, transferred, let out late.

    It is the 3rd, noon.
    """
    held.small.fill(tell, held)
    return held


def tell(held: Line) -> None:
    """Do what `told` says."""
    held.do("court", ADA, "--to", "Leeds Crown Court", "--due", "17:30")
    held.do("hospital", BEN, "--to", "St James's", "--officers", "Two")
    held.do("back", BEN)
    held.do("elsewhere", BEN, "WORKSHOP")
    held.do("transfer", "out", CAL, "--to", "EXI", "--coach", "Van 7", "--yes")
    held.do("transfer", "arrive", CAL, prison="EXI")
    held.do("release", CAL, "--reason", "CR", "--yes", prison="EXI")
    held.do("recall", CAL, "--authority", COURT)
    held.small.clock.instant = at("03 12:00")
    held.do("hospital", CAL, "--to", "St James's", "--officers", "Two", "--at", "2026-03-02 20:00")
    held.do("back", CAL)


def test_the_roll_fits_eighty_columns_and_says_what_is_in_force(told: Line) -> None:
    lines = told.do("roll", "--level", "cell").splitlines()
    assert max(map(len, lines)) <= WIDTH
    heads = ["place", "beds", "in", "else", "out", "work", "avail", "inact", "CNA", "max", "over"]
    assert [*heads, "by"] in [line.split() for line in lines]
    text = "\n".join(lines)
    assert "Out 1 (court 1, absence 0, hospital 0)" in text
    assert "Overnights 1" in text
    assert "Signed operational capacity not signed" in text
    assert lines[-2:] == [
        "Beds available: people in care and separation cells are left out.",
        "Inactive cells: every cell out of use for a time.",
    ]


def test_the_heads_of_the_roll_are_explained_with_their_older_names(line: Line) -> None:
    # Domain note 2.1.
    text = line("roll", "--help").out
    for older in ("operational capacity", "net vacancies", "out of order", "in cell"):
        assert older in text


def test_every_list_is_named_in_the_help(line: Line) -> None:
    assert listing.__doc__ is not None
    named = listing.__doc__.partition("Figures:")[2].partition("\n\n")[0]
    assert set(named.replace(".", "").replace("\n", " ").replace(",", " ").split()) == set(FIGURES)


@pytest.mark.parametrize("figure", FIGURES)
def test_every_list_in_every_form(told: Line, figure: str) -> None:
    plain, json = told("list", figure), told("list", figure, "--json").json
    rows = list(csv.reader(io.StringIO(told("list", figure, "--csv").out)))
    assert plain.code == Exit.DONE
    assert rows[0] == list(ListedPerson._fields)
    assert len(rows) - 1 == len(json["people"])
    assert plain.out.count("\n") == (len(json["people"]) + 1 if json["people"] else 1)


def test_those_out_are_listed_with_whom_and_till_when(told: Line) -> None:
    text = told.do("list", "overdue")
    assert "due back" in text.splitlines()[0]
    assert "2026-03-02 17:30" in text
    assert "Leeds Crown Court" in text
    assert "18 h 33 min overdue" in text


def test_csra_and_flags_stand_at_the_end(told: Line) -> None:
    # Domain note 2.1: In today, Incoming, In reception.
    told.do("record", CAL, "csra", "level=STANDARD")
    told.do("record", CAL, "alert", "--key", "XA")
    told.do("record", CAL, "alert", "--key", "PEEP")
    head, *lines = told.do("list", "population").splitlines()
    assert head.split()[-2:] == ["CSRA", "flags"]
    assert [line.split()[0] for line in lines if line.endswith("Not entered")] == [BEN]
    assert next(line for line in lines if CAL in line).endswith("Standard     Arsonist, PEEP")
    shown = told("list", "in-cell", "--json").json["people"]
    assert [(one["csra"], one["flags"]) for one in shown] == []
    shown = told("list", "in-reception", "--json").json["people"]
    assert [(one["csra"], one["flags"]) for one in shown] == [("Standard", "Arsonist, PEEP")]
    assert "CSRA" not in told.do("list", "out")
    (row,) = csv.DictReader(io.StringIO(told.do("list", "in-reception", "--csv")))
    assert (row["csra"], row["flags"]) == ("Standard", "Arsonist, PEEP")


def test_who_is_held_without_an_order_is_listed_and_shown(told: Line) -> None:
    # Practice note 1.4, B3: distinct, time-limited, flagged.
    dee = "A1004AA"
    assert told.do("list", "without-order") == "Nobody.\n"
    told.do("receive", dee, "--hold-until", "2026-03-03 18:00")
    assert "until 2026-03-03 18:00" in told.do("list", "without-order")
    shown = told.do("show", dee).splitlines()
    assert shown[2] == "Held without an order until 2026-03-03 18:00"
    record = told("show", dee, "--json").json["person"]
    assert record["state"] == "In reception; held without an order until 2026-03-03 18:00"
    assert record["hold_until"] == "2026-03-03T18:00:00.000000Z"
    told.small.clock.instant = at("03 18:00")
    assert "OVERDUE since 2026-03-03 18:00" in told.do("list", "without-order")
    assert "Held without an order, OVERDUE since 2026-03-03 18:00" in told.do("show", dee)
    told.do("record", dee, "authority", "issued_by=Leeds", "reference=T1", "dated=2026-03-03")
    assert told.do("list", "without-order") == "Nobody.\n"
    assert "without an order" not in told.do("show", dee)
    assert told("show", dee, "--json").json["person"]["hold_until"] is None


def test_the_daily_state_names_everybody_and_proves_itself(told: Line) -> None:
    text = told.do("daily-state", "--date", "02/03/2026")
    assert "Opening roll, 2026-03-02 00:00: 0" in text
    # Three received, Ben back, Cal recalled; Ada, Ben, Cal and Cal again out.
    assert "Proved: 0 + 5 - 4 = 1, and 1 were counted, each by name." in text
    assert "was at hospital" in text
    assert "to EXI" in text
    entry = show(told.small.desk, CAL).history[1].entry
    assert (
        "2026-03-03 00:00: A1003AA Cedar, Robin no longer counted: hospital out, "
        f"{entry}, recorded 2026-03-03 12:01 by Test Officer"
    ) in text
    assert told.do("daily-state", "--date", "yesterday") == text
    shown = told("daily-state", "--date", "2026-03-02", "--json").json
    page = SHAPES["wingterm daily-state --json"]
    assert isinstance(page, dict)
    # Nothing is there to show what these hold.
    assert shown.pop("differs") == page["differs"] == []
    assert shape(shown) == shape({k: v for k, v in page.items() if k != "differs"})
    rows = list(csv.DictReader(io.StringIO(told.do("daily-state", "--csv"))))
    assert [(row["way"], row["number"]) for row in rows] == [("in", CAL)]


@pytest.mark.parametrize("typed", ["tomorrow", "2026-13-01", "2026-03-09"])
def test_a_day_that_is_none_or_has_not_come(held: Line, typed: str) -> None:
    answer = held("daily-state", "--date", typed)
    assert answer.code == Exit.USAGE
    assert answer.out == ""


def test_the_evacuation_list_can_be_printed_at_once(told: Line) -> None:
    told.do("person", "amend", BEN, "--last", "W" * 35)
    text = told.do("evacuation")
    assert max(map(len, text.splitlines())) <= WIDTH
    lines = text.splitlines()
    assert lines[1] == "On site: 2. Not on site: 1."
    assert lines[2].startswith(f"Oldest information: {BEN}, 2026-03-02 ")
    (ben, again) = [line for line in lines if line.startswith(f"[ ] {BEN}")]
    assert "ELSEWHERE: WORKSHOP" in ben
    assert ben == again
    assert "ELSEWHERE, AT WORKSHOP: 1 (listed above)" in lines
    away = lines.index("NOT ON SITE: 1")
    assert ADA in lines[away + 1]
    assert "At court" in lines[away + 1]
    assert shape(told("evacuation", "--json").json) == shape(SHAPES["wingterm evacuation --json"])
    rows = list(csv.DictReader(io.StringIO(told.do("evacuation", "--csv"))))
    assert [(row["site"], row["number"]) for row in rows] == [
        ("on", BEN), ("on", CAL), ("off", ADA),
    ]  # fmt: skip


def test_a_plan_of_their_own_stands_below_its_person(told: Line) -> None:
    told.do("record", BEN, "alert", "--key", "PEEP")
    lines = told.do("evacuation").splitlines()
    assert "With a personal emergency evacuation plan (PEEP): 1." in lines
    said = [n for n, line in enumerate(lines) if "PEEP: has a personal emergency" in line]
    assert [lines[n - 1][4:11] for n in said] == [BEN, BEN], "by unit and by place"
    rows = csv.DictReader(io.StringIO(told.do("evacuation", "--csv")))
    assert [row["number"] for row in rows if row["peep"] == "PEEP"] == [BEN]


def test_a_long_place_stands_whole_below_its_person(told: Line) -> None:
    code = "EDUCATION-LIBRARYROOM-TWELVE"
    for part in ("EDUCATION", "EDUCATION-LIBRARYROOM", code):
        told.do("places", "add", part, "--kind", "AREA")
    told.do("elsewhere", BEN, code)
    lines = told.do("evacuation").splitlines()
    assert max(map(len, lines)) <= WIDTH
    place = next(i for i, line in enumerate(lines) if line.startswith(f"[ ] {BEN}")) + 1
    assert lines[place].split() == ["A-1-002", "ELSEWHERE:", code]


def test_the_history_of_a_person(told: Line) -> None:
    text = told.do("history", CAL)
    assert f"{CAL} Cedar, Robin" in text
    for words in (
        "in custody",
        "recall after",
        "WTI to EXI: arrived",
        "coach Van 7",
        "at hospital",
    ):
        assert words in text
    assert "Never in custody." in told.do("history", "A1004AA")
    told.do("person", "merge", "A1004AA", "--into", CAL, "--why", "the same prints")
    shown = told("history", "A1004AA", "--json").json
    assert shape(shown) == shape(SHAPES["wingterm history --json"])
    assert "Also on record as A1004AA" in told.do("history", CAL)


def test_the_history_of_a_cell(told: Line) -> None:
    text = told.do("cell-history", "a-1-001")
    assert text.splitlines()[1].startswith(ADA)
    assert text.splitlines()[1].endswith("now")
    assert told.do("cell-history", "A-1-003") == "Nobody.\n"
    assert told.do("cell-history", "A-1-001", "--to", "2026-03-02 09:00") == "Nobody.\n"
    rows = list(csv.DictReader(io.StringIO(told.do("cell-history", "A-1-001", "--csv"))))
    assert [(row["number"], row["to_at"]) for row in rows] == [(ADA, "")]
    assert told("cell-history", "RECP").code == Exit.USAGE
    assert told("cell-history", "Z-1").code == Exit.NOT_FOUND


@pytest.mark.parametrize("minutes", [13 * 60 + 5, 9 * 1440 + 14 * 60, 3309 * 1440 + 14 * 60])
def test_the_evacuation_list_fits_eighty_columns_however_old_it_is(
    told: Line, minutes: int
) -> None:
    told.small.clock.advance(minutes * 60_000_000)
    lines = told.do("evacuation").splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []
    assert sum(line.rstrip().endswith((" min", " h", " d")) for line in lines) == 4
