"""Every reader takes whatever it is handed: each file of the corpus, and what is made up here."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.readers import READERS, attempt

CORPUS = Path(__file__).with_name("corpus")
NASTY = (
    "\x00", "\r", "\n", '"', '""', ",", ";", "\ufeff", "\x1b[2J", "\u202e", "\ud7ff", "=1+1",
    "{", "}", "[", "]", "\\", "\\u0000", "\\ud800", "'", "#", "\x85", "\u2028", "\u0301" * 9,
    "9" * 5000, "a" * 140_000, "A1001AA",
)  # fmt: skip
"""What breaks readers elsewhere."""


@pytest.mark.parametrize("name", READERS)
def test_each_file_that_was_found_of_interest_is_taken(name: str) -> None:
    files = sorted(path for path in (CORPUS / name).iterdir() if path.is_file())
    assert files, f"the corpus of {name} is empty"
    answers = {attempt(name, path.read_bytes()) for path in files}
    assert len(answers) > 1, "a corpus of which all is refused alike tells nothing"


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_put_together_of_its_own_words_is_taken(name: str, data: st.DataObject) -> None:
    """Sound pieces in any order among broken ones: deeper than bytes by chance come."""
    pieces = st.lists(st.sampled_from((*READERS[name].words, *NASTY)) | st.text(max_size=12))
    made = "".join(data.draw(pieces))
    coding = data.draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "latin-1")))
    attempt(name, made.encode(coding, errors="ignore"))


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=10, deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_taken(name: str, content: bytes) -> None:
    attempt(name, content)
