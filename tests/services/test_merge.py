"""Two records of one person: one number from then on, both lines kept, and back again."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.situation.erasures import holds, records_of
from tests.registers import MINUTE, SmallRegister, open_small_register
from tests.services.filled import done, received
from tests.thorough import examples
from wingterm.domain import requests as asked
from wingterm.domain.outcomes import Acknowledgement, Receipt, Refused, Warned
from wingterm.domain.requests import Request
from wingterm.errors import NotAuthorised
from wingterm.services.act import carry_out
from wingterm.services.find import find
from wingterm.services.history import person_history
from wingterm.services.particulars import particulars
from wingterm.services.people import show
from wingterm.services.roll import roll

KEPT, OTHER, THIRD = "A1111AA", "A2222AA", "A3333AA"
WHY = "the same fingerprints"


def registered(number: str, last: str, first: str = "Al", born: str = "1990-05-03") -> Request:
    """Ask for a record."""
    known = (Acknowledgement("likely-duplicate", "not known yet whether"),)
    return asked.Register(
        prison="WTI", number=number, last_name=last, first_name=first, date_of_birth=born,
        sex="M", acknowledged=known,
    )  # fmt: skip


def merge(person: str = OTHER, into: str = KEPT, **given: Any) -> asked.Merge:
    """Ask to merge two records."""
    return asked.Merge(**{"prison": "WTI", "person": person, "into": into, "why": WHY, **given})


def unmerge(person: str = OTHER, prison: str = "WTI") -> asked.Unmerge:
    """Ask to take a merge back."""
    return asked.Unmerge(prison=prison, person=person, why="they are brothers")


def said(fact: str, key: str = "", person: str = OTHER, **values: str) -> Request:
    """Ask to record something."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact=fact, key=key, values=tuple(values.items())
    )


def against(small: SmallRegister, *requests: Request) -> list[tuple[str, str]]:
    """Give code and sentence of what stands against an act; nothing changes."""
    before = small.dump()
    outcome = carry_out(small.desk, requests)
    assert isinstance(outcome, Refused), outcome
    assert small.dump() == before
    return [(o.code, o.sentence) for o in outcome.objections]


def codes(small: SmallRegister, *requests: Request) -> list[str]:
    """Give the codes of what stands against an act."""
    return [code for code, _ in against(small, *requests)]


def two(small: SmallRegister) -> SmallRegister:
    """Make two records of one person: one in a cell, one that was here before and left."""
    done(small, registered(KEPT, "Smith"), registered(OTHER, "Jones", "Bo", "1990-05-04"))
    done(small, received(OTHER, "A-1-001"))
    done(small, asked.Release(prison="WTI", person=OTHER, reason="CR"))
    done(small, received(KEPT, "A-1-002"))
    return small


@pytest.fixture
def both(small_file: SmallRegister) -> SmallRegister:
    """Give a register with two records of one person."""
    return two(small_file)


@pytest.fixture
def anywhere(small: SmallRegister) -> SmallRegister:
    """Give the same on each kind of database."""
    return two(small)


def test_one_number_from_then_on(anywhere: SmallRegister) -> None:
    done(anywhere, merge())
    assert [(p.number, p.how) for p in find(anywhere.desk, "jones")] == [
        (KEPT, f"also on record as {OTHER} Jones, Bo")
    ]
    assert [p.number for p in find(anywhere.desk, OTHER)] == [KEPT]
    assert [p.number for p in find(anywhere.desk, "1990-05-04")] == [KEPT]
    assert [(p.number, p.how) for p in find(anywhere.desk, "smith")] == [(KEPT, "")]
    record = show(anywhere.desk, OTHER)
    assert record == show(anywhere.desk, KEPT)
    assert (record.number, record.bed_cell) == (KEPT, "A-1-002")
    other = record.merged[0]
    assert (other.shown, other.why, other.officer) == (f"{OTHER} Jones, Bo", WHY, "Test Officer")
    assert [line.verb for line in other.history] == ["release", "receive", "register"]
    assert [line.verb for line in record.history] == ["receive", "register"]
    stays = person_history(anywhere.desk, KEPT)
    assert stays == person_history(anywhere.desk, OTHER)
    assert [(stay.ended_by, stays.merged) for stay in stays.stays] == [
        ("release", (OTHER,)), ("", (OTHER,)),
    ]  # fmt: skip


