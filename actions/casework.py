"""What is done with a case: open it, take in facts, ask or decide, and go on to what the decision leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from actions.asides import Asides
from actions.case import Case
from actions.drafting.desk import DraftDesk
from actions.drafting.errors import DraftsUnavailableError
from actions.message import Message, said
from actions.present import DecisionPresenter, question_message, understood_line
from actions.texts import Texts
from actions.turn import Turn
from actions.understand import Understanding
from knowledge.procedures.model import Decision, Procedure, Question
from knowledge.rulebook import Rulebook

FIRST_PROCEDURE = "melde_fra"
ROLE = "rolle"
SHARPENED = ("ansatt", "ledelse")
"""Who harms a pupil when the duty to report is the sharpened one (§ 12-5)."""


@dataclass(frozen=True)
class Reply:
    """What to say, and the case as it stands afterwards; `messages` is None where the rules must answer instead.

    `waiting` is a message of the user that a question of ours must settle first.
    """

    case: Case | None
    messages: tuple[Message, ...] | None
    waiting: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Tools:
    """What a case is worked with."""

    rulebook: Rulebook
    understanding: Understanding
    presenter: DecisionPresenter
    drafts: DraftDesk
    texts: Texts


class Casework:
    """Moves one case on; which of these is done for a message is decided in actions/dialogue.py."""

    def __init__(self, tools: Tools) -> None:
        self._rulebook = tools.rulebook
        self._understanding = tools.understanding
        self._presenter = tools.presenter
        self._drafts = tools.drafts
        self._words = tools.texts.buttons
        self._asides = Asides(tools.rulebook, tools.presenter, tools.texts)

    def opened(self, turn: Turn) -> Reply:
        """A new case, with everything that the opening says and nothing of any earlier one."""
        wished = turn.intent if self._rulebook.has_procedure(turn.intent) else self._fitting(turn)
        through = self._rulebook.procedure(wished).through
        kommune = self._understanding.kommune(turn)
        procedure = self._rulebook.procedure(through or wished, kommune or turn.kommune)
        facts = self._understanding.facts(turn, procedure)
        is_story = not turn.is_button and (facts or not through)
        case = Case.new(procedure.id, (turn.text,) if is_story else (), wished if through else None)
        opened = replace(case, kommune=kommune, facts={**_role_of_channel(turn, procedure), **facts})
        return self.decided_or_asked(opened, turn, facts)

    def also_fitting(self, turn: Turn, route: str) -> tuple[str, ...]:
        """The procedure whose facts a message states, beside the route that it was read as; empty where it states none."""
        stated = self._stated_by_procedure(turn)
        fitting = self._fitting(turn)
        return (fitting, route) if stated[fitting] else ()

    def _fitting(self, turn: Turn) -> str:
        """The procedure that a message with no route of its own says most of; the duty to report where none."""
        if turn.is_acute:
            return FIRST_PROCEDURE
        stated = self._stated_by_procedure(turn)
        return max(stated, key=lambda name: (stated[name], name == FIRST_PROCEDURE))

    def _stated_by_procedure(self, turn: Turn) -> dict[str, int]:
        """How many facts the message states for each procedure that asks something."""
        return {
            procedure.id: len(self._understanding.facts(turn, procedure).keys() - {ROLE})
            for procedure in self._rulebook.procedures(turn.kommune)
            if any(fact.is_asked for fact in procedure.facts)
        }

    def followed_on(self, case: Case, next_id: str, turn: Turn) -> Reply:
        """The procedure that this one leads to, about the same situation: what was told and is known goes along."""
        through = self._rulebook.procedure(next_id).through
        procedure = self._rulebook.procedure(through or next_id, kommune_of(case, turn))
        known = {name: value for name, value in case.facts.items() if procedure.fact(name)}
        following = replace(
            Case.new(procedure.id, case.told, next_id if through else None),
            kommune=case.kommune,
            facts={**_role_of_channel(turn, procedure), **known},
        )
        return self.decided_or_asked(following, turn)

    def stated(self, case: Case, turn: Turn) -> dict[str, str]:
        """The facts that a message states, those left out that the case already holds."""
        procedure = self._rulebook.procedure(case.procedure, kommune_of(case, turn))
        facts = self._understanding.facts(turn, procedure)
        return {name: value for name, value in facts.items() if case.facts.get(name) != value}

    def answered(self, case: Case, turn: Turn) -> dict[str, str]:
        """The facts that a message states, and its answer to the open question unless it corrects an earlier one.

        «Nei, det var en vikar» takes back who it was; the «nei» in it must not answer whether the case is grave.
        """
        facts = self.stated(case, turn)
        is_correction = turn.intent == "endre" or any(name in case.facts for name in facts)
        procedure = self._rulebook.procedure(case.procedure, kommune_of(case, turn))
        asked = procedure.fact(case.asked) if case.asked else None
        if asked and asked.id not in facts and not is_correction:
            answer = self._understanding.answer(turn, asked, says_more=bool(facts))
            if answer:
                facts[asked.id] = answer
        return facts

    def moved(self, case: Case, facts: Mapping[str, str], turn: Turn, is_shown: bool) -> Reply:
        """The case with new facts; earlier ones that can't hold beside them fall away, and are asked anew."""
        kommune = kommune_of(case, turn)
        together = self._rulebook.with_changes(case.procedure, case.facts, facts, kommune)
        return self.decided_or_asked(case.with_facts(together), turn, facts if is_shown else None)

    def decided_or_asked(self, case: Case, turn: Turn, shown: Mapping[str, str] | None = None) -> Reply:
        """The decision, or the next question; `shown` is told to have been understood."""
        kommune = kommune_of(case, turn)
        result = self._rulebook.decide(case.procedure, case.facts, kommune)
        procedure = self._rulebook.procedure(case.procedure, kommune)
        understood = understood_line(procedure, shown) if shown else None
        if isinstance(result, Question):
            asking = replace(case, asked=result.fact.id, is_decided=False)
            return Reply(asking, (question_message(result, asking, self._words, understood),))
        decided = replace(case, asked=None, is_decided=True, goal=None)
        route = case.goal or case.procedure
        message = self._presenter.message(result, decided, kommune, route, understood)
        if not case.goal:
            return Reply(decided, (message,))
        drafted, draft = self._draft(decided, result, case.goal, turn)
        return Reply(drafted, (message, *draft))

    def asked_again(self, case: Case | None, turn: Turn, response: str) -> Reply:
        """The open question with some words before it; a case without one has nothing more to say."""
        if case is None or case.asked is None:
            return Reply(case, ())
        return Reply(case, (self._asides.question(case, kommune_of(case, turn), response),))

    def asked_again_after(self, case: Case, turn: Turn, answer: Message) -> Reply:
        """The answer to a question in the middle of a case, and then the open question again."""
        again = self.asked_again(case, turn, "utter_tilbake_til_saken")
        return replace(again, messages=(answer, *(again.messages or ())))

    def one_back(self, case: Case, turn: Turn) -> Reply:
        """The last answer taken back, and its question asked again."""
        if not case.earlier:
            return Reply(case, (said("utter_ikke_lenger_tilbake"),))
        return self.decided_or_asked(case.back(), turn)

    def next_step(self, case: Case, wished: str, turn: Turn) -> Reply:
        """What a decided case leads to: a draft, or another procedure, or first the one that a draft belongs to."""
        decision = self._rulebook.decide(case.procedure, case.facts, kommune_of(case, turn))
        if isinstance(decision, Question):
            return self.decided_or_asked(replace(case, goal=wished), turn)
        is_procedure = self._rulebook.has_procedure(wished)
        through = self._rulebook.procedure(wished).through if is_procedure else None
        if self._drafts.can_make(wished) and (wished in decision.drafts or through == case.procedure):
            return Reply(*self._draft(case, decision, wished, turn))
        if is_procedure:
            return self.followed_on(case, wished, turn)
        return Reply(case, (said("utter_gammel_knapp"),))

    def wished(self, case: Case | None, kind: str, turn: Turn) -> Reply:
        """A draft asked for by its name: of the open case where it fits, else of one of its own.

        A case that is not decided yet is decided first.
        """
        if case and not case.is_decided:
            if self._drafts.case_of(kind) == case.procedure:
                return self.decided_or_asked(replace(case, goal=kind), turn)
            return self.asked_again(case, turn, "utter_saken_forst")
        if (
            case
            and kind in self._rulebook.decide_now(case.procedure, case.facts, kommune_of(case, turn)).drafts
        ):
            return self.next_step(case, kind, turn)
        procedure = self._rulebook.procedure(self._drafts.case_of(kind), turn.kommune)
        own = replace(Case.new(procedure.id), facts=_role_of_channel(turn, procedure), is_decided=True)
        decision = self._rulebook.decide_now(procedure.id, own.facts, turn.kommune)
        return Reply(*self._made(own, decision, kind, turn))

    def agreed(self, case: Case, turn: Turn) -> Reply:
        """«Ja» after a decision: the one thing that it leads to, where there is only one."""
        decision = self._rulebook.decide_now(case.procedure, case.facts, kommune_of(case, turn))
        ready = [each for each in decision.drafts if self._drafts.can_make(each)]
        leads_to = ready or list(self._rulebook.procedure(case.procedure).offers)
        if len(leads_to) == 1:
            return self.next_step(case, leads_to[0], turn)
        return Reply(case, (said("utter_greit"),))

    def aside(self, case: Case, turn: Turn) -> Reply | None:
        """What is asked about the case itself, typed or pressed; None where the message is something else."""
        kommune, asides = kommune_of(case, turn), self._asides
        looks = {"hvorfor": asides.why, "dine_svar": asides.my_answers}
        if case.is_decided:
            looks |= {"hva_endrer": asides.what_would_change, "kvittering": asides.receipt}
        if turn.intent in looks:
            return Reply(case, looks[turn.intent](case, kommune))
        if turn.intent == "tilbake":
            return self.one_back(case, turn)
        if turn.intent == "endre":
            return self._change(case, turn)
        return None

    def _change(self, case: Case, turn: Turn) -> Reply | None:
        """Which answer is to be changed: the one on the button, or all of them to choose from."""
        name = turn.value("faktum") if turn.is_button else None
        if name:
            asking = replace(case, asked=name, is_decided=False)
            return Reply(asking, (self._asides.question(asking, kommune_of(case, turn)),))
        if self.answered(case, turn):
            return None
        return Reply(case, self._asides.my_answers(case, kommune_of(case, turn)))

    def is_for_draft(self, case: Case, turn: Turn) -> bool:
        """Whether a message is about the draft that the case is making."""
        return case.is_decided and self._drafts.is_for_draft(case, turn)

    def asks_for_a_draft_elsewhere(self, turn: Turn) -> bool:
        """Whether a message asks to see «the draft», where the case has none."""
        return self._drafts.asks_to_see(turn.text)

    def at_draft(self, case: Case, turn: Turn) -> Reply:
        """An answer, a change or a button for the draft; what makes the case graver is decided first."""
        kommune = kommune_of(case, turn)
        graver = {} if turn.is_button else self._graver(case, turn)
        if graver:
            return self.with_draft_after(self.moved(case, graver, turn, is_shown=True), turn)
        decision = self._rulebook.decide_now(case.procedure, case.facts, kommune)
        return self._safely(case, lambda: self._drafts.replied(case, decision, kommune, turn))

    def states_a_sharpened_duty(self, turn: Turn) -> bool:
        """Whether a message says that somebody who works at the school harms a pupil (§ 12-5)."""
        reporting = self._rulebook.procedure(FIRST_PROCEDURE, turn.kommune)
        facts = self._understanding.facts(turn, reporting)
        return facts.get("krenker") in SHARPENED

    def with_draft_after(self, reply: Reply, turn: Turn) -> Reply:
        """The reply with the draft's open question asked again after it."""
        case = reply.case
        if case is None or not case.is_decided or reply.messages is None:
            return reply
        decision = self._rulebook.decide_now(case.procedure, case.facts, kommune_of(case, turn))
        again = self._safely(
            case, lambda: (case, self._drafts.asked_again(case, decision, kommune_of(case, turn), turn))
        )
        return replace(reply, messages=(*reply.messages, *(again.messages or ())))

    def _graver(self, case: Case, turn: Turn) -> dict[str, str]:
        """The facts that a message states and that are graver than what the case holds."""
        procedure = self._rulebook.procedure(case.procedure, kommune_of(case, turn))
        stated = {name: procedure.fact(name) for name in self.stated(case, turn)}
        facts = self._understanding.facts(turn, procedure)
        return {
            name: facts[name]
            for name, fact in stated.items()
            if fact and fact.is_graver(facts[name], case.facts.get(name, fact.assumed))
        }

    def _draft(
        self, case: Case, decision: Decision, kind: str, turn: Turn
    ) -> tuple[Case, tuple[Message, ...]]:
        if kind not in decision.drafts:
            return case, (Message(response="utter_utkast_ikke_her", custom={"route": kind}),)
        return self._made(case, decision, kind, turn)

    def _made(
        self, case: Case, decision: Decision, kind: str, turn: Turn
    ) -> tuple[Case, tuple[Message, ...]]:
        kommune = kommune_of(case, turn)
        made = self._safely(case, lambda: self._drafts.opened(case, decision, kind, kommune, turn.owner))
        return made.case or case, made.messages or ()

    def _safely(self, case: Case, work: Callable[[], tuple[Case, tuple[Message, ...]]]) -> Reply:
        """What the desk says, or that drafts can't be reached just now; the case stays as it was."""
        try:
            return Reply(*work())
        except DraftsUnavailableError as error:
            return Reply(case, (Message(text=str(error), custom={"route": "control"}),))


def kommune_of(case: Case, turn: Turn) -> str:
    """The kommune that the user named in this case, else the channel's."""
    return case.kommune or turn.kommune


def _role_of_channel(turn: Turn, procedure: Procedure) -> dict[str, str]:
    return {ROLE: turn.rolle} if turn.rolle and procedure.fact(ROLE) else {}
