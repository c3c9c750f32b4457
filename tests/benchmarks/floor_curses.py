"""The floor of a terminal's figures: the same people by curses and one query, and nothing else.

    python floor_curses.py REGISTER

Cursor, scrolling, a filter after `/`, Enter for a person, `l` for a question.
"""

import curses
import sqlite3
import sys

QUERY = """SELECT p.number, p.last_name || ', ' || p.first_name, p.date_of_birth, c.code,
  strftime('%H:%M', w.since / 1000000, 'unixepoch')
FROM whereabouts w JOIN person p ON p.id = w.person_id JOIN place c ON c.id = w.place_id
ORDER BY p.last_name, p.first_name"""


def shown(person: tuple[str, ...]) -> str:
    """Give somebody as a row."""
    number, name, born, cell, since = person
    return f" {number} {name:23.23} {born} {cell:10.10} {since:12}"


def page(window: "curses.window", person: tuple[str, ...]) -> None:
    """Show a person, and on `l` a question of two lines, until another key."""
    window.erase()
    for line, (word, value) in enumerate(zip(("Number", "Name", "Born", "Cell"), person)):  # noqa: B905
        window.addstr(2 + line, 1, f"{word:20}{value}")
    for line in range(7, 20):
        window.addstr(line, 1, f"2026-03-02 09:{line:02}  receive         OUTSIDE    {person[3]}")
    if window.getch() == ord("l"):
        window.addstr(21, 1, f"Release: {person[1]}, {person[0]}, born {person[2]}.", curses.A_BOLD)
        window.addstr(22, 1, f"The population becomes less. The bed in {person[3]} becomes free.")
        window.getch()


def people(window: "curses.window") -> None:
    """Show everybody, until `q`."""
    everybody = sqlite3.connect(sys.argv[1]).execute(QUERY).fetchall()
    curses.curs_set(0)
    curses.use_default_colors()
    wanted, typing, cursor, top, height = "", False, 0, 0, 20
    rows = everybody
    while True:
        top = min(cursor, max(top, cursor - height + 1))
        window.erase()
        window.addstr(0, 1, f"Current population {len(rows)}", curses.A_BOLD)
        for y, row in enumerate(rows[top : top + height]):
            look = curses.A_REVERSE if top + y == cursor else curses.A_NORMAL
            window.addstr(2 + y, 0, f"{shown(row):79}", look)
        window.addstr(23, 1, f"Filter {wanted}" if typing else "Enter Open  / Filter  q Quit")
        key = window.getch()
        if key == curses.KEY_DOWN:
            cursor = min(cursor + 1, len(rows) - 1)
        elif key == ord("\n"):
            page(window, rows[cursor])
        elif typing:
            wanted = wanted[:-1] if key in (127, curses.KEY_BACKSPACE) else wanted + chr(key)
            rows = [row for row in everybody if wanted in shown(row).lower()]
            cursor = top = 0
        elif key == ord("/"):
            typing = True
        elif key == ord("q"):
            return


curses.wrapper(people)
