"""Every verb that says where somebody is, on a register and on its model."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.registers import MINUTE
from tests.services.model import OUT, Spot
from tests.services.modelled_register import (
    CELLS,
    ORDER,
    OUTS,
    OVER,
    PICK,
    PRISONS,
    RARELY,
    RELEASED,
    THIRD,
    WHEN,
    ModelledRegister,
    home_of,
    is_inside,
    on_the_books,
)
from wingterm.domain import requests as asked


class MovingMachine(ModelledRegister):
    """Moves people about, in any order."""

    @initialize()
    def some_people(self) -> None:
        long_ago = self.ago(600)
        self._set_up(asked.OpenPrison(prison="REG", code=THIRD, name="Third", at=long_ago))
        self.model.heads[THIRD] = self._set_up(
            *(
                asked.AddPlace(prison=THIRD, code=code, kind=kind, at=long_ago)
                for code, kind in (("WORKSHOP", "AREA"), ("C", "WING"), ("C-1", "LANDING"))
            ),
            asked.AddPlace(
                prison=THIRD, code="C-1-001", kind="CELL", cna=1, working=1, maximum=1, at=long_ago
            ),
        )
        self.model.rooms[THIRD, "C-1-001"] = 1, 1
        for prison, cell in (("WTI", 1), ("WTI", 2), ("EXI", 2), ("WTI", 0)):
            self.register_person(prison, 90)
            number = sorted(self.model.lines)[-1]
            at = self.ago(60)
            code = ["", *CELLS[prison]][cell]
            spot = self.into(number, prison, code, at)
            self._receive(number, prison, code, at, spot)

    @precondition(lambda self: self.made < 8)
    @rule(prison=PRISONS, ago=st.integers(0, 90))
    def register_person(self, prison: str, ago: int) -> None:
        self.made += 1
        number = f"A{self.made:04d}AA"
        at = self.ago(ago)
        request = asked.Register(
            prison=prison, last_name="Person", first_name=chr(64 + self.made),
            date_of_birth="1990-01-01", sex="M", number=number, at=at,
        )  # fmt: skip
        self.expect({number: [Spot(at, "", "outside", "OUTSIDE", verb="register")]}, request)

    @rule(pick=PICK, prison=PRISONS, cell=st.integers(0, 3), when=WHEN)
    def receive(self, pick: int, prison: str, cell: int, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind == "outside")
        at = self.at(number, when)
        codes = ["", *CELLS[prison]]
        code = codes[cell % len(codes)]
        here, spot = self.model.here(number), None
        if here.kind == "outside" and here.verb != "remove-body":
            spot = self.into(number, prison, code, at)
        self._receive(number, prison, code, at, spot)

    def _receive(self, number: str, prison: str, code: str, at: int, spot: Spot | None) -> None:
        request = asked.Receive(
            prison=prison, person=number, cell=code, at=at, acknowledged=OVER, authority=ORDER
        )
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("outside"))
    @rule(pick=PICK, prison=PRISONS, when=WHEN)
    def recall(self, pick: int, prison: str, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.verb in RELEASED)
        at = self.at(number, when)
        request = asked.Recall(prison=prison, person=number, at=at, authority=ORDER)
        released = self.model.here(number).verb in RELEASED
        spot = self.into(number, prison, "", at) if released else None
        self.expect(self.step(number, request, spot), request)

    @rule(pick=PICK, other=RARELY, cell=st.integers(0, 4), when=WHEN)
    def move(self, pick: int, other: bool, cell: int, when: int) -> None:
        number = self.choose(pick, is_inside)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        codes = [*CELLS[prison], "RECP", "CSWAP"]
        code = codes[cell % len(codes)]
        request = asked.Move(prison=prison, person=number, to=code, at=at, acknowledged=OVER)
        if here.prison != prison or not is_inside(here):
            self.expect(None, request)
            return
        if code == home_of(self.model.lines[number]):
            self.expect({} if at <= self.now(prison, number) else None, request)
            return
        self.expect(self.step(number, request, self.moved(number, request, here, at)), request)

    def moved(self, number: str, request: asked.Move, here: Spot, at: int) -> Spot | None:
        """Give where a move to another place than home leaves somebody who is inside."""
        code = request.to
        if code == "CSWAP":
            spot: Spot | None = Spot(at, request.prison, "none", code)
        else:
            spot = self.into(number, request.prison, "" if code == "RECP" else code, at)
        if spot and here.kind == "area" and code != "CSWAP":
            spot = spot._replace(kind="area", place=here.place)
        return spot

    @rule(pick=PICK, pick_other=PICK, other=RARELY, when=WHEN)
    def swap(self, pick: int, pick_other: int, other: bool, when: int) -> None:
        first = self.choose(pick, lambda spot: bool(spot.cell) and is_inside(spot))
        one = self.model.here(first)
        second = self.choose(
            pick_other,
            lambda spot: (
                spot.cell not in ("", one.cell) and spot.prison == one.prison and is_inside(spot)
            ),
        )
        two = self.model.here(second)
        latest = first if one.at >= two.at else second
        at, prison = self.at(latest, when), self.own(first, other)
        request = asked.Swap(prison=prison, person=first, other=second, at=at)
        good = (
            first != second
            and at <= self.now(prison, first, second)
            and one.cell != two.cell
            and all(
                s.prison == prison and s.cell and s.at <= at and is_inside(s) for s in (one, two)
            )
        )
        if not good:
            self.expect(None, request)
            return
        changed = {}
        for number, spot, to in ((first, one, two), (second, two, one)):
            place = spot.place if spot.kind == "area" else to.cell
            new = spot._replace(
                at=at, place=place, cell=to.cell, bed=to.bed, verb="swap", book=prison
            )
            changed[number] = [*self.model.lines[number], new]
        self.expect(changed, request)

    @rule(pick=PICK, other=RARELY, when=WHEN)
    def elsewhere(self, pick: int, other: bool, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind in ("cell", "reception", "none"))
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.Elsewhere(prison=prison, person=number, to="WORKSHOP", at=at)
        if here.prison != prison or not is_inside(here):
            self.expect(None, request)
        elif here.kind == "area":
            self.expect({} if at <= self.now(prison, number) else None, request)
        else:
            spot = here._replace(at=at, kind="area", place="WORKSHOP")
            self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("area", *OUT))
    @rule(pick=PICK, other=RARELY, when=WHEN)
    def come_back(self, pick: int, other: bool, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind in ("area", *OUT))
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.Back(prison=prison, person=number, at=at)
        if here.prison != prison or not on_the_books(here):
            self.expect(None, request)
        elif here.kind not in ("area", *OUT):
            self.expect({} if at <= self.now(prison, number) else None, request)
        else:
            home = home_of(self.model.lines[number])
            kind = {"CSWAP": "none", "RECP": "reception"}.get(home, "cell")
            spot = here._replace(at=at, kind=kind, place=home)
            self.expect(self.step(number, request, spot), request)

    @rule(
        pick=PICK, other=RARELY, kind=st.sampled_from(sorted(OUTS)), keep=st.booleans(), when=WHEN
    )
    def go_out(self, pick: int, other: bool, kind: str, keep: bool, when: int) -> None:
        number = self.choose(pick, on_the_books)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        make, reason, place = OUTS[kind]
        request = make(
            prison=prison, person=number, at=at, destination="Leeds", reason=reason,
            officers="Officer One", due_back=at + 60 * MINUTE, keep_bed=keep,
        )  # fmt: skip
        spot = None
        if here.prison == prison and on_the_books(here):
            spot = here._replace(at=at, kind=kind, place=place)
            if not keep:
                spot = spot._replace(cell="", bed=0)
        self.expect(self.step(number, request, spot), request)

    @rule(pick=PICK, other=RARELY, out=RARELY, when=WHEN)
    def transfer_out(self, pick: int, other: bool, out: bool, when: int) -> None:
        number = self.choose(pick, is_inside)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        to = "EXI" if prison == "WTI" else "WTI"
        request = asked.TransferOut(prison=prison, person=number, to="LEI" if out else to, at=at)
        spot = None
        if here.prison == prison and is_inside(here):
            spot = Spot(at, to, "way", "EN-ROUTE", sender=prison)
            if out:
                spot = Spot(at, "", "outside", "OUTSIDE")
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("way", *OUT))
    @rule(pick=PICK, other=RARELY, cell=st.integers(0, 2), when=WHEN)
    def arrive(self, pick: int, other: bool, cell: int, when: int) -> None:
        """On the way here; or out from another prison, which hands them over in the same act."""
        number = self.choose(pick, lambda spot: spot.kind in ("way", *OUT))
        here = self.model.here(number)
        at = self.at(number, when)
        prison = self.own(number, other != (here.kind in OUT))
        code = ["", *CELLS[prison]][cell % (1 + len(CELLS[prison]))]
        request = asked.Arrive(prison=prison, person=number, cell=code, at=at, acknowledged=OVER)
        if here.kind in OUT and here.prison != prison and on_the_books(here):
            spot = self.into(number, prison, code, at)
            self.expect(self.taken_over(number, request, spot), request)
            return
        coming = here.kind == "way" and here.prison == prison and not self.caught(number)
        spot = self.into(number, prison, code, at) if coming else None
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("way"))
    @rule(pick=PICK, not_the_sender=RARELY, when=WHEN)
    def cancel(self, pick: int, not_the_sender: bool, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind == "way")
        at, here = self.at(number, when), self.model.here(number)
        prison = self.sender(here, not_the_sender)
        request = asked.CancelTransfer(prison=prison, person=number, at=at)
        sent = here.kind == "way" and here.sender == prison and not self.caught(number)
        spot = self.into(number, prison, "", at) if sent else None
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("way"))
    @rule(pick=PICK, not_the_sender=RARELY, to=st.sampled_from([THIRD, "WTI", "EXI"]), when=WHEN)
    def redirect(self, pick: int, not_the_sender: bool, to: str, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.kind == "way")
        at, here = self.at(number, when), self.model.here(number)
        prison = self.sender(here, not_the_sender)
        request = asked.Redirect(prison=prison, person=number, to=to, at=at)
        sent = here.kind == "way" and here.sender == prison and to != prison
        sent = sent and not self.caught(number)
        if sent and to == here.prison:
            self.expect({} if at <= self.now(prison, number) else None, request)
            return
        spot = here._replace(at=at, prison=to) if sent else None
        self.expect(self.step(number, request, spot), request)

    def sender(self, here: Spot, other: bool) -> str:
        """Give the prison that sent somebody, or now and then one that did not."""
        sent = here.sender or here.prison or "WTI"
        return ("EXI" if sent == "WTI" else "WTI") if other else sent

    @rule(pick=PICK, other=RARELY, out=RARELY, when=WHEN)
    def release(self, pick: int, other: bool, out: bool, when: int) -> None:
        """Also of somebody who is out, where the officer says that they do not come back."""
        number = self.choose(pick, on_the_books if out else is_inside)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.Release(
            prison=prison, person=number, reason="CR", at=at, without_return=out
        )
        fits = on_the_books(here) if out else is_inside(here)
        good = here.prison == prison and fits
        spot = Spot(at, "", "outside", "OUTSIDE") if good else None
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("absence"))
    @rule(pick=PICK, other=RARELY, when=WHEN)
    def fails_to_return(self, pick: int, other: bool, when: int) -> None:
        self.gets_away(pick, other, when, asked.FailToReturn)

    @rule(pick=PICK, other=RARELY, when=WHEN, kind=st.sampled_from([asked.Escape, asked.Abscond]))
    def gets_away(
        self, pick: int, other: bool, when: int,
        kind: type[asked.Escape | asked.Abscond | asked.FailToReturn],
    ) -> None:  # fmt: skip
        def fits(spot: Spot) -> bool:
            if kind is asked.FailToReturn:
                return on_the_books(spot) and spot.kind == "absence"
            return on_the_books(spot) or (kind is asked.Escape and spot.kind == "way")

        number = self.choose(pick, fits)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        held_by = here.prison
        if here.kind == "way":
            prison, held_by = self.sender(here, other), here.sender
        request = kind(prison=prison, person=number, at=at)
        good = held_by == prison and fits(here)
        spot = Spot(at, prison, "large", "AT-LARGE") if good else None
        self.expect(self.step(number, request, spot), request)

    @precondition(lambda self: self.anybody("large"))
    @rule(pick=PICK, other=st.booleans(), cell=st.integers(0, 2), when=WHEN)
    def recapture(self, pick: int, other: bool, cell: int, when: int) -> None:
        """By the prison that they got away from, or by another, which takes them over."""
        number = self.choose(pick, lambda spot: spot.kind == "large" or spot.verb == "hand-over")
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        code = ["", *CELLS[prison]][cell % (1 + len(CELLS[prison]))]
        request = asked.Recapture(prison=prison, person=number, cell=code, at=at, acknowledged=OVER)
        large = here.kind == "large"
        good = large or (self.caught(number) and here.prison == prison)
        spot = self.into(number, prison, code, at) if good else None
        taken = self.taken_over if large and here.prison != prison else self.step
        self.expect(taken(number, request, spot), request)

    @rule(pick=PICK, other=RARELY, sure=RARELY, when=WHEN)
    def die(self, pick: int, other: bool, sure: bool, when: int) -> None:
        number = self.choose(pick, on_the_books)
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        if not sure and on_the_books(here):
            return  # the dead take part in little: few of them
        request = asked.Death(prison=prison, person=number, at=at)
        good = here.prison == prison and on_the_books(here)
        self.expect(self.step(number, request, here._replace(at=at) if good else None), request)

    @precondition(lambda self: any(line[-1].verb == "death" for line in self.model.lines.values()))
    @rule(pick=PICK, other=RARELY, when=WHEN)
    def remove_body(self, pick: int, other: bool, when: int) -> None:
        number = self.choose(pick, lambda spot: spot.verb == "death")
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.RemoveBody(prison=prison, person=number, at=at)
        good = here.prison == prison and here.verb == "death"
        spot = Spot(at, "", "outside", "OUTSIDE") if good else None
        self.expect(self.step(number, request, spot), request)

    @rule(pick=PICK, other=RARELY, when=WHEN)
    def discharge_to_hospital(self, pick: int, other: bool, when: int) -> None:
        """Of somebody in no prison it makes a stay first: two movements."""
        number = self.choose(pick, lambda spot: on_the_books(spot) or spot.kind == "outside")
        at, here, prison = self.at(number, when), self.model.here(number), self.own(number, other)
        request = asked.DischargeToHospital(
            prison=prison, person=number, at=at, destination="Rampton", authority=ORDER
        )
        gone = Spot(at, "", "outside", "OUTSIDE")
        if here.kind == "outside" and here.verb != "remove-body":
            line = self.step(number, request, gone)
            if line is not None:
                came = Spot(at, prison, "reception", "RECP", verb="receive", book=prison)
                line = {number: [*self.model.lines[number], came, line[number][-1]]}
            self.expect(line, request)
            return
        good = here.prison == prison and on_the_books(here)
        self.expect(self.step(number, request, gone if good else None), request)
