"""A batch file before it is done: its lines, what stands against them, what they would do."""

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult

from screens.batch_rows import LAID, MORE, head_lines, rows_of
from screens.keyed import keyed
from screens.marking import MarkingScreen
from screens.parts.confirm import ConfirmBar
from screens.parts.line_list import Row
from screens.parts.lines import BOLD, Line, Lines, wrapped
from screens.session import Session
from wingterm.actions import key_line
from wingterm.errors import WingtermError
from wingterm.services.bulk.checking import BulkPlan, check_bulk, further
from wingterm.services.bulk.choosing import only, without
from wingterm.services.bulk.run import BulkDone, run_bulk
from wingterm.services.bulk.source import Source

ROOM = 78
"""Columns of a line below the list."""


class BatchScreen(MarkingScreen):
    """The lines of a file, of which some may be marked; nothing is done yet."""

    NAME = "batch"
    ABOUT = (
        "What each line of the file would do; lines that a rule is against stand first. As long as "
        "there is one nothing is done: mend the file, or {leave-out} goes on without those lines. "
        "{mark} marks lines, and then only these are done; of many lines the last row shows more. "
        "{run-batch} does it, once the number of lines is typed. Up to 10,000 lines are one act, "
        "all or nothing; longer files are done in parts, and the same file finishes what was begun."
    )
    MARKS = False
    SAYS_WHO_LEFT: ClassVar[bool] = False  # type: ignore[misc]

    def __init__(self, session: Session, source: Source, plan: BulkPlan) -> None:
        """Show a file.

        Args:
            session: who asks.
            source: the file; closed when the screen is left.
            plan: what it comes to.
        """
        super().__init__(session)
        self._whole = source
        self._source = source
        """The lines that are to be done: of the whole file, or of a choice of it."""
        self._plan = plan
        self._told_rows = plan.planned
        """What would be done, as far as it is shown."""
        self._batch = plan.batch
        """Name of the batch of the whole file."""
        self._busy = False
        self._stop = False
        """Whether it ends after the part that is being done."""

    def middle(self) -> ComposeResult:
        """Make the list and, below it, what its row has no room for."""
        yield from super().middle()
        yield Lines("", "", id="detail")

    def foot(self) -> Lines:
        """Make notice lines that can ask for the number of lines."""
        return ConfirmBar("", id="notice", classes="-foot")

    def on_unmount(self) -> None:
        """Remove what was kept of the file; what is being done ends after its part."""
        self._stop = True
        if not self._busy:
            self._forget()

    def _forget(self) -> None:
        for source in {self._source, self._whole}:
            source.close()

    def whose(self, row: Row) -> str:
        """Give the line of the file that a row stands for, empty for none."""
        return row.key.partition("/")[0]

    def read(self) -> None:
        """Show the plan; the file was read before."""
        session, plan = self.session, self._plan
        self.title_line(f"{plan.batch}  {session.prison.code}", _state(plan))
        self.head("", *head_lines(plan, session.width), "", Line(LAID.at(session.width).head, BOLD))
        self.put(rows_of(plan, self._told_rows, session.width))
        self.show_detail()

    def catch_up(self) -> None:
        """Leave it as it was judged: it is judged again when it is done."""
        self.fresh.was_read(self.session.state(), None)

    def show_detail(self) -> None:
        """Show in full what the row under the cursor has no room for."""
        lines = [*wrapped(self.current.full if self.current else "", ROOM), "", ""][:2]
        self.query_one("#detail", Lines).put(*(f" {line}" for line in lines))

    def open(self) -> None:
        """Open the person of the line, or show more lines."""
        if self.current and self.current.key == MORE:
            self._show_more()
            return
        number = self.current.key.partition("/")[2] if self.current else ""
        if number:
            self.open_person(number)

    def _show_more(self) -> None:
        """Show the lines behind those that are shown, and stand on the first of them."""
        at = len(self._plan.faults) + len(self._told_rows)
        self._told_rows += further(self.session.desk, self._source, len(self._told_rows))
        self.read()
        self.list.move_to(at)

    def senseless(self) -> set[str]:
        """Give what cannot be done: leave out where nothing stands against a line."""
        return super().senseless() | (set() if self._plan.faults else {"leave-out"})

    def action_run_batch(self) -> None:
        """Ask for the number of lines, of all of them or of those marked."""
        if self._asking or self._busy_said():
            return
        chosen = frozenset(int(line) for line in self.marks)
        if chosen:
            self._judge(lambda: only(self._whole, chosen), self._ask)
        else:
            self._ask()

    def action_leave_out(self) -> None:
        """Go on without the lines that a rule is against."""
        if self._asking or self._busy_said():
            return
        against = {fault.line for fault in self._plan.faults}
        if not against:
            self.say(keyed("Nothing stands against any line. {run-batch} does all of them."))
        else:
            self._judge(lambda: without(self._source, against), self._left_out)

    def action_leave(self) -> None:
        """End what is being done after its part, else go back one step."""
        if not self._busy:
            super().action_leave()
            return
        self._stop = True
        self.say("It ends after the part that is being done. The same file finishes it later.")

    def action_quit(self) -> None:
        """Leave wingterm, not while a part is being done."""
        if self._busy:
            self.action_leave()
        else:
            super().action_quit()

    @property
    def _asking(self) -> bool:
        return self.query_one(ConfirmBar).asking

    @property
    def live(self) -> str:
        """Give the name of the keys that are live: those of the question while it stands."""
        return "count" if self._asking else self.NAME

    def show_keys(self) -> None:
        """Show the keys of the list, or of the bar that asks."""
        if self._asking:
            self.keys(f"{key_line('count', 79)}     any other key: no, nothing is done")
        else:
            super().show_keys()

    def _busy_said(self) -> bool:
        if self._busy:
            self.say(keyed("The file is being read or done. {leave} ends it after this part."))
        return self._busy

    def _judge(self, choose: Callable[[], Source], then: Callable[[], None]) -> None:
        self._busy = True
        self.say("Judging the lines again...")
        self._judge_in_thread(choose, then)

    @work(thread=True, exit_on_error=False, group="batch")
    def _judge_in_thread(self, choose: Callable[[], Source], then: Callable[[], None]) -> None:
        session, plan = self.session, self._plan
        source = choose()
        try:
            judged = check_bulk(session.desk, session.prison, source, batch=self._named(source),
                                acknowledged=plan.acknowledged, browsed=True)  # fmt: skip
        except WingtermError as error:
            source.close()
            self.from_thread(self._failed, error)
        else:
            self.from_thread(self._judged, source, judged, then)

    def _named(self, source: Source) -> str:
        """Name the batch of some lines of the file: the same choice has the same name."""
        return f"{self._batch}, {source.rows} of {self._whole.rows} lines, {source.digest[:8]}"

    def _judged(self, source: Source, plan: BulkPlan, then: Callable[[], None]) -> None:
        if self._source is not self._whole:
            self._source.close()
        self._busy, self._source, self._plan = False, source, plan
        self._told_rows = plan.planned
        self.marks.clear()
        self.say("")
        self.read()
        then()

    def _failed(self, error: WingtermError) -> None:
        self._busy = False
        self.say_error(error)

    def _left_out(self) -> None:
        left = self._whole.rows - self._source.rows
        self.say(keyed(f"{left} lines are left out. {{run-batch}} does the others."))
        self.show_keys()

    def _ask(self) -> None:
        plan = self._plan
        if plan.faults:
            self.say(keyed(
                f"{plan.fault_count} faults: nothing is done as long as a rule is against a line. "
                "{leave-out} goes on without those lines."
            ))  # fmt: skip
            return
        if plan.repeated:
            self.say("All of it was done before; nothing needs to change.")
            return
        parts = "as one act, all of it or nothing" if plan.parts == 1 else f"in {plan.parts} parts"
        told = self.session.told(f"{plan.batch}: {plan.good} lines, {parts}.")
        effect = ", ".join(f"{e.prison} {e.before} to {e.after}" for e in plan.effects[:4])
        sentences = (told, f"Population: {effect}.") if effect else (told,)
        self.query_one(ConfirmBar).ask_number(plan.good, *sentences, of="lines")
        self.show_keys()

    @on(ConfirmBar.Answered)
    def _answered(self, event: ConfirmBar.Answered) -> None:
        self.focus_on(self.list)
        self.show_keys()
        if event.yes:
            self._busy, self._stop = True, False
            self.say(f"Doing {self._plan.good} lines...")
            self._run()
        else:
            self.say(f"Nothing was done. {event.why}".strip())

    @work(thread=True, exit_on_error=False, group="batch")
    def _run(self) -> None:
        """Do it in a thread: others may be writing, and a part may take a second."""
        session = self.session
        try:
            with session.telling(self.wait):
                done = run_bulk(session.desk, session.prison, self._source, self._plan,
                                progress=self._progress)  # fmt: skip
        except KeyboardInterrupt:
            self.from_thread(self._stopped)
        except WingtermError as error:
            self.from_thread(self._failed, error)
        else:
            self.from_thread(self._did, done)
        finally:
            if not self.is_running:
                self._forget()

    def _progress(self, done: int, of: int) -> None:
        """Say how far it is; called between parts.

        Raises:
            KeyboardInterrupt: it is to end here.
        """
        self.from_thread(self.title_line, f"{self._plan.batch}", f"{done} of {of} lines")
        if self._stop and done < of:
            raise KeyboardInterrupt

    def _stopped(self) -> None:
        self._busy = False
        self.give(
            f"{self._plan.batch} ended before its last part. Parts that are done stay; the same "
            "file finishes it."
        )

    def _did(self, done: BulkDone) -> None:
        self._busy = False
        self.session.own.update(done.request_ids)
        if done.faults:
            first = done.faults[0]
            self.say(
                f"{done.done} lines were done. Line {first.line}: {first.sentence} Nothing of its "
                "part was done; the same file goes on from there."
            )
            return
        changed = done.done - done.unchanged
        same = f", {done.unchanged} were so already" if done.unchanged else ""
        receipt = f" Receipt: {done.request_ids[0]}" if len(done.request_ids) == 1 else ""
        said = f"Done: {done.batch}, {changed} lines{same}.{receipt}"
        self.give(self.session.told("Done before; nothing changed." if done.repeated else said))


def _state(plan: BulkPlan) -> str:
    if plan.repeated:
        return "done before"
    return f"{plan.fault_count} FAULTS" if plan.faults else f"{plan.good} lines, nothing done yet"
