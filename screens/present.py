"""Forms whose fields start with what is recorded of a place or of the prison, as it is now."""

from screens.session import Session
from screens.specs import FormSpec
from screens.specs.places import place_form, settings_form
from wingterm.services.places import places
from wingterm.services.prison_settings import settings_of
from wingterm.services.seen import Seen, newest_of_place, newest_of_prison

# What is newest is asked first: what comes between is then a conflict, and never overlooked.


def place_spec(session: Session, verb: str, code: str) -> FormSpec:
    """Give the form of a verb about a place.

    Args:
        session: who asks.
        verb: as the registry calls it.
        code: of the place; of one that does not exist the form asks again.

    Raises:
        WingtermError: the register cannot be read.
    """
    if not code:
        return place_form(verb, "", None)
    desk, prison = session.desk, session.prison
    saw = Seen(places={code: newest_of_place(desk, prison, code)})
    line = next((line for line in places(desk, prison) if line.code == code), None)
    if line is None:
        return place_form(verb, "", None)
    form = place_form(verb, code, line)
    return form.made_of(saw, lambda: place_spec(session, verb, code))


def settings_spec(session: Session) -> FormSpec:
    """Give the form of the prison's settings.

    Raises:
        WingtermError: the register cannot be read.
    """
    saw = Seen(settings=newest_of_prison(session.desk, session.prison))
    form = settings_form(settings_of(session.desk, session.prison))
    return form.made_of(saw, lambda: settings_spec(session))
