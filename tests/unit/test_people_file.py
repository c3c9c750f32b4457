"""A file of people: everything wrong with it at once, and nobody taken twice."""

from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.requests import Register
from wingterm.errors import BadInput
from wingterm.services.people_file import PeopleFile, read_people, read_people_file
from wingterm.services.places_file import read_places

TODAY = date(2026, 11, 23)
HEADER = "last_name,first_name,date_of_birth,sex,number\n"


def read(text: str) -> PeopleFile:
    """Read a text as a file of people."""
    return read_people(text, "WTI", "people.csv", TODAY)


def test_people_become_requests_as_they_are_kept() -> None:
    text = f"{HEADER}O\u2019Example , Zoe\u0308,02/04/1990,f,a4242qz\nSample,Kim,2 Apr 1990,NK,\n"
    assert read(text) == PeopleFile(
        (
            Register(
                prison="WTI", last_name="O'Example", first_name="Zo\u00eb",
                date_of_birth="1990-04-02", sex="F", number="A4242QZ",
            ),
            Register(
                prison="WTI", last_name="Sample", first_name="Kim",
                date_of_birth="1990-04-02", sex="NK",
            ),
        ),
        (),
    )  # fmt: skip


def test_the_number_may_be_left_out_and_columns_stand_in_any_order() -> None:
    held = read("sex,last_name,date_of_birth,first_name\nM,Sample,1990-04-02,Kim\n")
    assert held.faults == ()
    assert [person.number for person in held.people] == [""]


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
    assert [person.first_name for person in held.people] == ["Kim"]
    assert "line 2" in held.faults[5].sentence
    assert all(fault.sentence.endswith(".") for fault in held.faults)


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
        read_people_file(Path("/dev/zero"), "WTI", TODAY)


def test_the_people_of_the_demo_have_no_faults(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes((resources.files("fixtures") / "demo" / "people.csv").read_bytes())
    held = read_people_file(path, "DMO", TODAY)
    assert held.faults == ()
    assert len(held.people) > 70


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


@given(st.lists(st.lists(CELLS, max_size=7), max_size=6))
def test_no_text_under_a_header_does_anything_but_parse_or_be_refused(
    rows: list[list[str]],
) -> None:
    body = "\n".join(",".join(row) for row in rows)
    for header, reader in (
        (HEADER, read),
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
