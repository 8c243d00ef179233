"""Make a draft from a case: what is known is filled in, what only the writer knows stays blank."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import yaml
from docxtpl import DocxTemplate

from actions.case import Case
from actions.texts import Texts
from knowledge.procedures.model import Decision
from knowledge.rulebook import Rulebook

MELDESKJEMA = "meldeskjema"


@dataclass(frozen=True)
class SavedDraft:
    """Where a stored draft can be fetched by its owner."""

    id: str
    url: str


class DraftStore(Protocol):
    """Keeps drafts for their owners."""

    def save(self, owner: str, kind: str, title: str, content: bytes) -> SavedDraft:
        """Store a document that belongs to `owner`."""


class DraftMaker:
    """Fills the Word templates of data/templates and hands the result to the store."""

    def __init__(
        self,
        rulebook: Rulebook,
        texts: Texts,
        templates: Path,
        store: DraftStore,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._rulebook = rulebook
        self._texts = texts
        self._templates = templates
        self._store = store
        self._now = now

    def can_make(self, kind: str) -> bool:
        """Whether there is a template for that kind of document."""
        return (self._templates / f"{kind}.docx").is_file()

    def meldeskjema(self, case: Case, decision: Decision, kommune: str, owner: str) -> dict[str, Any]:
        """Make and store a meldeskjema (§ 12-4, § 12-5); gives the draft as the contract has it."""
        form = yaml.safe_load((self._templates / f"{MELDESKJEMA}.yml").read_text(encoding="utf-8"))
        title = form["title_by_outcome"].get(decision.outcome.id, form["title"])
        content = self._render(MELDESKJEMA, self._values(form, title, case, decision, kommune))
        saved = self._store.save(owner, MELDESKJEMA, title, content)
        missing = [blank["label"] for blank in form["blanks"]]
        return {"id": saved.id, "kind": MELDESKJEMA, "title": title, "url": saved.url, "missing": missing}

    def _values(
        self, form: Mapping[str, Any], title: str, case: Case, decision: Decision, kommune: str
    ) -> dict[str, Any]:
        municipality = self._rulebook.municipalities.get(kommune)
        local = municipality.texts
        return {
            "title": title,
            "to": self._recipients(decision, local),
            "urgency": self._texts.urgency[decision.urgency],
            "channel": _channel(decision, local),
            "archive": local["arkiv"],
            "kommune": municipality.title,
            "legal_basis": ", ".join(self._rulebook.citation(each) for each in decision.legal_basis),
            "facts": self._facts(case, kommune),
            "story": list(case.told) or [form["no_story"]],
            "blanks": form["blanks"],
            "steps": decision.steps,
            "sources": [
                f"{source.title}: «{source.section}»" for source in self._rulebook.sources(decision, kommune)
            ],
            "signature": form["signature"],
            "privacy": form["privacy"],
            "disclaimer": self._texts.disclaimer,
            "made": self._now().strftime("%d.%m.%Y kl. %H.%M"),
            "version": decision.version,
        }

    def _recipients(self, decision: Decision, local: Mapping[str, str]) -> str:
        """The chain in words: to whom, and who tells the next."""
        names = [local.get(each, self._texts.recipients[each]) for each in decision.recipients]
        chain = ", som melder videre til ".join(_written(decision, names)) or self._texts.recipients["rektor"]
        return chain[0].upper() + chain[1:]

    def _facts(self, case: Case, kommune: str) -> list[dict[str, str]]:
        procedure = self._rulebook.procedure(case.procedure, kommune)
        return [
            {"label": fact.label, "value": fact.title_of(case.facts[fact.id])}
            for fact in procedure.facts
            if fact.id in case.facts
        ]

    def _render(self, kind: str, values: Mapping[str, Any]) -> bytes:
        template = DocxTemplate(self._templates / f"{kind}.docx")
        template.render(dict(values), autoescape=True)
        document = io.BytesIO()
        template.save(document)
        return document.getvalue()


def _written(decision: Decision, names: list[str]) -> list[str]:
    """A form goes to those who are written to; the emergency services are rung."""
    return [name for each, name in zip(decision.recipients, names, strict=True) if each != "nodetat"]


def _channel(decision: Decision, local: Mapping[str, str]) -> str:
    """How it is handed in; a report past rektor does not go through the form that rektor reads."""
    is_past_rektor = "skoleeier" in decision.recipients and "rektor" not in decision.recipients
    return local["meldekanal_skoleeier" if is_past_rektor else "meldekanal"]
