"""Every verb of a batch file: a row of each is done, and its template can be read."""

import csv
import io
from collections.abc import Iterator

import pytest

from tests.registers import COURT, SmallRegister, open_small_register
from tests.services.bulk_files import checked, codes, run
from wingterm.cli.table import TABLE
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import RenamePlace
from wingterm.services.act import carry_out
from wingterm.services.bulk.verbs import BULK_VERBS, all_columns, template

STORY = f"""verb;prison;number;last_name;first_name;date_of_birth;sex;cell;authority;at;to;more
receive;;A1001AA;Able;Ann;1980-01-01;M;A-1-001;{COURT};08:00;;
receive;;A1002AA;Baker;Ben;1981-01-01;M;A-1-002;{COURT};08:00;;
receive;;A1003AA;Child;Cy;1982-01-01;M;A-1-003;{COURT};08:00;;
receive;;A1004AA;Dean;Dan;1983-01-01;M;;{COURT};08:00;;
receive;;A1005AA;Else;Ed;1984-01-01;M;;{COURT};08:00;;
receive;;A1006AA;Foot;Fay;1985-01-01;F;;{COURT};08:00;;
receive;;A1007AA;Gray;Guy;1986-01-01;M;;{COURT};08:00;;
person-create;;A1008AA;Hope;Hal;1987-01-01;M;;;08:00;;
person-create;;;;;;;;;08:00;;temporary=yes
person-number;;TMP0001;;;;;;;;;
person-amend;;A1008AA;Hopeful;;;;;;08:05;;
record;;A1001AA;;;;;;;08:10;;kind=alert|key=XA|fields=comment=sets fires
end;;A1001AA;;;;;;;08:20;;kind=alert|key=XA|why=reviewed
swap;;A1001AA;;;;;;;08:30;;other=A1002AA
move;;A1003AA;;;;;CSWAP;;08:31;;
move;;A1004AA;;;;;A-1-003;;08:32;;
elsewhere;;A1004AA;;;;;;;08:33;;area=WORKSHOP
back;;A1004AA;;;;;;;08:34;;
court;;A1004AA;;;;;;;08:35;{COURT};due=17:30|give_up_bed=yes
hospital;;A1005AA;;;;;;;08:35;York Hospital;officers=K. Hale
absence;;A1006AA;;;;;;;08:35;Home;reason=C3|due=08:40
fail-to-return;;A1006AA;;;;;;;08:45;;
recapture;;A1006AA;;;;;;;08:50;;
escape;;A1004AA;;;;;;;08:50;;
abscond;;A1005AA;;;;;;;08:50;;
transfer-out;;A1003AA;;;;;;;08:51;EXI;coach=GX12
transfer-redirect;;A1003AA;;;;;;;08:52;EXI;
transfer-arrive;EXI;A1003AA;;;;;B-1-001;;08:53;;
transfer-out;;A1006AA;;;;;;;08:53;EXI;
transfer-cancel;;A1006AA;;;;;;;08:54;;
release;;A1006AA;;;;;;;08:55;;reason=CR
recall;;A1006AA;;;;;;{COURT};08:56;;
discharge-hospital;;A1006AA;;;;;;;08:57;Rampton Hospital;
death;;A1007AA;;;;;;;08:57;;found_by=K. Hale
remove-body;;A1007AA;;;;;;;08:58;;
correct;;A1007AA;;;;;;;;;why=somebody else|last=2
correct-fact;;;;;;;;;;;entry=WTI-1|why=never
places-add;;;;;;;;;08:00;;code=A-2|kind=LANDING
places-add;;;;;;;;;08:01;;code=A-2-001|kind=CELL|cna=1|working=1|maximum=2
places-rename;;;;;;;;;08:02;;code=A-2|name=The twos
places-capacity;;;;;;;;;08:02;;code=A-2-001|cna=1|working=2|maximum=2
places-mark;;;;;;;;;08:02;;code=A-2-001|marks=cell_mark=A2/1
places-signed;;;;;;;;;08:03;;signed=5
places-certificate-request;;;;;;;;;08:04;;code=A-2-001|change=one more
places-certificate-settle;;;;;;;;;08:05;;code=A-2-001|approved=yes
places-out-of-use;;;;;;;;;08:06;;code=A-2-001|reason=DAMAGED
places-into-use;;;;;;;;;08:07;;code=A-2-001
places-convert;;;;;;;;;08:08;;code=A-2-001|to=OFFICE
places-close;;;;;;;;;08:09;;code=A-2-001|why=knocked through
"""
"""A morning at two prisons; what a verb has besides stands in the last column."""

