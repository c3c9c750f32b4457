"""Every verb that a batch file can hold, its columns, and what is asked for by a row of it.

A verb is called by the words of its command, joined by `-`; its columns are named as the command's
options. What a row may say is read here, what may be done is judged by the rules of every act.
"""

import csv
import io
from collections.abc import Sequence
from typing import Any

from wingterm.domain import requests as asked
from wingterm.domain.requests import Request
from wingterm.errors import BadInput
from wingterm.services.again import read_again
from wingterm.services.bulk.columns import (
    COMMON,
    NEW_PERSON,
    BulkVerb,
    Column,
    ReadRow,
    Reads,
)

__all__ = ["BULK_VERBS", "COMMON", "VERB", "BulkVerb", "Column", "all_columns", "template"]

VERB = "verb"
"""The column that says what a row asks for, where a file holds several verbs."""

LAST_MAX = 1000
"""Most movements that one row corrects."""

NAMES = ("last_name", "first_name", "date_of_birth", "sex")

NUMBER = Column("number", "prison number", True, "A4242QZ", "person")
REASON = Column("reason", "code, else the usual one", False, "GM")
CELL = Column("cell", "cell, else reception", False, "A-1-004")
ORDER = (
    Column("authority", "who ordered it", False, "Leeds Crown Court"),
    Column("reference", "of the warrant or order", False, "T20260117"),
    Column("dated", "date of the warrant or order, or unknown", False, "2026-03-02"),
    Column("hold_until", "held without an order until then", False, "", reads=Reads.TIME),
)
DUE = Column("due", "when they are due back", False, "17:30", "due_back", Reads.TIME)
OUT = (
    Column("escort", "code of the escort", False, "P"),
    Column("officers", "names of the officers who go with them", False, ""),
    Column("give_up_bed", "yes: the bed is free for somebody else", False, "no", "keep_bed",
           Reads.NOT),
)  # fmt: skip
IDENTITY = (
    Column("last_name", "last name", True, "Example"),
    Column("first_name", "first name", True, "Robin"),
    Column("date_of_birth", "YYYY-MM-DD or DD/MM/YYYY", True, "1990-04-12"),
    Column("sex", "M, F, NK or NS", True, "M"),
)
FIGURES = tuple(
    Column(name, words, False, example, reads=Reads.NUMBER)
    for name, words, example in (
        ("cna", "certified normal accommodation", "1"),
        ("working", "places usable now", "2"),
        ("maximum", "maximum capacity: its beds", "2"),
    )
)
CODE = Column("code", "code of the place", True, "A-1-004")
REFERENCE = Column("reference", "its number elsewhere", False, "")


def _optional(*columns: Column) -> tuple[Column, ...]:
    return tuple(column._replace(required=False) for column in columns)


def _needed(*columns: Column) -> tuple[Column, ...]:
    return tuple(column._replace(required=True) for column in columns)


def _receive(row: ReadRow) -> Sequence[Request]:
    """Make the reception of a row: of somebody known by number, or of somebody new by names."""
    named: dict[str, Any] = {name: row.text(name) for name in NAMES}
    more = {n: v for n, v in row.held.items() if n not in (*NAMES, "person", *row.common)}
    number = row.text("person")
    if not any(named.values()):
        if not number:
            raise BadInput(
                "The row names nobody.",
                "Write a number, or of a new person last_name, first_name, date_of_birth and sex.",
                field="number",
            )
        return [asked.Receive(person=number, **more, **row.common)]
    new = asked.Register(number=number, **named, **row.common)
    return [new, asked.Receive(person=NEW_PERSON, **more, **row.common)]


def _correct(row: ReadRow) -> Sequence[Request]:
    last = row.held.get("last", 1)
    if not 1 <= last <= LAST_MAX:
        raise BadInput(f"Write a number from 1 to {LAST_MAX}.", field="last")
    person = row.text("person")
    again = tuple(
        read_again(phrase, row.setting.prison, person, lambda typed: row.setting.instant("", typed))
        for phrase in row.text("again").split(";")
        if phrase.strip()
    )
    return [
        asked.Correct(
            person=person, why=row.text("why"), last=last, again=again, prison=row.setting.prison,
            comment=row.text("comment"), acknowledged=row.common["acknowledged"],
        )
    ]  # fmt: skip


def _correct_fact(row: ReadRow) -> Sequence[Request]:
    book, _, number = row.text("entry").upper().rpartition("-")
    plain = number.isascii() and number.isdecimal() and len(number) <= 15
    if not plain or book not in ("", row.setting.prison):
        raise BadInput(f"Write a reference such as {row.setting.prison}-12.", field="entry")
    return [asked.WithdrawFact(entry=int(number), why=row.text("why"), **row.common)]


def _record(row: ReadRow) -> Sequence[Request]:
    held = {name: value for name, value in row.held.items() if name != "values"}
    return [asked.RecordParticular(values=tuple(row.held.get("values", ())), **held)]


_REL = Column("reason", "code of a release", True, "CR")
_WHY = Column("why", "why, in words", True, "wrong person")

