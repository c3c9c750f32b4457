"""Which file is to be done: a form that reads and judges it, and changes nothing."""

import os
from pathlib import Path

from textual import work

from screens.form_fields import FormFields
from screens.session import Session
from screens.specs import Field, FormSpec
from wingterm.domain.outcomes import Acknowledgement, Objection
from wingterm.errors import BadInput, WingtermError
from wingterm.services.bulk.checking import BulkPlan, check_bulk
from wingterm.services.bulk.columns import pairs
from wingterm.services.bulk.source import Source, read_source
from wingterm.settings import in_browser

PATH_MAX = 400
ELSEWHERE = (
    "In a browser no file of the host is opened. At a terminal of the host, or at its command "
    "line: wingterm bulk run FILE."
)

FIELDS = (
    Field("file", "File", required=True, longest=PATH_MAX, long=True, choices="batch-file",
          help="Its path: a CSV file, or JSON lines. F2 lists those of the present folder.",
          example="coach.csv"),
    Field("verb", "Verb", "empty: its column `verb` says; F2 lists", choices="batch-verb",
          help="What every line of the file asks for, where no column of it says so."),
    Field("batch", "Batch name", "empty: the name of the file", longest=80,
          help="By which it is known here. A name stands for one file, for ever."),
    Field("ack", "Warnings", long=True, longest=240,
          help="Warnings that are acknowledged for all lines: CODE=REASON, several with ; between.",
          example="over-cna=agreed with the duty governor"),
)  # fmt: skip
"""What is asked."""


class BatchAsk(FormFields):
    """Asks for a file, reads it, and shows what it would do."""

    NAME = "form"
    ABOUT = (
        "Which file is to be done. Enter reads it and judges every line by the rules, and shows "
        "what it would do; nothing is done before its number of lines is typed there. F2 lists "
        "what may stand in a field."
    )

    def __init__(self, session: Session) -> None:
        """Ask for a file."""
        asking = FormSpec("", "Open a batch file", FIELDS, lambda _: (), about_person=False)
        super().__init__(session, asking, None)
        self.done = ""
        """What was done of the file, empty for nothing."""
        self._reading = False

    def begin(self) -> None:
        """Say what it is for."""
        super().begin()
        self.title_line(f"Open a batch file  {self.session.prison.code}", "Enter reads it")
        self.head("")

    def action_submit(self) -> None:
        """Read the file, or say what is wrong with what was typed."""
        if self._reading:
            return
        self.clear_objections()
        if not self.value("file"):
            lines = self.lines()
            lines[0].object_to("This must be filled.")
            lines[0].take_focus()
            return
        if in_browser(os.environ):
            self.say(ELSEWHERE)
            return
        try:
            answered = pairs("ack", self.value("ack")) if self.value("ack") else ()
        except BadInput as error:
            self.object_to([Objection("typed", error.message, error.hint, "ack")])
            return
        self._reading = True
        self.say("Reading the file and judging every line...")
        self._read(tuple(Acknowledgement(*pair) for pair in answered))

    @work(thread=True, exit_on_error=False, group="batch")
    def _read(self, acknowledged: tuple[Acknowledgement, ...]) -> None:
        """Read and judge it in a thread: a long file takes seconds."""
        session, source = self.session, None
        try:
            source = read_source(Path(self.value("file")).expanduser(), verb=self.value("verb"))
            plan = check_bulk(session.desk, session.prison, source, batch=self.value("batch"),
                              acknowledged=acknowledged, browsed=True)  # fmt: skip
        except WingtermError as error:
            if source is not None:
                source.close()
            self.from_thread(self._against, error)
        else:
            self.from_thread(self._show, source, plan)

    def _against(self, error: WingtermError) -> None:
        """Say why the file cannot be read."""
        self._reading = False
        field = error.field if isinstance(error, BadInput) and error.field else "file"
        self.object_to([Objection("typed", error.message, error.hint, field)])

    def _show(self, source: Source, plan: BulkPlan) -> None:
        """Show what the file would do."""
        from screens.batch import BatchScreen

        self._reading = False
        if not self.is_current:
            source.close()
            return
        self.say("")
        self.go(BatchScreen(self.session, source, plan), self._came_back)

    def _came_back(self, done: str | None) -> None:
        """Go back to the list when it was done."""
        if done:
            self.done = done
            self.give(None)
