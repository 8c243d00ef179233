"""What a user may ask about their own data: to have all of it deleted, or to see their drafts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml
from pydantic import BaseModel, ConfigDict

from actions.drafting.errors import DraftsUnavailableError
from bot.store.errors import StoreUnavailableError


class _Words(BaseModel):
    """All of data/egne_data.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    delete: re.Pattern[str]
    show: re.Pattern[str]
    say: dict[str, str]


class OwnDrafts(Protocol):
    """A writer's drafts."""

    def delete_all(self, owner: str) -> int:
        """Delete them all; return how many. Raises DraftsUnavailableError."""

    def list_url(self, owner: str) -> str:
        """Return the address of their list."""


class Said(Protocol):
    """What has been said."""

    def delete(self, owner: str) -> None:
        """Delete all of a writer's conversations. Raises StoreUnavailableError."""


@dataclass(frozen=True)
class OwnAnswer:
    """What is said, whether the writer is to be forgotten with it, and what a client draws of it."""

    text: str
    is_forgotten: bool
    custom: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnData:
    """Answers before anything reaches the language model, so that nothing is stored of the wish itself."""

    words: _Words
    drafts: OwnDrafts
    said: Said

    def answer(self, text: str, owner: str) -> OwnAnswer | None:
        """Do what the message asks and say so; None where it is about something else."""
        folded = text.lower()
        if self.words.delete.fullmatch(folded):
            is_deleted, text = self._deleted(owner)
            return OwnAnswer(text, is_forgotten=True, custom={"deleted": is_deleted})
        if self.words.show.fullmatch(folded):
            url, say = self.drafts.list_url(owner), self.words.say
            page = {"url": url, "title": say["page"]}
            return OwnAnswer(say["shown"].format(url=url), is_forgotten=False, custom={"page": page})
        return None

    def _deleted(self, owner: str) -> tuple[bool, str]:
        """Whether all of it is deleted now, and what to say."""
        say = self.words.say
        try:
            self.said.delete(owner)
            count = self.drafts.delete_all(owner)
        except (DraftsUnavailableError, StoreUnavailableError):
            return False, say["failed"]
        counted = {0: say["no_drafts"], 1: say["one_draft"]}.get(count, say["drafts"].format(count=count))
        return True, say["deleted"].format(drafts=counted)


def load_own_data(path: Path, drafts: OwnDrafts, said: Said) -> OwnData:
    """Read data/egne_data.yml."""
    words = _Words.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    return OwnData(words, drafts, said)
