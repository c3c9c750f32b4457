"""How long a letter is open: from the change of a field until its draft is on disk."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests import registers
from tests.benchmarks.bench import machine
from tests.registers import START, SmallRegister, open_small_register
from tests.stores import DATABASES
from wingterm.services.draft_keeper import DraftKeeper, Hold
from wingterm.services.drafts import Draft, holder

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

LETTERS = 1_000
FORM = Draft(
    id="id-1", prison="WTI", verb="move", person="A1111AA", focused="comment", started_at=START,
    values=dict.fromkeys(("to", "reason", "at", "comment"), "x" * 20),
    began=dict.fromkeys(("to", "reason", "at", "comment"), ""),
)  # fmt: skip


@pytest.fixture(params=DATABASES)
def on_disk(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SmallRegister]:
    """Give a register on a disk, not in memory as other tests have it."""
    monkeypatch.setattr(registers, "quick_folder", tempfile.gettempdir)
    small = open_small_register(request.param)
    yield small
    small.close()


def test_a_letter(on_disk: SmallRegister) -> None:
    keeper, kept_at = DraftKeeper(on_disk.desk), [0.0]
    hold = Hold(FORM.id, holder(on_disk.desk), lambda *_: kept_at.append(time.perf_counter()))
    open_s, held_up_s = [], []
    for letter in range(LETTERS):
        values = {**FORM.values, "comment": "y" * (letter % 240)}
        start = time.perf_counter()
        keeper.keep(hold, replace(FORM, values=values))
        held_up_s.append(time.perf_counter() - start)
        keeper.flush()
        open_s.append(kept_at[-1] - start)
    middle, high = LETTERS // 2, LETTERS * 99 // 100
    open_s.sort()
    held_up_s.sort()
    print(
        f"\n{machine()}\n{on_disk.store.dialect.name}: a letter is on disk after"
        f" {open_s[middle] * 1e3:.2f} ms (p50), {open_s[high] * 1e3:.2f} ms (p99);"
        f" typing is held up {held_up_s[middle] * 1e6:.0f} us (p50),"
        f" {held_up_s[high] * 1e6:.0f} us (p99)"
    )
