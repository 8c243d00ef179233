"""A procedure as a chart in words: what is asked, and row by row what is tried and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.charts.conditions import Citation, Phrases, cited
from knowledge.charts.listings import Listing, asks, extra_steps, fact_listings, steps_in_words
from knowledge.charts.words import ChartWords
from knowledge.procedures.model import Outcome, Procedure, Urgency
from knowledge.procedures.rows import Row


@dataclass(frozen=True)
class OutcomeCard:
    """Where a row leads: title, deadline, who must know, the legal basis; and the steps where nothing is asked."""

    title: str
    urgency: str
    lines: tuple[str, ...]
    steps: tuple[str, ...]
    is_urgent: bool


@dataclass(frozen=True)
class RowCard:
    """What is tried. `is_rest`: it takes all that is left; `goes_on`: the rows after it are to be followed as well."""

    id: str
    heading: str
    label: str
    condition: tuple[str, ...]
    outcome: OutcomeCard
    is_rest: bool
    goes_on: bool


@dataclass(frozen=True)
class Chart:
    """A whole procedure in words, with the words for its arrows."""

    id: str
    title: str
    place: str
    facts: tuple[Listing, ...]
    rows: tuple[RowCard, ...]
    extra: tuple[Listing, ...]
    version: str
    words: ChartWords


def describe(procedure: Procedure, words: ChartWords, citation: Citation, place: str) -> Chart:
    """The chart of a procedure as it is in a place (a kommune's title)."""
    cards = _Cards(procedure, words, citation)
    return Chart(
        id=procedure.id,
        title=procedure.title,
        place=words.drawing.place.format(place=place),
        facts=tuple(fact_listings(procedure, words)),
        rows=tuple(cards.row(row) for row in procedure.rows),
        extra=tuple(extra_steps(procedure, words)),
        version=words.drawing.version.format(version=procedure.version),
        words=words,
    )


class _Cards:
    """Makes the cards of one procedure's rows."""

    def __init__(self, procedure: Procedure, words: ChartWords, citation: Citation) -> None:
        self._procedure = procedure
        self._words = words
        self._citation = citation
        self._phrases = Phrases(procedure, words)

    def row(self, row: Row) -> RowCard:
        """The card of one row; the row's id and its provisions stand in each of its boxes."""
        outcome = self._procedure.outcomes[row.outcome]
        is_rest = not row.when.facts()
        said = self._words.row
        name = (said.name_of_rest if is_rest and len(self._procedure.rows) > 1 else said.name).format(
            id=row.id
        )
        citations = cited(outcome.legal_basis, self._citation, self._words)
        basis = self._words.outcome.legal_basis.format(citations=citations)
        return RowCard(
            id=row.id,
            heading=name if is_rest else said.join.join((name, citations)),
            label=row.label,
            condition=self._phrases.lines(row.when),
            outcome=self._outcome(outcome, row, basis if is_rest else said.join.join((name, basis))),
            is_rest=is_rest,
            goes_on=row.then is not None,
        )

    def _outcome(self, outcome: Outcome, row: Row, basis: str) -> OutcomeCard:
        said = self._words.outcome
        lines = [basis]
        if row.then is not None:
            lines.insert(0, said.afterwards.format(changes=self._phrases.changes(row.then)))
        if outcome.recipients:
            lines.insert(0, said.recipients.format(names=self._words.names(outcome.recipients)))
        steps = () if asks(self._procedure) else steps_in_words(self._procedure, outcome, self._words)
        return OutcomeCard(
            title=outcome.title,
            urgency=said.urgency.format(urgency=self._words.urgency(outcome.urgency)),
            lines=tuple(lines),
            steps=tuple(steps),
            is_urgent=outcome.urgency is Urgency.STRAKS,
        )
