"""What the demo says of its people besides where they are: from reception to the next review."""

from datetime import timedelta

from wingterm.domain import requests as asked
from wingterm.services.demo.names import plain_ascii
from wingterm.services.demo.people import Inmate, State
from wingterm.services.demo.terms import MAIN, MINUTE
from wingterm.services.demo.world import World

OFFENCES = (
    "Theft from shop", "Burglary dwelling", "Robbery", "Assault occasioning actual bodily harm",
    "Possession of a bladed article", "Supply of a Class A drug", "Fraud by false representation",
    "Driving while disqualified", "Wounding with intent", "Breach of a restraining order",
    "Arson", "Handling stolen goods", "Affray", "Conspiracy to supply a Class B drug",
    "Failing to comply with notification requirements", "Murder", "Criminal damage",
)  # fmt: skip
RELATIVES = ("Mother", "Father", "Wife", "Partner", "Brother", "Sister", "Son", "Daughter")
ALERTS = (
    "XVL", "XA", "HA", "PEEP", "XSA", "XRF", "XCU", "HA1", "XGANG", "RKC", "RNO121", "XVL", "HA",
    "HA1", "XSA",
)  # fmt: skip
RARE_ALERTS = ("XEL", "XNR", "TAH", "TAP", "TM", "TSE", "VIP", "XHT")
NA_REASONS = ("THREAT", "VIOLENCE", "GANG_RELATED", "BULLYING", "LEGAL_REQUEST")


def say(world: World, person: Inmate, at: int, fact: str, key: str = "", **values: str) -> None:
    """Put something on record of somebody."""
    world.book.add(asked.RecordParticular(
        prison=person.prison, person=person.number, at=at, fact=fact, key=key,
        values=tuple(values.items()),
    ))  # fmt: skip


def at_reception(world: World, person: Inmate, at: int) -> None:
    """Say what is asked when somebody comes in."""
    chance = world.chance
    status = "TRL" if chance.random() < 0.4 else "RX"
    if person.convicted:
        sentenced(world, person, at)
    else:
        say(world, person, at, "legal-status", status=status)
    _assessed(world, person, at)
    charged = (world.date() - timedelta(days=chance.randint(2, 300))).isoformat()
    say(
        world, person, at, "offence",
        description=chance.choice(OFFENCES), date=charged if chance.random() < 0.9 else "unknown",
        main="yes",
    )  # fmt: skip
    say(world, person, at, "incentive", level="STD")
    if person.leaves < world.days - 20:
        return
    if chance.random() < 0.3:
        say(world, person, at, "seal", number=f"S{chance.randrange(10**6, 10**7)}")
    if chance.random() < 0.25:
        _alert(world, person, at)
    _known_before(world, person, at)


def _assessed(world: World, person: Inmate, at: int) -> None:
    """Say how dangerous it is to share a cell with somebody, or for them."""
    if not person.high_risk:
        say(world, person, at, "csra", level="STANDARD")
    elif world.chance.random() < 0.6:
        say(world, person, at, "csra", level="HIGH_GENERAL")
    else:
        say(
            world, person, at, "csra", level="HIGH_SPECIFIC",
            at_risk="People under 25", vulnerabilities="Younger people in debt",
        )  # fmt: skip


def _known_before(world: World, person: Inmate, at: int) -> None:
    """Say what only has to be said once: numbers of other services, next of kin, other names."""
    chance = world.chance
    if person.facts.get("known"):
        return
    person.facts["known"] = 1
    year = max(1995, min(person.born.year + chance.randint(15, 30), world.date().year - 1))
    if chance.random() < 0.8:
        say(world, person, at, "id", "PNC", value=world.names.pnc(year))
    if chance.random() < 0.35:
        say(world, person, at, "id", "CRO", value=world.names.cro(year))
    if chance.random() < 0.55:
        say(
            world, person, at, "contact",
            name=world.names.relative(person.last_name), relationship=chance.choice(RELATIVES),
            phone=f"07700 900{chance.randrange(1000):03d}", next_of_kin="yes",
        )  # fmt: skip
    elif chance.random() < 0.3:
        say(world, person, at, "contact", name="unknown", next_of_kin="yes")
    folded = plain_ascii(person.last_name).strip()
    if folded and folded != person.last_name:
        say(world, person, at, "alias", last_name=folded, first_name=person.first_name)
    elif chance.random() < 0.05:
        say(world, person, at, "alias", last_name=chance.choice(world.names.last))


