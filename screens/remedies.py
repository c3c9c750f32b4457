"""What to do next, in the terminal's words: a key where the command line has a command.

Reasons are given for both front ends; whoever sits at the terminal is not sent to a command where
there is a key. Keys come from the registry.
"""

import re

from screens.keyed import key_of, keyed
from screens.specs import Field
from wingterm.actions import in_force
from wingterm.domain.outcomes import Objection

FROM_LIST = "{choices} lists what may stand here."
"""Of a field with a list."""

HERE: dict[str, str] = {
    "above-out-of-use": "Bring that into use first: {more} Into use.",
    "at-large": "Record that they are back: {more} Recapture.",
    "before-last": "Give a later time, or take the later movements back first: {correct}.",
    "cell-full": "{choices} lists cells with room; {swap} swaps two people.",
    "check-ended": "{open-check:check} at {roll-check} opens a new one.",
    "check-open": "{roll-check} leads to it; go on with it, or abandon it there first.",
    "counted-already": "If it was counted again, {recount:check} at {roll-check} hands that in.",
    "counted-by": "{choices} lists the officers who may count.",
    "certificate-pending": "Settle it first: {more} Decided.",
    "died": "If that is a mistake, correct it first: {correct}.",
    "has-people": "Move them out first: {move}; a bed kept for somebody who is out counts.",
    "in-future": "Leave the time empty for now, or give the time at which it happened.",
    "na-open": "End that record first, {more} End a record; or leave it as it is.",
    "never-released": "Receive them, which is a new stay: {receive}.",
    "no-bed": "Give them a cell first: {move}.",
    "no-certificate": "Ask for a change first: {more} Certificate.",
    "no-parent": "Add the wing and landing first: {more} New place.",
    "no-stay": "Receive them first: {receive}.",
    "not-a-release": "Record it as what it is: {more} Escape, or {more} Abscond.",
    "not-an-area": "{choices} lists the areas; another cell is a move: {move}.",
    "not-dead": "Record the death first: {more} Death.",
    "not-outside": "If they are on the way here, take them in: {arrive}.",
    "not-on-list": "The unit of the check shows its frozen list: who is missing is on it.",
    "number-in-use": "{search} on a list finds who has it; a number is never given twice.",
    "place-status": "{choices} lists the places, with which of them are out of use.",
    "recall-instead": "Record a recall: {more} Recall.",
    "record-missing": "Fill it in; unknown is an answer where nobody knows.",
    "same-prison": "Another cell is a move: {move}.",
    "setting": "Take one of those that the form shows.",
    "unknown-check": "{choices} lists those that are open; {roll-check} leads to the others.",
    "unknown-unit": "{choices} lists the units of the check.",
    "unknown-kind": "{leave:form} goes back to the list of kinds.",
    "unknown-person": "{choices} finds people by name; {register} on a list makes a new record.",
    "unknown-prison": "{choices} lists the prisons, those of this register first.",
    "unknown-record": "{details} on the person shows what is on record.",
    "video-link": "Record them elsewhere inside, where the link is: {elsewhere}.",
    "wrong-parent": "Add the place that it lies in first: {more} New place.",
}
"""By the code of the objection."""

PHRASES = {
    "(--without-return)": "(yes at Let go there)",
    "Name the cell where the person was put instead: --put-in CELL; where they came in by that "
    'movement --again "arrive CELL".': "Put in instead takes the cell where they were put; where "
    "they came in by that movement, Enter again takes: arrive CELL.",
    "(--again)": "(Enter again)",
}
"""Options of the command line that stand in remedies, and the fields that they are here."""

_COMMAND = re.compile(r"`wingterm ([^`]+)`")


def remedy_for(objection: Objection, field: Field | None) -> str:
    """Give what to do next about an objection.

    Args:
        objection: which.
        field: the field of the form that it is shown at, None for the whole.
    """
    if objection.code in HERE:
        return keyed(HERE[objection.code])
    if field is not None and field.choices and "`" in objection.remedy:
        return keyed(FROM_LIST)
    return hint_here(objection.remedy)


def hint_here(hint: str) -> str:
    """Give a hint with keys in place of the options and commands that have one."""
    for option, words in PHRASES.items():
        hint = hint.replace(option, words)
    return _COMMAND.sub(_key, hint)


def _key(found: re.Match[str]) -> str:
    """Give the key of a command and its word; a command without one stays, for a shell."""
    typed = found[1].split()
    for words in range(len(typed), 0, -1):
        twin = " ".join(typed[:words])
        action = next((a for a in in_force() if a.twin == twin and a.keys and a.words), None)
        if action is not None:
            return f"{key_of(action.id)} {action.words}"
    return found[0]
