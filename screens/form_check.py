"""A form about a roll check: says which, and how its unit stands; a number belongs to one unit."""

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from screens.form_partner import PartnerForm
from screens.keyed import keyed
from screens.parts.fields import FieldLine
from screens.parts.lines import BOLD, Line, fit, wrapped
from screens.rows import name_of
from screens.specs.checks import NUMBERS
from wingterm.domain.checks.record import UnitState
from wingterm.domain.figures import with_sign
from wingterm.errors import NotFound
from wingterm.services.checks.sheet import CheckSheet, UnitLine, check_sheet

WHICH = " Which check? Type its number, or press F2 to list those that are open."
ANOTHER = "That is another unit: type what was counted there."
WHOSE = ("check", "unit")
"""Fields that say what a number is of."""
DECLARES = "declare"
SAYS_NUMBERS = frozenset({"explain", DECLARES})
"""Verbs whose forms show what is expected; whoever counts is not told."""


BESIDE_NAMED = 17
"""Lines of a form that declares, besides those that name who is explained."""
NAME_MAX = 30
"""Columns of the name of a unit, so that its state stands beside it."""
LEAST_NAMED = 2
"""Lines that name people at least, in a low window."""


class RollCheckForm(PartnerForm):
    """Shows what a check is by now; what is expected is never shown to whoever counts."""

    _sheet: CheckSheet | None = None
    """The check whose number is typed, as last read."""
    _number_of: tuple[str, str] | None = None
    """Check and unit for which a number stands in the form, since one of these has the focus."""

    @on(Input.Changed)
    def _check_typed(self, event: Input.Changed) -> None:
        """Show which unit it is; forget the number that was typed for another one."""
        if not self.spec.about_check:
            return
        if event.input.query_ancestor(FieldLine).field in WHOSE:
            self._forget_number()
            self.show_person()

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Note for which unit a number was typed before another unit can be.

        Here and not where a letter comes: keys of one burst are ahead of what they change.
        """
        if not self.spec.about_check:
            super().set_focus(widget, scroll_visible, from_app_focus)
            return
        self._forget_number()
        to = next((line for line in self.lines() if line.line is widget), None)
        if to is not None and to.field in WHOSE:
            typed = any(self.value(name) for name in NUMBERS)
            self._number_of = self._unit_typed if typed else None
        super().set_focus(widget, scroll_visible, from_app_focus)

    def know_person(self) -> None:
        """Look up whom it is about; a number typed for another unit is forgotten first."""
        super().know_person()
        self._forget_number()

    @property
    def _unit_typed(self) -> tuple[str, str]:
        return self.value("check"), self.value("unit").upper()

    def _forget_number(self) -> None:
        if self._number_of in (None, self._unit_typed):
            return
        self._number_of = None
        for name in NUMBERS:
            line = self.line(name)
            if line is not None and line.value:
                line.line.value = ""
                self.say(ANOTHER)

    def show_person(self) -> None:
        """Show which check and which unit it is about, as far as they are known."""
        if not self.spec.about_check:
            super().show_person()
            return
        first = Line(f" {self.mark}" if self.mark else "", BOLD)
        self._read_check()
        self.head(first, *self._check_lines(), "")

    def _read_check(self) -> None:
        typed = self.value("check")
        number = int(typed) if typed.isascii() and typed.isdecimal() else None
        if self._sheet is not None and self._sheet.id == number:
            return
        self._sheet = None
        if number is None:
            return
        session = self.session

        def found() -> CheckSheet | None:
            try:
                return check_sheet(session.desk, session.prison, number)
            except NotFound:
                return None

        self._sheet = self.ask(found)

    def _check_lines(self) -> list[Line | str]:
        sheet = self._sheet
        if sheet is None:
            return [WHICH]
        as_of = self.session.time(sheet.as_of)
        told = f" {sheet.name}  as of {as_of}   {ended_words(sheet) or sheet.word}"
        lines: list[Line | str] = [Line(told, BOLD)]
        if self.line("unit") is not None:
            lines += self._unit_lines(sheet)
        if self.spec.verb == DECLARES:
            lines += [*figures(sheet), *self._named(sheet)]
        if self.record is not None:
            who = f"{self.record.number}  {name_of(self.record)}"
            lines.append(f" {who}   born {self.record.date_of_birth}   now: {self.record.state}")
        return lines

    def _named(self, sheet: CheckSheet) -> list[Line | str]:
        """Name everybody who is explained, as far as the fields and the foot leave room."""
        room = max(LEAST_NAMED, self.app.size.height - BESIDE_NAMED)
        said = [f"{one.unit} {one.what.upper()} {one.shown}: {one.why}" for one in sheet.explained]
        whole = [part for each in said for part in wrapped(each, self.session.width - 2)]
        if len(whole) <= room:
            return [Line(f" {part}", BOLD) for part in whole]
        shown = said if len(said) <= room else said[: room - 1]
        told: list[Line | str] = [Line(f" {each}", BOLD) for each in shown]
        if len(shown) < len(said):
            more = keyed("{leave:form}, and there {beside-check:check}, names all of them.")
            told.append(Line(f" {len(said) - len(shown)} more: {more}", BOLD))
        return told

    def _unit_lines(self, sheet: CheckSheet) -> list[Line | str]:
        unit = unit_of(sheet, self.value("unit"))
        if unit is None:
            return [" Which unit? Type its code, or press F2 to list them."]
        name = "" if unit.name == unit.code else f"  {fit(unit.name, NAME_MAX).rstrip()}"
        told = f" {unit.code}{name}   {unit.state}"
        if unit.counted_by and unit.keyed_at is not None:
            told += f", counted by {unit.counted_by} {self.session.time(unit.keyed_at)}"
        lines: list[Line | str] = [Line(told, BOLD)]
        if self.spec.verb in SAYS_NUMBERS and unit.difference is not None:
            figures = f"{unit.expected} expected, {unit.counted} counted: {unit.difference:+d}"
            lines.append(Line(f" {figures}", BOLD))
        return lines

    def _take_over(self) -> str:
        """Show the check as it is now; say what came to it meanwhile."""
        said, before = super()._take_over(), self._sheet
        if before is None:
            return said
        self._sheet = None
        self.show_person()
        return f"{said} {self._news(before)}".strip()

    def _news(self, before: CheckSheet) -> str:
        """Say what others did that matters to this form, empty for nothing."""
        now = self._sheet
        if now is None:
            return ""
        if now.ending is not None and before.ending is None:
            return f"{now.name}: {ended_words(now)}. Nothing can be added to it."
        was, unit = unit_of(before, self.value("unit")), unit_of(now, self.value("unit"))
        if was is not None and unit is not None and was.counts != unit.counts:
            return f"{unit.code} was counted meanwhile, by {unit.counted_by}."
        if self.spec.verb == DECLARES and before.units != now.units:
            return "What was counted changed meanwhile; what is so now is shown above."
        return ""


def ended_words(sheet: CheckSheet) -> str:
    """Say how a check ended, empty while it is open."""
    ending = sheet.ending
    if ending is None:
        return ""
    did = "ROLL CORRECT, declared" if ending.declared else "ABANDONED"
    return f"{did} by {ending.by}"


def unit_of(sheet: CheckSheet, typed: str) -> UnitLine | None:
    """Give a unit of a check by its code as typed; None for none."""
    wanted = typed.strip().upper()
    return next((unit for unit in sheet.units if unit.code.upper() == wanted), None)


def figures(sheet: CheckSheet) -> list[Line | str]:
    """Give what would be declared."""
    explained = [unit.code for unit in sheet.units if unit.state is UnitState.EXPLAINED]
    outside, units = len(sheet.outside), len(sheet.units)
    said = f" Expected {sheet.expected}, counted {sheet.counted}"
    said += (
        f", difference {with_sign(sheet.difference)}"
        if sheet.counted_units == units
        else f" in {sheet.counted_units} of {units} units"
    )
    return [
        f"{said}; units explained: {', '.join(explained) or 'none'}.",
        f" Inside {sheet.expected}, outside {outside} by name; {sheet.roll} on the roll.",
    ]
