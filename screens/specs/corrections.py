"""The form of a correction: what never happened, and what happened instead."""

from collections.abc import Sequence
from dataclasses import replace

from screens.specs.base import AT, COMMENT, Field, Filled, FormSpec, words
from wingterm.domain import requests as asked
from wingterm.domain.requests import AboutPerson, Correct, Move, Request, WithdrawFact
from wingterm.errors import BadInput
from wingterm.services.again import read_again
from wingterm.services.typed import read_yes_no

AGAIN_MAX = 400


def _correct(filled: Filled) -> Sequence[Request]:
    """Give the correction of one person, or of both people of a swap, as one act."""
    values = filled.values
    last = int(values["last"]) if values["last"].isdecimal() else 0
    if not last:
        raise BadInput("Type how many movements: 1, 2, 3 ...", field="last")
    both = read_yes_no("both", values.get("both", "no"))
    again: tuple[AboutPerson, ...] = ()
    if values["put_in"]:
        at = filled.at
        if at is None and filled.record:
            at = filled.record.time_of_oldest(last)
        put_in = values["put_in"]
        again = (Move(prison=filled.prison, person=filled.person, to=put_in, at=at),)
    again += tuple(
        read_again(phrase, filled.prison, filled.person, filled.instant)
        for phrase in values["again"].split(";")
        if phrase.strip()
    )
    first = Correct(
        prison=filled.prison, person=filled.person, why=values["why"], last=last, again=again,
        comment=values["comment"], acknowledged=filled.acknowledged,
    )  # fmt: skip
    if both and filled.record:
        return [first, replace(first, person=filled.record.swapped_with, again=())]
    return [first]


def _withdraw(filled: Filled) -> Sequence[Request]:
    """Give the withdrawal of a fact, named as receipts name it or by its number alone."""
    book, _, last = str(filled.values["entry"]).upper().rpartition("-")
    if not last.isdecimal() or book not in ("", filled.prison):
        raise BadInput(f"Type a reference such as {filled.prison}-12.", field="entry")
    return [
        WithdrawFact(
            prison=filled.prison, entry=int(last), why=str(filled.values["why"]),
            comment=str(filled.values["comment"]), acknowledged=filled.acknowledged,
        )
    ]  # fmt: skip


CORRECTIONS: tuple[FormSpec, ...] = (
    FormSpec(
        asked.Correct.verb,
        "Correct",
        (
            words("why", "Why it was wrong", required=True),
            Field("last", "How many, newest", "these movements never happened", default="1",
                  longest=3),
            Field("put_in", "Put in instead", "cell, empty: nowhere; F2 lists", choices="cell"),
            replace(AT, hint="put in then; empty: the wrong time"),
            Field("again", "Enter again", longest=AGAIN_MAX, long=True),
            COMMENT,
        ),
        _correct,
    ),
    FormSpec(
        "correct-fact",
        "Withdraw what was recorded",
        (
            Field("entry", "Entry", "its reference, such as WTI-12", required=True, longest=20),
            words("why", "Why it was wrong", required=True),
            COMMENT,
        ),
        _withdraw,
        about_person=False,
    ),
)  # fmt: skip
"""The forms of corrections: of movements, and of what was recorded besides."""


def _correct_newest(filled: Filled) -> Sequence[Request]:
    return [
        Correct(prison=filled.prison, person=filled.person, why=filled.values["why"],
                comment=filled.values["comment"], acknowledged=filled.acknowledged)
    ]  # fmt: skip


CORRECT_SEVERAL = FormSpec(
    asked.Correct.verb,
    "Correct the last movement",
    (words("why", "Why it was wrong", required=True), COMMENT),
    _correct_newest,
)
"""Of several people: the newest movement of each never happened; nothing is put in its place."""
