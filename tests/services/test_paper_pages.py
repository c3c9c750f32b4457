"""How paper is set: letters, page breaks, hostile names, and the files that it goes to."""

import io
import re
import stat
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.registers import SmallRegister
from tests.services.paper_prison import NAMES, people_to_print, read_back
from wingterm.domain.text import columns_of
from wingterm.errors import BadInput
from wingterm.services.paper.files import write_new
from wingterm.services.paper.layout import LINES, WIDTH, Column, Form, Section, Sheet, Space
from wingterm.services.paper.pdf import SPELLED, as_pdf
from wingterm.services.paper.sheets import roll_paper
from wingterm.services.paper.text import FORM_FEED, as_text, text_pages
from wingterm.services.sheets.roll_sheet import roll_sheet
from wingterm.services.sheets.stamp import Stamp

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)
HOSTILE = (
    "\x1b[2J\x1b]0;title\x07", "\x9b31mred", "a\x00b", "two\r\nlines\x85\u2028\u2029", "a\tb",
    "\f\fPage 9 of 9", "\u202etxt.exe\u2066a\u200bb\ufeff\U000e0041", "[bold red]x[/] **b** __u__",
    "{nb} %s \\x41 (a) <b>", "\u0301" * 4, "x" * 400, "W" * 400, "", " ", "\U0001f4a9",
)  # fmt: skip


@pytest.fixture
def mark(small_file: SmallRegister) -> Stamp:
    """What a sheet of a small prison says of itself."""
    people_to_print(small_file)
    return roll_sheet(small_file.desk, small_file.prison("WTI")).stamp


def paper(of: Stamp, *rows: tuple[str, str], title: str = "PAPER") -> Sheet:
    section = Section("Rows", (Column("No", 6), Column("What", 20)), rows)
    return Sheet(title, ("About.",), (section,), ("Signed: ____",), of)


def text_lines(sheet: Sheet) -> list[list[str]]:
    return [page.removesuffix("\n").split("\n") for page in text_pages(sheet)]


def joined(text: str) -> str:
    """Give a text without its blanks: where a line was broken is no matter."""
    return "".join(text.split())


# Letters ------------------------------------------------------------------------------------------


def test_every_name_is_read_back_from_the_pdf(small_file: SmallRegister) -> None:
    people_to_print(small_file)
    sheet = roll_paper(roll_sheet(small_file.desk, small_file.prison("WTI")))
    (page,) = read_back(sheet)
    for number, (last, first) in NAMES.items():
        assert number in page
        # A name of several lines has other columns between them.
        for word in f"{last}, {first}".split():
            pieces = [word] if len(word) < 20 else ["O'Brien-", "Featherstonehaugh-", "Smythe-J,"]
            for piece in pieces:
                assert piece in unicodedata.normalize("NFC", page)
    assert SPELLED not in page


@pytest.mark.parametrize(
    "letters",
    [
        "ąćęłńóśźżŁŻ",
        "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
        "ễệửữỹđơư",
        "ọ̀ẹ́ṣọ́",
        "ğışİ",
        "ďěňřťůž",
        "ΑλέξηςЖуков",
    ],
)
def test_letters_are_drawn_as_they_are(mark: Stamp, letters: str) -> None:
    (page,) = read_back(paper(mark, ("1", letters)))
    assert unicodedata.normalize("NFC", letters) in unicodedata.normalize("NFC", joined(page))
    assert SPELLED not in page


@pytest.mark.parametrize(
    ("letters", "spelled"),
    [("李", "[U+674E]"), ("عل", "[U+0639][U+0644]"), ("ש", "[U+05E9]"), ("a🦄b", "a[U+1F984]b")],
)
def test_letters_that_the_paper_lacks_are_numbered_and_it_says_so(
    mark: Stamp, letters: str, spelled: str
) -> None:
    (page,) = read_back(paper(mark, ("1", letters)))
    assert joined(spelled) in joined(page)
    assert SPELLED in page


def test_text_keeps_letters_that_the_font_lacks(mark: Stamp) -> None:
    assert "李明" in as_text(paper(mark, ("1", "李明")))


# Pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [0, 1, 49, 50, 51, 52, 53, 54, 200])
def test_no_row_is_lost_at_a_page_break(mark: Stamp, rows: int) -> None:
    sheet = paper(mark, *((f"no{n}", "same") for n in range(rows)))
    for pages in (["\n".join(page) for page in text_lines(sheet)], read_back(sheet)):
        everything = " ".join(pages)
        assert re.findall(r"\bno\d+\b", everything) == [f"no{n}" for n in range(rows)]
        assert everything.count("Signed: ____") == 1
        assert [re.findall(r"Page (\d+) of (\d+)", page) for page in pages] == [
            [(str(n), str(len(pages)))] for n in range(1, len(pages) + 1)
        ]
        for page in pages[1:]:
            assert page.startswith("PAPER")
            assert "Rows (continued)" in page or "no" not in page.partition("Signed")[0]


def test_pages_are_as_long_as_they_should_be(mark: Stamp) -> None:
    pages = text_lines(paper(mark, *((str(n), "same") for n in range(500))))
    assert {len(page) for page in pages} == {LINES}
    assert as_text(paper(mark, *(("1", "x"),) * 500)).count(FORM_FEED) == len(pages) - 1


def test_a_row_stays_on_one_page(mark: Stamp) -> None:
    rows = [(f"no{n}", "eight words here that take up three lines end") for n in range(60)]
    for page in text_lines(paper(mark, *rows)):
        text = "\n".join(page)
        assert text.count("no") == text.count("end")


