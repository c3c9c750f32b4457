"""What a roll check says of a unit once it is past: whether it differed, how long it took."""

from wingterm.domain.checks.record import UnitCheck, UnitState

_SETTLED = (UnitState.AGREES, UnitState.EXPLAINED)


def ever_differed(unit: UnitCheck) -> bool:
    """Whether any count of a unit that may be seen was another than expected, or of others.

    Of two counters who differ, one at least counted another number than was expected.
    """
    return not unit.blind and any(
        count.counted != unit.expected or count.missing or count.extra or count.strangers
        for count in unit.counts
    )


def settled_at(unit: UnitCheck) -> int | None:
    """Give when a unit came to stand agreed or explained, as it does at last; None: it does not.

    By the machine's clock: what was counted on paper is settled when it is keyed.
    """
    if unit.state not in _SETTLED:
        return None
    counts = {(count.recorded_at, count.seq) for count in unit.counts}
    told = counts | {(each.recorded_at, each.seq) for each in unit.explanations}
    since = None
    for at, seq in sorted(told):
        then = unit._replace(
            counts=tuple(one for one in unit.counts if (one.recorded_at, one.seq) <= (at, seq)),
            explanations=tuple(
                one for one in unit.explanations if (one.recorded_at, one.seq) <= (at, seq)
            ),
        )
        if then.state not in _SETTLED:
            since = None
        elif since is None:
            since = at
    return since


def response_missed(unit: UnitCheck, *, wanted: bool, ended: bool) -> bool:
    """Whether a response is missing for ever: somebody gave none, or nobody recorded any.

    Args:
        unit: of the check.
        wanted: whether the check wants a response from each person.
        ended: whether nothing more can be recorded in it.
    """
    if any(each.without for each in unit.welfare):
        return True
    held = unit.residential and unit.expected > 0
    return wanted and ended and held and not unit.welfare
