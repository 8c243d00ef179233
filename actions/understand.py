"""Read facts out of what a user writes; where it could make a case look milder than it is, rather ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from actions.turn import Entity, Turn
from knowledge.procedures.model import UNSURE, Fact, Procedure

YES, NO = "ja", "nei"
KOMMUNE = "kommune"
TWO = 2
_INTENT_ANSWERS = {"bekreft": YES, "avkreft": NO, "vet_ikke": UNSURE}


class Caution(BaseModel):
    """How sure one must be before something is taken for granted, from data/understanding.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min_confidence: dict[str, float | dict[str, float]]
    answer_confidence: float
    word_list_means: dict[str, str]
    ask_when_staff_is_named: dict[str, list[str]]
    ask_when_only_one_is_named: dict[str, list[str]]
    person_words: list[str]
    staff_words: list[str]

    def threshold(self, fact: str, value: str) -> float:
        """The confidence (0–1) that this value of this fact takes."""
        default = self.min_confidence["default"]
        own = self.min_confidence.get(fact, default)
        chosen = own.get(value, default) if isinstance(own, dict) else own
        assert isinstance(chosen, float)  # «default» is a figure
        return chosen


def load_caution(path: Path) -> Caution:
    """Read data/understanding.yml."""
    return Caution.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


class Understanding:
    """Turns entities and short answers into facts of a procedure."""

    def __init__(self, caution: Caution) -> None:
        self._caution = caution
        self._staff = frozenset(caution.staff_words)
        self._person = re.compile("|".join(caution.person_words))

    def facts(self, turn: Turn, procedure: Procedure) -> dict[str, str]:
        """All facts of the procedure that the message states."""
        found = {}
        for fact in procedure.facts:
            value = self._value(turn, fact)
            if value is not None:
                found[fact.id] = value
        if turn.is_acute and procedure.fact("fare"):
            found["fare"] = YES
        return found

    def kommune(self, turn: Turn) -> str | None:
        """The kommune that the message names («vi i …»), or None."""
        for entity in turn.entities:
            if entity.name == KOMMUNE and entity.confidence >= self._caution.threshold(
                KOMMUNE, entity.value or ""
            ):
                return entity.value
        return None

    def answer(self, turn: Turn, fact: Fact) -> str | None:
        """The answer that the message gives to the question about this fact, or None."""
        said = self._value(turn, fact, self._caution.answer_confidence) or _chosen_option(turn.text, fact)
        if said:
            return said
        meant = _INTENT_ANSWERS.get(turn.intent)
        return meant if meant in fact.values else None

    def _value(self, turn: Turn, fact: Fact, enough: float | None = None) -> str | None:
        """The value found with enough confidence; what is enough depends on the value where it is not given."""
        values = set(self._sure(turn.entities, fact, enough))
        if len(values) > 1:
            return _gravest(values, fact)
        value = next(iter(values), None)
        if value is None or self._sounds_graver(turn.text, fact, value):
            return None
        return None if enough is None and self._may_be_the_victim(turn.text, fact, value) else value

    def _sure(self, entities: Iterable[Entity], fact: Fact, enough: float | None) -> Iterable[str]:
        """The values of the fact that were found with enough confidence."""
        for entity in entities:
            value = entity.value or self._caution.word_list_means.get(entity.name)
            is_known = entity.name == fact.id and value in fact.values
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
