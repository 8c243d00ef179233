"""A procedure's rows in a form that is quick to try: what is possible is one whole number, with one bit per answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.procedures.facts import Fact
from knowledge.procedures.rows import Condition, Row

State = int
"""The answers that are still possible, all facts together; a fact with one bit left is settled."""

_REMEMBERED = 50_000


@dataclass(frozen=True)
class _Clause:
    """One way for a row to fit: each fact of `allowed` has one of the answers in its bits."""

    row: Row
    allowed: tuple[State, ...]
    outside: State
    """The answers that must be ruled out before the clause is sure to hold."""
    facts: tuple[State, ...]
    """The bits of the facts that it looks at, in the procedure's order."""


class Table:
    """The rows of one procedure, and what follows from what."""

    def __init__(self, facts: tuple[Fact, ...], rows: tuple[Row, ...]) -> None:
        self._bit: dict[str, dict[str, State]] = {}
        position = 0
        for fact in facts:
            self._bit[fact.id] = {
                value: 1 << place for place, value in enumerate(fact.values, start=position)
            }
            position += len(fact.values)
        self._everything: State = (1 << position) - 1
        self._mask = {name: sum(bits.values()) for name, bits in self._bit.items()}
        self._clauses = tuple(clause for row in rows for clause in self._clauses_of(row))
        self._implied = tuple(self._implications(facts))
        self._differ = lru_cache(_REMEMBERED)(self._find_difference)

    def state(self, known: Mapping[str, str], follow: bool = True) -> State:
        """What is possible when these options are known; with `follow` also what follows from them."""
        state = self._everything
        for name, value in known.items():
            state &= ~self._mask[name] | self._bit[name][value]
        return self._followed(state) if follow else state

    def settled(self, state: State) -> dict[str, str]:
        """The facts with one answer left."""
        return {
            name: next(value for value, bit in bits.items() if state & bit)
            for name, bits in self._bit.items()
            if _is_settled(state & self._mask[name])
        }

    def mixed(self, state: State, other: State, names: Iterable[str]) -> State:
        """What `state` allows, but for the named facts what `other` allows."""
        mask = sum(self._mask[name] for name in names)
        return (state & ~mask) | (other & mask)

    def is_possible(self, state: State, name: str, value: str) -> bool:
        """Whether that answer is still possible."""
        return bool(state & self._bit[name][value])

    def row(self, state: State) -> Row:
        """The first row that fits; every fact must be settled. Raises LookupError where no row does."""
        found, _ = self._first(state)
        if found is None:
            raise LookupError("no row fits")
        return found

    def can_change(self, state: State, name: str) -> bool:
        """Whether some completion of the other open facts makes the outcome depend on this one."""
        return self._differ(tuple(self._each(state, self._mask[name])))

    def cells(self, within: State | None = None, follow: bool = False) -> Iterator[tuple[State, Row | None]]:
        """All combinations in as few parts as the rows tell apart, each with its row, or None where none fits.

        `within` gives only the parts of that state. With `follow`, combinations that contradict an implication are
        left out.
        """
        return self._cells(self._everything if within is None else within, follow)

    def size(self, state: State) -> int:
        """How many combinations a state stands for."""
        size = 1
        for mask in self._mask.values():
            size *= (state & mask).bit_count()
        return size

    def split(self, state: State, names: Iterable[str]) -> Iterator[State]:
        """The state in parts, so that each named fact is settled in every part."""
        parts: Iterable[State] = [state]
        for name in names:
            mask = self._mask[name]
            parts = [(part & ~mask) | bit for part in parts for bit in _bits(part & mask)]
        return iter(parts)

    def _clauses_of(self, row: Row) -> Iterator[_Clause]:
        for tests in _alternatives(row.when):
            allowed = {name: self._everything for name, _ in tests}
            for name, values in tests:
                allowed[name] &= sum(self._bit[name][value] for value in values)
            yield _Clause(
                row,
                tuple(allowed.values()),
                sum(self._mask[name] & ~bits for name, bits in allowed.items()),
                tuple(mask for name, mask in self._mask.items() if name in allowed),
            )

    def _implications(self, facts: tuple[Fact, ...]) -> Iterator[tuple[State, State, State, State]]:
        """Cause and its fact, effect and its fact."""
        for fact in facts:
            for value, effects in fact.implies.items():
                for name, effect in effects.items():
                    yield (
                        self._bit[fact.id][value],
                        self._mask[fact.id],
                        self._bit[name][effect],
                        self._mask[name],
                    )

    def _followed(self, state: State) -> State:
        """The state with what follows, forwards (a later stair implies the earlier) and then backwards.

        What was said is never overruled: where two statements contradict an implication, both stand.
        """
        before = None
        while state != before:
            before = state
            state = self._backwards(self._forwards(state))
        return state

    def _forwards(self, state: State) -> State:
        before = None
        while state != before:
            before = state
            for cause, cause_mask, effect, effect_mask in self._implied:
                if state & cause_mask == cause and state & effect:
                    state &= ~effect_mask | effect
        return state

    def _backwards(self, state: State) -> State:
        for cause, cause_mask, effect, _ in self._implied:
            if not state & effect and not _is_settled(state & cause_mask):
                state &= ~cause
        return state

    def _first(self, state: State) -> tuple[Row | None, State]:
        """The row that fits for sure, or the bits of the fact that the first undecided row waits for."""
        for clause in self._clauses:
            if not state & clause.outside:
                return clause.row, 0
            if all(state & allowed for allowed in clause.allowed):
                waiting = (mask for mask in clause.facts if _is_open(state & mask, clause.outside))
                return None, next(waiting)
        return None, 0

    def _each(self, state: State, mask: State) -> Iterator[State]:
        for bit in _bits(state & mask):
            yield self._followed((state & ~mask) | bit)

    def _find_difference(self, states: tuple[State, ...]) -> bool:
        """Whether these states, filled in alike, can lead to different outcomes."""
        outcomes = set()
        for state in states:
            row, waiting = self._first(state)
            if row is None:
                return any(self._differ(alike) for alike in self._alike(states, waiting))
            outcomes.add(row.outcome)
        return len(outcomes) > 1

    def _alike(self, states: tuple[State, ...], mask: State) -> Iterator[tuple[State, ...]]:
        """The states with one more fact filled in with the same answer; those that rule it out fall away."""
        for bit in _bits(mask):
            alike = tuple(
                dict.fromkeys(self._followed((state & ~mask) | bit) for state in states if state & bit)
            )
            if len(alike) > 1:
                yield alike

    def _cells(self, state: State, follow: bool) -> Iterator[tuple[State, Row | None]]:
        row, waiting = self._first(state)
        if row is not None or not waiting:
            yield state, row
            return
        for bit in _bits(state & waiting):
            narrowed = (state & ~waiting) | bit
            yield from self._cells(self._followed(narrowed) if follow else narrowed, follow)


def _alternatives(condition: Condition) -> Iterator[tuple[tuple[str, frozenset[str]], ...]]:
    """A condition as the ways in which it can hold."""
    if not condition.any_of:
        yield condition.tests
        return
    for part in condition.any_of:
        for tests in _alternatives(part):
            yield (*condition.tests, *tests)


def _bits(mask: State) -> Iterator[State]:
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest


def _is_settled(bits: State) -> bool:
    return bits & (bits - 1) == 0


def _is_open(bits: State, outside: State) -> bool:
    """Whether an open fact still has both answers that fit and answers that do not."""
    return bool(bits & outside) and bool(bits & ~outside)
