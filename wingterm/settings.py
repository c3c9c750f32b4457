"""Settings, from the environment. The command line's options come before them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of wingterm needs to know."""

    store: str
    """The register: path of an SQLite file, or a `postgresql://` URL (`WINGTERM_STORE`)."""
    prison: str = ""
    """Code of the prison that commands are about (`WINGTERM_PRISON`); empty: the officer's own."""

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
    def state_folder(self) -> Path:
        """Where what belongs to the register but is not in the store is kept: beside its file."""
        if self.on_server:
            return Path(platformdirs.user_state_dir("wingterm"))
        return Path(self.store).parent

    def demo(self) -> "Settings":
        """Give the settings of the demo register, which is never the user's own."""
        folder = Path(platformdirs.user_data_dir("wingterm")) / "demo"
        return replace(self, store=str(folder / "register.db"), prison="")


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Give the settings that an environment asks for."""
    default = Path(platformdirs.user_data_dir("wingterm")) / "register.db"
    return Settings(
        store=environment.get("WINGTERM_STORE") or str(default),
        prison=environment.get("WINGTERM_PRISON", "").strip().upper(),
    )


def keys_file(environment: Mapping[str, str]) -> Path:
    """Give where an officer's own keys are (`WINGTERM_KEYS`); the file need not be there."""
    named = environment.get("WINGTERM_KEYS")
    return Path(named) if named else Path(platformdirs.user_config_dir("wingterm")) / "keys.toml"


def in_browser(environment: Mapping[str, str]) -> bool:
    """Say whether this process draws for a browser: `wingterm serve` started it."""
    return environment.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")
