"""A places file: everything wrong with it at once, and nothing in it taken for more than text."""

from pathlib import Path

import pytest

from wingterm.domain.requests import AddPlace
from wingterm.errors import BadInput
from wingterm.services.places_file import read_places, read_places_file

HEADER = "code,kind,name,cna,working,maximum\n"
GOOD = HEADER + "A,WING,A wing,,,\nA-1,LANDING,,,,\nA-1-001,CELL,,1,1,2\nGYM,AREA,Gym,,,\n"


def faults_of(text: str) -> list[tuple[int, str]]:
    """Give line and field of every fault of a text."""
    read = read_places(text, "WTI", "places.csv")
    return [(fault.line, fault.field) for fault in read.faults]


def test_a_right_file_becomes_requests_in_order() -> None:
    read = read_places(GOOD, "WTI", "places.csv")
    assert read.faults == ()
    assert read.places == (
        AddPlace(prison="WTI", code="A", kind="WING", name="A wing"),
        AddPlace(prison="WTI", code="A-1", kind="LANDING"),
        AddPlace(prison="WTI", code="A-1-001", kind="CELL", name="", cna=1, working=1, maximum=2),
        AddPlace(prison="WTI", code="GYM", kind="AREA", name="Gym"),
    )


@pytest.mark.parametrize(
    "written",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\n\n").encode(),
        GOOD.replace("A,WING,A wing", '"A","WING","A wing"').lower().encode(),
    ],
    ids=["plain", "byte order mark", "CRLF", "empty lines", "quoted and small"],
)
def test_how_a_file_may_be_written(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(written)
    read = read_places_file(path, "WTI")
    assert read.faults == ()
    assert [place.code for place in read.places] == ["A", "A-1", "A-1-001", "GYM"]


def test_columns_may_stand_in_any_order() -> None:
    text = "name,maximum,working,cna,kind,code\nA wing,,,,WING,A\n,2,1,1,CELL,A-001\n"
    read = read_places(text, "WTI", "places.csv")
    assert read.faults == ()
    assert (read.places[1].cna, read.places[1].working, read.places[1].maximum) == (1, 1, 2)


def test_all_faults_at_once_with_line_and_field() -> None:
    text = HEADER + (
        "A,WING,,,,\n"  # 2
        "A,WING,,,,\n"  # 3: twice
        "a b,LANDING,,,,\n"  # 4: no code
        "B-1,LANDING,,,,\n"  # 5: no B above it
        "A-1,ROOM,,,,\n"  # 6: no kind
        "A-2,LANDING,x\u202ey,,,\n"  # 7: a character
        "A-2-001,CELL,,1,2,1\n"  # 8: working over maximum
        "A-2-002,CELL,,one,,0\n"  # 9: three fields
        "A-2-003,CELL,,0,0,0\n"  # 10: no maximum
        "A-3,LANDING,,1,,\n"  # 11: a capacity
        "A-4,LANDING,,,,,more\n"  # 12: too many fields
        "A-2-001-X,CELL,,1,1,1\n"  # 13: in a cell
        "C,CELL,,1,1,1\n"  # 14: nothing above
        "A-2-004,CELL,,0000000001,1,1\n"  # 15: not two digits
        "recp,AREA,Reception,,,\n"  # 16: there already
    )
    assert faults_of(text) == [
        (3, "code"),
        (4, "code"), (4, "code"),
        (5, "code"),
        (6, "kind"),
        (7, "name"),
        (8, "working"),
        (9, "cna"), (9, "working"),
        (10, "maximum"),
        (11, "cna"),
        (12, ""),
        (13, "code"),
        (14, "code"),
        (15, "cna"),
        (16, "code"),
    ]  # fmt: skip


def test_a_fault_of_a_wing_is_not_one_of_its_cells() -> None:
    text = HEADER + "A,WING,x\x1by,,,\nA-1,LANDING,,,,\nA-1-001,CELL,,1,1,1\n"
    assert faults_of(text) == [(2, "name")]


def test_a_quoted_name_of_several_lines_is_named_by_its_first() -> None:
    text = HEADER + 'A,WING,"one\ntwo\nthree",,,\nA-1,ROOM,,,,\n'
    assert faults_of(text) == [(2, "name"), (5, "kind")]


def test_formulas_and_markup_are_kept_as_text() -> None:
    text = HEADER + 'A,WING,"=HYPERLINK(""http://x"")",,,\nB,WING,+1,,,\nC,WING,[red]x[/],,,\n'
    read = read_places(text, "WTI", "places.csv")
    assert read.faults == ()
    assert [place.name for place in read.places] == ['=HYPERLINK("http://x")', "+1", "[red]x[/]"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (b"", "must begin with the header"),
        (b"code,kind,name\nA,WING,\n", "must begin with the header"),
        (HEADER.encode() * 1 + b"A,WING,\x00,,,\n", "NUL"),
        (HEADER.encode() + b"A,WING,caf\xe9,,,\n", "is not UTF-8 text \\(byte 45\\)"),
        (HEADER.encode("utf-16"), "is not UTF-8"),
        (HEADER.encode() + b"A,WING," + b"x" * 200_000 + b",,,\n", "field larger"),
        (HEADER.encode() + b'A,WING,"x,,,\n', "line 2"),
        (HEADER.encode() + b'A,WING,"x"y,,,\n', "line 2"),
        (b"code,kind,name,cna,working,working\n", "must begin with the header"),
    ],
    ids=["empty", "short", "NUL", "latin 1", "UTF-16", "huge", "open", "after quote", "twice"],
)
def test_what_is_no_places_file(tmp_path: Path, written: bytes, words: str) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(written)
    with pytest.raises(BadInput, match=words) as refused:
        read_places_file(path, "WTI")
    assert refused.value.file == str(path)