_MOVEMENTS = (
    BulkVerb("receive", "Receive somebody who is outside; somebody new is registered first",
             asked.Receive,
             (*_optional(NUMBER, *IDENTITY), CELL, *ORDER,
              Column("from", "where from", False, "", "came_from"),
              REASON._replace(example="N")), _receive),
    BulkVerb("recall", "Take back somebody who was released; the same stay goes on", asked.Recall,
             (NUMBER, CELL, *ORDER, REASON._replace(example="L"))),
    BulkVerb("recapture", "Take back somebody who was at large", asked.Recapture,
             (NUMBER, CELL, REASON._replace(example="RECA"))),
    BulkVerb("move", "Give somebody another cell, or take them back to reception", asked.Move,
             (NUMBER, Column("cell", "cell, or RECP, or CSWAP", True, "A-1-004", "to"), REASON)),
    BulkVerb("swap", "Let two people change cells", asked.Swap,
             (NUMBER, Column("other", "number of the other person", True, "A4343QZ"), REASON)),
    BulkVerb("elsewhere", "Send somebody to another place inside; the bed is kept",
             asked.Elsewhere, (NUMBER, Column("area", "workplace or area", True, "WORKSHOP-1",
                                              "to"))),
    BulkVerb("back", "Bring somebody back to their cell, or to reception", asked.Back, (NUMBER,)),
    BulkVerb("court", "Record that somebody went to court", asked.CourtOut,
             (NUMBER, Column("to", "which court", True, "Leeds Crown Court", "destination"),
              REASON._replace(example="CRT"), DUE, *OUT)),
    BulkVerb("absence", "Record that somebody went out on temporary absence", asked.AbsenceOut,
             (NUMBER, Column("to", "where to", True, "Home", "destination"),
              Column("reason", "code of a temporary absence", True, "C3"), *_needed(DUE), *OUT)),
    BulkVerb("hospital", "Record that somebody went to hospital, under a bed watch",
             asked.HospitalOut,
             (NUMBER, Column("to", "which hospital", True, "York Hospital", "destination"),
              REASON._replace(example="C6"), DUE, OUT[0],
              Column("officers", "names of the officers who go with them", True, "K. Hale"),
              OUT[2])),
    BulkVerb("transfer-out", "Send somebody to another prison", asked.TransferOut,
             (NUMBER, Column("to", "code of the receiving prison", True, "EXI"),
              REASON._replace(example="NOTR"), Column("coach", "reference of the coach", False,
                                                      "GX12"), OUT[0])),
    BulkVerb("transfer-arrive", "Take in somebody who is on the way here", asked.Arrive,
             (NUMBER, CELL)),
    BulkVerb("transfer-cancel", "Take back somebody who was sent and did not arrive",
             asked.CancelTransfer, (NUMBER, CELL)),
    BulkVerb("transfer-redirect", "Send somebody who is on the way on to another prison",
             asked.Redirect, (NUMBER, Column("to", "code of the prison", True, "NTI"))),
    BulkVerb("release", "Let somebody go", asked.Release,
             (NUMBER, _REL, Column("to", "where to", False, "", "destination"),
              Column("without_return", "yes: where they are out", False, "no",
                     reads=Reads.YES))),
    BulkVerb("escape", "Record that somebody escaped", asked.Escape, (NUMBER,)),
    BulkVerb("abscond", "Record that somebody absconded", asked.Abscond, (NUMBER,)),
    BulkVerb("fail-to-return", "Record that somebody on temporary absence did not come back",
             asked.FailToReturn, (NUMBER,)),
    BulkVerb("death", "Record that somebody died", asked.Death,
             (NUMBER, Column("found_by", "who found them", False, "K. Hale"))),
    BulkVerb("remove-body", "Record that the body was taken away", asked.RemoveBody, (NUMBER,)),
    BulkVerb("discharge-hospital", "Discharge somebody to a psychiatric hospital",
             asked.DischargeToHospital,
             (NUMBER, Column("to", "which hospital", True, "Rampton Hospital", "destination"),
              ORDER[0])),
    BulkVerb("correct", "Say that the newest movements of somebody never happened",
             asked.Correct,
             (NUMBER, _WHY, Column("last", "how many, else 1", False, "1", reads=Reads.NUMBER),
              Column("again", "what happened instead, several with ; between", False, "")),
             _correct, {"put_in": "again"}),
    BulkVerb("correct-fact", "Say that what was recorded never was", asked.WithdrawFact,
             (Column("entry", "reference of the fact", True, "WTI-12"), _WHY), _correct_fact),
)  # fmt: skip

