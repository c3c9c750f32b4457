"""What makes a start short: modules that come when they are used, and a quick end."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from wingterm.cli import quick, straight
from wingterm.cli.quick import Later, can_show

NAME = "antigravity_of_a_test"


@pytest.fixture
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Later]:
    """Give a module of one line that stands for itself until it is used."""
    folder = tmp_path_factory.mktemp("modules")
    (folder / f"{NAME}.py").write_text("ANSWER = 42\n")
    sys.path.insert(0, str(folder))
    sys.modules[NAME] = found = Later(NAME)
    yield found
    sys.path.remove(str(folder))
    del sys.modules[NAME]


def test_a_module_is_loaded_when_something_of_it_is_used(later: Later) -> None:
    assert "ANSWER" not in vars(later)
    assert later.ANSWER == 42
    assert sys.modules[NAME] is not later
    assert sys.modules[NAME].__file__ == later.__file__
    with pytest.raises(AttributeError, match="has no question"):
        _ = later.question


END = """
import atexit, sys, threading
from wingterm.cli.quick import leave
atexit.register(print, "last")
print("first", end=" ")

def go_on():
    threading.main_thread().join()
    print("thread", end=" ")

if len(sys.argv) > 1:
    threading.Thread(target=go_on).start()
leave(11)
"""


@pytest.mark.parametrize(("more", "said"), [((), "first last\n"), (("x",), "first thread last\n")])
def test_the_end_waits_for_what_is_still_to_be_said(more: tuple[str, ...], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", END, *more], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (11, said, "")


def test_a_stream_that_was_closed_before_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdin", None)
    assert not can_show()


def test_a_number_of_thousands_of_digits_is_refused_in_words() -> None:
    with pytest.raises(straight.NotPlain):
        straight.understood(["roll-days", "--days", "9" * 5000])


def test_ctrl_c_before_a_command_is_at_work_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    class Left(Exception):
        pass

    def leave(code: int) -> None:
        raise Left(code)

    monkeypatch.setattr(quick, "begin", lambda: None)
    monkeypatch.setattr(quick, "open_at_once", stopped)
    monkeypatch.setattr(quick, "leave", leave)
    with pytest.raises(Left, match="130"):
        quick.run()
    assert "Interrupted" in capsys.readouterr().err
