"""The terminal against the least that curses and Textual can do, at a real pseudo-terminal.

Everything runs in turn in one session, so the ratios hold on a busy machine; nothing is asserted.
"""

import contextlib
import random
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.benchmarks.bench import furnished, machine, median
from tests.typist import Answer, Typist, environment, python
from wingterm.services.demo.names import Names

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

PEOPLE = 1_500
STARTS = 9
"""Interleaved rounds of a start."""
ROUNDS = 3
"""Interleaved rounds of keys, each at a terminal of its own."""
CURSOR_KEYS = 60
AT_ONCE = 20
PATIENCE_S = 60.0
WORDS = ("ach", "rob", "smi", "1950", "a-1-2")
"""What is typed into the filter, a letter at a time, and taken back as a whole."""
UP = "Current population"
HERE = Path(__file__).parent


class Figure(NamedTuple):
    """One measured figure beside its floor."""

    name: str
    ours: float
    floor: float | None
    goal: str
    met: bool | None
    """None where the issue sets no goal."""


class Keys(NamedTuple):
    """What came back for each kind of key."""

    in_page: list[Answer]
    scrolling: list[Answer]
    letters: list[Answer]
    question: list[Answer]
    screens: list[Answer]
    idle: int


class Programs:
    """Starts the program and its two floors on one register."""

    def __init__(self, register: Path) -> None:
        """Start on a register."""
        self.register = register
        self._copies = 0
        self.curses = python_file("floor_curses.py", str(register))
        self.smallest = python_file("floor_textual.py")

    def wingterm(self) -> list[str]:
        """Give the command on a copy of its own: a draft left in it would be offered next time."""
        self._copies += 1
        folder = self.register.parent / f"copy-{self._copies}"
        folder.mkdir(mode=0o700)
        copy = shutil.copy(self.register, folder)
        run = python("from wingterm.cli.quick import run; run()")
        return [*run, "--store", str(copy), "--prison", "WTI"]

    @staticmethod
    def start(command: Sequence[str]) -> Typist:
        """Start one of them."""
        return Typist(command, environment())


def python_file(name: str, *arguments: str) -> list[str]:
    """Give the command that runs a file beside this one."""
    command = python("", *arguments)
    return [command[0], str(HERE / name), *arguments]


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    """The program and its floors, on a register of its own with everybody in a bed."""
    names = Names(random.Random(1))
    path = tmp_path_factory.mktemp("bench") / "register.db"
    desk, _ = furnished(path, PEOPLE, lambda _: names.name())
    desk.store.close()
    return Programs(path)


def cursor_keys(typist: Typist) -> tuple[list[Answer], list[Answer]]:
    """Press Down through pages: the answers inside a page, and all of them."""
    everything = [typist.press("down") for _ in range(CURSOR_KEYS)]
    typical = statistics.median(answer.size for answer in everything)
    return [answer for answer in everything if answer.size <= 2 * typical], everything


def filtered(typist: Typist) -> list[Answer]:
    """Type words into the filter, a letter at a time; give the answers to the letters."""
    typist.press("/")
    answers = []
    for word in WORDS:
        answers += [typist.press(letter) for letter in word]
        typist.presses(*["backspace"] * len(word))
    return answers


def wingterm_keys(programs: Programs) -> Keys:
    """Use wingterm for a while."""
    with programs.start(programs.wingterm()) as typist:
        typist.until_sees(UP)
        typist.settle(0.3)
        screens = [typist.press("1", 0.15)]
        in_page, all_keys = cursor_keys(typist)
        letters = filtered(typist)
        typist.press("escape", 0.3)
        screens += [typist.press(key, 0.15) for key in ("enter", "l")]
        typist.presses("C", "R")
        question = typist.press("enter", 0.15)
        typist.press("n")
        screens += [typist.press(key, 0.15) for key in ("f3", "d", "f3", "f1", "f3", "f2", "f3")]
        idle = typist.settle(2)
    return Keys(in_page, all_keys, letters, [question], screens, idle)


