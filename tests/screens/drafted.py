"""Drafts for the tests of the screens: typed, cut off, held at another terminal."""

import os

from db.drafts import Drafts, Holder
from db.engine import open_store
from tests.registers import ACCOUNT, START, SmallRegister
from tests.screens.pilots import Officer
from wingterm.services.desk import Desk
from wingterm.services.drafts import Draft, holder, my_drafts, save

ONE, TWO, THREE = "A1111AA", "A2222AA", "A3333AA"


def left(small: SmallRegister) -> list[Draft]:
    """Give the drafts that there are."""
    return [line.draft for line in my_drafts(small.desk).lines]


def power_cut(small: SmallRegister) -> None:
    """Let every form that has a draft open be one of a process that ended."""
    drafts = Drafts(small.store, ACCOUNT)
    dead = Holder("dead", "wing-a pts/3", f"{os.uname().nodename} before 1 1", START)
    for row in drafts.all():
        assert drafts.take(row.id, row.holder.token, dead)


def second_terminal(small: SmallRegister) -> Desk:
    """Give the desk of the same officer at another terminal."""
    return small.desk._replace(store=open_store(small.where, clock=small.clock))


def elsewhere(small: SmallRegister, draft: Draft) -> Holder:
    """Keep a draft as a form at another terminal of a process that runs."""
    held = holder(small.desk)
    save(small.desk, draft, held, first=True)
    return held


MOVE = Draft(
    id="id-move", prison="WTI", verb="move", person=ONE, values={"to": "A-1-001", "at": ""},
    began={"to": "", "at": ""}, focused="to", cursor=3, where="wing-a pts/3", seen=2,
    saved_at=START, started_at=START,
)  # fmt: skip


async def types_half(officer: Officer) -> None:
    """Open the form of a stay elsewhere and leave it half typed, in its third field."""
    await officer.keys("e")
    await officer.on("form")
    await officer.types(ONE)
    await officer.keys("tab")
    await officer.types("WORK")
    await officer.keys("tab")
    await officer.types("09:3")
    officer.app.session.drafts.flush()
