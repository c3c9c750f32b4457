"""The people of a form about several, as many as there is room for, and how many more."""

from collections.abc import Sequence

from screens.parts.lines import Line, Lines


class Roster(Lines):
    """A list of people that is only looked at."""

    DEFAULT_CSS = "Roster { height: 1fr; min-height: 3; }"

    def __init__(self) -> None:
        """Start with nobody."""
        super().__init__(id="roster")
        self._people: Sequence[Sequence[Line | str]] = ()

    def put_people(self, people: Sequence[Sequence[Line | str]]) -> None:
        """Show people, one or more lines each, as many as there is room for.

        Args:
            people: the lines of each, those first who must be seen, or an empty line.
        """
        self._people = people
        self._fit()

    def on_resize(self) -> None:
        """Use what room there is."""
        self._fit()

    def _fit(self) -> None:
        room = self.size.height
        shown: list[Line | str] = []
        for number, lines in enumerate(self._people):
            left = len(self._people) - number
            # The last line is kept for how many more there are.
            if len(shown) + len(lines) + (left > 1) > room:
                shown.append(f" and {left} more")
                break
            shown += lines
        self.put(*shown)