def test_a_row_that_no_page_holds_is_divided(mark: Stamp) -> None:
    words = " ".join(f"word{n:04d}" for n in range(400))
    pages = text_lines(paper(mark, ("1", words)))
    assert len(pages) > 3
    found = re.findall(r"word\d{4}", "\n".join("\n".join(page) for page in pages))
    assert found == words.split()


def test_a_heading_has_a_row_below_it(mark: Stamp) -> None:
    for rows in range(40, 60):
        first, second = (
            Section(name, (Column("", 6), Column("", 20)), (("no", "x"),) * n)
            for name, n in (("First", rows), ("Second", 3))
        )
        for page in text_lines(Sheet("PAPER", (), (first, second), (), mark)):
            if "Second" in page:
                assert page[page.index("Second") + 1].startswith("no")


# Boxes to write in --------------------------------------------------------------------------------


def form(rows: int) -> Form:
    head = (Space("Unit", 20), Space("Counted", 20))
    return Form("UNITS", head, tuple((Space(f"no{n}", 20), Space("", 20)) for n in range(rows)))


@pytest.mark.parametrize("rows", [1, 20, 21, 22, 23, 24, 25, 26, 27, 99])
def test_boxes_are_closed_on_every_page_and_none_is_lost(mark: Stamp, rows: int) -> None:
    sheet = Sheet("PAPER", (), (form(rows),), (), mark)
    found = []
    for page in text_lines(sheet):
        assert len(page) == LINES
        boxes = [line for line in page if line[:1] in ("+", "|")]
        assert [line[0] for line in boxes] == list("+|" * (len(boxes) // 2) + "+")
        assert boxes[1].split() == ["|", "Unit", "|", "Counted", "|"]
        found += [line.split()[1] for line in boxes[3::2]]
    assert found == [f"no{n}" for n in range(rows)]
    drawn = " ".join(read_back(sheet))
    assert re.findall(r"\bno\d+\b", drawn) == found


def test_boxes_without_a_head_stay_together(mark: Stamp) -> None:
    signed = Form("", (), ((Space("NAME", 30),), (Space("SIGNED", 10), Space("AT", 19))), lines=2)
    for rows in range(30, 60):
        before = Section("Rows", (Column("No", 6), Column("What", 20)), (("1", "x"),) * rows)
        pages = text_lines(Sheet("PAPER", (), (before, signed), (), mark))
        (page,) = [page for page in pages if any("NAME" in line for line in page)]
        boxes = [line for line in page if line[:1] in ("+", "|")]
        assert "".join(line[0] for line in boxes) == "+||+||+"
        assert boxes[3] == f"+{'-' * 10}+{'-' * 19}+"


def test_each_box_of_a_form_is_drawn(mark: Stamp) -> None:
    sheet = Sheet("PAPER", (), (form(5),), (), mark)
    page = PdfReader(io.BytesIO(as_pdf(sheet))).pages[0].get_contents()
    assert page is not None
    assert page.get_data().count(b" re S") == 12


# Hostile names ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_nothing_of_a_name_acts_on_the_paper(mark: Stamp, name: str) -> None:
    prison = mark.prison
    of = mark._replace(officer=name, account=name, prison=type(prison)(1, "WTI", name, "UTC"))
    sheet = paper(of, ("1", name), ("2", f"before {name} behind"), title=name)
    pages = text_lines(sheet)
    assert not FORBIDDEN.search("".join(map("".join, pages)))
    assert {len(page) for page in pages} == {LINES}
    assert max(columns_of(line) for page in pages for line in page) <= WIDTH
    back = read_back(sheet)
    assert not FORBIDDEN.search("".join(back))
    for shown, made in (
        (joined("".join(map("".join, pages))), pages),
        (joined("".join(back)), back),
    ):
        assert shown.count(mark.head) == len(made)
        # Both kinds of paper hold each letter as often as it must be there.
        assert shown.count("x" * 10) >= 6 * name.count("x" * 400)
        assert shown.count("W") >= 6 * name.count("W")


def test_a_name_cannot_forge_the_number_of_a_page(mark: Stamp) -> None:
    (page,) = text_lines(paper(mark, ("1", "\f\n\nPage 9 of 9")))
    assert page[-1] == "PAPER   Page 1 of 1"


# Files --------------------------------------------------------------------------------------------


def test_a_file_is_for_its_owner_only(tmp_path: Path) -> None:
    for over in (False, True):
        write_new(tmp_path / f"{over}.pdf", b"paper", over=over)
        assert stat.S_IMODE((tmp_path / f"{over}.pdf").stat().st_mode) == 0o600


def test_a_file_is_not_written_over_unasked(tmp_path: Path) -> None:
    file, link = tmp_path / "a.pdf", tmp_path / "link.pdf"
    file.write_bytes(b"mine")
    link.symlink_to(tmp_path / "nowhere.pdf")
    for path in (file, link):
        with pytest.raises(BadInput, match="is there already"):
            write_new(path, b"paper")
    assert file.read_bytes() == b"mine"
    write_new(file, b"paper", over=True)
    write_new(link, b"paper", over=True)
    assert file.read_bytes() == link.read_bytes() == b"paper"
    assert not link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "link.pdf"]


@pytest.mark.parametrize("name", ["nowhere/a.pdf", "a\0b", "", "x" * 300])
@pytest.mark.parametrize("over", [False, True])
def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, name: str, over: bool) -> None:
    with pytest.raises(BadInput, match=r"cannot be written|is there already"):
        write_new(tmp_path / name, b"paper", over=over)
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_says_what_it_is(mark: Stamp) -> None:
    reader = PdfReader(io.BytesIO(as_pdf(paper(mark, ("1", "x"), title="ROLL SHEET WTI"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "ROLL SHEET WTI"
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
