"""Whoever is found by the start of a name is read from an index, where names lie together."""

from db.queries import search
from tests.db.plans import steps_of_each
from tests.registers import SmallRegister


def test_a_list_of_names_is_read_from_an_index_alone(small_file: SmallRegister) -> None:
    with small_file.store.read() as reader:
        (steps,) = steps_of_each(reader, lambda r: search.here_by_name(r, "SMI", 50))
    named = "SEARCH q USING COVERING INDEX ix_person_search_name (search_name>? AND search_name<?)"
    assert named in steps, steps
    assert not [step for step in steps if step.startswith("SCAN") and step != "SCAN f"], steps
