"""Bindings made from the registry of actions; no other module knows a key."""

from textual.binding import Binding, BindingType

from wingterm.actions import live_on


def bindings_for(screen: str) -> list[BindingType]:
    """Give the bindings of a screen."""
    return [
        Binding(",".join(action.keys), action.method, action.words, show=False)
        for action in live_on(screen)
    ]
