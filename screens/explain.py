"""What F1 says of a form: the field that is typed in first, then the verb, or the question."""

from typing import TYPE_CHECKING, NamedTuple

from screens.keyed import keyed
from screens.parts.confirm import ConfirmBar
from screens.parts.fields import FieldLine
from screens.specs.base import Field, FormSpec, Reads
from screens.specs.effects import ASKED, EFFECTS
from screens.specs.help import LATER, TIME
from wingterm.domain.particular_help import KIND_HELP
from wingterm.domain.particulars import KINDS

if TYPE_CHECKING:
    from screens.form_fields import FormFields

AHEAD = frozenset({"due_back", "hold_until"})
"""Fields for a time that is still to come."""

LISTS = {
    "cell": "cells with room",
    "area": "the areas of the prison",
    "place": "the places of the prison",
    "wing": "the wings of the prison",
    "prison": "prisons, those of this register first",
    "courts": "courts; words may be typed too",
    "sex": "the codes",
    "person": "people, to find by name",
    "reason": "the reasons of this kind",
    "codes": "the codes in use, with their words",
    "words": "what may stand here",
    "check": "the roll checks that are open",
    "check-unit": "the units of the check, with how they stand",
    "plan-unit": "the units that the prison counts by",
    "check-kind": "the kinds of roll check",
    "counter": "the officers who may count",
    "batch-file": "the files of the present folder",
    "batch-verb": "the verbs of a batch file",
}
"""What F2 lists, by the kind of list."""


class Section(NamedTuple):
    """A heading of the help screen and what stands below it, a paragraph each."""

    head: str
    said: tuple[str, ...]


def of_form(form: "FormFields", line: FieldLine | None, field: Field | None) -> list[Section]:
    """Explain a form as it stands: its question or its field first, then what it does.

    Args:
        form: which.
        line: the line that is typed in, None while a question stands.
        field: what the form says of it, None where it answers a warning.
    """
    told = []
    bar = form.query_one(ConfirmBar)
    if bar.asking:
        told.append(of_question(" ".join(part.strip() for part in bar.lines), bar.count))
    elif line is not None and field is not None:
        told.append(of_field(field, line.value, line.error))
    elif line is not None:
        told.append(of_reason(line.above, line.value))
    told.append(of_verb(form.spec))
    told.append(Section("Every form", (keyed(form.ABOUT),)))
    return [section for section in told if section.said]


def of_field(field: Field, typed: str, wrong: str) -> Section:
    """Explain the field that is typed in.

    Args:
        field: which.
        typed: what stands in it.
        wrong: what is said to be wrong with it, empty for nothing.
    """
    needed = "It must be filled." if field.required else "It may stay empty."
    standing = f"In it now: {typed}" if typed else "Nothing stands in it now."
    said = [f"{field.help} {needed}".strip()]
    how = how_typed(field)
    said += [f"How it is typed: {how}"] if how else []
    said += [keyed(f"{{choices}} lists {_list(field)}.")] if field.choices else []
    said += [standing]
    said += [f"WRONG NOW: {wrong.removeprefix('! ')}"] if wrong else []
    return Section(f"This field: {field.label}", tuple(said))


def of_reason(words: str, typed: str) -> Section:
    """Explain a field that answers a warning."""
    standing = f"In it now: {typed}" if typed else "Nothing stands in it now."
    return Section(
        "This field: the reason to go on",
        (
            words,
            "Say in a few words why it is done all the same, for whoever asks later.",
            "It is kept beside the warning, with your name. Nothing is done without it.",
            standing,
        ),
    )


def of_verb(spec: FormSpec) -> Section:
    """Explain what the form's verb does to the register."""
    words = [keyed(EFFECTS[spec.verb])] if spec.verb in EFFECTS else []
    words += [ASKED] if words and spec.checked else []
    kind = next((k for k in KINDS.values() if spec.title.endswith(f": {k.label}")), None)
    if kind is not None and spec.verb in ("record", "end-record"):
        stay = " It counts in this stay only." if kind.of_stay else ""
        words.insert(0, f"{KIND_HELP[kind.word]}{stay}")
    return Section(f"What this does: {spec.title}", tuple(words))


def of_question(told: str, count: int) -> Section:
    """Explain a question that stands at the foot of a form."""
    yes = f"Type {count} and press {{counted:count}}" if count else "{yes:confirm} does it"
    answer = keyed(
        f"{yes}; every other key is no, Enter alone and Esc too: then nothing is done and what "
        "you typed stays."
    )
    still = "It still stands when you go back from here: reading this is no answer."
    return Section("The question", (told, answer, still))


def how_typed(field: Field) -> str:
    """Say how a field is typed, with an example; empty where its list says all."""
    if field.example:
        return field.example
    if field.several:
        return "Codes with ; between, such as A;B."
    match field.reads:
        case Reads.TIME:
            return LATER if field.name in AHEAD else TIME
        case Reads.YES_NO:
            return "yes or no; y and n are enough."
        case Reads.NUMBER:
            return "A whole number such as 2."
        case Reads.TEXT if field.choices.startswith("words:"):
            return f"One of: {field.choices.partition(':')[2].replace(',', ', ')}."
        case Reads.TEXT if field.choices.startswith(("reason:", "codes:", "sex", "prison")):
            return "A code; capitals do not matter."
        case _:
            return f"Words, at most {field.longest} characters."


def _list(field: Field) -> str:
    many = " and adds the one taken" if field.several else ""
    return f"{LISTS[field.choices.partition(':')[0]]}{many}"
