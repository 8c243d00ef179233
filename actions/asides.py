"""What can be asked about a case without changing it: why, what would have changed it, which answers it rests on."""

from __future__ import annotations

from dataclasses import replace

from actions.case import Case
from actions.message import Button, Message, said
from actions.present import DecisionPresenter, facts_in_words, question_message
from actions.texts import Texts
from knowledge.procedures.model import Question
from knowledge.rulebook import Rulebook

SHOWN_CHANGES = 6


class Asides:
    """Answers questions about the open case."""

    def __init__(self, rulebook: Rulebook, presenter: DecisionPresenter, texts: Texts) -> None:
        self._rulebook = rulebook
        self._presenter = presenter
        self._texts = texts

    def why(self, case: Case, kommune: str) -> tuple[Message, ...]:
        """Why the open question is asked, or which row, provision and facts the decision rests on."""
        if case.asked:
            procedure = self._rulebook.procedure(case.procedure, kommune)
            fact = next(each for each in procedure.facts if each.id == case.asked)
            why = said("utter_hvorfor_sporsmal", hvorfor=fact.why)
            return why, self.question(case, kommune)
        decision = self._rulebook.decide_now(case.procedure, case.facts, kommune)
        receipt = Button(self._texts.buttons["kvittering"], "kvittering", {"sak": case.id})
        reasons = said(
            "utter_hvorfor_avgjorelse",
            rad=decision.row.label,
            hjemmel=", ".join(self._presenter.citations(decision)),
        )
        return (replace(reasons, buttons=(receipt,)),)

    def what_would_change(self, case: Case, kommune: str) -> tuple[Message, ...]:
        """The smallest changes of facts that would have given another outcome."""
        procedure = self._rulebook.procedure(case.procedure, kommune)
        found = self._rulebook.counterfactuals(case.procedure, case.facts, kommune)[:SHOWN_CHANGES]
        if not found:
            return (said("utter_ingenting_endrer"),)
        lines = [
            f"– {' og '.join(facts_in_words(procedure, each.changes))} → {each.outcome.title}"
            for each in found
        ]
        return (said("utter_hva_endrer", endringer="\n".join(lines)),)

    def my_answers(self, case: Case, kommune: str) -> tuple[Message, ...]:
        """The facts that the case rests on, each with a button that asks for it again."""
        procedure = self._rulebook.procedure(case.procedure, kommune)
        lines = facts_in_words(procedure, case.facts)
        if not lines:
            return (said("utter_ingen_svar_enna"),)
        buttons = tuple(
            Button(
                self._texts.buttons["endre_svar"].format(fact=fact.label),
                "endre",
                {"sak": case.id, "faktum": fact.id},
            )
            for fact in procedure.facts
            if fact.id in case.facts
        )
        answers = "\n".join(f"– {line}" for line in lines)
        return (replace(said("utter_dine_svar", svar=answers), buttons=buttons),)

    def receipt(self, case: Case, kommune: str) -> tuple[Message, ...]:
        """What the decision rested on, to write down and decide again later."""
        decision = self._rulebook.decide_now(case.procedure, case.facts, kommune)
        kept = self._presenter.json(decision, kommune)["receipt"]
        procedure = self._rulebook.procedure(case.procedure, kommune)
        told = said(
            "utter_kvittering",
            tid=kept["time"].replace("T", " kl. "),
            prosedyre=procedure.title,
            rad=f"{decision.row.id} ({decision.row.label})",
            svar="; ".join(facts_in_words(procedure, decision.facts)) or "–",
            kilder=", ".join(kept["sources"]),
            versjon=kept["version"],
        )
        return (replace(told, custom={**told.custom, "receipt": kept}),)

    def question(self, case: Case, kommune: str, response: str | None = None) -> Message:
        """The open question (again), perhaps with some words before it."""
        procedure = self._rulebook.procedure(case.procedure, kommune)
        fact = next(each for each in procedure.facts if each.id == case.asked)
        asked = question_message(Question(procedure.id, fact), case, self._texts.buttons, None)
        if response is None:
            return asked
        return replace(asked, text=None, response=response, values={"sporsmal": fact.question})
