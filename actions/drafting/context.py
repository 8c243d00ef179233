"""What a case knows of a draft: to whom, how fast, where it is handed in, what has been answered, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from actions.case import Case
from actions.drafting.form import Form
from actions.present import facts_in_words
from actions.texts import Texts
from knowledge.municipalities import NATIONAL
from knowledge.procedures.model import Decision
from knowledge.rulebook import Rulebook, Source

_MOST_SOURCES = 6  # of a draft; the case's answer names them all


class Context(BaseModel):
    """The words round a draft, as they were when it was last changed; kept with its answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    kommune: str
    outcome: str
    to: str
    urgency: str
    deliver: str
    archive: str
    law: list[str]
    facts: list[str]
    steps: list[str]
    sources: list[str]
    local: dict[str, str]
    disclaimer: str
    made: str
    version: str


class Contexts:
    """Gathers what a case's decision and the kommune say of a draft."""

    def __init__(self, rulebook: Rulebook, texts: Texts, now: Callable[[], datetime]) -> None:
        self._rulebook = rulebook
        self._texts = texts
        self._now = now

    def of(self, form: Form, case: Case, decision: Decision, kommune: str) -> Context:
        """Return the words round a draft of this kind."""
        rulebook, texts = self._rulebook, self._texts
        municipality = rulebook.municipalities.get(kommune)
        local = municipality.texts
        procedure = rulebook.procedure(case.procedure, kommune)
        sources = form.sources or [source.id for source in rulebook.sources(decision, kommune)]
        return Context(
            title=form.title_by_outcome.get(decision.outcome.id, form.title),
            kommune=municipality.title if kommune != NATIONAL else "",
            outcome=decision.outcome.id,
            to=municipality.localise(form.to) if form.to else _recipients(decision, local, texts),
            urgency=form.urgency or texts.urgency[decision.urgency],
            deliver=municipality.localise(form.deliver) if form.deliver else _channel(decision, local),
            archive=municipality.localise(form.archive),
            law=[rulebook.citation(each) for each in form.law or decision.legal_basis],
            facts=facts_in_words(procedure, case.facts),
            steps=[
                f"{step.who}: {step.what}{f' ({step.when})' if step.when else ''}" for step in decision.steps
            ],
            sources=list(_cited(rulebook.source(each) for each in sources[:_MOST_SOURCES])),
            local=dict(local),
            disclaimer=texts.disclaimer,
            made=self._now().strftime("%d.%m.%Y kl. %H.%M"),
            version=decision.version,
        )


def _cited(sources: Iterable[Source]) -> Iterator[str]:
    """Yield each guide or law with its sections."""
    sections: dict[str, list[str]] = {}
    for source in sources:
        sections.setdefault(source.title, []).append(f"«{source.section}»")
    return (f"{title}: {', '.join(named)}" for title, named in sections.items())


def _recipients(decision: Decision, local: Mapping[str, Any], texts: Texts) -> str:
    """The chain in words: to whom, and who tells the next; the emergency services are rung, not written to."""
    written = [each for each in decision.recipients if each != "nodetat"]
    chain = ", som melder videre til ".join(local.get(each, texts.recipients[each]) for each in written)
    chain = chain or texts.recipients["rektor"]
    return chain[0].upper() + chain[1:]


def _channel(decision: Decision, local: Mapping[str, str]) -> str:
    """How it is handed in; a report past rektor does not go through the form that rektor reads."""
    is_past_rektor = "skoleeier" in decision.recipients and "rektor" not in decision.recipients
    return local["meldekanal_skoleeier" if is_past_rektor else "meldekanal"]
