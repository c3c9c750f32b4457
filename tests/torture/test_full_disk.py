"""A disk that is full: one clear sentence, nothing lost, and it goes on once there is room."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from db import doubt, sqlite
from db.engine import open_store
from tests.cli.conftest import Line
from tests.registers import ACCOUNT, SmallRegister
from tests.torture.acts import NEWCOMER, STRANGERS, built
from tests.torture.conftest import SOMEBODY, small_disk
from tests.torture.proven import Acknowledged, acknowledgement, proven
from tests.torture.registers import PRISON, crowd, desk_at
from tests.torture.small_disk import Mounted, SmallDisk, limited
from wingterm.cli.exits import Exit
from wingterm.domain.outcomes import Receipt
from wingterm.errors import CommitDoubtful, StoreBroken, StoreFull, WingtermError
from wingterm.services import opening
from wingterm.services.access_collect import collect
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk
from wingterm.services.people import show
from wingterm.services.prisons import prisons
from wingterm.services.roll import roll

TRIES = 30


@pytest.fixture(params=["mounted", "limited"])
def disk(request: pytest.FixtureRequest, folder: Path) -> Iterator[SmallDisk]:
    """Each kind of small disk in turn."""
    if request.param == "limited":
        with limited(folder) as made:
            yield made
    else:
        yield from small_disk(folder)


def takes_in(desk: Desk, n: int, acknowledged: list[Acknowledged]) -> None:
    """Take somebody in, and have it acknowledged."""
    requests = built({NEWCOMER: str(STRANGERS + n)})
    outcome = carry_out(desk, requests)
    assert isinstance(outcome, Receipt), outcome
    acknowledged.append(acknowledgement(outcome, requests))


def refusal(act: Callable[[], None]) -> WingtermError | None:
    """Give what something ends with; None where it is done."""
    try:
        act()
    except WingtermError as error:
        return error
    return None


def population(desk: Desk) -> int:
    """Give how many are inside, as the roll says it."""
    prison = next(prison for prison in prisons(desk) if prison.code == PRISON)
    return roll(desk, prison).headline.population


def test_acts_are_refused_reading_goes_on_and_then_writing_does(
    disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A limit on files looks like a broken disk, of which it is not certain what it holds; no room
    # comes while that is looked into.
    monkeypatch.setattr(doubt, "PATIENCE_S", 0.0)
    path, people = crowd(disk.folder, 24)
    desk, newcomers = desk_at(path), count()
    acknowledged: list[Acknowledged] = []
    for _ in range(5):
        takes_in(desk, next(newcomers), acknowledged)
    certain = isinstance(disk, Mounted)
    refusing = StoreFull if certain else CommitDoubtful
    hint = "Make room" if certain else "Ask: wingterm receipt"
    disk.fill()
    try:
        for _ in range(TRIES):
            refused = refusal(lambda: takes_in(desk, next(newcomers), acknowledged))
            assert isinstance(refused, refusing)
            assert hint in refused.hint
            assert population(desk) == len(people) + len(acknowledged)
        other = desk_at(path)
        assert population(other) == len(people) + len(acknowledged)
        other.store.close()
    finally:
        disk.make_room()
    for _ in range(5):
        takes_in(desk, next(newcomers), acknowledged)
    assert population(desk) == len(people) + len(acknowledged) == len(people) + 10
    desk.store.close()
    proven(path, acknowledged)


def test_a_journal_that_fills_the_disk_loses_nothing(own_disk: Mounted) -> None:
    """The register's own files fill it: nothing was there before that could be removed."""
    path, people = crowd(own_disk.folder, 24)
    own_disk.fill()
    with (own_disk.folder / "ballast").open("r+b") as ballast:
        ballast.truncate(ballast.seek(0, 2) - 1_000_000)
    desk, newcomers = desk_at(path), count()
    acknowledged: list[Acknowledged] = []
    while (refused := refusal(lambda: takes_in(desk, next(newcomers), acknowledged))) is None:
        pass
    assert isinstance(refused, StoreFull)
    assert len(acknowledged) > 5
    assert population(desk) == len(people) + len(acknowledged)
    desk.store.close()
    own_disk.make_room()
    proven(path, acknowledged)


