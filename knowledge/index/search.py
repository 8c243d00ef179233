"""The door to search: opens the index, and takes up a new build when there is one."""

from __future__ import annotations

import logging
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.index.engine import Answer, Engine, Hit
from knowledge.index.store import IndexStore
from knowledge.municipalities import NATIONAL
from knowledge.paths import Paths

__all__ = ["Answer", "Hit", "Search", "open_search"]

logger = logging.getLogger(__name__)


class Search:
    """Searches the current index; a new build is taken up at the next question, whole or not at all."""

    def __init__(self, store: IndexStore) -> None:
        self._store = store
        self._seen = store.version()
        self._engine = _engine(store)

    @classmethod
    def load(cls, paths: Paths | None = None, model: str | Path | None = None) -> Search:
        """Open the index as it is. Raises IndexUnavailableError where there is none, ModelError for the model."""
        return cls(IndexStore(paths or Paths(), model))

    @property
    def stale(self) -> bool:
        """Whether the guides, the model or the settings have changed since the index was built."""
        return self._store.is_stale()

    def search(self, query: str, limit: int = 5, kommune: str = NATIONAL) -> list[Hit]:
        """Return the best passages, best first; the kommune's own guides are lifted a little."""
        return list(self.answer(query, limit, kommune).hits)

    def answer(self, query: str, limit: int = 5, kommune: str = NATIONAL) -> Answer:
        """Return the best passages, and whether they are no answer; a question without words finds nothing."""
        self._take_up_new_build()
        return self._engine.answer(query, limit, kommune)

    def pinned(self, passage_id: str, query: str) -> Hit | None:
        """Return a passage that was shown before, or None where the guide says something else there by now."""
        self._take_up_new_build()
        return self._engine.pinned(passage_id, query)

    def _take_up_new_build(self) -> None:
        version = self._store.version()
        if version == self._seen:
            return
        self._seen = version
        try:
            self._engine = _engine(self._store)
        except KnowledgeError as error:
            logger.warning("Søket går videre med den gamle indeksen: %s", error)


def open_search(paths: Paths | None = None, model: str | Path | None = None) -> Search:
    """Open the index, built first where it is missing or stale.

    Raises KnowledgeError where it can't be built and there is no old one to go on with.
    """
    store = IndexStore(paths or Paths(), model)
    if store.is_stale():
        try:
            store.build()
        except KnowledgeError as error:
            if store.version() == (0, 0):
                raise
            logger.warning("Søket går videre med den gamle indeksen: %s", error)
    return Search(store)


def _engine(store: IndexStore) -> Engine:
    return store.load().engine
