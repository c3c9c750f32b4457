"""What F1 says of the row under the cursor: the words in it that somebody may have to act on."""

import re
from collections.abc import Iterator

from screens.explain import Section
from screens.keyed import keyed
from screens.parts.line_list import Row

WORDS: dict[str, str] = {
    "OVERDUE since": "they were held until an order came, and none is on record in time. "
    "{record} puts the order on record; {release} lets them go.",
    "OVERDUE": "the time at which they were due back has passed. {back} says that they are back; "
    "{more} Did not return that they do not come.",
    "CORRECTED": "that movement never happened and counts for nothing; it stays to be read.",
    "NEW": "it came while you looked, from another terminal or a script.",
    "LATE": "it was entered after the midnight that it changes.",
    "NOT counted": "whoever was counted at that midnight should not have been.",
    "NEVER": "it was believed once and has been corrected since.",
    "OLDEST": "nothing newer is known of them: look for them first.",
    "PEEP": "they have a personal emergency evacuation plan: they need help to get out.",
    "OUT OF USE": "nobody can be put there; behind it stands why. {into-use} brings it back.",
    "CLOSED FOR GOOD": "nobody can be put there, and it never comes back into use.",
    "Empty": "nobody holds a bed there. {move} on a person puts them in.",
    "CSWAP": "taken out of a cell and not given another one. {move} gives them one.",
    "RECP": "in reception, without a cell yet. {move} gives them one.",
    "In reception": "on the roll, without a cell yet. {move} gives them one.",
    "no bed kept": "their bed is not kept: they come back to reception, and {move} gives a cell.",
    "TAP": "on temporary absence: off site, still on the books. {back} brings them back.",
    "COURT": "at court: off site, still on the books. {back} brings them back.",
    "HOSPITAL": "at hospital: off site, still on the books. {back} brings them back.",
    "EN-ROUTE": "on the way here from another prison. {arrive} takes them in.",
    "At large": "escaped, absconded or not back in time. {recapture} takes them back.",
    "NOT COUNTED": "no count is in. {count:check} hands it in.",
    "FIRST COUNT IN": "a second officer counts next, without seeing the first number.",
    "DIFFERS": "counted otherwise than expected. {recount:check} counts again, {explain:check} "
    "explains who is missing or extra.",
    "EXPLAINED": "everybody missing or extra is named with a reason.",
    "NO RESPONSE": "none was had from them; that stays so. Go and look.",
    "MISSED": "it was due and nobody opened it in time; that stays so.",
    "OVER CNA": "more people hold a bed there than it is certified for without crowding.",
    "OVER": "more people hold a bed there than can be held now.",
}
"""By the word as it stands in a row, the longer before those that begin it; keys by actions."""


def of_row(row: Row | None, full: str = "") -> Iterator[Section]:
    """Explain a row, where anything in it needs explaining.

    Args:
        row: under the cursor; None where there is none.
        full: all that it says, where it has no room for that itself.
    """
    if row is None or row.paper:
        return
    told = [f"{word}: {keyed(words)}" for word, words in found_in(f"{row.text} {full}")]
    if told:
        shown = full or " ".join(row.text.split())
        yield Section("The row under the cursor", (shown, *told))


def found_in(said: str) -> Iterator[tuple[str, str]]:
    """Give the words of a row that are explained, with how; none that is part of a longer one."""
    for word, words in WORDS.items():
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", said):
            said = said.replace(word, "")
            yield word, words
