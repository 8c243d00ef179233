"""What to say next in a case: the whole dialogue of a procedure, with no knowledge of Rasa or of the law."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from actions.asides import Asides
from actions.case import Case
from actions.doubt import MEANT, NEW_CASE, SAME_CASE, SEARCH, START_ANEW, Choice, Doubt
from actions.drafts import DraftMaker
from actions.message import Message
from actions.present import DecisionPresenter, question_message, understood_line
from actions.texts import Texts
from actions.turn import FALLBACK, Turn
from actions.understand import Understanding
from knowledge.procedures.model import Decision, Question
from knowledge.rulebook import Rulebook

FIRST_PROCEDURE = "melde_fra"
MELDESKJEMA = "meldeskjema"
URGENT = "gripe_inn"
ROLE = "rolle"
ANSWERS_ELSEWHERE = frozenset(
    {"spor_guide", FALLBACK, "hjelp", "hilsen", "takk", "utenfor", "avbryt", "start_pa_nytt"}
)
"""Intents that the rules answer outside the case (data/dialogue/rules.yml), after which the case goes on."""
NEEDS_A_CASE = frozenset(
    {"bekreft", "avkreft", "vet_ikke", "endre", "hvorfor", "dine_svar", "tilbake", "hva_endrer"}
)
"""Intents that say something of a case, and nothing where none is open."""


@dataclass(frozen=True)
class Reply:
    """What to say, and the case as it stands afterwards; `messages` is None where the rules must answer instead.

    `waiting` is a message of the user that a question of ours must settle first.
    """

    case: Case | None
    messages: tuple[Message, ...] | None
    waiting: Mapping[str, Any] | None = None


class Answers(Protocol):
    """Answers a question with what the guides say."""

    def answer(self, turn: Turn) -> Message:
        """The passages found, or that none answers."""


@dataclass(frozen=True)
class Parts:
    """What a case dialogue is made of."""

    rulebook: Rulebook
    understanding: Understanding
    presenter: DecisionPresenter
    drafts: DraftMaker
    answers: Answers
    texts: Texts
    case_hours: float
    """After how many hours a new message may be about something else."""


class CaseDialogue:
    """Opens a case, asks what can change the outcome, decides, and decides anew when an answer changes."""

    def __init__(self, parts: Parts, clock: Callable[[], float] = time.time) -> None:
        self._rulebook = parts.rulebook
        self._understanding = parts.understanding
        self._presenter = parts.presenter
        self._drafts = parts.drafts
        self._answers = parts.answers
        self._words = parts.texts.buttons
        self._asides = Asides(parts.rulebook, parts.presenter, parts.texts)
        self._doubt = Doubt(parts.rulebook, parts.texts)
        self._case_seconds = parts.case_hours * 3600
        self._clock = clock

    def reply(
        self, case: Case | None, turn: Turn, owner: str, waiting: Mapping[str, Any] | None = None
    ) -> Reply:
        """The reply to one message; `owner` is the conversation, to which a draft will belong.

        `waiting` is the earlier message that our last question was about, if it was about one.
        """
        chosen = self._doubt.chosen(turn, waiting)
        if chosen:
            return self._stamped(self._taken_up(case, turn, owner, chosen, waiting))
        if case and self._is_stale(case) and self._concerns_a_case(turn) and not turn.is_acute:
            return Reply(case, self._doubt.same_case(), self._doubt.keep(turn, SAME_CASE))
        return self._stamped(self._for_kommune(case, turn, owner))

    def _stamped(self, reply: Reply) -> Reply:
        return replace(reply, case=replace(reply.case, touched=self._clock())) if reply.case else reply

    def _is_stale(self, case: Case) -> bool:
        return self._clock() - case.touched > self._case_seconds

    def _concerns_a_case(self, turn: Turn) -> bool:
        return not (turn.is_button or turn.is_after_digression or turn.intent in ANSWERS_ELSEWHERE)

    def _taken_up(
        self, case: Case | None, turn: Turn, owner: str, chosen: Choice, waiting: Mapping[str, Any] | None
    ) -> Reply:
        """A message that waited for our question: it opens what the user chose, or goes on in the case."""
        if waiting is None:
            return Reply(case, (Message(response="utter_gammel_knapp", custom={"route": "control"}),))
        resumed = turn.resumed(waiting)
        if chosen.intent == MEANT and chosen.route == SEARCH:
            return Reply(case, (self._answers.answer(resumed),))
        if chosen.intent == MEANT:
            return self._opened(replace(resumed, intent=chosen.route), owner)
        if chosen.intent == START_ANEW:
            fresh = self._for_kommune(None, resumed, owner)
            return fresh if fresh.messages else Reply(None, (Message(response="utter_ny_start"),))
        is_route = self._doubt.is_route(resumed.intent)
        same = self._for_kommune(case, replace(resumed, intent="svar") if is_route else resumed, owner)
        return self._back_to_case(case, turn) if same.messages is None else same

    def _for_kommune(self, case: Case | None, turn: Turn, owner: str) -> Reply:
        named = self._understanding.kommune(turn)
        return self._reply(replace(case, kommune=named) if case and named else case, turn, owner)

    def _reply(self, case: Case | None, turn: Turn, owner: str) -> Reply:
        if turn.is_after_digression:
            return self._back_to_case(case, turn)
        if turn.is_button:
            return self._pressed(case, turn, owner)
        if case is None:
            return self._without_case(turn, owner)
        if turn.intent in NEEDS_A_CASE:
            about = self._about_case(case, turn, owner)
            if about:
                return about
        if case.is_decided:
            return self._after_decision(case, turn, owner)
        return self._answered(case, turn, owner)

    def _without_case(self, turn: Turn, owner: str) -> Reply:
        """A new case; or what else the message may be where it was not surely understood."""
        if turn.intent == FALLBACK:
            return self._unsure(None, turn, owner)
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(None, None)
        if turn.intent in NEEDS_A_CASE:
            return Reply(None, (Message(response="utter_ingen_sak", custom={"route": "control"}),))
        return self._opened(turn, owner)

    def _unsure(self, case: Case | None, turn: Turn, owner: str) -> Reply:
        """Not surely understood: where one thing is urgent it is done, between two the user chooses, else search."""
        routes = self._understanding.routes(turn, self._doubt.is_route)
        if len(routes) == 1:
            return self._opened(replace(turn, intent=routes[0]), owner)
        if routes:
            return Reply(case, self._doubt.which(routes), self._doubt.keep(turn))
        return Reply(case, (self._answers.answer(turn),))

    def _opened(self, turn: Turn, owner: str) -> Reply:
        """A new case, with everything that the opening says and nothing of any earlier one."""
        wished = turn.intent if self._rulebook.has_procedure(turn.intent) else FIRST_PROCEDURE
        through = self._rulebook.procedure(wished).through
        kommune = self._understanding.kommune(turn)
        procedure = self._rulebook.procedure(through or wished, kommune or turn.kommune)
        said = self._understanding.facts(turn, procedure)
        is_story = not turn.is_button and (said or not through)
        case = Case.new(procedure.id, (turn.text,) if is_story else (), wished if through else None)
        of_channel = {ROLE: turn.rolle} if turn.rolle and procedure.fact(ROLE) else {}
        opened = replace(case, kommune=kommune, facts={**of_channel, **said})
        return self._decided_or_asked(opened, turn, owner, said)

    def _followed_on(self, case: Case, next_id: str, turn: Turn, owner: str) -> Reply:
        """The procedure that this one leads to, about the same situation: what was told and is known goes along."""
        through = self._rulebook.procedure(next_id).through
        procedure = self._rulebook.procedure(through or next_id, _kommune(case, turn))
        known = {name: value for name, value in case.facts.items() if procedure.fact(name)}
        of_channel = {ROLE: turn.rolle} if turn.rolle and procedure.fact(ROLE) else {}
        following = replace(
            Case.new(procedure.id, case.told, next_id if through else None),
            kommune=case.kommune,
            facts={**of_channel, **known},
        )
        return self._decided_or_asked(following, turn, owner, None)

    def _answered(self, case: Case, turn: Turn, owner: str) -> Reply:
        """An answer to the open question, or more facts, or a correction of one given before."""
        if turn.intent == URGENT and case.procedure != URGENT:
            return self._opened(turn, owner)
        said = self._said(case, turn)
        if said:
            return self._decided_or_asked(self._with(case, said, turn), turn, owner, _several(said))
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(case, None)
        if self._rulebook.has_procedure(turn.intent) and turn.intent not in (case.procedure, case.goal):
            return Reply(case, self._doubt.new_case(turn.intent), self._doubt.keep(turn, NEW_CASE))
        return Reply(case, (self._asides.question(case, _kommune(case, turn), "utter_forsto_ikke_svaret"),))

    def _said(self, case: Case, turn: Turn) -> dict[str, str]:
        """What the message says: facts, and the answer to the open question unless it corrects an earlier one.

        «Nei, det var en vikar» takes back who it was; the «nei» in it must not answer whether the case is grave.
        """
        procedure = self._rulebook.procedure(case.procedure, _kommune(case, turn))
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
        """A draft, a correction, or a new case."""
        if turn.intent == MELDESKJEMA:
            return self._next_step(case, MELDESKJEMA, turn, owner)
        if self._rulebook.has_procedure(turn.intent):
            return self._opened(turn, owner)
        procedure = self._rulebook.procedure(case.procedure, _kommune(case, turn))
        said = self._understanding.facts(turn, procedure)
        changed = {name: value for name, value in said.items() if case.facts.get(name) != value}
        if changed:
            return self._decided_or_asked(self._with(case, changed, turn), turn, owner, changed)
        return self._nothing_new(case, turn, owner)

    def _nothing_new(self, case: Case, turn: Turn, owner: str) -> Reply:
        """After a decision, a message that says nothing of the case."""
        if turn.intent == FALLBACK:
            return self._unsure(case, turn, owner)
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(case, None)
        if turn.intent == "bekreft":
            return self._agreed(case, turn, owner)
        return Reply(case, (Message(response="utter_greit", custom={"route": "control"}),))

    def _agreed(self, case: Case, turn: Turn, owner: str) -> Reply:
        """«Ja» after a decision: the one thing that it leads to, where there is only one."""
        decision = self._rulebook.decide_now(case.procedure, case.facts, _kommune(case, turn))
        offers = self._rulebook.procedure(case.procedure).offers
        ready = [each for each in decision.drafts if self._drafts.can_make(each)]
        leads_to = ready or list(offers)
        if len(leads_to) == 1:
            return self._next_step(case, leads_to[0], turn, owner)
        return Reply(case, (Message(response="utter_greit", custom={"route": "control"}),))

    def _about_case(self, case: Case, turn: Turn, owner: str) -> Reply | None:
        """What is asked about the case itself, typed or pressed; None where it is something else."""
        kommune = _kommune(case, turn)
        if turn.intent == "hvorfor":
            return Reply(case, self._asides.why(case, kommune))
        if turn.intent == "dine_svar":
            return Reply(case, self._asides.my_answers(case, kommune))
        if turn.intent == "hva_endrer" and case.is_decided:
            return Reply(case, self._asides.what_would_change(case, kommune))
        if turn.intent == "tilbake":
            return self._one_back(case, turn, owner)
        if turn.intent == "endre" and not turn.is_button and not self._says_anything(case, turn):
            return Reply(case, self._asides.my_answers(case, kommune))
        return None

    def _says_anything(self, case: Case, turn: Turn) -> bool:
        procedure = self._rulebook.procedure(case.procedure, _kommune(case, turn))
        fact = procedure.fact(case.asked) if case.asked else None
        return bool(
            self._understanding.facts(turn, procedure) or (fact and self._understanding.answer(turn, fact))
        )

    def _one_back(self, case: Case, turn: Turn, owner: str) -> Reply:
        """The last answer taken back, and its question asked again."""
        if not case.earlier:
            return Reply(case, (Message(response="utter_ikke_lenger_tilbake", custom={"route": "control"}),))
        return self._decided_or_asked(case.back(), turn, owner, None)

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
        """What a button of this case asks for: an answer, a look at the case, or the next step."""
        name = turn.value("faktum")
        if turn.intent == "velg" and name:
            return self._decided_or_asked(
                self._with(case, {name: turn.value("verdi") or ""}, turn), turn, owner, None
            )
        if turn.intent == "endre" and name:
            asking = replace(case, asked=name, is_decided=False)
            return Reply(asking, (self._asides.question(asking, _kommune(case, turn)),))
        if turn.intent == "kvittering":
            return Reply(case, self._asides.receipt(case, _kommune(case, turn)))
        return self._about_case(case, turn, owner) or self._next_step(case, turn.intent, turn, owner)

    def _acute(self, case: Case | None, turn: Turn, owner: str) -> Reply:
        """Danger was noticed: it joins the open case, or opens one."""
        if case is None or case.is_decided or not self._rulebook.procedure(case.procedure).fact("fare"):
            return self._opened(turn, owner)
        said = self._understanding.facts(turn, self._rulebook.procedure(case.procedure, _kommune(case, turn)))
        return self._decided_or_asked(self._with(case, said, turn), turn, owner, None)

    def _with(self, case: Case, said: Mapping[str, str], turn: Turn) -> Case:
        """The case with new facts; earlier ones that can't hold beside them fall away, and are asked anew."""
        kommune = _kommune(case, turn)
        return case.with_facts(self._rulebook.with_changes(case.procedure, case.facts, said, kommune))

    def _decided_or_asked(self, case: Case, turn: Turn, owner: str, said: Mapping[str, str] | None) -> Reply:
        """The decision, or the next question; `said` is shown as what was understood."""
        kommune = _kommune(case, turn)
        result = self._rulebook.decide(case.procedure, case.facts, kommune)
        procedure = self._rulebook.procedure(case.procedure, kommune)
        understood = understood_line(procedure, said) if said else None
        if isinstance(result, Question):
            asking = replace(case, asked=result.fact.id, is_decided=False)
            return Reply(asking, (question_message(result, asking, self._words, understood),))
        decided = replace(case, asked=None, is_decided=True, goal=None)
        route = case.goal or case.procedure
        message = self._presenter.message(result, decided, kommune, route, understood)
        draft = (self._draft_message(decided, result, case.goal, turn, owner),) if case.goal else ()
        return Reply(decided, (message, *draft))

    def _next_step(self, case: Case, wished: str, turn: Turn, owner: str) -> Reply:
        """What a decided case leads to: a draft, or another procedure, or first the one that a draft belongs to."""
        decision = self._rulebook.decide(case.procedure, case.facts, _kommune(case, turn))
        if isinstance(decision, Question):
            return self._decided_or_asked(replace(case, goal=wished), turn, owner, None)
        through = self._rulebook.procedure(wished).through if self._rulebook.has_procedure(wished) else None
        if self._drafts.can_make(wished) and (wished in decision.drafts or through == case.procedure):
            return Reply(case, (self._draft_message(case, decision, wished, turn, owner),))
        if self._rulebook.has_procedure(wished):
            return self._followed_on(case, wished, turn, owner)
        return Reply(case, (Message(response="utter_gammel_knapp", custom={"route": "control"}),))

    def _draft_message(self, case: Case, decision: Decision, kind: str, turn: Turn, owner: str) -> Message:
        if kind not in decision.drafts:
            return Message(response="utter_utkast_ikke_her", custom={"route": kind})
        draft = self._drafts.meldeskjema(case, decision, _kommune(case, turn), owner)
        return Message(response="utter_utkast", custom={"route": kind, "draft": draft})

    def _back_to_case(self, case: Case | None, turn: Turn) -> Reply:
        """After a digression: the open question again; a decided case has nothing more to say."""
        if case is None or case.asked is None:
            return Reply(case, ())
        return Reply(case, (self._asides.question(case, _kommune(case, turn), "utter_tilbake_til_saken"),))


def _kommune(case: Case, turn: Turn) -> str:
    """The kommune that the user named in this case, else the channel's."""
    return case.kommune or turn.kommune


def _several(said: Mapping[str, str]) -> Mapping[str, str] | None:
    """Shown as understood only where a message said more than the one thing that was asked for."""
    return said if len(said) > 1 else None
