"""What every read has in common: who may, that it is written down, and what it costs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.accesses import accesses, files
from tests.registers import MINUTE, SmallRegister
from tests.services.days import OVER, Day, at
from wingterm.domain import requests as asked
from wingterm.domain.prison import Prison
from wingterm.errors import BadInput, NotAuthorised, StoreBroken
from wingterm.services.access_log import AccessLog
from wingterm.services.act import receipt
from wingterm.services.desk import Desk
from wingterm.services.lists import FIGURES, people_behind
from wingterm.services.officers import officers
from wingterm.services.people import find, show
from wingterm.services.places import cells, places
from wingterm.services.prisons import prisons
from wingterm.services.roll import roll
from wingterm.services.verify import checkpoints, verify

ADA, BEN = "A0001AA", "A0002AA"
READS: dict[str, Callable[[Desk, Prison], object]] = {
    "roll": roll,
    "list": lambda desk, prison: people_behind(desk, prison, "population"),
    "find": lambda desk, _: find(desk, "person"),
    "show": lambda desk, _: show(desk, ADA),
    "cells": cells,
    "places": places,
    "prisons": lambda desk, _: prisons(desk),
    "officers": lambda desk, _: officers(desk),
    "verify": lambda desk, _: verify(desk),
    "checkpoints": lambda desk, _: checkpoints(desk),
    "receipt": lambda desk, _: receipt(desk, "id-000001"),
}
NAMING = ("list", "find", "show", "cells")
"""Reads that name people."""


@pytest.fixture
def story(small_file: SmallRegister) -> SmallRegister:
    """Give a register that has Ada in a cell and Ben in reception."""
    day = Day(small_file)
    day.person("02 09:00", ADA)
    day.person("02 09:01", BEN)
    day.receive("02 10:00", ADA, "A-1-001")
    day.receive("02 11:00", BEN)
    return small_file


def consulted(small: SmallRegister) -> list[dict[str, object]]:
    """Give the records of the access log."""
    return accesses(small.desk)


@pytest.mark.parametrize("read", READS)
def test_an_account_without_a_record_reads_nothing(story: SmallRegister, read: str) -> None:
    prison, before = story.prison("WTI"), consulted(story)
    with pytest.raises(NotAuthorised):
        READS[read](story.desk._replace(account="stranger"), prison)
    assert consulted(story) == before


@pytest.mark.parametrize("read", READS)
def test_an_officer_whose_record_has_ended_reads_nothing(story: SmallRegister, read: str) -> None:
    prison = story.prison("WTI")
    Day(story).do("02 12:00", asked.AppointOfficer(
        prison="WTI", account="leaver", name="Leaver", role="auditor", ends=at("02 14:00")
    ))  # fmt: skip
    desk = story.desk._replace(account="leaver")
    story.clock.instant = at("02 14:00") - 1
    READS[read](desk, prison)
    story.clock.instant = at("02 14:00")
    with pytest.raises(NotAuthorised, match="not in force"):
        READS[read](desk, prison)


@pytest.mark.parametrize("read", NAMING)
def test_who_sees_whom_is_written_down_first(story: SmallRegister, read: str) -> None:
    READS[read](story.desk, story.prison("WTI"))
    (record,) = consulted(story)
    assert record["officer"] == story.desk.account
    assert record["front_end"] == "cli"
    assert str(record["purpose"]).startswith(read)
    assert record["people"] in ([ADA], [ADA, BEN])
    (segment,) = files(story.desk)
    assert segment.stat().st_mode & 0o777 == 0o600
    assert segment.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("read", NAMING)
def test_nobody_is_shown_when_it_cannot_be_written_down(story: SmallRegister, read: str) -> None:
    log = AccessLog(Path(story.folder) / "no-such-folder" / "log", story.clock)
    with pytest.raises(StoreBroken, match="access log"):
        READS[read](story.desk._replace(access=log), story.prison("WTI"))


def test_figures_alone_are_no_consultation(story: SmallRegister) -> None:
    roll(story.desk, story.prison("WTI"))
    people_behind(story.desk, story.prison("EXI"), "population")
    find(story.desk, "nobody")
    assert consulted(story) == []


@pytest.mark.parametrize("figure", FIGURES)
def test_a_list_is_written_down_as_what_was_seen(story: SmallRegister, figure: str) -> None:
    seen = people_behind(story.desk, story.prison("WTI"), figure)
    people = [person.number for person in seen]
    assert [record["people"] for record in consulted(story)] == ([people] if people else [])


def test_a_list_that_there_is_not(story: SmallRegister) -> None:
    with pytest.raises(BadInput, match="no list everybody") as refused:
        people_behind(story.desk, story.prison("WTI"), "everybody")
    assert "in-reception" in refused.value.hint


@pytest.mark.parametrize("which", ["as_of", "known_at"])
def test_what_has_not_come_yet_cannot_be_asked(story: SmallRegister, which: str) -> None:
    prison, to_come = story.prison("WTI"), {which: story.clock() + MINUTE}
    for read in (
        lambda: roll(story.desk, prison, **to_come),
        lambda: people_behind(story.desk, prison, "population", **to_come),
    ):
        with pytest.raises(BadInput, match="2026-03-02 11:01 has not come yet"):
            read()


@pytest.mark.parametrize("read", READS)
def test_statements_do_not_grow_with_people(small: SmallRegister, read: str) -> None:
    day, prison = Day(small), small.prison("WTI")
    day.person("02 09:00", ADA)
    day.receive("02 10:00", ADA, "A-1-002")

    def cost() -> int:
        before = small.store.statements
        READS[read](small.desk, prison)
        return small.store.statements - before

    for _ in range(2):  # The first two read more, for what is kept of places.
        cost()
        small.clock.advance(MINUTE)
    alone = cost()
    for number in range(2, 8):
        day.person(at("02 11:00") + number * MINUTE, f"A000{number}AA")
        day.receive(at("02 12:00") + number * MINUTE, f"A000{number}AA")
    day.do("02 13:00", asked.Move(prison="WTI", person=BEN, to="A-1-002", acknowledged=OVER))
    assert cost() == alone
