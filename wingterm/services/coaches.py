"""Who is on a coach: people sent together, of whom a part may arrive, turn back or go on."""

from db.queries.coaches import on_the_way
from wingterm.domain.prison import Prison
from wingterm.services.desk import Desk, authorise, officer_at


def on_coach(desk: Desk, prison: Prison, reference: str, *, sent: bool) -> tuple[str, ...]:
    """Give the prison numbers of who is on the way with a coach, in order.

    Args:
        desk: who asks.
        prison: which prison asks.
        reference: of the coach, as it was given when it left; capitals do not matter.
        sent: whether the prison sent it; else it is on the way there.
    """
    wanted = reference.strip().casefold()
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        found = tuple(
            row.number
            for row in on_the_way(reader)
            if str(row.said("coach") or "").casefold() == wanted
            and (row.sender if sent else row.towards) == prison.code
        )
    desk.consulted(list(found), "coach")
    return found
