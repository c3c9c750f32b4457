"""What the words, columns and marks of each screen mean, for F1; keys by their actions."""

FIRST = (
    "Try first, in this order; nothing is done to the register before a form is:",
    "{search}  and the first letters of a surname: finds a person, {open} opens them.",
    "{move}  on a person: another cell. {choices} lists cells with room, {submit} does it.",
    "{list-overdue}  here: who should be back and is not. Every digit lists its figure.",
    "{more}  every act by name, also those without a key of their own.",
    "{drafts}  forms that you began and did not finish, also at another terminal.",
    "{roll-check}  the roll check as it fills; {open-check:check} there opens one.",
    "{pictures}  here: the roll over the last days, and occupancy; {map} on a wing: its cells.",
    "{practice}  the practice register: try everything there, nothing in it is real.",
)
"""For whoever sits here for the first time."""

_STATES = (
    (
        "In cell: in their own cell. Elsewhere: at an area inside, with their bed kept. In "
        "reception: on the roll, without a cell yet."
    ),
    "No cell: taken out of a cell and not given another one: somebody must act.",
    "Out: at court, at hospital or on temporary absence: off site, still on the books.",
    "Incoming: on the way here from another prison of this register.",
    "At large: escaped, absconded or not back in time.",
    "OVERDUE: the time at which they were due back has passed. CORRECTED: it never happened.",
)

_MARKS = (
    "* before a row: marked, for one act on several. ! before it: just changed by somebody else.",
)

_FIGURES = (
    (
        "Beds in use: people who hold a bed there, wherever they are now. In cell, elsewhere, out: "
        "where those people are now; the three together are the beds in use."
    ),
    (
        "Working capacity: places that can be used now. Beds available: that less the beds in use. "
        "Below 0 it is crowded."
    ),
    (
        "Inactive cells: out of use for a time. CNA: how many people the cells are certified for "
        "without crowding."
    ),
)

_UNIT_STATES = (
    (
        "NOT COUNTED: no count is in. FIRST COUNT IN: the second officer has yet to count, and "
        "nobody sees the first number until then."
    ),
    (
        "AGREES: counted as expected. DIFFERS: count it again, then by name; {explain:check} "
        "explains who is missing or extra. EXPLAINED: each of them is named with a reason."
    ),
    "Stands: for how long it has stood as it does, in minutes.",
)

WORDS: dict[str, tuple[str, ...]] = {
    "check": (
        (
            "In big letters: 4 OF 9 units are counted; DIFFERS by how many; READY to be declared "
            "({declare:check}); CORRECT as declared; OVERDUE when it should have been by now."
        ),
        *_UNIT_STATES,
        "Expected: beds in use - named out + named in + without a bed, frozen when it was opened.",
        (
            "Diff: counted - expected. Moved since the freeze, LATE entries, who is outside: "
            "{beside-check}."
        ),
        "! before a row: somebody else just handed something in.",
    ),
    "unit": (
        *_UNIT_STATES,
        "Expected: who must be counted here. Out: who has a bed here and was elsewhere.",
        "* before a row: marked as not there. VOID: of an earlier count, it holds no more.",
        "Hint: what may explain the difference, the likeliest first. It decides nothing.",
    ),
    "checks": (
        "MISSED: it was due and nobody opened it in time; that stays so for ever.",
        "Late: how many entries were made afterwards that say otherwise about its instant.",
        "Took: from opening to the declaration; of an open one, how long it has been open.",
    ),
    "board": (
        (
            "Current population: everybody inside now. On the roll: those and whoever is out but "
            "still counts, at court or hospital under escort."
        ),
        *_FIGURES,
        *_STATES,
    ),
    "wing": (*_FIGURES, "OUT OF USE: nobody can be put there; {more} Into use brings it back."),
    "landing": (
        "People: how many hold a bed there, of how many it has room for.",
        "State: where each is now; empty cells say what they are for, or OUT OF USE and why.",
        *_MARKS,
        *_STATES,
    ),
    "people": (
        (
            "Where: the cell or area where they are now, or COURT, HOSPITAL, TAP for those who are "
            "off site. Since: when they came there."
        ),
        "Flags: alerts that matter on a wing. CSRA: whether they may share a cell.",
        *_MARKS,
        *_STATES,
    ),
    "many": (
        "Not in the list as it is shown: marked, but left out by the filter, or gone from there.",
        "! before a name: a rule is against it for them, and nothing is done for anybody.",
        "Stay as they are: for whom it is so already; nothing is written of them.",
    ),
    "person": (
        (
            "Now: where they are, since when and on whose books. ALERTS, KEEP APART FROM, category "
            "and dates are what is on record now."
        ),
        "CORRECTED: that movement never happened; it stays to be read.",
        *_STATES,
    ),
    "find": (
        "Found by: what of them holds what you typed: the number, the name, an alias ...",
        (
            "EXAMPLE, ROBIN narrows by the first name; 1990-04-12 finds a day of birth; A-1-004 a "
            "cell; a PNC or CRO finds its holder."
        ),
    ),
    "report": (
        "LATE: entered after the midnight that it changes. NEVER: believed once, corrected since.",
        "OLDEST: nothing newer is known. PEEP: has a personal emergency evacuation plan.",
    ),
    "lists": ("People: how many are behind a list, where the board counts them.",),
    "more": ("What is not in the list makes no sense for this person now: see where they are.",),
}
"""By the screen's name in the registry."""

GENERAL = (
    "Everything that these keys do, a command of the same words does too: wingterm --help.",
    "Nothing is ever deleted: a mistake is corrected by an entry that says it never happened.",
    (
        "! before a row, CHANGED and NEW: another terminal or a script did that while you looked. "
        "An act on what has changed meanwhile is refused once, with who did what."
    ),
    (
        "NOT UP TO DATE: the register cannot be read just now; what is shown is as old as the "
        "title says, and is read again by itself."
    ),
)
