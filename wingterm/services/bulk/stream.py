"""The bytes of a file or pipe as lines of text: read once, never all at once."""

import codecs
import hashlib
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from wingterm.errors import BadInput

BYTES_MAX = 1_000_000_000
"""Most bytes of a batch file."""

LINE_MAX = 1_000_000
"""Most characters of a line."""

_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Digested(io.RawIOBase):
    """A stream whose bytes are counted and digested as they are read."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        super().__init__()
        self._stream = stream
        self._name = name
        self._many = 0
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:  # noqa: ANN401 - any buffer that can be written
        view = memoryview(into)
        data = self._stream.read(len(view))
        self._many += len(data)
        if self._many > BYTES_MAX:
            raise BadInput(
                f"{self._name} is larger than {BYTES_MAX} bytes.", "Make several files of it.",
                file=self._name,
            )  # fmt: skip
        self.digest.update(data)
        view[: len(data)] = data
        return len(data)


class Lines:
    """The lines of a stream, with their ends; `digest` is whole once they were all given."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Read a stream that is called `name` in messages."""
        self.name = name
        self.line = 0
        """Number of the newest line given, from 1."""
        self._raw = _Digested(stream, name)
        buffered = io.BufferedReader(self._raw)
        wide = buffered.peek(2)[:2] in _BOMS
        self._encoding = "UTF-16" if wide else "UTF-8"
        encoding = "utf-16" if wide else "utf-8-sig"
        self._text = io.TextIOWrapper(buffered, encoding=encoding, errors="strict", newline="")

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes read, in hex."""
        return self._raw.digest.hexdigest()

    def __iter__(self) -> Iterator[str]:
        """Give the lines.

        Raises:
            BadInput: it is no text, a line is too long, or it holds NUL.
        """
        while line := self._next():
            self.line += 1
            if len(line) > LINE_MAX:
                raise self.refused(
                    f"has a line of more than {LINE_MAX} characters",
                    "Look whether a quotation mark or a line end is missing.",
                )
            if "\x00" in line:
                raise self.refused("holds a NUL character", "Save it as plain text in UTF-8.")
            yield line

    def refused(self, what: str, remedy: str = "") -> BadInput:
        """Give the error of a stream that cannot be read on."""
        return BadInput(
            f"{self.name}, line {self.line}: the file {what}.", remedy, file=self.name,
            line=self.line,
        )  # fmt: skip

    def _next(self) -> str:
        try:
            return self._text.readline(LINE_MAX + 1)
        except UnicodeDecodeError:
            self.line += 1
            raise self.refused(
                f"is not {self._encoding} text, on this line or a few after it",
                "Save it as UTF-8.",
            ) from None
        except OSError as error:
            raise BadInput(
                f"{self.name} cannot be read: {error.strerror}.", file=self.name
            ) from None