_PEOPLE = (
    BulkVerb("person-create", "Make a record for somebody who has none", asked.Register,
             (*_optional(*IDENTITY), Column("number", "prison number, else issued", False, ""),
              Column("temporary", "yes: a temporary number", False, "no", reads=Reads.YES)),
             lambda row: [asked.Register(**(dict.fromkeys(NAMES, "") | dict(row.held)))]),
    BulkVerb("person-number", "Give a prison number to a night arrival", asked.GiveNumber,
             (Column("number", "temporary number", True, "TMP0001", "person"),
              Column("new_number", "prison number, else the next", False, "", "number"))),
    BulkVerb("person-amend", "Say that somebody's names, date of birth or sex are others",
             asked.Amend, (NUMBER, *_optional(*IDENTITY))),
    BulkVerb("record", "Put something on record of somebody", asked.RecordParticular,
             (NUMBER, Column("kind", "what it is; see wingterm kinds", True, "alert", "fact"),
              Column("key", "which one", False, "XA"),
              Column("fields", "FIELD=VALUE, several with ; between", False,
                     "comment=sets fires", "values", Reads.PAIRS)), _record),
    BulkVerb("end", "Say that something on record is no longer so", asked.EndParticular,
             (NUMBER, Column("kind", "what it is; see wingterm kinds", True, "alert", "fact"),
              Column("key", "which one", False, "XA"), _WHY._replace(example="reviewed"))),
)  # fmt: skip

_PLACES = (
    BulkVerb("places-add", "Add a place; a cell comes with its capacities and beds",
             asked.AddPlace,
             (CODE, Column("kind", "WING, SPUR, LANDING, CELL or AREA", True, "CELL"),
              Column("name", "name to show", False, ""), *FIGURES,
              Column("marks", "MARK=VALUE, several with ; between", False, "", "marks",
                     Reads.PAIRS),
              Column("draft", "yes: not in use yet", False, "no", reads=Reads.YES))),
    BulkVerb("places-rename", "Give a place another name to be shown by", asked.RenamePlace,
             (CODE, Column("name", "name to show", True, "First night centre"))),
    BulkVerb("places-capacity", "Say what a cell holds, from a time on", asked.SetCapacity,
             (CODE, *_needed(*FIGURES))),
    BulkVerb("places-signed", "Sign the operational capacity of the prison", asked.SignCapacity,
             (Column("signed", "the agreed figure", True, "88", reads=Reads.NUMBER),)),
    BulkVerb("places-mark", "Say what a place is used for", asked.MarkPlace,
             (CODE, Column("marks", "MARK=VALUE, several with ; between", True,
                           "specialist=DRY", "values", Reads.PAIRS))),
    BulkVerb("places-out-of-use", "Take a place out of use for a time", asked.TakeOutOfUse,
             (CODE, Column("reason", "code; see wingterm codes out_of_order_reasons", True,
                           "DAMAGED"),
              Column("description", "more about it", False, ""),
              Column("until", "date when it should be back", False, "2027-03-31",
                     "expected_back"), REFERENCE)),
    BulkVerb("places-into-use", "Bring a place into use, again or for the first time",
             asked.BringBack, (CODE,)),
    BulkVerb("places-close", "Close a place for good", asked.ClosePlace,
             (CODE, Column("why", "why it is closed", True, "knocked through", "description"))),
    BulkVerb("places-convert", "Make a cell a room that nobody lives in", asked.ConvertPlace,
             (CODE, Column("to", "what it becomes", True, "OFFICE"))),
    BulkVerb("places-certificate-request", "Ask for a change of the cell certificate",
             asked.RequestCertificate,
             (CODE, Column("change", "what is asked for", True, "two more places"), REFERENCE),
             lambda row: [asked.RequestCertificate(**({"reference": ""} | dict(row.held)))]),
    BulkVerb("places-certificate-settle", "Say that a change was approved or not",
             asked.SettleCertificate,
             (CODE, Column("approved", "yes or no", True, "yes", reads=Reads.YES),
              Column("decision", "more about it", False, "", "comment_on"))),
)  # fmt: skip

BULK_VERBS: dict[str, BulkVerb] = {verb.name: verb for verb in (*_MOVEMENTS, *_PEOPLE, *_PLACES)}
"""By name, in the order of the command line's help."""


def all_columns() -> tuple[str, ...]:
    """Give the names of all columns of a file with several verbs, `verb` first."""
    own = [column.name for verb in BULK_VERBS.values() for column in verb.own]
    return tuple(dict.fromkeys((VERB, *own, *(column.name for column in COMMON))))


def template(verb: str = "") -> str:
    """Give a CSV file to fill in: the header, and an example row for each verb.

    Args:
        verb: name of a verb; empty: a file of all verbs, with the column `verb`.

    Raises:
        BadInput: there is no such verb.
    """
    if verb and verb not in BULK_VERBS:
        raise BadInput(
            f"{verb} is no verb of a batch file.",
            f"Write one of: {', '.join(BULK_VERBS)}.",
            field="verb",
        )
    verbs = [BULK_VERBS[verb]] if verb else list(BULK_VERBS.values())
    header = [column.name for column in verbs[0].columns] if verb else list(all_columns())
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for one in verbs:
        example = {column.name: column.example for column in one.columns} | {VERB: one.name}
        writer.writerow([example.get(name, "") for name in header])
    return text.getvalue()
