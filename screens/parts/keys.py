"""Bindings made from the registry of actions; no other module knows a key.

All are priority bindings: the application acts on such a key at once, before it takes the next one
(`WingtermApp.next_key`). Letters that a focused line takes for itself are its own all the same.
"""

from collections.abc import Collection

from textual.binding import Binding, BindingType

from wingterm.action import Action
from wingterm.actions import live_on


def bindings_for(screen: str, actions: Collection[Action]) -> list[BindingType]:
    """Give the bindings of a screen: the shipped ones, or with keys of an officer's own."""
    return [
        Binding(",".join(action.keys), action.method, action.words, show=False, priority=True)
        for action in live_on(screen, actions)
        if action.keys
    ]
