"""A built index in memory, and its way to disk and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge.embedding.model import Embedder
from knowledge.errors import IndexUnavailableError
from knowledge.guides.model import Passage
from knowledge.index.dense import Dense
from knowledge.index.lexical import Field
from knowledge.index.settings import Build
from knowledge.index.tokens import Tokenizer

_PASSAGES, _STEMS, _GRAMS, _MEANING = "passages.jsonl", "stems", "grams", "meaning.faiss"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Index:
    """The passages, and the three ways of finding them; numbers in one are numbers in the others."""

    passages: tuple[Passage, ...]
    stems: Field
    grams: Field
    meaning: Dense

    @classmethod
    def build(
        cls,
        passages: tuple[Passage, ...],
        tokenizer: Tokenizer,
        embedder: Embedder,
        figures: Build,
        done: Progress,
    ) -> Index:
        """Index passages; `done` is told each step as it is finished."""
        texts = [searched_text(passage) for passage in passages]
        stems = Field.build([tokenizer.stems(text) for text in texts], figures.k1, figures.b)
        done(f"Ordstammer for {len(passages)} avsnitt")
        grams = Field.build([tokenizer.grams(text) for text in texts], figures.k1, figures.b)
        done("Bokstavrekker")
        meaning = Dense.build(embedder.encode([_meant_text(passage) for passage in passages]))
        done("Mening (språkmodellen)")
        return cls(passages, stems, grams, meaning)

    def save(self, folder: Path) -> None:
        """Write every part into a folder that exists."""
        with (folder / _PASSAGES).open("w", encoding="utf-8") as file:
            for passage in self.passages:
                file.write(json.dumps(asdict(passage), ensure_ascii=False) + "\n")
        self.stems.save(folder / _STEMS)
        self.grams.save(folder / _GRAMS)
        self.meaning.save(folder / _MEANING)

    @classmethod
    def load(cls, folder: Path) -> Index:
        """Read what `save` wrote. Raises IndexUnavailableError where a part is lacking or broken."""
        try:
            with (folder / _PASSAGES).open(encoding="utf-8") as file:
                passages = tuple(_passage(json.loads(line)) for line in file)
            size = len(passages)
            stems, grams = Field.load(folder / _STEMS, size), Field.load(folder / _GRAMS, size)
            meaning = Dense.load(folder / _MEANING)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, EOFError) as error:
            raise IndexUnavailableError(BROKEN) from error
        if meaning.size[0] != size:
            raise IndexUnavailableError(BROKEN)
        return cls(passages, stems, grams, meaning)


BROKEN = "Søkeindeksen er skadet. Bygg den på nytt med «python -m knowledge index --force»."


def searched_text(passage: Passage) -> str:
    """Return what words are looked for in: the headings above the passage, and its text."""
    return "\n".join((*passage.headings, passage.text))


def _meant_text(passage: Passage) -> str:
    """Return what is embedded: the nearest headings only, since the outer ones are shared by many passages."""
    return "\n".join((*passage.headings[-2:], passage.text))


def _passage(fields: dict[str, Any]) -> Passage:
    return Passage(**fields | {name: tuple(fields[name]) for name in ("kommuner", "headings")})
