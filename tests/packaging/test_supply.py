"""What may be installed is pinned to the byte, allowed by pyproject.toml, and billed."""

import json
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

import wingterm
from tests.packaging.supply import (
    BILL,
    EXTRAS,
    PROGRAM,
    ROOT,
    WITH_EXTRAS,
    canonical,
    pins,
)

BILLED_ON = {
    "implementation_name": "cpython",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "python_full_version": "3.11.7",
    "python_version": "3.11",
    "sys_platform": "linux",
}
"""The machine that the bill is of."""
DECLARES_NO_LICENCE = {"pysqlite3"}
"""What says none in its own metadata; docs/install.md says it."""


def project() -> dict[str, object]:
    held = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    own: dict[str, object] = held["project"]
    return own


def wanted(*extras: str) -> list[Requirement]:
    held = project()
    base, optional = held["dependencies"], held["optional-dependencies"]
    assert isinstance(base, list)
    assert isinstance(optional, dict)
    lines = [*base, *(line for extra in extras for line in optional[extra])]
    return [Requirement(line) for line in lines]


def test_no_extra_is_left_out() -> None:
    optional = project()["optional-dependencies"]
    assert isinstance(optional, dict)
    assert set(EXTRAS) == set(optional)


@pytest.mark.parametrize(("path", "extras"), [(PROGRAM, ()), (WITH_EXTRAS, EXTRAS)])
def test_what_the_program_asks_for_is_pinned_as_it_allows(
    path: Path, extras: tuple[str, ...]
) -> None:
    pinned = {canonical(pin.name): pin.version for pin in pins(path)}
    for need in wanted(*extras):
        assert need.specifier.contains(pinned[canonical(need.name)]), need


@pytest.mark.parametrize("path", [PROGRAM, WITH_EXTRAS])
def test_every_pin_has_a_version_and_hashes(path: Path) -> None:
    found = list(pins(path))
    assert len({pin.name for pin in found}) == len(found) > 15
    for pin in found:
        assert pin.version, pin
        assert pin.hashes, pin
        assert all(len(bytes.fromhex(one)) == 32 for one in pin.hashes), pin


def test_the_program_alone_has_the_same_pins() -> None:
    assert set(pins(PROGRAM)) < set(pins(WITH_EXTRAS))


def test_the_bill_names_what_is_pinned_with_its_hashes() -> None:
    bill = json.loads(BILL.read_text(encoding="utf-8"))
    billed = {
        (canonical(part["name"]), part["version"]): {
            found["content"]
            for link in part["externalReferences"]
            if link["type"] == "distribution"
            for found in link.get("hashes", ())
        }
        for part in bill["components"]
    }
    assert billed == {
        (canonical(pin.name), pin.version): pin.hashes
        for pin in pins(WITH_EXTRAS)
        if not pin.marker or Marker(pin.marker).evaluate(BILLED_ON)
    }
    own = bill["metadata"]["component"]
    assert (own["name"], own["version"]) == ("wingterm", wingterm.__version__)


def test_the_bill_names_every_licence() -> None:
    bill = json.loads(BILL.read_text(encoding="utf-8"))
    without = {part["name"] for part in bill["components"] if not part.get("licenses")}
    assert without == DECLARES_NO_LICENCE
