"""Rows that are changed several hundred by one statement, and those that are not."""

from db.columns import ByKey
from db.many_rows import AT_ONCE, MANY, change_many
from db.sqlite import driver

CLOSED = ByKey("UPDATE stay SET end = ?, known = ?", ("person", "line"))
GONE = ByKey("DELETE FROM stay", ("person", "line"))
PEOPLE = 2 * AT_ONCE + MANY + 2


def test_each_row_gets_what_is_set_for_it() -> None:
    """Most get the same, some the same as few others, and who is not named keeps what it has."""
    connection = driver.connect(":memory:")
    connection.execute("CREATE TABLE stay (person, line, end, known, PRIMARY KEY (person, line))")
    rows = [(person, line, 0, 0) for person in range(PEOPLE) for line in (1, 2)]
    connection.executemany("INSERT INTO stay VALUES (?, ?, ?, ?)", rows)
    ends = {person: person if person % 50 == 7 else 9 for person in range(1, PEOPLE)}
    wanted = [(end, 5, person, 2) for person, end in ends.items()]
    assert change_many(connection.cursor(), CLOSED, wanted) == PEOPLE - 1
    found = connection.execute("SELECT person, line, end, known FROM stay").fetchall()
    changed = {(person, 2): (end, 5) for person, end in ends.items()}
    assert found == [(*row[:2], *changed.get(row[:2], (0, 0))) for row in rows]
    connection.close()


def test_what_is_not_there_is_not_counted() -> None:
    """By that an act knows that somebody else was faster."""
    connection = driver.connect(":memory:")
    connection.execute("CREATE TABLE stay (person, line, PRIMARY KEY (person, line))")
    rows = [(person, 1) for person in range(PEOPLE)]
    connection.executemany("INSERT INTO stay VALUES (?, ?)", rows[1:])
    cursor = connection.cursor()
    assert change_many(cursor, GONE, rows) == PEOPLE - 1
    assert change_many(cursor, GONE, rows[:3]) == 0
    assert connection.execute("SELECT count(*) FROM stay").fetchone() == (0,)
    connection.close()
