"""Begin: a register of one's own, and prisons with their places, people and officers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from wingterm.cli import notices, output
from wingterm.cli.acts import answerable, perform, told
from wingterm.cli.declare import Argument, Context, Ended, Option
from wingterm.cli.exits import Exit
from wingterm.cli.session import Json, RequestId, checked_id, reachable, session_of
from wingterm.errors import BadInput

if TYPE_CHECKING:
    from wingterm.services.csv_input import Fault
    from wingterm.services.new_prison import Begin, Begun
    from wingterm.services.opening_files import OpeningFiles, ReadFiles

PlacesFile = Annotated[
    Path | None, Option("--places", metavar="FILE", help="Its places: see `places load`.")
]
PeopleFile = Annotated[
    Path | None, Option("--people", metavar="FILE", help="Who is in it: a CSV file.")
]
OfficersFile = Annotated[
    Path | None, Option("--officers", metavar="FILE", help="Who works there: a CSV file.")
]
Expect = Annotated[
    int | None,
    Option("--expect", metavar="N", min=0, max=99_999, help="How many people there must be."),
]
DryRun = Annotated[bool, Option("--dry-run", help="Do all of it, and keep nothing.")]
Timezone = Annotated[str, Option("--timezone", metavar="ZONE", help="Time zone.")]

LINES_SHOWN = 20
"""Lines of people without a cell that are named; then how many more there are."""


def init(
    context: Context,
    prison: Annotated[
        str, Option("--prison", metavar="CODE", help="Code of the prison, such as WTI.")
    ] = "",
    name: Annotated[str, Option("--name", metavar="NAME", help="Name of the prison.")] = "",
    places: PlacesFile = None,
    people: PeopleFile = None,
    officers: OfficersFile = None,
    expect: Expect = None,
    officer: Annotated[
        str, Option("--officer", metavar="NAME", help="Your name; else your account.")
    ] = "",
    timezone: Timezone = "Europe/London",
    dry_run: DryRun = False,
    template: Annotated[
        str, Option("--template", metavar="KIND", help="Print one: places, people or officers.")
    ] = "",
    json: Json = False,
) -> None:
    r"""Make a register of your own, with a prison as it stands.

    You become its first administrator. --template prints a file to fill in, with
    every column and an example. Places come each below the one that it is part
    of. People have names, date of birth and sex, and as far as known the rest;
    without a cell they are in reception. All files are checked whole, by the
    rules too: every fault is told with its line, and the register is made without
    any or not at all. --dry-run does all of it and keeps nothing; --expect
    refuses another number of people. docs/starting.md leads through it.

    Examples:
      wingterm init --template people
      wingterm init --prison WTI --name "HMP Wingterm" --places places.csv
      wingterm init --prison WTI --name "HMP Wingterm" --places places.csv \
        --people people.csv --officers officers.csv --expect 1187 --dry-run
    """
    from wingterm.clock import random_ids, system_clock
    from wingterm.domain.requests import OpenPrison
    from wingterm.services.new_prison import new_register
    from wingterm.services.opening_files import OpeningFiles, read_files
    from wingterm.services.opening_files import template as template_of

    if template:
        output.as_csv(*template_of(template.strip().lower()))
        return
    if not (prison and name and places):
        raise BadInput(
            "A register begins with --prison, --name and --places.", "See wingterm init --help",
        )  # fmt: skip
    settings = session_of(context).settings
    code = prison.strip().upper()
    files = OpeningFiles(places, people, officers)
    opening = OpenPrison(prison="REG", code=code, name=name, timezone=timezone)
    read = read_files(files, opening, system_clock(), expected=expect)
    _stop_at_places(files, read, as_json=json)
    with reachable():
        begun = new_register(
            settings, _sound(read), ids=random_ids, name=officer,
            rehearse=dry_run or bool(read.faults),
        )  # fmt: skip
    _stop_at_faults(files, read, begun, as_json=json)
    where = "nothing was kept" if dry_run else f"in {settings.shown_store}"
    more = {"store": "" if dry_run else settings.shown_store}
    _tell(read, begun, f"{name} ({code})", where, more, as_json=json, answers=dry_run)


def prison_open(
    context: Context,
    code: Annotated[str, Argument(metavar="CODE", help="Code of the prison, such as WTI.")],
    name: Annotated[str, Option("--name", metavar="NAME", help="Name of the prison.")],
    places: PlacesFile = None,
    people: PeopleFile = None,
    officers: OfficersFile = None,
    expect: Expect = None,
    timezone: Timezone = "Europe/London",
    dry_run: DryRun = False,
    request_id: RequestId = "",
    json: Json = False,
) -> None:
    r"""Add a prison to the register, as it stands today or empty.

    It comes with a reception and the other places that every prison has; with
    its places, people and officers where files are given, all in one act. The
    files are those of `init`, and are checked as there. Who is in the register
    already, by prison number, is received under that number.

    Examples:
      wingterm prison-open DMX --name "HMP Demonstration Exchange"
      wingterm prison-open DMX --name "HMP Exchange" --places places.csv
      wingterm prison-open DMX --name "HMP Exchange" --places places.csv \
        --people people.csv --expect 212 --dry-run
    """
    from wingterm.domain.outcomes import Receipt
    from wingterm.domain.requests import OpenPrison
    from wingterm.services.new_prison import known_by, open_prison
    from wingterm.services.opening_files import OpeningFiles, read_files

    session = session_of(context)
    known = checked_id(request_id) if request_id else session.desk.ids()
    files = OpeningFiles(places, people, officers)
    opening = OpenPrison(prison="REG", code=code.strip().upper(), name=name, timezone=timezone)
    if people and not places:
        raise BadInput("People need the places that they are in.", "Give --places too.")
    read = read_files(
        files, opening, session.desk.store.now(), expected=expect, before=1,
        known=lambda numbers: known_by(session.desk, numbers, known),
    )  # fmt: skip
    _stop_at_places(files, read, as_json=json)
    if not (people or officers or dry_run or expect is not None):
        perform(session, [opening, *read.begin.places], request_id, as_json=json)
        return
    with answerable(known, as_json=json):
        begun = open_prison(
            session.desk, _sound(read), request_id=known, rehearse=dry_run or bool(read.faults)
        )
    _stop_at_faults(files, read, begun, as_json=json)
    if isinstance(begun.outcome, Receipt) and begun.outcome.repeated:
        if json:
            told(begun.outcome, as_json=True, lines=True)
        else:
            output.said(f"Request {known} was done before; nothing was done now.")
        return
    where = "nothing was kept" if dry_run else "in the register"
    _tell(read, begun, f"{name} ({opening.code})", where, {}, as_json=json, answers=dry_run)


def _sound(read: "ReadFiles") -> "Begin":
    """Give what is without a fault; how many there must be counts only where all is."""
    return read.begin._replace(expected=None) if read.faults else read.begin


def _stop_at_places(files: "OpeningFiles", read: "ReadFiles", *, as_json: bool) -> None:
    """Tell the faults of the places and end: nothing that lies in them can be judged."""
    if any(kind == "places" for kind, _ in read.faults):
        _tell_faults(files, read.faults, as_json=as_json)
        raise Ended(Exit.USAGE)


def _stop_at_faults(
    files: "OpeningFiles", read: "ReadFiles", begun: "Begun", *, as_json: bool
) -> None:
    """Tell every fault of the files, and what the rules say of their rows, and end."""
    # What the file itself says of a field, the rules need not say again.
    said = {(kind, fault.line, fault.field) for kind, fault in read.faults}
    more = [one for one in begun.faults if (one[0], one[1].line, one[1].field) not in said]
    faults = sorted([*read.faults, *more], key=lambda one: (one[0], one[1].line))
    if faults:
        _tell_faults(files, faults, as_json=as_json)
        raise Ended(Exit.USAGE if read.faults else Exit.REFUSED)
    if begun.against is not None:
        raise Ended(told(begun.against, as_json=as_json, lines=True))


def _tell_faults(
    files: "OpeningFiles", faults: "Sequence[tuple[str, Fault]]", *, as_json: bool
) -> None:
    if as_json:
        told_ = [{"file": files.name(kind), **fault._asdict()} for kind, fault in faults]
        output.as_json(ok=False, file=told_[0]["file"], faults=told_)
        return
    for kind, fault in faults:
        field = f", {fault.field}" if fault.field else ""
        notices.notice(f"{files.name(kind)}, line {fault.line}{field}: {fault.sentence}")
    for kind in dict.fromkeys(kind for kind, _ in faults):
        many = sum(one == kind for one, _ in faults)
        words = "1 fault" if many == 1 else f"{many} faults"
        notices.notice(f"wingterm: {files.name(kind)} has {words}; nothing was made.")


def _tell(
    read: "ReadFiles",
    begun: "Begun",
    called: str,
    where: str,
    more: Mapping[str, object],
    *,
    as_json: bool,
    answers: bool,
) -> None:
    """Say what a prison begins with, wing by wing; by the roll too where it was written.

    What a rehearsal would come to `answers` what was asked; what was done is said unless all is to
    be quiet.
    """
    begin = read.begin
    placed = begin.people.placed if begin.people else ()
    officers = len(begin.officers.officers) if begin.officers else 0
    without = [one for one in placed if not one.cell]
    if as_json:
        output.as_json(
            ok=begun.agrees, **more, prison=begin.opening.code, places=len(begin.places),
            people=len(placed), officers=officers, without_cell=len(without),
            population=begun.population, wings=[wing._asdict() for wing in begun.wings],
        )  # fmt: skip
    elif answers or not output.quiet():
        if placed:
            header = ("wing", "file", "register", "beds")
            totals = ("all", len(placed), begun.population, sum(w.beds for w in begun.wings))
            output.table(header, [*begun.wings, totals])
            for one in without[:LINES_SHOWN]:
                output.line(f"No cell: line {one.line}, {one.name}")
            if len(without) > LINES_SHOWN:
                output.line(f"No cell: {len(without) - LINES_SHOWN} more")
        said = [_many(len(begin.places), "place", "places")]
        said += [_many(len(placed), "person", "people")] if begin.people else []
        said += [_many(officers, "officer", "officers")] if officers else []
        output.line(f"{called}: {', '.join(said)}; {where}.")
    if not begun.agrees:
        notices.notice("wingterm: the roll is not what the file says; run `wingterm verify`.")
        raise Ended(Exit.NOT_SOUND)


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
