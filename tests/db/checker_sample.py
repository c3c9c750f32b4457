"""A small register with something for every rule of the checker to look at.

Two prisons, five people, corrections, a swap, a transfer, and facts that come and go.
"""

from db.checker.records import FAR, Bed, Merged, SearchKey
from tests.db.checker_author import HOUR, NORTH, OUTSIDE, SOUTH, START, Author

RECP, EN_ROUTE, CELL_1, CELL_2, WORKSHOP = 2, 3, 6, 7, 8
RECP_SOUTH, EN_ROUTE_SOUTH, CELL_SOUTH = 9, 10, 12


def write_places(author: Author) -> None:
    """Write the register, its officer, two prisons and their places."""
    author.act("establishment")
    for number, code in list(author.codes.items())[1:]:
        words = {"code": code, "name": f"HMP {code}", "timezone": "Europe/London"}
        author.fact(1, "establishment", number, "establishment", START, **words)
    author.fact(
        1,
        "officer",
        1,
        "officer",
        START,
        account="root",
        name="Setup",
        role="administrator",
        establishment=1,
        active_from=START,
        active_to=FAR,
    )
    author.act("place")
    places = [
        (NORTH, RECP, None, "RECP", "RECEPTION"),
        (NORTH, EN_ROUTE, None, "EN-ROUTE", "EN_ROUTE"),
        (NORTH, 4, None, "A", "WING"),
        (NORTH, 5, 4, "A-1", "LANDING"),
        (NORTH, CELL_1, 5, "A-1-001", "CELL"),
        (NORTH, CELL_2, 5, "A-1-002", "CELL"),
        (NORTH, WORKSHOP, None, "WORKSHOP-1", "AREA"),
        (SOUTH, RECP_SOUTH, None, "RECP", "RECEPTION"),
        (SOUTH, EN_ROUTE_SOUTH, None, "EN-ROUTE", "EN_ROUTE"),
        (SOUTH, 11, None, "B", "WING"),
        (SOUTH, CELL_SOUTH, 11, "B-001", "CELL"),
    ]
    for book, number, parent, code, kind in places:
        author.fact(
            book,
            "place",
            number,
            "place",
            START,
            code=code,
            kind=kind,
            name=code,
            establishment=book,
            parent=parent,
        )
    for book, cell, most in ((NORTH, CELL_1, 2), (NORTH, CELL_2, 1), (SOUTH, CELL_SOUTH, 1)):
        capacity(author, book, cell, most, START)
        for number in range(1, most + 1):
            author.beds.append(Bed(len(author.beds), cell, number))


def capacity(author: Author, book: int, cell: int, most: int, at: int) -> int:
    """Say what a cell holds from an instant on."""
    return author.fact(book, "place", cell, "capacity", at, cna=1, working=most, maximum=most)


def identity(author: Author, book: int, person: int, last: str, at: int) -> int:
    """Say who a person is from an instant on."""
    words = {"number": f"A000{person}AA", "last_name": last, "first_name": "Sam", "sex": "M"}
    return author.fact(book, "person", person, "identity", at, date_of_birth="1990-01-01", **words)


def sample() -> Author:
    """Tell the story."""
    author = Author()
    write_places(author)
    for person, last in enumerate(("Adams", "Brown", "Clark", "Davis", "Evans"), start=1):
        author.act("register")
        identity(author, NORTH, person, last, author.now)
        author.move(NORTH, person, "register", OUTSIDE, 0, author.now)
    for person, cell, bed in ((1, CELL_1, 1), (2, CELL_1, 2), (3, RECP, 0)):
        author.act("receive")
        author.move(NORTH, person, "receive", cell, bed, author.now - 1_000_000)
    author.act("move")
    author.move(NORTH, 3, "move", CELL_2, 3, author.now - HOUR // 2)
    author.act("swap")
    author.move(NORTH, 1, "swap", CELL_2, 3, author.now)
    author.move(NORTH, 3, "swap", CELL_1, 1, author.now)
    author.act("elsewhere")
    author.move(NORTH, 2, "elsewhere", WORKSHOP, 2, author.now - 5_000_000)
    author.act("correct")
    author.annul(1)
    author.annul(3)
    author.move(NORTH, 1, "move", RECP, 0, author.now - HOUR)
    author.act("transfer-out")
    author.move(NORTH, 3, "transfer-out", EN_ROUTE_SOUTH, 0, author.now)
    author.act("arrive")
    author.move(SOUTH, 3, "arrive", CELL_SOUTH, 4, author.now)
    identity(author, SOUTH, 3, "Clarke", author.now)
    author.gone_names.add("CLARK")
    author.act("release")
    author.move(SOUTH, 3, "release", OUTSIDE, 0, author.now)
    author.act("correct")
    author.annul(3)
    other_names(author)
    facts_come_and_go(author)
    one_person(author)
    return author


def one_person(author: Author) -> None:
    """Say of two records that they are of one person; take it back; say it again."""
    author.act("merge")
    wrong = author.fact(SOUTH, "person", 5, "merged", author.now, into=4, why="the same face")
    author.act("unmerge")
    author.unfact(SOUTH, wrong)
    author.act("merge")
    author.fact(SOUTH, "person", 5, "merged", author.now, into=4, why="the same prints")
    author.merged.append(Merged(5, 4))


def other_names(author: Author) -> None:
    """Record another name of somebody, one that is no more, and an identifier."""
    author.act("record")
    words = {"last_name": "O'Dell", "first_name": "Zo\u00eb"}
    author.fact(SOUTH, "person", 2, "alias.1", author.now, **words)
    author.fact(SOUTH, "person", 2, "alias.2", author.now, **words, ended=True)
    author.fact(SOUTH, "person", 2, "id.PNC", author.now, value="2002/0073319Z")
    author.gone_names.add("ODELL")
    author.search_keys += [
        SearchKey("NAME", "ODELL, ZOE", 2),
        SearchKey("PNC", "2002/0073319Z", 2),
    ]


def facts_come_and_go(author: Author) -> None:
    """Record facts for the past and the future, and withdraw some."""
    author.act("capacity")
    wrong = capacity(author, NORTH, CELL_2, 3, author.now + HOUR * 24)
    author.beds += [Bed(5, CELL_2, 2), Bed(6, CELL_2, 3)]
    author.act("capacity")
    capacity(author, NORTH, CELL_2, 2, START + HOUR)
    author.act("correct")
    author.unfact(NORTH, wrong)
    author.act("identity")
    late = identity(author, NORTH, 5, "Ewans", author.now)
    author.unfact(NORTH, late)
    identity(author, NORTH, 5, "Evens", author.now)
    author.gone_names |= {"EVANS", "EWANS"}
