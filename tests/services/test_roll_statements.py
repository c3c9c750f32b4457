"""The roll and its lists send as many statements for many people as for one."""

import pytest

from tests.registers import MINUTE, SmallRegister
from tests.services.days import OVER
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.services.act import carry_out
from wingterm.services.lists import FIGURES, people_behind
from wingterm.services.roll import roll

STATEMENTS = {
    "roll": 9, "overnights": 4, "held-apart": 5, "in-today": 3, "out-today": 2, "unlock-roll": 2,
    "without-order": 4, "population": 4, "in-cell": 4, "in-reception": 4, "no-cell": 4,
    "incoming": 4,
}  # fmt: skip
"""In an SQLite file; the first asks for the officer. Any list not named here sends `ANY`.

The roll of now asks whether a roll check is awaited, and twice where people are; that of an instant
does not. Places are read once, as long as nothing is said of them.
One more where CSRA and alert flags are told; one for the holds and one for the orders since.
"""
ANY = 3
SIZES = (0, 1, 30)


def counted(small: SmallRegister, figure: str, as_of: int | None) -> int:
    """Give the statements of a roll or a list."""
    prison = small.prison("WTI")
    before = small.store.statements
    if figure == "roll":
        roll(small.desk, prison, as_of=as_of)
    else:
        people_behind(small.desk, prison, figure, as_of=as_of)
    return small.store.statements - before


def come_and_go(small: SmallRegister, first: int, last: int) -> None:
    """Receive people; every third goes to court, every fifth escapes."""
    for n in range(first, last):
        number = f"A{n + 1:04d}AA"
        acts: list[asked.Request] = [
            asked.Register(prison="WTI", number=number, last_name="Counted", first_name="Al",
                           date_of_birth=f"19{60 + n}-01-01", sex="M", acknowledged=OVER),
            asked.Receive(prison="WTI", person=number, authority="A court"),
        ]  # fmt: skip
        if n % 3 == 0:
            acts.append(asked.CourtOut(prison="WTI", person=number, destination="Leeds"))
        elif n % 5 == 0:
            acts.append(asked.Escape(prison="WTI", person=number))
        for act in acts:
            small.clock.advance(MINUTE)
            assert isinstance(carry_out(small.desk, [act]), Receipt)


@pytest.mark.parametrize("then", [False, True])
def test_no_figure_sends_more_for_many(small_file: SmallRegister, *, then: bool) -> None:
    made = 0
    for _ in range(2):
        roll(small_file.desk, small_file.prison("WTI"))
        small_file.clock.advance(MINUTE)
    for size in SIZES:
        come_and_go(small_file, made, size)
        made = size
        small_file.clock.advance(MINUTE)
        as_of = small_file.clock() if then else None
        found = {figure: counted(small_file, figure, as_of) for figure in ("roll", *FIGURES)}
        found["roll"] += 2 * then
        assert found == {figure: STATEMENTS.get(figure, ANY) for figure in found}, size
