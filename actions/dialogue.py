"""What to say next in a case: the whole dialogue of a procedure, with no knowledge of Rasa or of the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from actions.case import Case
from actions.drafts import DraftMaker
from actions.message import Message
from actions.present import DecisionPresenter, question_message, understood_line
from actions.turn import Turn
from actions.understand import Understanding
from knowledge.procedures.model import Decision, Question
from knowledge.rulebook import Rulebook

FIRST_PROCEDURE = "melde_fra"
MELDESKJEMA = "meldeskjema"
ROLE = "rolle"
ANSWERS_ELSEWHERE = frozenset(
    {"spor_guide", "nlu_fallback", "hjelp", "hilsen", "takk", "utenfor", "avbryt", "start_pa_nytt"}
)
"""Intents that the rules answer outside the case (data/dialogue/rules.yml), after which the case goes on."""


@dataclass(frozen=True)
class Reply:
    """What to say, and the case as it stands afterwards; `messages` is None where the rules must answer instead."""

    case: Case | None
    messages: tuple[Message, ...] | None


class CaseDialogue:
    """Opens a case, asks what can change the outcome, decides, and decides anew when an answer changes."""

    def __init__(
        self,
        rulebook: Rulebook,
        understanding: Understanding,
        presenter: DecisionPresenter,
        drafts: DraftMaker,
    ) -> None:
        self._rulebook = rulebook
        self._understanding = understanding
        self._presenter = presenter
        self._drafts = drafts

    def reply(self, case: Case | None, turn: Turn, owner: str) -> Reply:
        """The reply to one message; `owner` is the conversation, to which a draft will belong."""
        named = self._understanding.kommune(turn)
        if case and named:
            case = replace(case, kommune=named)
        return self._reply(case, turn, owner)

    def _reply(self, case: Case | None, turn: Turn, owner: str) -> Reply:
        if turn.is_after_digression:
            return self._back_to_case(case)
        if turn.is_button:
            return self._pressed(case, turn, owner)
        if case is None:
            return self._opened(turn, owner)
        return (
            self._after_decision(case, turn, owner) if case.is_decided else self._answered(case, turn, owner)
        )

    def _opened(self, turn: Turn, owner: str) -> Reply:
        """A new case, with everything that the opening says and nothing of any earlier one."""
        procedure_id = turn.intent if self._rulebook.has_procedure(turn.intent) else FIRST_PROCEDURE
        procedure = self._rulebook.procedure(procedure_id)
        said = self._understanding.facts(turn, procedure)
        wants_draft = turn.intent == MELDESKJEMA
        is_story = not turn.is_button and (said or not wants_draft)
        case = Case.new(procedure_id, (turn.text,) if is_story else (), MELDESKJEMA if wants_draft else None)
        case = replace(case, kommune=self._understanding.kommune(turn))
        of_channel = {ROLE: turn.rolle} if turn.rolle and procedure.fact(ROLE) else {}
        return self._decided_or_asked(case.with_facts({**of_channel, **said}), turn, owner, said)

    def _followed_on(self, case: Case, turn: Turn, owner: str, goal: str | None) -> Reply:
        """The procedure that this one leads to, about the same situation: what was told and is known goes along."""
        next_id = next(each for each in self._offers(case) if self._rulebook.has_procedure(each))
        procedure = self._rulebook.procedure(next_id)
        known = {name: value for name, value in case.facts.items() if procedure.fact(name)}
        of_channel = {ROLE: turn.rolle} if turn.rolle and procedure.fact(ROLE) else {}
        following = replace(Case.new(next_id, case.told, goal), kommune=case.kommune)
        return self._decided_or_asked(following.with_facts({**of_channel, **known}), turn, owner, None)

    def _offers(self, case: Case) -> tuple[str, ...]:
        """What a procedure leads to: a draft, or another procedure."""
        return self._rulebook.procedure(case.procedure).offers

    def _answered(self, case: Case, turn: Turn, owner: str) -> Reply:
        """An answer to the open question, or more facts, or a correction of one given before."""
        if turn.intent == "hvorfor":
            return self._why(case, turn)
        said = self._said(case, turn)
        if said:
            return self._decided_or_asked(case.with_facts(said), turn, owner, _several(said))
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(case, None)
        return self._asked_again(case, "utter_forsto_ikke_svaret")

    def _said(self, case: Case, turn: Turn) -> dict[str, str]:
        """What the message says: facts, and the answer to the open question unless it corrects an earlier one.

        «Nei, det var en vikar» takes back who it was; the «nei» in it must not answer whether the case is grave.
        """
        procedure = self._rulebook.procedure(case.procedure)
        said = self._understanding.facts(turn, procedure)
        said = {name: value for name, value in said.items() if case.facts.get(name) != value}
        is_correction = turn.intent == "endre" or any(name in case.facts for name in said)
        fact = procedure.fact(case.asked) if case.asked else None
        if fact and fact.id not in said and not is_correction:
            answer = self._understanding.answer(turn, fact)
            if answer:
                said[fact.id] = answer
        return said

    def _after_decision(self, case: Case, turn: Turn, owner: str) -> Reply:
        """A draft, a reason, a correction, or a new case."""
        if turn.intent in (MELDESKJEMA, "bekreft"):
            return self._next_step(case, turn, owner)
        if turn.intent == "hvorfor":
            return self._why(case, turn)
        if self._rulebook.has_procedure(turn.intent):
            return self._opened(turn, owner)
        said = self._understanding.facts(turn, self._rulebook.procedure(case.procedure))
        changed = {name: value for name, value in said.items() if case.facts.get(name) != value}
        if changed:
            return self._decided_or_asked(case.with_facts(changed), turn, owner, changed)
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(case, None)
        return Reply(case, (Message(response="utter_greit", custom={"route": "control"}),))

    def _pressed(self, case: Case | None, turn: Turn, owner: str) -> Reply:
        """A button: one that ends or leaves the case is the rules' own, any other holds for the case it was shown in."""
        if turn.is_acute:
            return self._acute(case, turn, owner)
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(case, None)
        if turn.value("sak") is None and self._rulebook.has_procedure(turn.intent):
            return self._opened(turn, owner)
        if case is None or turn.value("sak") != case.id:
            return Reply(case, (Message(response="utter_gammel_knapp", custom={"route": "control"}),))
        return self._chosen(case, turn, owner)

    def _chosen(self, case: Case, turn: Turn, owner: str) -> Reply:
        """What a button of this case asks for: an answer, a reason, or the next step."""
        if turn.intent == "velg":
            chosen = {turn.value("faktum") or "": turn.value("verdi") or ""}
            return self._decided_or_asked(case.with_facts(chosen), turn, owner, None)
        if turn.intent == "hvorfor":
            return self._why(case, turn)
        return self._next_step(case, turn, owner)

    def _acute(self, case: Case | None, turn: Turn, owner: str) -> Reply:
        """Danger was noticed: it joins the open case, or opens one."""
        if case is None or case.is_decided:
            return self._opened(turn, owner)
        said = self._understanding.facts(turn, self._rulebook.procedure(case.procedure))
        return self._decided_or_asked(case.with_facts(said), turn, owner, None)

    def _decided_or_asked(self, case: Case, turn: Turn, owner: str, said: Mapping[str, str] | None) -> Reply:
        """The decision, or the next question; `said` is shown as what was understood."""
        result = self._rulebook.decide(case.procedure, case.facts, _kommune(case, turn))
        procedure = self._rulebook.procedure(case.procedure)
        understood = understood_line(procedure, dict(said)) if said else None
        route = case.goal or case.procedure
        if isinstance(result, Question):
            asking = replace(case, asked=result.fact.id, is_decided=False)
            return Reply(asking, (question_message(result, asking, route, understood),))
        decided = replace(case, asked=None, is_decided=True, goal=None)
        message = self._presenter.message(result, decided, _kommune(case, turn), route, understood)
        draft = (self._draft_message(decided, result, turn, owner),) if case.goal else ()
        return Reply(decided, (message, *draft))

    def _next_step(self, case: Case, turn: Turn, owner: str) -> Reply:
        """What a decided case leads to: the draft, or first the procedure that the draft belongs to."""
        wants_draft = turn.intent == MELDESKJEMA
        if MELDESKJEMA not in self._offers(case):
            return self._followed_on(case, turn, owner, MELDESKJEMA if wants_draft else None)
        decision = self._rulebook.decide(case.procedure, case.facts, _kommune(case, turn))
        if isinstance(decision, Question):
            return self._decided_or_asked(replace(case, goal=MELDESKJEMA), turn, owner, None)
        return Reply(case, (self._draft_message(case, decision, turn, owner),))

    def _draft_message(self, case: Case, decision: Decision, turn: Turn, owner: str) -> Message:
        if MELDESKJEMA not in decision.outcome.drafts:
            return Message(response="utter_utkast_ikke_her", custom={"route": MELDESKJEMA})
        draft = self._drafts.meldeskjema(case, decision, _kommune(case, turn), owner)
        return Message(response="utter_utkast", custom={"route": MELDESKJEMA, "draft": draft})

    def _why(self, case: Case, turn: Turn) -> Reply:
        """Why the question is asked, or what the decision rests on."""
        result = self._rulebook.decide(case.procedure, case.facts, _kommune(case, turn))
        route = {"route": case.procedure}
        if isinstance(result, Question):
            asked = question_message(result, case, case.procedure, None)
            why = Message(
                response="utter_hvorfor_sporsmal", values={"hvorfor": result.fact.why}, custom=route
            )
            return Reply(case, (why, asked))
        values = {"rad": result.row.label, "hjemmel": ", ".join(self._presenter.citations(result))}
        return Reply(case, (Message(response="utter_hvorfor_avgjorelse", values=values, custom=route),))

    def _back_to_case(self, case: Case | None) -> Reply:
        """After a digression: the open question again; a decided case has nothing more to say."""
        if case is None or case.asked is None:
            return Reply(case, ())
        return self._asked_again(case, "utter_tilbake_til_saken")

    def _asked_again(self, case: Case, response: str) -> Reply:
        fact = self._rulebook.procedure(case.procedure).fact(case.asked or "")
        if fact is None:
            return Reply(case, ())
        asked = question_message(Question(case.procedure, fact), case, case.goal or case.procedure, None)
        return Reply(
            case, (replace(asked, text=None, response=response, values={"sporsmal": fact.question}),)
        )


def _kommune(case: Case, turn: Turn) -> str:
    """The kommune that the user named in this case, else the channel's."""
    return case.kommune or turn.kommune


def _several(said: Mapping[str, str]) -> Mapping[str, str] | None:
    """Shown as understood only where a message said more than the one thing that was asked for."""
    return said if len(said) > 1 else None
