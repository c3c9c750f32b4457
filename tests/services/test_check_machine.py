"""Roll checks against a small reference model, among any movements in any order.

Whatever is frozen, counted, explained and declared must be as the model has it; nothing that is
handed in moves anybody; a check that has ended never changes; late entries are listed against it;
and the independent checker has the last word.
"""

from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from tests.dumps import places_in
from tests.registers import ACCOUNT, MINUTE, START
from tests.services.check_model import CheckModel, Rules, Tally, UnitModel, late, opened
from tests.services.check_steps import KINDS, NAMES, NOTHING, PLANS, SEEN, STEPS, Step
from tests.services.ledger_machine import RegisterMachine
from tests.services.model import INSIDE
from tests.services.modelled_register import CELLS
from tests.thorough import THOROUGH, examples, go_through
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.domain.times import FAR
from wingterm.services.act import carry_out
from wingterm.services.checks.sheet import CheckSheet, check_sheet
from wingterm.services.checks.unit import UnitSheet, unit_sheet


class CheckMachine(RegisterMachine):
    """Movements of all kinds, and checks of two prisons between them."""

    def __init__(self) -> None:
        super().__init__()
        self.checks: list[CheckModel] = []
        self.rules_of: dict[str, list[tuple[int, Rules]]] = {}
        self.kept: dict[int, str] = {}
        """What was frozen and counted in each check that has ended, as text."""
        self._set_up(*(
            asked.AppointOfficer(prison="REG", account=account, name=name, role=role,
                                 at=START - 900 * MINUTE)
            for account, name, role in (("olive", NAMES["olive"], "orderly-officer"),
                                        ("wendy", "Wendy Wing", "wing-officer"))
        ))  # fmt: skip

    def teardown(self) -> None:
        try:
            for check in self.checks:
                self.compare_check(check, whole=True)
        finally:
            super().teardown()

    @initialize()
    def some_people(self) -> None:
        """Besides those of the other machine somebody at court, at large, dead, without a cell."""
        super().some_people()
        self.settle_how("WTI", "dead_on_roll", False)
        self.settle_how("WTI", "en_route_on_roll", True)
        self.settle_how("WTI", "recount_by_another", True)
        for cell in (3, 0, 0):
            self.register_person("WTI", 90)
            number, code, at = max(self.model.lines), ["", *CELLS["WTI"]][cell], self.ago(50)
            self._receive(number, "WTI", code, at, self.into(number, "WTI", code, at))
        self.go_out(0, False, "court", True, 3)
        self.gets_away(1, False, 3, asked.Escape)
        self.die(4, False, True, 3)
        self.move(2, False, 4, 3)

    # -- helpers -----------------------------------------------------------------------------

    def compare(self, prison: str, at: int | None, known: int | None) -> None:
        """Leave out the lists of everybody: the machine of the ledger compares them."""

    def tell(
        self, accepted: bool, keyer: str, *requests: asked.Request, entries: bool = True
    ) -> Receipt | None:
        """Do an act about a check as an officer; whatever comes of it, nobody is moved."""
        before = self.small.dump()
        outcome = carry_out(self.small.desk._replace(account=keyer), requests)
        after = self.small.dump()
        assert places_in(before) == places_in(after)
        if not accepted:
            assert isinstance(outcome, Refused), f"accepted, the model refuses: {outcome}"
            assert all(each.sentence and each.remedy for each in outcome.objections), outcome
            assert after == before
            return None
        assert isinstance(outcome, Receipt), f"refused, the model accepts: {outcome}"
        assert outcome.changed == entries
        if entries:
            self.model.heads[requests[0].prison] = outcome.recorded_at
        return outcome

    def settled(self, prison: str, at: int, known: int) -> Rules:
        """Give what a prison had settled at an instant, as known at another."""
        held = [rules for since, rules in self.rules_of.get(prison, ()) if since <= min(at, known)]
        return held[-1] if held else Rules()

    def pick(self, pick: int, *, ended: bool = False) -> CheckModel:
        """Give a check: mostly one that is open."""
        fitting = [check for check in self.checks if bool(check.ended) == ended]
        chosen = fitting or self.checks
        return chosen[pick % len(chosen)]

    def unit(self, check: CheckModel, step: Step) -> str:
        """Give the code of a unit of a check."""
        return sorted(check.units)[step.which % len(check.units)]

    def about(self, check: CheckModel) -> dict[str, Any]:
        """Give what each request about a check says."""
        return {"prison": check.prison, "check": check.number, "acknowledged": SEEN}

    # -- what a prison settles -----------------------------------------------------------------

    @rule(prison=st.sampled_from(["WTI", "WTI", "EXI"]), which=st.integers(0, 3))
    def settle_units(self, prison: str, which: int) -> None:
        plan = PLANS[prison][which % len(PLANS[prison])]
        request = asked.SetCheckUnits(
            prison=prison, units=tuple((code, code, places) for code, places in plan)
        )
        self.settle(prison, request, plan=plan)

    @rule(
        prison=st.sampled_from(["WTI", "WTI", "EXI"]),
        name=st.sampled_from([name for name in Rules._fields if name != "plan"]),
        yes=st.booleans(),
    )
    def settle_how(self, prison: str, name: str, yes: bool) -> None:
        request = asked.SetPrison(prison=prison, values=((name, "yes" if yes else "no"),))
        self.settle(prison, request, **{name: yes})

    def settle(self, prison: str, request: asked.Request, **changed: Any) -> None:
        done = self.tell(True, ACCOUNT, request)
        assert done is not None
        held = self.settled(prison, done.recorded_at, done.recorded_at)
        self.rules_of.setdefault(prison, []).append((done.recorded_at, held._replace(**changed)))

    # -- a check from its opening to its end -----------------------------------------------------

    @rule(steps=STEPS)
    def work_on_checks(self, steps: list[Step]) -> None:
        """Several steps at once: among so many movements few checks would else come to an end."""
        for step in steps:
            if self.checks or step.what == "open_check":
                getattr(self, step.what)(step)

    @rule(steps=STEPS)
    def work_on_more_checks(self, steps: list[Step]) -> None:
        self.work_on_checks(steps)

    def open_check(self, step: Step) -> None:
        if sum(not check.ended for check in self.checks) > 3:
            return
        prison = ("WTI", "WTI", "WTI", "EXI")[step.pick % 4]
        kind = KINDS[step.which % len(KINDS)]
        now = self.now(prison)
        as_of = now if step.ago is None else self.ago(step.ago)
        request = asked.OpenCheck(prison=prison, kind=kind, at=None if step.ago is None else as_of)
        same = any((c.prison, c.kind, c.ended) == (prison, kind, "") for c in self.checks)
        done = self.tell(not same and as_of <= now, step.keyer, request)
        if done is None:
            return
        assert done.recorded_at == now
        known = now - 1
        check = opened(
            self.model, len(self.checks) + 1, prison, kind, as_of, known,
            self.settled(prison, as_of, known), step.keyer,
        )  # fmt: skip
        inside = self.model.among(INSIDE, prison, as_of, known)
        assert check.population == len(inside)
        assert done.lines[0].said.startswith(f"Roll check {check.number} of ")
        self.checks.append(check)

    def hand_in(self, step: Step) -> None:
        """A count of a unit, right or wrong; by name it says who is missing and who is extra."""
        check = self.pick(step.pick)
        code = self.unit(check, step)
        held = check.units[code]
        tally = self.tally(held, step)
        again = (len(held.tallies) >= held.counters) != step.rare
        make = asked.Recount if again else asked.SubmitCount
        request = make(
            **self.about(check), unit=code, counted=str(tally.counted), by=step.by,
            method="name" if step.pick % 3 else "number", missing=tuple(sorted(tally.missing)),
            extra=(*sorted(tally.extra), *["unknown"] * tally.strangers),
        )  # fmt: skip
        counters = {one.by for one in held.tallies}
        if again:
            good = held.seen is not None
            good = good and not (check.rules.recount_by_another and tally.by in counters)
        else:
            knowing = {who for one in held.tallies for who in one.knowing}
            good = len(held.tallies) < held.counters and tally.by not in knowing
        if self.tell(good and not check.ended, step.keyer, request):
            held.tallies.append(tally)

    def tally(self, unit: UnitModel, step: Step) -> Tally:
        """Give a count that is wrong by so many; by name with who is missing or extra."""
        here = sorted(unit.frozen.people)
        others = sorted(set(self.model.lines) - unit.frozen.people)
        how, off = step.pick % 3, step.off
        return Tally(
            max(0, unit.expected + off),
            step.by or step.keyer,
            frozenset(here[: max(0, -off) + (step.rare and how == 1)]) if how else frozenset(),
            frozenset(others[: max(0, off)]) if how == 1 else frozenset(),
            max(0, off) + step.rare if how == 2 else 0,
            step.keyer,
        )

    def explain_one(self, step: Step) -> None:
        check = self.pick(step.pick)
        people = ["", *sorted(self.model.lines)]
        what = ("missing", "extra", "withdrawn")[step.pick % 3]
        who = people[step.which % len(people)]
        self.explain(check, self.unit(check, step), step.keyer, (who, what))

    def explain_all(self, step: Step) -> None:
        """Name exactly who is missing or extra, so that the unit is explained."""
        check = next((c for c in self.checks if not c.ended and c.word == "DIFFERS"), None)
        if check is None:
            return
        code, unit = next((c, u) for c, u in check.units.items() if u.word == "DIFFERS")
        last = unit.seen
        assert last is not None
        told = [(who, "missing") for who in sorted(last.missing)]
        told += [(who, "extra") for who in sorted(last.extra)] + [("", "extra")] * last.strangers
        withdrawn = [(who, "withdrawn") for who, _ in unit.standing if who]
        withdrawn += [("", "withdrawn")] * any(not who for who, _ in unit.standing)
        off = last.counted - unit.expected - len(last.extra) - last.strangers + len(last.missing)
        others = sorted(unit.frozen.people - last.missing)
        told += [("", "extra")] * max(0, off)
        told += [(who, "missing") for who in others[: max(0, -off)]]
        for one in [*withdrawn, *told]:
            self.explain(check, code, step.keyer, one)

    def explain(self, check: CheckModel, code: str, keyer: str, one: tuple[str, str]) -> None:
        who, what = one
        unit = check.units[code]
        request = asked.Explain(
            **self.about(check), unit=code, person=who or "unknown", what=what, why="A reason"
        )
        good = unit.word in ("DIFFERS", "EXPLAINED")
        good = good and (what != "missing" or who in unit.frozen.people)
        good = good and (what != "extra" or who not in unit.frozen.people)
        if who and what == "extra":
            others = [unit for at, unit in check.units.items() if at != code]
            good = good and not any(one in other.standing for other in others)
        if self.tell(good and not check.ended, keyer, request):
            unit.whys.append((len(unit.tallies), who, what))

    def responses(self, step: Step) -> None:
        check = self.pick(step.pick)
        code, had = self.unit(check, step), step.pick
        without = tuple(sorted(check.units[code].frozen.people)[:1]) if had % 2 else ()
        request = asked.RecordWelfare(**self.about(check), unit=code, had=str(had), without=without)
        self.tell(not check.ended, step.keyer, request)

    def count_the_rest(self, step: Step) -> None:
        """Everything that a declaration wants, as a good check goes; then that."""
        check = self.pick(step.pick)
        if check.ended:
            return
        for code, unit in check.units.items():
            while unit.seen is None:
                knowing = {who for tally in unit.tallies for who in tally.knowing}
                by = next(who for who in (*NAMES, "wendy") if who not in knowing)
                request = asked.SubmitCount(
                    **self.about(check), unit=code, counted=str(unit.expected), by=by
                )
                self.tell(True, step.keyer, request)
                unit.tallies.append(Tally(unit.expected, by, keyer=step.keyer))
        self.declare(step)

    def declare(self, step: Step) -> None:
        check = self.pick(step.pick)
        name = "Somebody Else" if step.rare else NAMES[step.keyer]
        request = asked.DeclareRoll(**self.about(check), name=name)
        good = check.word == "READY TO DECLARE" and not step.rare
        if self.tell(good, step.keyer, request):
            self.end(check, "ROLL CORRECT")

    def abandon(self, step: Step) -> None:
        check = self.pick(step.pick, ended=not step.rare)
        request = asked.AbandonCheck(**self.about(check), why="Opened by mistake")
        if (step.rare or check.ended) and self.tell(not check.ended, step.keyer, request):
            self.end(check, "ABANDONED")

    def escalate(self, step: Step) -> None:
        check = self.pick(step.pick)
        request = asked.EscalateCheck(**self.about(check), why="Somebody is missing")
        open_kinds = {c.kind for c in self.checks if c.prison == check.prison and not c.ended}
        if self.tell(not check.ended and "emergency" not in open_kinds, step.keyer, request):
            check.kind = "emergency"

    def take_over(self, step: Step) -> None:
        check = self.pick(step.pick)
        request = asked.TakeOverCheck(**self.about(check))
        changes = check.in_charge != step.keyer
        if self.tell(not check.ended, step.keyer, request, entries=changes) and changes:
            check.in_charge = step.keyer

    def too_late(self, step: Step) -> None:
        """Nothing more is said of a check that has ended."""
        check = self.pick(step.pick, ended=True)
        if not check.ended:
            return
        about, code = self.about(check), self.unit(check, step)
        for request in (
            asked.SubmitCount(**about, unit=code, counted="1"),
            asked.Recount(**about, unit=code, counted="1"),
            asked.Explain(**about, unit=code, person="unknown", what="extra", why="So"),
            asked.DeclareRoll(**about, name=NAMES[step.keyer]),
            asked.AbandonCheck(**about, why="On second thoughts"),
            asked.TakeOverCheck(**about),
        ):
            self.tell(False, step.keyer, request)

    def end(self, check: CheckModel, word: str) -> None:
        check.ended = word
        self.kept[check.number] = self.frozen_and_counted(check, self.sheet(check))
        assert self.small.violations() == []

    # -- comparison ------------------------------------------------------------------------------

    def sheet(self, check: CheckModel) -> CheckSheet:
        return check_sheet(self.small.desk, self.small.prison(check.prison), check.number)

    def unit_sheet(self, check: CheckModel, code: str) -> UnitSheet:
        return unit_sheet(self.small.desk, self.small.prison(check.prison), check.number, code)

    def frozen_and_counted(self, check: CheckModel, sheet: CheckSheet) -> str:
        """Give what never changes of a check that has ended, as text."""
        units = [self.unit_sheet(check, code)._replace(now=0) for code in check.units]
        return repr((sheet._replace(beside=NOTHING, now=0), units))

    @invariant()
    def every_check_is_as_the_model_has_it(self) -> None:
        for check in self.checks:
            self.compare_check(check)

    def compare_check(self, check: CheckModel, *, whole: bool = False) -> None:
        sheet = self.sheet(check)
        assert (sheet.kind, sheet.as_of) == (check.kind, check.as_of)
        assert sheet.expected == sum(unit.expected for unit in sheet.units) == check.population
        assert sheet.roll == check.population + len(sheet.outside) - sheet.off_roll == check.roll
        assert {line.number for line in sheet.outside} == check.outside
        assert [unit.code for unit in sheet.units] == list(check.units)
        assert sheet.state == check.word
        assert sheet.sound
        assert sheet.in_charge == NAMES[check.in_charge]
        for line in sheet.units:
            unit = check.units[line.code]
            parts = line.beds, line.named_out, line.named_in, line.without_bed
            assert line.expected == line.beds - line.named_out + line.named_in + line.without_bed
            assert unit.frozen[:4] == parts
            assert line.state == unit.word, line
            assert line.counted == (unit.seen.counted if unit.seen else None)
            assert line.counts == len(unit.tallies)
        assert {line.number for line in sheet.beside.late} == late(self.model, check)
        says_now = self.model.among(INSIDE, check.prison, check.as_of, FAR)
        assert sheet.beside.says_now == len(says_now)
        if whole:
            for code, unit in check.units.items():
                listed = self.unit_sheet(check, code)
                assert {one.number for one in listed.present} == unit.frozen.people
                assert len(listed.out) == unit.frozen.named_out
        if check.ended and whole:
            assert self.frozen_and_counted(check, sheet) == self.kept[check.number]
        elif check.ended:
            # The units are compared at the end; what is on the sheet of the whole, always.
            text = repr(sheet._replace(beside=NOTHING, now=0))
            assert self.kept[check.number].startswith(f"({text}, ")


class ServerMachine(CheckMachine):
    """The same on PostgreSQL."""

    database: ClassVar[str] = "postgresql"


MACHINES = {
    "sqlite": (CheckMachine, examples(30, 300)),
    "postgresql": (ServerMachine, examples(4, 40)),
}
"""What runs on each database, and how many times."""


@pytest.mark.timeout(4_000 if THOROUGH else 400)
def test_checks_agree_with_the_model(database: str) -> None:
    """Any movements and any checks give what the model has, and a ledger that verifies."""
    machine, histories = MACHINES[database]
    go_through(machine, histories)
