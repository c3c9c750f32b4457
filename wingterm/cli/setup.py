"""The practice register, upgrades, and what this program is."""

import sys
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.declare import Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.quick import can_show
from wingterm.cli.rolls import print_roll
from wingterm.cli.session import Json, Session, reachable, session_of
from wingterm.cli.terminal import open_terminal

if TYPE_CHECKING:
    from wingterm.services.setup import Upgraded

Reset = Annotated[bool, Option("--reset", help="Make it anew.")]
Elsewhere = Annotated[str, Option("--store", metavar="PATH", help="Keep the demo there instead.")]


def practice(context: Context, reset: Reset = False, store: Elsewhere = "") -> None:
    """Open the terminal on an invented prison, to learn on.

    It has a register of its own, made on first use; yours is never touched. Every
    screen of it says PRACTICE. In the terminal F9 goes there and back. Other
    commands work on it after --demo. Where there is no terminal it says where it
    is, and prints its roll.

    Examples:
      wingterm practice
      wingterm practice --reset
      wingterm --demo roll
    """
    _practise(context, store, reset=reset)


def demo(context: Context, reset: Reset = False, store: Elsewhere = "") -> None:
    """Open the invented prison: another name of practice.

    Examples:
      wingterm demo
      wingterm demo --reset
      wingterm --demo roll
    """
    _practise(context, store, reset=reset)


def _practise(context: Context, store: str, *, reset: bool) -> None:
    """Open the practice register in the terminal; where there is none print its roll."""
    from wingterm.services.demo import open_demo
    from wingterm.services.roll import roll as roll_of

    session = session_of(context)
    settings = session.settings.demo()
    if store or session.store:
        settings = settings._replace(store=store or session.store)
    with reachable():
        open_demo(settings, reset=reset, progress=notices.progress("Making the demo")).store.close()
    shown = Session(settings)
    context.call_on_close(shown.close)
    if can_show():
        raise Ended(open_terminal(shown))
    output.line(f"The demo register is {settings.store}.")
    output.line()
    print_roll(roll_of(shown.desk, shown.prison), "wing")


def upgrade(context: Context, json: Json = False) -> None:
    """Bring an older register to this version's schema.

    A file is copied and the copy looked through; then all of it is migrated, and
    the independent checker goes through what came of it, before any of it is
    kept: whole or not at all. The copy stays beside the register. Of a register
    on a server make a backup with pg_dump first. An officer upgrades only as
    administrator; the owner of the file or database need be no officer.

    Examples:
      wingterm upgrade
      wingterm --store restored.db upgrade
    """
    from wingterm.services.setup import upgrade_register

    notices.under_way("Copying, upgrading and checking...")
    with reachable():
        done = upgrade_register(session_of(context).settings)
    found = done.violations
    if json:
        output.as_json(
            ok=not found, upgraded=done.done, copy=str(done.copy or ""), violations=len(found),
            found=[one._asdict() for one in found],
        )  # fmt: skip
    elif done.done:
        kept = f" The register as it was is {done.copy}." if done.copy else ""
        output.said(f"Upgraded; it verifies.{kept}")
    elif not found:
        output.said("The register has this version's schema.")
    if found and not json:
        _tell_unsound(done)
    if found:
        raise Ended(Exit.NOT_SOUND)


def _tell_unsound(done: "Upgraded") -> None:
    """Say what does not fit: nobody else can, of a register of an older schema."""
    for one in done.violations:
        notices.notice(f"{one.where}: {one.sentence} [{one.rule}]")
    ended = (
        "the register was not upgraded, nothing was changed" if done.older else "it is as it was"
    )
    kept = f"; {done.copy} is a copy" if done.copy else ""
    notices.notice(f"wingterm: {len(done.violations)} do not fit: {ended}{kept}.")


def about(context: Context, json: Json = False) -> None:
    """Say which version this is, and where the register is.

    Examples:
      wingterm about
    """
    from wingterm import __version__
    from wingterm.services.about import facts

    found = [("wingterm", __version__), ("python", sys.version.partition(" ")[0])]
    with reachable():
        found += facts(session_of(context).settings)
    if json:
        output.as_json(ok=True, about=dict(found))
    else:
        output.table(("what", "which"), found)
