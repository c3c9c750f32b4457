"""The command line as Typer runs it. The commands are in `table`, the root's options in `begin`."""

import typer

from wingterm.cli.begin import NAME, begin
from wingterm.cli.exits import MEANINGS
from wingterm.cli.plain import STYLE, Root, as_typer

HELP = """Who is in the prison and where they are, now and at any past instant.

Without a command it opens the terminal.

Examples:
  wingterm practice
  wingterm find exam
  wingterm move A4242QZ A-1-004
  wingterm --demo roll --as-of "yesterday 06:00"
"""

EPILOG = "Exit codes:\n" + "\n".join(f"  {code:>3}  {MEANINGS[code]}" for code in MEANINGS)


app = typer.Typer(name=NAME, help=HELP, epilog=EPILOG, cls=Root, **STYLE)
app.callback(invoke_without_command=True)(as_typer(begin))