def test_whoever_is_found_by_two_records_leaves_room_for_others(both: SmallRegister) -> None:
    done(both, registered(THIRD, "Smit"), asked.Amend(prison="WTI", person=OTHER, last_name="Smis"))
    done(both, merge())
    assert [p.number for p in find(both.desk, "smi", limit=2)] == [KEPT, THIRD]


def test_nothing_is_done_under_the_number_given_up(anywhere: SmallRegister) -> None:
    done(anywhere, registered(THIRD, "Brown"))
    wrong = int(done(anywhere, said("title", title="MR")).lines[0].entries[0].rpartition("-")[2])
    done(anywhere, merge())
    for request in (
        received(OTHER), asked.Amend(prison="WTI", person=OTHER, last_name="Joans"),
        asked.Correct(prison="WTI", person=OTHER, why="never here"),
        said("photo", reference="x"), said("na", OTHER, THIRD, comment="x"),
        asked.WithdrawFact(prison="WTI", entry=wrong, why="not so"),
        asked.Swap(prison="WTI", person=KEPT, other=OTHER), merge(),
    ):  # fmt: skip
        told = against(anywhere, request)
        assert "merged" in [code for code, _ in told], request
        assert any(f"the same person as {KEPT}." in sentence for _, sentence in told)
    assert anywhere.violations() == []


def test_the_hint_of_a_likely_duplicate_stops(anywhere: SmallRegister) -> None:
    alike = asked.Amend(prison="WTI", person=KEPT, last_name="Jones", first_name="Bo",
                        date_of_birth="1990-05-04")  # fmt: skip
    assert isinstance(carry_out(anywhere.desk, [alike]), Warned)
    done(anywhere, merge())
    done(anywhere, alike)
    new = replace(registered(THIRD, "Jones", "Bo", "1990-05-04"), acknowledged=())
    outcome = carry_out(anywhere.desk, [new])
    assert isinstance(outcome, Warned)
    assert [warning.sentence[:7] for warning in outcome.warnings] == [KEPT]


def test_what_is_on_the_other_record_is_still_shown(both: SmallRegister) -> None:
    done(both, said("alert", "XA"), said("category", category="C"), said("title", title="MR"))
    outcome = carry_out(both.desk, [merge()])
    assert isinstance(outcome, Warned)
    assert [w.code for w in outcome.warnings] == ["alerts-left"]
    assert "XA" in outcome.warnings[0].sentence
    done(both, merge(acknowledged=(Acknowledgement("alerts-left", "it is old"),)))
    lines = particulars(both.desk, OTHER)
    assert lines == particulars(both.desk, KEPT)
    assert [(line.kind, line.under, line.state) for line in lines] == [
        ("title", OTHER, "in force"), ("category", OTHER, "of an earlier stay"),
        ("alert", OTHER, "in force"),
    ]  # fmt: skip
    assert lines[-1].label.endswith(f"(of {OTHER})")
    # Of the record that stands for both nothing is on record, so it is recorded as something new.
    assert "on record" in done(both, said("alert", "XA", KEPT)).lines[0].said


def test_a_keeping_apart_is_recorded_of_who_stays_first(both: SmallRegister) -> None:
    """What acts warn of hard is never lost by a merge."""
    done(both, registered(THIRD, "Brown"))
    apart = said(
        "na", THIRD, restriction="CELL", reason="THREAT", role="VICTIM",
        other_role="PERPETRATOR", comment="threats",
    )  # fmt: skip
    done(both, apart)
    assert codes(both, merge()) == ["kept-apart"]
    done(both, asked.EndParticular(prison="WTI", person=OTHER, fact="na", key=THIRD, why="moved"))
    done(both, merge())


def test_a_hold_is_put_on_who_stays_first(both: SmallRegister) -> None:
    """Nobody could end it afterwards; one hold keeps every record of a person."""
    done(both, said("hold", reason="inquest"))
    assert codes(both, merge()) == ["held-here"]
    done(both, said("hold", person=KEPT, reason="inquest"))
    done(both, asked.EndParticular(prison="WTI", person=OTHER, fact="hold", key="1", why="moved"))
    done(both, merge())
    with both.store.read() as reader:
        (kept, other) = (reader.rows("SELECT id FROM person WHERE number = ?", (n,))[0][0]
                         for n in (KEPT, OTHER))  # fmt: skip
        same = records_of(reader, [other])
        assert same == {other: [kept, other]}
        assert holds(reader, same) == {other: "inquest"}


