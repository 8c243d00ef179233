"""A decision table laid out as one array with a place for every combination: slow, plain, and independent of the engine."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge.procedures.model import Procedure
from knowledge.procedures.rows import Condition


class Grid:
    """Which row fires for each combination of options; an axis for each fact, in the procedure's order."""

    def __init__(self, procedure: Procedure) -> None:
        self._facts = procedure.facts
        self._shape = tuple(len(fact.values) for fact in procedure.facts)
        self.rows: NDArray[np.int16] = np.full(self._shape, -1, dtype=np.int16)
        for number, row in reversed(list(enumerate(procedure.rows))):
            self.rows[self._holds(row.when)] = number
        outcomes = [list(procedure.outcomes).index(row.outcome) for row in procedure.rows]
        self.outcomes: NDArray[np.int16] = np.array(outcomes, dtype=np.int16)[self.rows]

    def _axis(self, name: str) -> int:
        return [fact.id for fact in self._facts].index(name)

    def _is(self, name: str, values: frozenset[str] | set[str]) -> NDArray[np.bool_]:
        """True where the fact has one of the values, in a shape that stretches over the others."""
        axis = self._axis(name)
        chosen = np.array([value in values for value in self._facts[axis].values])
        return chosen.reshape([-1 if place == axis else 1 for place in range(len(self._shape))])

    def _holds(self, condition: Condition) -> NDArray[np.bool_]:
        holds = np.ones(self._shape, dtype=bool)
        for name, values in condition.tests:
            holds &= self._is(name, values)
        if condition.any_of:
            holds &= np.logical_or.reduce([self._holds(part) for part in condition.any_of])
        return holds

    def consistent(self) -> NDArray[np.bool_]:
        """True where no implication is broken."""
        sound = np.ones(self._shape, dtype=bool)
        for fact in self._facts:
            for value, effects in fact.implies.items():
                for name, effect in effects.items():
                    sound &= ~self._is(fact.id, {value}) | self._is(name, {effect})
        return sound

    def place(self, allowed: Mapping[str, list[str]]) -> tuple[NDArray[np.intp], ...]:
        """The part of the array where each named fact has one of its allowed options."""
        return np.ix_(
            *(
                [fact.values.index(value) for value in allowed.get(fact.id, fact.values)]
                for fact in self._facts
            )
        )

    def matters(self, name: str, known: Mapping[str, str]) -> bool:
        """Whether, all else alike and consistent, the outcome depends on this fact when the known ones are given."""
        place = self.place({fact: [value] for fact, value in known.items()})
        outcomes, sound = self.outcomes[place], self.consistent()[place]
        axis = self._axis(name)
        lowest = np.where(sound, outcomes, np.iinfo(np.int16).max).min(axis=axis)
        highest = np.where(sound, outcomes, -1).max(axis=axis)
        return bool(((highest >= 0) & (lowest != highest)).any())
