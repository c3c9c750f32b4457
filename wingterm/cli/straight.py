"""Commands without Typer, whose loading is half of a short one's time: what is typed plainly.

Whatever is not plain (help, a word too many, a value that begins with a dash, a number out of
range) is left to Typer before anything was done: one voice says what does not fit.
"""

import os
from collections.abc import Callable, Sequence
from typing import Any

from wingterm.cli import declare
from wingterm.cli.begin import begin
from wingterm.cli.declare import Argument, Context, Option, Says
from wingterm.cli.edge import guarded
from wingterm.cli.table import below, loaded, runs

DIGITS_MAX = 18
"""Most digits of a number; Python refuses to read thousands of them."""

COMPLETING = "_WINGTERM_COMPLETE"
"""Set by a shell that asks how a word may end."""


class Parameter:
    """A parameter of a command."""

    def __init__(self, name: str, kind: Any, says: Says, *, needed: bool) -> None:  # noqa: ANN401 - a type
        """Keep what is declared of it."""
        self.name = name
        self.kind = kind
        self.says = says
        self.needed = needed
        """Whether it has no default."""
        self.many = kind in (list[str], list[str] | None)
        """Whether it takes several words."""


class Step:
    """A function of the command line, and what was typed for it."""

    def __init__(
        self, function: Callable[..., None], given: dict[str, Any], follows: str | None = None
    ) -> None:
        """Keep them, and the command that follows."""
        self.function = function
        self.given = given
        self.follows = follows


class Read:
    """What has been read of a command line."""

    def __init__(self, left: list[str]) -> None:
        """Begin with nothing read."""
        self.left = left
        """The words that are not read yet, the next one last."""
        self.given: dict[str, Any] = {}
        self.answer: Callable[[], None] | None = None
        """What answers the whole command line at once."""


class NotPlain(Exception):
    """What was typed is for Typer to read, or to refuse."""


def run(typed: Sequence[str]) -> int | None:
    """Run what is typed plainly; give its exit code, or None where it is for Typer."""
    try:
        steps = understood(typed)
    except NotPlain:
        return None
    return int(guarded(typed, lambda: _taken(steps)))


def _taken(steps: list[Step]) -> None:
    context = Context()
    try:
        for step in steps:
            context.invoked_subcommand = step.follows
            with_context = step.function.__code__.co_varnames[:1] == ("context",)
            declare.call(step.function, context if with_context else None, step.given)
    finally:
        context.close()


def understood(typed: Sequence[str]) -> list[Step]:
    """Read a command line: the root's options, those of a group, those of the command.

    Raises:
        NotPlain: not everything of it is understood here.
    """
    if COMPLETING in os.environ or os.name == "nt" or not _is_text(typed):
        raise NotPlain
    found: Any = begin
    words, left = "", list(typed)
    steps: list[Step] = []
    while True:
        names = below(words)
        if found is not None:
            read = _read(found, left, stops=bool(names))
            left = read.left[::-1]
            if read.answer is not None:
                return [Step(read.answer, {})]
            steps.append(Step(found, read.given, left[0] if left else None))
        if not names or (found is not None and words and not left):
            return steps
        # The root alone opens the terminal; a group that does nothing needs a command.
        if not left or left[0] not in names:
            raise NotPlain
        words = f"{words} {left.pop(0)}".lstrip()
        found = loaded(words) if runs(words) else None


def parameters(function: Callable[..., None]) -> list[Parameter]:
    """Give what a command declares, in order, without its context.

    Raises:
        NotPlain: something of it is declared in another way.
    """
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    needed = len(names) - len(function.__defaults__ or ())
    found = []
    for at, name in enumerate(names):
        if name == "context":
            continue
        annotation = function.__annotations__[name]
        said: tuple[object, ...] = getattr(annotation, "__metadata__", ())
        if len(said) != 1 or not isinstance(said[0], Says):
            raise NotPlain
        kind = annotation.__origin__
        found.append(Parameter(name, kind, said[0], needed=at < needed))
    return found


def _read(function: Callable[..., None], typed: Sequence[str], *, stops: bool) -> "Read":
    """Read what belongs to a function.

    Args:
        function: whose options and arguments.
        typed: what was typed after its words.
        stops: whether the first word that is no option is the name of a command below.
    """
    known = parameters(function)
    # A pair of names, of which one says no, is Typer's.
    options = {name: each for each in known for name in each.says.names if "/" not in name}
    read = Read(list(reversed(typed)))
    words: list[str] = []
    while read.left:
        word = read.left.pop()
        if word.startswith("-") and word != "-":
            _option(options, word, read)
        elif stops:
            read.left.append(word)
            break
        else:
            words.append(word)
    read.given.update(_placed([each for each in known if isinstance(each.says, Argument)], words))
    if any(each.needed and each.name not in read.given for each in known):
        raise NotPlain
    return read


def _option(options: dict[str, Parameter], word: str, read: "Read") -> None:
    """Read an option, with the word after it where it takes one."""
    name, equals, value = word.partition("=")
    option = options.get(name)
    if option is None:
        raise NotPlain
    assert isinstance(option.says, Option)
    if option.kind is bool:
        if equals:
            raise NotPlain
        read.given[option.name] = True
        read.answer = read.answer or option.says.at_once
        return
    if not equals:
        if not read.left:
            raise NotPlain
        value = read.left.pop()
    if option.many:
        read.given.setdefault(option.name, []).append(_value(option, value))
    else:
        read.given[option.name] = _value(option, value)


def _placed(arguments: list[Parameter], words: list[str]) -> dict[str, Any]:
    """Give words to arguments in their order; the last takes all that are left if it takes many."""
    given: dict[str, Any] = {}
    for at, argument in enumerate(arguments):
        if argument.many:
            if at + 1 != len(arguments):
                raise NotPlain
            if words[at:]:
                given[argument.name] = [_value(argument, word) for word in words[at:]]
            return given
        if at < len(words):
            given[argument.name] = _value(argument, words[at])
    if len(words) > len(arguments):
        raise NotPlain
    return given


def _value(parameter: Parameter, typed: str) -> str | int:
    """Read a word as the kind of its parameter.

    Raises:
        NotPlain: it begins with a dash, or is no such thing.
    """
    if typed.startswith("-") and typed != "-":
        raise NotPlain
    if parameter.kind is str or parameter.many:
        return typed
    if parameter.kind not in (int, int | None):
        raise NotPlain
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > DIGITS_MAX:
        raise NotPlain
    number = int(typed)
    least, most = parameter.says.min, parameter.says.max
    if (least is not None and number < least) or (most is not None and number > most):
        raise NotPlain
    return number


def _is_text(typed: Sequence[str]) -> bool:
    try:
        "".join(typed).encode()
    except UnicodeEncodeError:
        return False
    return True
