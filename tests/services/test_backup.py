"""Backups: whole, proven, private, and never in the way of others; registers made of them again."""

import os
import signal
import stat
import subprocess
import sys
import threading
from errno import EIO, ENOSPC
from pathlib import Path

import pytest

from db import backup as copies
from db.backup import BEGUN, Still, damage_of, known_of, still
from db.checker import check_store
from db.engine import open_store
from db.schema import SCHEMA_NUMBER
from db.sqlite import driver
from tests.accesses import accesses, forget
from tests.dumps import dump_store
from tests.registers import ACCOUNT, COURT, MINUTE, SmallRegister, open_small_register
from tests.stores import DATABASES
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import AppointOfficer, Back, Elsewhere, Receive, Register
from wingterm.errors import (
    BadInput,
    NotAuthorised,
    NotWritten,
    SchemaNewer,
    StoreBroken,
    StoreUnsafe,
)
from wingterm.services import aside, backup
from wingterm.services.act import carry_out
from wingterm.services.backup import make_backup, restore
from wingterm.services.desk import Desk
from wingterm.settings import Settings

ANN = "A1001AA"


@pytest.fixture
def folder(private: Path) -> Path:
    return private / "backups"


@pytest.fixture
def small(small_file: SmallRegister, monkeypatch: pytest.MonkeyPatch) -> SmallRegister:
    """Give a register with one person in reception; its administrator runs this process."""
    monkeypatch.setattr(backup, "os_account", lambda: ACCOUNT)
    new = Register(prison="WTI", last_name="Arden", first_name="Robin",
                   date_of_birth="1990-01-01", sex="M", number=ANN)  # fmt: skip
    done = carry_out(small_file.desk, [new, Receive(prison="WTI", person=ANN, authority=COURT)])
    assert isinstance(done, Receipt)
    return small_file


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def dump_of(path: Path) -> list[str]:
    store = still(path)
    try:
        return dump_store(store)
    finally:
        store.close()


def to_and_fro(small: SmallRegister, to: str = "WORKSHOP") -> None:
    assert isinstance(carry_out(small.desk, [Elsewhere(prison="WTI", person=ANN, to=to)]), Receipt)
    small.clock.advance(MINUTE)


def test_a_backup_is_the_register_private_proven_and_alone(
    small: SmallRegister, folder: Path
) -> None:
    umask = os.umask(0)
    try:
        done = make_backup(small.desk, folder)
    finally:
        os.umask(umask)
    path = done.copy.path
    assert names(folder) == [path.name]
    assert path.name == f"wingterm-{done.copy.register}-20260302T090000-000000Z.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert dump_of(path) == small.dump()
    assert known_of(path) == (done.copy.register, SCHEMA_NUMBER)
    assert done.copy.entries == sum(head.seq for head in done.copy.heads) > 0
    assert done.copy.bytes == path.stat().st_size
    assert names(folder) == [path.name], "nothing lies beside it that was looked at"


def test_what_is_in_the_journal_is_in_the_backup(small: SmallRegister, folder: Path) -> None:
    """A plain copy of the file lacks the newest acts."""
    to_and_fro(small)
    assert Path(f"{small.where}-wal").stat().st_size
    assert dump_of(make_backup(small.desk, folder).copy.path) == small.dump()