def curses_keys(programs: Programs) -> Keys:
    """Use the same keys in the curses program, as far as it has them."""
    with programs.start(programs.curses) as typist:
        typist.until_sees(UP)
        typist.settle(0.3)
        in_page, all_keys = cursor_keys(typist)
        screens = [typist.press("enter", 0.15), typist.press("x", 0.15)]
        typist.press("enter")
        question = typist.press("l")
        typist.press("n")
        letters = filtered(typist)
        idle = typist.settle(2)
    return Keys(in_page, all_keys, letters, [question], screens, idle)


def together(rounds: Sequence[Keys]) -> Keys:
    """Put rounds together."""
    return Keys(
        [answer for keys in rounds for answer in keys.in_page],
        [answer for keys in rounds for answer in keys.scrolling],
        [answer for keys in rounds for answer in keys.letters],
        [answer for keys in rounds for answer in keys.question],
        [answer for keys in rounds for answer in keys.screens],
        max(keys.idle for keys in rounds),
    )


def mean_bytes(answers: Sequence[Answer]) -> float:
    """Give the bytes of an answer on average."""
    return statistics.mean(answer.size for answer in answers)


def most_bytes(answers: Sequence[Answer]) -> float:
    """Give the bytes of the largest answer."""
    return max(answer.size for answer in answers)


def paint_ms(answers: Sequence[Answer], share: float) -> float:
    """Give the time from key to last paint that a share of the answers needed at most, in ms."""
    times = sorted(answer.paint_s for answer in answers if answer.paint_s)
    return 1000 * times[min(len(times) - 1, int(len(times) * share))]


def test_keys(programs: Programs) -> None:
    """Print bytes and times of keys beside those of curses."""
    rounds: dict[str, list[Keys]] = {"wingterm": [], "curses": []}
    for _ in range(ROUNDS):
        rounds["curses"].append(curses_keys(programs))
        rounds["wingterm"].append(wingterm_keys(programs))
    ours, floor = together(rounds["wingterm"]), together(rounds["curses"])
    figures = [
        *(
            _bytes(name, way(of(ours)), way(of(floor)), times, most)
            for name, way, of, times, most in BYTES
        ),
        Figure("idle for 2 s, bytes", ours.idle, floor.idle, "0", ours.idle == 0),
    ]
    for name, answers, floors, most in (
        ("cursor", ours.in_page, floor.in_page, 12),
        ("filter letter", ours.letters, floor.letters, 60),
    ):
        for share, word, goal in ((0.5, "p50", 0), (0.99, "p99", most)):
            took, least = paint_ms(answers, share), paint_ms(floors, share)
            said = f"<= {goal} ms" if goal else "-"
            met = took <= goal if goal else None
            figures.append(Figure(f"{name}, key to last paint {word}, ms", took, least, said, met))
    table(f"{PEOPLE} people, 80x24, {ROUNDS} rounds in turn with curses", figures)


BYTES: tuple[
    tuple[str, Callable[[Sequence[Answer]], float], Callable[[Keys], list[Answer]], float, int], ...
] = (
    ("cursor in page, bytes", mean_bytes, lambda keys: keys.in_page, 1.5, 340),
    ("cursor, scrolling on average, bytes", mean_bytes, lambda keys: keys.scrolling, 4, 1_000),
    ("filter letter, bytes", mean_bytes, lambda keys: keys.letters, 2, 3_200),
    ("confirmation, bytes", most_bytes, lambda keys: keys.question, 0, 2_000),
    ("screen change, largest, bytes", most_bytes, lambda keys: keys.screens, 4, 8_000),
)


def _bytes(name: str, ours: float, floor: float, times: float, most: int) -> Figure:
    goal = f"<= {times:g} x curses, {most:,}" if times else f"<= {most:,}"
    return Figure(name, ours, floor, goal, ours <= most and (not times or ours <= times * floor))


