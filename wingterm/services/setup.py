"""Make a register: the store, and the first officer, who can then set up prisons."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.engine import Unit, open_store
from db.ledger import Act, append
from db.situation import read_situation
from wingterm.clock import Clock, IdSource, random_ids, system_clock
from wingterm.domain.decide import decide_act
from wingterm.domain.places import SPECIALS
from wingterm.domain.prison import Officer, Prison
from wingterm.domain.requests import AppointOfficer, FitOut, Request, content_hash
from wingterm.domain.roles import ADMINISTRATOR
from wingterm.domain.situation import Situation
from wingterm.domain.standing import REGISTER_ESTABLISHMENT
from wingterm.errors import BadInput, NotAuthorised, SchemaOlder
from wingterm.services.codes import reason_codes
from wingterm.services.desk import Desk, os_account
from wingterm.services.opening import desk_at
from wingterm.services.origin import origin
from wingterm.settings import Settings

if TYPE_CHECKING:
    from db.checker import Violation

FIRST_OFFICER = 1
"""Id of the officer who appoints themselves; there is nobody else to do it."""


def start_register(
    settings: Settings,
    clock: Clock | None,
    ids: IdSource,
    account: str,
    name: str,
    *,
    durable: bool = True,
) -> Desk:
    """Make a new register and its first administrator.

    Args:
        settings: where.
        clock: None for the store's own clock.
        ids: where request ids come from.
        account: operating system account of the administrator.
        name: the administrator's name.
        durable: whether what the desk does waits for the disk; not where it is made aside.

    Raises:
        StoreUnsafe: something lies there already, or the place is not safe.
        BadInput: the account or name cannot be kept.
    """
    from db.create import create_store

    asked = AppointOfficer(prison="REG", account=account, name=name, role=ADMINISTRATOR)
    first = Officer(FIRST_OFFICER, account, name, ADMINISTRATOR, REGISTER_ESTABLISHMENT)
    _judge(asked, first)
    create_store(settings.store, clock=clock)
    store = open_store(settings.store, clock=clock, durable=durable)
    with store.write() as unit:
        situation, heads = read_situation(unit, [asked], first, reason_codes())
        decided = decide_act(situation, [asked])
        act = Act(ids(), content_hash([asked]), asked.verb, FIRST_OFFICER, "setup", origin=origin())
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


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade came to."""

    older: bool
    """Whether it was of an older schema."""
    copy: Path | None
    """The register as it was; None where nothing was to be done, or a server keeps its own."""
    violations: "tuple[Violation, ...]"
    """What the checker finds; an older register is left as it was then."""

    @property
    def done(self) -> bool:
        """Whether it was brought to this schema."""
        return self.older and not self.violations


def upgrade_register(settings: Settings) -> Upgraded:
    """Bring a register to this schema, as one transaction that the checker has looked at.

    Its prisons get the places that every prison of this version has.

    Raises:
        NotAuthorised: the account is an officer's who is no administrator.
        NotFound, StoreError: it is not there, not ours, newer, damaged, or others are writing.
    """
    from db.checker import check_store
    from db.create import DoesNotVerify, upgrade_store

    older = _is_older(settings)
    try:
        copy = upgrade_store(settings.store, leave=_refuse_officers, finish=_fit_out)
    except DoesNotVerify as refused:
        return Upgraded(True, refused.copy, refused.violations)
    store = open_store(settings.store)
    try:
        return Upgraded(older, copy, () if older else tuple(check_store(store)))
    finally:
        store.close()


def _is_older(settings: Settings) -> bool:
    try:
        open_store(settings.store).close()
    except SchemaOlder:
        return True
    return False


def _refuse_officers(unit: Unit) -> None:
    """Let administrators upgrade, and accounts that are no officer's: of who owns the store."""
    row = unit.one("SELECT name, role FROM officer WHERE account = ?", (os_account(),))
    if row is not None and row[1] != ADMINISTRATOR:
        raise NotAuthorised(
            f"{row[0]} ({row[1]}) may not upgrade this register.",
            "Ask an administrator, or whoever owns its file or database.",
        )


def _fit_out(unit: Unit) -> None:
    """Give prisons the special places that they lack.

    In the name of whoever upgrades, or of the first officer where that account is none.
    """
    lacking: list[Request] = [
        FitOut(prison=str(code))
        for (code,) in unit.rows(
            "SELECT e.code FROM establishment e WHERE e.id <> ? AND (SELECT COUNT(*) FROM place p"
            f" WHERE p.establishment_id = e.id AND {unit.in_set('p.kind')}) < ? ORDER BY e.id",
            (REGISTER_ESTABLISHMENT, unit.as_set(SPECIALS), len(SPECIALS)),
        )
    ]
    if not lacking:
        return
    row = unit.one(
        "SELECT id, account, name, role, establishment_id FROM officer WHERE account = ? OR id = ?"
        " ORDER BY CASE WHEN id = ? THEN 1 ELSE 0 END LIMIT 1",
        (os_account(), FIRST_OFFICER, FIRST_OFFICER),
    )
    assert row is not None
    officer = Officer(*row)
    situation, heads = read_situation(unit, lacking, officer, reason_codes())
    decided = decide_act(situation, lacking)
    assert not decided.objections
    act = Act(
        random_ids(), content_hash(lacking), FitOut.verb, officer.id, "setup", origin=origin()
    )
    append(unit, situation, heads, act, decided)
