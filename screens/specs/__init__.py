"""What each verb's form asks, and the request that it becomes: data, one module an area."""

from screens.specs.base import Field, Filled, FormSpec, Reads, Typed
from screens.specs.checks import CHECKS
from screens.specs.corrections import CORRECTIONS
from screens.specs.movements import MOVEMENTS, OUT
from screens.specs.people import PEOPLE
from screens.specs.places import PLACES

__all__ = ["SPECS", "Field", "Filled", "FormSpec", "Reads", "Typed"]

SPECS: dict[str, FormSpec] = {
    form.verb: form for form in (*MOVEMENTS, *OUT, *PEOPLE, *PLACES, *CORRECTIONS, *CHECKS)
}
"""The forms by verb, as the registry of actions calls it; records of a person apart."""
