"""One turn at a draft: what the case remembers of it, what the store holds, and what both make together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from actions.case import Case
from actions.drafting.context import Context
from actions.drafting.form import Form
from actions.drafting.values import Place, Values


class DraftStore(Protocol):
    """Keeps drafts for their owners."""

    def create(self, owner: str, kind: str, title: str, content: Mapping[str, Any]) -> str:
        """Keep a new draft; return its id."""

    def replace(self, draft_id: str, owner: str, title: str, content: Mapping[str, Any]) -> bool:
        """Keep a draft's new content; False where it is gone."""

    def content(self, draft_id: str, owner: str) -> Mapping[str, Any] | None:
        """Return what a draft holds; None where it is gone or another's."""

    def url(self, draft_id: str, owner: str) -> str:
        """Return the address that only its owner is given."""

    def pdf_url(self, draft_id: str, owner: str) -> str | None:
        """Return the same of the draft as a PDF; None where none is made here."""


@dataclass(frozen=True)
class Work:
    """A draft in the making, as the case remembers it; what it holds lies in the store alone."""

    id: str
    kind: str
    asked: str | None = None
    skipped: tuple[str, ...] = ()

    @classmethod
    def of(cls, case: Case) -> Work | None:
        """Return the case's draft, or None where it has none."""
        return cls(**{**case.draft, "skipped": tuple(case.draft["skipped"])}) if case.draft else None

    def to_slot(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"id": self.id, "kind": self.kind, "asked": self.asked, "skipped": list(self.skipped)}


@dataclass(frozen=True)
class Sitting:
    """One turn at a draft: all that is needed to go on with it."""

    case: Case
    work: Work
    form: Form
    values: Values
    context: Context
    kommune: str
    owner: str

    def at(self, place: Place | None) -> Sitting:
        """The same with this place asked for."""
        return replace(self, work=replace(self.work, asked=place.id if place else None))

    def skipping(self, place: str) -> Sitting:
        """The same with a place that is not to be asked for again."""
        return replace(self, work=replace(self.work, skipped=(*self.work.skipped, place)))

    @property
    def kept(self) -> Case:
        """The case with the draft as it stands."""
        return replace(self.case, draft=self.work.to_slot())

    @property
    def content(self) -> dict[str, Any]:
        """What is stored."""
        return {"kommune": self.kommune, "context": self.context.model_dump(), "values": dict(self.values)}
