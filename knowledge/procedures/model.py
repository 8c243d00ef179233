"""What a procedure is, and what comes out of it: a question or a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge.procedures.facts import Fact
from knowledge.procedures.rows import Condition, Row
from knowledge.procedures.table import Table


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
class Step:
    """One thing to do: who does it, what, and by when (empty where time plays no part)."""

    who: str
    what: str
    when: str


@dataclass(frozen=True)
class ConditionalStep:
    """A step that only stands where a condition holds."""

    step: Step
    condition: Condition


@dataclass(frozen=True)
class ExtraStep(ConditionalStep):
    """A step that is added to whatever the outcome is, in front or at the end, and how urgent it makes the whole."""

    first: bool
    urgency: Urgency


@dataclass(frozen=True)
class Outcome:
    """What a row leads to.

    `recipients` is the chain of those who must know: the first is told by the user. `document` says what is to be
    written down and where, `drafts` which documents are to be written. `has_calendar`: the steps of the month are
    those of the kommune's year wheel.
    """

    id: str
    title: str
    urgency: Urgency
    recipients: tuple[str, ...]
    legal_basis: tuple[str, ...]
    steps: tuple[ConditionalStep, ...]
    document: str
    sources: tuple[str, ...]
    drafts: tuple[str, ...]
    has_calendar: bool


@dataclass(frozen=True)
class Procedure:
    """A procedure as the law and the guides describe it; rows are tried from the top, the first that fits counts.

    `offers` are procedures that it may lead to, with the words on the button. `through` is the procedure that a
    document's own procedure is decided by. `notes` are said with a decision that rests on the threshold they belong to.
    """

    id: str
    title: str
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]
    outcomes: Mapping[str, Outcome]
    extra_steps: tuple[ExtraStep, ...]
    offers: Mapping[str, str]
    through: str | None
    version: str
    notes: Mapping[str, str]

    @cached_property
    def table(self) -> Table:
        """The rows in the form that is quick to try."""
        return Table(self.facts, self.rows)

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
    """An outcome with the facts, the row and the sources that it rests on.

    `facts` are those given, `implied` those that follow from them, `trace` the labels of the rows tried.
    """

    procedure: str
    row: Row
    outcome: Outcome
    urgency: Urgency
    recipients: tuple[str, ...]
    legal_basis: tuple[str, ...]
    steps: tuple[Step, ...]
    document: tuple[str, ...]
    drafts: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    facts: Mapping[str, str]
    implied: Mapping[str, str]
    trace: tuple[str, ...]
    version: str
