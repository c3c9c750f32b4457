"""The demo: made through the real verbs, the same for everybody, and never anybody's own."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.engine import open_store
from tests.demos import copy_to, kept_demo, opened_at
from wingterm.clock import CountedIds, FixedClock
from wingterm.domain.decide import VERBS
from wingterm.domain.roles import CHECKS, LETS_SIGN_ON, MERGES, MOVEMENTS, PEOPLE, RETENTION, SETUP
from wingterm.domain.times import to_instant
from wingterm.errors import BadInput, RuleBroken, StoreUnsafe
from wingterm.services.daily_state import daily_state
from wingterm.services.demo import (
    DAYS,
    HOUR,
    MAIN,
    OTHER,
    SEED,
    THIRD,
    build_demo,
    daily,
    open_demo,
    opening_day,
)
from wingterm.services.demo.terms import OTHER_SEEDS
from wingterm.services.desk import Desk, os_account
from wingterm.services.lists import people_behind
from wingterm.services.officers import officers
from wingterm.services.opening import default_prison
from wingterm.services.people import find
from wingterm.services.roll import roll
from wingterm.services.setup import start_register
from wingterm.services.verify import verify
from wingterm.settings import Settings

NOW = to_instant(datetime(2026, 3, 31, 10, 30, tzinfo=UTC))
"""Two days after the clocks went forward: the story passes over a day of 23 hours."""

SHORT = 12
"""Days of a story that is only looked at as a whole."""

FEW = {MAIN: 150, OTHER: 60, THIRD: 10}
"""How many people are in the prisons of such a story."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Give the demo as of `NOW`, whole; nothing here writes to it."""
    kept = kept_demo(tmp_path_factory, "whole", FixedClock(NOW))
    settings = Settings(store=str(tmp_path_factory.mktemp("demo") / "d" / "register.db"))
    copy_to(settings, kept)
    desk = opened_at(settings, NOW)
    yield desk
    desk.store.close()


