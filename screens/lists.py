"""The menu of lists: every figure and report of the prison, each with how many are behind it."""

from typing import Any

from screens.base import Frame
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line, columns
from screens.register import RegisterScreen
from screens.report_list import REPORTS
from screens.reports import open_report
from wingterm.services.lists import FIGURES
from wingterm.services.roll import roll

PICTURES: dict[str, tuple[str, str]] = {
    "map": ("Map of a wing", "map WING"),
    "days": ("Roll over the last days", "roll-days"),
    "occupancy": ("Occupancy against capacity", "occupancy"),
}
"""Pictures by name: title and the command that gives the same."""

CHECKS: dict[str, tuple[str, str]] = {
    "check": ("Roll check, open or last", "check show"),
    "checks": ("Roll checks, with those missed", "check list"),
}
"""Screens of roll checks by name: title and the command that gives the same."""

BATCHES = ("Batches: files of many lines", "bulk list")
"""Title of the list of batches, and the command that gives the same."""

HEAD = columns((" List", 34), ("People", -6), ("", 1), ("At the command line", 34))


class ListsScreen(RegisterScreen):
    """Every list of the prison."""

    NAME = "lists"
    ABOUT = (
        "Every list and report of the prison, with how many people are behind it where that is "
        "known at once. Enter opens it; F3 comes back here. {filter} narrows the menu as you type."
    )

    def read(self) -> None:
        """Read how many people are behind each list."""
        session = self.session
        sheet = roll(session.desk, session.prison)
        self.holds_until = sheet.holds_until
        self.title_line(f"Lists  {session.prison.code}", f"as of {session.full_time(sheet.as_of)}")
        self.head("", Line(HEAD, BOLD))
        figures = [
            _row(f"figure:{name}", words, f"list {name}", _count(sheet.headline, name))
            for name, words in FIGURES.items()
        ]
        reports = [
            _row(f"report:{name}", report.title, report.twin) for name, report in REPORTS.items()
        ]
        pictures = [_row(f"picture:{name}", *said) for name, said in PICTURES.items()]
        checks = [_row(f"check:{name}", *said) for name, said in CHECKS.items()]
        self.put([*reports, *checks, _row("batches:", *BATCHES), *pictures, *figures])

    def open(self) -> None:
        """Open a list."""
        from screens.people import PeopleScreen

        if self.current is None:
            return
        kind, _, name = self.current.key.partition(":")
        if kind == "figure":
            self.go(PeopleScreen(self.session, name))
        elif kind == "picture":
            open_picture(self, name)
        elif kind == "check":
            open_checks(self, name)
        elif kind == "batches":
            open_batches(self)
        else:
            open_report(self, name)


def open_checks(screen: Frame[Any], name: str) -> None:
    """Open the roll check in front of a screen, or the list of them."""
    from screens.check import CheckScreen
    from screens.checks import ChecksScreen

    screen.go((CheckScreen if name == "check" else ChecksScreen)(screen.session))


def open_batches(screen: Frame[Any]) -> None:
    """Open the list of batches in front of a screen."""
    from screens.batches import BatchesScreen

    screen.go(BatchesScreen(screen.session))


def open_picture(screen: Frame[Any], name: str) -> None:
    """Open a picture over a screen; of a map it is asked first of which wing."""
    from screens.pictures import DaysScreen, OccupancyScreen

    session = screen.session
    if name == "map":
        from screens.choices import choice_screen

        screen.go(choice_screen(session, "wing"), lambda code: _open_map(screen, code))
    else:
        screen.go((DaysScreen if name == "days" else OccupancyScreen)(session))


def _open_map(screen: Frame[Any], code: str | None) -> None:
    """Show the wing of a place, the cursor there."""
    from screens.wing_map import MapScreen

    if code is not None:
        screen.go(MapScreen(screen.session, code.partition("-")[0], code))


def _row(key: str, words: str, twin: str, count: str = "") -> Row:
    return Row(key, columns((f" {words}", 34), (count, -6), ("", 1), (f"wingterm {twin}", 34)))


def _count(headline: object, figure: str) -> str:
    """Give how many are behind a figure, empty where the headline does not say."""
    found = getattr(headline, figure.replace("-", "_"), None)
    return "" if found is None else str(found)
