"""What an export says of itself: of which register, when, which files, how the books stood."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from db.schema import SCHEMA_NUMBER
from wingterm.domain.times import iso
from wingterm.errors import BadInput, SchemaNewer, SchemaOlder

EXPORT = "wingterm register"
"""Name of the format."""
VERSION = 1
"""Number of the format that this program writes and reads."""
MANIFEST = "manifest.json"
MANIFEST_MAX = 16_000_000
"""Most bytes of a manifest that is read: a prison takes four hundred."""
JSON_LINES, CSV = "jsonl", "csv"
"""Forms of a file: what is read back, and what is for people."""

_SUM = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NAME = re.compile(r"[a-z_]{1,40}\.(jsonl|csv)", re.ASCII)


class ExportFile(NamedTuple):
    """A file of an export."""

    name: str
    table: str
    form: str
    """`jsonl` or `csv`."""
    rows: int
    """Lines, less the header of a CSV file."""
    bytes: int
    sha256: str


class HeadThen(NamedTuple):
    """How the book of an establishment stood."""

    establishment: str
    """Its code."""
    seq: int
    """Number of the last entry."""
    hash: str
    recorded_at: int


class PrisonThen(NamedTuple):
    """A prison at the instant of the export."""

    prison: str
    """Its code."""
    name: str
    timezone: str
    population: int
    """People inside it: in cells, elsewhere, in reception or without a cell."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that `manifest.json` says."""

    register: str
    """Id of the register."""
    as_of: int
    """The instant of which everything in it is (microseconds UTC)."""
    program: str
    made_by: str
    """Account of the officer who exported."""
    heads: tuple[HeadThen, ...]
    prisons: tuple[PrisonThen, ...]
    files: tuple[ExportFile, ...]

    def written(self) -> bytes:
        """Give it as the file."""
        said = {
            "export": EXPORT, "version": VERSION, "schema": SCHEMA_NUMBER,
            "register": self.register, "as_of": self.as_of, "as_of_utc": iso(self.as_of),
            "program": self.program, "made_by": self.made_by,
            **{name: [one._asdict() for one in asdict(self)[name]]
               for name in ("heads", "prisons", "files")},
        }  # fmt: skip
        return (json.dumps(said, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        BadInput: it is none, or of a newer format; the sentence names what is wrong.
        SchemaNewer, SchemaOlder: its tables are those of another schema.
    """
    try:
        said = json.loads(content.decode("ascii"))
    except (ValueError, RecursionError):
        raise _refused("", "is not JSON") from None
    if not isinstance(said, dict) or said.get("export") != EXPORT:
        raise _refused("export", f"does not say {EXPORT}")
    _refuse_other(_checked(said, "version", _is_number), _checked(said, "schema", _is_number))
    return Manifest(
        register=_checked(said, "register", _is_text),
        as_of=_checked(said, "as_of", _is_number),
        program=_checked(said, "program", _is_text),
        made_by=_checked(said, "made_by", _is_text),
        heads=tuple(HeadThen(*one) for one in _listed(said, "heads", _HEAD)),
        prisons=tuple(PrisonThen(*one) for one in _listed(said, "prisons", _PRISON)),
        files=tuple(ExportFile(*one) for one in _listed(said, "files", _FILE)),
    )


def _refuse_other(version: int, schema: int) -> None:
    """Refuse an export of a newer format, or of tables that are not this program's."""
    if version > VERSION:
        raise BadInput(
            f"{MANIFEST} is of version {version}; this wingterm reads version {VERSION}.",
            "Import it with the newer wingterm; nothing was made.",
            file=MANIFEST, field="version",
        )  # fmt: skip
    if version < 1:
        raise _refused("version", "is none that there was")
    if schema > SCHEMA_NUMBER:
        raise SchemaNewer(
            f"The export has schema {schema}, newer than this wingterm ({SCHEMA_NUMBER}).",
            "Import it with the newer wingterm; nothing was made.",
        )
    if schema < SCHEMA_NUMBER:
        raise SchemaOlder(
            f"The export has schema {schema}; this wingterm reads {SCHEMA_NUMBER}.",
            "Import it with the wingterm that wrote it, then run `wingterm upgrade`.",
        )


_Test = Callable[[object], bool]


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _is_sum(value: object) -> bool:
    return isinstance(value, str) and _SUM.fullmatch(value) is not None


def _is_name(value: object) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


_HEAD: dict[str, _Test] = {
    "establishment": _is_text, "seq": _is_number, "hash": _is_sum, "recorded_at": _is_number,
}  # fmt: skip
_PRISON: dict[str, _Test] = {
    "prison": _is_text, "name": _is_text, "timezone": _is_text, "population": _is_number,
}  # fmt: skip
_FILE: dict[str, _Test] = {
    "name": _is_name, "table": _is_text, "form": lambda value: value in (JSON_LINES, CSV),
    "rows": _is_number, "bytes": _is_number, "sha256": _is_sum,
}  # fmt: skip


def _checked(said: dict[str, Any], name: str, test: _Test, where: str = "") -> Any:  # noqa: ANN401 - as the test lets it
    if name not in said or not test(said[name]):
        raise _refused(f"{where}{name}", "is missing or not as an export writes it")
    return said[name]


def _listed(said: dict[str, Any], name: str, fields: dict[str, _Test]) -> Sequence[list[Any]]:
    """Give the objects of a list, each with exactly these fields, as lists in their order."""
    held = said.get(name)
    if not isinstance(held, list):
        raise _refused(name, "is not a list")
    read = []
    for number, one in enumerate(held, start=1):
        where = f"{name} {number}, "
        if not isinstance(one, dict) or one.keys() != fields.keys():
            raise _refused(f"{name} {number}", "has other fields than an export writes")
        read.append([_checked(one, field, test, where) for field, test in fields.items()])
    return read


def _refused(field: str, why: str) -> BadInput:
    what = f", {field}" if field else ""
    return BadInput(
        f"{MANIFEST}{what} {why}; nothing was made.",
        "Name a folder that `wingterm export` wrote.",
        file=MANIFEST, field=field,
    )  # fmt: skip
