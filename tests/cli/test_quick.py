"""What makes a start short: modules that come when they are used, and a quick end."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from wingterm.cli.quick import Later

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
