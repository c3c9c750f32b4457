"""Every numbered rule of domain note 3.4 (cell moves), by its number.

Where wingterm departs on purpose from what the field's own programs do, the test says so. The soft
checks of the note are tested in `tests/services/test_company.py`.
"""

from dataclasses import replace
from typing import Any

import pytest

from tests.registers import SmallRegister
from tests.services.filled import (
    ALONE,
    ON_THE_WAY,
    OUTSIDE,
    SECOND,
    SHARING,
    WAITING,
    done,
)
from tests.services.moves import (
    AT_LARGE,
    RELEASED,
    fill_all,
    refused,
    stand,
)
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.domain.places import PlaceKind
from wingterm.errors import NotAuthorised
from wingterm.services.act import carry_out
from wingterm.services.codes import reason_codes
from wingterm.services.people import show


@pytest.fixture
def held(small_file: SmallRegister) -> SmallRegister:
    """Give a register with people everywhere that somebody can be."""
    fill_all(small_file)
    return small_file


def move(person: str, to: str, **more: Any) -> asked.Move:
    """Ask to move somebody of WTI."""
    return asked.Move(**{"prison": "WTI", "person": person, "to": to, **more})


def test_3_4_rule_1_a_known_reason_that_is_still_in_use(held: SmallRegister) -> None:
    """Six can be given; those of the past are refused."""
    known = [reason.code for reason in reason_codes().active_for("CELL")]
    assert sorted(known) == ["GM", "HOSP", "PCM", "RAIM", "SPP", "SS"]
    for past in ("", "ZZZ", "ADM", "BEH", "CLA", "CON", "VP", "LN"):
        assert refused(held, move(ALONE, "RECP", reason=past)) == ["reason"]
    for to, reason in zip(("RECP", "A-1-001") * 3, known, strict=True):
        done(held, move(ALONE, to, reason=reason))
        assert stand(held, ALONE).reason == f"CELL-{reason}"


def test_3_4_rule_2_not_in_the_future(held: SmallRegister) -> None:
    assert refused(held, move(ALONE, "RECP", at=held.clock.instant + 1)) == ["in-future"]


def test_3_4_rule_3_of_somebody_held_to_a_place_in_use(held: SmallRegister) -> None:
    for person in (OUTSIDE, RELEASED, ON_THE_WAY, AT_LARGE):
        assert refused(held, move(person, "RECP")) == ["not-inside"]
    assert refused(held, move(ALONE, "A-9-999")) == ["unknown-place"]
    done(held, move(ALONE, "RECP"))
    done(held, asked.TakeOutOfUse(prison="WTI", code="A-1-001", reason="DAMAGED"))
    assert refused(held, move(WAITING, "A-1-001")) == ["out-of-use"]


def test_3_4_rule_4_the_same_cell_changes_nothing(held: SmallRegister) -> None:
    before = len(show(held.desk, ALONE).history)
    assert not done(held, move(ALONE, "A-1-001")).changed
    assert len(show(held.desk, ALONE).history) == before


def test_3_4_rule_5_a_cell_with_room_or_reception(held: SmallRegister) -> None:
    assert refused(held, move(ALONE, "A-1-002")) == ["cell-full"]
    for place in ("A", "A-1", "WORKSHOP", "COURT", "EN-ROUTE"):
        assert refused(held, move(ALONE, place)) == ["not-a-cell"]
    done(held, move(ALONE, "RECP"))
    done(held, move(WAITING, "A-1-001"))
    assert stand(held, WAITING).bed == "A-1-001"


def test_3_4_rule_6_a_cell_of_their_own_prison(held: SmallRegister) -> None:
    assert refused(held, move(ALONE, "B-1-002")) == ["unknown-place"]
    assert refused(held, move(ALONE, "B-1-002", prison="EXI")) == ["not-inside"]


