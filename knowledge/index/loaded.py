"""A built index in memory, and its way to disk and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedding.model import Vectors
from knowledge.errors import IndexUnavailableError
from knowledge.guides.library import Guides
from knowledge.guides.model import Passage
from knowledge.index.asked import Links
from knowledge.index.dense import Dense
from knowledge.index.inherit import questions_of
from knowledge.index.lexical import Field
from knowledge.index.settings import Build, SearchSettings
from knowledge.language import Analyser

Embed = Callable[[Sequence[str]], Vectors]
_PASSAGES, _QUESTIONS, _LINKS = "passages.jsonl", "questions.json", "links.npz"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Texts:
    """Texts that can be found in four ways; numbers in one are numbers in the others."""

    stems: Field
    grams: Field
    concepts: Field
    meaning: Dense

    @classmethod
    def build(cls, texts: Sequence[str], meant: Vectors, analyser: Analyser, figures: Build) -> Texts:
        """Index texts; `meant` are their vectors."""
        words = [analyser.words(text) for text in texts]
        k1, b = figures.k1, figures.b
        return cls(
            Field.build([analyser.terms(each) for each in words], k1, b),
            Field.build([analyser.grams(each) for each in words], k1, b),
            Field.build([analyser.concepts(each) for each in words], k1, b),
            Dense.build(meant),
        )

    def save(self, folder: Path) -> None:
        """Write every part into a folder of their own."""
        folder.mkdir()
        self.stems.save(folder / "stems")
        self.grams.save(folder / "grams")
        self.concepts.save(folder / "concepts")
        self.meaning.save(folder / "meaning.faiss")

    @classmethod
    def load(cls, folder: Path, size: int) -> Texts:
        """Read what `save` wrote. Raises IndexUnavailableError where the parts are not of one size."""
        meaning = Dense.load(folder / "meaning.faiss")
        if meaning.size[0] != size:
            raise IndexUnavailableError(BROKEN)
        stems, grams, concepts = (Field.load(folder / name, size) for name in ("stems", "grams", "concepts"))
        return cls(stems, grams, concepts, meaning)


@dataclass(frozen=True)
class Index:
    """The passages, the questions they answer, and which question leads to which passage."""

    passages: tuple[Passage, ...]
    texts: Texts
    questions: tuple[str, ...]
    asked: Texts
    links: Links

    @property
    def outside(self) -> int:
        """The number of the first question that no passage answers: those known to lie outside come last."""
        return int(self.links.questions.max(initial=-1)) + 1

    @classmethod
    def build(
        cls, guides: Guides, analyser: Analyser, embed: Embed, figures: SearchSettings, done: Progress
    ) -> Index:
        """Index the guides' passages; `embed` makes vectors, `done` is told each step as it is finished."""
        passages = guides.passages()
        answered = questions_of(passages, guides, analyser, figures.inherit)
        inside = (question for each in answered for question in each)
        questions = tuple(dict.fromkeys([*inside, *guides.outside()]))
        done(f"Fordelte {len(questions)} spørsmål på {len(passages)} avsnitt")
        meant = embed([meant_text(passage) for passage in passages]), embed(questions)
        done("Mening (språkmodellen)")
        texts = Texts.build(
            [searched_text(passage) for passage in passages], meant[0], analyser, figures.build
        )
        asked = Texts.build(questions, meant[1], analyser, figures.build)
        done("Ord, bokstavrekker og begreper")
        number = {question: at for at, question in enumerate(questions)}
        links = Links.of([[number[question] for question in each] for each in answered])
        return cls(passages, texts, questions, asked, links)

    def save(self, folder: Path) -> None:
        """Write every part into a folder that exists."""
        with (folder / _PASSAGES).open("w", encoding="utf-8") as file:
            for passage in self.passages:
                file.write(json.dumps(asdict(passage), ensure_ascii=False) + "\n")
        (folder / _QUESTIONS).write_text(json.dumps(self.questions, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / _LINKS, questions=self.links.questions, passages=self.links.passages)
        self.texts.save(folder / "texts")
        self.asked.save(folder / "asked")

    @classmethod
    def load(cls, folder: Path) -> Index:
        """Read what `save` wrote. Raises IndexUnavailableError where a part is lacking or broken."""
        try:
            with (folder / _PASSAGES).open(encoding="utf-8") as file:
                passages = tuple(_passage(json.loads(line)) for line in file)
            questions = tuple(json.loads((folder / _QUESTIONS).read_text(encoding="utf-8")))
            with np.load(folder / _LINKS) as kept:
                links = Links(kept["questions"], kept["passages"])
            texts = Texts.load(folder / "texts", len(passages))
            asked = Texts.load(folder / "asked", len(questions))
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, EOFError) as error:
            raise IndexUnavailableError(BROKEN) from error
        return cls(passages, texts, questions, asked, links)


BROKEN = "Søkeindeksen er skadet. Bygg den på nytt med «python -m knowledge index --force»."


def searched_text(passage: Passage) -> str:
    """Return what words are looked for in: the headings above the passage, and its text."""
    return "\n".join((*passage.headings, passage.text))


def meant_text(passage: Passage) -> str:
    """Return what is embedded: the nearest headings only, since the outer ones are shared by many passages."""
    return "\n".join((*passage.headings[-2:], passage.text))


def _passage(fields: dict[str, Any]) -> Passage:
    return Passage(**fields | {name: tuple(fields[name]) for name in ("kommuner", "headings")})
