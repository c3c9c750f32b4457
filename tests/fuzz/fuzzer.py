"""Let a coverage-guided fuzzer hand files to one reader: `make fuzz`.

Run as `python -m tests.fuzz.fuzzer READER SECONDS`. What it finds of interest is kept in the
folder of the reader in `corpus/`; what breaks the reader is written beside it as `crash-...`, and
becomes a file of the corpus once the reader is mended.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["wingterm"]):
    from tests.fuzz.readers import attempt

CORPUS = Path(__file__).with_name("corpus")
LONGEST = 4096
"""Bytes of a file that is made up."""


def main() -> None:
    """Fuzz the reader that the command line names, for so many seconds."""
    name, seconds = sys.argv[1:3]
    folder = CORPUS / name
    folder.mkdir(parents=True, exist_ok=True)

    def one(content: bytes) -> None:
        attempt(name, content)

    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=10"]
    options += ["-print_final_stats=1", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *options, str(folder)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
