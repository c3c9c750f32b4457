"""What stands against acts on roll checks: rows for the table of refusals, in the book of WTI."""

from tests.registers import ACCOUNT, MINUTE, START, SmallRegister
from tests.services.check_prison import counted_again, counted_in, declared, explained
from tests.services.filled import ALONE, AT_WORK, SHARING, WAITING, done
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.requests import Request

ABANDONED, OPEN, EMERGENCY, BLIND, THEIRS = 1, 2, 3, 4, 5
"""Numbers of checks of WTI: abandoned; open, with wing A agreeing, reception differing and the
workshop not counted; open for an emergency; of two counters, each count again by another officer,
with the first count of wing A and both of the workshop; and one of EXI."""

BEFORE = START - 2000 * MINUTE
"""Before there was any place."""

CHECK_FACT = -3
"""Stands for the number of a fact of the open check."""

COUNTER, FORMER, AUDITOR = "counter", "former", "auditor"


def unusual_checks(small: SmallRegister) -> int:
    """Make officers and the checks that the rows name; give the number of a fact of one."""
    for account, role in ((COUNTER, "wing-officer"), (FORMER, "reception"), (AUDITOR, "auditor")):
        done(small, officer(account, role))
    ends = small.clock.instant
    done(small, officer(FORMER, "reception", ends=ends))
    done(small, opened("midday"))
    done(small, asked.AbandonCheck(prison="WTI", check=ABANDONED, why="fire alarm"))
    done(small, opened("lock-up"))
    receipt = done(small, counted_in(OPEN, "A", 4))
    done(small, counted_in(OPEN, "RECP", 40))
    done(small, opened("emergency"))
    both = (("two_counters", "yes"), ("recount_by_another", "yes"))
    done(small, asked.SetPrison(prison="WTI", values=both))
    done(small, opened("night patrol"))
    done(small, counted_in(BLIND, "A", 4))
    done(small, counted_in(BLIND, "WORKSHOP", 0))
    done(small, counted_in(BLIND, "WORKSHOP", 0, by=COUNTER))
    done(small, asked.OpenCheck(prison="EXI", kind="unlock"))
    return int(receipt.lines[0].entries[0].rpartition("-")[2])


def officer(account: str, role: str, ends: int | None = None) -> Request:
    """Ask to appoint an officer of WTI."""
    name = f"{account.title()} Officer"
    return asked.AppointOfficer(prison="WTI", account=account, name=name, role=role, ends=ends)


def opened(kind: str) -> Request:
    """Ask to open a check."""
    return asked.OpenCheck(prison="WTI", kind=kind)


def units(*lines: tuple[str, str, str]) -> Request:
    """Ask to count by other units."""
    return asked.SetCheckUnits(prison="WTI", units=lines)


def kind(**given: str) -> Request:
    """Ask for other times of unlock checks."""
    return asked.SetCheckKind(**{"prison": "WTI", "kind": "unlock", **given})  # type: ignore[arg-type]


def abandoned(check: int, why: str = "fire alarm") -> Request:
    """Ask to abandon a check."""
    return asked.AbandonCheck(prison="WTI", check=check, why=why)


LONG = (Acknowledgement("unit-agrees", "x" * 9000),)
RIGHT = "Test Officer"

