"""What is listed in a chart and not drawn: the facts by kind, the steps, and the steps that come whatever the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.charts.conditions import Phrases
from knowledge.charts.words import ChartWords
from knowledge.procedures.model import Outcome, Procedure, Step


@dataclass(frozen=True)
class Listing:
    """Lines under a heading; `is_ordered` where the order counts."""

    heading: str
    items: tuple[str, ...]
    is_ordered: bool = False


def asks(procedure: Procedure) -> bool:
    """Whether anything is asked; where nothing is, the steps are the procedure."""
    return any(fact.is_asked for fact in procedure.facts)


def fact_listings(procedure: Procedure, words: ChartWords) -> Iterator[Listing]:
    """The facts by kind; a procedure that asks for none says so."""
    said = words.facts
    if not asks(procedure):
        yield Listing(said.none, ())
    listings = (
        Listing(said.asked, tuple(fact.label for fact in procedure.facts if fact.is_asked), is_ordered=True),
        Listing(said.assumed, tuple(_assumed(procedure, words))),
        Listing(said.calendar, tuple(fact.label for fact in procedure.facts if fact.today)),
        Listing(said.implied, tuple(_implied(procedure, words))),
        Listing(said.notes, tuple(dict.fromkeys(procedure.notes.values()))),
    )
    yield from (listing for listing in listings if listing.items)


def extra_steps(procedure: Procedure, words: ChartWords) -> Iterator[Listing]:
    """The steps that come whatever the outcome, each under its condition."""
    phrases = Phrases(procedure, words)
    for each in procedure.extra_steps:
        form = words.extra.first if each.first else words.extra.last
        condition = phrases.sentence(each.condition, quoted=True)
        yield Listing(form.format(condition=condition), (step_in_words(each.step, words),))


def steps_in_words(procedure: Procedure, outcome: Outcome, words: ChartWords) -> Iterator[str]:
    """The numbered steps of an outcome, each with the condition it has."""
    phrases = Phrases(procedure, words)
    if outcome.has_calendar:
        yield words.outcome.calendar
    for number, each in enumerate(outcome.steps, start=1):
        condition = phrases.sentence(each.condition, quoted=True)
        given = f" {words.outcome.given.format(condition=condition)}." if condition else ""
        yield f"{number}. {step_in_words(each.step, words)}{given}"


def step_in_words(step: Step, words: ChartWords) -> str:
    """One step in one line."""
    form = words.outcome.step if step.when else words.outcome.step_without_time
    return form.format(who=step.who, what=step.what, when=step.when)


def _assumed(procedure: Procedure, words: ChartWords) -> Iterator[str]:
    phrases = Phrases(procedure, words)
    return (phrases.fact_is(fact.id, [fact.assumed]) for fact in procedure.facts if fact.assumed is not None)


def _implied(procedure: Procedure, words: ChartWords) -> Iterator[str]:
    for fact in procedure.facts:
        for value, effects in fact.implies.items():
            for name, effect in effects.items():
                other = procedure.fact(name)
                if other is not None:
                    yield words.facts.implies.format(
                        fact=fact.label,
                        value=fact.title_of(value),
                        other=other.label,
                        effect=other.title_of(effect),
                    )
