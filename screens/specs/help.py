"""What each field of the verbs' forms means: a sentence or two, shown by F1. One place.

By `verb.field`, else by `field`. Those of what goes on record stand with the table of kinds
(`wingterm.domain.particular_help`).
"""

FIELD_HELP: dict[str, str] = {
    # Whom and what it is about.
    "person": "Whom it is about, by the number that stays with them for life, whatever prison.",
    "swap.other": "The other of the two people. Both must hold a bed in this prison; each gets the "
    "cell that the other has.",
    "code": "The place that it is about, by its code: wing, landing and cell, or an area.",
    "entry": "Which entry to withdraw, by the reference that every receipt gives: the prison's "
    "code and a number.",
    # When, and words for the record.
    "at": "When it happened, in the prison's local time. Empty means now; an earlier time is "
    "entered as late and cannot lie before the person's last movement.",
    "correct.at": "When the movement that is put in happened. Empty: at the time of the oldest "
    "movement that is taken back.",
    "comment": "Anything else that whoever reads the record later should know. It stays with the "
    "entry for good.",
    "why": "What was wrong, in a few words. It stays beside the entry, so that whoever reads it "
    "knows why it does not count.",
    "description": "What is wrong with the place, for whoever repairs it. Reason OTHER needs it.",
    "close.description": "Why the place is closed for good. It never comes into use again.",
    # Reception.
    "authority": "Who ordered that the person is held: a court, the Secretary of State. Without a "
    "valid order nobody is received, but for a hold of at most 72 hours.",
    "discharge-hospital.authority": "Who ordered it. Needed only for somebody who is in no prison.",
    "reference": "The number on the warrant or order, so that the paper can be found again.",
    "out-of-use.reference": "The number of the repair job, so that somebody can ask about it.",
    "certificate.reference": "The number under which the change of the certificate was asked for.",
    "dated": "The date on the warrant or order. Type unknown when it bears none.",
    "came_from": "Where the person was brought from: a court's code or words. Empty: from outside.",
    "hold_until": "Until when somebody may be held without an order: at most 72 hours. A hold is "
    "shown on every list until the order is recorded.",
    "cell": "The cell that they get at once. Empty: they wait in reception, on the roll, and get "
    "a cell by a move.",
    # Reasons, each of its own list.
    "receive.reason": "Why they come into custody: remand, sentence, civil ... N is a new "
    "admission.",
    "recall.reason": "Why a released person comes back to the same sentence. L is a recall from "
    "licence.",
    "recapture.reason": "How somebody who was at large is back: recaptured, or came back late.",
    "move.reason": "Why the cell changes: GM is general moves. It stays in the person's line and "
    "the cell's history.",
    "swap.reason": "Why the two change cells: GM is general moves. It stands in both lines.",
    "transfer-out.reason": "Why they go to another prison. NOTR is a normal transfer.",
    "release.reason": "Under what they are let go: CR is conditional release, others are bail, "
    "licence, end of sentence. There is no usual one: look at the paper.",
    "court-out.reason": "What the court day is about. CRT is an appearance at court.",
    "absence-out.reason": "What the licence is for: work, family, resettlement ...",
    "hospital-out.reason": "Why they are taken there: C6 as an inpatient, C5 as an outpatient.",
    "out-of-use.reason": "Why nobody can be put there: damp, damaged, maintenance ...",
    # Moves.
    "move.to": "The cell that they get. RECP puts them back in reception, CSWAP takes them out of "
    "their cell without another one. A full cell is refused.",
    "elsewhere.to": "The area inside the prison that they go to: workshop, visits, healthcare. "
    "They keep their bed and stay on the roll.",
    "transfer-out.to": "The prison that they go to. One in this register finds them on its list of "
    "incoming transfers and takes them in there.",
    "redirect.to": "The prison that the coach goes to instead. It finds them as incoming; the "
    "first one no longer does.",
    "convert.to": "The room that the cell becomes: office, store, shower. Nobody can be put in "
    "it until it is brought into use as a cell again.",
    "coach": "The coach or van that they travel on, so that a whole coach can be found at once.",
    "escort": "Who takes them: the prison's own staff, or the contractor. Leave it empty when it "
    "is not known.",
    "officers": "The names of the officers who go with them.",
    "hospital-out.officers": "The names of the officers who watch them: somebody at hospital stays "
    "on the roll under named officers.",
    "destination": "Where they go, in words or by a code.",
    "release.destination": "Where they go to: an address, or words. Empty: outside.",
    "court-out.destination": "The court that they are taken to, by its code or name.",
    "absence-out.destination": "Where the licence lets them go: employer, address, college.",
    "hospital-out.destination": "The hospital that they are taken to, with the ward where known.",
    "discharge-hospital.destination": "The psychiatric hospital that takes them over. They leave "
    "the prison's books.",
    "due_back": "When they must be back. From then on they are on the list of who is overdue.",
    "absence-out.due_back": "When the licence ends. From then on they are overdue, and may be "
    "recorded as failing to return.",
    "keep_bed": "yes: the bed stays theirs and counts as in use. no: it is free for somebody else "
    "at once, and they come back to reception.",
    "without_return": "yes: they are out, at court or hospital, and are let go there without "
    "coming back first.",
    "found_by": "Who found them, by name.",
    # Corrections.
    "last": "How many of the newest movements never happened. They stay on record, marked "
    "CORRECTED; the person is where they were before.",
    "both": "yes: the last movement was a swap, and the other person's half is taken back too. "
    "no: only this person's.",
    "put_in": "The cell that they were really moved to; a move there is recorded instead. For what "
    "was no cell move use the field Enter again.",
    "again": "What really happened instead, as a command says it: arrive A-1-004 at 09:00. Several "
    "with ; between. Names with blanks stand in quotes.",
    # Who somebody is.
    "last_name": "The surname, as on the warrant. Accents are kept; it is found without them too.",
    "first_name": "The first name, or all of them, as on the warrant.",
    "date_of_birth": "The day of birth. With the name it shows whether they have a record already.",
    "sex": "M, F or as the certificate says: NK is not known, NS is not specified.",
    "marks.sex": "Whether the place is for men or for women only. Empty: it is not said.",
    "number": "A prison number that they have already, from another register. Empty: the next "
    "free one is issued.",
    "into": "The record that stands for both from now on: of somebody in custody, the one that "
    "they are here under.",
    "merge.why": "How it is known that it is one person, such as the same fingerprints.",
    "unmerge.why": "How it is known that they are two people after all.",
    "unmerge.person": "The number that was given up; the record says it after Also on record as.",
    "temporary": "yes: it is not known yet who they are. They get a TMP number, by which all else "
    "is recorded, until a prison number is given.",
    # Places.
    "expected_back": "The day on which the place should be in use again. It only informs; nothing "
    "happens by itself.",
    "cna": "Certified normal accommodation: how many people the cell is for without crowding. More "
    "than that asks for a reason.",
    "working": "How many places can be used now. With room for that many the cell is listed; 0 "
    "means that the maximum counts.",
    "maximum": "The most people that the certificate allows, crowded. Nobody is put in beyond the "
    "working capacity.",
    "accommodation": "What the place is for: normal, care and separation, healthcare, other. It "
    "decides how it counts in beds available.",
    "specialist": "What is special about a cell: dry, constant supervision, accessible ...",
    "used_for": "Whom or what a place of normal accommodation is for: first night, vulnerable "
    "people, drug free ...",
    "attributes": "What stands in the older system about the cell: its fittings and its uses.",
    "categories": "Which security categories the place may hold; somebody of another asks for a "
    "reason.",
    "cell_mark": "What stands on the door, where that is not the code. No two on a landing have "
    "the same.",
    "name": "The name by which lists show the place; its code stays and finds it as before.",
    "change": "What is asked of whoever certifies cells. Until it is decided the place cannot be "
    "changed or closed.",
    "approved": "yes: the change was approved. no: it was refused. The place can be changed again.",
    "comment_on": "What was decided, in words, for whoever asks later.",
    "add-place.code": "The code that it gets for good, below what it lies in: A is a wing, A-1 a "
    "landing of it, A-1-001 a cell of that.",
    "add-place.kind": "What it is. A wing holds spurs, landings and cells; an area is where "
    "people work, learn or are treated, without beds.",
    "draft": "yes: it is on record but not in use, until it is brought into use.",
    "signed": "The most people that the whole prison may hold, as signed. It cannot be over the "
    "sum of the cells' maximum.",
    # Settings.
    "segregation_available": "Whether people in care and separation cells use up beds available. "
    "no: they are left out of that figure.",
    "mothballed_inactive": "Whether cells that are mothballed or closed for long count as inactive "
    "cells on the board.",
    "explain_moves": "Whether every cell move must say in words what happened, in 7 letters or "
    "more.",
    "hospital_on_roll": "Whether somebody at hospital under escort counts on the roll.",
    "court_on_roll": "Whether somebody at court counts on the roll until they are let go there.",
    "absence_on_roll_days": "From how many days of temporary absence on somebody is off the roll.",
    "at_large_on_roll_hours": "After how many hours at large somebody is off the roll.",
    "dead_on_roll": "Whether somebody who died counts on the roll until the body is removed.",
    "en_route_on_roll": "Whether people on the way to another prison count on the roll of the one "
    "that sent them until they arrive.",
    # Roll checks.
    "check": "Which roll check, by its number, as it stands at the head of the night screen.",
    "unit": "Which part of the prison was counted: a wing, a workshop, reception.",
    "counted": "How many people were counted, as they were counted. It is never filled in, "
    "whatever is expected; a wrong number is taken like a right one.",
    "method": "number: counted only. name: against the frozen list. door: each at the door, as "
    "they come through or answer.",
    "by": "The account of the officer who counted, where that is somebody else than who types "
    "it. Both are kept.",
    "count.at": "When it was counted, where it was on paper first. The time at which you type it "
    "is kept too. Empty: now.",
    "recount.at": "When it was counted again, where it was on paper first. Empty: now.",
    "welfare.at": "When the responses were had, where they were on paper first. Empty: now.",
    "missing": "Of a count by name: who is expected and was not there, by prison number. Marks in "
    "the list of the unit come here.",
    "extra": "Of a count by name: who was there and is not expected; unknown for each whom nobody "
    "can name.",
    "had": "From how many people a response was had: a word, a movement. It is no count.",
    "without": "Who gave no response, by prison number. That stays so on record; go and look.",
    "explain.person": "Who is missing or extra, by prison number; unknown for somebody there whom "
    "nobody can name.",
    "what": "missing: expected and not there. extra: there and not expected. withdrawn: what was "
    "said of them before does not hold.",
    "explain.why": "Where they are or why they are here, and how you know. It stands beside the "
    "difference for good.",
    "declare.name": "Your own name in full, as on your record, to say that it is you who declares "
    "the roll. It is typed each time.",
    "open-check.kind": "What the check is for: unlock, midday, return, lock-up, night, stand-fast "
    "or emergency.",
    "open-check.at": "As of when what is expected is frozen. Empty: now; an earlier time for a "
    "check that was begun on paper.",
    "take-over-check.why": "Why you take it over, such as: the terminal on A is dead.",
    "escalate-check.why": "What makes it an emergency, in a few words.",
    "abandon-check.why": "Why it ends without a declaration, in a few words.",
    "two_counters": "Whether every unit is counted by two officers of whom the second does not "
    "see the first number.",
    "recount_by_another": "Whether a unit that differs is counted again by somebody else than "
    "counted it before.",
    # Reports.
    "date": "The day that the report is of, midnight to midnight. Empty: today so far.",
    "from": "From when on it looks. Empty: ever since the register began.",
    "to": "Until when it looks. Empty: now.",
    "officer": "The account of the officer asked about; `wingterm officer list` has them all.",
}  # fmt: skip

