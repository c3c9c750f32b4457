"""A form about two people: the second is shown like the first, and what is shown of them counts."""

from dataclasses import replace

from screens.form_fields import FormFields
from screens.parts.lines import Line
from screens.rows import name_of
from wingterm.domain.people import FieldRefused, parse_prison_number
from wingterm.services.people import PersonRecord, show
from wingterm.services.seen import Seen, seen_of, what_changed

FIELDS = {"other": "With", "into": "Into"}
"""The fields that name the second person, with the word before who it is."""


class PartnerForm(FormFields):
    """Shows who the second person is as soon as their number is whole."""

    other: PersonRecord | None = None
    """The second person as last shown; None as long as there is none."""

    @property
    def partner(self) -> str:
        """The field of this form that names the second person, empty where it has none."""
        return next((name for name in FIELDS if self._input(name) is not None), "")

    def know_person(self) -> None:
        """Look both people up by the numbers that stand in the form now."""
        super().know_person()
        if not self.partner:
            return
        typed = self.value(self.partner).upper()
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
        return name in FIELDS or super().names_person(name)

    def further_lines(self, record: PersonRecord) -> list[Line | str]:
        """Give who the second person is, where there is one to be."""
        if not self.partner:
            return super().further_lines(record)
        other, word = self.other, FIELDS[self.partner]
        if other is None:
            return [f" {word} whom? Type the prison number, or press F2 to find them by name."]
        who = f"{other.number}  {name_of(other)}   born {other.date_of_birth}"
        return [f" {word}: {who}   {other.state}"]

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
