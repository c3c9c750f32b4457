"""What `wingterm about` says of a register."""

from tests.registers import SmallRegister
from wingterm.services.about import CHECKSUMS, facts
from wingterm.settings import Settings


def test_a_server_says_whether_it_notices_damage(small: SmallRegister) -> None:
    said = dict(facts(Settings(small.where)))
    assert said["state"] == "can be opened"
    if small.store.dialect.name == "sqlite":
        assert "checksums" not in said
    else:
        with small.store.read() as reader:
            row = reader.one("SELECT current_setting('data_checksums')", ())
        assert row is not None
        assert said["checksums"] == CHECKSUMS[row[0] == "on"]