def test_a_roll_check_goes_on_with_whom_it_expected(both: SmallRegister) -> None:
    """Its list is frozen: who was missing is explained under the number of then."""
    done(both, received(OTHER, "A-1-001"))
    done(both, asked.OpenCheck(prison="WTI", kind="lock-up"))
    done(both, asked.SubmitCount(prison="WTI", check=1, unit="A", counted="1", method="name",
                                 missing=(OTHER,)))  # fmt: skip
    done(both, asked.Release(prison="WTI", person=OTHER, reason="CR"))
    known = tuple(
        Acknowledgement(code, "left before") for code in ("both-held-then", "alerts-left")
    )
    done(both, merge(acknowledged=known))
    done(both, asked.Explain(prison="WTI", check=1, unit="A", person=OTHER, what="missing",
                             why="released at 10:00"))  # fmt: skip
    done(both, asked.Recount(prison="WTI", check=1, unit="A", counted="1", method="name",
                             missing=(OTHER,)))  # fmt: skip
    assert both.violations() == []


def test_nobody_is_in_two_places(both: SmallRegister) -> None:
    where = f"{KEPT} Smith, Al is in A-1-002, Wingterm; only somebody outside is merged."
    assert against(both, merge(KEPT, OTHER)) == [("not-outside", where)]
    done(both, received(OTHER, "A-1-001"))
    told = against(both, merge())
    assert [code for code, _ in told] == ["both-held"]
    assert "A-1-001" in told[0][1]
    assert "A-1-002" in told[0][1]
    done(both, asked.Release(prison="WTI", person=OTHER, reason="CR"))
    # They were counted at the same time: perhaps two people after all.
    outcome = carry_out(both.desk, [merge()])
    assert isinstance(outcome, Warned)
    assert [warning.code for warning in outcome.warnings] == ["both-held-then"]
    assert "10:" in outcome.warnings[0].sentence or "09:" in outcome.warnings[0].sentence


def test_two_sexes_are_asked_about(both: SmallRegister) -> None:
    done(both, asked.Amend(prison="WTI", person=OTHER, sex="F"))
    outcome = carry_out(both.desk, [merge()])
    assert isinstance(outcome, Warned)
    assert [warning.code for warning in outcome.warnings] == ["other-sex"]


def test_records_are_not_merged_in_a_row_nor_with_themselves(both: SmallRegister) -> None:
    done(both, registered(THIRD, "Brown"))
    assert codes(both, merge(OTHER, OTHER)) == ["same-person"]
    done(both, merge())
    assert codes(both, merge(THIRD, OTHER)) == ["merged"]
    done(both, merge(THIRD, KEPT))
    assert [one.number for one in show(both.desk, KEPT).merged] == [OTHER, THIRD]
    done(both, unmerge(THIRD))
    done(both, merge(THIRD, KEPT))
    done(both, asked.Release(prison="WTI", person=KEPT, reason="CR"))
    done(both, registered("A4444AA", "Green"))
    assert codes(both, merge(KEPT, "A4444AA")) == ["merged-here"]


def test_the_dead_are_merged_into_not_away(both: SmallRegister) -> None:
    done(both, asked.Death(prison="WTI", person=KEPT))
    done(both, asked.RemoveBody(prison="WTI", person=KEPT))
    assert codes(both, merge(KEPT, OTHER)) == ["died"]
    done(both, merge(OTHER, KEPT))


def test_a_merge_is_taken_back_in_the_book_that_holds_it(both: SmallRegister) -> None:
    assert codes(both, unmerge()) == ["not-merged"]
    done(both, merge())
    assert codes(both, unmerge(prison="EXI")) == ["other-book"]
    assert codes(both, merge(at=1), unmerge(KEPT)) == ["from-now", "merged", "not-merged"]
    done(both, unmerge())
    assert codes(both, unmerge()) == ["not-merged"]


def test_one_act_may_make_merge_and_use(anywhere: SmallRegister) -> None:
    """Later lines of an act see what earlier ones did."""
    new = registered(THIRD, "Brown")
    assert codes(anywhere, new, merge(THIRD), received(THIRD)) == ["merged"]
    done(anywhere, new, merge(THIRD))
    done(anywhere, unmerge(THIRD), received(THIRD, "A-1-001"))
    assert anywhere.violations() == []


