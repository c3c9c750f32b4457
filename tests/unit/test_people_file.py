"""A file of people: everything wrong with it at once, and nobody taken twice."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.outcomes import Objection
from wingterm.domain.requests import AddPlace, Receive, RecordParticular, Register
from wingterm.domain.times import to_instant
from wingterm.errors import BadInput
from wingterm.services.people_file import (
    COLUMNS,
    OPTIONAL,
    PeopleFile,
    read_people,
    read_people_file,
)
from wingterm.services.places_file import read_places

NOW = to_instant(datetime(2026, 11, 23, 15, tzinfo=UTC))
NOON = to_instant(datetime(2025, 3, 1, 12, tzinfo=UTC))
HEADER = "last_name,first_name,date_of_birth,sex,number\n"
ALL = ",".join((*COLUMNS, *OPTIONAL)) + "\n"
PLACES = (
    AddPlace(prison="WTI", code="A", kind="WING"),
    AddPlace(prison="WTI", code="A-1", kind="LANDING"),
    AddPlace(prison="WTI", code="A-1-001", kind="CELL", cna=1, working=2, maximum=2),
)


def read(text: str) -> PeopleFile:
    """Read a text as a file of people."""
    return read_people(text, "WTI", "Europe/London", PLACES, NOW, "people.csv")


def rows(*typed: str) -> PeopleFile:
    """Read rows of `Sample,Kim,1990-04-02,M` and what else is typed, under all columns."""
    return read(ALL + "".join(f"Sample,Kim {n},1990-04-02,M,{more}\n" for n, more in
                              zip("abcdefgh", typed, strict=False)))  # fmt: skip


def test_a_row_becomes_a_record_a_reception_and_what_is_said() -> None:
    held = read(
        ALL + "O\u2019Example , Zoe\u0308,02/04/1990,f,a4242qz,a-1-001,2025-03-01,l,Leeds CC,W1,"
        'Unknown,HLI,trl,b,standard,"Smith, Jo"\n'
    )
    assert held.faults == ()
    made, came, *said = held.requests
    assert isinstance(made, Register)
    assert isinstance(came, Receive)
    assert (made.last_name, made.first_name, made.date_of_birth, made.sex, made.number) == (
        "O'Example", "Zo\u00eb", "1990-04-02", "F", "A4242QZ",
    )  # fmt: skip
    assert (came.person, came.cell, came.reason) == ("+4", "A-1-001", "L")
    assert (came.authority, came.reference, came.dated) == ("Leeds CC", "W1", "unknown")
    assert came.came_from == "HLI"
    assert made.at == came.at == held.earliest == NOON
    assert [(r.fact, r.values) for r in said if isinstance(r, RecordParticular)] == [
        ("legal-status", (("status", "TRL"),)),
        ("category", (("category", "B"),)),
        ("csra", (("level", "STANDARD"),)),
        ("alias", (("last_name", "Smith"), ("first_name", "Jo"))),
    ]


def test_what_is_left_out_is_not_said() -> None:
    held = read("sex,last_name,date_of_birth,first_name\nM,Sample,1990-04-02,Kim\n")
    made, came = held.requests
    assert (held.faults, held.people, held.earliest) == ((), 1, None)
    assert isinstance(made, Register)
    assert isinstance(came, Receive)
    assert (made.number, made.at) == ("", None)
    assert (came.authority, came.cell, came.dated, came.reason) == ("unknown", "", "", "N")


def test_each_reception_names_the_record_of_its_own_row() -> None:
    held = rows("", ",,,,,,,,TRL", "")
    named = [request.person for request in held.requests if isinstance(request, Receive)]
    assert named == ["+4", "+6", "+9"]
    assert [line for line, _ in held.origins] == [2, 2, 3, 3, 3, 4, 4]


def test_all_faults_at_once_with_line_and_field() -> None:
    held = read(
        HEADER
        + "Sample,Kim,1990-04-02,M,A4242QZ\n"  # 2
        + "Sample1,,31/02/1990,X,A424QZ\n"  # 3: all five
        + "Sample,Robin,1990-04-02,M,a4242qz\n"  # 4: the number of line 2
        + "Sample,Lee,1990-04-02,M,,more\n"  # 5: too many fields
        + "Sample\n"  # 6: nothing else
        + "Sample,\x1b[2J,1990-04-02,M,\n"  # 7: a character
        + "Sample,Max,2012-01-01,M,\n"  # 8: too young
    )
    assert [(fault.line, fault.field) for fault in held.faults] == [
        (3, "last_name"), (3, "first_name"), (3, "date_of_birth"), (3, "sex"), (3, "number"),
        (4, "number"),
        (5, ""),
        (6, "first_name"), (6, "date_of_birth"), (6, "sex"),
        (7, "first_name"),
        (8, "date_of_birth"),
    ]  # fmt: skip
    assert held.people == 1
    assert "line 2" in held.faults[5].sentence
    assert all(fault.sentence.endswith(".") for fault in held.faults)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        (",A-1", "cell"), (",A-9", "cell"), (",,2026-11-24", "received"), (",,soon", "received"),
        (",,2025-03-30 01:30", "received"), (",,2026-11-23 15:01", "received"),
        (",,,XX", "reason"), (",,,M", "reason"), (",,,,,,yesterday", "dated"),
        (",,,,,,2026-11-24", "dated"), (",,,,,,,,NONE", "legal_status"),
        (",,,,,,,,SEC90", "legal_status"), (",,,,,,,,,K", "category"), (",,,,,,,,,,LOW", "csra"),
        (',,,,,,,,,,,"Smith, 7"', "alias"), (',,,,,,,,,,,", Jo"', "alias"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_taken(more: str, field: str) -> None:
    assert [(fault.line, fault.field) for fault in rows(more).faults] == [(2, field)]


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2025-03-01", NOON), ("01/03/2025", NOON), ("2025-03-01 12:00", NOON),
        ("2026-11-23 15:00", NOW), ("2026-11-23", NOW - 12 * 3_600_000_000),
    ],
)  # fmt: skip
def test_when_somebody_came(typed: str, instant: int) -> None:
    held = rows(f",,{typed}")
    assert held.faults == ()
    assert held.requests[1].at == instant


def test_two_of_one_name_and_date_of_birth_need_a_number_each() -> None:
    twice = "Sample,Kim,1990-04-02,M"
    assert [f.field for f in read(f"{HEADER}{twice},\n{twice},A4242QZ\n").faults] == ["last_name"]
    assert read(f"{HEADER}{twice},A4243QZ\n{twice},A4242QZ\n").faults == ()


def test_what_stands_against_a_line_of_the_act_is_told_with_the_line_of_the_file() -> None:
    held = rows("", ",,,,,,,,TRL")
    against = Objection("cell-full", "No bed is free.", "Choose another.", "cell", line=7)
    assert held.fault_of(against, 3) == (3, "cell", "No bed is free. Choose another.")
    against = Objection("no-stay", "Never received.", line=8, field="fact")
    assert held.fault_of(against, 3)[:2] == (3, "legal_status")


@pytest.mark.parametrize(
    "text",
    ["", "last_name\n", f"{HEADER.strip()},number\n", f"{HEADER.strip()},x\n", f"{HEADER}a\x00,b\n",
     f'{HEADER}"open,', "\ufeff" + HEADER],
    ids=["empty", "short", "twice", "unknown", "NUL", "open", "second mark"],
)  # fmt: skip
def test_what_is_no_file_of_people(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text)
    assert refused.value.file == "people.csv"


def test_a_device_without_an_end_is_refused() -> None:
    with pytest.raises(BadInput, match="larger than"):
        read_people_file(Path("/dev/zero"), "WTI", "Europe/London", PLACES, NOW)


CELLS = st.text(st.characters(codec=None, exclude_categories=[]), max_size=12) | st.sampled_from(
    [
        "Smith",
        "1990-04-02",
        "M",
        "A",
        "WING",
        "A-1",
        "LANDING",
        "A-1-001",
        "CELL",
        "1",
        '"',
        ",",
        "\n",
    ]
)


@given(st.lists(st.lists(CELLS, max_size=16), max_size=6))
def test_no_text_under_a_header_does_anything_but_parse_or_be_refused(
    rows: list[list[str]],
) -> None:
    body = "\n".join(",".join(row) for row in rows)
    for header, reader in (
        (ALL, read),
        (
            "code,kind,name,cna,working,maximum\n",
            lambda text: read_places(text, "WTI", "places.csv"),
        ),
    ):
        try:
            held = reader(header + body)
        except BadInput:
            continue
        lines = [fault.line for fault in held.faults]
        assert lines == sorted(lines)
        assert all(line > 1 for line in lines)
