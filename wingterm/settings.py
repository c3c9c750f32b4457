"""Settings, from the environment. The command line's options come before them."""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Settings(NamedTuple):
    """What a run of wingterm needs to know."""

    store: str
    """The register: path of an SQLite file, or a `postgresql://` URL (`WINGTERM_STORE`)."""
    prison: str = ""
    """Code of the prison that commands are about (`WINGTERM_PRISON`); empty: the officer's own."""
    reason: str = ""
    """Why a script acts (`WINGTERM_REASON`)."""
    sign_on_key: str = ""
    """The file that holds the key of sign-on (`WINGTERM_SIGN_ON_KEY`); empty: beside the store."""
    lock_after: str = ""
    """Seconds without a key after which a shared terminal locks, as typed (`WINGTERM_LOCK_AFTER`);
    empty: as long as may be."""
    least_room: str = ""
    """Free megabytes of the register's disk below which it is told, as typed
    (`WINGTERM_LEAST_ROOM`); empty: as `wingterm.services.disk` has it."""

    @property
    def on_server(self) -> bool:
        """Whether the register is on a PostgreSQL server."""
        return self.store.startswith(("postgresql://", "postgres://"))

    @property
    def shown_store(self) -> str:
        """The register as it may be shown: a URL without its user and password."""
        if not self.on_server:
            return self.store
        scheme, _, rest = self.store.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"

    @property
    def state_folder(self) -> str:
        """Where what belongs to the register but is not in the store is kept: beside its file."""
        if self.on_server:
            import platformdirs

            return platformdirs.user_state_dir("wingterm")
        return os.path.dirname(self.store) or "."

    @property
    def key_file(self) -> str:
        """Where the key of sign-on lies: the file named, else beside the store."""
        return self.sign_on_key or os.path.join(self.state_folder, "sign-on.key")

    def demo(self) -> "Settings":
        """Give the settings of the demo register, which is never the user's own."""
        return self._replace(store=_of_the_user("demo", "register.db"), prison="")


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Give the settings that an environment asks for."""
    return Settings(
        store=environment.get("WINGTERM_STORE") or _of_the_user("register.db"),
        prison=environment.get("WINGTERM_PRISON", "").strip().upper(),
        reason=environment.get("WINGTERM_REASON", ""),
        sign_on_key=environment.get("WINGTERM_SIGN_ON_KEY", ""),
        lock_after=environment.get("WINGTERM_LOCK_AFTER", ""),
        least_room=environment.get("WINGTERM_LEAST_ROOM", ""),
    )


def keys_file(environment: Mapping[str, str]) -> "Path":
    """Give where an officer's own keys are (`WINGTERM_KEYS`); the file need not be there."""
    from pathlib import Path

    named = environment.get("WINGTERM_KEYS")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_config_dir("wingterm")) / "keys.toml"


def in_browser(environment: Mapping[str, str]) -> bool:
    """Say whether this process draws for a browser: `wingterm serve` started it."""
    return environment.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def _of_the_user(*parts: str) -> str:
    """Give the path of something among the user's own data, where platformdirs has it.

    On Linux that is said in two lines by the XDG Base Directory Specification; to load platformdirs
    for it costs as much as a query.
    """
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        data, home = os.environ.get("XDG_DATA_HOME", ""), os.environ.get("HOME", "")
        if data.startswith("/"):
            return os.path.join(data, "wingterm", *parts)
        if home.startswith("/"):
            return os.path.join(home, ".local", "share", "wingterm", *parts)
    import platformdirs

    return os.path.join(platformdirs.user_data_dir("wingterm"), *parts)
