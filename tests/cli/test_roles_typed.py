"""The table of roles as the command line keeps to it: every role at every action and field."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2.profiles import CHEAPEST
from typer.testing import CliRunner

from db.engine import Store, open_store
from tests.registers import SmallRegister, open_small_register
from tests.roles import ACTIONS, GROUPS, SEEN, TABLE
from tests.services.filled import ALONE, SHARING, done, received, record
from tests.services.on_record import na, said
from wingterm.cli.exits import Exit
from wingterm.cli.main import app
from wingterm.clock import Clock
from wingterm.domain import requests as asked
from wingterm.domain.particulars import KINDS
from wingterm.services import opening
from wingterm.services.factors import set_factor

DIGITS = "748162"
ROLES = [role for role in TABLE if role not in ("nobody", "")]
NOBODY = "A9999ZZ"

COMMANDS = {
    "read": "roll", "verify": "verify", "export": "export {folder}/out",
    "backup": "backup --to {folder}/backups",
    "register": "person create Doe Jo --born x --sex M",
    "identity": f"person amend {NOBODY} --last Doe", "number": "person number TMP0001 A4242QZ",
    "record": f"record {NOBODY} photo reference=x", "end-record": f"end {NOBODY} photo --why over",
    "receive": f"receive {NOBODY} --authority Court",
    "recall": f"recall {NOBODY} --authority Court",
    "recapture": f"recapture {NOBODY}", "arrive": f"transfer arrive {NOBODY}",
    "cancel-transfer": f"transfer cancel {NOBODY}",
    "move": f"move {NOBODY} A-1-001", "swap": f"swap {NOBODY} {NOBODY}",
    "elsewhere": f"elsewhere {NOBODY} WORKSHOP", "back": f"back {NOBODY}",
    "court-out": f"court {NOBODY} --to Court",
    "absence-out": f"absence {NOBODY} --to Work --reason X --due 17:00",
    "hospital-out": f"hospital {NOBODY} --to Infirmary --officers Hale",
    "transfer-out": f"transfer out {NOBODY} --to EXI --yes",
    "redirect": f"transfer redirect {NOBODY} --to EXI",
    "release": f"release {NOBODY} --reason CR --yes", "escape": f"escape {NOBODY} --yes",
    "abscond": f"abscond {NOBODY} --yes", "fail-to-return": f"fail-to-return {NOBODY} --yes",
    "death": f"death {NOBODY} --yes", "remove-body": f"remove-body {NOBODY} --yes",
    "discharge-hospital": f"discharge-hospital {NOBODY} --to Hospital --yes",
    "correct": f"correct {NOBODY} --why wrong",
    "capacity": "places capacity Z --cna 1 --working 1 --maximum 1", "marks": "places mark Z sex=M",
    "out-of-use": "places out-of-use Z --reason DAMAGED", "into-use": "places into-use Z",
    "certificate": "places certificate-request Z --change two",
    "establishment": "prison-open X --name X", "settings": "prison-settings --set nothing=yes",
    "place": "places rename Z X", "close": "places close Z --why gone",
    "convert": "places convert Z --to OFFICE",
    "officer": "officer appoint ? --name X --role auditor",
    "open-check": "check open sometimes", "count": "check submit A 1 --check 9",
    "recount": "check recount A 1 --check 9", "welfare": "check responses A 1 --check 9",
    "explain": f"check explain A {NOBODY} --missing --why here --check 9",
    "take-over-check": "check take-over 9", "declare": "check declare 9 --name X",
    "abandon-check": "check abandon 9 --why over",
    "escalate-check": "check escalate 9 --why late", "check-plan": "check units --usual",
    "factor": "officer factor {role} --stdin",
    "merge": f"person merge {NOBODY} --into {NOBODY} --why same",
    "unmerge": f"person unmerge {NOBODY} --why other",
    "disclose": f"disclose {NOBODY} --dry-run",
    "retention": "retention set nothing 7 --why schedule", "erase": "retention run --dry-run",
}  # fmt: skip
"""A command of each action; whoever may take it is told of something else, or it is done."""

BY_ANOTHER_WAY = {"sign-on", "hold"}
"""Nobody signs on by a command; a legal hold is refused as what is recorded, tried below."""


@dataclass(slots=True)
class Typing:
    """A command line at which anybody can sit down."""

    held: SmallRegister
    folder: Path
    role: str = "administrator"

    def __call__(self, typed: str, stdin: str = "") -> tuple[int, str, str]:
        """Type a command as the officer with a role; a script says why."""
        why = ["--reason", "nightly"] if self.role == "script" else []
        words = shlex.split(typed.format(folder=self.folder, role=self.role))
        command = ["--store", self.held.where, "--prison", "WTI", *why, *words]
        ended = CliRunner().invoke(app, command, input=stdin)
        return ended.exit_code, ended.stdout, ended.stderr


@pytest.fixture(scope="module")
def typing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typing]:
    """Give a command line in front of a register with an officer of every role."""
    held = open_small_register()
    folder = tmp_path_factory.mktemp("roles")
    folder.chmod(0o700)
    at = Typing(held, folder)

    def opened(where: str, *, clock: Clock | None = None, sparing: bool = False) -> Store:
        return open_store(where, clock=clock or held.clock, sparing=sparing)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opening, "open_store", opened)
        patched.setattr(opening, "os_account", lambda: at.role)
        patched.setattr("argon2.profiles.RFC_9106_LOW_MEMORY", CHEAPEST)
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"):
            patched.setenv(name, str(folder))
        fill(held)
        yield at
    assert held.violations() == []
    held.close()


def fill(held: SmallRegister) -> None:
    """Appoint everybody, and put something of each group on record of somebody."""
    done(
        held,
        *(asked.AppointOfficer(prison="WTI", account=role, name=role, role=role) for role in ROLES),
    )
    done(held, record(ALONE), record(SHARING))
    done(held, received(ALONE, "A-1-001"), received(SHARING, "A-1-002"))
    done(
        held, na(), said("photo", reference="x"), said("nationality", nationality="x"),
        said("offence", description="x"), said("category", category="C"),
        said("property", description="x"), said("contact", name="x"),
        said("family", name="x"), said("injury", description="x"),
    )  # fmt: skip
    held.clock.advance(60_000_000)
    key = str(held.folder / "sign-on.key")
    for role in ROLES:
        if role not in ("script", "shared-terminal"):
            set_factor(held.desk._replace(key_file=key), role, DIGITS)


def test_every_action_is_typed() -> None:
    assert set(COMMANDS) | BY_ANOTHER_WAY == set(ACTIONS)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_and_every_action(typing: Typing, role: str) -> None:
    typing.role = role
    may = dict(zip(ACTIONS, TABLE[role].replace(" ", ""), strict=True))
    for action, typed in COMMANDS.items():
        code, _, err = typing(typed, stdin=f"{DIGITS}\n{DIGITS}\n")
        assert code != Exit.FAULT, (typed, err)
        assert (code != Exit.NOT_AUTHORISED) == (may[action] == "y"), (role, action, code, err)
        if code == Exit.NOT_AUTHORISED:
            assert len(err.splitlines()) == 2, err


@pytest.mark.parametrize("role", ROLES)
def test_every_role_and_every_group_of_fields(typing: Typing, role: str) -> None:
    typing.role = role
    answers = dict(zip(GROUPS, SEEN[role].replace(" ", ""), strict=True))
    expected = {group for group, told in answers.items() if told == "y"}
    found = set()
    code, out, _ = typing(f"particulars {ALONE} --json")
    for line in json.loads(out)["particulars"] if code == 0 else []:
        if line["kind"] in KINDS and line["values"]:
            found.add(KINDS[line["kind"]].group.value)
    for group, typed, word in (
        ("identity", f"show {ALONE} --json", "last_name"),
        ("location", f"show {ALONE} --json", "A-1-001"),
        ("officers", "officer list --json", "tester"),
        ("access-log", f"log --person {ALONE} --json", "consultation"),
    ):
        code, out, _ = typing(typed)
        found |= {group} if code == 0 and word in out else set()
    assert found == expected


def test_a_shared_terminal_names_what_to_do(typing: Typing) -> None:
    typing.role = "shared-terminal"
    for typed in ("roll", f"show {ALONE}", f"move {ALONE} A-1-003", "officer list"):
        code, out, err = typing(typed)
        assert (code, out) == (Exit.NOT_AUTHORISED, "")
        assert "is the account of a shared terminal, which only lets people sign on." in err
        assert "use an account of your own" in err


def test_a_script_says_why_and_the_receipt_tells_it(typing: Typing) -> None:
    typing.role = "script"
    code, out, _ = typing(f"--reason 'night run 7' record {ALONE} mark description=scar --json")
    assert code == 0
    known = json.loads(out)["receipt"]["request_id"]
    code, out, _ = typing(f"receipt {known}")
    assert "Reason: night run 7" in out.splitlines()
    assert any(line.startswith("By script (script), cli, ") for line in out.splitlines())
    code, out, _ = typing(f"receipt {known} --json")
    assert json.loads(out)["asked"]["reason"] == "night run 7"
    code, _, err = typing(f"--reason '{'x' * 241}' back {ALONE}")
    assert (code, "reason" in err) == (Exit.USAGE, True)
    ended = CliRunner().invoke(
        app, ["--store", typing.held.where, "record", ALONE, "mark", "description=cut"]
    )
    assert ended.exit_code == Exit.USAGE
    assert "a script says why it acts" in ended.stderr


@pytest.mark.parametrize("role", ROLES)
def test_every_role_and_a_legal_hold(typing: Typing, role: str) -> None:
    typing.role = role
    may = dict(zip(ACTIONS, TABLE[role].replace(" ", ""), strict=True))
    code, out, err = typing(f"record {ALONE} hold reason=inquest")
    if may["hold"] == "y":
        assert (code, "is on record" in out) == (0, True)
        return
    asks = may["record"] == "y"
    assert (code, out) == (Exit.REFUSED if asks else Exit.NOT_AUTHORISED, "")
    assert ("[not-theirs]" in err) == asks, err