def test_a_register_that_nobody_has_open_can_be_read_on_a_full_disk(own_disk: Mounted) -> None:
    path, people = crowd(own_disk.folder, 24)
    own_disk.fill()
    desk, newcomers = desk_at(path), count()
    acknowledged: list[Acknowledged] = []
    for _ in range(3):
        assert population(desk) == len(people)
        refused = refusal(lambda: takes_in(desk, next(newcomers), acknowledged))
        assert isinstance(refused, StoreFull)
    before = desk.store.data_version()
    # Nobody is shut out by whoever reads just now and then.
    with desk_at(path).store.read() as reader:
        assert reader.one("SELECT count(*) FROM person", ()) == (len(people),)
        assert population(desk) == len(people)
        own_disk.make_room()
        assert population(desk) == len(people)
    takes_in(desk, next(newcomers), acknowledged)
    assert desk.store.data_version() > before
    desk.store.close()
    proven(path, acknowledged)


def test_what_a_crash_left_in_the_journal_is_read_on_a_full_disk(own_disk: Mounted) -> None:
    path, people = crowd(own_disk.folder, 24)
    desk, acknowledged = desk_at(path), list[Acknowledged]()
    takes_in(desk, 0, acknowledged)
    journal = path.with_name(f"{path.name}-wal").read_bytes()
    before = path.read_bytes()
    desk.store.close()
    path.write_bytes(before)
    path.with_name(f"{path.name}-wal").write_bytes(journal)
    own_disk.fill()
    desk = desk_at(path)
    assert population(desk) == len(people) + 1
    desk.store.close()
    own_disk.make_room()
    proven(path, acknowledged)


def test_who_can_read_nothing_is_told_that_the_disk_is_full_and_not_of_damage(
    own_disk: Mounted, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = crowd(own_disk.folder, 24)
    own_disk.fill()
    monkeypatch.setattr(sqlite, "ALONE", "no such way")
    with pytest.raises(StoreFull, match="is full") as caught:
        open_store(str(path))
    assert "Make room" in caught.value.hint
    assert "backup" not in caught.value.hint
    own_disk.make_room()
    proven(path, [])


def test_a_disk_that_became_read_only_is_told_and_not_damage(own_disk: Mounted) -> None:
    path, _ = crowd(own_disk.folder, 24)
    own_disk.forbid_writing()
    with pytest.raises(StoreBroken, match="this account may not write to it") as caught:
        open_store(str(path))
    assert "became read-only" in caught.value.hint
    assert "backup" not in caught.value.hint


def test_a_record_that_cannot_be_logged_is_not_shown(own_disk: Mounted) -> None:
    path, people = crowd(own_disk.folder, 24)
    desk = desk_at(path)
    desk.consulted([people[0].number], "before")
    own_disk.fill()
    # The last block of a file has some room that no other file can take.
    said = [refusal(lambda: desk.consulted([SOMEBODY], "full")) for _ in range(TRIES)]
    refused = [error for error in said if error is not None]
    assert refused
    for error in refused:
        assert "so no record can be shown" in error.message
        assert "Make room" in error.hint
    own_disk.make_room()
    desk.consulted([people[0].number], "after")
    collected = collect(desk)
    assert collected.faults == ()
    shown = TRIES - len(refused)
    assert logged(desk) == ["before", *["full"] * shown, "after"]
    desk.store.close()
    proven(path, [])


def logged(desk: Desk) -> list[str]:
    """Give the purposes of the consultations that the register took over from the log."""
    with desk.store.read() as reader:
        rows = reader.rows("SELECT purpose FROM access WHERE kind = 'consultation' ORDER BY at", ())
    return [str(purpose) for (purpose,) in rows]


# -- the two front ends --------------------------------------------------------------------------


@pytest.fixture
def line(on_it: SmallRegister, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Line:
    """A command line in front of it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(opening, "os_account", lambda: ACCOUNT)
    return Line(on_it)


def test_the_command_line_says_that_the_disk_fills_and_that_it_is_full(
    line: Line, own_disk: Mounted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WINGTERM_LEAST_ROOM", "7")
    assert "MB left" not in line("roll").err
    monkeypatch.setenv("WINGTERM_LEAST_ROOM", "9")
    for typed in (("roll",), ("verify",), ("about",)):
        told = line(*typed)
        assert told.code == Exit.DONE
        assert "MB left (limit: 9 MB)" in told.err + told.out
    own_disk.fill()
    moved = line("move", SOMEBODY, "A-1-001")
    assert (moved.code, moved.out) == (Exit.UNUSABLE, "")
    assert "The disk is full" in moved.err
    assert "Make room" in moved.err
    assert "Traceback" not in moved.err
    assert line("roll").code == Exit.DONE
    own_disk.make_room()
    assert line("move", SOMEBODY, "A-1-001").code == Exit.DONE
    assert show(line.small.desk, SOMEBODY).state == "In cell A-1-001"
