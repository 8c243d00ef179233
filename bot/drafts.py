"""Drafts for the conversation and for whoever holds a link: kept locked in the store, made into documents when fetched."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from actions.drafting.content import Drafting
from actions.drafting.context import Context
from actions.drafting.document import Document, document_of
from actions.drafting.errors import DraftsUnavailableError, FormError
from bot.access.links import Link, SignedLinks
from bot.access.ownership import owner_name
from bot.secrets import SigningKey
from bot.store.drafts import DraftEntry, Drafts
from bot.store.errors import StoreUnavailableError
from knowledge.rulebook import Rulebook

_DRAFT, _OWNER = "draft", "owner"


@dataclass(frozen=True)
class Visit:
    """Who opens a draft, and with which link: each may be missing."""

    link_key: str
    subject: str = ""
    """The user, as the login knows them; empty where nobody has logged in."""


class SignedDrafts:
    """The store behind signed links: a link holds whose draft it is, and a signature that only we can make."""

    def __init__(
        self,
        drafts: Drafts,
        key: SigningKey,
        link_minutes: int | None = None,
        now: Callable[[], float] = time.time,
        has_pdf: bool = False,
    ) -> None:
        """A link opens for `link_minutes`, and then only for its owner; without a figure for as long as the draft lives.

        `has_pdf` says whether drafts are made as PDF too.
        """
        self._has_pdf = has_pdf
        self._drafts = drafts
        self._key = key
        self._links = SignedLinks(key, link_minutes, now)

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
        return f"/api/drafts/{draft_id}?key={self._links.key(_DRAFT, draft_id, owner)}"

    def pdf_url(self, draft_id: str, owner: str) -> str | None:
        """Return the address of the PDF; None where none is made here."""
        return self.url(draft_id, owner).replace("?", "/pdf?", 1) if self._has_pdf else None

    def list_url(self, owner: str) -> str:
        """Return the address of the list of a writer's own drafts."""
        return f"/utkast?key={self._links.key(_OWNER, '', owner)}"

    def opened(self, draft_id: str, visit: Visit) -> tuple[str, Mapping[str, Any]] | None:
        """Return a draft's kind and content to its owner and whoever holds its link, and None to everyone else.

        Raises RefusedError where the link is ours and too old.
        """
        own = self._drafts.fetch(draft_id, self._own(visit)) if visit.subject else None
        if own:
            return own.kind, own.content
        link = self._links.read(_DRAFT, draft_id, visit.link_key)
        draft = self._drafts.fetch(draft_id, link.owner) if link else None
        return (draft.kind, draft.content) if draft else None

    def listed(self, visit: Visit) -> list[tuple[DraftEntry, str]] | None:
        """Return a writer's drafts with their addresses to the writer and whoever holds the list's link; else None.

        Raises RefusedError where the link is ours and too old.
        """
        if visit.subject and not visit.link_key:
            link: Link | None = Link(self._own(visit))
        else:
            link = self._links.read(_OWNER, "", visit.link_key, self._own(visit))
        if link is None:
            return None
        entries = self._drafts.of_owner(link.owner)
        # The list's link gives no longer life than its own: else one led to the next for ever.
        keys = {each.id: self._links.key(_DRAFT, each.id, link.owner, link.given) for each in entries}
        return [(each, f"/api/drafts/{each.id}?key={keys[each.id]}") for each in entries]

    def delete_all(self, owner: str) -> int:
        """Delete all of a writer's drafts; return how many. Raises DraftsUnavailableError."""
        with _as_unavailable():
            return self._drafts.delete_all(owner)

    def _own(self, visit: Visit) -> str:
        """What the visitor is called as an owner; empty where nobody has logged in."""
        return owner_name(self._key, visit.subject) if visit.subject else ""


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
