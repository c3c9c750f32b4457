"""Where a register may lie, and who may read it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import safety
from db.create import create_store
from db.engine import open_store
from tests.stores import fresh_store
from wingterm.errors import NotFound, StoreUnsafe


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A umask that takes nothing away."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_register_is_its_owners_alone(private: Path, open_umask: None) -> None:
    path = private / "above" / "below" / "register.db"
    create_store(str(path))
    store = open_store(str(path))
    with store.write() as unit:
        unit.run("UPDATE counter SET next_value = 5 WHERE name = 'bed'", ())
        unit.commit()
    assert {file.name: mode(file) for file in path.parent.iterdir()} == {
        "register.db": 0o600,
        "register.db-wal": 0o600,
        "register.db-shm": 0o600,
    }
    assert [mode(folder) for folder in path.parents[:2]] == [0o700, 0o700]
    store.close()


def test_a_group_shares_a_register_in_its_folder(private: Path, open_umask: None) -> None:
    folder = private / "shared"
    folder.mkdir()
    folder.chmod(0o2770)
    path = folder / "register.db"
    create_store(str(path))
    store = open_store(str(path))
    with store.write() as unit:
        unit.run("UPDATE counter SET next_value = 5 WHERE name = 'bed'", ())
        unit.commit()
    assert {mode(file) for file in folder.iterdir()} == {0o660}
    store.close()


@pytest.mark.parametrize("bits", [0o604, 0o602, 0o666, 0o601])
def test_a_register_open_to_everybody_is_refused(private: Path, bits: int) -> None:
    path = Path(fresh_store(private))
    path.chmod(bits)
    with pytest.raises(StoreUnsafe, match="open to everybody") as caught:
        open_store(str(path))
    assert "chmod o-rwx" in caught.value.hint


def test_a_register_of_a_group_is_opened(private: Path) -> None:
    path = Path(fresh_store(private))
    path.chmod(0o660)
    open_store(str(path)).close()


def test_a_folder_that_everybody_may_write_to_is_refused(private: Path) -> None:
    path = Path(fresh_store(private))
    private.chmod(0o777)
    with pytest.raises(StoreUnsafe, match="Everybody on this machine may write"):
        open_store(str(path))
    with pytest.raises(StoreUnsafe, match="Everybody on this machine may write"):
        create_store(str(private / "new.db"))
    assert not (private / "new.db").exists()
    private.chmod(0o1777)
    open_store(str(path)).close()


def test_a_link_is_refused(private: Path) -> None:
    path = Path(fresh_store(private))
    link = private / "link.db"
    link.symlink_to(path)
    with pytest.raises(StoreUnsafe, match="not a plain file"):
        open_store(str(link))
    dangling = private / "dangling.db"
    dangling.symlink_to(private / "elsewhere.db")
    with pytest.raises(StoreUnsafe):
        create_store(str(dangling))
    assert not (private / "elsewhere.db").exists()


def test_a_register_of_two_names_is_refused_by_both(private: Path) -> None:
    path = Path(fresh_store(private))
    other = private / "snapshot.db"
    other.hardlink_to(path)
    for name in (path, other):
        with pytest.raises(StoreUnsafe, match="has another name too") as caught:
            open_store(str(name))
        assert f"-samefile {name}" in caught.value.hint
    other.unlink()
    open_store(str(path)).close()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_not_a_file_is_refused(private: Path, make: object) -> None:
    path = private / "register.db"
    assert callable(make)
    make(path)
    with pytest.raises(StoreUnsafe, match="not a plain file"):
        open_store(str(path))
    with pytest.raises(StoreUnsafe, match="There is a file"):
        create_store(str(path))


def test_a_file_in_the_way_of_a_folder_is_no_register(private: Path) -> None:
    (private / "file").write_text("")
    with pytest.raises(NotFound):
        open_store(str(private / "file" / "register.db"))


MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/root rw
31 22 0:27 / /srv/prison rw shared:5 - nfs4 host:/export rw,vers=4.2
32 31 254:1 / /srv/prison/local rw - xfs /dev/vdb rw
33 22 0:28 / /mnt/two\040words rw - cifs //host/share rw
34 22 0:29 / /mnt/tab\011and\134slash rw master:1 propagate_from:2 - 9p host rw
35 22 0:30 / /home rw - nfs host:/home rw
36 35 0:31 / /home rw - tmpfs tmpfs rw
37 22 0:32 / /mnt/away rw - fuse.sshfs user@host: rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/srv/prison", "nfs4"),
        ("/srv/prison/wings/a", "nfs4"),
        ("/srv/prison/local/a", "xfs"),
        ("/srv/prisoners", "ext4"),
        ("/mnt/two words/a", "cifs"),
        ("/mnt/tab\tand\\slash", "9p"),
        ("/home/officer", "tmpfs"),
        ("/mnt/away", "fuse.sshfs"),
    ],
)
def test_the_longest_mount_point_tells_the_file_system(folder: str, kind: str) -> None:
    assert safety.file_system_of(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize("table", ["", "nonsense", "1 2 3 4 / - ", "a b c d e -"])
def test_a_mount_table_that_says_nothing_refuses_nothing(table: str) -> None:
    safety.refuse_network(Path("/"), table)


@pytest.mark.parametrize("kind", sorted(safety.NETWORK_FILE_SYSTEMS))
def test_a_network_file_system_is_refused_and_postgresql_named(
    private: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = Path(fresh_store(private))
    table = private / "mounts"
    table.write_text(f"1 0 0:1 / / rw - ext4 root rw\n2 1 0:2 / {private} rw - {kind} host rw\n")
    monkeypatch.setattr(safety, "MOUNTS", table)
    with pytest.raises(StoreUnsafe, match=f"network file system \\({kind}\\)") as caught:
        open_store(str(path))
    assert "PostgreSQL" in caught.value.hint
    with pytest.raises(StoreUnsafe, match="network file system"):
        create_store(str(private / "new.db"))
    assert not (private / "new.db").exists()


def test_the_common_network_file_systems_are_known() -> None:
    common = "nfs nfs4 cifs smb3 smbfs 9p fuse.sshfs afs ceph glusterfs lustre"
    assert set(common.split()) <= safety.NETWORK_FILE_SYSTEMS


def test_a_machine_without_a_mount_table_opens_its_files(
    private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "MOUNTS", private / "none")
    open_store(fresh_store(private)).close()
