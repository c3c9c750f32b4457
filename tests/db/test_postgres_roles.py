"""What PostgreSQL's roles keep even the program from doing, and that it works under them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.drafts import DDL
from db.engine import Store, open_store
from tests import postgres
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.services.filled import ALONE, OVER, SHARING, THERE, done, fill
from tests.services.on_record import na, over, said
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Receipt
from wingterm.errors import NotAuthorised
from wingterm.services.access_search import who_saw
from wingterm.services.act import carry_out, receipt
from wingterm.services.desk import Desk
from wingterm.services.drafts import Draft, holder, my_drafts, save, throw_away
from wingterm.services.factors import lock_factor, set_factor, unlock_factor
from wingterm.services.people import show
from wingterm.services.sign_on import sign_on
from wingterm.services.verify import verify

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.skipif(
    postgres.find_binaries() is None, reason="PostgreSQL is not installed"
)

SQL = Path(__file__).parents[2] / "docs" / "deploy"
KEPT = ("entry", "request", "batch", "batch_part", "access", "access_list", "access_person")
"""Tables that are only added to."""
DIGITS = "748162"


@pytest.fixture(scope="module")
def owned() -> Iterator[SmallRegister]:
    """Give a register on a server, with its roles, and officers who connect by name."""
    held = open_small_register("postgresql")
    done(held, *(
        asked.AppointOfficer(prison="WTI", account=account, name=account, role=role)
        for account, role in (("jdoe", "administrator"), ("kroe", "reception"),
                              ("kiosk", "shared-terminal"))
    ))  # fmt: skip
    run_file(held, "postgresql-roles.sql")
    for account in ("jdoe", "kroe", "kiosk"):
        as_owner(held, f"DROP ROLE IF EXISTS {account}")
        as_owner(held, f"CREATE ROLE {account} LOGIN IN ROLE wingterm_app")
    as_owner(held, "DROP ROLE IF EXISTS auditor_tool")
    as_owner(held, "CREATE ROLE auditor_tool LOGIN IN ROLE wingterm_reader")
    yield held
    assert held.violations() == []
    held.close()


def run_file(held: SmallRegister, name: str) -> None:
    """Run a file of SQL as the owner, as `psql -1 -f` does."""
    with psycopg.connect(held.where) as connection:
        connection.execute((SQL / name).read_bytes())


def as_owner(held: SmallRegister, statement: str) -> None:
    """Run a statement as the owner of the database."""
    with psycopg.connect(held.where, autocommit=True) as connection:
        connection.execute(statement.encode())


def url(held: SmallRegister, account: str) -> str:
    """Give the URL under which an account connects."""
    return held.where.replace("postgresql://wingterm@", f"postgresql://{account}@")


def refused_to(held: SmallRegister, account: str, statement: str) -> None:
    """Hold that the server refuses a statement to an account, for want of leave."""
    with (
        psycopg.connect(url(held, account), autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


@pytest.fixture
def connected(owned: SmallRegister) -> Iterator[SmallRegister]:
    """Give the register as the program sees it that connects as jdoe."""
    store = open_store(url(owned, "jdoe"), clock=owned.clock)
    desk = owned.desk._replace(
        store=store, account="jdoe", key_file=str(owned.folder / "sign-on.key")
    )
    yield replace(owned, store=store, desk=desk)
    store.close()


def at(held: SmallRegister, account: str, store: Store) -> Desk:
    """Give a desk of an account on a store."""
    return held.desk._replace(store=store, account=account)


def test_the_program_does_all_its_work_under_the_role(connected: SmallRegister) -> None:
    fill(connected)
    done(connected, said("alias", last_name="Zebra"), said("csra", level="STANDARD"), na())
    done(connected, over("csra"))
    done(connected, asked.Amend(prison="WTI", person=ALONE, last_name="Jones"))
    done(connected, asked.Move(prison="WTI", person=SHARING, to="RECP"))
    done(connected, asked.Correct(prison="WTI", person=SHARING, why="not so"))
    done(connected, asked.Elsewhere(prison="WTI", person=ALONE, to="WORKSHOP"))
    done(connected, asked.Back(prison="WTI", person=ALONE))
    done(connected, asked.SetCapacity(prison="EXI", code="B-1-002", cna=2, working=2, maximum=3))
    done(connected, asked.AddPlace(prison="WTI", code="B", kind="WING"))
    done(connected, asked.SetPrison(prison="WTI", values=(("explain_moves", "no"),)))
    done(connected, asked.OpenPrison(prison="REG", code="NEW", name="New"))
    done(connected, asked.OpenCheck(prison="WTI", kind="night"))
    done(connected, asked.AbandonCheck(prison="WTI", check=1, why="a rehearsal"))
    kept = done(connected, asked.Release(prison="EXI", person=THERE, reason="CR",
                                         acknowledged=OVER))  # fmt: skip
    assert receipt(connected.desk, kept.request_id).repeated
    assert show(connected.desk, ALONE).last_name == "Jones"
    assert who_saw(connected.desk, ALONE).records
    assert verify(connected.desk) == ()


DRAFT = Draft(id="draft", prison="WTI", verb="move", person=ALONE, values={"to": "A-1-002"})


def test_forms_are_kept_as_they_are_typed_under_the_role(connected: SmallRegister) -> None:
    made = (SQL / "postgresql-roles.sql").read_text(encoding="utf-8")
    assert " ".join(DDL.split()) in " ".join(made.split())
    for account in ("jdoe", "kroe"):
        desk = at(connected, account, connected.store)
        draft = replace(DRAFT, id=f"draft-of-{account}")
        assert save(desk, draft, holder(desk), first=True)
        assert [line.draft.id for line in my_drafts(desk).lines] == [draft.id]
        assert throw_away(desk, draft.id)
        assert my_drafts(desk).lines == ()


def test_people_sign_on_under_the_role(connected: SmallRegister) -> None:
    connected.clock.advance(MINUTE)
    set_factor(connected.desk, "kroe", DIGITS)
    lock_factor(connected.desk, "kroe")
    unlock_factor(connected.desk, "kroe")
    signed = sign_on(at(connected, "kiosk", connected.store), "kroe", DIGITS)
    assert signed.account == "kroe"


@pytest.mark.parametrize("table", KEPT)
def test_what_is_kept_cannot_be_changed(owned: SmallRegister, table: str) -> None:
    with psycopg.connect(owned.where) as connection:
        (column,) = connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " ORDER BY ordinal_position LIMIT 1",
            (table,),
        ).fetchone()
    for statement in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"DROP TABLE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION entry_is_kept()",
    ):
        refused_to(owned, "jdoe", statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "UPDATE register_info SET register_id = 'x'",
        "UPDATE register_info SET schema_number = 1",
        "DELETE FROM person",
        "DELETE FROM officer",
        "DELETE FROM chain",
        "ALTER FUNCTION entry_is_kept() RENAME TO was_kept",
        "SET ROLE wingterm",
    ],
)
def test_nor_what_keeps_it(owned: SmallRegister, statement: str) -> None:
    refused_to(owned, "jdoe", statement)


def test_every_table_has_its_leave_and_no_more(owned: SmallRegister) -> None:
    """A table that comes later must be in the file, or the program cannot use it."""
    with psycopg.connect(owned.where) as connection:
        rows = connection.execute(
            "SELECT table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type)"
            " FROM information_schema.role_table_grants WHERE grantee = 'wingterm_app'"
            " GROUP BY table_name"
        ).fetchall()
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchall()
    held = dict(rows)
    assert set(held) == {name for (name,) in tables} - {"alembic_version"}
    assert {name for name, leave in held.items() if leave == "INSERT SELECT"} == set(KEPT)
    assert held["register_info"] == "SELECT"


def test_who_only_reads(owned: SmallRegister) -> None:
    with psycopg.connect(url(owned, "auditor_tool")) as connection:
        (entries,) = connection.execute("SELECT COUNT(*) FROM entry").fetchone()
    assert entries > 0
    refused_to(owned, "auditor_tool", "SELECT * FROM sign_on")
    refused_to(owned, "auditor_tool", "SELECT * FROM draft")
    refused_to(owned, "auditor_tool", "DELETE FROM whereabouts")
    refused_to(owned, "auditor_tool", "INSERT INTO counter VALUES ('x', 1)")


def test_nobody_acts_under_another_name(owned: SmallRegister) -> None:
    """With the second file the server compares who asks, and whose draft, with who is connected."""
    run_file(owned, "postgresql-names.sql")
    owned.clock.advance(MINUTE)
    key = {"key_file": str(owned.folder / "sign-on.key")}
    set_factor(owned.desk._replace(**key), "kroe", DIGITS)  # type: ignore[arg-type]
    try:
        for connected, account, may in (
            ("jdoe", "jdoe", True), ("jdoe", "kroe", False), ("kroe", "kroe", True),
            ("kroe", "jdoe", False), ("kiosk", "kroe", True), ("kiosk", "jdoe", False),
        ):  # fmt: skip
            store = open_store(url(owned, connected), clock=owned.clock)
            request = asked.Register(
                prison="WTI", last_name=f"By {connected.title()}", first_name=account.title(),
                date_of_birth="1990-01-01", sex="M",
            )  # fmt: skip
            desk = at(owned, account, store)
            if may:
                assert isinstance(carry_out(desk, [request]), Receipt)
            else:
                with pytest.raises(NotAuthorised, match="has not given this account leave"):
                    carry_out(desk, [request])
            store.close()
        for connected, seen in (("jdoe", 1), ("kroe", 0), ("kiosk", 1)):
            store = open_store(url(owned, connected), clock=owned.clock)
            desk = at(owned, "jdoe", store)
            if connected == "jdoe":
                assert save(desk, DRAFT, holder(desk), first=True)
            assert len(my_drafts(desk).lines) == seen, connected
            store.close()
    finally:
        as_owner(owned, "ALTER TABLE request DISABLE ROW LEVEL SECURITY")
        as_owner(owned, "ALTER TABLE draft DISABLE ROW LEVEL SECURITY")
