"""What stands where a list is empty: why, and what to do next. Keys by their actions."""

BOARD = (
    "This prison has no wings yet. {add-place} adds one; a file adds all its places at once: "
    "`wingterm places load FILE`."
)
WING = "This wing has no landings or cells yet. {add-place} adds one."
LANDING = "There are no cells here yet. {add-place} adds one."
PERSON = "Nothing happened to them yet. {receive} receives them, {record} puts on record."
FIND = (
    "Type the start of a surname, or a prison number; or `surname, first name`, a day of birth, a "
    "cell. {leave:find} goes back."
)
NOBODY_FOUND = (
    "Nobody found. Type fewer letters, a prison number, a day of birth such as 1990-04-12, or a "
    "cell. Who has no record yet: {rows} and then {register}."
)
UNMATCHED = "Nothing here holds '{}'. {leave:form} or Esc shows everything again."
NARROWED = "Nothing in the list holds '{}'. Delete letters, or {leave:choose} goes back."

NO_CHECK = (
    "No roll check was opened here yet. {open-check:check} opens one: what is expected of each "
    "unit is frozen then, by name. {help} explains it."
)
NO_CHECKS = "No roll check was opened, and none was due. {open-check:check} opens one."
NO_BATCHES = (
    "No batch was done here. {open-file} opens a file of many lines, such as the list of a coach; "
    "`wingterm bulk template` prints one to fill in."
)
NOBODY_EXPECTED = (
    "Nobody is expected here, and nothing was handed in yet. {count:check} hands in the count: 0."
)
BESIDE = "Nobody moved since, nobody is outside or explained, nothing came late. {leave} goes back."
NO_HISTORY = "No roll check was opened in that time. {leave} goes back; {roll-check} opens one."

NOTHING_SEEN = "Nothing is in the log about that time. {leave} goes back; {lists} has every list."

NOTHING_HELD = "The register holds nothing of this person. {leave} goes back."
NO_RULES = "There is no rule of retention. {leave} goes back; {lists} has every list."

_BACK = "{leave} goes back; {lists} has every other list."
FIGURES: dict[str, str] = {
    "population": "Nobody is in this prison. {receive} receives somebody; {register} makes a "
    "record for somebody who has none.",
    "in-reception": f"Nobody waits in reception. {_BACK}",
    "no-cell": f"Everybody has a cell, or waits in reception. {_BACK}",
    "incoming": "Nobody is on the way here: the prison that sends them records it first. "
    "{receive} receives somebody from outside.",
    "in-today": "Nobody came in today. {receive} receives somebody.",
    "out-today": f"Nobody left today. {_BACK}",
    "out": "Nobody is out. {court-out} sends somebody to court, {absence-out} lets them out for a "
    "time.",
    "overdue": f"Nobody is overdue back. {_BACK}",
    "at-large": f"Nobody is at large. {_BACK}",
    "without-order": f"Nobody is held without an order. {_BACK}",
}
"""Of the people behind a figure, by the figure."""
NOBODY = f"Nobody is behind this figure now. {_BACK}"
"""Of every other figure."""

CHOICES: dict[str, str] = {
    "cell": "No cell has room. {leave:choose} goes back: RECP in the field is reception, and "
    "{swap} on a person swaps two people.",
    "area": "This prison has no areas yet. {leave:choose} goes back; {add-place} on a list adds "
    "one, of kind AREA.",
    "place": "This prison has no places yet. {leave:choose} goes back; {add-place} on a list adds "
    "one.",
    "check": "No roll check is open. {leave:choose} goes back; {open-check:check} at {roll-check} "
    "opens one.",
    "end": "Nothing is on record of them that could end. {leave:choose} goes back; {record} puts "
    "something on record.",
}
"""Of lists to choose from, by what they list."""
NOTHING = "There is nothing to choose from. {leave:choose} goes back; type it instead."

EVACUATION = "Nobody is in this prison. {leave} goes back; {receive} receives somebody."
DAILY_STATE = "Nobody came in or went out that day. {leave} goes back, to ask for another day."
LATE_ENTRIES = (
    "Nobody changed a midnight of the last seven days afterwards: nothing is to be done. {leave} "
    "goes back."
)
CELL_HISTORY = (
    "Nobody held a bed there then. {leave} goes back, to ask for another time or another cell."
)
CELLS_WITH_ROOM = (
    "No cell has room. Places out of use ({lists}) says what could come back into use; {capacity} "
    "says what a cell holds."
)
OUT_OF_USE = "Every place is in use. {leave} goes back; {out-of-use} takes one out of use."
ON_RECORD = "Nothing is on record. {leave} goes back; there {record} puts something on record."
STAYS = "They were never received. {leave} goes back; there {receive} receives them."
REPORT = f"Nothing is to be told. {_BACK}"
