"""The edge of the command line: whatever happens inside leaves as a sentence and an exit code."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from wingterm.cli import notices, output
from wingterm.cli.declare import Ended
from wingterm.cli.exits import Exit
from wingterm.errors import WingtermError

if TYPE_CHECKING:
    from pathlib import Path


def guarded(typed: Sequence[str], run: Callable[[], object]) -> Exit:
    """Run what was typed; give its exit code, whatever happened.

    Args:
        typed: the words after the program's name.
        run: runs them; a number that it gives is the code.
    """
    as_json = "--json" in typed
    output.prepare()
    code = Exit.DONE
    try:
        code = _code(run, as_json=as_json)
        output.finish()
    except BrokenPipeError:
        output.close_quietly()
        return Exit.DONE
    except KeyboardInterrupt:
        return notices.interrupted(as_json=as_json)
    except OSError as error:
        if not output.stuck(error):
            return notices.fault(error, _log(), _now(), as_json=as_json)
        told = notices.unwritten(error)
        # What is wrong with more than the answer is worth more.
        return told if code is Exit.DONE else code
    except Exception as error:  # noqa: BLE001 - the last edge: staff get a sentence, not a traceback
        return notices.fault(error, _log(), _now(), as_json=as_json)
    return code


def ended_by(error: BaseException) -> Exit:
    """Say what ended the program where no command was at work; give its exit code."""
    if isinstance(error, WingtermError):
        return notices.told(error)
    if isinstance(error, KeyboardInterrupt):
        return notices.interrupted()
    assert isinstance(error, Exception)
    return notices.fault(error, _log(), _now(), as_json=False)


def _code(run: Callable[[], object], *, as_json: bool) -> Exit:
    try:
        ended = run()
    except Ended as end:
        # What there was to say, of an interruption too, the command has said.
        return Exit(end.code)
    except WingtermError as error:
        return notices.told(error, as_json=as_json)
    except (KeyboardInterrupt, EOFError):
        return notices.interrupted(as_json=as_json)
    code = Exit(ended) if isinstance(ended, int) else Exit.DONE
    return notices.interrupted() if code is Exit.INTERRUPTED else code


def _log() -> "Path":
    from pathlib import Path

    import platformdirs

    return Path(platformdirs.user_state_dir("wingterm")) / "faults.log"


def _now() -> str:
    from wingterm.clock import system_clock
    from wingterm.domain.times import iso

    return iso(system_clock())
