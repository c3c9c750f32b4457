"""Packs of paper for a power cut: whole or not at all, known again, and nothing else touched."""

import errno
import os
import re
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.accesses import accesses, forget
from tests.registers import SmallRegister
from tests.services.filled import ALONE, WAITING
from tests.services.moves import IN_COURT, fill_all
from tests.services.packed import HOUR, manifest_of, names, pack, tree
from wingterm.errors import BadInput, NotWritten, StoreBroken, StoreUnsafe
from wingterm.services import packs
from wingterm.services.packs import MANIFEST, Written
from wingterm.services.packs_check import check_packs


@pytest.fixture
def prison(small_file: SmallRegister) -> SmallRegister:
    fill_all(small_file)
    return small_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for packs that is not there yet."""
    return tmp_path / "packs"


# What is in it ------------------------------------------------------------------------------------


def test_a_pack_has_every_sheet_as_text_and_pdf(prison: SmallRegister, folder: Path) -> None:
    written = pack(prison, folder, pdf=True)
    sheets = [
        "count-00-whole-prison", "count-01-A", "count-02-RECP", "count-03-WORKSHOP", "daily-state",
        "evacuation", "roll-01-A", "roll-02-no_bed",
    ]  # fmt: skip
    files = sorted(f"{sheet}.{ending}" for sheet in sheets for ending in ("txt", "pdf"))
    assert names(written.path) == sorted([*files, MANIFEST, "SHA256SUMS"])
    assert (written.path / "count-01-A.txt").read_text().startswith("COUNT SHEET WTI A\n")
    assert (written.path / "count-01-A.pdf").read_bytes().startswith(b"%PDF-")
    assert WAITING in (written.path / "roll-02-no_bed.txt").read_text()


def test_a_pack_names_everybody_once_in_its_counts(small: SmallRegister, folder: Path) -> None:
    """On each kind of database."""
    fill_all(small)
    written = pack(small, folder)
    texts = [path.read_text() for path in sorted(written.path.glob("count-0[1-9]-*.txt"))]
    counted = [number for text in texts for number in re.findall(r"A\d{4}AA", text)]
    whole = (written.path / "count-00-whole-prison.txt").read_text()
    outside = re.findall(r"A\d{4}AA", whole)
    assert sorted(counted + outside) == sorted(set(counted + outside))
    with small.store.read() as reader:
        rows = reader.rows(
            "SELECT p.number FROM whereabouts w JOIN person p ON p.id = w.person_id"
            " JOIN place l ON l.id = w.place_id WHERE l.establishment_id = ? AND l.kind <> ?",
            (small.prison("WTI").id, "EN_ROUTE"),
        )
    assert sorted(counted + outside) == sorted(str(row[0]) for row in rows)


def test_every_sheet_and_the_manifest_say_the_same_state(
    prison: SmallRegister, folder: Path
) -> None:
    written = pack(prison, folder)
    with prison.store.read() as reader:
        row = reader.one("SELECT seq, hash FROM chain WHERE establishment_id = ?",
                         (prison.prison("WTI").id,))  # fmt: skip
        register = reader.one("SELECT register_id FROM register_info", ())
    assert row is not None
    assert register is not None
    said = manifest_of(written)
    assert (said["entry"], said["head"]) == (f"WTI-{row[0]}", row[1])
    assert (said["register"], said["as_of"]) == (register[0], "2026-03-02T10:12:00.000000Z")
    assert written.name == "WTI-20260302T101200Z"
    for text in written.path.glob("*.txt"):
        for page in text.read_text().split("\f"):
            assert f"Book WTI-{row[0]} {row[1]}" in page


def test_any_other_program_can_check_the_hashes(prison: SmallRegister, folder: Path) -> None:
    written = pack(prison, folder)
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert (
        subprocess.run(command, cwd=written.path, check=False, capture_output=True).returncode == 0
    )


def test_only_the_owner_may_read_it(prison: SmallRegister, folder: Path) -> None:
    written = pack(prison, folder)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in written.path.iterdir()}
    assert modes == {0o600}
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, written.path)] == [0o700] * 2
    assert stat.S_IMODE((folder / "latest-WTI").stat().st_mode) == 0o600


def test_latest_names_the_newest(prison: SmallRegister, folder: Path) -> None:
    for _ in range(2):
        written = pack(prison, folder)
        assert (folder / "latest-WTI").read_text() == f"{written.name}\n"


def test_it_is_logged_before_anybody_is_named(
    prison: SmallRegister, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(prison.desk)
    pack(prison, folder)
    (line,) = accesses(prison.desk)
    assert line["purpose"] == "contingency WTI"
    assert {ALONE, WAITING, IN_COURT} <= set(line["people"])
    before = tree(folder)
    forget(prison.desk)
    Path(prison.desk.access.folder).touch()
    with pytest.raises(StoreBroken, match="access log"):
        pack(prison, folder)
    assert tree(folder) == before


def test_the_same_second_twice_makes_two(prison: SmallRegister, folder: Path) -> None:
    written = [pack(prison, folder)]
    for _ in range(2):
        prison.clock.advance(-HOUR)
        written.append(pack(prison, folder))
    assert [one.name for one in written] == [
        "WTI-20260302T101200Z", "WTI-20260302T101200Z-2", "WTI-20260302T101200Z-3",
    ]  # fmt: skip
    assert [one.changed for one in check_packs(folder, every=True)] == [(), (), ()]


# Whole or not at all ------------------------------------------------------------------------------


def fails_at(monkeypatch: pytest.MonkeyPatch, nth: int, error: BaseException) -> None:
    """Let the writing of the n-th file of a pack fail, once it has been begun."""
    real, seen = os.fsync, iter(range(10_000))

    def fsync(handle: int) -> None:
        if next(seen) == nth:
            raise error
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("nth", [0, 1, 4, 9, 10, 11, 12])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_what_fails_between_files_leaves_what_was_there(
    prison: SmallRegister,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    nth: int,
    error: BaseException,
) -> None:
    pack(prison, folder)
    before = tree(folder)
    with monkeypatch.context() as patched:
        fails_at(patched, nth, error)
        with pytest.raises((NotWritten, KeyboardInterrupt)) as failed:
            pack(prison, folder)
    if isinstance(failed.value, NotWritten):
        assert "no room left" in failed.value.message
    assert tree(folder) == before
    assert names(folder) == ["WTI-20260302T101200Z", "latest-WTI"]


def killed_while_writing(small: SmallRegister, folder: Path, nth: int) -> None:
    """Write a pack in a process that is killed at the n-th file."""
    child = os.fork()
    if child == 0:
        patched = pytest.MonkeyPatch()
        real, seen = os.fsync, iter(range(10_000))
        patched.setattr(os, "fsync", lambda handle: (
            os.kill(os.getpid(), signal.SIGKILL) if next(seen) == nth else real(handle)
        ))  # fmt: skip
        pack(small, folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize("nth", [0, 3, 11])
def test_a_run_that_is_killed_leaves_no_pack_and_the_next_one_clears_it_away(
    prison: SmallRegister, folder: Path, nth: int
) -> None:
    first = pack(prison, folder)
    killed_while_writing(prison, folder, nth)
    left = [name for name in names(folder) if name.startswith(".WTI-")]
    assert left
    assert [name for name in names(folder) if name not in left] == [first.name, "latest-WTI"]
    assert (folder / "latest-WTI").read_text() == f"{first.name}\n"
    second = pack(prison, folder)
    assert names(folder) == [first.name, second.name, "latest-WTI"]


def test_a_run_that_goes_on_is_not_cleared_away(prison: SmallRegister, folder: Path) -> None:
    """The second run begins and ends while the first one waits between two files."""
    inner: list[Written] = []

    def contents() -> Iterator[tuple[str, bytes]]:
        yield "a.txt", b"a"
        inner.append(pack(prison, folder))
        yield "b.txt", b"b"

    said = {"prison": "WTI", "register": "r", "pack_name": "WTI-20260101T000000Z"}
    outer = packs.write_pack(folder, "WTI-20260101T000000Z", said, contents(), 24)
    assert [one.changed for one in check_packs(folder, every=True)] == [(), ()]
    assert names(folder) == [outer.name, inner[0].name, "latest-WTI"]


# Where it may be written --------------------------------------------------------------------------


def linked(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(folder.parent / "elsewhere")


def a_file(folder: Path) -> None:
    folder.write_text("mine")


def a_foreign_pointer(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    (folder / "latest-WTI").write_text("my notes")


def a_linked_pointer(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    (folder.parent / "aim").write_text("WTI-20260101T000000Z\n")
    (folder / "latest-WTI").symlink_to(folder.parent / "aim")


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (linked, "it is a link"),
        (a_file, "Not a directory"),
        (a_foreign_pointer, "not a file that wingterm wrote"),
        (a_linked_pointer, "not a file that wingterm wrote"),
    ],
)
def test_a_folder_that_is_none_is_refused_and_left(
    prison: SmallRegister, folder: Path, there: Callable[[Path], None], said: str
) -> None:
    there(folder)
    before = tree(folder.parent)
    with pytest.raises(NotWritten, match=said):
        pack(prison, folder)
    assert tree(folder.parent) == before


def test_a_folder_open_to_everybody_is_refused(prison: SmallRegister, folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(StoreUnsafe, match="Everybody"):
        pack(prison, folder)
    assert names(folder) == []


@pytest.mark.parametrize("name", ["nowhere/packs", "a\0b", "x" * 300])
def test_a_folder_that_cannot_be_made_is_said(
    prison: SmallRegister, tmp_path: Path, name: str
) -> None:
    with pytest.raises(NotWritten, match=r"cannot|not a name"):
        pack(prison, tmp_path / name)
    assert names(tmp_path) == []


@pytest.mark.parametrize("keep", [0, -1, 10_001])
def test_a_number_of_packs_that_cannot_be_kept(
    prison: SmallRegister, folder: Path, keep: int
) -> None:
    with pytest.raises(BadInput):
        pack(prison, folder, keep)
    assert not folder.exists()
