"""Drafts for the conversation and for whoever holds a link: kept locked in the store, made into documents when fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from actions.drafting.content import Drafting
from actions.drafting.context import Context
from actions.drafting.document import Document, document_of
from actions.drafting.errors import DraftsUnavailableError, FormError
from bot.secrets import SigningKey
from bot.store.drafts import DraftEntry, Drafts
from bot.store.errors import StoreUnavailableError
from knowledge.rulebook import Rulebook

_DRAFT, _OWNER = "draft", "owner"


class SignedDrafts:
    """The store behind signed links: a link holds whose draft it is, and a signature that only we can make."""

    def __init__(self, drafts: Drafts, key: SigningKey) -> None:
        self._drafts = drafts
        self._key = key

    def create(self, owner: str, kind: str, title: str, content: Mapping[str, Any]) -> str:
        """Keep a new draft; return its id. Raises DraftsUnavailableError."""
        with _as_unavailable():
            return self._drafts.create(owner, kind, title, content)

    def replace(self, draft_id: str, owner: str, title: str, content: Mapping[str, Any]) -> bool:
        """Keep a draft's new content; False where it is gone. Raises DraftsUnavailableError."""
        with _as_unavailable():
            return self._drafts.replace(draft_id, owner, title, content)

    def content(self, draft_id: str, owner: str) -> Mapping[str, Any] | None:
        """Return what a draft holds; None where it is gone or another's. Raises DraftsUnavailableError."""
        with _as_unavailable():
            draft = self._drafts.fetch(draft_id, owner)
        return draft.content if draft else None

    def url(self, draft_id: str, owner: str) -> str:
        """Return the address of the Word file, which only its owner is given."""
        return f"/api/drafts/{draft_id}?key={self._link_key(_DRAFT, draft_id, owner)}"

    def list_url(self, owner: str) -> str:
        """Return the address of the list of a writer's own drafts."""
        return f"/utkast?key={self._link_key(_OWNER, '', owner)}"

    def opened(self, draft_id: str, link_key: str) -> tuple[str, Mapping[str, Any]] | None:
        """Return a draft's kind and content to whoever holds its link, and None to everyone else."""
        owner = self._owner(_DRAFT, draft_id, link_key)
        draft = self._drafts.fetch(draft_id, owner) if owner else None
        return (draft.kind, draft.content) if draft else None

    def listed(self, link_key: str) -> list[tuple[DraftEntry, str]] | None:
        """Return a writer's drafts with their addresses to whoever holds the list's link; None to everyone else."""
        owner = self._owner(_OWNER, "", link_key)
        if owner is None:
            return None
        return [(each, self.url(each.id, owner)) for each in self._drafts.of_owner(owner)]

    def delete_all(self, owner: str) -> int:
        """Delete all of a writer's drafts; return how many. Raises DraftsUnavailableError."""
        with _as_unavailable():
            return self._drafts.delete_all(owner)

    def _link_key(self, use: str, draft_id: str, owner: str) -> str:
        return f"{owner}.{self._key.sign(use, draft_id, owner)}"

    def _owner(self, use: str, draft_id: str, link_key: str) -> str | None:
        """Return whose link it is, where we have signed it."""
        owner, _, signature = link_key.rpartition(".")
        return owner if owner and self._key.is_signed(signature, use, draft_id, owner) else None


@dataclass(frozen=True)
class Documents:
    """Makes documents of what is stored."""

    drafting: Drafting
    rulebook: Rulebook

    def of(self, kind: str, content: Mapping[str, Any]) -> tuple[Document, str]:
        """Return the document and the name of its Word template. Raises FormError where data/ has changed too much since."""
        try:
            form = self.drafting.forms[kind]
            context = Context.model_validate(content["context"])
            labels, citation = self.drafting.words.head, self.rulebook.citation
            return document_of(form, content["values"], context, labels, citation), form.template
        except (KeyError, ValidationError) as error:
            raise FormError(
                "Utkastet ble laget med en annen utgave av boten og kan ikke åpnes her. Be meg om et nytt."
            ) from error


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """Let the conversation know of a store that is away without knowing the store."""
    try:
        yield
    except StoreUnavailableError as error:
        raise DraftsUnavailableError(str(error)) from error
