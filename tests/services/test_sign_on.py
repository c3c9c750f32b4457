"""Signing on by name at a shared terminal: who may, who may not, and what is counted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.registers import MINUTE, SmallRegister, open_small_register
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.errors import NotAuthorised
from wingterm.services.act import carry_out
from wingterm.services.desk import Desk
from wingterm.services.factors import set_factor
from wingterm.services.sign_on import is_shared, sign_on, still_in_force

DIGITS, OTHERS = "748162", "381759"


@pytest.fixture
def held() -> Iterator[SmallRegister]:
    held = open_small_register()
    held.desk = replace(held.desk, key_file=str(held.folder / "sign-on.key"))
    for account, role in (("kiosk", "shared-terminal"), ("jdoe", "wing-officer")):
        request = asked.AppointOfficer(prison="WTI", account=account, name=account, role=role)
        assert isinstance(carry_out(held.desk, [request]), Receipt)
    held.clock.advance(MINUTE)
    set_factor(held.desk, "jdoe", DIGITS)
    yield held
    assert held.violations() == []
    held.close()


def kiosk(held: SmallRegister) -> Desk:
    return replace(held.desk, account="kiosk", front_end="terminal")


def test_who_gives_account_and_digits_acts_under_their_own_name(held: SmallRegister) -> None:
    desk = kiosk(held)
    assert is_shared(desk)
    signed = sign_on(desk, " jdoe ", DIGITS)
    assert (signed.account, signed.at) == ("jdoe", "kiosk")
    assert still_in_force(signed)
    with pytest.raises(NotAuthorised):
        sign_on(signed, "jdoe", OTHERS)
