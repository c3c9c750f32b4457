"""What a form about several people says: the number of them first, then some by name."""

from collections import Counter
from collections.abc import Sequence

from screens.keyed import keyed
from screens.question import going
from screens.specs import FormSpec
from wingterm.actions import Grade, verb_action
from wingterm.domain.outcomes import Receipt
from wingterm.domain.prison import Prison
from wingterm.services.many import Marked, Plan, entries_of

SO_ALREADY = {
    "back": "In already",
    "elsewhere": "There already",
    "move": "There already",
    "court-out": "At that court already",
    "absence-out": "Out there already",
    "record": "On record already",
}
"""What is said of those for whom it is so already, by verb."""


def number_of(people: int) -> str:
    """Give a number of people."""
    return "1 person" if people == 1 else f"{people} people"


def question_lines(spec: FormSpec, plan: Plan, to: str, prison: Prison, room: int) -> list[str]:
    """Give what is asked before it is done: what, for whom, and what it does to the roll.

    Args:
        spec: the verb's form.
        plan: what would be done.
        to: where to, as typed; empty where the verb goes nowhere.
        prison: whose roll.
        room: columns of two lines, in which as many are named as it has room for.
    """
    born = verb_action(spec.verb).grade is not Grade.PLAIN
    head = f"{going(spec, to)}: {number_of(len(plan.does))}: "
    return [head + named(plan.does, room - len(head), born=born), _effect(spec, plan, prison)]


def named(people: Sequence[Marked], room: int, *, born: bool = False) -> str:
    """Give people by name, as many as there is room for, and how many more there are.

    Args:
        people: whom.
        room: columns.
        born: whether the date of birth is told too.
    """
    said: list[str] = []
    for number, one in enumerate(people, start=1):
        told = f"{one.shown}, born {one.date_of_birth}" if born else one.shown
        left = len(people) - number
        more = f"; and {left} more" if left else ""
        if said and len("; ".join([*said, told])) + len(more) > room:
            return f"{'; '.join(said)}; and {left + 1} more."
        said.append(told)
    return f"{'; '.join(said)}."


def _effect(spec: FormSpec, plan: Plan, prison: Prison) -> str:
    stays = f"{_already(spec, plan)} " if plan.already else ""
    if spec.verb == "correct":
        verbs = Counter(one.verb.replace("-", " ") for one in plan.does)
        stays = f"Never happened: {', '.join(f'{verb} {n}' for verb, n in verbs.items())}. "
    beds = f" Beds that become free: {len(plan.beds)}." if plan.beds else ""
    return f"{stays}Population of {prison.name}: {plan.before} -> {plan.after}.{beds}"


def _already(spec: FormSpec, plan: Plan) -> str:
    return f"{SO_ALREADY.get(spec.verb, 'So already')}, stay as they are: {len(plan.already)}."


def nothing_to_do(spec: FormSpec, plan: Plan) -> str:
    """Say that it is so already for everybody."""
    return f"{_already(spec, plan)} Nothing was done. {keyed('{leave:form} goes back.')}"


def done_words(spec: FormSpec, plan: Plan, receipt: Receipt, to: str) -> str:
    """Say what was done, for how many, with the entries in the books."""
    stays = f" {_already(spec, plan)}" if plan.already else ""
    head = f"{going(spec, to)}: {number_of(len(receipt.lines))}."
    before = "This was done before; nothing was done now. " if receipt.repeated else ""
    return f"{before}{head}{stays} [{entries_of(receipt)}]"