ACK = "over-cna=known;alerts=known;wing-sex=known"


def rows_of(story: str) -> list[dict[str, str]]:
    """Give the rows with every column by its name, and warnings of room acknowledged."""
    rows = []
    for row in csv.DictReader(io.StringIO(story), delimiter=";"):
        more = row.pop("more") or ""
        pairs = [pair.partition("=") for pair in more.split("|") if pair]
        rows.append(row | {name: value for name, _, value in pairs} | {"ack": ACK})
    return rows


def file_of(rows: list[dict[str, str]]) -> str:
    """Give rows as a batch file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, all_columns(), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def register() -> Iterator[SmallRegister]:
    found = open_small_register()
    yield found
    found.close()


def test_a_row_of_every_verb_is_done(register: SmallRegister) -> None:
    rows = rows_of(STORY)
    assert {row["verb"] for row in rows} == set(BULK_VERBS)
    named = carry_out(register.desk, [RenamePlace(prison="WTI", code="A-1", name="Ones")])
    assert isinstance(named, Receipt)
    for row in rows:
        if row["verb"] == "correct-fact":
            row["entry"] = named.lines[0].entries[0]
    done = run(register, file_of(rows))
    assert codes(done) == []
    assert (done.done, done.done_parts, done.parts) == (len(rows), 1, 1)
    assert done.unchanged == 1  # Redirected to where they were going.
    assert register.violations() == []


def test_a_verb_is_called_by_the_words_of_its_command() -> None:
    words = {words.replace(" ", "-") for words in TABLE}
    assert set(BULK_VERBS) <= words


@pytest.mark.parametrize("verb", ["", *BULK_VERBS])
def test_a_template_holds_every_column_and_can_be_read(verb: str) -> None:
    rows = list(csv.DictReader(io.StringIO(template(verb))))
    assert len(rows) == (1 if verb else len(BULK_VERBS))
    for row in rows:
        columns = BULK_VERBS[verb or row["verb"]].columns
        assert {column.name for column in columns} <= row.keys()
        assert all(row[column.name] == column.example for column in columns)


def test_an_example_reads_without_a_fault_of_form(register: SmallRegister) -> None:
    """What stands in templates is refused by rules at most: nobody has these numbers."""
    assert {code for _, _, code in codes(checked(register, template()))}.isdisjoint(
        {"typed", "missing", "unknown-column", "ragged"}
    )


def test_what_a_row_needs_is_told_with_its_column(register: SmallRegister) -> None:
    rows = [
        {"verb": "move", "number": "A1001AA"},
        {"verb": "receive"},
        {"verb": "court", "number": "A1001AA", "to": COURT, "due": "soon", "give_up_bed": "maybe"},
        {"verb": "places-capacity", "code": "A-1-001", "cna": "1", "working": "-1", "maximum": "2"},
        {"verb": "move", "number": "A1001AA", "cell": "A-1-001", "prison": "ZZZ"},
        {"verb": "move", "number": "A1001AA", "cell": "A-1-001", "ack": "over-cna"},
        {"verb": "swap", "number": "A1001AA", "other": "A1002AA", "cell": "A-1-001"},
        {"verb": "fly", "number": "A1001AA"},
        {"verb": "correct", "number": "A1001AA", "why": "wrong", "last": "0"},
    ]
    assert codes(checked(register, file_of(rows))) == [
        (2, "cell", "missing"),
        (3, "number", "typed"),
        (4, "due", "typed"),
        (4, "give_up_bed", "typed"),
        (5, "working", "typed"),
        (6, "prison", "prison-unknown"),
        (7, "ack", "typed"),
        (8, "cell", "unknown-column"),
        (9, "verb", "unknown-verb"),
        (10, "last", "typed"),
    ]
