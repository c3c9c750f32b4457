"""Who saw what is found by person and by officer, for those who may ask, and that is logged too."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.accesses import accesses
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.services.on_record import said
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.domain.roles import ROLES, Group
from wingterm.errors import BadInput, NotAuthorised, NotFound
from wingterm.services import history, people
from wingterm.services.access_search import NAMED, WhoSaw, what_saw, who_saw
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk

ADA, BEN = "A1001AA", "A1002AA"
AT = 1_772_442_000_000_000


def done(small: SmallRegister, request: asked.Request) -> Receipt:
    small.clock.advance(MINUTE)
    outcome = carry_out(small.desk, [request])
    assert isinstance(outcome, Receipt), outcome
    return outcome


def story(small: SmallRegister) -> SmallRegister:
    """Two people; Ada's name is changed and withdrawn, both are listed, Ada is shown and copied."""
    for number, last in ((ADA, "Arden"), (BEN, "Birch")):
        done(small, asked.Register(
            prison="WTI", last_name=last, first_name="Robin", date_of_birth="1990-04-12", sex="M",
            number=number,
        ))  # fmt: skip
    done(small, asked.Amend(prison="WTI", person=ADA, last_name="Ash"))
    done(small, said("alias", person=BEN, last_name="Beech", first_name="Rob"))
    small.clock.advance(MINUTE)
    small.desk.consulted([ADA, BEN], "list population WTI")
    small.clock.advance(MINUTE)
    people.show(small.desk, ADA)
    small.clock.advance(MINUTE)
    small.desk._replace(account="clerk").disclosed([ADA], "copy", "Robin Ash")
    small.clock.advance(MINUTE)
    return small


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def shared(request: pytest.FixtureRequest) -> Iterator[SmallRegister]:
    if request.param == "postgresql" and postgres.server() is None:
        pytest.skip("PostgreSQL is not installed")
    found = story(open_small_register(request.param))
    yield found
    found.close()


def told(found: WhoSaw) -> list[str]:
    """Give what was found without what asking for it added."""
    return [
        f"{row.kind} {row.officer}: {row.purpose} {row.people} {','.join(names)} {row.recipient}"
        for row, names in found.records
        if not row.purpose.startswith("log")
    ]


def test_who_saw_and_changed_somebody(shared: SmallRegister) -> None:
    assert told(who_saw(shared.desk, ADA.lower())) == [
        f"disclosure clerk: copy 1 {ADA} Robin Ash",
        f"consultation tester: show 1 {ADA} ",
        f"consultation tester: list population WTI 2 {ADA},{BEN} ",
        f"alteration tester: record identity 1 {ADA} ",
        f"collection tester: register 1 {ADA} ",
        f"collection tester: record identity 1 {ADA} ",
    ]


def test_what_an_officer_saw_and_changed(shared: SmallRegister) -> None:
    assert told(what_saw(shared.desk, "clerk")) == [f"disclosure clerk: copy 1 {ADA} Robin Ash"]
    assert told(what_saw(shared.desk, "tester")) == [
        f"consultation tester: show 1 {ADA} ",
        f"consultation tester: list population WTI 2 {ADA},{BEN} ",
        f"collection tester: record 1 {BEN} ",
        f"alteration tester: identity 1 {ADA} ",
        f"collection tester: register 1 {BEN} ",
        f"collection tester: register 1 {ADA} ",
    ]


def test_only_a_kind_a_time_or_so_many(shared: SmallRegister) -> None:
    some = who_saw(shared.desk, ADA, kinds=["disclosure", " Alteration"])
    assert [row.kind for row, _ in some.records] == ["disclosure", "alteration"]
    shown = next(row.at for row, _ in who_saw(shared.desk, ADA).records if row.purpose == "show")
    at = who_saw(shared.desk, ADA, since=shown, until=shown + 1)
    assert told(at) == [f"consultation tester: show 1 {ADA} "]
    few = who_saw(shared.desk, ADA, until=shown, most=2)
    assert [row.kind for row, _ in few.records] == ["consultation", "alteration"]
    assert few.more
    assert not who_saw(shared.desk, ADA, until=shown, most=4).more
    assert [
        row.kind for row, _ in what_saw(shared.desk, "tester", kinds=["alteration"]).records
    ] == ["alteration"]