ROWS: list[tuple[str, tuple[Request, ...]]] = [
    ("unknown-prison", (asked.OpenCheck(prison="XXI", kind="unlock"),)),
    ("check-kind", (opened(""),)),
    ("check-kind", (opened("evening"),)),
    ("check-open", (opened("lock-up"),)),
    ("in-future", (asked.OpenCheck(prison="WTI", kind="unlock", at=10**16),)),
    ("no-units", (asked.OpenCheck(prison="WTI", kind="unlock", at=BEFORE),)),
    ("check-too-old", (asked.OpenCheck(prison="WTI", kind="unlock", at=1),)),
    ("counted-before", (counted_in(OPEN, "WORKSHOP", 1, at=1),)),
    ("counted-before",
     (asked.RecordWelfare(prison="WTI", check=OPEN, unit="A", had="3", at=1),)),
    ("unknown-check", (counted_in(0, "A", 4),)),
    ("unknown-check", (counted_in(10**30, "A", 4),)),
    ("unknown-check", (counted_in(THEIRS, "B", 4),)),
    ("check-ended", (counted_in(ABANDONED, "A", 4),)),
    ("check-ended", (counted_again(ABANDONED, "A", 4),)),
    ("check-ended", (explained(ABANDONED, "A", ALONE, "missing"),)),
    ("check-ended", (declared(ABANDONED, RIGHT),)),
    ("check-ended", (abandoned(ABANDONED),)),
    ("unknown-unit", (counted_in(OPEN, "Z", 4),)),
    ("unknown-unit", (counted_in(OPEN, "", 4),)),
    ("unknown-unit", (counted_in(OPEN, "x" * 100_000, 4),)),
    ("count-empty", (counted_in(OPEN, "WORKSHOP", " "),)),
    *((("count-number", (counted_in(OPEN, "WORKSHOP", typed),)))
      for typed in ("4 1", "-1", "forty", "12345", "1000000", "4.0", "\u0664", "0x4", "+4")),
    ("count-empty", (counted_again(OPEN, "RECP", ""),)),
    ("count-empty", (asked.RecordWelfare(prison="WTI", check=OPEN, unit="A", had=""),)),
    ("count-number", (asked.RecordWelfare(prison="WTI", check=OPEN, unit="A", had="all"),)),
    ("count-method", (counted_in(OPEN, "WORKSHOP", 1, method="guess"),)),
    ("count-method", (counted_in(OPEN, "WORKSHOP", 1, method=""),)),
    ("counted-by", (counted_in(OPEN, "WORKSHOP", 1, by="nobody"),)),
    ("counted-by", (counted_in(OPEN, "WORKSHOP", 1, by=FORMER),)),
    ("counted-by", (counted_in(OPEN, "WORKSHOP", 1, by=AUDITOR),)),
    ("counted-already", (counted_in(OPEN, "A", 4),)),
    ("counted-already", (counted_in(BLIND, "WORKSHOP", 1),)),
    ("not-counted", (counted_again(OPEN, "WORKSHOP", 1),)),
    ("not-counted", (counted_again(BLIND, "A", 1, by=COUNTER),)),
    ("same-counter", (counted_in(BLIND, "A", 4),)),
    ("same-counter", (counted_in(BLIND, "A", 4, by=ACCOUNT),)),
    ("same-counter", (counted_again(BLIND, "WORKSHOP", 1),)),
    ("same-counter", (counted_again(BLIND, "WORKSHOP", 1, by=COUNTER),)),
    ("not-by-name", (counted_in(OPEN, "WORKSHOP", 0, missing=(AT_WORK,)),)),
    ("not-by-name", (counted_in(OPEN, "WORKSHOP", 2, method="door", extra=("unknown",)),)),
    ("missing-and-extra on-list",
     (counted_in(OPEN, "WORKSHOP", 1, method="name", missing=(AT_WORK,), extra=(AT_WORK,)),)),
    ("unknown-person", (counted_in(OPEN, "WORKSHOP", 0, method="name", missing=("A9999ZZ",)),)),
    ("number", (counted_in(OPEN, "WORKSHOP", 0, method="name", missing=("unknown",)),)),
    ("number", (asked.RecordWelfare(prison="WTI", check=OPEN, unit="A", had="3", without=("x",)),)),
    ("too-long", (counted_again(OPEN, "A", 4, acknowledged=LONG),)),
    ("not-on-list",
     (counted_again(OPEN, "RECP", 40, method="name", missing=(ALONE,)),)),
    ("on-list", (counted_in(OPEN, "WORKSHOP", 2, method="name", extra=(AT_WORK,)),)),
    ("not-on-list", (explained(OPEN, "RECP", ALONE, "missing"),)),
    ("on-list", (explained(OPEN, "RECP", WAITING, "extra"),)),
    ("extra-twice",
     (counted_in(EMERGENCY, "A", 40), explained(EMERGENCY, "A", AT_WORK, "extra"),
      counted_in(EMERGENCY, "RECP", 40), explained(EMERGENCY, "RECP", AT_WORK, "extra"))),
    ("explained-what", (explained(OPEN, "RECP", ALONE, "lost"),)),
    ("unknown-missing", (explained(OPEN, "RECP", "unknown", "missing"),)),
    ("nothing-to-explain", (explained(OPEN, "A", ALONE, "missing"),)),
    ("nothing-to-explain", (explained(OPEN, "WORKSHOP", AT_WORK, "missing"),)),
    ("nothing-to-explain", (explained(BLIND, "A", ALONE, "missing"),)),
    ("why", (explained(OPEN, "RECP", ALONE, "extra", why="x"),)),
    ("text", (explained(OPEN, "RECP", ALONE, "extra", why="x" * 401),)),
    ("why", (abandoned(OPEN, ""),)),
    ("check-open why", (asked.EscalateCheck(prison="WTI", check=OPEN, why=" "),)),
    ("check-open", (asked.EscalateCheck(prison="WTI", check=OPEN, why="a fire"),)),
    ("is-emergency", (asked.EscalateCheck(prison="WTI", check=EMERGENCY, why="a fire"),)),
    ("not-your-name units-differ units-missing", (declared(OPEN, "Somebody Else"),)),
    ("units-differ units-missing", (declared(OPEN, RIGHT),)),
    ("units-missing", (declared(EMERGENCY, RIGHT),)),
    ("units-differ units-missing", (declared(BLIND, "  test   OFFICER "),)),
    ("not-your-name units-missing", (declared(EMERGENCY, ""),)),
    ("declare-now units-missing", (declared(EMERGENCY, RIGHT, at=1),)),
    ("check-stays", (asked.WithdrawFact(prison="WTI", entry=CHECK_FACT, why="typed wrongly"),)),
    *(("unit-code", (units((code, "", "A")),)) for code in ("", "REST", "A B", "A" * 13, "A/B")),
    ("unit-code", (units(("", "Nothing", "")),)),
    ("unit-places", (units(("A", "", " ")),)),
    ("unit-places", (units(("A", "", "A ?")),)),
    *(("unit-places", (units(("OUT", "", place)),)) for place in ("COURT", "TAP", "HOSPITAL",
                                                                  "EN-ROUTE", "AT-LARGE")),
    ("unknown-place", (units(("A", "", "A Z")),)),
    ("text", (units(("A", "x" * 41, "A")),)),
    ("unit-twice", (units(("A", "", "A"), ("a", "", "RECP")),)),
    ("unit-twice", (units(("A", "", "A"), ("W", "", "WORKSHOP A")),)),
    ("too-many-units unit-twice unit-twice", (units(*[("A", "", "A")] * 100),)),
    ("check-kind", (kind(kind="x"),)),
    *(("check-times", (kind(times=times),)) for times in ("25:00", "7", "07:60", "x" * 1000,
      " ".join(f"{n:02d}:{m}" for n in range(5) for m in (10, 20, 30, 40, 50)))),
    *(("check-minutes", (kind(late=typed),)) for typed in ("0", "721", "x", "-5", "1.5")),
    *(("check-minutes", (kind(clear=typed),)) for typed in ("0", "10000000", "\u0665")),
    ("check-welfare", (kind(welfare="perhaps"),)),
    ("check-kind check-times", (kind(kind="", times="9"),)),
    ("check-minutes check-minutes check-welfare", (kind(late="x", clear="y", welfare="z"),)),
    # Several reasons at once.
    ("count-empty count-method counted-by unknown-unit",
     (counted_in(OPEN, "Z", "", by="nobody", method="x"),)),
    ("explained-what unknown-check unknown-person why",
     (explained(99, "A", "A9999ZZ", "", why=""),)),
    ("count-number not-by-name unknown-check",
     (counted_again(99, "A", "x", missing=(SHARING,)),)),
]  # fmt: skip
"""What must be said, sorted, and what it is said to."""
