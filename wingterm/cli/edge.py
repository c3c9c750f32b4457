"""The edge of the command line: whatever happens inside leaves as a sentence and an exit code."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from wingterm.cli import notices, output
from wingterm.cli.exits import Exit
from wingterm.cli.plain import PlainGroup
from wingterm.errors import WingtermError

NAME = "wingterm"

USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]
"""Typer's error for words that do not fit; it has no public name of its own."""


class Root(PlainGroup):
    """The root of all commands."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 - the program has one name, however it is started
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401 - Typer's own
    ) -> Any:  # noqa: ANN401 - Typer's own
        """Run a command and end the process with its exit code."""
        typed = list(sys.argv[1:] if args is None else args)
        code = self._guarded(
            typed,
            complete_var=complete_var,
            windows_expand_args=windows_expand_args,
            **extra,
        )
        if standalone_mode:
            sys.exit(int(code))
        return code

    def _guarded(self, typed: list[str], **options: Any) -> Exit:  # noqa: ANN401 - Typer's own
        as_json = "--json" in typed
        output.prepare()
        try:
            code = self._run(typed, as_json=as_json, **options)
            output.finish()
        except BrokenPipeError:
            output.close_quietly()
            return Exit.DONE
        except KeyboardInterrupt:
            return notices.interrupted()
        except Exception as error:  # noqa: BLE001 - the last edge: staff get a sentence, not a traceback
            return notices.fault(error, _log(), _now(), as_json=as_json)
        return code

    def _run(self, typed: list[str], *, as_json: bool, **options: Any) -> Exit:  # noqa: ANN401
        """Run a command; give its code."""
        try:
            ended = super().main(typed, NAME, standalone_mode=False, **options)
        except WingtermError as error:
            return notices.told(error, as_json=as_json)
        except USAGE_ERROR as error:
            return _misused(error, as_json=as_json)
        except (typer.Abort, KeyboardInterrupt):
            return notices.interrupted()
        except SystemExit:
            # Typer's answer to a reader that went away.
            output.close_quietly()
            return Exit.DONE
        code = Exit(ended) if isinstance(ended, int) else Exit.DONE
        return notices.interrupted() if code is Exit.INTERRUPTED else code


def ended_by(error: BaseException) -> Exit:
    """Say what ended the program where no command was at work; give its exit code."""
    if isinstance(error, WingtermError):
        return notices.told(error)
    if isinstance(error, KeyboardInterrupt):
        return notices.interrupted()
    assert isinstance(error, Exception)
    return notices.fault(error, _log(), _now(), as_json=False)


def _misused(error: Exception, *, as_json: bool) -> Exit:
    """Say what does not fit, and where to read more."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else NAME
    message = str(getattr(error, "format_message", lambda: error)())
    return notices.misused(message, f"See {command} --help", as_json=as_json)


def _log() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir(NAME)) / "faults.log"


def _now() -> str:
    from wingterm.clock import system_clock
    from wingterm.domain.times import iso

    return iso(system_clock())
