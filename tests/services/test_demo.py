"""The demo: made through the real verbs, the same for everybody, and never anybody's own."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.engine import open_store
from wingterm.clock import CountedIds, FixedClock
from wingterm.domain.times import to_instant
from wingterm.errors import BadInput, StoreUnsafe
from wingterm.services.demo import DAYS, HOUR, MAIN, OTHER, open_demo
from wingterm.services.desk import Desk, os_account
from wingterm.services.officers import officers
from wingterm.services.opening import default_prison
from wingterm.services.people import find
from wingterm.services.lists import people_behind
from wingterm.services.roll import roll
from wingterm.services.setup import start_register
from wingterm.services.verify import verify
from wingterm.settings import Settings

NOW = to_instant(datetime(2026, 3, 31, 10, 30, tzinfo=UTC))
"""Two days after the clocks went forward: the story passes over a day of 23 hours."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give the demo as of `NOW`, made once; nothing here writes to it but one test, with a copy."""
    settings = Settings(store=str(tmp_path_factory.mktemp("demo") / "d" / "register.db"))
    desk = made_at(settings, NOW)
    yield desk
    desk.store.close()


def made_at(settings: Settings, now: int) -> Desk:
    """Make the demo at an instant and open it at that instant."""
    clock = FixedClock(now)
    open_demo(settings, clock=clock).store.close()
    desk = open_demo(settings, clock=clock)
    desk.store.clock = clock
    return desk


def verbs(desk: Desk) -> Counter[str]:
    """Count the movements and corrections of the ledger by verb."""
    with desk.store.read() as reader:
        found = reader.rows(
            "SELECT e.verb, COUNT(*) FROM entry e WHERE e.person_id IS NOT NULL GROUP BY e.verb", ()
        )
    return Counter({str(verb): int(count) for verb, count in found})


def test_the_checker_finds_nothing(demo: Desk) -> None:
    assert verify(demo) == ()


def test_its_past_holds_every_verb(demo: Desk) -> None:
    found = verbs(demo)
    for verb in (
        "register", "receive", "move", "swap", "elsewhere", "back", "transfer-out", "arrive",
        "release", "correct",
    ):  # fmt: skip
        assert found[verb] > 0, verb


def test_today_has_something_on_every_screen(demo: Desk) -> None:
    sheet = roll(demo, default_prison(demo, MAIN))
    head, totals = sheet.headline, sheet.totals
    assert head.population > 40
    assert min(head.in_today, head.in_reception, head.elsewhere, head.incoming) > 0
    assert 0 < totals.beds_in_use < totals.working
    assert totals.over_cells > 0
    assert {row.kind for row in sheet.rows} >= {"WING", "LANDING", "CELL"}
    assert roll(demo, default_prison(demo, OTHER)).headline.population > 0
    assert len(find(demo, "a")) > 1


def test_the_past_can_be_asked_day_by_day(demo: Desk) -> None:
    prison = default_prison(demo, MAIN)
    days = [roll(demo, prison, as_of=NOW - n * 24 * HOUR).headline for n in range(DAYS)]
    assert all(
        h.population == h.unlock_roll + h.in_today - h.out_today and h.population for h in days
    )
    assert len({h.population for h in days}) > 1


def test_something_was_entered_late_and_something_corrected(demo: Desk) -> None:
    with demo.store.read() as reader:
        (late,) = reader.one(
            "SELECT COUNT(*) FROM entry WHERE kind = 'move' AND recorded_at - occurred_at > ?",
            (HOUR,),
        ) or (0,)
        (annulled,) = reader.one("SELECT COUNT(*) FROM entry WHERE kind = 'annul'", ()) or (0,)
    assert late > 0
    assert annulled > 0


def test_nothing_of_it_is_in_the_future(demo: Desk) -> None:
    with demo.store.read() as reader:
        latest = reader.one("SELECT MAX(recorded_at), MAX(occurred_at) FROM entry", ())
    assert latest is not None
    assert max(latest) <= NOW


def test_who_starts_it_is_its_administrator(demo: Desk) -> None:
    assert demo.account == os_account()
    (only,) = officers(demo)
    assert (only.account, only.role, only.prison) == (os_account(), "administrator", MAIN)
    assert default_prison(demo).code == MAIN


def test_it_is_the_same_for_everybody(demo: Desk, tmp_path: Path) -> None:
    again = made_at(Settings(store=str(tmp_path / "d" / "register.db")), NOW)
    for question in ("SELECT hash, seq FROM chain ORDER BY establishment_id",
                     "SELECT * FROM whereabouts ORDER BY person_id"):  # fmt: skip
        with demo.store.read() as one, again.store.read() as other:
            assert one.rows(question, ()) == other.rows(question, ())
    again.store.close()


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 30, 23, 5, tzinfo=UTC),  # five past midnight of a summer night
        datetime(2026, 11, 1, 2, 0, tzinfo=UTC),  # past a day of 25 hours
        datetime(2024, 3, 1, 0, 0, tzinfo=UTC),
    ],
    ids=["just after midnight", "autumn", "leap year"],
)
def test_at_any_time_of_day_and_year(tmp_path: Path, now: datetime) -> None:
    desk = made_at(Settings(store=str(tmp_path / "d" / "register.db")), to_instant(now))
    assert verify(desk) == ()
    prison = default_prison(desk, MAIN)
    assert people_behind(desk, prison, "incoming")
    head = roll(desk, prison).headline
    assert head.population == head.unlock_roll + head.in_today - head.out_today
    desk.store.close()


def test_opened_again_it_is_as_it_was_left(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "d" / "register.db"))
    open_demo(settings, clock=FixedClock(NOW)).store.close()
    before = Path(settings.store).stat().st_ino
    open_demo(settings, clock=FixedClock(NOW + 24 * HOUR)).store.close()
    assert Path(settings.store).stat().st_ino == before
    reset = open_demo(settings, reset=True, clock=FixedClock(NOW + 24 * HOUR))
    with reset.store.read() as reader:
        (latest,) = reader.one("SELECT MAX(recorded_at) FROM entry", ()) or (0,)
    reset.store.close()
    assert latest > NOW


@pytest.mark.parametrize("reset", [False, True])
def test_a_register_of_ones_own_is_never_taken_for_it(tmp_path: Path, reset: bool) -> None:
    settings = Settings(store=str(tmp_path / "register.db"))
    own = start_register(settings, FixedClock(NOW), CountedIds("own"), os_account(), "Owner")
    own.store.close()
    kept = Path(settings.store).read_bytes()
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(StoreUnsafe, match="not a demo"):
        open_demo(settings, reset=reset, clock=FixedClock(NOW))
    assert (tmp_path / "letter.txt").read_text() == "keep me"
    assert Path(settings.store).read_bytes() == kept
    open_store(settings.store).close()


def test_it_is_kept_in_a_file() -> None:
    with pytest.raises(BadInput, match="kept in a file"):
        open_demo(Settings(store="postgresql://nobody@/nowhere"))
