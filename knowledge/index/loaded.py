"""A built index in memory, and its way to disk and back."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedding.model import Vectors
from knowledge.errors import IndexUnavailableError
from knowledge.guides.library import Guides
from knowledge.guides.model import Passage
from knowledge.index.asked import Links
from knowledge.index.counts import Counter
from knowledge.index.dense import Dense
from knowledge.index.inherit import questions_of
from knowledge.index.lexical import Field
from knowledge.index.settings import Build, SearchSettings
from knowledge.language import Analyser

Embed = Callable[[Sequence[str]], Vectors]
_PASSAGES, _QUESTIONS, _LINKS = "passages.jsonl", "questions.json", "links.npz"
_MEANING, ASKED = "meaning.faiss", "asked.faiss"
_WORDS = ("stems", "grams", "concepts")
_REMEMBERED = 65_536  # questions kept read while passages are: neighbours answer the same ones
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Words:
    """Texts read for their words in three ways; numbers in one are numbers in the others."""

    stems: Field
    grams: Field
    concepts: Field

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]], analyser: Analyser, figures: Build) -> Words:
        """Index texts, given as their words; every word is read once, however many texts it stands in."""
        counter, concepts = Counter(), Counter()
        for words in texts:
            counter.add(words)
            concepts.add(analyser.concepts(words))
        counts, k1, b = counter.counts(), figures.k1, figures.b
        return cls(
            Field.build(counts.read_as(lambda word: analyser.terms([word])), k1, b),
            Field.build(counts.read_as(lambda word: analyser.grams([word])), k1, b),
            Field.build(concepts.counts(), k1, b),
        )

    def save(self, folder: Path) -> None:
        """Write every part into a folder of their own."""
        folder.mkdir()
        for name in _WORDS:
            getattr(self, name).save(folder / name)

    @classmethod
    def load(cls, folder: Path, size: int) -> Words:
        """Read what `save` wrote, of `size` texts."""
        return cls(*(Field.load(folder / name, size) for name in _WORDS))


@dataclass(frozen=True)
class Content:
    """What is indexed: passages, the questions that each answers, and those that none does."""

    passages: Sequence[Passage]
    answered: Sequence[Sequence[str]]
    outside: Sequence[str]


@dataclass(frozen=True)
class Index:
    """The passages, the questions they answer, and which question leads to which passage.

    A passage is found by its own words and those of its questions, by its meaning, and by the meaning of each question;
    `figures` has the numbers and provisions that stand in its own text. `outside` are the questions that none answers.
    """

    passages: tuple[Passage, ...]
    words: Words
    figures: Field
    meaning: Dense
    questions: tuple[str, ...]
    asked: Dense
    outside: Field
    links: Links

    @property
    def inside(self) -> int:
        """How many of the questions some passage answers; those that none answers come after them."""
        return len(self.questions) - self.outside.size

    @classmethod
    def build(
        cls, guides: Guides, analyser: Analyser, embed: Embed, figures: SearchSettings, done: Progress
    ) -> Index:
        """Index the guides' passages; `embed` makes vectors, `done` is told each step as it is finished."""
        passages = guides.passages()
        answered = questions_of(passages, guides, analyser, figures.inherit)
        return cls.of(Content(passages, answered, guides.outside()), analyser, embed, figures, done)

    @classmethod
    def of(
        cls, content: Content, analyser: Analyser, embed: Embed, figures: SearchSettings, done: Progress
    ) -> Index:
        """Index passages and the questions that each answers."""
        inside = dict.fromkeys(question for each in content.answered for question in each)
        outside = [question for question in dict.fromkeys(content.outside) if question not in inside]
        questions = (*inside, *outside)
        done(f"Fordelte {len(questions)} spørsmål på {len(content.passages)} avsnitt")
        coarse = figures.build.coarse
        meaning = Dense.build(embed([meant_text(passage) for passage in content.passages]), coarse)
        asked = Dense.build(embed(questions), coarse)
        done("Mening (språkmodellen)")
        stated = Counter()
        words = Words.build(_read(content, analyser, stated), analyser, figures.build)
        done("Ord, bokstavrekker og begreper")
        unanswered = Counter()
        for question in outside:
            unanswered.add(analyser.terms(analyser.words(question)))
        number = {question: at for at, question in enumerate(questions)}
        return cls(
            passages=tuple(content.passages),
            words=words,
            figures=Field.build(stated.counts(), figures.build.k1, figures.build.b),
            meaning=meaning,
            questions=questions,
            asked=asked,
            outside=Field.build(unanswered.counts(), figures.build.k1, figures.build.b),
            links=Links.of([[number[question] for question in each] for each in content.answered]),
        )

    def save(self, folder: Path) -> None:
        """Write every part into a folder that exists."""
        with (folder / _PASSAGES).open("w", encoding="utf-8") as file:
            for passage in self.passages:
                file.write(json.dumps(vars(passage), ensure_ascii=False) + "\n")
        (folder / _QUESTIONS).write_text(json.dumps(self.questions, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / _LINKS,
            questions=self.links.questions,
            passages=self.links.passages,
            outside=self.outside.size,
        )
        self.words.save(folder / "words")
        self.figures.save(folder / "figures")
        self.outside.save(folder / "outside")
        self.meaning.save(folder / _MEANING)
        self.asked.save(folder / ASKED)

    @classmethod
    def load(cls, folder: Path) -> Index:
        """Read what `save` wrote. Raises IndexUnavailableError where a part is lacking or broken."""
        try:
            with (folder / _PASSAGES).open(encoding="utf-8") as file:
                passages = tuple(_passage(json.loads(line)) for line in file)
            questions = tuple(json.loads((folder / _QUESTIONS).read_text(encoding="utf-8")))
            with np.load(folder / _LINKS) as kept:
                links, outside = Links(kept["questions"], kept["passages"]), int(kept["outside"])
            words = Words.load(folder / "words", len(passages))
            figures = Field.load(folder / "figures", len(passages))
            unanswered = Field.load(folder / "outside", outside)
            meaning, asked = Dense.load(folder / _MEANING), Dense.load(folder / ASKED)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, EOFError) as error:
            raise IndexUnavailableError(BROKEN) from error
        if (meaning.size[0], asked.size[0]) != (len(passages), len(questions)):
            raise IndexUnavailableError(BROKEN)
        return cls(passages, words, figures, meaning, questions, asked, unanswered, links)


