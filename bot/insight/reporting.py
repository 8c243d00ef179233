"""Take in a reported fault: of what a client says that it is about only what exists, and no name of what was written."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from bot.insight.about import About, Source
from bot.insight.faults import Faults, Reported
from bot.insight.texts import FaultTexts
from bot.privacy import Redacted
from knowledge.guides.library import Guides
from knowledge.paths import Paths
from knowledge.rulebook import Rulebook

_REMEMBERED = 1_000
_READ_AGAIN_SECONDS = 600.0
_SEARCHED = ("answered", "abstained", "clarify")


class Existing:
    """What an answer can be about. The first look reads the guides; those that come later are found some minutes after."""

    def __init__(self, rulebook: Rulebook, paths: Paths, routes: frozenset[str]) -> None:
        """`routes` are the ways beside the procedures."""
        self._rulebook = rulebook
        self._paths = paths
        self._routes = routes
        self._sources: frozenset[Source] = frozenset()
        self._read_at = float("-inf")

    def only(self, about: About) -> About:
        """The same without what does not exist."""
        is_procedure = self._rulebook.has_procedure(about.procedure)
        outcomes = self._rulebook.procedure(about.procedure).outcomes if is_procedure else _SEARCHED
        return About(
            route=about.route if about.route in self._routes or self._has(about.route) else "",
            procedure=about.procedure if is_procedure else "",
            outcome=about.outcome if about.outcome in outcomes else "",
            sources=tuple(each for each in about.sources if self._is_there(each)),
        )

    def _has(self, route: str) -> bool:
        return self._rulebook.has_procedure(route)

    def _is_there(self, source: Source) -> bool:
        if source not in self._sources and time.monotonic() - self._read_at > _READ_AGAIN_SECONDS:
            self._sources = frozenset(self._all())
            self._read_at = time.monotonic()
        return source in self._sources

    def _all(self) -> list[Source]:
        """Each section by its whole path, as passages name it, and by its own heading, as decisions do."""
        guides = Guides.load(self._paths)
        sections = [(guide.info.id, each) for guide in guides.all() for each in guide.sections]
        provisions = [self._rulebook.source(each) for each in self._rulebook.laws.provisions]
        return [
            *((each.guide, each.section) for each in guides.passages()),
            *((guide, each.headings[-1]) for guide, each in sections if each.headings),
            *((each.guide, each.section) for each in provisions),
        ]


class FaultDesk:
    """Keeps reported faults, whichever way they come."""

    def __init__(
        self, faults: Faults, existing: Existing, redact: Callable[[str], Redacted], texts: FaultTexts
    ) -> None:
        self.existing = existing
        self._faults = faults
        self._redact = redact
        self._texts = texts
        self._taken: OrderedDict[bytes, str] = OrderedDict()

    def is_too_long(self, *texts: str) -> bool:
        """Whether one of the texts is longer than what is kept."""
        return any(len(each) > self._texts.longest for each in texts)

    def take(self, reported: Reported, sender: str) -> str:
        """Keep a fault, once where the same comes twice from a sender; returns its id. Raises StoreUnavailableError."""
        mark = hashlib.sha256(repr((sender, reported, reported.comment, reported.question)).encode()).digest()
        if mark not in self._taken:
            self._taken[mark] = self._faults.add(self._safe(reported))
            if len(self._taken) > _REMEMBERED:
                self._taken.popitem(last=False)
        return self._taken[mark]

    def add_comment(self, fault_id: str, comment: str) -> bool:
        """Add to a fault's comment; False where there is no such fault. Raises StoreUnavailableError."""
        return bool(fault_id) and self._faults.add_comment(fault_id, self._redact(comment).text)

    def _safe(self, reported: Reported) -> Reported:
        return replace(
            reported,
            comment=self._redact(reported.comment).text,
            question=self._redact(reported.question).text,
        )