def test_only_some_roles_merge(both: SmallRegister) -> None:
    for account, role in (("wing", "wing-officer"), ("gate", "reception"), ("bot", "script")):
        done(both, asked.AppointOfficer(prison="WTI", account=account, name=account, role=role))
    for account in ("wing", "bot"):
        with pytest.raises(NotAuthorised):
            carry_out(both.desk._replace(account=account), [merge()])
    assert isinstance(carry_out(both.desk._replace(account="gate"), [merge()]), Receipt)


def test_both_numbers_are_in_the_log_before_it_is_done(both: SmallRegister) -> None:
    carry_out(both.desk, [merge(into="A9999ZZ")])
    done(both, merge())
    done(both, unmerge())
    done(both, registered(THIRD, "Brown"), merge(THIRD))
    assert [(line["purpose"], line["people"]) for line in logged(both, "combination")] == [
        ("person merge", [OTHER, KEPT]), ("person unmerge", [OTHER, KEPT]),
        ("person merge", [THIRD, KEPT]),
    ]  # fmt: skip


def logged(small: SmallRegister, kind: str) -> list[dict[str, object]]:
    """Give the records of a kind in the access log."""
    files = sorted(file for file in (small.folder / "access").iterdir() if file.is_file())
    lines = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    return [line for line in lines if line.get("kind") == kind]


def test_a_repeated_request_is_done_once(both: SmallRegister) -> None:
    first = carry_out(both.desk, [merge()], "m" * 36)
    assert isinstance(first, Receipt)
    again = carry_out(both.desk, [merge()], "m" * 36)
    assert isinstance(again, Receipt)
    assert (again.lines, again.repeated) == (first.lines, True)


SEARCHES = ("smith", "jones", "smi", KEPT, OTHER, THIRD, "1990-05-03", "1990-05-04", "brown")


def looked_at(small: SmallRegister) -> list[object]:
    """Give what everybody sees: rolls, searches, records and what is on record."""
    prison = small.prison("WTI")
    now = small.clock.instant
    seen: list[object] = [roll(small.desk, prison, as_of=now - n * MINUTE) for n in (0, 2, 5, 9)]
    seen += [find(small.desk, text) for text in SEARCHES]
    for number in (KEPT, OTHER, THIRD):
        record = show(small.desk, number)
        # When something was last said of them moves on, as it should.
        seen += [record._replace(recorded_at=0), particulars(small.desk, number)]
    return seen


@settings(max_examples=examples(8, 200), deadline=None)
@given(
    st.lists(st.sampled_from(["receive", "release", "amend", "title", "alert"]), max_size=4),
    st.sampled_from([(OTHER, KEPT), (THIRD, KEPT), (THIRD, OTHER), (OTHER, THIRD)]),
)
def test_taken_back_everything_is_as_before(steps: list[str], pair: tuple[str, str]) -> None:
    """The roll never moves; what a merge hid and joined is there again, apart."""
    small = open_small_register()
    try:
        two(small)
        done(small, registered(THIRD, "Brown"))
        for step in steps:
            lived(small, step)
        rolls = looked_at(small)[:4]
        before = looked_at(small)
        anyhow = ("both-held-then", "alerts-left", "other-sex")
        acknowledged = tuple(Acknowledgement(code, "known") for code in anyhow)
        outcome = carry_out(small.desk, [merge(*pair, acknowledged=acknowledged)])
        assert small.violations() == []
        if isinstance(outcome, Receipt):
            assert looked_at(small)[:4] == rolls
            assert looked_at(small) != before
            assert isinstance(carry_out(small.desk, [unmerge(pair[0])]), Receipt)
        assert looked_at(small) == before
        assert small.violations() == []
    finally:
        small.close()


def lived(small: SmallRegister, step: str) -> None:
    """Let the third person live on; what cannot be is left out."""
    small.clock.instant += MINUTE
    acts: dict[str, Request] = {
        "receive": received(THIRD),
        "release": asked.Release(prison="WTI", person=THIRD, reason="CR"),
        "amend": asked.Amend(prison="WTI", person=THIRD, first_name="Cy"),
        "title": said("title", "", THIRD, title="MR"),
        "alert": said("alert", "XA", THIRD),
    }
    carry_out(small.desk, [acts[step]])
