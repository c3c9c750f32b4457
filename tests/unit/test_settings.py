"""Settings: what the environment says, and where what belongs to a register is kept."""

import os
from pathlib import Path

import platformdirs
import pytest

from wingterm.settings import Settings, settings_from


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home folder of a user who has set nothing."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_without_anything_the_register_is_the_users_own(home: Path) -> None:
    found = settings_from({})
    assert Path(found.store).name == "register.db"
    assert home in Path(found.store).parents
    assert found.prison == ""


@pytest.mark.parametrize("data", [None, "", "/srv/data", "/srv/data/", "relative", "~/data"])
@pytest.mark.parametrize("own", [None, "", "/home/officer", "/home/officer/", "/", "relative"])
def test_the_users_own_data_lies_where_platformdirs_says(
    monkeypatch: pytest.MonkeyPatch, data: str | None, own: str | None
) -> None:
    for name, value in (("XDG_DATA_HOME", data), ("HOME", own)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    folder = platformdirs.user_data_dir("wingterm")
    assert settings_from({}).store == os.path.join(folder, "register.db")
    assert Settings("").demo().store == os.path.join(folder, "demo", "register.db")


@pytest.mark.parametrize("empty", [{}, {"WINGTERM_STORE": "", "WINGTERM_PRISON": "  "}])
def test_an_empty_variable_is_none(empty: dict[str, str]) -> None:
    assert settings_from(empty) == settings_from({})


def test_what_the_environment_names() -> None:
    found = settings_from({"WINGTERM_STORE": "/srv/reg.db", "WINGTERM_PRISON": " wti "})
    assert found == Settings(store="/srv/reg.db", prison="WTI")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_server_is_known_by_its_url(home: Path, scheme: str) -> None:
    found = Settings(store=f"{scheme}://host/register")
    assert found.on_server
    assert home in Path(found.state_folder).parents
    assert not Settings(store=f"/srv/{scheme}.db").on_server


def test_what_belongs_to_a_file_is_kept_beside_it() -> None:
    assert Settings(store="/srv/reg.db").state_folder == "/srv"


@pytest.mark.parametrize("store", ["/srv/reg.db", "postgresql://host/register"])
def test_the_demo_is_never_the_users_own(store: str) -> None:
    own = Settings(store=store, prison="WTI")
    demo = own.demo()
    assert demo.prison == ""
    assert not demo.on_server
    assert demo.store != own.store
    assert Path(demo.store).parent != Path(settings_from({}).store).parent
    assert demo == demo.demo()


def test_a_password_is_not_shown() -> None:
    shown = Settings(store="postgresql://officer:s3cret@host/register").shown_store
    assert shown == "postgresql://host/register"
