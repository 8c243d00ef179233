"""What a procedure is: facts, rows and outcomes, in the manner of a DMN table with hit policy «first»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Facts = Mapping[str, str]
"""Known facts by id; a fact that is not there has not been asked about."""

UNSURE = "vet_ikke"
"""The answer that is always legal and takes the cautious branch."""


class Urgency(StrEnum):
    """How fast the first step must be taken, mildest first."""

    INGEN = "ingen"
    INNEN_EN_UKE = "innen_en_uke"
    SNAREST = "snarest"
    STRAKS = "straks"

    @property
    def rank(self) -> int:
        """Zero for the mildest, rising with urgency."""
        return list(Urgency).index(self)


@dataclass(frozen=True)
class Option:
    """One answer that a fact can have: its id and the words on the button."""

    value: str
    title: str


@dataclass(frozen=True)
class Fact:
    """Something that a decision may rest on.

    `assumed` is the value taken when nobody has said anything; a fact that has one is never asked.
    `gravity` lists values from mild to grave, for the proof that graver never means slower.
    """

    id: str
    label: str
    question: str
    why: str
    options: tuple[Option, ...]
    assumed: str | None
    button: str | None
    undo_button: str | None
    gravity: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        """Whether the user may be asked for it."""
        return self.assumed is None

    @property
    def values(self) -> tuple[str, ...]:
        """The ids of its options, in the order of the buttons."""
        return tuple(option.value for option in self.options)

    def title_of(self, value: str) -> str:
        """The words for a value, as on its button."""
        return next(option.title for option in self.options if option.value == value)


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


@dataclass(frozen=True)
class Step:
    """One thing to do: who does it, what, and by when (empty where time plays no part)."""

    who: str
    what: str
    when: str


@dataclass(frozen=True)
class ExtraStep:
    """A step that is added, in front or at the end, where a condition holds."""

    step: Step
    condition: Condition
    first: bool


@dataclass(frozen=True)
class Outcome:
    """What a row leads to. `recipients` is the chain of those who must know: the first is told by the user."""

    id: str
    title: str
    urgency: Urgency
    recipients: tuple[str, ...]
    legal_basis: tuple[str, ...]
    steps: tuple[Step, ...]
    sources: tuple[str, ...]
    drafts: tuple[str, ...]


@dataclass(frozen=True)
class Procedure:
    """A procedure as the law and the guides describe it; rows are tried from the top, the first that fits counts."""

    id: str
    title: str
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    outcomes: Mapping[str, Outcome]
    extra_steps: tuple[ExtraStep, ...]
    offers: tuple[str, ...]
    version: str

    def fact(self, fact_id: str) -> Fact | None:
        """The fact with that id, or None."""
        return next((fact for fact in self.facts if fact.id == fact_id), None)


@dataclass(frozen=True)
class Question:
    """The next fact to ask for."""

    procedure: str
    fact: Fact


@dataclass(frozen=True)
class Decision:
    """An outcome with the facts, the row and the sources that it rests on."""

    procedure: str
    row: Row
    outcome: Outcome
    urgency: Urgency
    recipients: tuple[str, ...]
    legal_basis: tuple[str, ...]
    steps: tuple[Step, ...]
    sources: tuple[str, ...]
    facts: Mapping[str, str]
    assumed: tuple[str, ...]
    trace: tuple[str, ...]
    version: str
