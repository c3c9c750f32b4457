"""Every command by its words: where its function stands, and its line in the help above it.

Only the module of the command that is asked for is loaded, so nothing here imports any of them.
"""

from importlib import import_module
from typing import Any

SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Start": {
        "terminal": ("terminal:terminal", "Open the terminal: every act and list by keyboard"),
        "keys": ("keys:keys", "List the keys of the terminal and what they do"),
        "serve": ("serve:serve", "Give the terminal to a browser on this machine"),
        "practice": ("setup:practice", "Open the terminal on an invented prison, to learn on"),
        "demo": ("setup:demo", "Open the invented prison: another name of practice"),
        "init": (
            "starting:init",
            "Make a register of your own, with a prison as it stands",
        ),
    },
    "People": {
        "find": ("people_found:find", "Find people by whatever is known of them"),
        "goto": ("goto:goto", "Say what a text means, and which command shows it"),
        "show": ("people_found:show", "Show who somebody is, where they are, and every movement"),
        "person": ("people:PERSON", "Make and change a person's record"),
        "person create": ("people:create", "Make a record for a person who has none"),
        "person number": ("people:give_number", "Give a prison number to a night arrival"),
        "person amend": (
            "people:amend",
            "Say that somebody's names, date of birth or sex are others",
        ),
        "person merge": (
            "merging:merge",
            "Say that two records are of one person, under one number",
        ),
        "person unmerge": (
            "merging:unmerge",
            "Say that a merged record is of another person after all",
        ),
        "particulars": ("particulars:particulars", "Show what else is on record of somebody"),
        "record": ("particulars:record", "Put something on record of a person"),
        "end": ("particulars:end", "Say that something on record is no longer so"),
        "kinds": ("particulars:kinds", "List what can be on record of a person"),
        "disclose": (
            "disclosure:disclose",
            "Write a copy of a record, for the person it is of",
        ),
        "drafts": ("drafts:listing", "List your forms that are not done, newest first"),
        "drafts throw-away": ("drafts:throw_draft_away", "Throw a draft of yours away"),
    },
    "Movements": {
        "receive": (
            "reception:receive",
            "Receive somebody who is outside, into reception or a cell",
        ),
        "recall": (
            "reception:recall",
            "Take back somebody who was released; the same stay goes on",
        ),
        "recapture": (
            "reception:recapture",
            "Take back somebody who was at large; the same stay goes on",
        ),
        "move": ("movements:move", "Give somebody another cell, or take them back to reception"),
        "swap": ("movements:swap", "Let two people change cells, in one act"),
        "elsewhere": (
            "movements:elsewhere",
            "Send people to another place inside; their beds are kept",
        ),
        "back": ("movements:back", "Bring people back to their cells, or to reception"),
        "court": ("out:court", "Record that people went to court"),
        "absence": ("out:absence", "Record that people went out on temporary absence"),
        "hospital": ("out:hospital", "Record that people went to hospital, under a bed watch"),
        "transfer": ("transfers:HELP", "Send people to another prison, take them in or back"),
        "transfer out": (
            "transfers:out",
            "Send people to another prison, in this register or outside it",
        ),
        "transfer arrive": (
            "transfers:arrive",
            "Take in people who are on the way here, into reception or a cell",
        ),
        "transfer cancel": (
            "transfers:cancel",
            "Take back people whom this prison sent and who did not arrive",
        ),
        "transfer redirect": (
            "transfers:redirect",
            "Send people who are on the way on to another prison",
        ),
        "release": ("endings:release", "Let people go"),
        "escape": ("endings:escape", "Record that people escaped"),
        "abscond": ("endings:abscond", "Record that people absconded"),
        "fail-to-return": (
            "endings:fail_to_return",
            "Record that people on temporary absence did not come back",
        ),
        "death": ("endings:death", "Record that somebody died"),
        "remove-body": (
            "endings:remove_body",
            "Record that the body of somebody who died was taken away",
        ),
        "discharge-hospital": (
            "endings:discharge_hospital",
            "Discharge people to a psychiatric hospital, for good",
        ),
        "correct": (
            "corrections:correct",
            "Say that the newest movements of people never happened",
        ),
        "correct-fact": (
            "corrections:correct_fact",
            "Say that a fact (a name, a capacity) never was",
        ),
    },
    "Many at once": {
        "bulk": ("bulk:HELP", "Do many acts from a file: a coach, a court list"),
        "bulk run": ("bulk:run", "Do every row of a file, or none"),
        "bulk template": (
            "bulk_shown:template",
            "Print a file to fill in; without a verb the list of verbs",
        ),
        "bulk list": ("bulk_shown:listing", "List the batches, newest first, and how far each is"),
        "bulk show": ("bulk_shown:show", "Print a batch and its parts, with their receipts"),
    },
    "The roll": {
        "check": ("checks:HELP", "Count everybody, compare, explain and declare the roll"),
        "check open": (
            "checks:open_check",
            "Open a roll check: who is expected in each unit is frozen",
        ),
        "check submit": ("checks:submit", "Hand in the count of a unit, as it was counted"),
        "check recount": ("checks:recount", "Hand in what came of counting a unit again"),
        "check responses": (
            "checks:responses_had",
            "Record from how many people of a unit a response was had",
        ),
        "check explain": ("checks:explain", "Say why somebody is missing or extra in a unit"),
        "check declare": ("checks_ends:declare", "Declare the roll correct, under your own name"),
        "check abandon": ("checks_ends:abandon", "End a roll check without a declaration"),
        "check escalate": ("checks_ends:escalate", "Make an emergency check of a roll check"),
        "check take-over": (
            "checks_ends:take_over",
            "Go on with a roll check that somebody else had in hand",
        ),
        "check show": (
            "checks_shown:show",
            "Print a roll check: what is expected and what was counted, by unit",
        ),
        "check list": (
            "checks_list:listing",
            "List roll checks, newest first, and those that were missed",
        ),
        "check history": (
            "checks_list:history",
            "Say of each unit how its counts went: where errors come back",
        ),
        "check chart": ("checks_list:chart", "Print the roll checks of the last days as a picture"),
        "check hints": (
            "checks_list:hints",
            "Say what may be behind a difference, the likeliest first",
        ),
        "check due": (
            "checks_list:due",
            "Say what is due, what was missed today, and which are open",
        ),
        "check plan": (
            "checks_plan:plan",
            "Print the units that are counted, and when each kind is due",
        ),
        "check units": ("checks_plan:units", "Say which units are counted, in order"),
        "check times": (
            "checks_plan:times",
            "Say when a kind of check is due each day, in local time",
        ),
        "roll": ("rolls:roll", "Print the roll, now or at any past instant"),
        "monthly": (
            "rolls_country:monthly",
            "Print the population by legal status, sex, age, category",
        ),
        "roll-days": ("pictures:roll_days", "Print the roll as each of the last days began"),
        "occupancy": ("pictures:occupancy", "Print beds in use against capacity, as bars"),
        "list": ("rolls_lists:listing", "List the people behind a figure of the roll"),
        "map": ("pictures:wing_map", "Print a wing as a map of its cells"),
        "daily-state": (
            "rolls_days:daily_state",
            "Print a day: opening roll, in, out, closing roll, proof",
        ),
        "evacuation": (
            "rolls_days:evacuation",
            "Print everybody on site by unit, with where they are now",
        ),
        "cells": ("places:cells", "List cells: what they hold, the room left, and who"),
        "history": (
            "rolls_history:history",
            "Print a person's stays, with transfers and spells out",
        ),
        "cell-history": (
            "rolls_history:cell_history",
            "Print who held the beds of a cell between two times",
        ),
        "print": ("paper:HELP", "Print sheets of paper: as text, or as PDF"),
        "print roll-sheet": ("paper:roll_sheet", "Print the roll sheet of a wing, by cell"),
        "print daily-state": (
            "paper:daily_state",
            "Print a day: opening roll, in, out, closing roll, proof",
        ),
        "print movements": (
            "paper:movements",
            "Print who is due to move on a day, by what is on record",
        ),
        "print count-sheet": (
            "paper:count_sheet",
            "Print the sheet on which a roll check is counted",
        ),
        "print check": (
            "paper:check",
            "Print the record of a roll check: declared, abandoned or open",
        ),
        "contingency": ("contingency:contingency", "Write the paper for a power cut into a folder"),
    },
    "The prison": {
        "prisons": ("places:prisons", "List the prisons of the register"),
        "prison-open": (
            "starting:prison_open",
            "Add a prison to the register, as it stands today or empty",
        ),
        "prison-settings": (
            "prison_setup:prison_settings",
            "Show or change how the prison reads its roll",
        ),
        "places": ("places:list_places", "List the places of the prison; add and change them"),
        "places add": (
            "place_acts:add_place",
            "Add a place; a cell comes with its capacities and beds",
        ),
        "places load": ("place_acts:load", "Add all places of a file, all of them or none"),
        "places rename": (
            "place_acts:rename",
            "Give a place another name to be shown by; its code stays",
        ),
        "places capacity": ("place_acts:capacity", "Say what a cell holds, from a time on"),
        "places signed": ("place_acts:signed", "Sign the operational capacity of the prison"),
        "places mark": ("place_acts:mark", "Say what a wing, spur, landing or cell is used for"),
        "places out-of-use": (
            "place_status:out_of_use",
            "Take a place out of use for a time, with all below it",
        ),
        "places into-use": (
            "place_status:into_use",
            "Bring a place into use, again or for the first time",
        ),
        "places close": ("place_status:close", "Close a place for good, with all below it"),
        "places convert": ("place_status:convert", "Make a cell a room that nobody lives in"),
        "places certificate-request": (
            "place_status:certificate_request",
            "Ask for a change of the cell certificate",
        ),
        "places certificate-settle": (
            "place_status:certificate_settle",
            "Say that a change of the certificate was approved or not",
        ),
        "codes": (
            "particulars:codes",
            "List the codes in use of a list; without a name, the lists",
        ),
        "officer": ("officers:HELP", "Appoint officers, list them, and say what each role may do"),
        "officer appoint": ("officers:appoint", "Make or change an officer's record"),
        "officer list": ("officers:list_officers", "List the officers of the register"),
        "officer show": ("officers:show", "Show an officer's record, and who changed it when"),
        "officer factor": ("officers:factor", "Set the digits that an officer signs on by"),
        "officer lock": ("officers:lock", "Lock an officer's sign-on at shared terminals"),
        "officer unlock": ("officers:unlock", "Let an officer sign on again after wrong tries"),
        "officer roles": ("officers:roles", "List the roles: what each may do, and is told"),
    },
    "The register": {
        "verify": ("trust:verify", "Prove that the register is whole, from its ledger alone"),
        "log": ("log:log", "Say who saw a person's record, or what an officer saw"),
        "export": (
            "exchange:export",
            "Write the whole register into a new folder of files",
        ),
        "import": (
            "exchange:import_",
            "Make a register of an exported folder, where there is none",
        ),
        "receipt": ("trust:receipt", "Say what became of a request"),
        "backup": ("backup:backup", "Copy the register into a folder while others go on working"),
        "restore": ("backup:restore", "Make a register of a backup, in a new file"),
        "retention": ("retention:HELP", "Say how long records are kept, and erase what is due"),
        "retention show": (
            "retention:show",
            "Say by which rules records are erased, and after how long",
        ),
        "retention set": (
            "retention:set_rule",
            "Say after how many years a rule erases, or that it erases nothing",
        ),
        "retention run": ("retention:run", "Erase what is due by the rules; first say of whom"),
        "upgrade": ("setup:upgrade", "Bring an older register to this version's schema"),
        "completion": (
            "completion:completion",
            "Print what lets a shell complete the words of wingterm",
        ),
        "about": ("setup:about", "Say which version this is, and where the register is"),
    },
}
"""Titles of the root's help, in the order of a day, with their commands: a command's words, then
`module:function` below `wingterm.cli`, and the first line of the function's docstring. What has
commands below it names a function that is run without one, or a text that is its help."""

TABLE = {words: entry for section in SECTIONS.values() for words, entry in section.items()}
"""Every command by its words."""


def loaded(words: str) -> Any:  # noqa: ANN401 - a function, or a text
    """Load the module of a command; give its function, or the help of what only has commands."""
    module, _, name = TABLE[words][0].partition(":")
    return getattr(import_module(f"wingterm.cli.{module}"), name)


def runs(words: str) -> bool:
    """Whether something is run for these words; the name of a text is in capitals."""
    return not TABLE[words][0].partition(":")[2].isupper()


def below(words: str) -> tuple[str, ...]:
    """Give the names of the commands right below one; below the root for none."""
    start = f"{words} " if words else ""
    names = (each.removeprefix(start) for each in TABLE if each.startswith(start))
    return tuple(name for name in names if " " not in name)