def test_backups_are_made_and_restored_while_others_write(
    small: SmallRegister, folder: Path, private: Path
) -> None:
    enough, wrote, failed = threading.Event(), threading.Event(), []
    writer = open_store(small.where, clock=small.clock)
    desk = Desk(writer, ACCOUNT, "cli", small.desk.ids, small.desk.access)
    written = 0

    def write() -> None:
        nonlocal written
        try:
            while not enough.is_set():
                away = Elsewhere(prison="WTI", person=ANN, to="WORKSHOP")
                step = Back(prison="WTI", person=ANN) if written % 2 else away
                assert isinstance(carry_out(desk, [step]), Receipt)
                written += 1
                wrote.set()
        except BaseException as error:  # noqa: BLE001 - a thread's error must reach the test
            failed.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = []
        for _ in range(6):
            made.append(make_backup(small.desk, folder).copy)
            restored = private / "restored" / f"{len(made)}.db"
            wrote.clear()
            assert restore(made[-1].path, restored).copy.violations == ()
            assert wrote.wait(10)
            small.clock.advance(MINUTE)
    finally:
        enough.set()
        thread.join(30)
        writer.close()
    assert failed == []
    for number, copy in enumerate(made, start=1):
        stores = still(copy.path), open_store(str(private / "restored" / f"{number}.db"))
        assert [check_store(store) for store in stores] == [[], []]
        # The one who writes goes on in the register itself.
        assert dump_store(stores[0]) == dump_store(stores[1])
        for store in stores:
            store.close()
    entries = [copy.entries for copy in made]
    assert entries == sorted(set(entries)), "others wrote meanwhile"


def test_as_many_are_kept_as_are_wanted_and_nothing_else_is_removed(
    small: SmallRegister, folder: Path
) -> None:
    first = make_backup(small.desk, folder).copy.path
    others = open_small_register()
    with others.store.write() as unit:
        unit.run("UPDATE register_info SET register_id = 'another'", ())
        unit.commit()
    other = make_backup(others.desk, folder, keep=1).copy.path
    others.close()
    register = known_of(first).register
    # Named like an older backup, and not what was written here.
    foreign = folder / f"wingterm-{register}-20200101T000000-000000Z.db"
    foreign.write_text("a letter")
    linked = folder / f"wingterm-{register}-20200102T000000-000000Z.db"
    linked.symlink_to(other)
    mine = folder / f"wingterm-{register}-monday.db"
    mine.write_bytes(first.read_bytes())
    made = []
    for _ in range(3):
        small.clock.advance(MINUTE)
        made.append(make_backup(small.desk, folder, keep=2))
    assert made[-1].removed == (made[0].copy.path,)
    assert [done.removed for done in made[:2]] == [(), (first,)]
    assert set(made[-1].left) == {foreign, linked}
    kept = {path.name for path in (foreign, linked, mine, other)}
    assert set(names(folder)) == kept | {done.copy.path.name for done in made[1:]}


