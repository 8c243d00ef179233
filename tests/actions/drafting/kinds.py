"""Where each kind of draft comes from: the procedure, the outcome and the facts that lead to its button."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.municipalities import NATIONAL
from knowledge.procedures.model import Decision
from knowledge.rulebook import Rulebook
from tests.knowledge.procedures.proofs import told_apart

CALENDAR = "kalender"
"""The year wheel for one's own calendar is a link and no form."""


@dataclass(frozen=True)
class Origin:
    """A kind of draft with one case that leads to it."""

    kind: str
    procedure: str
    outcome: str
    facts: dict[str, str]


def origins(rulebook: Rulebook) -> Iterator[Origin]:
    """Yield one case for each kind of draft and each outcome of each procedure that it belongs to.

    Facts that can't hold together (evaluated, but never begun) fall away as they do in the dialogue.
    """
    found: set[tuple[str, str, str]] = set()
    for procedure in rulebook.procedures(NATIONAL):
        for facts in () if procedure.through else told_apart(procedure):
            said: dict[str, str] = {}
            for name, value in facts.items():
                said = rulebook.with_changes(procedure.id, said, {name: value}, NATIONAL)
            decision = rulebook.decide(procedure.id, said, NATIONAL)
            if not isinstance(decision, Decision):
                continue
            for kind in decision.drafts:
                key = (kind, procedure.id, decision.outcome.id)
                if kind != CALENDAR and key not in found:
                    found.add(key)
                    yield Origin(*key, said)
