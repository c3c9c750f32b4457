"""`wingterm print`: text on stdout, PDF in a file of one's own, and nothing loaded before."""

import io
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Line
from tests.cli.test_planted_names import ACTING, acting, planted
from tests.registers import ACCOUNT
from wingterm.cli.exits import Exit
from wingterm.services.paper.layout import LINES

SHEETS = ("roll-sheet", "daily-state", "movements", "count-sheet")
NAMING = ("roll-sheet", "daily-state")
"""Those that name everybody inside."""


def read(path: Path) -> str:
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("sheet", SHEETS)
def test_text_goes_to_stdout_in_pages(held: Line, sheet: str) -> None:
    answer = held("print", sheet)
    assert (answer.code, answer.err) == (Exit.DONE, "")
    for page in answer.out.split("\f"):
        assert page.count("\n") == LINES


def test_a_wing_of_more_than_a_page(held: Line) -> None:
    for cell in range(100, 160):
        held.do(
            "places", "add", f"A-1-{cell}", "--kind", "CELL", "--cna", "1", "--working", "1",
            "--maximum", "1",
        )  # fmt: skip
    out = held("print", "roll-sheet", "--wing", "a").out
    assert out.count("\f") == 1
    assert [line for line in out.splitlines() if "Page" in line] == [
        "ROLL SHEET WTI A   Page 1 of 2", "ROLL SHEET WTI A   Page 2 of 2",
    ]  # fmt: skip
    assert out.count("A-1-159") == 1


@pytest.mark.parametrize("sheet", SHEETS)
def test_pdf_goes_to_a_file_of_ones_own(held: Line, tmp_path: Path, sheet: str) -> None:
    file = tmp_path / "sheet.pdf"
    answer = held("print", sheet, "--pdf", str(file))
    assert (answer.code, answer.out) == (Exit.DONE, "")
    assert f"Written to {file}." in answer.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Wingterm (WTI) as of" in read(file)
    if sheet in NAMING:
        assert "A1001AA" in read(file)


def test_a_file_is_written_over_only_when_forced(held: Line, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_text("mine")
    refused = held("print", "roll-sheet", "--pdf", str(file))
    assert refused.code == Exit.USAGE
    assert "--force" in refused.err
    assert file.read_text() == "mine"
    assert held("print", "roll-sheet", "--pdf", str(file), "--force").code == Exit.DONE
    assert "A1002AA" in read(file)
    assert held("print", "roll-sheet", "--force").code == Exit.USAGE


def test_the_count_sheet_of_a_unit(held: Line, tmp_path: Path) -> None:
    text = held.do("print", "count-sheet", "a")
    assert text.startswith("COUNT SHEET WTI A\n")
    assert "A1001AA" in text
    assert "A1003AA" not in text
    file = tmp_path / "A.pdf"
    held.do("print", "count-sheet", "A", "--pdf", str(file))
    assert "A1002AA" in read(file)
    refused = held("print", "count-sheet", "Q")
    assert (refused.code, refused.out) == (Exit.NOT_FOUND, "")
    assert "Its units are: A, RECP, WORKSHOP." in refused.err


def test_what_a_count_sheet_says_how_to_enter_is_understood(held: Line) -> None:
    """The command on the paper is one that there is, with the options that it has."""
    text = " ".join(held.do("print", "count-sheet", "A").split())
    assert "wingterm check submit A COUNT --counted-at TIME --by ACCOUNT --how HOW" in text
    held.do("check", "open", "lock-up")
    counted_at = held("check", "show", "--json").json["opened_at"]
    held.do(
        "check", "submit", "A", "2", "--counted-at", counted_at, "--by", ACCOUNT, "--how", "door"
    )
    assert "door" in held.do("print", "check")


def test_the_record_of_a_check(held: Line, tmp_path: Path) -> None:
    none = held("print", "check")
    assert (none.code, none.out) == (Exit.NOT_FOUND, "")
    held.do("check", "open", "lock-up")
    held.do("check", "submit", "A", "1")
    text = held.do("print", "check")
    assert text.startswith("ROLL CHECK 1 WTI INCOMPLETE\n")
    assert "NOT ENDED: 1 of 3 units counted." in text
    file = tmp_path / "check.pdf"
    held.do("print", "check", "1", "--pdf", str(file))
    assert "NOT ENDED" in read(file)
    assert held("print", "check", "2").code == Exit.NOT_FOUND
    assert held("print", "check", "two").code == Exit.USAGE


def test_days_by_word(held: Line) -> None:
    assert "MOVEMENTS WTI Tuesday 2026-03-03" in held.do("print", "movements")
    assert "2026-03-02" in held.do("print", "movements", "--date", "today").splitlines()[0]
    assert "2026-03-09" in held.do("print", "movements", "--date", "09/03/2026").splitlines()[0]
    yesterday = held.do("print", "daily-state", "--date", "Yesterday").splitlines()[0]
    assert yesterday == "DAILY STATE WTI 2026-03-01"


@pytest.mark.parametrize(
    "typed",
    [
        ("movements", "--date", "yesterday"), ("movements", "--date", "soon"),
        ("daily-state", "--date", "tomorrow"), ("roll-sheet", "--wing", "Q"),
        ("roll-sheet", "--pdf", "/nowhere/at/all.pdf"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_said(held: Line, typed: tuple[str, ...]) -> None:
    answer = held("print", *typed)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert answer.err


def test_planted_names_act_on_nobody(held: Line, tmp_path: Path) -> None:
    honest = {sheet: held("print", sheet).out.count("\n") for sheet in SHEETS}
    for n, name in enumerate(ACTING):
        with planted(held, name):
            for sheet in SHEETS:
                file = tmp_path / f"{sheet}{n}.pdf"
                answer = held("print", sheet)
                written = held("print", sheet, "--pdf", str(file))
                assert (answer.code, written.code) == (Exit.DONE, Exit.DONE)
                assert acting(answer.out) <= {"\f"}, ascii(name)
                assert acting(read(file)) == set(), ascii(name)
                assert answer.out.count("\n") == honest[sheet]


def test_where_form_feeds_do_no_good_there_are_none(
    held: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal an empty line parts the pages."""
    from wingterm.cli import output

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr("sys.stdout", shown)
    output.pages(["one\n", "two\n"])
    assert shown.getvalue() == "one\n\ntwo\n"
