"""The table of roles as services keep to it: every role at every act and every group of fields."""

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, replace
from functools import partial
from pathlib import Path

import pytest
from argon2.profiles import CHEAPEST

from db.queries.on_record import said_of, said_under
from db.queries.past import Moment
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.roles import ACTIONS, GROUPS, SEEN, TABLE
from tests.services.filled import ALONE, SHARING, THERE, done, received, record
from tests.services.on_record import na, said
from wingterm.domain import requests as asked
from wingterm.domain.decide import VERBS
from wingterm.domain.outcomes import Receipt, Refused
from wingterm.domain.particulars import KINDS, kind_of
from wingterm.domain.requests import Request
from wingterm.domain.roles import ROLES, Group
from wingterm.errors import NotAuthorised, WingtermError
from wingterm.services.access_search import who_saw
from wingterm.services.act import carry_out, receipt
from wingterm.services.backup import make_backup
from wingterm.services.contingency import contingency_papers
from wingterm.services.desk import Desk, officer_at
from wingterm.services.disclosure import copy_of
from wingterm.services.evacuation import evacuation
from wingterm.services.exchange.export import export_register
from wingterm.services.factors import set_factor
from wingterm.services.find import find
from wingterm.services.history import cell_history, person_history
from wingterm.services.lists import FIGURES, people_behind
from wingterm.services.officers import officer_record, officers
from wingterm.services.particulars import particulars
from wingterm.services.people import show
from wingterm.services.pictures.wing_map import wing_map
from wingterm.services.retention import plan
from wingterm.services.roll import roll
from wingterm.services.sheets.movements import movements
from wingterm.services.sheets.roll_sheet import roll_sheet
from wingterm.services.sign_on import sign_on
from wingterm.services.verify import verify

