"""A form about two people: the second is shown like the first, and what is shown of them counts."""

from dataclasses import replace

from screens.form_fields import FormFields
from screens.parts.lines import Line
from screens.rows import name_of
from wingterm.domain.people import FieldRefused, parse_prison_number
from wingterm.services.people import PersonRecord, show
from wingterm.services.seen import Seen, seen_of, what_changed

FIELD = "other"
"""The field that names the second person."""


class PartnerForm(FormFields):
    """Shows who the second person is as soon as their number is whole."""

    other: PersonRecord | None = None
    """The second person as last shown; None as long as there is none."""

    def know_person(self) -> None:
        """Look both people up by the numbers that stand in the form now."""
        super().know_person()
        if self._input(FIELD) is None:
            return
        typed = self.value(FIELD).upper()
        if self.other is not None and typed == self.other.number:
            return
        try:
            self.other = self._found(parse_prison_number(typed))
        except FieldRefused:
            self.other = None
        self.show_person()

    def seen(self) -> Seen:
        """Give what was last shown of both."""
        seen, other = super().seen(), self.other
        if other is None:
            return seen
        return replace(seen, people={**seen.people, **seen_of(other).people})

    def names_person(self, name: str) -> bool:
        """Whether a field names somebody whom the form shows."""
        return name == FIELD or super().names_person(name)

    def further_lines(self, record: PersonRecord) -> list[Line | str]:
        """Give who the second person is, where there is one to be."""
        if self._input(FIELD) is None:
            return super().further_lines(record)
        other = self.other
        if other is None:
            return [" With whom? Type the prison number, or press F2 to find them by name."]
        who = f"{other.number}  {name_of(other)}   born {other.date_of_birth}"
        return [f" With: {who}   {other.state}"]

    def _take_over(self) -> str:
        """Show both as they are now; give what changed meanwhile, as sentences."""
        said, other, session = super()._take_over(), self.other, self.session
        if other is None:
            return said
        changed = what_changed(session.desk, session.prison, seen_of(other))
        if not changed:
            return said
        self.other = show(session.desk, other.number)
        self.mark = changed[0].mark
        self.show_person()
        return f"{said} {changed[0].sentence}".strip()
