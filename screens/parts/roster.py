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
        self._more = ""
        self._starts = [0]
        """Where each page shown so far begins, the last of them the one shown."""
        self._next = 0

    def put_people(self, people: Sequence[Sequence[Line | str]], more: str) -> None:
        """Show people, one or more lines each, as many as there is room for.

        Args:
            people: the lines of each, those first who must be seen.
            more: what is said below when there are more, with how many for `{}`.
        """
        self._people, self._more, self._starts = people, more, [0]
        self._fit()

    def page_down(self) -> None:
        """Show the next of them; nothing behind the last."""
        if self._next < len(self._people):
            self._starts.append(self._next)
            self._fit()

    def page_up(self) -> None:
        """Show those before again."""
        if len(self._starts) > 1:
            self._starts.pop()
            self._fit()

    def on_resize(self) -> None:
        """Use what room there is."""
        self._starts = [0]
        self._fit()

    def _fit(self) -> None:
        """Show one empty line, a page of people, and how many more there are."""
        room = self.size.height - 1
        shown: list[Line | str] = [""]
        self._next = self._starts[-1]
        for lines in self._people[self._next :]:
            left = len(self._people) - self._next
            # The last line is kept for how many more there are.
            if len(shown) - 1 + len(lines) + (left > 1) > room and len(shown) > 1:
                shown.append(self._more.replace("{}", str(left)))
                break
            shown += lines
            self._next += 1
        self.put(*shown)
