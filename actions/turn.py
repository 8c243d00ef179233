"""What came in this turn, taken out of Rasa's tracker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from knowledge.municipalities import NATIONAL

LISTEN = "action_listen"
FALLBACK = "nlu_fallback"
WORD_LISTS = "RegexEntityExtractor"


@dataclass(frozen=True)
class Entity:
    """Something found in the text; `value` is None where a word list found the words alone."""

    name: str
    value: str | None
    confidence: float


@dataclass(frozen=True)
class Turn:
    """One message of the user: what it is about, what was found in it, and what the channel says of the user.

    `owner` is whom a draft will belong to, the part of the conversation's name before the dot. `ranking` are the intents
    that it may be, with how sure the language model is (0–1), the likeliest first.
    """

    intent: str
    text: str
    entities: tuple[Entity, ...]
    kommune: str
    rolle: str | None
    is_acute: bool
    is_button: bool
    is_after_digression: bool
    owner: str
    ranking: tuple[tuple[str, float], ...] = ()

    @classmethod
    def from_tracker(cls, tracker: Any) -> Turn:
        """Read the latest message of a rasa_sdk tracker."""
        message: Mapping[str, Any] = tracker.latest_message or {}
        metadata: Mapping[str, Any] = message.get("metadata") or {}
        text = message.get("text") or ""
        return cls(
            intent=(message.get("intent") or {}).get("name") or "",
            text=text,
            entities=tuple(_entity(each) for each in message.get("entities") or []),
            kommune=metadata.get("kommune") or NATIONAL,
            rolle=metadata.get("rolle"),
            is_acute=bool(metadata.get("akutt")),
            is_button=text.startswith("/"),
            is_after_digression=tracker.latest_action_name not in (None, LISTEN),
            owner=tracker.sender_id.partition(".")[0],
            ranking=tuple(
                (each["name"], float(each["confidence"]))
                for each in message.get("intent_ranking") or []
                if each["name"] != FALLBACK
            ),
        )

    def value(self, name: str) -> str | None:
        """The first value found under that name, as a button carries it."""
        return next((entity.value for entity in self.entities if entity.name == name), None)

    def kept(self) -> dict[str, Any]:
        """What must be remembered to take this message up again after a question of ours."""
        return {
            "intent": self.intent,
            "text": self.text,
            "entities": [asdict(each) for each in self.entities],
        }

    def resumed(self, kept: Mapping[str, Any], intent: str | None = None) -> Turn:
        """A message that was kept, taken up again in this turn, perhaps as something else than it was read as."""
        return replace(
            self,
            intent=intent or kept["intent"],
            text=kept["text"],
            entities=tuple(Entity(**each) for each in kept["entities"]),
            is_button=False,
            ranking=(),
        )


def _entity(found: Mapping[str, Any]) -> Entity:
    """The role is the value where the model learnt it (bot/rasa/domain/intents.yml); a button gives the value itself."""
    if found.get("extractor") == WORD_LISTS:
        return Entity(found["entity"], None, 1.0)
    confidence = min(found.get("confidence_entity") or 1.0, found.get("confidence_role") or 1.0)
    return Entity(found["entity"], str(found.get("role") or found["value"]), float(confidence))