def short(tmp_path: Path, now: int, days: int = SHORT) -> Desk:
    """Make a demo of a few days and open it at its last instant."""
    settings = Settings(store=str(tmp_path / "d" / "register.db"))
    build_demo(settings, FixedClock(now), days=days)
    return opened_at(settings, now)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the prisons of a story hold few people."""
    monkeypatch.setattr(opening_day, "HELD", FEW)
    monkeypatch.setattr(daily, "FULL", FEW)


def count(desk: Desk, what: str, *given: object) -> int:
    """Count rows: of the ledger or of what stands now."""
    with desk.store.read() as reader:
        found = reader.one(f"SELECT COUNT(*) FROM {what}", given)
    assert found is not None
    return int(found[0])


def verbs(desk: Desk) -> Counter[str]:
    """Count the entries of the ledger by verb, and the acts that asked for only one."""
    found: Counter[str] = Counter()
    with desk.store.read() as reader:
        for table in ("entry", "request"):
            for verb, many in reader.rows(f"SELECT verb, COUNT(*) FROM {table} GROUP BY verb", ()):
                found[str(verb)] += int(many)
    return found


def test_the_checker_finds_nothing(demo: Desk) -> None:
    assert verify(demo) == ()


def test_its_past_holds_every_verb(demo: Desk) -> None:
    with demo.store.read() as reader:
        said = {
            f"{kind}-{verb}"
            for kind, verb in reader.rows("SELECT DISTINCT kind, verb FROM entry", ())
        }
        statuses = {
            str(value)
            for (value,) in reader.rows(
                "SELECT DISTINCT detail FROM entry WHERE fact_kind IN ('status', 'certificate')", ()
            )
        }
    for verb in MOVEMENTS - {"correct"}:
        assert f"move-{verb}" in said, verb
    assert {"annul-correct", "unfact-correct", "move-hand-over", "move-register"} <= said
    assert {"fact-record", "fact-end-record", "fact-identity", "fact-settings"} <= said
    for word in ("INACTIVE", "ARCHIVED", "CONVERTED", '"ACTIVE"', '"pending":true', '"approved"'):
        assert any(word in status for status in statuses), word


def test_no_verb_of_the_program_was_forgotten(demo: Desk) -> None:
    """Each verb of a role is in the list above, or is a fact of another name."""
    found = verbs(demo)
    facts = {"out-of-use", "into-use", "close", "convert"}  # a status
    facts |= {"number"}  # an identity
    known = MOVEMENTS | PEOPLE | SETUP | CHECKS
    # Nobody of the demo signs on by name, has two records, or is due to be erased.
    assert {request.verb for request in VERBS} <= known | LETS_SIGN_ON | MERGES | RETENTION
    assert {verb for verb in known - facts if not found[verb]} == set()


def test_today_has_something_on_every_list(demo: Desk) -> None:
    sheet = roll(demo, default_prison(demo, MAIN))
    head, totals = sheet.headline, sheet.totals
    assert 1050 <= head.on_roll <= 1130
    for figure in (
        "population", "in_today", "out_today", "in_reception", "no_cell", "elsewhere", "court",
        "absence", "hospital", "overnights", "overdue", "incoming", "at_large",
    ):  # fmt: skip
        assert getattr(head, figure) > 0, figure
    assert totals.cna < totals.working
    assert totals.beds_in_use < totals.working
    assert totals.over_cells > 0
    assert sum(row.inactive for row in sheet.rows if row.level == 0) > 3
    assert {row.kind for row in sheet.rows} >= {"WING", "SPUR", "LANDING", "CELL"}
    assert len(find(demo, "a")) > 1


def test_six_wings_a_segregation_unit_and_inpatients(demo: Desk) -> None:
    rows = [row for row in roll(demo, default_prison(demo, MAIN)).rows if row.level == 0]
    assert [row.code for row in rows] == ["A", "B", "C", "CSU", "D", "E", "F", "HCC"]
    for row in rows:
        assert 0 < row.beds_in_use <= row.working, row.code


def test_the_cells_of_the_readme_are_empty(demo: Desk) -> None:
    rows = {row.code: row for row in roll(demo, default_prison(demo, MAIN)).rows}
    assert [rows[code].beds_in_use for code in ("A-1-004", "A-1-005")] == [0, 0]


def test_the_other_prisons_hold_people_too(demo: Desk) -> None:
    assert 130 <= roll(demo, default_prison(demo, OTHER)).headline.population <= 170
    assert 15 <= roll(demo, default_prison(demo, THIRD)).headline.population <= 30


def test_names_of_all_kinds_are_on_the_roll(demo: Desk) -> None:
    held = people_behind(demo, default_prison(demo, MAIN), "population")
    names = [person.last_name for person in held]
    assert sum(not name.isascii() for name in names) > 50
    assert sum("'" in name for name in names) > 10
    assert sum("-" in name for name in names) > 50
    assert min(len(name) for name in names) == 2
    assert max(len(name) for name in names) == 35


@pytest.mark.parametrize(
    ("fact", "least"),
    [
        ("legal-status", 1000), ("csra", 1000), ("category", 500), ("incentive", 1000),
        ("offence.1", 1000), ("alert.HA", 20), ("id.PNC", 700), ("contact.1", 500), ("seal.1", 200),
        ("date.CRD", 500), ("sentence.1", 500), ("na.%", 20), ("alias.1", 100),
    ],
)  # fmt: skip
def test_what_is_on_record_of_them(demo: Desk, fact: str, least: int) -> None:
    held = count(
        demo,
        "fact_span f JOIN whereabouts w ON w.person_id = f.subject_id"
        " JOIN place p ON p.id = w.place_id JOIN establishment e ON e.id = p.establishment_id"
        " WHERE f.subject_kind = 'person' AND f.fact_kind LIKE ? AND e.code <> 'REG'",
        fact,
    )
    assert held >= least


def test_places_are_marked(demo: Desk) -> None:
    assert count(demo, "fact_span WHERE fact_kind = 'marks'") > 15


def test_the_past_can_be_asked_year_by_year(demo: Desk) -> None:
    prison = default_prison(demo, MAIN)
    days = [
        roll(demo, prison, as_of=NOW - n * 24 * HOUR).headline
        for n in (0, 1, 30, 180, 365, 700, DAYS - 2)
    ]
    assert all(h.population == h.unlock_roll + h.in_today - h.out_today for h in days)
    assert all(1000 <= h.population <= 1130 for h in days)
    assert len({h.population for h in days}) > 1


def test_something_was_entered_late_and_something_corrected(demo: Desk) -> None:
    midnight = to_instant(datetime(2026, 3, 30, 23, tzinfo=UTC))
    late = "entry WHERE kind = 'move' AND occurred_at < ? AND recorded_at > ?"
    assert count(demo, late, midnight, midnight) == 1
    assert count(demo, "entry WHERE kind = 'annul'") > 20


def test_nothing_of_it_is_in_the_future(demo: Desk) -> None:
    with demo.store.read() as reader:
        latest = reader.one("SELECT MAX(recorded_at), MAX(occurred_at) FROM entry", ())
    assert latest is not None
    assert max(latest) <= NOW


def test_who_starts_it_is_its_administrator(demo: Desk) -> None:
    assert demo.account == os_account()
    (first,) = (officer for officer in officers(demo) if officer.role == "administrator")
    assert (first.account, first.prison) == (os_account(), MAIN)
    assert default_prison(demo).code == MAIN


@pytest.mark.usefixtures("few")
def test_it_is_the_same_for_everybody(tmp_path: Path) -> None:
    one, other = (short(tmp_path / name, NOW) for name in ("one", "other"))
    for question in ("SELECT hash, seq FROM chain ORDER BY establishment_id",
                     "SELECT * FROM whereabouts ORDER BY person_id"):  # fmt: skip
        with one.store.read() as first, other.store.read() as second:
            assert first.rows(question, ()) == second.rows(question, ())
    one.store.close()
    other.store.close()


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 30, 23, 5, tzinfo=UTC),  # five past midnight of a summer night
        datetime(2026, 11, 1, 2, 0, tzinfo=UTC),  # past a day of 25 hours
        datetime(2026, 3, 29, 1, 5, tzinfo=UTC),  # just after the hour that never was
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # in the hour that was twice, the second time
        datetime(2024, 3, 1, 0, 0, tzinfo=UTC),
        datetime(2026, 6, 14, 19, 0, tzinfo=UTC),  # an ordinary morning lies before
    ],
    ids=["just after midnight", "autumn", "forward", "back", "leap year", "evening"],
)
def test_at_any_time_of_day_and_year(tmp_path: Path, now: datetime) -> None:
    desk = short(tmp_path, to_instant(now))
    assert verify(desk) == ()
    prison = default_prison(desk, MAIN)
    assert people_behind(desk, prison, "incoming")
    head = roll(desk, prison).headline
    assert head.population == head.unlock_roll + head.in_today - head.out_today
    assert daily_state(desk, prison).differs == ()
    desk.store.close()


@pytest.mark.usefixtures("few")
def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    settings = Settings(store=str(tmp_path / "d" / "register.db"))
    build_demo(settings, FixedClock(NOW), lambda done, whole: told.append((done, whole)), days=3)
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.usefixtures("few")
def test_opened_again_it_is_as_it_was_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(settings: Settings, clock: FixedClock, progress: object) -> None:
        build_demo(settings, clock, days=2)

    monkeypatch.setattr("wingterm.services.demo.opening.build_demo", quick)
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


def test_a_story_that_the_rules_refuse_is_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []

    def tell(settings: Settings, seed: int, now: int, days: int, progress: object) -> None:
        told.append(seed)
        if len(told) < refused:
            raise RuleBroken("no bed")

    monkeypatch.setattr("wingterm.services.demo.opening._tell", tell)
    refused = 2
    build_demo(Settings(store=str(tmp_path / "register.db")), FixedClock(NOW))
    assert told == [SEED, OTHER_SEEDS[0]]
    told.clear()
    refused = 9
    with pytest.raises(RuleBroken, match="story"):
        build_demo(Settings(store=str(tmp_path / "register.db")), FixedClock(NOW))
    assert told == [SEED, *OTHER_SEEDS]
