"""From when on it is told that a disk fills."""

from pathlib import Path

import pytest

from wingterm.errors import BadInput
from wingterm.services.disk import LEAST_MB, MB, Disk, disk_of
from wingterm.settings import Settings, settings_from


@pytest.mark.parametrize(("typed", "least"), [("", LEAST_MB), (" 250 ", 250), ("0", 0)])
def test_the_limit_is_that_of_the_environment(typed: str, least: int) -> None:
    given = {"WINGTERM_STORE": "/srv/wing/register.db", "WINGTERM_LEAST_ROOM": typed}
    assert disk_of(settings_from(given)) == Disk("/srv/wing", least)


@pytest.mark.parametrize("typed", ["-1", "much", "1.5", "\u0661", "9" * 10])
def test_a_limit_that_is_no_number_is_said(typed: str) -> None:
    with pytest.raises(BadInput, match="WINGTERM_LEAST_ROOM"):
        disk_of(Settings("x", least_room=typed))


def test_it_is_told_below_the_limit_and_not_at_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Asked:
        f_bavail, f_frsize = 250, MB // 10

    monkeypatch.setattr("os.statvfs", lambda _: Asked)
    folder = str(tmp_path)
    assert Disk(folder, 25).warning() == ""
    assert f"The disk of {folder} has 25 MB left (limit: 26 MB)" in Disk(folder, 26).warning()
    assert Disk().warning() == ""


def test_of_a_disk_that_nobody_can_ask_nothing_is_told() -> None:
    assert Disk("/no such folder", 9).warning() == ""
