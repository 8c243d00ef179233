"""Put a question, a decision or passages into words, beside the data that a rich client draws cards from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from actions.case import Case
from actions.drafting.buttons import INTENT, MAKE
from actions.message import Button, Message
from actions.texts import Texts
from knowledge.procedures.facts import Fact
from knowledge.procedures.model import Decision, Procedure, Question
from knowledge.receipts import receipt
from knowledge.rulebook import Rulebook, Source

SHOWN_SOURCES = 4


def question_message(
    question: Question, case: Case, words: Mapping[str, str], understood: str | None
) -> Message:
    """The question with a button for each answer, and then the way back; `words` are the buttons' titles by id."""
    fact, mine = question.fact, {"sak": case.id}
    answers = [
        Button(option.title, "velg", {**mine, "faktum": fact.id, "verdi": option.value})
        for option in fact.options
    ]
    ways_back = [
        *([Button(words["tilbake"], "tilbake", mine)] if case.earlier else []),
        *([Button(words["endre"], "dine_svar", mine)] if understood else []),
    ]
    custom: dict[str, Any] = {"route": case.goal or case.procedure, "question": question_json(question)}
    if understood:
        custom["understood"] = understood
    return Message(text=fact.question, buttons=(*answers, *ways_back), custom=custom)


def question_json(question: Question) -> dict[str, Any]:
    """The question as the contract has it."""
    fact = question.fact
    return {
        "procedure": question.procedure,
        "fact": fact.id,
        "options": [{"value": option.value, "title": option.title} for option in fact.options],
        "why": fact.why,
    }


class DecisionPresenter:
    """Puts a decision into words, with its sources in a kommune."""

    def __init__(
        self,
        rulebook: Rulebook,
        texts: Texts,
        draft_buttons: Mapping[str, str],
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """`draft_buttons` are the titles of the buttons that make a draft, by its kind."""
        self._rulebook = rulebook
        self._texts = texts
        self._draft_buttons = draft_buttons
        self._now = now

    def message(
        self, decision: Decision, case: Case, kommune: str, route: str, understood: str | None
    ) -> Message:
        """The decision as text, with buttons for what may come next."""
        custom: dict[str, Any] = {"route": route, "decision": self.json(decision, kommune)}
        if understood:
            custom["understood"] = understood
        return Message(
            text=self._text(decision, kommune),
            buttons=self._buttons(decision, case, kommune),
            custom=custom,
        )

    def json(self, decision: Decision, kommune: str) -> dict[str, Any]:
        """The decision as the contract has it."""
        return {
            "procedure": decision.procedure,
            "outcome": decision.outcome.id,
            "title": decision.outcome.title,
            "urgency": decision.urgency.value,
            "recipients": list(decision.recipients),
            "legal_basis": self.citations(decision),
            "steps": [{"who": step.who, "what": step.what, "when": step.when} for step in decision.steps],
            "document": list(decision.document),
            "drafts": list(decision.drafts),
            "notes": list(decision.notes),
            "sources": [_source_json(source) for source in self._rulebook.sources(decision, kommune)],
            "facts": dict(decision.facts),
            "answers": facts_in_words(self._rulebook.procedure(decision.procedure, kommune), decision.facts),
            "implied": dict(decision.implied),
            "row": {"id": decision.row.id, "label": decision.row.label},
            "version": decision.version,
            "receipt": receipt(self._rulebook, decision, kommune, self._now()).as_json(),
            **({"calendar": calendar_url(kommune)} if decision.outcome.has_calendar else {}),
        }

    def citations(self, decision: Decision) -> list[str]:
        """The legal basis as it is written in text."""
        return [self._rulebook.citation(each) for each in decision.legal_basis]

    def _text(self, decision: Decision, kommune: str) -> str:
        labels = self._texts.labels
        sources = self._rulebook.sources(decision, kommune)
        steps = [
            f"{number}. {step.who}: {step.what}{f' ({step.when})' if step.when else ''}"
            for number, step in enumerate(decision.steps, start=1)
        ]
        calendar = [f"{labels['calendar']}: {calendar_url(kommune)}"] if decision.outcome.has_calendar else []
        return "\n".join(
            [
                f"{decision.outcome.title}.",
                *steps,
                *(f"{labels['document']}: {each}" for each in decision.document),
                *self._drafts(decision),
                *(f"{labels['note']}: {each}" for each in decision.notes),
                *calendar,
                f"{labels['legal_basis']}: {', '.join(self.citations(decision))}.",
                f"{labels['sources']}: {'; '.join(_cited(sources))}.",
                self._texts.disclaimer,
            ]
        )

    def _drafts(self, decision: Decision) -> list[str]:
        """Which documents are to be written, in one line."""
        names = [self._texts.drafts[each] for each in decision.drafts]
        return [f"{self._texts.labels['drafts']}: {', '.join(names)}."] if names else []

    def _buttons(self, decision: Decision, case: Case, kommune: str) -> tuple[Button, ...]:
        words, mine = self._texts.buttons, {"sak": case.id}
        procedure = self._rulebook.procedure(decision.procedure, kommune)
        return (
            *_grave_buttons(procedure, case),
            *(
                Button(self._draft_buttons[each], INTENT, {**mine, "handling": MAKE, "verdi": each})
                for each in decision.drafts
                if each in self._draft_buttons
            ),
            *(Button(title, each, mine) for each, title in procedure.offers.items()),
            *([Button(words["dine_svar"], "dine_svar", mine)] if decision.facts else []),
            Button(words["hvorfor"], "hvorfor", mine),
            *([Button(words["hva_endrer"], "hva_endrer", mine)] if procedure.facts else []),
            Button(words["start_pa_nytt"], "start_pa_nytt", {}),
        )


def _cited(sources: Sequence[Source]) -> list[str]:
    """The first sources in words, those of one guide or law together; a rich client shows them all."""
    sections: dict[str, list[str]] = {}
    for source in sources[:SHOWN_SOURCES]:
        sections.setdefault(source.title, []).append(f"«{source.section}»")
    return [f"{title}, {', '.join(each)}" for title, each in sections.items()]


def calendar_url(kommune: str) -> str:
    """Where the kommune's year wheel lies as a calendar file."""
    return f"/api/arshjul.ics?kommune={kommune}"


def _grave_buttons(procedure: Procedure, case: Case) -> list[Button]:
    """For each fact that was assumed and not asked, the button that says it is so, or takes it back."""
    buttons = []
    for fact in procedure.facts:
        if fact.button and fact.assumed and fact.gravity:
            is_said = case.facts.get(fact.id, fact.assumed) != fact.assumed
            title = (fact.undo_button or fact.button) if is_said else fact.button
            value = fact.assumed if is_said else fact.gravity[-1]
            buttons.append(Button(title, "velg", {"sak": case.id, "faktum": fact.id, "verdi": value}))
    return buttons


def understood_line(procedure: Procedure, facts: Mapping[str, str]) -> str | None:
    """What was understood from the user's own words, in one line, or None where that was nothing."""
    return " · ".join(facts_in_words(procedure, facts)) or None


def facts_in_words(procedure: Procedure, facts: Mapping[str, str]) -> list[str]:
    """Each fact with its value, in the procedure's order."""
    return [_in_words(fact, facts[fact.id]) for fact in procedure.facts if fact.id in facts]


def _in_words(fact: Fact, value: str) -> str:
    return f"{fact.label}: {fact.title_of(value)}"


def _source_json(source: Source) -> dict[str, str]:
    return {
        "guide": source.guide,
        "section": source.section,
        "title": source.title,
        "owner": source.owner,
        "text": source.text,
    }
