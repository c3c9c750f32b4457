"""People of whom something is due to be erased, eight years on: what retention is tried on."""

from dataclasses import replace
from datetime import date

from tests.registers import MINUTE, SmallRegister
from tests.services.filled import received
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out
from wingterm.services.daily_state import daily_state
from wingterm.services.lists import people_behind
from wingterm.services.retention import run
from wingterm.services.roll import roll

GONE, STAYS, NEVER, HELD, OTHER = (f"A{n}111AA" for n in range(1, 6))
"""Who left long ago; is in a cell; was never received; is on hold; is of one person with STAYS."""
YEAR = 366 * 24 * 60 * MINUTE
WORDS = ("Vanisham", "1971-02-03", "Evanham", "2002/0073319Z", "a dragon", "wrote to a judge",
         "Vera Vanisham", "sets fires", "never so")  # fmt: skip
"""What nobody may find of GONE afterwards, anywhere."""


def done(small: SmallRegister, *requests: Request) -> Receipt:
    """Carry out an act that nothing stands against, a minute after the last one."""
    small.clock.instant += MINUTE
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Receipt), outcome
    return outcome


def said(fact: str, key: str = "", person: str = GONE, **values: str) -> Request:
    """Ask to record something."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact=fact, key=key, values=tuple(values.items())
    )


def registered(number: str, last: str, born: str) -> Request:
    """Ask for a record."""
    return asked.Register(
        prison="WTI", number=number, last_name=last, first_name="Al", date_of_birth=born, sex="M"
    )


def rule(name: str, years: int) -> Request:
    """Ask to set a rule."""
    return asked.SetRetention(prison="REG", rule=name, years=years, why="schedule of 2026")


def fill(small: SmallRegister) -> None:
    """Let everybody come, have things on record, and some of them leave."""
    people = ((GONE, "Vanisham", "1971-02-03"), (STAYS, "Staywell", "1972-01-01"),
              (NEVER, "Nevermore", "1973-01-01"), (HELD, "Heldfast", "1974-01-01"),
              (OTHER, "Stayweller", "1975-01-01"))  # fmt: skip
    done(small, *(registered(*one) for one in people))
    come = [received(GONE, "A-1-001"), received(STAYS, "A-1-002"), received(HELD, "A-1-003")]
    done(small, replace(come[0], comment="wrote to a judge"), *come[1:])
    # Overdue for a while: rolls of then count it by what the movement said.
    due = small.clock.instant + 3 * MINUTE
    out = asked.CourtOut(prison="WTI", person=GONE, destination="Vanisham Court", due_back=due)
    done(small, out)
    small.clock.instant += 10 * MINUTE
    done(small, asked.Back(prison="WTI", person=GONE))
    done(small, said("alias", last_name="Evanham", first_name="Al"))
    done(small, said("id", "PNC", value="2002/0073319Z"), said("mark", description="a dragon"))
    done(small, said("contact", name="Vera Vanisham"), said("alert", "XA", comment="sets fires"))
    wrong = done(small, said("title", title="MR")).lines[0].entries[0]
    done(small, asked.WithdrawFact(prison="WTI", entry=int(wrong.partition("-")[2]),
                                   why="it was never so"))  # fmt: skip
    count(small)
    done(small, asked.Move(prison="WTI", person=GONE, to="RECP", comment="Vanisham is ill"))
    done(small, asked.Correct(prison="WTI", person=GONE, why="Vanisham is not ill"))
    done(small, said("hold", person=HELD, reason="inquest 12/26", reference="12/26"))
    for number, words in ((GONE, "wrote to a judge"), (HELD, "left by train")):
        done(small, asked.Release(prison="WTI", person=number, reason="CR", comment=words))
    done(small, asked.Merge(prison="WTI", person=OTHER, into=STAYS, why="same prints"))


def count(small: SmallRegister) -> None:
    """Let a roll check name GONE, in its counts and in what it explains."""
    done(small, asked.OpenCheck(prison="WTI", kind="lock-up"))
    by_name = {"method": "name", "missing": (GONE,)}
    done(small, asked.SubmitCount(prison="WTI", check=1, unit="A", counted="2", **by_name))  # type: ignore[arg-type]
    done(small, asked.Explain(prison="WTI", check=1, unit="A", person=GONE, what="missing",
                              why="in the shower"))  # fmt: skip


def all_text(small: SmallRegister) -> str:
    """Give every row of every table as one text."""
    return "\n".join(small.dump())


def bytes_of(small: SmallRegister) -> bytes:
    """Give every byte of the register's files, used or not."""
    return b"".join(path.read_bytes() for path in sorted(small.folder.glob("register.db*")))


def pasts(small: SmallRegister) -> list[object]:
    """Give the rolls, days and lists of many past instants, as known now and as then."""
    prison, start = small.prison("WTI"), 1_772_442_000_000_000
    seen: list[object] = []
    for minutes in (0, 2, 3, 8, 12, 14, 20, 60, 60 * 24 * 400):
        at = start + minutes * MINUTE
        for known in (None, at):
            sheet = roll(small.desk, prison, as_of=at, known_at=known)
            seen.append((sheet.headline, sheet.rows, sheet.totals))
            listed = people_behind(small.desk, prison, "population", as_of=at, known_at=known)
            # In the order of names, which are gone: whoever was there is there.
            seen.append({(one.number, one.place, one.bed_cell, one.since) for one in listed})
    day = daily_state(small.desk, prison, date(2026, 3, 2))
    came, went = ([one.number for one in some] for some in (day.came_in, day.went_out))
    seen.append((day.opening, came, went, day.closing, day.differs, len(day.late)))
    return seen


def erased_all(full: SmallRegister) -> Receipt:
    """Erase who is due; give the receipt."""
    done(full, rule("identity", 7))
    (did,) = run(full.desk, 1).receipts
    return did
