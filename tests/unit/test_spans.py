"""What facts come to, worked out by hand, and the same whatever their order."""

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from wingterm.domain.spans import KnownFact, Span, timeline, value_at
from wingterm.domain.times import FAR

FIRST = KnownFact(recorded_at=10, establishment=1, seq=1, from_at=100, value="one")
LATER = KnownFact(recorded_at=20, establishment=1, seq=2, from_at=200, value="two")
BETWEEN = KnownFact(recorded_at=30, establishment=1, seq=3, from_at=150, value="between")
INSTEAD = KnownFact(recorded_at=40, establishment=1, seq=4, from_at=100, value="instead")


def test_nothing_known_is_no_span() -> None:
    assert timeline([]) == ()
    assert value_at((), 5) is None


def test_a_fact_holds_until_the_next_later_one() -> None:
    assert timeline([FIRST, LATER]) == (
        Span(1, 1, 100, 200, "one"),
        Span(1, 2, 200, FAR, "two"),
    )


def test_a_fact_recorded_late_takes_its_own_time_only() -> None:
    assert timeline([FIRST, LATER, BETWEEN]) == (
        Span(1, 1, 100, 150, "one"),
        Span(1, 3, 150, 200, "between"),
        Span(1, 2, 200, FAR, "two"),
    )


def test_of_two_from_one_instant_the_later_recorded_holds() -> None:
    expected = (Span(1, 4, 100, 200, "instead"), Span(1, 2, 200, FAR, "two"))
    assert timeline([FIRST, LATER, INSTEAD]) == expected
    assert timeline([INSTEAD, LATER, FIRST]) == expected


def test_a_withdrawn_fact_leaves_what_was_there_before() -> None:
    assert timeline([FIRST, LATER, BETWEEN]) != timeline([FIRST, LATER])
    # Without the fact that had replaced it, the first one holds again.
    assert timeline([FIRST, LATER])[0].value == "one"
    # Without the first one the earlier time has no value at all.
    assert timeline([LATER]) == (Span(1, 2, 200, FAR, "two"),)


def test_recorded_at_one_instant_the_book_and_number_decide() -> None:
    one, two = INSTEAD._replace(seq=5, value="seq 5"), INSTEAD._replace(seq=6, value="seq 6")
    assert timeline([two, one])[0].value == "seq 6"
    other_book = INSTEAD._replace(establishment=2, seq=1, value="book 2")
    assert timeline([other_book, two])[0].value == "book 2"


def test_the_value_at_an_instant() -> None:
    spans = timeline([FIRST, LATER, BETWEEN])
    asked = {99: None, 100: "one", 149: "one", 150: "between", 199: "between", 200: "two"}
    assert {instant: value_at(spans, instant) for instant in asked} == asked
    assert value_at(spans, FAR - 1) == "two"


FACTS = st.lists(
    st.builds(
        KnownFact, st.integers(0, 5), st.integers(1, 2), st.integers(1, 50), st.integers(0, 20),
        st.sampled_from("abc"),
    ),
    unique_by=lambda fact: (fact.establishment, fact.seq),
)  # fmt: skip


@given(FACTS, st.randoms(use_true_random=False), st.integers(-1, 22))
def test_the_order_of_facts_does_not_matter(
    facts: list[KnownFact], chance: Random, instant: int
) -> None:
    shuffled = list(facts)
    chance.shuffle(shuffled)
    spans = timeline(shuffled)
    assert spans == timeline(facts)
    assert all(span.from_at < span.to_at for span in spans)
    assert all(one.to_at == two.from_at for one, two in pairwise(spans))
    begun = [fact for fact in facts if fact.from_at <= instant]
    newest = max(begun, key=lambda f: (f.from_at, f[:3]), default=None)
    assert value_at(spans, instant) == (newest.value if newest else None)
