"""A fault of wingterm in the terminal: a sentence and a code, the terminal as it was, no name."""

from tests.registers import ACCOUNT, SmallRegister
from tests.screens.pilots import receive
from tests.typist import Typist, environment, python
from wingterm.cli.exits import Exit

SECRET = "Quillfeather"
"""A name at work in a frame, and in the text of the error, when it happens."""
RUN = f"""
import sys
from wingterm.app import run_terminal
from wingterm.cli.edge import guarded
from wingterm.clock import FixedClock
import screens.person
from wingterm.services.opening import default_prison, open_desk
from wingterm.settings import Settings

def broken(*_, **__):
    name = "{SECRET}"
    raise ZeroDivisionError(name)

screens.person.show = broken
clock = FixedClock(int(sys.argv[3]))
desk = open_desk(Settings(store=sys.argv[1]), "terminal", clock=clock, account=sys.argv[2])
print("code", int(guarded([], lambda: run_terminal(desk, default_prison(desk, "WTI")))))
"""


def test_a_fault_is_a_sentence_and_tells_no_name(small_file: SmallRegister) -> None:
    receive(small_file, "A1111AA", "A-1-001")
    folder = small_file.folder
    command = python(RUN, small_file.where, ACCOUNT, str(small_file.clock()))
    variables = environment(HOME=str(folder), XDG_STATE_HOME=str(folder))
    with Typist(command, variables, folder=folder) as typist:
        typist.until_sees("q Quit")
        for _ in range(3):
            typist.press("enter", 0.25)
        typist.until_sees("code ")
        sent = typist.sent.decode(errors="replace")
    assert "\x1b[?1049l" in sent, "the officer's own screen was not given back"
    last = sent.rpartition("\x1b[?1049l")[2]
    assert "ZeroDivisionError" in last
    assert f"code {Exit.FAULT.value}" in last
    assert "Traceback" not in sent
    assert SECRET not in sent
    log = (folder / "wingterm" / "faults.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert SECRET not in log
