"""What scripts lean on: numbers from a pipe, quiet runs, runs that never ask."""

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import Answer, Line
from wingterm.cli import notices, piped, straight
from wingterm.cli.main import app


def sent(line: Line, text: str | bytes, *typed: str) -> Answer:
    """Give what a command comes to that is sent a text."""
    done = CliRunner().invoke(
        app, ["--store", line.small.where, "--prison", "WTI", *typed], input=text
    )
    return Answer(done.exit_code, done.stdout, done.stderr)


def at_court(line: Line) -> list[str]:
    return [one["number"] for one in line("list", "court", "--json").json["people"]]


def test_numbers_come_from_a_pipe(held: Line) -> None:
    text = "# this morning\n\nA1001AA\r\n  a1002aa  \nA1001AA\n"
    answer = sent(held, text, "court", "-", "--to", "Leeds Crown Court")
    assert (answer.code, answer.err) == (0, "")
    assert at_court(held) == ["A1001AA", "A1002AA"]

    listed = held.do("list", "court", "--csv")
    answer = sent(held, listed, "back", "-", "--json")
    assert [one["person"] for one in answer.json["receipt"]["lines"]] == ["A1001AA", "A1002AA"]
    assert at_court(held) == []


def test_several_people_are_shown_or_who_is_nobody_is_told(held: Line) -> None:
    text = "number\nA1002AA\nA1001AA\n"
    answer = sent(held, text, "show", "-", "--json")
    assert [one["number"] for one in answer.json["people"]] == ["A1002AA", "A1001AA"]
    assert "person" not in answer.json
    # A pipe has one shape, whatever comes through it; one number that is typed has another.
    assert len(sent(held, "A1001AA\n", "show", "-", "--json").json["people"]) == 1
    assert held("show", "A1001AA", "--json").json["person"]["number"] == "A1001AA"
    printed = held("show", "A1001AA", "A1002AA").out.split("\n\n")
    assert [part.split()[0] for part in printed if part.startswith("A100")] == [
        "A1001AA",
        "A1002AA",
    ]
    nobody = sent(held, "A1001AA\nZ9999ZZ\nZ9998ZZ\n", "show", "-")
    assert (nobody.code, nobody.out) == (3, "")
    assert "Nobody in this register has the numbers Z9999ZZ, Z9998ZZ." in nobody.err
    assert sent(held, "nobody\n", "show", "-").code == 2


def test_each_line_of_a_pipe_is_looked_for(held: Line) -> None:
    text = "# from the court\nArden\nbirch, robin\nZzzz\nArden\n"
    answer = sent(held, text, "find", "-", "--json")
    found = {one["text"]: [p["number"] for p in one["people"]] for one in answer.json["found"]}
    assert found == {"Arden": ["A1001AA"], "birch, robin": ["A1002AA"], "Zzzz": []}
    rows = sent(held, text, "find", "-", "--csv")
    assert rows.out.splitlines()[1].startswith('"Arden","A1001AA","Arden"')
    assert rows.err == "Zzzz: nobody.\n"
    assert "Arden         A1001AA  Arden" in sent(held, text, "find", "-").out
    assert sent(held, "\n", "find", "-").code == 2


def test_typed_numbers_and_a_cell_stand_beside_those_of_a_pipe(held: Line) -> None:
    answer = sent(held, "A1002AA\n", "elsewhere", "A1001AA", "-", "WORKSHOP")
    assert answer.code == 0
    assert len(answer.out.splitlines()) == 2


