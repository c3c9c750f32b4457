"""Code lists: reasons of movements and cell moves (domain notes 1.1 and 3.4), and all others."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple


class Reason(NamedTuple):
    """One reason: `type` is ADM, REL, TRN, CRT, TAP or CELL."""

    type: str
    code: str
    description: str
    active: bool


class Code(NamedTuple):
    """One entry of a code list."""

    code: str
    description: str
    active: bool = True
    more: Mapping[str, str] = MappingProxyType({})
    """What else the list says of it, by the names of its columns."""


class CodeList:
    """A code list: each code once, in the order of the list."""

    def __init__(self, name: str, codes: Iterable[Code]) -> None:
        """Hold the codes of a list under its name."""
        self.name = name
        self._by_code = {code.code: code for code in codes}

    def __iter__(self) -> Iterator[Code]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Code | None:
        """Give an entry, None for an unknown code."""
        return self._by_code.get(code)

    def active(self) -> tuple[Code, ...]:
        """Give the entries that may be used."""
        return tuple(code for code in self if code.active)

    def describe(self, code: str) -> str:
        """Give the words of a code; the code itself when it is not known."""
        found = self.get(code)
        return found.description if found else code


def no_list(name: str) -> CodeList:
    """Give the empty list of a name: what there is where no lists are shipped."""
    return CodeList(name, ())


class ReasonCodes:
    """All reasons, by type and code: the pair matters, because codes recur under several types.

    Other code lists are handed out by name, each read when it is first asked for.
    """

    def __init__(
        self, reasons: Iterable[Reason], lists: Callable[[str], CodeList] = no_list
    ) -> None:
        """Hold the reasons of the code lists, and what gives any other list by its name."""
        self._by_pair = {(reason.type, reason.code): reason for reason in reasons}
        self._words = {f"{r.type}-{r.code}": r.description for r in self._by_pair.values()}
        self._lists = lists

    def list(self, name: str) -> CodeList:
        """Give a code list by name, such as `alert_codes`.

        Raises:
            KeyError: there is no such list.
        """
        return self._lists(name)

    def get(self, kind: str, code: str) -> Reason | None:
        """Give a reason, None for an unknown one."""
        return self._by_pair.get((kind, code))

    def active_for(self, kind: str) -> tuple[Reason, ...]:
        """Give the reasons of a type that may be used, by code."""
        found = [r for r in self._by_pair.values() if r.type == kind and r.active]
        return tuple(sorted(found, key=lambda reason: reason.code))

    def describe(self, pair: str) -> str:
        """Give the words of `ADM-N`; the pair itself when it is not known."""
        return self._words.get(pair, pair)