def test_3_4_rule_7_the_same_move_again_changes_nothing(held: SmallRegister) -> None:
    """Departs: within 60 seconds the field answers 409; here it is what was wanted already.

    Under the same request id it is answered with the first receipt.
    """
    first = carry_out(held.desk, [move(ALONE, "RECP")], "once")
    assert isinstance(first, Receipt)
    assert first.changed
    assert not done(held, move(ALONE, "RECP")).changed
    again = carry_out(held.desk, [move(ALONE, "RECP")], "once")
    assert again == replace(first, repeated=True)


def test_3_4_rule_8_out_of_a_cell_into_none(held: SmallRegister) -> None:
    """No room is asked for, no reason or comment wanted; the reason is the administrative one."""
    done(held, asked.SetPrison(prison="WTI", values=(("explain_moves", "yes"),)))
    for person in (ALONE, SHARING, SECOND):
        done(held, move(person, "CSWAP"))
        now = stand(held, person)
        assert (now.kind, now.place, now.bed) == (PlaceKind.NO_CELL, "CSWAP", "")
        assert now.reason == "CELL-ADM"
    with held.store.read() as reader:
        many = reader.rows(
            "SELECT establishment_id, COUNT(*) FROM place WHERE kind = 'NO_CELL'"
            " GROUP BY establishment_id",
            (),
        )
    assert [count for _, count in many] == [1, 1, 1]


def test_3_4_rule_8_no_cell_is_where_they_come_back_to(held: SmallRegister) -> None:
    """Whoever has no cell has none before and after work, until one is given."""
    done(held, move(ALONE, "CSWAP"))
    done(held, asked.Elsewhere(prison="WTI", person=ALONE, to="WORKSHOP"))
    done(held, asked.Back(prison="WTI", person=ALONE))
    assert stand(held, ALONE).place == "CSWAP"
    # Taken out of the cell while at work: nobody's list of no cell may miss them.
    done(held, asked.Elsewhere(prison="WTI", person=SHARING, to="WORKSHOP"))
    done(held, move(SHARING, "CSWAP"))
    assert stand(held, SHARING).place == "CSWAP"
    done(held, move(SHARING, "RECP"))
    done(held, asked.Elsewhere(prison="WTI", person=SHARING, to="WORKSHOP"))
    done(held, asked.Back(prison="WTI", person=SHARING))
    assert stand(held, SHARING).place == "RECP"


def test_3_4_rule_9_what_happened_where_the_prison_asks_for_it(held: SmallRegister) -> None:
    """Departs: by a setting of the prison; without it a move needs no words."""
    done(held, asked.SetPrison(prison="WTI", values=(("explain_moves", "yes"),)))
    for said in ("", "asked", "1234567", "aaaaaaaaa", ". . . . . . ."):
        assert refused(held, move(ALONE, "RECP", comment=said)) == ["not-explained"]
    assert refused(held, move(ALONE, "RECP", comment="all right " * 401)) == [
        "not-explained", "text",
    ]  # fmt: skip
    done(held, move(ALONE, "RECP", comment="asked to"))
    done(held, move(ALONE, "A-1-001", comment=("all right " * 400).strip()))


def test_3_4_rule_10_by_an_officer_who_may(held: SmallRegister) -> None:
    """By their role, and in the prison that they are an officer of."""
    for prison, account, role in (
        ("WTI", "eye", "auditor"),
        ("EXI", "other", "wing-officer"),
        ("WTI", "wing", "wing-officer"),
    ):
        done(held, asked.AppointOfficer(prison=prison, account=account, name="New", role=role))
    before = held.dump()
    for account in ("eye", "other", "nobody"):
        with pytest.raises(NotAuthorised):
            carry_out(held.desk._replace(account=account), [move(ALONE, "RECP")])
    assert held.dump() == before
    outcome = carry_out(held.desk._replace(account="wing"), [move(ALONE, "RECP")])
    assert isinstance(outcome, Receipt)
