"""What a shell may put for a word that was begun: `wingterm __complete WORD...`, for its scripts.

The declarations of the commands are read as `straight` reads them, so Typer is not loaded. Whatever
goes wrong, nothing is said: somebody is in the middle of typing.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stderr, suppress
from typing import TYPE_CHECKING, Any

from wingterm.cli import output
from wingterm.cli.begin import begin
from wingterm.cli.declare import Argument, Context, Option
from wingterm.cli.session import Session, session_of, start
from wingterm.cli.straight import Parameter, parameters
from wingterm.cli.table import TABLE, below, loaded
from wingterm.domain.text import safe_line

if TYPE_CHECKING:
    from wingterm.services.completion import Answer

ASKED = "__complete"
"""The word before those that were typed; of those the last is the one to complete."""

FILES = ":files"
"""The answer where a file is to be named: the shell knows them."""

Pairs = list[tuple[str, str]]


PATIENCE_S = 2.0
"""Seconds after which a shell is left without an answer: somebody waits for the next letter."""


def answer(typed: Sequence[str], *, patience_s: float | None = None) -> int:
    """Print what the last word may become, with what it is after a tab; a line each.

    Args:
        typed: the words, the one to complete last.
        patience_s: after so many seconds without an answer, because the register is locked or its
            server is away, the process ends as if there was none; None: it waits.
    """
    output.prepare()
    with _ends_after(patience_s) if patience_s is not None else nullcontext():
        found = _found(typed or [""])
    with suppress(OSError):
        for word, says in found:
            # A name that would act on the terminal is not to be put on a command line either.
            if safe_line(word) == word:
                output.fields(word, says)
        sys.stdout.flush()
    return 0


def _found(typed: Sequence[str]) -> "Sequence[Answer]":
    """Give what the last word may become; nothing, and no word of it, where something is wrong."""
    context = Context()
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
        try:
            return answers(typed, context)
        except Exception:  # noqa: BLE001 - whatever it is, nobody asked for it
            return ()
        finally:
            context.close()


@contextmanager
def _ends_after(seconds: float) -> Iterator[None]:
    """End the process where something takes longer; nothing was printed by then."""
    from threading import Timer

    # What waits in the driver of a database hears no signal.
    timer = Timer(seconds, os._exit, (0,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def answers(typed: Sequence[str], context: Context) -> "Sequence[Answer]":
    """Give what the last word may become.

    Raises:
        WingtermError: the register cannot be read, or not by this officer.
    """
    from wingterm.services.completion import beginning

    *before, word = typed
    place = Place(before)
    option, equals, value = word.partition("=")
    if place.waiting is None and equals and option in place.options:
        found = of_parameter(place, place.options[option], value, context)
        return [each._replace(word=f"{option}={each.word}") for each in found]
    if place.waiting is not None:
        return of_parameter(place, place.waiting, word, context)
    if word.startswith("-") and word != "-":
        return beginning(word, sorted(place.named()))
    if place.names:
        return beginning(word, [(name, place.line(name)) for name in place.names])
    argument = place.argument()
    return () if argument is None else of_parameter(place, argument, word, context)


class Place:
    """Where on the command line the next word stands."""

    def __init__(self, before: Sequence[str]) -> None:
        """Read the words before it."""
        self.words = ""
        self.names = below("")
        self.given: dict[str, str] = {}
        """Options of the root that take a word, by parameter."""
        self.waiting: Parameter | None = None
        """The option whose value comes next."""
        self.typed: list[str] = []
        """Arguments of the command so far."""
        self._know(begin)
        for word in before:
            self._pass(word)

    def _know(self, function: Any) -> None:  # noqa: ANN401 - a function, or a text
        known = [] if isinstance(function, str) else parameters(function)
        self.arguments = [each for each in known if isinstance(each.says, Argument)]
        self.options = {
            name: each
            for each in known
            if isinstance(each.says, Option)
            for name in each.says.names
        }

    def _pass(self, word: str) -> None:
        name, equals, value = word.partition("=")
        if self.waiting is not None:
            self._keep(self.waiting, word)
            self.waiting = None
        elif name in self.options:
            option = self.options[name]
            if equals:
                self._keep(option, value)
            elif option.kind is bool:
                self._keep(option, name)
            else:
                self.waiting = option
        elif word in self.names:
            self.words = f"{self.words} {word}".lstrip()
            self.names = below(self.words)
            self._know(loaded(self.words))
        elif not word.startswith("-") or word == "-":
            self.typed.append(word)

    def _keep(self, option: Parameter, value: str) -> None:
        if not self.words:
            self.given[option.name] = value

    def named(self) -> Pairs:
        """Give the options that may come, with what they do."""
        held = [(name, str(each.says.more.get("help", ""))) for name, each in self.options.items()]
        return [*held, ("--help", "Show help.")]

    def line(self, name: str) -> str:
        """Give the line of a command below this one."""
        return TABLE[f"{self.words} {name}".lstrip()][1]

    def argument(self) -> Parameter | None:
        """Give the argument that comes next; the last takes all that are left if it takes many."""
        at = len(self.typed)
        if at < len(self.arguments):
            # `NUMBER... AREA`: the one that takes many may go on or be over.
            return self.arguments[at]
        last = self.arguments[-1] if self.arguments else None
        return last if last is not None and (last.many or len(self.arguments) > 1) else None


def of_parameter(
    place: Place, parameter: Parameter, word: str, context: Context
) -> "Sequence[Answer]":
    """Give what the value of an option, or an argument, may become."""
    from wingterm.services import completion

    metavar = str(parameter.says.more.get("metavar", "")).strip("[].")
    metavar = metavar.replace("...]", "").replace("...", "")
    if metavar in ("FILE", "DIR", "PATH"):
        return (completion.Answer(FILES),)
    words = FIXED.get((place.words, metavar)) or FIXED.get(("", metavar))
    if words is not None:
        return completion.beginning(word, words())
    listed = str(parameter.says.more.get("help", "")).partition("`wingterm codes ")[2]
    if listed:
        return completion.beginning(word, _codes(listed.partition("`")[0]))
    session = _session(place, context)
    if metavar == "PRISON" or parameter.name == "prison":
        from wingterm.services.prisons import prisons

        return completion.beginning(word, [(one.code, one.name) for one in prisons(session.desk)])
    if metavar in BATCH and place.words.startswith("bulk"):
        from wingterm.services.bulk.batches import batches

        named = [(one.name, one.state) for one in batches(session.desk) if one.name != FILES]
        return completion.beginning(word, named)
    return _people_and_places(session, place, metavar, word)


BATCH = ("NAME", "BATCH")


def _people_and_places(
    session: Session, place: Place, metavar: str, word: str
) -> "Sequence[Answer]":
    from wingterm.services import completion

    desk, prison = session.desk, session.prison
    found: list[Answer] = []
    if metavar.startswith("NUMBER") or metavar == "OTHER":
        found += completion.numbers(desk, prison, word)
    kinds = KINDS.get(metavar, ())
    if metavar.endswith(" [CELL") or (metavar == "NUMBER" and place.words == "elsewhere"):
        kinds = completion.CELLS if metavar.endswith("CELL") else completion.AREAS
    if metavar == "CODE" and place.words.startswith("places "):
        kinds = (*completion.LIVED_IN, *completion.AREAS)
    if kinds:
        found += completion.codes(desk, prison, word, kinds)
    return found[: completion.MOST]


KINDS: dict[str, tuple[str, ...]] = {
    "CELL": ("CELL",),
    "AREA": ("AREA",),
    "WING": ("WING",),
    "UNIT": ("WING", "AREA"),
}
"""Kinds of place that may be meant, by what stands for them in help."""


def _figures() -> Pairs:
    from wingterm.services.lists import FIGURES

    return list(FIGURES.items())


def _kinds() -> Pairs:
    from wingterm.domain.particulars import KINDS as PARTICULARS

    return [(kind.word, kind.label) for kind in PARTICULARS.values()]


def _lists() -> Pairs:
    from wingterm.services.codes import LISTS, ROWS

    return [(each, "") for each in ("ADM", "CELL", "CRT", "REL", "TAP", "TRN", *LISTS, *ROWS)]


def _roles() -> Pairs:
    from wingterm.domain.roles import ROLES

    return [(role, "") for role in ROLES]


def _verbs() -> Pairs:
    from wingterm.services.bulk.verbs import BULK_VERBS

    return [(verb.name, verb.words) for verb in BULK_VERBS.values()]


def _of(*words: str) -> Callable[[], Pairs]:
    return lambda: [(word, "") for word in words]


FIXED: dict[tuple[str, str], Callable[[], Pairs]] = {
    ("", "FIGURE"): _figures,
    ("", "LIST"): _lists,
    ("", "ROLE"): _roles,
    ("", "VERB"): _verbs,
    ("", "LEVEL"): _of("wing", "landing", "cell"),
    ("", "SHELL"): _of("bash", "zsh", "fish"),
    ("", "FORM"): _of("csv", "jsonl"),
    ("record", "KIND"): _kinds,
    ("end", "KIND"): _kinds,
    ("check open", "KIND"): lambda: _check_kinds(),
}
"""Words that are the same in every register, by command ("" for any) and what stands for them."""


def _check_kinds() -> Pairs:
    from wingterm.domain.checks.kinds import CheckKind

    return [(str(kind), "") for kind in CheckKind]


def _codes(name: str) -> Pairs:
    from wingterm.services.codes import LISTS, code_list, reason_codes

    if name in LISTS:
        return [(code.code, code.description) for code in code_list(name).active()]
    return [(code.code, code.description) for code in reason_codes().active_for(name)]


def _session(place: Place, context: Context) -> Session:
    """Begin a session with the options that were typed before the command."""
    demo = "demo" in place.given
    start(context, place.given.get("store", ""), place.given.get("prison", ""), demo=demo)
    return session_of(context)
