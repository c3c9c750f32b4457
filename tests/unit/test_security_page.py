"""The page about security holds the table of roles, and the SQL that it names is there."""

import re

from tests.roles_page import PAGE, SHORT, written
from wingterm.domain.roles import ROLES


def test_the_page_shows_the_table_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page
    assert set(SHORT) == set(ROLES)


def test_the_files_that_it_names_are_there() -> None:
    page = PAGE.read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", page)
    assert linked
    assert [name for name in linked if not (PAGE.parent / name).exists()] == []
