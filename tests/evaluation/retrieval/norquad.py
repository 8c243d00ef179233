"""Measures the search outside our own field, on NorQuAD: how often it finds the window that holds the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.embedding.model import Embedder
from knowledge.embedding.pairs import NorQuad
from knowledge.embedding.train import Recipe
from knowledge.guides.model import Passage, digest_of
from knowledge.index.evidence import Evidence
from knowledge.index.loaded import Content, Index
from knowledge.index.marking import Marker
from knowledge.index.settings import load_settings
from knowledge.index.store import Opened
from knowledge.language import Analyser, Vocabulary
from knowledge.municipalities import NATIONAL
from knowledge.paths import Paths
from tests.evaluation.retrieval.figures import DEPTH, Figures, Searcher, figures, place
from tests.evaluation.retrieval.peers import bm25s_searcher


@dataclass(frozen=True)
class Sought:
    """A question, and the windows of its document that hold the answer, by their ids."""

    text: str
    windows: frozenset[str]

    def is_answered_by(self, passage: Passage) -> bool:
        return passage.id in self.windows


@dataclass(frozen=True)
class Material:
    """The windows of every document, and the questions to those that the language model was not trained on."""

    documents: int
    unseen: int
    passages: tuple[Passage, ...]
    asked: tuple[Sought, ...]

    @classmethod
    def of(cls, norquad: NorQuad, share: float, seed: int) -> Material:
        """Part the documents as training does; a question whose answer no window holds is left out."""
        _, unseen = norquad.split(share, seed)
        passages = tuple(
            _passage(document, number, text)
            for document, windows in norquad.windows.items()
            for number, text in enumerate(windows)
        )
        sought = [
            Sought(
                question.text,
                frozenset(
                    passage.id
                    for passage in passages
                    if passage.guide == str(question.document) and question.answer in passage.text
                ),
            )
            for question in unseen.questions
        ]
        return cls(
            len(norquad.windows),
            len(unseen.windows),
            passages,
            tuple(each for each in sought if each.windows),
        )

    @classmethod
    def load(cls, folder: Path) -> Material:
        """Read the folder, parted as for the shipped model. Raises GuideError where it can't be read."""
        recipe = Recipe()
        return cls.of(NorQuad.load(folder), recipe.held_out, recipe.seed)


def measured(material: Material, paths: Paths, model: str | None) -> Iterator[tuple[str, Figures]]:
    """Yield the figures of BM25, of the language model alone and of our search."""
    for name, search in _searchers(material.passages, paths, Embedder.load(model or paths.model)):
        yield name, figures(place(each, search(each.text)) for each in material.asked)


def _searchers(
    passages: tuple[Passage, ...], paths: Paths, embedder: Embedder
) -> Iterator[tuple[str, Searcher]]:
    opened = _opened(passages, paths, embedder)

    def by_meaning(query: str) -> Sequence[Passage]:
        numbers, _ = opened.index.meaning.nearest(embedder.encode([query])[0], DEPTH)
        return [passages[number] for number in numbers]

    yield "bm25s, norske stammer", bm25s_searcher(passages, sorted(Vocabulary.load(paths).stopwords))
    yield "bare meningen (vår modell)", by_meaning
    yield "vårt søk", lambda query: [hit.passage for hit in opened.engine.answer(query, DEPTH, NATIONAL).hits]


def _opened(passages: tuple[Passage, ...], paths: Paths, embedder: Embedder) -> Opened:
    """Index the windows as our own passages are, but with no questions that lead to them."""
    settings = load_settings(paths.data_dir / "search.yml")
    analyser = Analyser(Vocabulary.load(paths), settings.build.gram)
    content = Content(passages, [() for _ in passages], ())
    index = Index.of(content, analyser, embedder.encode, settings, lambda step: None)
    return Opened(
        index,
        Evidence(index, analyser, embedder, settings),
        Marker(index, analyser, embedder, settings.marking),
        settings,
    )


def _passage(document: int, number: int, text: str) -> Passage:
    return Passage(
        id=f"{document}-{number}",
        guide=str(document),
        title=f"Tekst {document}",
        owner="",
        kommuner=(),
        date=None,
        kind="guide",
        law=None,
        headings=(),
        anchor=None,
        text=text,
        start=0,
        end=len(text),
        digest=digest_of(text),
    )
