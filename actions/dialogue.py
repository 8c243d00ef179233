"""What a message does to the conversation: the whole dialogue, with no knowledge of Rasa or of the law."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from actions.case import Case
from actions.casework import FIRST_PROCEDURE, Casework, Reply, Tools, kommune_of
from actions.doubt import MEANT, NEW_CASE, ONE_WAY_ON, SAME_CASE, SEARCH, START_ANEW, Choice, Doubt
from actions.drafting.buttons import INTENT as DRAFT
from actions.drafting.buttons import MAKE
from actions.message import Message, said
from actions.turn import FALLBACK, Turn

MELDESKJEMA = "meldeskjema"
URGENT = "gripe_inn"
ANSWERS_ELSEWHERE = frozenset(
    {SEARCH, FALLBACK, "hjelp", "hilsen", "takk", "utenfor", "avbryt", "start_pa_nytt"}
)
"""Intents that the rules answer outside the case (data/dialogue/rules.yml), after which the case goes on."""
NEEDS_A_CASE = frozenset(
    {"bekreft", "avkreft", "vet_ikke", "endre", "hvorfor", "dine_svar", "tilbake", "hva_endrer"}
)
"""Intents that say something of a case, and nothing where none is open."""


COURTESIES = frozenset({"hjelp", "hilsen", "takk"})
LONGEST_ASIDE = 3
"""Words; what is longer and read as a courtesy may as well be an answer to a draft's question, and what is as short and
read as urgent without telling of anybody too."""
PLAIN_ANSWERS = frozenset({"bekreft", "avkreft", "vet_ikke"})
"""Answers that leave nothing to be misunderstood; of all others it is shown what they were taken for."""


class Answers(Protocol):
    """Answers a question with what the guides say."""

    def answer(self, turn: Turn) -> Message:
        """The passages found, or that none answers."""


class CaseDialogue:
    """Opens a case, asks what can change the outcome, decides, and decides anew when an answer changes."""

    def __init__(
        self, tools: Tools, answers: Answers, case_hours: float, clock: Callable[[], float] = time.time
    ) -> None:
        """`case_hours` is after how many hours a new message may be about something else; `clock` gives seconds."""
        self._rulebook = tools.rulebook
        self._understanding = tools.understanding
        self._work = Casework(tools)
        self._doubt = Doubt(tools.rulebook, tools.texts)
        self._answers = answers
        self._case_seconds = case_hours * 3600
        self._clock = clock

    def reply(self, case: Case | None, turn: Turn, waiting: Mapping[str, Any] | None = None) -> Reply:
        """The reply to one message; `waiting` is the earlier one that our last question was about, if any."""
        chosen = self._doubt.chosen(turn, waiting)
        if chosen:
            return self._touched(self._taken_up(case, turn, chosen, waiting))
        if case and self._is_long_ago(case) and _concerns_a_case(turn):
            return Reply(case, self._doubt.same_case_after_hours(), self._doubt.keep(turn, SAME_CASE))
        reply = self._touched(self._for_kommune(case, turn))
        # «Vis mer» under an answer must not put out the ways on that stand beside it.
        still_waits = turn.is_button and turn.is_after_digression and not reply.messages
        return replace(reply, waiting=waiting) if still_waits else reply

    def _touched(self, reply: Reply) -> Reply:
        return replace(reply, case=replace(reply.case, touched=self._clock())) if reply.case else reply

    def _is_long_ago(self, case: Case) -> bool:
        return self._clock() - case.touched > self._case_seconds

    def _taken_up(
        self, case: Case | None, turn: Turn, chosen: Choice, waiting: Mapping[str, Any] | None
    ) -> Reply:
        """A message that waited for our question: it opens what the user chose, or goes on in the case."""
        if waiting is None:
            return Reply(case, (said("utter_gammel_knapp"),))
        resumed = turn.resumed(waiting)
        if chosen.intent == MEANT and chosen.route == SEARCH:
            return Reply(case, (self._answers.answer(resumed),))
        if chosen.intent == MEANT:
            return self._work.opened(replace(resumed, intent=chosen.route))
        if chosen.intent == START_ANEW:
            fresh = self._for_kommune(None, resumed)
            return fresh if fresh.messages else Reply(None, (said("utter_ny_start"),))
        is_route = self._doubt.is_route(resumed.intent)
        same = self._for_kommune(case, replace(resumed, intent="svar") if is_route else resumed)
        return (
            self._work.asked_again(case, turn, "utter_tilbake_til_saken") if same.messages is None else same
        )

    def _for_kommune(self, case: Case | None, turn: Turn) -> Reply:
        named = self._understanding.kommune(turn)
        return self._reply(replace(case, kommune=named) if case and named else case, turn)

    def _reply(self, case: Case | None, turn: Turn) -> Reply:
        if turn.is_after_digression:
            again = self._work.asked_again(case, turn, "utter_tilbake_til_saken")
            return self._work.with_draft_after(again, turn)
        if case and self._is_for_draft(case, turn):
            return self._at_draft(case, turn)
        return self._pressed(case, turn) if turn.is_button else self._typed(case, turn)

    def _typed(self, case: Case | None, turn: Turn) -> Reply:
        """What was written, about the open case or about none."""
        if self._work.asks_for_a_draft_elsewhere(turn):
            return Reply(case, (said("utter_utkast_et_annet_sted"),))
        if case is None:
            return self._without_case(turn)
        about = self._work.aside(case, turn)
        if about:
            return about
        return self._after_decision(case, turn) if case.is_decided else self._answered(case, turn)

    def _without_case(self, turn: Turn) -> Reply:
        """A new case; or what else the message may be where it was not surely understood."""
        if turn.intent == FALLBACK:
            return self._unsure(None, turn)
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(None, None)
        if self._is_rather_a_question(turn):
            return self._searched(None, turn, (turn.intent,))
        if turn.intent in NEEDS_A_CASE:
            return Reply(None, (said("utter_ingen_sak"),))
        return self._work.opened(turn)

    def _unsure(self, case: Case | None, turn: Turn) -> Reply:
        """Not surely understood: what is urgent is done, a question is searched for, between two the user chooses."""
        routes = self._understanding.routes(turn, self._doubt.is_route)
        if routes == (SEARCH,):
            routes = self._work.also_fitting(turn, SEARCH)
        if routes != (URGENT,) and (not routes or self._asks_in_general(turn)):
            return self._searched(case, turn, routes)
        if len(routes) == 1:
            return self._work.opened(replace(turn, intent=routes[0]))
        return Reply(case, self._doubt.which(routes), self._doubt.keep(turn))

    def _asks_in_general(self, turn: Turn) -> bool:
        """Whether the message asks about a rule and states nothing of a case."""
        return self._understanding.asks_in_general(turn) and not self._work.also_fitting(turn, SEARCH)

    def _is_rather_a_question(self, turn: Turn) -> bool:
        """Whether a message that was read as a case may as well be a question about it («hvem skal ha skjemaet?»)."""
        is_case = self._rulebook.has_procedure(turn.intent)
        return is_case and self._understanding.may_be_for_the_guides(turn) and self._asks_in_general(turn)

    def _searched(self, case: Case | None, turn: Turn, routes: tuple[str, ...]) -> Reply:
        """What the guides say, or that they have no answer; under it the way on, where it may be about a pupil."""
        ways = tuple(route for route in routes if route != SEARCH)
        if FIRST_PROCEDURE not in ways and self._understanding.may_be_about_a_pupil(turn):
            ways = (*ways, FIRST_PROCEDURE)
        messages = (self._answers.answer(turn), *self._doubt.beside_answer(ways))
        if len(ways) == 1:
            return Reply(case, messages, self._doubt.keep(replace(turn, intent=ways[0]), ONE_WAY_ON))
        return Reply(case, messages, self._doubt.keep(turn) if ways else None)

    def _is_for_draft(self, case: Case, turn: Turn) -> bool:
        """Whether a message is about the draft being made: never danger, nor what begins anew."""
        is_short = len(turn.text.split()) <= LONGEST_ASIDE
        # «Garderoben» may be read as something going on there; the answer is kept, and the advice offered beside it.
        is_urgent = turn.intent == URGENT and (not is_short or self._understanding.tells_of_somebody(turn))
        is_courtesy = turn.intent in COURTESIES and is_short
        is_elsewhere = is_urgent or is_courtesy or turn.intent == "start_pa_nytt"
        if turn.is_acute or (not turn.is_button and is_elsewhere):
            return False
        return self._work.is_for_draft(case, turn)

    def _at_draft(self, case: Case, turn: Turn) -> Reply:
        """An answer or a change to the draft; a question to the guides is answered, and the draft goes on.

        May the answer be a report of something else, the way to report stands beside the next question.
        """
        if not turn.is_button and turn.intent == SEARCH and self._asks_in_general(turn):
            return self._work.with_draft_after(Reply(case, (self._answers.answer(turn),)), turn)
        reply = self._work.at_draft(case, turn)
        if not self._may_be_another_report(case, turn):
            return reply
        return self._with_offer(reply, turn, URGENT if turn.intent == URGENT else FIRST_PROCEDURE)

    def _with_offer(self, reply: Reply, turn: Turn, route: str) -> Reply:
        """The reply with the way to something else that the message may be as well."""
        offer = self._doubt.beside_answer((route,))
        return replace(reply, messages=(*(reply.messages or ()), *offer), waiting=self._doubt.keep(turn))

    def _may_be_another_report(self, case: Case, turn: Turn) -> bool:
        """Whether what was typed into a draft may be news: of somebody who works at the school, or of another pupil."""
        if turn.is_button:
            return False
        is_news = turn.intent == URGENT or (
            self._rulebook.has_procedure(turn.intent) and self._understanding.names_a_pupil(turn)
        )
        return is_news or self._tells_of_staff(case, turn)

    def _tells_of_staff(self, case: Case, turn: Turn) -> bool:
        """Whether a message in a case that is no report says that somebody who works at the school harms a pupil."""
        tells = len(turn.text.split()) > LONGEST_ASIDE  # «assistenten» alone says who does what
        return tells and case.procedure != FIRST_PROCEDURE and self._work.states_a_sharpened_duty(turn)

    def _answered(self, case: Case, turn: Turn) -> Reply:
        """What a message does to the open question; may it be a report as well, the way to report stands beside it."""
        if turn.intent == URGENT and case.procedure != URGENT:
            return self._work.opened(turn)
        reply = self._to_question(case, turn)
        is_report = turn.intent == FIRST_PROCEDURE and case.procedure != FIRST_PROCEDURE
        if reply.messages is None or reply.waiting or not (is_report or self._tells_of_staff(case, turn)):
            return reply
        return self._with_offer(reply, turn, FIRST_PROCEDURE)

    def _to_question(self, case: Case, turn: Turn) -> Reply:
        """An answer to the open question, or more facts, or a correction of one given before."""
        facts = self._work.answered(case, turn)
        if facts:
            return self._work.moved(case, facts, turn, is_shown=turn.intent not in PLAIN_ANSWERS)
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(case, None)
        if self._rulebook.has_procedure(turn.intent) and turn.intent not in (case.procedure, case.goal):
            return Reply(case, self._doubt.new_case(turn.intent), self._doubt.keep(turn, NEW_CASE))
        if self._understanding.asks(turn):
            return self._work.asked_again_after(case, turn, self._answers.answer(turn))
        return self._work.asked_again(case, turn, "utter_forsto_ikke_svaret")

    def _after_decision(self, case: Case, turn: Turn) -> Reply:
        """A draft, a correction, news of the same case, or a new one."""
        if self._is_rather_a_question(turn):
            return self._searched(case, turn, (turn.intent,))
        if turn.intent == MELDESKJEMA:
            return self._work.next_step(case, MELDESKJEMA, turn)
        facts = self._work.stated(case, turn)
        if self._rulebook.has_procedure(turn.intent):
            is_news = facts and turn.intent == case.procedure and not self._understanding.names_a_pupil(turn)
            if is_news:
                return Reply(case, self._doubt.same_case(), self._doubt.keep(turn, SAME_CASE))
            return self._work.opened(turn)
        if facts:
            return self._work.moved(case, facts, turn, is_shown=True)
        return self._nothing_new(case, turn)

    def _nothing_new(self, case: Case, turn: Turn) -> Reply:
        """After a decision, a message that says nothing of the case."""
        if turn.intent == FALLBACK:
            return self._unsure(case, turn)
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(case, None)
        if turn.intent == "bekreft":
            return self._work.agreed(case, turn)
        return Reply(case, (said("utter_greit"),))

    def _pressed(self, case: Case | None, turn: Turn) -> Reply:
        """A button: one that ends or leaves the case is the rules' own, any other holds for the case it was shown in."""
        if turn.is_acute:
            return self._acute(case, turn)
        if turn.intent in ANSWERS_ELSEWHERE:
            return Reply(case, None)
        if turn.value("sak") is None and (turn.intent == DRAFT or self._rulebook.has_procedure(turn.intent)):
            return self._begun(case, turn)
        if case is None or turn.value("sak") != case.id:
            return Reply(case, (said("utter_gammel_knapp"),))
        name = turn.value("faktum")
        if turn.intent == "velg" and name:
            return self._work.moved(case, {name: turn.value("verdi") or ""}, turn, is_shown=False)
        makes_draft = turn.intent == DRAFT and turn.value("handling") == MAKE
        wished = turn.value("verdi") if makes_draft else turn.intent
        return self._work.aside(case, turn) or self._work.next_step(case, wished or "", turn)

    def _begun(self, case: Case | None, turn: Turn) -> Reply:
        """What no case's button asks for: a draft by its name, or a case."""
        if turn.intent == DRAFT:
            return self._work.wished(case, turn.value("verdi") or "", turn)
        return self._work.opened(turn)

    def _acute(self, case: Case | None, turn: Turn) -> Reply:
        """Danger was noticed: it joins the open case, or opens one."""
        if case is None or case.is_decided:
            return self._work.opened(turn)
        if self._rulebook.procedure(case.procedure, kommune_of(case, turn)).fact("fare") is None:
            return self._work.opened(turn)
        return self._work.moved(case, self._work.stated(case, turn), turn, is_shown=False)


def _concerns_a_case(turn: Turn) -> bool:
    """Whether a message says something of a case, and nothing that can't wait for a question of ours."""
    is_answered_elsewhere = turn.is_button or turn.is_after_digression or turn.intent in ANSWERS_ELSEWHERE
    return not (is_answered_elsewhere or turn.is_acute or turn.intent == URGENT)