DATE = "A date: 2026-03-02, 02/03/2026 or 2 Mar 2026."
TIME = "09:30 today, yesterday 22:15, or 2026-03-02 09:30."
LATER = "17:30 today, tomorrow 09:00, or 2026-03-31 17:30."
EXAMPLES: dict[str, str] = {
    "person": "A letter, four digits and two letters, such as A4242QZ.",
    "swap.other": "A prison number such as A4242QZ.",
    "into": "A prison number such as A4242QZ.",
    "due_back": LATER,
    "hold_until": LATER,
    "dated": f"{DATE} Or: unknown.",
    "date_of_birth": DATE,
    "expected_back": DATE,
    "date": f"{DATE} Or: yesterday, today, tomorrow.",
    "code": "A code such as A-1-001.",
    "cell": "A code such as A-1-001.",
    "put_in": "A code such as A-1-001.",
    "move.to": "A code such as A-1-001, RECP or CSWAP.",
    "entry": "A reference such as WTI-12, or its number alone: 12.",
    "again": "move A-1-004 at 09:00 reason GM; elsewhere WORKSHOP.",
    "number": "A letter, four digits and two letters, such as A4242QZ.",
    "cell_mark": "At most 12 characters, such as 1-04.",
    "check": "A number such as 17.",
    "unit": "A code such as A.",
    "counted": "Digits alone, such as 42; 0 where nobody is there.",
    "had": "Digits alone, such as 42; 0 where nobody answered.",
    "by": "An account such as jsmith.",
    "missing": "Prison numbers with ; between: A4242QZ;A4243QZ.",
    "without": "Prison numbers with ; between: A4242QZ;A4243QZ.",
    "extra": "Prison numbers with ; between: A4242QZ;unknown.",
    "explain.person": "A letter, four digits and two letters, such as A4242QZ; or unknown.",
    "open-check.kind": "A word such as lock-up.",
}
"""How fields are typed that their kind alone does not say, with an example."""


def help_of(verb: str, name: str) -> str:
    """Say what a field of a verb's form means, empty where nobody wrote it."""
    return FIELD_HELP.get(f"{verb}.{name}") or FIELD_HELP.get(name, "")


def example_of(verb: str, name: str) -> str:
    """Say how a field is typed, empty where its kind says enough."""
    return EXAMPLES.get(f"{verb}.{name}") or EXAMPLES.get(name, "")
