"""What marking people costs on the line: bytes at a pseudo-terminal."""

from tests.registers import SmallRegister
from tests.screens.pilots import done
from tests.screens.test_quiet import Line
from wingterm.domain import requests as asked

PEOPLE = 40


def test_a_mark_costs_two_rows_and_the_question_its_own_lines(small_file: SmallRegister) -> None:
    for number in range(PEOPLE):
        born = f"19{50 + number}-04-12"
        who = f"A{1000 + number}AA"
        done(
            small_file,
            asked.Register(prison="WTI", number=who, last_name="Example", first_name="Robin",
                           sex="M", date_of_birth=born),
            asked.Receive(prison="WTI", person=who, authority="Leeds Crown Court"),
        )  # fmt: skip
    with Line(small_file) as terminal:
        terminal.wait_for("q Quit")
        terminal.settled()
        terminal.answer("1", "Current population")
        terminal.answer("\x1b[B")
        cursor = terminal.answer("\x1b[B")
        first = terminal.answer(" ", "1 marked")
        # With two marked the key line changes: verbs about one person go.
        terminal.answer(" ", "2")
        mark = terminal.answer(" ", "3")
        unmark = terminal.answer("\x1b[A")
        every = terminal.answer("*", f"{PEOPLE}")
        assert terminal.is_quiet(), "marks send nothing by themselves"
        terminal.answer("e", "Elsewhere")
        terminal.press("workshop")
        terminal.settled()
        question = terminal.answer("\r", "How many people?")
        digit = terminal.answer("4")
        report = f"{cursor=} {first=} {mark=} {unmark=} {every=} {question=} {digit=}"
        print(report)  # noqa: T201 - measured, for whoever runs with -s
        assert mark <= cursor + 40, report
        assert first < 450, report
        assert every < 300, report
        assert question < 1_000, report
        assert digit < 60, report
        terminal.answer("n", "Nothing was done.")
        terminal.press("\x11")
        assert terminal.wait_for_end() == 0
