"""What a report asks first: a form that changes nothing."""

from screens.form_fields import FormFields
from screens.reports import Report, report_screen
from screens.session import Session
from screens.specs import FormSpec
from wingterm.domain.outcomes import Objection
from wingterm.errors import BadInput, WingtermError


class QueryScreen(FormFields):
    """Asks what a report wants to know, and shows the report."""

    NAME = "form"
    ABOUT = (
        "What the report is of. Enter shows it; F3 from there comes back here, with what you "
        "typed. F2 lists what may stand in a field. Nothing here changes the register."
    )

    def __init__(self, session: Session, report: Report) -> None:
        """Ask for a report."""
        asking = FormSpec("", report.title, report.asks, lambda _: (), about_person=False)
        super().__init__(session, asking, None)
        self.report = report

    def begin(self) -> None:
        """Say what it is for."""
        super().begin()
        self.title_line(f"{self.report.title}  {self.session.prison.code}", "Enter shows it")
        self.head("")

    def action_submit(self) -> None:
        """Show the report, or what is wrong with what was typed."""
        self.clear_objections()
        empty = [line for line in self.lines() if line.required and not line.value]
        if empty:
            empty[0].object_to("This must be filled.")
            empty[0].take_focus()
            return
        wrong = self.spell_out()
        if wrong:
            self.object_to(wrong)
            return
        answers = self.typed()
        try:
            told = self.report.read(self.session, answers)
        except BadInput as error:
            self.object_to([Objection("typed", error.message, error.hint, error.field)])
        except WingtermError as error:
            self.say_error(error)
        else:
            self.go(report_screen(self.session, self.report, answers, told))