def test_a_start(programs: Programs) -> None:
    """Print the time from exec to data on the screen."""
    ways = {
        "wingterm": programs.wingterm(),
        "smallest": programs.smallest,
        "curses": programs.curses,
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(STARTS):
        for name, command in ways.items():
            with programs.start(command) as typist:
                took[name].append(typist.until_sees(UP))
    ours, smallest, curses = (1000 * median(took[name]) for name in ways)
    table(
        f"medians of {STARTS} starts in turn",
        [
            _times("exec to data, ms", ours, smallest, 1.35),
            Figure("the same beside curses, ms", ours, curses, "-", None),
        ],
    )


def _times(name: str, ours: float, floor: float, most: float) -> Figure:
    return Figure(name, ours, floor, f"<= {most} x smallest app", ours <= most * floor)


@contextlib.contextmanager
def all_up(programs: Programs, command: Sequence[str]) -> Iterator[tuple[list[Typist], float]]:
    """Start many at once; give them with the seconds until the last had its data on the screen."""
    with contextlib.ExitStack() as stack:
        began = time.perf_counter()
        typists = [stack.enter_context(programs.start(command)) for _ in range(AT_ONCE)]
        waiting = list(typists)
        while waiting:
            assert time.perf_counter() < began + PATIENCE_S, waiting[0].picture
            for typist in list(waiting):
                typist.take(typist.read(0.002))
                assert not typist.ended, typist.picture
                if typist.sees(UP):
                    waiting.remove(typist)
        took = time.perf_counter() - began
        for typist in typists:
            typist.settle(0.1)
        yield typists, took


def memory(typists: Sequence[Typist]) -> float:
    """Give the share of memory of one of many, in MiB."""
    return statistics.mean(typist.memory() for typist in typists)


def moved(typists: Sequence[Typist], numbers: Sequence[str]) -> None:
    """Let each terminal put a person elsewhere: a write."""
    for typist, number in zip(typists, numbers, strict=True):
        typist.presses("m", *number, "tab", *"RECP")
        typist.press("enter")
        typist.until_sees("moved from")


def numbers_of(register: Path, many: int) -> list[str]:
    """Give the numbers of some people in cells."""
    asked = "SELECT number FROM person ORDER BY number LIMIT ?"
    return [number for (number,) in sqlite3.connect(register).execute(asked, (many,))]


def test_twenty_at_once(programs: Programs) -> None:
    """Print the time until twenty are up, and what each takes of memory."""
    starts: dict[str, list[float]] = {"wingterm": [], "smallest": []}
    held: dict[str, list[float]] = {"wingterm": [], "smallest": [], "written": []}
    for _ in range(ROUNDS):
        with all_up(programs, programs.smallest) as (typists, took):
            starts["smallest"].append(took)
            held["smallest"].append(memory(typists))
        with all_up(programs, programs.wingterm()) as (typists, took):
            starts["wingterm"].append(took)
            for typist in typists:
                typist.presses("1", "down", "enter", "f3", "f3")
            held["wingterm"].append(memory(typists))
            moved(typists, numbers_of(programs.register, AT_ONCE))
            held["written"].append(memory(typists))
    middle = {name: median(values) for name, values in held.items()}
    table(
        f"{AT_ONCE} terminals, medians of {ROUNDS} rounds in turn",
        [
            _times(
                "twenty at once, all up, s",
                median(starts["wingterm"]), median(starts["smallest"]), 1.5,
            ),
            _times("PSS each while reading, MiB", middle["wingterm"], middle["smallest"], 1.4),
            _times("PSS each after a write, MiB", middle["written"], middle["smallest"], 2.2),
        ],
    )  # fmt: skip


def table(words: str, figures: Sequence[Figure]) -> None:
    """Print figures beside their floors."""
    print(f"\n\n{machine()}; {words}\n")
    print("| figure | wingterm | floor | ratio | goal | met |")
    print("|---|---|---|---|---|---|")
    for one in figures:
        floor = "-" if one.floor is None else f"{one.floor:,.1f}"
        ratio = f"{one.ours / one.floor:.2f}" if one.floor else "-"
        met = {True: "yes", False: "NO", None: "-"}[one.met]
        print(f"| {one.name} | {one.ours:,.1f} | {floor} | {ratio} | {one.goal} | {met} |")