def sentenced(world: World, person: Inmate, at: int) -> None:
    """Say what somebody was sentenced to, when it ends, and their category."""
    status = "MLP" if person.life else "EDS21" if person.sentence_days > 3200 else "ADIMP_ORA20"
    say(world, person, at, "legal-status", status=status)
    imposed = world.date(min(0, person.day - world.day))
    if person.life:
        years = max(1, (person.leaves - person.day) // 365)
        say(world, person, at, "sentence", imposed=imposed.isoformat(), band="1")
        tariff = imposed + timedelta(days=years * 365)
        say(world, person, at, "date", "Tariff", date=tariff.isoformat())
    else:
        _determinate(world, person, at)
    say(
        world, person, at, "category",
        category=person.category, review=world.date(world.chance.randint(90, 360)).isoformat(),
    )  # fmt: skip


def _determinate(world: World, person: Inmate, at: int) -> None:
    begun = world.date(person.leaves - world.day - person.sentence_days // 2)
    ends = begun + timedelta(days=person.sentence_days)
    months = max(1, person.sentence_days // 30)
    say(
        world, person, at, "sentence",
        imposed=min(begun, world.date()).isoformat(), band="2",
        years=str(months // 12), months=str(months % 12),
    )  # fmt: skip
    by = world.chance.choice(world.names.last)
    say(world, person, at, "date", "SLED", date=ends.isoformat(), calculated_by=by)
    half = world.date(person.leaves - world.day)
    say(world, person, at, "date", "CRD", date=half.isoformat(), calculated_by=by)
    if person.sentence_days > 200 and person.category == "D":
        curfew = (half - timedelta(days=60)).isoformat()
        say(world, person, at, "date", "HDCED", date=curfew)


def _alert(world: World, person: Inmate, at: int) -> None:
    codes = RARE_ALERTS if world.chance.random() < 0.12 else ALERTS
    code = world.chance.choice(codes)
    if person.facts.get(code):
        return
    person.facts[code] = 1
    say(world, person, at, "alert", code)


def reviews(world: World) -> None:
    """Look at some again each day: incentive levels, categories, alerts, whom to keep apart."""
    for _ in world.often(1.5):
        person = world.somebody(MAIN, _here)
        if person is None:
            continue
        person.busy = world.day
        at, luck = world.at(10, 16), world.chance.random()
        if luck < 0.55:
            level = world.chance.choice(("ENH", "ENH", "STD", "BAS"))
            say(world, person, at, "incentive", level=level)
        elif luck < 0.75:
            _alert(world, person, at)
        elif luck < 0.9:
            _ended(world, person, at)
        elif person.category == "C":
            person.category = "D"
            review = world.date(180).isoformat()
            say(world, person, at, "category", category="D", review=review)
    if world.day % 25 == 8:
        keep_apart(world)


def _ended(world: World, person: Inmate, at: int) -> None:
    for code in ("HA", "XCU", "TAH", "TM"):
        if person.facts.get(code):
            world.book.add(asked.EndParticular(
                prison=person.prison, person=person.number, at=at, fact="alert", key=code,
                why="reviewed and closed",
            ))  # fmt: skip
            person.facts[code] = 0


def keep_apart(world: World) -> None:
    """Say of two people of different wings that they are to be kept apart."""
    one = world.somebody(MAIN, _here)
    if one is None or one.cell is None:
        return
    wing = one.cell.wing
    other = world.somebody(MAIN, lambda p: _here(p) and p.cell is not None and p.cell.wing != wing)
    pair = f"na {other.number}" if other else ""
    if other is None or one.facts.get(pair):
        return
    one.facts[pair] = other.facts[f"na {one.number}"] = 1
    one.busy = other.busy = world.day
    chance = world.chance
    say(
        world, one, world.at(10, 16) + MINUTE, "na", other.number,
        restriction=chance.choice(("CELL", "LANDING", "WING")), reason=chance.choice(NA_REASONS),
        role="PERPETRATOR", other_role="VICTIM", comment="Reported by wing staff",
        authorised_by=world.names.officer(),
    )  # fmt: skip


def _here(person: Inmate) -> bool:
    return person.state is State.IN
