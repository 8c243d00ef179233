"""What a decision rested on, kept so small that it can be written down and decided again later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import KnowledgeError, ReceiptError
from knowledge.procedures.model import Decision
from knowledge.rulebook import Rulebook


class Receipt(BaseModel):
    """Facts, row, outcome, sources with a digest of their words, the rules' version and the time. No names in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    procedure: str
    kommune: str
    facts: dict[str, str]
    row: str
    outcome: str
    sources: dict[str, str]
    version: str
    time: datetime

    def as_json(self) -> dict[str, Any]:
        """As plain values, ready for JSON."""
        return self.model_dump(mode="json")


@dataclass(frozen=True)
class Replay:
    """A receipt decided again: the decision now, and in words what has changed since."""

    decision: Decision
    changes: tuple[str, ...]


def receipt(rulebook: Rulebook, decision: Decision, kommune: str, now: datetime) -> Receipt:
    """The receipt of a decision in a kommune; `now` is when it was made."""
    return Receipt(
        procedure=decision.procedure,
        kommune=kommune,
        facts=dict(decision.facts),
        row=decision.row.id,
        outcome=decision.outcome.id,
        sources={source.id: source.digest for source in rulebook.sources(decision, kommune)},
        version=decision.version,
        time=now.replace(microsecond=0),
    )


def replay(rulebook: Rulebook, kept: Mapping[str, Any]) -> Replay:
    """Decide a receipt's facts by the rules of today.

    Raises ReceiptError where it is no receipt, or where its procedure, kommune or facts do not exist any more.
    """
    try:
        wanted = Receipt.model_validate(kept)
    except ValidationError as error:
        raise ReceiptError(
            "Dette er ikke en kvittering fra Hva nå?. Bruk hele teksten, fra { til }."
        ) from error
    try:
        decision = rulebook.decide_now(wanted.procedure, wanted.facts, wanted.kommune)
    except KnowledgeError as error:
        raise ReceiptError(f"Kvitteringen kan ikke avgjøres på nytt. {error}") from error
    now = receipt(rulebook, decision, wanted.kommune, wanted.time)
    return Replay(decision, tuple(_differences(wanted, now)))


def _differences(before: Receipt, now: Receipt) -> list[str]:
    """What is not as it was, most important first."""
    found = []
    if (before.outcome, before.row) != (now.outcome, now.row):
        found.append(
            f"Utfallet var «{before.outcome}» (rad {before.row}), nå er det «{now.outcome}» (rad {now.row})."
        )
    for source in sorted(before.sources.keys() | now.sources.keys()):
        if before.sources.get(source) != now.sources.get(source):
            found.append(f"Kilden «{source}» er endret.")
    if before.version != now.version:
        found.append(f"Reglene er endret: versjon {before.version}, nå {now.version}.")
    return found