def fail_copy(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("dies_in", ["_copy", "to_disk"])
def test_whatever_ends_a_backup_leaves_no_half_of_it(
    small: SmallRegister, folder: Path, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    where = copies if dies_in == "_copy" else copies.Part
    monkeypatch.setattr(where, dies_in, fail_copy)
    with pytest.raises(KeyboardInterrupt):
        make_backup(small.desk, folder)
    assert names(folder) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from db import backup

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(backup.Part if sys.argv[3] == "keep" else backup, sys.argv[3], killed)
with backup.copied(Path(sys.argv[1]), Path(sys.argv[2])) as part:
    part.keep("whole.db")
"""


@pytest.mark.parametrize("at", ["_copy", "keep"])
def test_a_killed_backup_has_no_name_and_the_next_one_clears_it_away(
    small: SmallRegister, folder: Path, at: str
) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, small.where, str(folder), at], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = names(folder)
    assert left.startswith(BEGUN)
    assert left.endswith(".part")
    made = make_backup(small.desk, folder)
    assert names(folder) == [made.copy.path.name]


def test_a_backup_that_is_being_made_is_not_cleared_away(
    small: SmallRegister, folder: Path
) -> None:
    with copies.copied(Path(small.where), folder) as part:
        made = make_backup(small.desk, folder)
        assert part.path.exists()
        kept = part.keep("another.db")
    assert set(names(folder)) == {kept.name, made.copy.path.name}


@pytest.mark.parametrize("errno", [ENOSPC, EIO])
def test_a_full_or_failing_disk_is_told_and_nothing_left(
    small: SmallRegister, folder: Path, monkeypatch: pytest.MonkeyPatch, errno: int
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno, os.strerror(errno))

    small.desk.consulted([ANN], "the access log is there")
    monkeypatch.setattr(os, "fsync", full)
    words = "There is no room" if errno == ENOSPC else "Nothing can be written to"
    with pytest.raises(NotWritten, match=words):
        make_backup(small.desk, folder)
    assert names(folder) == []


def test_what_has_no_name_on_the_disk_is_neither_backup_nor_register(
    small: SmallRegister, folder: Path, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = make_backup(small.desk, folder).copy.path
    small.clock.advance(MINUTE)
    small.desk.consulted([ANN], "the access log is there")
    works = os.fsync

    def no_names(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(EIO, os.strerror(EIO))
        works(handle)

    monkeypatch.setattr(os, "fsync", no_names)
    with pytest.raises(NotWritten):
        make_backup(small.desk, folder)
    assert names(folder) == [kept.name]
    before = names(private)
    with pytest.raises(NotWritten, match=r"new\.db cannot be written"):
        restore(kept, private / "new.db")
    assert names(private) == before


def test_everybody_is_copied_by_whom_is_logged_first(small: SmallRegister, folder: Path) -> None:
    made = make_backup(small.desk, folder).copy.path
    (said,) = accesses(small.desk)
    assert (said["kind"], said["people"], said["purpose"], said["recipient"]) == (
        "disclosure", ["everybody"], "backup", f"folder {folder}",
    )  # fmt: skip
    assert "'disclosure'" in "".join(dump_of(made)), "the copy itself says that it was made"
    forget(small.desk)
    Path(small.desk.access.folder).write_text("in the way")
    with pytest.raises(StoreBroken, match="access log"):
        make_backup(small.desk, folder)
    assert names(folder) == [made.name]


def test_no_room_is_told_before_anything_is_copied(
    small: SmallRegister, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir(mode=0o700)
    room = os.statvfs(folder)

    class Full:
        f_bavail, f_frsize = 1, room.f_frsize

    monkeypatch.setattr(os, "statvfs", lambda _: Full)
    with pytest.raises(NotWritten, match="There is no room"):
        make_backup(small.desk, folder)
    assert names(folder) == []


def test_a_backup_lies_where_only_its_owner_can_change_it(
    small: SmallRegister, folder: Path
) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(StoreUnsafe, match="may write to"):
        make_backup(small.desk, folder)
    with pytest.raises(NotWritten, match="Nothing can be written"):
        make_backup(small.desk, Path(small.where))
    assert names(folder) == []


@pytest.mark.spoils_the_store
def test_a_copy_that_does_not_verify_is_not_kept_and_nothing_removed(
    small: SmallRegister, folder: Path
) -> None:
    first = make_backup(small.desk, folder).copy.path
    with small.store.write() as unit:
        unit.run("UPDATE place SET name = 'Another' WHERE code = 'A-1'", ())
        unit.commit()
    small.clock.advance(MINUTE)
    done = make_backup(small.desk, folder, keep=1)
    assert [found.rule for found in done.copy.violations] == ["place-differs"]
    assert (done.removed, names(folder)) == ((), [first.name])


def test_who_may_not_makes_none(small: SmallRegister, folder: Path) -> None:
    appointed = AppointOfficer(prison="REG", account="jdoe", name="J. Doe", role="auditor")
    assert isinstance(carry_out(small.desk, [appointed]), Receipt)
    desk = Desk(small.store, "jdoe", "cli", small.desk.ids, small.desk.access)
    with pytest.raises(NotAuthorised):
        make_backup(desk, folder)
    assert not folder.exists()


@pytest.mark.parametrize("database", [name for name in DATABASES if name == "postgresql"])
def test_a_register_on_a_server_is_not_copied(database: str, folder: Path) -> None:
    served = open_small_register(database)
    try:
        with pytest.raises(BadInput, match="on a server") as told:
            make_backup(served.desk, folder)
    finally:
        served.close()
    assert "pg_dump" in told.value.hint
    assert not folder.exists()


@pytest.fixture
def made(small: SmallRegister, folder: Path) -> Path:
    """Give a backup."""
    return make_backup(small.desk, folder).copy.path


def test_a_register_is_made_of_a_backup_and_goes_on(
    small: SmallRegister, made: Path, private: Path
) -> None:
    before, new = small.dump(), private / "new" / "register.db"
    to_and_fro(small)
    rehearsed = restore(made, new, rehearse=True)
    assert not new.parent.exists() or names(new.parent) == []
    done = restore(made, new)
    assert done == rehearsed
    assert (done.older, done.officer, done.copy.path, done.copy.violations) == (
        False,
        True,
        new,
        (),
    )
    assert names(new.parent) == ["register.db"]
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    store = open_store(str(new), clock=small.clock)
    assert dump_store(store) == before
    desk = Desk(store, ACCOUNT, "cli", small.desk.ids, small.desk.access)
    assert isinstance(
        carry_out(desk, [Elsewhere(prison="WTI", person=ANN, to="WORKSHOP")]), Receipt
    )
    assert check_store(store) == []
    store.close()


DIES = """
import os, signal, sys
from pathlib import Path
from wingterm.services import backup

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

backup._proven = killed
backup.restore(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_killed_restore_leaves_nothing_that_the_next_one_does_not_clear_away(
    made: Path, private: Path
) -> None:
    new = private / "new" / "register.db"
    done = subprocess.run([sys.executable, "-c", DIES, str(made), str(new)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [name for name in names(new.parent) if not name.startswith(aside.BEGUN)] == []
    assert names(new.parent) != []
    with aside.aside(Settings(str(new.parent / "another.db"))) as held:
        assert not restore(made, new).copy.violations
        assert Path(held.settings.store).parent.exists(), "what is being made is left alone"
    assert names(new.parent) == ["register.db"]


def test_nothing_is_ever_restored_over_anything(
    small: SmallRegister, made: Path, private: Path
) -> None:
    with pytest.raises(StoreUnsafe, match="left as it is"):
        restore(made, Path(small.where))
    for ending in ("-wal", "-journal", "-shm"):
        beside = private / f"register.db{ending}"
        beside.write_text("of another")
        with pytest.raises(StoreUnsafe, match="left of another register"):
            restore(made, private / "register.db")
        beside.unlink()
    assert not (private / "register.db").exists()


def test_a_copy_that_is_in_use_is_no_backup(small: SmallRegister, private: Path) -> None:
    to_and_fro(small)
    with pytest.raises(StoreUnsafe, match="is in use") as told:
        restore(Path(small.where), private / "new.db")
    assert "backup" in told.value.hint


def flipped(path: Path, at: int) -> Path:
    spoilt = path.with_name("spoilt.db")
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    spoilt.write_bytes(content)
    return spoilt


def test_a_backup_of_which_a_bit_turned_over_makes_no_register(made: Path, private: Path) -> None:
    new, content = private / "new.db", made.read_bytes()
    for what in (b"Arden", b"A1001AA", b"WORKSHOP"):
        done = restore(flipped(made, content.index(what)), new)
        assert done.copy.violations, what
    with pytest.raises(StoreBroken):
        restore(flipped(made, 0), new)
    assert not new.exists()


def test_what_is_no_register_is_not_restored(private: Path, made: Path) -> None:
    text, link = private / "text.db", private / "link.db"
    text.write_text("a letter")
    link.symlink_to(made)
    with pytest.raises(StoreBroken, match="not a wingterm register"):
        restore(text, private / "new.db")
    for odd in (link, private, private / "nothing.db"):
        with pytest.raises(StoreUnsafe, match="not a plain file"):
            restore(odd, private / "new.db")
    connection = driver.connect(str(made))
    connection.execute(f"PRAGMA user_version = {SCHEMA_NUMBER + 1}")
    connection.close()
    with pytest.raises(SchemaNewer):
        restore(made, private / "new.db")
    assert not (private / "new.db").exists()


def test_a_copy_is_read_without_a_trace(made: Path) -> None:
    before = made.read_bytes()
    made.chmod(0o400)
    assert damage_of(made) == ""
    store = still(made)
    with pytest.raises(StoreBroken), store.write() as unit:
        unit.run("UPDATE counter SET next_value = 9", ())
    store.close()
    assert isinstance(store.dialect, Still)
    assert (names(made.parent), made.read_bytes()) == ([made.name], before)
