"""A password in a URL is never shown, however the URL is wrong."""

import pytest

from db.engine import open_store
from wingterm.errors import WingtermError


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:s3cret%zz@localhost/register",
        "postgresql://user@localhost/register?password=s3cret%0",
        "postgresql://user:s3cret@[::1/register",
        'postgresql://user:s3"cret%zz@localhost/register',
        "postgresql://:s3cret/register",
        "postgresql://user:s3cret@localhost:1/register",
        "postgresql://user:s3cret@localhost:port/register",
    ],
)
def test_a_password_is_never_shown(url: str) -> None:
    with pytest.raises(WingtermError) as refused:
        open_store(url)
    assert "cret" not in f"{refused.value.message} {refused.value.hint}"