def test_everybody_is_also_each(shared: SmallRegister) -> None:
    shared.desk.disclosed(["everybody"], "export", "folder /srv/out")
    rows = who_saw(shared.desk, BEN, kinds=["disclosure"]).records
    assert [row.purpose for row, _ in rows] == ["export"]


def test_that_somebody_asked_is_found_too(shared: SmallRegister) -> None:
    who_saw(shared.desk, BEN)
    assert accesses(shared.desk)[-1]["people"] == [BEN, ADA], "whom a list names beside them too"
    assert "log" in {row.purpose for row, _ in who_saw(shared.desk, BEN).records}
    what_saw(shared.desk, "clerk")
    last = accesses(shared.desk)[-1]
    assert (last["purpose"], last["people"]) == ("log clerk", [ADA])


def test_of_a_long_list_only_how_many_is_told(shared: SmallRegister) -> None:
    shared.desk.consulted([BEN, *(f"A{n:04d}BB" for n in range(NAMED))], "long list")
    (row, names), *_ = who_saw(shared.desk, BEN).records
    assert (row.purpose, row.people, names) == ("long list", NAMED + 1, ())


def test_who_had_a_temporary_number_is_found_by_both() -> None:
    small = open_small_register()
    done(
        small,
        asked.Register(
            prison="WTI", last_name="Night", first_name="", date_of_birth="", sex="", temporary=True
        ),
    )
    people.show(small.desk, "TMP0001")
    done(small, asked.GiveNumber(prison="WTI", person="TMP0001", number=ADA))
    history.person_history(small.desk, ADA)
    for number in (ADA, "TMP0001"):
        seen = {row.purpose for row, _ in who_saw(small.desk, number).records}
        assert {"show", "history"} <= seen
    small.close()


def test_who_has_two_records_is_found_by_both(small_file: SmallRegister) -> None:
    story(small_file)
    done(small_file, asked.Merge(prison="WTI", person=BEN, into=ADA, why="the same fingerprints"))
    for number in (ADA, BEN):
        seen = told(who_saw(small_file.desk, number))
        assert f"consultation tester: show 1 {ADA} " in seen
        assert f"collection tester: record alias 1 {BEN} " in seen
        assert any(row.startswith("alteration") for row in seen)


@pytest.mark.parametrize("role", [*ROLES, "stranger"])
def test_only_who_may_be_told_is_told(small_file: SmallRegister, role: str) -> None:
    desk = small_file.desk
    done(small_file, asked.Register(
        prison="WTI", last_name="Arden", first_name="Robin", date_of_birth="1990-04-12", sex="M",
        number=ADA,
    ))  # fmt: skip
    if role != "stranger":
        done(small_file, asked.AppointOfficer(prison="WTI", account="x", name="X", role=role))
    before = accesses(desk)
    as_x = desk._replace(account="x")
    if role in ROLES and Group.ACCESS_LOG in ROLES[role].sees:
        assert who_saw(as_x, ADA).records
        assert what_saw(as_x, desk.account).records
        return
    with pytest.raises(NotAuthorised):
        who_saw(as_x, ADA)
    with pytest.raises(NotAuthorised):
        what_saw(as_x, desk.account)
    assert accesses(desk) == before


def test_what_cannot_be_asked_is_said(small_file: SmallRegister) -> None:
    desk: Desk = small_file.desk
    with pytest.raises(NotFound, match="Nobody has the number"):
        who_saw(desk, "Z9999ZZ")
    with pytest.raises(NotFound, match="no officer nobody"):
        what_saw(desk, "nobody")
    with pytest.raises(BadInput, match="no kind of record"):
        who_saw(desk, ADA, kinds=["reading"])
    with pytest.raises(BadInput, match="0 records"):
        who_saw(desk, ADA, most=0)
