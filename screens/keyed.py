"""Keys in sentences: an action's id in braces becomes its key, so that no sentence knows a key."""

import re

from wingterm.actions import in_force, shown_key

_NAMED = re.compile(r"\{([a-z-]+)(?::(\w+))?\}")


def keyed(sentence: str) -> str:
    """Give a sentence with keys in place of `{action}`, or of `{action:which}` on a screen.

    An action that has another key on some screens is named with one of them: `{leave:form}`.

    Raises:
        KeyError: there is no such action.
    """
    return _NAMED.sub(lambda found: key_of(found[1], found[2] or ""), sentence)


def key_of(action: str, screen: str = "") -> str:
    """Give the first key of an action as it stands on a keyboard; of one without, its way.

    Raises:
        KeyError: there is no such action, or it has no key there.
    """
    for each in in_force():
        if each.id == action and (not screen or screen in each.screens):
            return shown_key(each.keys[0]) if each.keys else f"{key_of('more')} {each.words}"
    raise KeyError(action)