def test_all_lines_that_are_no_numbers_are_told_at_once(held: Line) -> None:
    before = held.small.dump()
    answer = sent(held, "number,name\nA1001AA,x\nnobody\n\nA12\n", "back", "-")
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.splitlines() == [
        "standard input, line 3, number: nobody is not a prison number.",
        "standard input, line 5, number: A12 is not a prison number.",
        "wingterm: standard input has 2 faults; nothing was done.",
    ]
    answer = sent(held, "nobody\n", "back", "-", "--json")
    assert (answer.code, answer.err) == (2, "")
    assert [(one["line"], one["field"]) for one in answer.json["faults"]] == [(1, "number")]
    assert held.small.dump() == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is no prison number on standard input."),
        ("# nobody\n", "There is no prison number on standard input."),
        (b"A1001AA\n\xff\n", "standard input, line 2 is not UTF-8."),
        ("A1001AA\n".encode("utf-16"), "is not UTF-8."),
        (b"\x00" * 5000, "standard input, line 1, number: "),
        (b"A1001AA" * 100_000, "standard input, line 1, number: "),
        (b"'; DROP TABLE person; --\n", "is not a prison number."),
        (b"$(touch pwned)\n", "is not a prison number."),
        (b"\x1b[2JA1001AA\n", "is not a prison number."),
        ("A1001AA\u202e\n", "is not a prison number."),
        (
            b"\n".join(b"A%04dA%c" % (n % 5000, 65 + n // 5000) for n in range(10_001)),
            "there are 10001",
        ),
        (
            b"x\n" * 1_000_000,
            "more than 1000 lines that are no prison numbers, the first is line 1.",
        ),
        (b"A1001AA\n" * 1_000_000, "standard input is longer than 4000000 bytes."),
        ("A1001AA\x00\n", "standard input, line 1, number: A1001AA\ufffd is not a prison number."),
    ],
)
def test_what_is_no_list_of_numbers_is_refused(held: Line, text: str | bytes, says: str) -> None:
    answer = sent(held, text, "back", "-")
    assert answer.code == 2
    assert says.lower() in answer.err.lower()
    assert answer.out == ""
    assert all(line.isprintable() and len(line) < 1100 for line in answer.err.splitlines())
    # A list of faults is as long as the list of lines; what is no list at all is a sentence.
    assert len(answer.err.splitlines()) <= 3


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbfA1001AA\r\nA1002AA\r\n",
        b"A1001AA\rA1002AA",
        b'"A1001AA","Arden"\n"A1002AA"\n',
        b"\xef\xbb\xbfnumber,name\r\n a1001aa ,x\r\n\r\nA1002AA\r\n\r\n",
        b"A1001AA\nA1002AA\n" * 100_000,
        b"# " + b"x" * 3_000_000 + b"\nA1001AA\nA1002AA\n",
        "A1001AA\u2028A1002AA\u0085".encode(),
    ],
    ids=["mark", "CR", "quotes", "header", "again and again", "a long remark", "other line ends"],
)
def test_lists_as_other_programs_write_them_are_read(held: Line, text: bytes) -> None:
    answer = sent(held, text, "show", "-", "--json")
    assert answer.code == 0, answer.err[:1000]
    assert [one["number"] for one in answer.json["people"]] == ["A1001AA", "A1002AA"]


def test_too_much_is_refused(held: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piped, "MOST", 1)
    answer = sent(held, "A1001AA\nA1002AA\n", "back", "-")
    assert (answer.code, "there are 2 prison numbers" in answer.err.lower()) == (2, True)
    monkeypatch.setattr(piped, "BYTES_MAX", 10)
    assert "longer than 10 bytes" in sent(held, "A1001AA\nA1002AA\n", "back", "-").err
    assert "twice" in sent(held, "A1001AA\n", "back", "-", "-").err


def test_quiet_acts_say_nothing_but_errors(held: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    move = ("move", "A1001AA", "A-1-003")
    assert held("--quiet", *move) == Answer(0, "", "")
    assert held("--quiet", "move", "A1001AA", "A-9").err != ""
    # What was asked for is an answer still.
    assert held("--quiet", "show", "A1001AA").out != ""
    assert held("--quiet", "move", "A1001AA", "A-1-001", "--json").json["ok"]
    # The next run is as it was.
    assert held(*move).out != ""
    monkeypatch.setenv("WINGTERM_QUIET", "1")
    assert held("move", "A1001AA", "A-1-001").out == ""
    monkeypatch.setenv("WINGTERM_QUIET", "0")
    assert held(*move).out != ""
    monkeypatch.setenv("WINGTERM_QUIET", "perhaps")
    answer = held("move", "A1001AA", "A-1-001")
    assert (answer.code, answer.out) == (2, "")
    assert "WINGTERM_QUIET is neither 1 nor 0." in answer.err


@pytest.mark.parametrize("how", ["option", "environment"])
def test_without_input_nothing_is_asked_at_a_terminal(
    held: Line, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    asked: list[str] = []
    # CliRunner puts its own stdin in place: the question itself is asked of what is there.
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def ask(text: str) -> bool:
        asked.append(text)
        return False

    monkeypatch.setattr(notices, "ask", ask)
    release = ["release", "A1001AA", "--reason", "CR"]
    first = ["--store", held.small.where, "--prison", "WTI"]
    assert straight.run([*first, *release]) == 1
    assert len(asked) == 1
    if how == "environment":
        monkeypatch.setenv("WINGTERM_NO_INPUT", "yes")
    else:
        first = [*first, "--no-input"]
    assert straight.run([*first, *release]) == 2
    assert len(asked) == 1
    assert straight.run([*first, *release, "--yes"]) == 0
