"""The quick table says what the plain array says, for every single combination."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.procedures.decide import known_state, next_question
from knowledge.procedures.model import Procedure
from tests.knowledge.procedures.grid import Grid
from tests.knowledge.procedures.proofs import in_words

LARGE = ["fravaer", "melde_fra", "evaluere"]


def test_each_combination_fires_the_row_that_fits_first(procedures: dict[str, Procedure]) -> None:
    for procedure in procedures.values():
        grid, table = Grid(procedure), procedure.table
        told = np.full(grid.rows.shape, -1, dtype=np.int16)
        covered = 0
        for cell, row in table.cells():
            allowed = {
                fact.id: [value for value in fact.values if table.is_possible(cell, fact.id, value)]
                for fact in procedure.facts
            }
            assert row is not None
            told[grid.place(allowed)] = procedure.rows.index(row)
            covered += table.size(cell)
        assert covered == grid.rows.size, f"{procedure.id}: delene dekker ikke hver kombinasjon én gang"
        assert (told == grid.rows).all(), procedure.id


@pytest.mark.parametrize("name", LARGE)
@given(data=st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_fact_asked_is_the_first_that_can_change_the_outcome(
    procedures: dict[str, Procedure], name: str, data: st.DataObject
) -> None:
    procedure = procedures[name]
    grid = _grids(procedures)[name]
    known: dict[str, str] = {}
    for fact in data.draw(st.permutations(procedure.facts)):
        if not fact.is_asked or data.draw(st.booleans()):
            open_values = [
                value
                for value in fact.values
                if procedure.table.is_possible(procedure.table.state(known), fact.id, value)
            ]
            known[fact.id] = data.draw(st.sampled_from(open_values))
    question = next_question(procedure, known)
    settled = procedure.table.settled(known_state(procedure, known))
    relevant = [
        fact.id for fact in procedure.facts if fact.id not in settled and grid.matters(fact.id, known)
    ]
    assert (question.fact.id if question else None) == (relevant[0] if relevant else None), in_words(known)


_kept: dict[str, Grid] = {}


def _grids(procedures: dict[str, Procedure]) -> dict[str, Grid]:
    """The arrays of the large tables, made once."""
    for name in LARGE:
        if name not in _kept:
            _kept[name] = Grid(procedures[name])
    return _kept
