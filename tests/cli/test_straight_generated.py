"""Any command line at all is read without Typer as Typer reads it, or left to Typer."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.test_straight import Called, by_typer, noted, straightly
from tests.thorough import examples
from wingterm.cli.begin import begin
from wingterm.cli.declare import Option
from wingterm.cli.straight import Parameter, parameters
from wingterm.cli.table import TABLE, below, loaded

__all__ = ["noted"]

PLAIN = ("A1001AA", "A-1-001", "3", "100", "a b", "\u00e9", "", "-", "=", "A=1", "12:30", "\u202e")

VALUES = st.one_of(
    st.sampled_from((
        "A1001AA", "A-1-001", "3", "100", "12:30", "a b", "", "-", "--", "=", "A=1", "-1", "--json",
        "0", "007", "+5", " 5", "5 ", "1_000", "1e3", "0x10", "\u0663", "\u00b2", "9" * 18,
        "9" * 19, "9" * 5000, "-x", "-h", "\u00e9", "\u202e", "'", '"', "\\", "$HOME", "@file", "/",
        "\n", "\t", "\x00", "a\x00b", "\x1b[2J", "*", "~", "%s", "None", "True", "yes",
    )),
    st.text(max_size=6),
)  # fmt: skip
"""What may stand for a value: plain words, numbers as nobody writes them, what shells leave."""


def spelled(option: Parameter) -> st.SearchStrategy[list[str]]:
    """Give the ways in which an option may be typed, wrong ones too."""
    names = [one for name in option.says.names for one in name.split("/")]
    cut = st.sampled_from(names).flatmap(
        lambda name: st.integers(3, len(name)).map(lambda length: name[:length])
    )
    name = st.one_of(st.sampled_from(names), st.sampled_from(names), cut)
    return st.one_of(
        name.map(lambda one: [one]),
        st.tuples(name, VALUES).map(list),
        st.tuples(name, VALUES).map(lambda pair: ["=".join(pair)]),
    )


def typed_for(function: object) -> st.SearchStrategy[list[str]]:
    """Give words that may be typed for a function of the command line, most of them as they fit."""
    known = parameters(function) if callable(function) else []
    options = [each for each in known if isinstance(each.says, Option)]
    odd = [VALUES.map(lambda one: [one]), *map(spelled, options)]
    fits = [*map(fitting, known)] or [st.just([])]
    # What must be there mostly is: else nothing but refusals would be compared.
    whole = joined(st.tuples(*(fitting(each) for each in known if each.needed)))
    some = joined(st.lists(st.one_of(fits), max_size=4))
    wrong = joined(st.lists(st.one_of(odd), max_size=4))
    return st.one_of(
        joined(st.tuples(whole, some)), joined(st.tuples(some, whole)),
        joined(st.tuples(whole, some)), joined(st.tuples(some, whole)),
        joined(st.tuples(wrong, whole)), joined(st.tuples(whole, wrong, some)), wrong,
    )  # fmt: skip


def joined(parts: st.SearchStrategy[Iterable[list[str]]]) -> st.SearchStrategy[list[str]]:
    """Give the words of several parts after each other."""
    return parts.map(lambda many: [word for one in many for word in one])


def fitting(each: Parameter) -> st.SearchStrategy[list[str]]:
    """Give words that fit a parameter."""
    number = each.kind in (int, int | None)
    value = st.sampled_from(("3", "1", "100") if number else PLAIN)
    if not isinstance(each.says, Option):
        return value.map(lambda one: [one])
    name = each.says.names[0].partition("/")[0]
    if each.kind is bool:
        return st.just([name])
    return st.one_of(value.map(lambda one: [name, one]), value.map(lambda one: [f"{name}={one}"]))


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Give a command line: the root's options, a command or something like it, its words."""
    typed = draw(typed_for(begin)) if draw(st.integers(0, 3)) == 0 else []
    words = draw(st.sampled_from(["", *TABLE]))
    typed += words.split()
    if words and below(words):
        typed += draw(st.one_of(st.just([]), st.sampled_from([*below(words)]).map(lambda w: [w])))
    typed += draw(typed_for(loaded(words) if words else begin))
    if draw(st.integers(0, 14)) == 0 and typed:
        typed.insert(draw(st.integers(0, len(typed))), draw(VALUES))
    return typed


@pytest.mark.timeout(900)
def test_any_command_line_is_read_alike_or_left_to_typer(
    noted: Called, capsys: pytest.CaptureFixture[str]
) -> None:
    read = 0

    @settings(
        max_examples=examples(suite=70, thorough=3000), deadline=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
    @given(lines())
    def alike(typed: list[str]) -> None:
        nonlocal read
        found = straightly(typed)
        if found is not None:
            read += 1
            # What answers the whole line at once is run by Typer, and not noted.
            wanted = [] if found[0][0] == "_version" else found
            assert by_typer(typed, noted) == wanted, typed
            capsys.readouterr()

    alike()
    # A comparison of nothing but what is left to Typer would prove nothing.
    assert read > 10
