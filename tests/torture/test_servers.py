"""A PostgreSQL server is killed under officers at work: nothing lost, no error a lie."""

import pytest

from tests.postgres import find_binaries
from tests.torture.lengths import count
from tests.torture.server_killer import Told
from tests.torture.warm import told_by


@pytest.mark.skipif(find_binaries() is None, reason="PostgreSQL is not installed here")
def test_nothing_acknowledged_is_lost_to_a_killed_server(seed: int) -> None:
    kills = count("server kills")
    told = Told(**told_by("server_killer", {"kills": kills, "seed": seed}))
    print(
        f"{told.kills} kills of the server; {len(told.acknowledged):,} acts acknowledged;"
        f" {told.looked} commits failed and were looked up, of whose acts {told.found} had been"
        f" done and {told.not_known} were told as not known; {told.errors:,} errors told,"
        f" {told.lies} of them untrue"
    )
    print(
        f"told what became of {len(told.resolved)} failed commits, the slowest"
        f" {max(told.resolved, default=0):.1f} s after the server was back (or after the failure,"
        f" where that came later); {len(told.resumed)} times an officer's next act after a return,"
        f" the slowest after {max(told.resumed):.1f} s"
    )
    assert told.wrong == []
    assert told.lies == 0, "an act that was told as not done had been done"
    assert told.errors, "no officer noticed that the server was gone"
    assert len(told.resolved) == told.looked, "of a failed commit it was never told what became"