BROKEN = "Søkeindeksen er skadet. Bygg den på nytt med «python -m knowledge index --force»."


def searched_text(passage: Passage) -> str:
    """Return what words are looked for in: the headings above the passage, and its text."""
    return "\n".join((*passage.headings, passage.text))


def meant_text(passage: Passage) -> str:
    """Return what is embedded: the nearest headings only, since the outer ones are shared by many passages."""
    return "\n".join((*passage.headings[-2:], passage.text))


def is_figure(stem: str) -> bool:
    """Whether a stem is a number or a provision, which says just what it says."""
    return stem[0].isdigit()


def _read(content: Content, analyser: Analyser, stated: Counter) -> Iterator[list[str]]:
    """Yield each passage's words and those of its questions; the figures of its own text are counted in `stated`."""
    words_of = lru_cache(maxsize=_REMEMBERED)(analyser.words)
    for passage, questions in zip(content.passages, content.answered, strict=True):
        own = analyser.words(searched_text(passage))
        stated.add(filter(is_figure, map(analyser.stem, own)))
        yield [*own, *(word for question in questions for word in words_of(question))]


def _passage(fields: dict[str, Any]) -> Passage:
    """Make a passage; what many of them share is kept once."""
    shared = {name: sys.intern(fields[name]) for name in ("guide", "title", "owner", "kind")}
    listed = {name: tuple(map(sys.intern, fields[name])) for name in ("kommuner", "headings")}
    return Passage(**fields | shared | listed)
