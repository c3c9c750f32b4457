"""The copy for the person: all that is theirs, nobody else, and every omission counted."""

import pytest

from tests.registers import SmallRegister, open_small_register
from tests.services.filled import done, received
from tests.services.test_merge import logged
from wingterm.domain import requests as asked
from wingterm.domain.disclosure import FIELDS, STAFF_FIELDS, WHOLE, Ground, Redaction
from wingterm.domain.outcomes import Acknowledgement
from wingterm.domain.particulars import KINDS
from wingterm.domain.requests import Request
from wingterm.errors import BadInput, NotAuthorised, NotFound
from wingterm.services.disclosure import Copy, copy_of, log_disclosure
from wingterm.services.paper.disclosure import disclosure_paper
from wingterm.services.paper.text import as_text

ADA, BO, CY = "A1111AA", "A2222AA", "A3333AA"
"""Whose copy it is, whom she swapped with and is kept apart from, and an older record of hers."""

SECRETS = (
    BO, "Brownlow", "Nora Nextofkin", "07700 900123", "1 Some Street", "Tim Littlechild",
    "Officer Bright", "gang talk", "Test Officer", "the red-haired man", "inquest 12/26",
)  # fmt: skip
"""What must not stand in the copy: other people, staff by name, what is feared, an inquiry."""


def said(fact: str, key: str = "", person: str = ADA, **values: str) -> Request:
    """Ask to record something."""
    return asked.RecordParticular(
        prison="WTI", person=person, fact=fact, key=key, values=tuple(values.items())
    )