NOBODY = "A9999ZZ"
ROLES_OF_PEOPLE = [role for role in TABLE if role not in ("nobody", "")]
SENTINEL = "zebra"
DIGITS = "748162"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let digits be hashed fast: here it does not matter how they are."""
    monkeypatch.setattr("argon2.profiles.RFC_9106_LOW_MEMORY", CHEAPEST)


@pytest.fixture(scope="module")
def held() -> Iterator[SmallRegister]:
    """Give a register with an officer of every role, and two people of whom everything is known."""
    held = open_small_register()
    held.desk = held.desk._replace(key_file=str(held.folder / "sign-on.key"))
    appointed = [
        asked.AppointOfficer(prison="WTI", account=role, name=role, role=role)
        for role in ROLES_OF_PEOPLE
    ]
    done(held, *appointed)
    done(held, record(ALONE), record(SHARING))
    done(held, received(ALONE, "A-1-001"), received(SHARING, "A-1-002"))
    done(held, *everything())
    held.clock.advance(MINUTE)
    yield held
    assert held.violations() == []
    held.close()


def at(held: SmallRegister, role: str) -> Desk:
    """Give the desk of the officer with a role; a script says why."""
    return held.desk._replace(account=role, reason="nightly run" if role == "script" else "")


def minimal(kind: type[Request]) -> Request:
    """Give a request of a kind that means nothing: whoever may ask for it is refused."""
    plain = {"str": "?", "int": 1, "bool": False}
    given = {
        field.name: plain.get(str(getattr(field.type, "__name__", field.type)), ())
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }
    given |= {name: NOBODY for name in ("person", "other", "into") if name in given}
    return kind(**{**given, "prison": "WTI"})  # type: ignore[arg-type]


def everything() -> list[Request]:
    """Ask for something on record of every kind, with a word that shows where it is told."""
    return [
        na(comment=f"{SENTINEL}-apart"),
        said("alias", last_name="Zebra"),
        said("title", title="MR"),
        said("gender", gender=f"{SENTINEL}-gender"),
        said("photo", reference=f"{SENTINEL}-photo"),
        said("mark", description=f"{SENTINEL}-mark"),
        said("ethnicity", ethnicity="W1"),
        said("religion", religion="BUDD"),
        said("nationality", nationality=f"{SENTINEL}-nationality"),
        said("id", "NINO", value=f"{SENTINEL}-id"),
        said("offence", description=f"{SENTINEL}-offence"),
        said("arrest", place=f"{SENTINEL}-arrest"),
        said("legal-status", status="SENT03"),
        said("sentence", imposed="2026-01-02"),
        said("date", "CRD", date="2026-03-03"),
        said("release-date", date="2026-03-03"),
        said("hearing", when="2026-03-03 10:00", about=f"{SENTINEL}-hearing"),
        said("lawyer", name=f"{SENTINEL}-lawyer"),
        said("category", category="C"),
        said("csra", level="STANDARD"),
        said("incentive", level="STD"),
        said("alert", "XA", comment=f"{SENTINEL}-alert"),
        said("injury", description=f"{SENTINEL}-injury"),
        said("charge", description=f"{SENTINEL}-charge"),
        said("property", description=f"{SENTINEL}-property"),
        said("seal", number=f"{SENTINEL}-seal"),
        said("contact", name=f"{SENTINEL}-contact"),
        said("family", name=f"{SENTINEL}-family"),
    ]


def test_the_officers_of_these_tests_are_all_there_are() -> None:
    assert set(ROLES_OF_PEOPLE) == set(ROLES)


@pytest.mark.parametrize("role", ROLES_OF_PEOPLE)
def test_every_role_at_every_act(held: SmallRegister, role: str) -> None:
    may = dict(zip(ACTIONS, TABLE[role].replace(" ", ""), strict=True))
    desk = at(held, role)
    kinds: list[type[Request]] = [*VERBS, asked.Correct]
    for kind in kinds:
        request = minimal(kind)
        if kind.verb == "establishment":
            request = replace(request, prison="REG")
        try:
            outcome: object = carry_out(desk, [request])
        except NotAuthorised as refused:
            outcome = refused
        allowed = not isinstance(outcome, NotAuthorised)
        assert allowed == (may[kind.verb] == "y"), (role, kind.__name__, outcome)


@pytest.mark.parametrize("role", ROLES_OF_PEOPLE)
def test_every_role_at_a_legal_hold(held: SmallRegister, role: str) -> None:
    """Put there and ended; it is refused as what is recorded, which others of a role may be."""
    may = dict(zip(ACTIONS, TABLE[role].replace(" ", ""), strict=True))["hold"] == "y"
    put = asked.RecordParticular(
        prison="WTI", person=ALONE, fact="hold", values=(("reason", "inquest"),)
    )
    outcome = tried(at(held, role), put)
    assert isinstance(outcome, Receipt) == may
    receipt = outcome if isinstance(outcome, Receipt) else done(held, put)
    (key,) = re.findall(r"legal hold (\d+) is on record", receipt.lines[0].said)
    held.clock.advance(MINUTE)
    ends = asked.EndParticular(prison="WTI", person=ALONE, fact="hold", key=key, why="over")
    assert isinstance(tried(at(held, role), ends), Receipt) == may


def tried(desk: Desk, request: Request) -> object:
    """Give what comes of a request, the refusal of whoever may not ask it too."""
    try:
        return carry_out(desk, [request])
    except NotAuthorised as refused:
        return refused


def other_actions(held: SmallRegister, desk: Desk, folder: Path) -> dict[str, Callable[[], object]]:
    """Give what asks for each action that is no verb."""
    return {
        "read": lambda: roll(desk, held.prison("WTI")),
        "verify": lambda: verify(desk),
        "export": lambda: export_register(desk, folder / "export", csv=False),
        "factor": lambda: set_factor(desk, desk.account, DIGITS, DIGITS),
        "sign-on": lambda: sign_on(desk, "wing-officer", DIGITS),
        "disclose": lambda: copy_of(desk, held.prison("WTI"), ALONE),
        "erase": lambda: plan(desk),
        "backup": lambda: make_backup(desk, folder / "backups"),
    }


@pytest.mark.parametrize("role", ROLES_OF_PEOPLE)
def test_every_role_at_what_is_no_verb(held: SmallRegister, role: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    may = dict(zip(ACTIONS, TABLE[role].replace(" ", ""), strict=True))
    set_factor(held.desk, "wing-officer", DIGITS)
    if role not in ("script", "shared-terminal"):
        set_factor(held.desk, role, DIGITS)
    others = other_actions(held, at(held, role), tmp_path)
    assert set(ACTIONS) == {*others, *(kind.verb for kind in VERBS), "correct", "hold"}
    for action, ask in others.items():
        try:
            ask()
        except NotAuthorised:
            allowed = False
        else:
            allowed = True
        assert allowed == (may[action] == "y"), (role, action)


def told_groups(desk: Desk) -> set[str]:
    """Give the groups of which an officer is told anything."""
    found: set[str] = set()
    for group, ask in (("identity", lambda: show(desk, ALONE).last_name),
                       ("location", lambda: show(desk, ALONE).place),
                       ("officers", lambda: officers(desk)),
                       ("access-log", lambda: who_saw(desk, ALONE).records)):  # fmt: skip
        try:
            found |= {group} if ask() else set()
        except NotAuthorised:
            continue
    try:
        lines = particulars(desk, ALONE)
    except NotAuthorised:
        return found
    for line in lines:
        if line.kind in KINDS:
            group = KINDS[line.kind].group.value
            told = bool(line.values)
            assert told == (line.said != "Restricted."), line
            assert told or not (line.key or line.typed), line
            found |= {group} if told else set()
    return found


@pytest.mark.parametrize("role", ROLES_OF_PEOPLE)
def test_every_role_and_every_group_of_fields(held: SmallRegister, role: str) -> None:
    answers = dict(zip(GROUPS, SEEN[role].replace(" ", ""), strict=True))
    expected = {group for group, told in answers.items() if told == "y"}
    assert told_groups(at(held, role)) == expected


def every_read(held: SmallRegister, desk: Desk) -> Iterator[Callable[[], object]]:
    """Give every service that tells of people, of the same prison and person."""
    wti = held.prison("WTI")
    yield lambda: particulars(desk, ALONE)
    yield lambda: show(desk, ALONE)
    yield lambda: person_history(desk, ALONE)
    yield lambda: cell_history(desk, wti, "A-1-001")
    yield lambda: find(desk, ALONE)
    for figure in FIGURES:
        yield partial(people_behind, desk, wti, figure)
    yield lambda: evacuation(desk, wti)
    yield lambda: wing_map(desk, wti, "A")
    yield lambda: roll_sheet(desk, wti)
    yield lambda: movements(desk, wti, None)
    yield lambda: contingency_papers(desk, wti, "the wing office")
    yield lambda: officers(desk)
    yield lambda: officer_record(desk, "tester")


WORDS: dict[Group, tuple[str, ...]] = {
    Group.LEGAL: ("zebra-offence", "zebra-arrest", "zebra-hearing", "zebra-lawyer", "2026-01-02",
                  "2026-03-03", "SENT03"),
    Group.RISK: ("zebra-alert", "zebra-charge", "Arsonist", "Cat C", "Standard"),
    Group.NON_ASSOCIATIONS: ("zebra-apart", "THREAT"),
    Group.PROTECTED: ("zebra-nationality", "BUDD", "Buddhist", "W1 "),
    Group.PROPERTY: ("zebra-property", "zebra-seal"),
    Group.CONTACTS: ("zebra-contact",),
    Group.FAMILY: ("zebra-family",),
    Group.INJURIES: ("zebra-injury",),
    Group.OFFICERS: ("account='tester'",),
}  # fmt: skip
"""What the person's record says of each group, as answers would tell it."""


