"""Packs that lie in a folder: which are removed, what is left alone, and what was changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.registers import SmallRegister, open_small_register
from tests.services.filled import done
from tests.services.moves import fill_all
from tests.services.packed import HOUR, manifest_of, names, pack, tree
from wingterm.domain import requests as asked
from wingterm.errors import NotFound, NotWritten
from wingterm.services.contingency import write_contingency
from wingterm.services.packs import MANIFEST
from wingterm.services.packs_check import check_packs


@pytest.fixture
def prison(small_file: SmallRegister) -> SmallRegister:
    fill_all(small_file)
    return small_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for packs that is not there yet."""
    return tmp_path / "packs"


# What is removed ----------------------------------------------------------------------------------


def test_the_last_n_are_kept(prison: SmallRegister, folder: Path) -> None:
    written = [pack(prison, folder, keep=3) for _ in range(5)]
    assert names(folder) == [*(one.name for one in written[2:]), "latest-WTI"]
    assert [one.removed for one in written] == [[], [], [], [written[0].name], [written[1].name]]
    assert pack(prison, folder, keep=1).removed == [one.name for one in written[2:]]


def test_the_one_just_written_stays_when_the_clock_was_set_back(
    prison: SmallRegister, folder: Path
) -> None:
    later = pack(prison, folder)
    prison.clock.advance(-3 * HOUR)
    done(prison, asked.Back(prison="WTI", person="A0009AA"))
    earlier = pack(prison, folder, keep=1)
    assert earlier.name < later.name
    assert names(folder) == [earlier.name, "latest-WTI"]


def test_packs_of_another_prison_are_left(prison: SmallRegister, folder: Path) -> None:
    other = write_contingency(prison.desk, prison.prison("EXI"), folder, pdf=False)
    written = [pack(prison, folder, keep=1) for _ in range(2)]
    assert names(folder) == [other.name, written[1].name, "latest-EXI", "latest-WTI"]


def test_packs_of_another_register_are_left_and_told(prison: SmallRegister, folder: Path) -> None:
    stranger = open_small_register()
    try:
        fill_all(stranger)
        other = pack(stranger, folder)
    finally:
        stranger.close()
    with prison.store.read() as reader:
        ours = reader.one("SELECT register_id FROM register_info", ())
    assert ours is not None
    text = (other.path / MANIFEST).read_text()
    (other.path / MANIFEST).write_text(text.replace(str(manifest_of(other)["register"]), "other"))
    assert pack(prison, folder, keep=1).left == [other.name]
    assert other.path.is_dir()


def no_manifest(path: Path) -> None:
    path.mkdir()
    (path / "mine.txt").write_text("mine")


def a_stranger_in_it(path: Path) -> None:
    (path / "notes.txt").write_text("what I wrote beside it")


def broken_manifest(path: Path) -> None:
    (path / MANIFEST).write_text("{")


def linked_to_elsewhere(path: Path) -> None:
    path.rename(path.parent / "moved")
    path.symlink_to(path.parent / "moved")


@pytest.mark.parametrize("spoil", [a_stranger_in_it, broken_manifest, linked_to_elsewhere])
def test_what_only_has_the_name_of_a_pack_is_left_and_told(
    prison: SmallRegister, folder: Path, spoil: Callable[[Path], None]
) -> None:
    first = pack(prison, folder)
    spoil(first.path)
    before = tree(folder)
    second = pack(prison, folder, keep=1)
    assert second.left == [first.name]
    assert {name: held for name, held in tree(folder).items() if name in before
            and name != "latest-WTI"} == {
        name: held for name, held in before.items() if name != "latest-WTI"
    }  # fmt: skip


def test_what_is_not_ours_is_left(prison: SmallRegister, folder: Path) -> None:
    folder.mkdir(mode=0o700)
    no_manifest(folder / "WTI-20200101T000000Z")
    no_manifest(folder / "backup")
    no_manifest(folder / ".WTI-0123456789abcdef.part")
    (folder / "WTI-20200102T000000Z").write_text("a file")
    (folder / "list.txt").write_text("mine")
    before = tree(folder)
    for _ in range(2):
        written = pack(prison, folder, keep=1)
    after = tree(folder)
    assert {name: after[name] for name in before} == before
    assert written.left == ["WTI-20200101T000000Z", "WTI-20200102T000000Z"]


# What was changed ---------------------------------------------------------------------------------


def one_letter(path: Path) -> None:
    held = bytearray((path / "evacuation.txt").read_bytes())
    held[10] ^= 1
    (path / "evacuation.txt").write_bytes(held)


def longer(path: Path) -> None:
    with (path / "evacuation.txt").open("a") as file:
        file.write("x")


def removed(path: Path) -> None:
    (path / "evacuation.txt").unlink()


def replaced_by_a_link(path: Path) -> None:
    (path / "evacuation.txt").rename(path.parent / "evacuation.txt")
    (path / "evacuation.txt").symlink_to(path.parent / "evacuation.txt")


def no_manifest_any_more(path: Path) -> None:
    (path / MANIFEST).unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (one_letter, "evacuation.txt: was changed: another hash"),
        (longer, "evacuation.txt: was changed: it has"),
        (removed, "evacuation.txt: is missing"),
        (replaced_by_a_link, "evacuation.txt: cannot be read"),
        (a_stranger_in_it, "notes.txt: was not in the pack"),
        (broken_manifest, "manifest is none of ours"),
        (no_manifest_any_more, "manifest cannot be read"),
    ],
)
def test_what_was_changed_is_found(
    prison: SmallRegister, folder: Path, spoil: Callable[[Path], None], said: str
) -> None:
    written = pack(prison, folder)
    (checked,) = check_packs(folder)
    assert (checked.changed, checked.sha256) == ((), written.sha256)
    spoil(written.path)
    (checked,) = check_packs(folder)
    assert said in " ".join(checked.changed)


def test_a_pack_under_another_ones_name_is_found(prison: SmallRegister, folder: Path) -> None:
    written = pack(prison, folder)
    written.path.rename(folder / "WTI-20270101T000000Z")
    (checked,) = check_packs(folder)
    assert f"Its manifest is that of {written.name}." in checked.changed
    assert "latest-WTI names no pack that is there." in checked.changed


def test_the_newest_is_checked_or_all(prison: SmallRegister, folder: Path) -> None:
    first, second = pack(prison, folder), pack(prison, folder)
    one_letter(first.path)
    assert [(one.name, bool(one.changed)) for one in check_packs(folder)] == [(second.name, False)]
    assert [(one.name, bool(one.changed)) for one in check_packs(folder, every=True)] == [
        (first.name, True), (second.name, False),
    ]  # fmt: skip


def test_where_there_is_no_pack_it_says_so(prison: SmallRegister, folder: Path) -> None:
    with pytest.raises(NotWritten, match="cannot be read"):
        check_packs(folder)
    folder.mkdir(mode=0o700)
    with pytest.raises(NotFound, match="no pack"):
        check_packs(folder)
    pack(prison, folder)
    with pytest.raises(NotFound, match="no pack of EXI"):
        check_packs(folder, "EXI")
