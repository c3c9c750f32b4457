"""Which roll check a request was about that was carried out before."""

from db.queries.checks import check_of_request
from wingterm.domain.prison import Prison
from wingterm.services.desk import Desk, authorise, officer_at


def check_requested(desk: Desk, prison: Prison, request_id: str) -> int | None:
    """Give the check of a prison to which a request added something; None for no such request.

    Sent again, a request that does not name its check means the same one, whichever is open by
    then.

    Args:
        desk: who asks. Nobody is named.
        prison: whose check.
        request_id: the id under which it was sent.
    """
    with desk.store.read() as reader:
        authorise(officer_at(desk, reader, reader.now()), "read")
        return check_of_request(reader, prison.id, request_id)
