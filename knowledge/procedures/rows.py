"""The lines of a decision table, in the manner of DMN with hit policy «first»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.procedures.facts import Facts


@dataclass(frozen=True)
class Condition:
    """Holds where each fact of `tests` has one of its values, and one of `any_of` holds (if there are any)."""

    tests: tuple[tuple[str, frozenset[str]], ...] = ()
    any_of: tuple[Condition, ...] = ()

    def holds(self, facts: Facts) -> bool | None:
        """True or False where the known facts settle it, else None."""
        parts = [facts[fact] in values if fact in facts else None for fact, values in self.tests]
        if self.any_of:
            parts.append(_any([part.holds(facts) for part in self.any_of]))
        if False in parts:
            return False
        return None if None in parts else True

    def facts(self) -> frozenset[str]:
        """The ids of all facts that it looks at."""
        return frozenset(fact for fact, _ in self.tests).union(*(part.facts() for part in self.any_of))


def _any(parts: list[bool | None]) -> bool | None:
    if True in parts:
        return True
    return None if None in parts else False


@dataclass(frozen=True)
class Row:
    """One line of the table.

    `then` is for a row that comes before the rest without replacing it (danger): the same facts with these
    changes are decided as well, and what that gives is to be done afterwards.
    """

    id: str
    label: str
    when: Condition
    outcome: str
    then: Mapping[str, str] | None