def registered(number: str, last: str, first: str) -> Request:
    """Ask for a record."""
    return asked.Register(
        prison="WTI", number=number, last_name=last, first_name=first, sex="F",
        date_of_birth="1990-05-03",
        acknowledged=(Acknowledgement("likely-duplicate", "not known"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def small() -> SmallRegister:
    """Give a register with somebody of whom everything is on record; nothing changes it."""
    made = open_small_register()
    fill(made)
    return made


def fill(small: SmallRegister) -> None:
    """Put everything on record that tells of somebody else too."""
    done(small, registered(ADA, "Ashdown", "Ada"), registered(BO, "Brownlow", "Bo"))
    done(small, registered(CY, "Ashdowne", "Ada"))
    done(small, received(ADA, "A-1-001"), received(BO, "A-1-002"))
    swap = asked.Swap(
        prison="WTI", person=ADA, other=BO,
        comment=f"Brownlow and {BO} asked Test Officer; Ada Ashdown agreed",
    )  # fmt: skip
    done(small, swap)
    done(small, said("contact", name="Nora Nextofkin", relationship="sister", next_of_kin="yes",
                     phone="07700 900123", address="1 Some Street"))  # fmt: skip
    done(small, said("family", name="Tim Littlechild", relationship="son", age="9"))
    done(small, said("csra", level="HIGH_SPECIFIC", at_risk="the red-haired man",
                     vulnerabilities="sleeps badly"))  # fmt: skip
    done(
        small, said("alert", "XGANG", comment="gang talk"), said("alert", "PEEP", comment="stairs")
    )
    done(small, said("na", BO, restriction="CELL", reason="THREAT", role="VICTIM",
                     other_role="PERPETRATOR", comment="gang talk with Bo Brownlow"))  # fmt: skip
    done(small, said("injury", description="a cut on the left hand", seen_by="Officer Bright"))
    done(small, said("religion", religion="NIL"), said("hold", reason="inquest 12/26"))
    done(small, said("title", title="MISS"))
    wrong = done(small, said("gender", gender="woman")).lines[0].entries[0]
    entry = int(wrong.rpartition("-")[2])
    done(small, asked.WithdrawFact(prison="WTI", entry=entry, why="typed for another"))
    done(small, asked.Merge(prison="WTI", person=CY, into=ADA, why="same prints"))
    done(small, asked.OpenCheck(prison="WTI", kind="lock-up"))
    done(small, asked.SubmitCount(prison="WTI", check=1, unit="A", counted="1", method="name",
                                  missing=(ADA,)))  # fmt: skip
    done(small, asked.Explain(prison="WTI", check=1, unit="A", person=ADA, what="missing",
                              why=f"in the shower with {BO}"))  # fmt: skip


def copied(small: SmallRegister, number: str = ADA) -> Copy:
    """Give the copy."""
    return copy_of(small.desk, small.prison("WTI"), number)


def test_the_copy_says_all_that_is_theirs_and_nothing_of_others(small: SmallRegister) -> None:
    copy = copied(small)
    text = as_text(disclosure_paper(copy))
    cells = [cell for part in copy.parts for row in part.rows for cell in row]
    flat = " ".join([*text.split(), *cells])
    assert [secret for secret in SECRETS if secret in flat] == []
    for own in (
        "Ashdown, Ada", "Ashdowne, Ada", ADA, CY, "1990-05-03", "receive", "swap", "sister",
        "a cut on the left hand", "stairs", "sleeps badly", "counted as missing", "withdrawn",
        "administrator", "section 45(4)(e)",
    ):  # fmt: skip
        assert own in flat, own
    assert all(len(line) <= 80 for line in text.splitlines())


def test_every_omission_is_counted_with_its_ground(small: SmallRegister) -> None:
    copy = copied(small)
    found = {(one.ground, one.what): one.times for one in copy.left_out}
    assert found == {
        (Ground.OTHERS, "the other person of a swap"): 1,
        (Ground.OTHERS, "name in a text"): 1,
        (Ground.OTHERS, "prison number in a text"): 2,
        (Ground.OTHERS, "name of contact"): 1,
        (Ground.OTHERS, "telephone of contact"): 1,
        (Ground.OTHERS, "address of contact"): 1,
        (Ground.OTHERS, "name of family"): 1,
        (Ground.OTHERS, "who is at risk of cell sharing risk assessment"): 1,
        (Ground.OTHERS, "whom somebody is kept apart from"): 1,
        (Ground.OTHERS, "reason of non-association"): 1,
        (Ground.OTHERS, "role of non-association"): 1,
        (Ground.OTHERS, "role of the other of non-association"): 1,
        (Ground.OTHERS, "comment of non-association"): 1,
        (Ground.STAFF, "name in a text"): 1,
        (Ground.STAFF, "seen by"): 1,
        (Ground.CRIME, "alert of security"): 1,
        (Ground.INQUIRY, "legal hold"): 1,
    }
    # What is feared is not told of in the copy itself: that would undo it (section 45(6)).
    told = as_text(disclosure_paper(copy))
    assert "alert of security" not in told
    assert "legal hold" not in told.lower()
    assert copy.to_read > 4


def test_a_number_given_up_leads_to_the_whole_copy(small: SmallRegister) -> None:
    copy = copied(small, CY)
    assert (copy.number, copy.merged) == (ADA, (CY,))
    assert copy.parts == copied(small).parts
    headings = [part.heading for part in copy.parts if part.heading.startswith("WHERE")]
    assert headings == [f"WHERE YOU WERE, UNDER {ADA}", f"WHERE YOU WERE, UNDER {CY}"]


def test_it_is_logged_as_a_disclosure_with_whom_it_goes_to(small: SmallRegister) -> None:
    before = len(logged(small, "disclosure"))
    copy = copied(small)
    assert len(logged(small, "disclosure")) == before
    for nobody in ("", "  ", "x", "x" * 201):
        with pytest.raises(BadInput, match="to whom"):
            log_disclosure(small.desk, copy, nobody)
    log_disclosure(small.desk, copy, " Ada, in person ")
    last = logged(small, "disclosure")[before:]
    assert [(line["people"], line["recipient"]) for line in last] == [([ADA, CY], "Ada, in person")]


def test_only_those_who_answer_for_records_give_copies(small: SmallRegister) -> None:
    done(small, asked.AppointOfficer(prison="WTI", account="gate", name="Gate", role="reception"))
    with pytest.raises(NotAuthorised):
        copy_of(small.desk._replace(account="gate"), small.prison("WTI"), ADA)
    with pytest.raises(NotFound):
        copied(small, "A9999ZZ")
    with pytest.raises(BadInput):
        copied(small, "?")


def test_a_text_keeps_its_own_names_and_loses_those_of_others() -> None:
    redaction = Redaction((ADA,), [("Brownlow", "Bo"), ("Li", "Su")], ["Sam Gate"])
    told = redaction.text(f"{ADA} hit BROWNLOW, BO, then bo brownlow; Brownlows stay; sam gate saw")
    assert told == (
        f"{ADA} hit [another person], then [another person]; Brownlows stay; "
        "[a member of staff] saw"
    )
    assert redaction.text("TMP0001 and A0001AB said: Su Li, li") == (
        "[another person] and [another person] said: [another person], li"
    )
    assert redaction.text("  ") == ""
    assert redaction.free == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Li and LI, not li", "* and *, not li"),
        ("Nora is not nora; NORA is", "* is not nora; * is"),
        ("o\u2019neill-smythe, O'Neill Smythe", "*, *"),
        ("Smythe alone; smythe's", "* alone; smythe's"),
        ("Jose Garcia and JOS\u00c9", "* and *"),
        ("seen by Ada Ashdown, Ada", "seen by Ada Ashdown, Ada"),
        ("a0002aa, A0002 AA and A0002-AA", "*, * and *"),
        (
            f"{ADA[:5]} {ADA[5:]} herself, {ADA.lower()}",
            f"{ADA[:5]} {ADA[5:]} herself, {ADA.lower()}",
        ),
        ("XA0002AA, A0002AAX", "XA0002AA, A0002AAX"),
    ],
)
def test_a_name_is_found_as_it_may_be_written(text: str, told: str) -> None:
    others = [
        ("Li", "Su"),
        ("O'Neill-Smythe", "Nora"),
        ("Garc\u00eda", "Jos\u00e9"),
        ("Bly", "Ada"),
    ]
    redaction = Redaction((ADA,), others, [], ["Ashdown", "Ada"])
    assert redaction.text(text) == told.replace("*", "[another person]")


def test_whoever_of_the_register_is_named_in_a_text_is_left_out(small_file: SmallRegister) -> None:
    done(small_file, registered(ADA, "Ashdown", "Ada"), registered(BO, "Twice-Born", "Bo Lee"))
    done(small_file, registered(CY, "Unseen", "Cy"), received(ADA, "A-1-001"))
    done(small_file, said("alert", "PEEP", comment="Cy Unseen and Twice-Born, Bo Lee carry her"))
    cells = [cell for part in copied(small_file).parts for row in part.rows for cell in row]
    (comment,) = (cell for cell in cells if "carry her" in cell)
    assert comment.startswith("Comment: [another person] and [another person] carry her;")


def test_the_copy_says_how_long_it_is_kept(small_file: SmallRegister) -> None:
    done(small_file, registered(ADA, "Ashdown", "Ada"))
    assert "sets no period" in as_text(disclosure_paper(copied(small_file)))
    done(small_file, asked.SetRetention(prison="REG", rule="identity", years=20, why="schedule"))
    text = as_text(disclosure_paper(copied(small_file)))
    assert "It is kept for 20 years after you left custody: that and identity" in text


def test_how_much_was_left_out_on_which_ground_is_in_the_log(small: SmallRegister) -> None:
    log_disclosure(small.desk, copied(small), "Ada, in person")
    said = str(logged(small, "disclosure")[-1]["purpose"])
    assert said.startswith("disclose; left out: 1 by 45(4)(a), 1 by 45(4)(b), ")
    assert said.endswith(" by 45(4)(e)")


def test_what_is_left_out_is_named_as_the_kinds_name_it() -> None:
    """A field that is called otherwise in one of the two tables would be told."""
    for word, names in FIELDS.items():
        fields = {field.name for field in KINDS[word].fields} | {"why", "remark"}
        assert set(names) <= fields, word
    known = {field.name for kind in KINDS.values() for field in kind.fields}
    assert known >= STAFF_FIELDS
    assert {name for name in known if name.endswith("_by")} - STAFF_FIELDS == {"issued_by"}
    assert set(WHOLE) <= set(KINDS)


def test_the_copy_of_a_plain_record_leaves_nothing_out(small: SmallRegister) -> None:
    copy = copied(small, BO)
    assert {one.what for one in copy.left_out} >= {"the other person of a swap"}
    done(small, registered("A5555AA", "Quiet", "Quin"))
    plain = copied(small, "A5555AA")
    assert plain.left_out == ()
    assert "None." in as_text(disclosure_paper(plain))
