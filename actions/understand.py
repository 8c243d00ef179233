"""Read facts out of what a user writes; where it could make a case look milder than it is, rather ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from actions.asking import Asking, load_asking
from actions.numbers import Numbers, load_numbers
from actions.turn import FALLBACK, Turn
from knowledge.procedures.facts import UNSURE, Fact
from knowledge.procedures.model import Procedure

YES, NO = "ja", "nei"
SEARCH = "spor_guide"
ANSWER = "svar"
OUTSIDE = "utenfor"
KOMMUNE = "kommune"
TWO = 2
_INTENT_ANSWERS = {"bekreft": YES, "avkreft": NO, "vet_ikke": UNSURE}


class SearchFirst(BaseModel):
    """How likely (0–1) a question to the guides must be, beside a case or beside what is outside our field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sak: float
    utenfor: float


class Routes(BaseModel):
    """When a message that the language model is not sure of goes somewhere all the same, from data/understanding.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_once: dict[str, float]
    least: float
    least_together: float
    search_first: SearchFirst


class Caution(BaseModel):
    """How sure one must be before something is taken for granted, from data/understanding.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min_confidence: dict[str, float | dict[str, float]]
    answer_confidence: float
    word_list_means: dict[str, str]
    first_word_means: dict[str, list[str]]
    same_answer: dict[str, list[str]]
    ask_when_staff_is_named: dict[str, list[str]]
    ask_when_only_one_is_named: dict[str, list[str]]
    ask_when_negated: dict[str, list[str]]
    negations: list[str]
    person_words: list[str]
    staff_words: list[str]
    routes: Routes

    def threshold(self, fact: str, value: str) -> float:
        """The confidence (0–1) that this value of this fact takes."""
        default = self.min_confidence["default"]
        own = self.min_confidence.get(fact, default)
        chosen = own.get(value, default) if isinstance(own, dict) else own
        assert isinstance(chosen, float)  # «default» is a figure
        return chosen


def load_understanding(data: Path) -> Understanding:
    """Read data/understanding.yml, data/numbers.yml and data/questions.yml."""
    content = yaml.safe_load((data / "understanding.yml").read_text(encoding="utf-8"))
    numbers, asking = load_numbers(data / "numbers.yml"), load_asking(data / "questions.yml")
    return Understanding(Caution.model_validate(content), numbers, asking)


