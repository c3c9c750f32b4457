"""What each verb does to the register, for F1: what changes on the roll, and how it is undone."""

ASKED = "It is asked once more, with what it does, before it is done; Enter and Esc are no."
"""Of what cannot be taken back."""
UNDONE = (
    "A mistake is taken back with {correct} on the person: the movement stays on record, marked "
    "CORRECTED."
)
WITHDRAWN = (
    "A mistake is taken back by Withdraw ({more}), by the reference on the receipt; nothing is "
    "erased."
)
_MOVEMENTS: dict[str, str] = {
    "receive": "A new stay begins. They are on the roll and in the current population from then "
    "on, in reception or in the cell given.",
    "recall": "The stay that ended with the release goes on. They are on the roll again, in "
    "reception or in the cell given.",
    "recapture": "The stay goes on. They are no longer at large, and back in the population.",
    "arrive": "They leave the list of incoming transfers and are in this prison's population.",
    "cancel-transfer": "They are back in this prison's population, as if the coach had never "
    "left; the prison that waited no longer has them as incoming.",
    "redirect": "They are incoming at the other prison, and no longer at the first. No figure "
    "here changes.",
    "move": "They get the bed in the other cell and their old bed is free. The population stays "
    "the same.",
    "swap": "Each gets the bed of the other, in one act: no moment has two in one bed. The "
    "population stays the same.",
    "elsewhere": "They count as elsewhere inside, with their bed kept. The population stays the "
    "same.",
    "back": "They are in their own cell again, or in reception where no bed was kept. Somebody "
    "who was out is in the population again.",
    "court-out": "They count as out, off site, and not in the population. They stay on the books "
    "until they are back or let go there.",
    "absence-out": "They count as out, off site, and not in the population, until they are back.",
    "hospital-out": "They count as out, off site, under named officers, and not in the population.",
    "transfer-out": "They leave the population and the bed is free. A prison of this register has "
    "them as incoming until it takes them in.",
    "release": "They leave the population and the books, and the bed is free.",
    "escape": "They are at large: out of the population, and the bed is free.",
    "abscond": "They are at large: out of the population, and the bed is free.",
    "fail-to-return": "Somebody who is out and not back in time is at large, and the bed is free.",
    "death": "They count until the body is removed; nothing else can be recorded of where they "
    "are but that.",
    "remove-body": "They leave the population and the books, and the bed is free.",
    "discharge-hospital": "They leave the population and the books: the hospital holds them from "
    "then on.",
}
_PEOPLE: dict[str, str] = {
    "register": "A record is made for somebody who has none; nobody is on the roll by it. Receive "
    "them ({receive}) when they stand at the gate. What looks like somebody known is told first.",
    "identity": "Name, date of birth or sex change from then on; the old ones stay on record and "
    "are still found.",
    "number": "They get a prison number in place of the temporary one, which still finds them.",
    "merge": "Two records are of one person: the number given up leads to the other from then on, "
    "and nothing more is done under it. Both keep all they hold. Undo a merge ({more}) undoes "
    "it.",
    "unmerge": "Both records are again as they were before they were merged. What was done "
    "meanwhile stays with the number that it was done under.",
    "record": "It counts from then on, and stays on record with who put it there. No figure of the "
    "roll changes.",
    "end-record": "It counts no more from then on; that it counted before stays on record.",
}

_PLACES: dict[str, str] = {
    "out-of-use": "Nobody can be put there, and its cells count as inactive. Whoever has a bed "
    "there must be moved out first. Into use ({more}) brings it back.",
    "into-use": "People can be put there again, and its places count.",
    "close": "It leaves the board and the lists for good; it never comes back.",
    "capacity": "The figures count from then on. They cannot go below the people who are there.",
    "marks": "What it is used for counts from then on; moves that do not fit ask for a reason.",
    "rename": "It is shown by the other name; its code stays.",
    "convert": "It is a cell no longer: no beds, no place on the roll, until Into use ({more}).",
    "certificate": "The place is locked: it cannot be changed or closed until Decided ({more}).",
    "settle-certificate": "The place can be changed again. The figures are changed by Capacity "
    "({more}), not by this.",
    "add-place": "The place is in use at once, unless it is a draft; a cell comes with its beds.",
    "signed-capacity": "The board shows it from then on. No cell changes.",
    "settings": "The board and the lists are read this way from then on; past rolls are read as "
    "they were then.",
}

_CHECKS: dict[str, str] = {
    "open-check": "What is expected of each unit is frozen, by name, as of that instant: beds in "
    "use - named out + named in + who is there without a bed. Later movements are shown beside "
    "it and change nothing of it. Nobody is moved.",
    "count": "The number is kept as it was counted, right or wrong. It moves nobody and changes no "
    "figure of the roll; a unit that differs is counted again. A second count of two is made "
    "without seeing the first.",
    "recount": "The new count holds; the earlier ones stay to be read, and what was explained "
    "of them is void. It moves nobody.",
    "welfare": "Responses are kept apart from the number. Who gave none stays without one, "
    "whatever is recorded later.",
    "explain": "Somebody missing or extra is named with a reason. A unit is explained when the "
    "names come to its difference. It moves nobody: where they are is recorded by a movement.",
    "declare": "The roll is declared correct, by you, at this moment. Refused while a unit is not "
    "counted, or differs without an explanation of each person. It is final, with the head of "
    "the chain.",
    "take-over-check": "The check is in your hands. Everything that was handed in stays, and "
    "whoever had it sees at once that you have it.",
    "escalate-check": "It goes on as an emergency check, with everything that was counted.",
    "abandon-check": "It ends without a declaration. Everything that was counted is kept with the "
    "reason; another check may be opened.",
}
_KEPT = "Nothing of a check is changed or withdrawn: what was wrong is followed by what is right."

_STAYS = frozenset({"register", "close"})
"""What nothing takes back."""

EFFECTS: dict[str, str] = {
    **{verb: f"{words} {UNDONE}" for verb, words in _MOVEMENTS.items()},
    **{
        verb: words if verb in _STAYS else f"{words} {WITHDRAWN}"
        for verb, words in {**_PEOPLE, **_PLACES}.items()
    },
    **{verb: f"{words} {_KEPT}" for verb, words in _CHECKS.items()},
    "correct": "The movements named never happened: the person is where they were before, and "
    "everything is counted anew, past rolls too. What was recorded stays to be read. It is undone "
    "by recording the movement again.",
    "correct-fact": "What the entry said never was so, and what stood before counts again. It is "
    "undone by recording it again.",
}
"""By verb; a key's action stands in braces (`screens.keyed`)."""
