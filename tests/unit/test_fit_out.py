"""A prison gets each special place once, whatever it calls places of its own."""

from wingterm.domain.apply import apply
from wingterm.domain.codes import ReasonCodes
from wingterm.domain.decide import decide
from wingterm.domain.places import SPECIALS, PlaceKind
from wingterm.domain.prison import Officer, Prison
from wingterm.domain.requests import FitOut
from wingterm.domain.situation import Place, Situation

PRISON = 2


def situation(*places: Place) -> Situation:
    """Give a situation with one prison and some places of its own."""
    officer = Officer(1, "root", "Root", "administrator", 1)
    prison = Prison(PRISON, "WTI", "Wing", "Europe/London")
    made = Situation(1000, officer, ReasonCodes([]), {"WTI": prison})
    made.next_id["place"] = 100
    made.add_places(places)
    return made


def fitted(held: Situation) -> dict[PlaceKind, str]:
    """Fit the prison out; give the codes of its special places by kind."""
    for entry in decide(held, FitOut(prison="WTI")).entries:
        apply(held, entry)
    return {kind: held.special(PRISON, kind).code for kind in SPECIALS}


def test_what_is_lacking_is_made_and_no_more() -> None:
    held = situation(Place(10, PRISON, "RECP", PlaceKind.RECEPTION, "Reception"))
    assert fitted(held) == {kind: code for kind, (code, _) in SPECIALS.items()}
    assert held.special(PRISON, PlaceKind.RECEPTION).id == 10
    assert decide(held, FitOut(prison="WTI")).entries == ()


def test_a_place_of_the_prisons_own_keeps_its_code() -> None:
    held = situation(Place(10, PRISON, "COURT", PlaceKind.AREA, "Squash court"))
    assert fitted(held)[PlaceKind.COURT] == "COURT-0"
    assert held.places[PRISON, "COURT"].name == "Squash court"
