"""Make a register: the store, and the first officer, who can then set up prisons."""

from pathlib import Path

from db.engine import open_store
from db.ledger import Act, append
from db.situation import read_situation
from wingterm.clock import Clock, IdSource, system_clock
from wingterm.domain.decide import decide_act
from wingterm.domain.requests import AppointOfficer, content_hash
from wingterm.domain.roles import ADMINISTRATOR
from wingterm.domain.situation import Officer, Prison, Situation
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.errors import BadInput
from wingterm.services.codes import reason_codes
from wingterm.services.desk import Desk
from wingterm.services.opening import desk_at
from wingterm.settings import Settings

FIRST_OFFICER = 1
"""Id of the officer who appoints themselves; there is nobody else to do it."""


def start_register(
    settings: Settings, clock: Clock | None, ids: IdSource, account: str, name: str
) -> Desk:
    """Make a new register and its first administrator.

    Args:
        settings: where.
        clock: None for the store's own clock.
        ids: where request ids come from.
        account: operating system account of the administrator.
        name: the administrator's name.

    Raises:
        StoreUnsafe: something lies there already, or the place is not safe.
        BadInput: the account or name cannot be kept.
    """
    from db.create import create_store

    asked = AppointOfficer(prison="REG", account=account, name=name, role=ADMINISTRATOR)
    first = Officer(FIRST_OFFICER, account, name, ADMINISTRATOR, REGISTER_ESTABLISHMENT)
    _judge(asked, first)
    create_store(settings.store, clock=clock)
    store = open_store(settings.store, clock=clock)
    with store.write() as unit:
        situation, heads = read_situation(unit, [asked], first, reason_codes())
        decided = decide_act(situation, [asked])
        act = Act(ids(), content_hash([asked]), asked.verb, FIRST_OFFICER, "setup")
        append(unit, situation, heads, act, decided)
        unit.commit()
    return desk_at(store, settings, "setup", ids, account)


def _judge(asked: AppointOfficer, first: Officer) -> None:
    """Refuse a first officer who could not be appointed, before anything is made."""
    register = Prison(REGISTER_ESTABLISHMENT, "REG", "The register", "UTC")
    empty = Situation(system_clock(), first, reason_codes(), {register.code: register})
    empty.next_id["officer"] = FIRST_OFFICER
    objections = decide_act(empty, [asked]).objections
    if objections:
        raise BadInput(" ".join(objection.sentence for objection in objections))


def upgrade_register(settings: Settings) -> tuple[Path | None, int]:
    """Bring a register to this schema and let the checker look at it.

    Returns:
        The copy of the register as it was (None where nothing was done, or a server keeps its own),
        and how many violations the checker found.
    """
    from db.checker import check_store
    from db.create import upgrade_store

    copy = upgrade_store(settings.store)
    store = open_store(settings.store)
    try:
        return copy, len(check_store(store))
    finally:
        store.close()
