"""The demo: an invented prison of about 1,100 people with three years behind it, to be run.

Made through the real verbs, by a clock that walks; the same for everybody who makes it at the same
instant. One module a theme of its story.
"""

from wingterm.services.demo.opening import build_demo, open_demo
from wingterm.services.demo.terms import DAYS, HOUR, MAIN, OTHER, SEED, THIRD

__all__ = [
    "DAYS",
    "HOUR",
    "MAIN",
    "OTHER",
    "SEED",
    "THIRD",
    "build_demo",
    "open_demo",
]