def test_a_missing_and_a_huge_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_places_file(tmp_path / "none.csv", "WTI")
    with pytest.raises(BadInput, match="cannot be read"):
        read_places_file(tmp_path, "WTI")
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(10_000_001)
    with pytest.raises(BadInput, match="larger than"):
        read_places_file(path, "WTI")


@pytest.mark.parametrize("digits", ["9" * 5000, "0" * 5000, "\u0663", "-1", "1.0", "1e1", "+1"])
def test_what_is_no_capacity(digits: str) -> None:
    text = HEADER + f"A,WING,,,,\nA-001,CELL,,{digits},1,1\n"
    assert faults_of(text) == [(3, "cna")]


def test_many_lines_take_little_time() -> None:
    lines = "".join(f"A-{n},LANDING,,,,\n" for n in range(20_000))
    assert len(read_places(f"{HEADER}A,WING,,,,\n{lines}", "WTI", "places.csv").places) == 20_001


MARKED = (
    "code,kind,name,cna,working,maximum,accommodation,specialist,used_for,attributes,sex,"
    "categories,cell_mark,status\n"
)


def test_marks_and_drafts_in_a_file() -> None:
    read = read_places(
        MARKED + "A,WING,,,,,care_and_separation,,,,m,B;C,,\n"
        "A-1,LANDING,,,,,,,,,,,,\n"
        "A-1-001,CELL,,0,0,1,,dry ; CSU,,SO,,,A1/1,draft\n",
        "WTI",
        "places.csv",
    )
    assert read.faults == ()
    wing, landing, cell = read.places
    assert wing.marks == (
        ("accommodation", "care_and_separation"), ("sex", "m"), ("categories", "B;C"),
    )  # fmt: skip
    assert (landing.marks, landing.draft) == ((), False)
    assert (cell.marks, cell.draft) == (
        (("specialist", "dry ; CSU"), ("attributes", "SO"), ("cell_mark", "A1/1")), True,
    )  # fmt: skip


def test_faults_of_marks_at_once() -> None:
    text = MARKED + (
        "A,WING,Reception,,,,,,,,,,,\n"  # 2: called as a place that every prison has
        "B,WING,,,,,,,NOTHING,,X,9,,\n"  # 3: three marks
        "B-1,LANDING,One,,,,,DRY,,,,,1,\n"  # 4: marks of cells
        "B-2,LANDING,one,,,,,,,,,,,\n"  # 5: called as the other landing
        "B-1-001,CELL,,0,1,1,,,,,,,1,\n"  # 6: a normal cell that holds nobody
        "B-1-002,CELL,,1,0,1,,DRY;CAT_A,,,,,2,closed\n"  # 7: status
        "B-1-003,CELL,,1,0,1,,DRY;CAT_A,,,,,3,\n"  # 8: one type does not allow it
        "B-1-004,CELL,,1,1,1,,,,,,,1,\n"  # 9: cell mark
        "B-1-005,CELL,,1,1,1,,,,,,,aaaaaaaaaaaaa,\n"  # 10: cell mark too long
        "B-1-006,CELL,,1,1,1,HEALTHCARE_INPATIENTS,,REMAND,,,,,\n"  # 11: used for
        "GYM,AREA,,,,,,,,,M,,,\n"  # 12: marks of an area
        "cswap,AREA,,,,,,,,,,,,\n"  # 13: there already
    )
    assert faults_of(text) == [
        (2, "name"),
        (3, "used_for"), (3, "sex"), (3, "categories"),
        (4, "specialist"), (4, "cell_mark"),
        (5, "name"),
        (6, "cna"),
        (7, "status"),
        (8, "working"),
        (9, "cell_mark"),
        (10, "cell_mark"),
        (11, "used_for"),
        (12, "sex"),
        (13, "code"),
    ]  # fmt: skip


def test_a_cell_takes_its_accommodation_from_what_it_lies_in() -> None:
    text = MARKED + (
        "A,WING,,,,,CARE_AND_SEPARATION,,,,,,,\n"
        "A-1,LANDING,,,,,,,,,,,,\n"
        "A-1-001,CELL,,0,0,1,,,,,,,,\n"
        "A-1-002,CELL,,1,0,1,NORMAL_ACCOMMODATION,,,,,,,\n"
    )
    assert faults_of(text) == [(5, "working")]