@pytest.mark.parametrize("group", WORDS)
def test_what_a_role_is_not_told_no_service_tells_it(
    held: SmallRegister, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at(held, "orderly-officer")
    whole = " ".join(repr(ask()) for ask in every_read(held, desk))
    assert [word for word in WORDS[group] if word not in whole] == []
    less = ROLES["orderly-officer"]._replace(sees=frozenset(Group) - {group})
    monkeypatch.setitem(ROLES, "orderly-officer", less)
    told = []
    for ask in every_read(held, desk):
        try:
            told.append(repr(ask()))
        except NotAuthorised:
            continue
    assert len(told) > 10
    assert [word for word in WORDS[group] if word in " ".join(told)] == []


@pytest.fixture
def told_less(held: SmallRegister, monkeypatch: pytest.MonkeyPatch) -> Callable[[Group], Desk]:
    """Give the desk of an orderly officer who is told everything but a group."""

    def less(group: Group) -> Desk:
        role = ROLES["orderly-officer"]._replace(sees=frozenset(Group) - {group})
        monkeypatch.setitem(ROLES, "orderly-officer", role)
        return at(held, "orderly-officer")

    return less


@pytest.mark.parametrize("group", sorted({kind.group for kind in KINDS.values()}))
def test_a_receipt_tells_no_key_of_what_is_not_told(
    held: SmallRegister, told_less: Callable[[Group], Desk], group: Group
) -> None:
    with held.store.read() as reader:
        rows = reader.rows(
            "SELECT request_id, line, fact_kind FROM entry WHERE subject_kind = 'person'"
            " AND verb <> 'identity' AND person_id IS NULL", (),
        )  # fmt: skip
    kinds = {(str(of), int(line)): kind_of(str(fact)) for of, line, fact in rows}
    withheld = {line for line, kind in kinds.items() if kind is not None and kind.group is group}
    desk = told_less(group)
    seen = set()
    for request_id in {str(row[0]) for row in rows}:
        whole = {line.line: line.said for line in receipt(held.desk, request_id).lines}
        for line in receipt(desk, request_id).lines:
            on_record = line.verb in ("record", "end-record")
            kept_back = on_record and (request_id, line.line) in withheld
            assert (line.said != whole[line.line]) == kept_back, line
            if kept_back:
                seen.add(line.said.partition(": ")[2])
    labels = {kind.label for kind in KINDS.values() if kind.group is group}
    assert seen >= {f"{label}. Restricted." for label in labels - NEVER_ALONE}


NEVER_ALONE = frozenset({"Legal hold", "Authority that ordered it"})
"""What is put on record of nobody here by an act that says nothing else."""


def test_what_is_not_told_is_never_told_as_if_there_were_nothing(
    held: SmallRegister, told_less: Callable[[Group], Desk]
) -> None:
    wti = held.prison("WTI")
    desk = told_less(Group.RISK)
    (alone,) = [one for one in people_behind(desk, wti, "population") if one.number == ALONE]
    assert (alone.csra, alone.flags) == ("Restricted", "Restricted")
    for ask in (lambda: evacuation(desk, wti), lambda: wing_map(desk, wti, "A"),
                lambda: contingency_papers(desk, wti, "the office")):  # fmt: skip
        with pytest.raises(NotAuthorised, match="is not told this: risk"):
            ask()
    desk = told_less(Group.NON_ASSOCIATIONS)
    with pytest.raises(NotAuthorised, match="is not told this: non associations"):
        wing_map(desk, wti, "A")
    desk = told_less(Group.LEGAL)
    with pytest.raises(NotAuthorised, match="is not told this: legal"):
        movements(desk, wti, None)
    with pytest.raises(NotAuthorised, match="is not told this: legal"):
        people_behind(desk, wti, "without-order")


def test_an_order_that_is_not_told_is_not_told_as_missing(
    held: SmallRegister, told_less: Callable[[Group], Desk]
) -> None:
    done(held, record(THERE))
    until = held.clock() + 60 * MINUTE
    done(held, asked.Receive(prison="WTI", person=THERE, hold_until=until))
    assert show(at(held, "orderly-officer"), THERE).hold_until == until
    done(
        held,
        said("authority", person=THERE, issued_by="Leeds", reference="T1", dated="2026-03-02"),
    )
    assert show(at(held, "orderly-officer"), THERE).hold_until is None
    record_ = show(told_less(Group.LEGAL), THERE)
    assert (record_.hold_until, record_.hold) == (None, "")


def test_a_query_tells_nothing_before_it_is_known_who_reads(held: SmallRegister) -> None:
    with held.store.read() as reader:
        people = [int(row[0]) for row in reader.rows("SELECT id FROM person", ())]
        moment = Moment(reader.now(), reader.now())
        assert said_of(reader, people, ["csra", "category"], moment) == []
        assert said_under(reader, people, "na", moment) == []
        officer_at(at(held, "wing-officer"), reader, reader.now())
        assert [row.fact for row in said_of(reader, people, ["category"], moment)] == ["category"]
        assert said_under(reader, people, "na", moment) != []
        assert said_under(reader, people, "injury", moment) == []


def test_who_is_cut_off_reads_and_writes_no_more_at_an_open_desk(held: SmallRegister) -> None:
    done(held, asked.AppointOfficer(prison="WTI", account="lee", name="Lee", role="reception"))
    desk = held.desk._replace(account="lee", front_end="terminal")
    held.clock.advance(MINUTE)
    assert show(desk, ALONE).number == ALONE
    leaves = asked.AppointOfficer(
        prison="WTI", account="lee", name="Lee", role="reception", ends=held.clock()
    )
    done(held, leaves)
    act: Callable[[], object] = partial(carry_out, desk, [received(SHARING)])
    for ask in (*every_read(held, desk), act):
        with pytest.raises(NotAuthorised, match="not in force"):
            ask()


def test_a_role_that_is_changed_counts_at_once(held: SmallRegister) -> None:
    done(held, asked.AppointOfficer(prison="WTI", account="max", name="Max", role="reception"))
    held.clock.advance(MINUTE)
    desk = held.desk._replace(account="max", front_end="terminal")
    assert isinstance(carry_out(desk, [said("photo", reference="again")]), Receipt)
    done(held, asked.AppointOfficer(prison="WTI", account="max", name="Max", role="auditor"))
    with pytest.raises(NotAuthorised, match="auditor"):
        carry_out(desk, [said("photo", reference="once more")])


def test_what_a_role_may_not_do_it_does_not_undo(held: SmallRegister) -> None:
    wing = at(held, "wing-officer")
    undo = [
        asked.Correct(prison="WTI", person=SHARING, why="not so"),
        asked.WithdrawFact(prison="WTI", entry=capacity_of(held), why="not so"),
    ]
    for request in undo:
        outcome = carry_out(wing, [request])
        assert isinstance(outcome, Refused)
        assert "not-theirs" in {objection.code for objection in outcome.objections}
    recorded = carry_out(wing, [said("mark", description="scar")])
    assert isinstance(recorded, Receipt)
    entry = int(recorded.lines[0].entries[0].partition("-")[2])
    own = asked.WithdrawFact(prison="WTI", entry=entry, why="another person")
    assert isinstance(carry_out(wing, [own]), Receipt)


def capacity_of(held: SmallRegister) -> int:
    """Give the number of the last fact of a capacity; a second one, so that it could be gone."""
    more = asked.SetCapacity(prison="WTI", code="A-1-003", cna=1, working=1, maximum=2)
    receipt = done(held, more)
    return int(receipt.lines[0].entries[0].partition("-")[2])


def test_a_script_says_why(held: SmallRegister) -> None:
    with pytest.raises(WingtermError, match="a script says why"):
        carry_out(held.desk._replace(account="script"), [said("photo", reference="x")])
    with held.store.read() as reader:
        assert reader.one("SELECT COUNT(*) FROM request WHERE reason <> ''", ()) == (0,)
    assert isinstance(carry_out(at(held, "script"), [said("photo", reference="x")]), Receipt)
    with held.store.read() as reader:
        rows = reader.rows("SELECT reason FROM request WHERE reason <> ''", ())
    assert rows == [("nightly run",)]
