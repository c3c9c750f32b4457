"""What the tests of particulars share: people in a small register, what is asked, what is read."""

from dataclasses import replace

from tests.registers import MINUTE, SmallRegister
from tests.services.filled import ALONE, SECOND, SHARING, done, received, record
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Objection, Refused
from wingterm.services.act import carry_out
from wingterm.services.particulars import ParticularLine, particulars

DAY = 24 * 60 * MINUTE


def people_on_record(small: SmallRegister) -> SmallRegister:
    """Give a small register with two people received and one never."""
    done(small, record(ALONE), record(SHARING), record(SECOND))
    done(small, received(ALONE, "A-1-001"), received(SHARING, "A-1-002"))
    return small


def said(
    fact: str, key: str = "", person: str = ALONE, at: int | None = None, comment: str = "",
    **values: str,
) -> asked.RecordParticular:  # fmt: skip
    """Ask to record something."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact=fact, key=key, values=tuple(values.items()), at=at,
        comment=comment,
    )  # fmt: skip


def over(
    fact: str, key: str = "", person: str = ALONE, why: str = "no longer so"
) -> asked.EndParticular:
    """Ask to end something."""
    return asked.EndParticular(prison="WTI", person=person, fact=fact, key=key, why=why)


def against(small: SmallRegister, *requests: asked.Request) -> list[Objection]:
    """Give what stands against an act; nothing may have changed."""
    before = small.dump()
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Refused), outcome
    assert small.dump() == before
    return list(outcome.objections)


def codes(small: SmallRegister, *requests: asked.Request) -> list[tuple[str, str]]:
    """Give the codes and fields of what stands against an act."""
    return [(o.code, o.field) for o in against(small, *requests)]


def lines(small: SmallRegister, kind: str, person: str = ALONE) -> list[ParticularLine]:
    """Give what is on record of a kind."""
    return [line for line in particulars(small.desk, person) if line.kind == kind]


def line(small: SmallRegister, kind: str, person: str = ALONE) -> ParticularLine:
    """Give the one thing on record of a kind."""
    (only,) = lines(small, kind, person)
    return only


def na(person: str = ALONE, other: str = SHARING, **values: str) -> asked.RecordParticular:
    """Ask for a non-association."""
    right = {
        "restriction": "LANDING", "reason": "THREAT", "role": "VICTIM",
        "other_role": "PERPETRATOR", "comment": "threats at work", "authorised_by": "A Governor",
    }  # fmt: skip
    return replace(said("na", other, person), values=tuple((right | values).items()))