class Understanding:
    """Turns entities and short answers into facts of a procedure."""

    def __init__(self, caution: Caution, numbers: Numbers, asking: Asking) -> None:
        self._caution = caution
        self._numbers = numbers
        self._asking = asking
        self._staff = frozenset(caution.staff_words)
        self._negations = frozenset(caution.negations)
        self._person = re.compile("|".join(caution.person_words))

    def facts(self, turn: Turn, procedure: Procedure) -> dict[str, str]:
        """All facts of the procedure that the message states."""
        values = {
            fact.id: self._plain_value(turn, fact) or self._value(turn, fact) for fact in procedure.facts
        }
        found = {name: value for name, value in values.items() if value is not None}
        if self._denies_something_else(turn, found):
            mild = self._caution.ask_when_negated
            found = {name: value for name, value in found.items() if value not in mild.get(name, [])}
        if turn.is_acute and procedure.fact("fare"):
            found["fare"] = YES
        return found

    def _denies_something_else(self, turn: Turn, found: Mapping[str, str]) -> bool:
        """Whether the message says «not» of something that was not read as a no."""
        words = re.findall(r"\w+", turn.text.lower())
        return NO not in found.values() and not self._negations.isdisjoint(words)

    def kommune(self, turn: Turn) -> str | None:
        """The kommune that the message names («vi i …»), or None."""
        for entity in turn.entities:
            if entity.name == KOMMUNE and entity.confidence >= self._caution.threshold(
                KOMMUNE, entity.value or ""
            ):
                return entity.value
        return None

    def names_a_pupil(self, turn: Turn) -> bool:
        """Whether the message speaks of somebody («en elev», «ei jente»), as a new story does."""
        return self._person.search(turn.text.lower()) is not None

    def answer(self, turn: Turn, fact: Fact, says_more: bool = False) -> str | None:
        """The answer that the message gives to the question about this fact, or None.

        Where it `says_more`, the yes or no that it begins with may belong to that.
        """
        said = self._value(turn, fact, self._caution.answer_confidence) or _chosen_option(turn.text, fact)
        if said:
            return said
        if fact.number and fact.number.limit is not None:
            figure = self._numbers.answer(turn.text, fact.number.limit)
            if figure is not None:
                return _figure(figure, fact)
        return self._meant(turn, fact, says_more)

    def routes(self, turn: Turn, known: Callable[[str], bool]) -> tuple[str, ...]:
        """Where a message may belong that was not surely understood, the likeliest first; empty where nowhere.

        One route is sure enough to be taken at once, two are to be asked about. `known` says what is a route.
        """
        if turn.intent != FALLBACK:
            return ()
        limits = self._caution.routes
        for route, enough in limits.at_once.items():
            if any(name == route and confidence >= enough for name, confidence in turn.ranking):
                return (route,)
        likely = [(name, sure) for name, sure in turn.ranking[:TWO] if known(name) and sure >= limits.least]
        if not likely or sum(sure for _, sure in turn.ranking[:TWO]) < limits.least_together:
            return ()
        names = [name for name, _ in likely]
        if known(turn.ranking[0][0]) and turn.ranking[1:TWO] and turn.ranking[1][0] == ANSWER:
            return (turn.ranking[0][0],)  # an answer with no question is what its facts are about
        return tuple(names) if len(names) == TWO else tuple(dict.fromkeys([*names, SEARCH]))

    def asks(self, turn: Turn) -> bool:
        """Whether the message is worded as a question."""
        return self._asking.is_question(turn.text)

    def asks_in_general(self, turn: Turn) -> bool:
        """Whether the message asks about what holds for all, and tells of nobody and of no danger."""
        return not turn.is_acute and self._asking.is_general(turn.text)

    def tells_of_somebody(self, turn: Turn) -> bool:
        """Whether the message tells of somebody, or of what happens now."""
        return self._asking.tells_of_somebody(turn.text)

    def may_be_about_a_pupil(self, turn: Turn) -> bool:
        """Whether something that happened to a pupil may lie behind the message."""
        return self._asking.may_be_about_a_pupil(turn.text)

    def may_be_for_the_guides(self, turn: Turn) -> bool:
        """Whether a question that was read as a case, or as outside our field, may be one to the guides instead."""
        limits = self._caution.routes
        first = limits.search_first
        enough = first.utenfor if turn.intent == OUTSIDE else first.sak
        is_likely = dict(turn.ranking).get(SEARCH, 0.0) >= enough
        return is_likely and turn.intent not in limits.at_once and self.asks_in_general(turn)

    def _meant(self, turn: Turn, fact: Fact, says_more: bool) -> str | None:
        """Yes, no or «don't know», where the message is that or begins with it."""
        meant = _INTENT_ANSWERS.get(turn.intent)
        if meant is None and not says_more:
            meant = self._by_first_word(turn.text)
        return meant if meant in fact.values else None

    def _by_first_word(self, text: str) -> str | None:
        """«Nei, har ikke fått tid»; not «nei, det var en vikar», which says who it was."""
        words = re.findall(r"\w+", text.lower())
        if not words or not self._staff.isdisjoint(words):
            return None
        means = self._caution.first_word_means
        return next((value for value, first in means.items() if words[0] in first), None)

    def _plain_value(self, turn: Turn, fact: Fact) -> str | None:
        """A number of days or a month, which is read off the words themselves."""
        if turn.is_button:
            return None
        if fact.number and fact.number.limit is not None:
            days = self._numbers.days(turn.text, fact.number.limit)
            return None if days is None else _figure(days, fact)
        if fact.today:
            words = re.findall(r"\w+", turn.text.lower())
            return next((option.value for option in fact.options if option.title.lower() in words), None)
        return None

    def _value(self, turn: Turn, fact: Fact, enough: float | None = None) -> str | None:
        """The value found with enough confidence; what is enough depends on the value where it is not given."""
        values = set(self._sure(turn, fact, enough))
        if len(values) > 1:
            return _gravest(values, fact)
        value = next(iter(values), None)
        if value is None or self._sounds_graver(turn.text, fact, value):
            return None
        return None if enough is None and self._may_be_the_victim(turn.text, fact, value) else value

    def _sure(self, turn: Turn, fact: Fact, enough: float | None) -> Iterable[str]:
        """The values of the fact that were found with enough confidence."""
        for entity in turn.entities:
            value = entity.value or self._caution.word_list_means.get(entity.name)
            names = [fact.id, *(self._caution.same_answer.get(fact.id, []) if enough else [])]
            is_known = entity.name in names and value in fact.values
            if (
                value
                and is_known
                and entity.confidence >= (enough or self._caution.threshold(fact.id, value))
            ):
                yield value

    def _sounds_graver(self, text: str, fact: Fact, value: str) -> bool:
        """Whether «another pupil» or «nobody» was heard where a member of staff is spoken of: then we ask."""
        if value not in self._caution.ask_when_staff_is_named.get(fact.id, []):
            return False
        return not self._staff.isdisjoint(re.findall(r"[\wæøå-]+", text.lower()))

    def _may_be_the_victim(self, text: str, fact: Fact, value: str) -> bool:
        """Whether the only pupil that is spoken of was taken for the one who offends: then we ask."""
        if value not in self._caution.ask_when_only_one_is_named.get(fact.id, []):
            return False
        return len(self._person.findall(text.lower())) < TWO


def _figure(days: int, fact: Fact) -> str:
    """A number as a fact's value; more than makes sense counts as the most."""
    assert fact.number
    return str(min(days, fact.number.most))


def _gravest(values: set[str], fact: Fact) -> str | None:
    """Of contradicting yes and no the graver; of contradicting persons none, so that the question is asked."""
    if UNSURE not in fact.gravity:
        return None
    return max(values, key=fact.gravity.index)


def _chosen_option(text: str, fact: Fact) -> str | None:
    """The option whose words or id were typed."""
    typed = _plain(text)
    for option in fact.options:
        if typed in (_plain(option.title), _plain(option.value)):
            return option.value
    return None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()
