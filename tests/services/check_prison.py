"""A prison of two wings, a workshop and visits, for roll checks: people, officers, short words."""

from dataclasses import dataclass
from typing import Any

from tests.registers import COURT, MINUTE, SmallRegister
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Objection, Outcome, Receipt, Refused, Warned
from wingterm.domain.requests import Request
from wingterm.services.act import carry_out
from wingterm.services.checks.sheet import CheckSheet, UnitLine, check_sheet
from wingterm.services.checks.unit import UnitSheet, unit_sheet
from wingterm.services.desk import Desk

HOUR = 60 * MINUTE

WING, OTHER, ORDERLY = "alex", "blair", "oscar"
"""Accounts of two wing officers and of the orderly officer."""
NAMES = {WING: "Alex Wing", OTHER: "Blair Wing", ORDERLY: "Oscar One"}

CELLS = (*(f"A-1-{n:03d}" for n in range(11, 16)), *(f"B-1-{n:03d}" for n in range(1, 6)))
"""Cells of one, besides those of the small register; A-1-001 to A-1-003 stay empty."""


def number(n: int) -> str:
    """Give the prison number of the n-th person: 1 to 5 in wing A, 6 to 10 in wing B."""
    return f"A{n:04d}AA"


@dataclass(slots=True)
class Checked:
    """A prison whose roll is checked: acts and reads in few words."""

    small: SmallRegister

    def desk(self, account: str = "") -> Desk:
        """Give the desk of an officer, by default of the administrator."""
        desk = self.small.desk
        return desk._replace(account=account) if account else desk

    def ask(self, *requests: Request, who: str = "") -> Outcome:
        """Ask for an act, a minute after the last one."""
        self.small.clock.advance(MINUTE)
        return carry_out(self.desk(who), requests)

    def do(self, *requests: Request, who: str = "") -> Receipt:
        """Carry out an act that nothing stands against."""
        outcome = self.ask(*requests, who=who)
        assert isinstance(outcome, Receipt), outcome
        return outcome

    def objections(self, *requests: Request, who: str = "") -> tuple[Objection, ...]:
        """Give what stands against an act; nothing may have changed, and each says what to do."""
        before = self.small.dump()
        outcome = self.ask(*requests, who=who)
        assert isinstance(outcome, Refused), outcome
        assert self.small.dump() == before
        for objection in outcome.objections:
            assert objection.sentence.endswith("."), objection
            assert objection.remedy, objection
        return outcome.objections

    def refused(self, *requests: Request, who: str = "") -> list[str]:
        """Give the codes by which an act is refused, sorted."""
        return sorted(objection.code for objection in self.objections(*requests, who=who))

    def warned(self, *requests: Request, who: str = "") -> list[str]:
        """Give the codes of what must be acknowledged first; nothing may have changed."""
        before = self.small.dump()
        outcome = self.ask(*requests, who=who)
        assert isinstance(outcome, Warned), outcome
        assert self.small.dump() == before
        return [warning.code for warning in outcome.warnings]

    def open(self, kind: str = "lock-up", **more: Any) -> int:
        """Open a check; give its number."""
        self.do(asked.OpenCheck(prison="WTI", kind=kind, **more))
        with self.small.store.read() as reader:
            row = reader.one("SELECT MAX(c.id) FROM roll_check c", ())
        assert row is not None
        return int(row[0])

    def count(
        self,
        check: int,
        unit: str,
        counted: int | str,
        who: str = "",
        **more: Any,
    ) -> Receipt:
        """Hand in a count."""
        return self.do(counted_in(check, unit, counted, **more), who=who)

    def count_all(self, check: int, **others: int) -> None:
        """Count every unit as expected, but for those named by code, hyphens as underscores."""
        for unit in self.sheet(check).units:
            counted = others.get(unit.code.replace("-", "_"), unit.expected)
            self.count(check, unit.code, counted)

    def sheet(self, check: int | None = None) -> CheckSheet:
        """Give the sheet of a check."""
        return check_sheet(self.small.desk, self.small.prison("WTI"), check)

    def unit(self, check: int | None, code: str) -> UnitSheet:
        """Give the sheet of a unit."""
        return unit_sheet(self.small.desk, self.small.prison("WTI"), check, code)

    def line(self, check: int | None, code: str) -> UnitLine:
        """Give a unit's line on the sheet of a check."""
        return next(unit for unit in self.sheet(check).units if unit.code == code)

    def expected(self, check: int | None = None) -> dict[str, int]:
        """Give what is expected by unit."""
        return {unit.code: unit.expected for unit in self.sheet(check).units}

    def whereabouts(self) -> list[object]:
        """Give where everybody is and was, as it is stored."""
        with self.small.store.read() as reader:
            return [
                reader.rows(f"SELECT * FROM {table} ORDER BY person_id, pseq", ())
                for table in ("whereabouts", "stay")
            ]


def counted_in(check: int, unit: str, counted: int | str, **more: Any) -> asked.SubmitCount:
    """Ask to hand in a count."""
    return asked.SubmitCount(
        **{"prison": "WTI", "check": check, "unit": unit, "counted": str(counted), **more}
    )


def counted_again(check: int, unit: str, counted: int | str, **more: Any) -> asked.Recount:
    """Ask to hand in a count again."""
    return asked.Recount(
        **{"prison": "WTI", "check": check, "unit": unit, "counted": str(counted), **more}
    )


def explained(check: int, unit: str, person: str, what: str, **more: Any) -> asked.Explain:
    """Ask to explain somebody."""
    right = {"prison": "WTI", "why": "seen there by Officer Hale"}
    return asked.Explain(
        **{**right, "check": check, "unit": unit, "person": person, "what": what, **more}
    )


def declared(check: int, name: str = NAMES[ORDERLY], **more: Any) -> asked.DeclareRoll:
    """Ask to declare the roll correct, as the orderly officer."""
    return asked.DeclareRoll(**{"prison": "WTI", "check": check, "name": name, **more})


def prepare(small: SmallRegister) -> Checked:
    """Make the prison: five people in cells of wing A, five in wing B; three officers."""
    small.fill(_prepare)
    return Checked(small)


def _prepare(small: SmallRegister) -> None:
    checked = Checked(small)
    checked.do(
        *(
            asked.AddPlace(prison="WTI", code=code, kind=kind)
            for code, kind in (("B", "WING"), ("B-1", "LANDING"), ("VISITS", "AREA"))
        ),
        *(
            asked.AddPlace(prison="WTI", code=code, kind="CELL", cna=1, working=1, maximum=1)
            for code in CELLS
        ),
    )
    roles = {WING: "wing-officer", OTHER: "wing-officer", ORDERLY: "orderly-officer"}
    checked.do(
        *(
            asked.AppointOfficer(prison="WTI", account=account, name=NAMES[account], role=role)
            for account, role in roles.items()
        )
    )
    newcomers(checked, dict(enumerate(CELLS, start=1)))


def newcomers(checked: Checked, cells: dict[int, str]) -> None:
    """Register and receive people, each into a cell, or reception for none."""
    checked.do(
        *(
            asked.Register(
                prison="WTI",
                number=number(n),
                last_name="Sample",
                first_name="Kim " + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n % 26],
                date_of_birth=f"19{60 + n % 40}-01-{1 + n % 28:02d}",
                sex="M",
            )
            for n in cells
        )
    )
    checked.do(
        *(
            asked.Receive(prison="WTI", person=number(n), cell=cell, authority=COURT)
            for n, cell in cells.items()
        )
    )
