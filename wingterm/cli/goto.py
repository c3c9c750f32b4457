"""What a text would go to in the terminal, with the command that shows the same."""

from typing import Annotated

from wingterm.cli import output
from wingterm.cli.declare import Argument, Context
from wingterm.cli.session import Json, session_of


def goto(
    context: Context,
    text: Annotated[str, Argument(metavar="TEXT", help="A code, a number or a name.")],
    json: Json = False,
) -> None:
    """Say what a text means, and which command shows it.

    A cell, landing, wing or area, with or without dashes and capitals; a whole
    prison number; a list by its name. The likeliest comes first: that is where
    Ctrl+G goes in the terminal.

    Examples:
      wingterm goto a1001
      wingterm goto A4242QZ
      wingterm goto overdue
    """
    from wingterm.errors import NotFound
    from wingterm.services.goto import HOW, Meaning
    from wingterm.services.goto import goto as meanings

    session = session_of(context)
    found = meanings(session.desk, session.prison, text)
    if json:
        output.as_json(ok=True, meanings=[one._asdict() for one in found])
    elif found:
        rows = [(one.goal, one.key, one.words, f"wingterm {one.command}") for one in found]
        output.table((*Meaning._fields[:3], "command"), rows)
    else:
        raise NotFound(f"Nothing here is called {text.strip()[:40]}.", HOW)
