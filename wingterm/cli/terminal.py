"""The one command that opens the terminal; only here is the application loaded."""

from wingterm.cli.declare import Context, Ended
from wingterm.cli.quick import can_show
from wingterm.cli.session import Session, reachable, session_of
from wingterm.errors import BadInput, NotAuthorised


def terminal(context: Context) -> None:
    """Open the terminal: every act and list by keyboard.

    Examples:
      wingterm terminal
      wingterm --prison EXI terminal
    """
    raise Ended(open_terminal(session_of(context)))


def open_terminal(session: Session) -> int:
    """Open the terminal on a session's register; give its exit code.

    Raises:
        BadInput: this is no terminal that can show it.
    """
    if not can_show():
        raise BadInput(
            "This is not a terminal that can show wingterm.",
            "Use the commands instead: wingterm --help",
        )
    from wingterm.services.opening import default_prison, open_desk

    with reachable():
        desk = open_desk(session.register, "terminal")
    from wingterm.app import run_terminal

    try:
        prison = default_prison(desk, session.settings.prison)
    except NotAuthorised:
        from wingterm.services.sign_on import lock_after_s, shared_terminal

        shared = shared_terminal(desk)
        if shared is None:
            raise
        return run_terminal(desk, shared.prison, shared, lock_after_s(session.settings))
    return run_terminal(desk, prison)
