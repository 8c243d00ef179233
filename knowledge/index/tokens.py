"""Text cut into what search compares: Norwegian stems, provisions kept whole, and runs of letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import Stemmer
import yaml

from knowledge.errors import IndexUnavailableError
from knowledge.laws import load_laws
from knowledge.paths import Paths

# «§ 12-4», «9 A-3», «10-6», «§6.4»; and «kapittel 9 A», where a letter belongs to the number before it.
_DOTTED = re.compile(r"(§+ ?\d{1,2})\.(\d{1,2})(?!\d)")
_PROVISION = re.compile(r"(?<![\w-])(\d{1,2})(?: ?([a-z]))? ?- ?(\d{1,2})(?![\w-])")
_CHAPTER = re.compile(r"(?:§+|\bkap(?:ittel|\.)?) ?(\d{1,2}) ?([a-z])\b")
_WORD = re.compile(r"\d{1,2}[a-z]?-\d{1,2}|[^\W_]+")


@dataclass(frozen=True)
class Vocabulary:
    """What search knows of the language: words to pass over, other words for the same, and repealed provisions."""

    stopwords: frozenset[str]
    synonyms: Mapping[str, tuple[str, ...]]
    successors: Mapping[str, str]

    @classmethod
    def load(cls, paths: Paths) -> Vocabulary:
        """Read stopwords.txt, and synonyms.yml and laws.yml where they exist."""
        listed = paths.data_dir / "stopwords.txt"
        if not listed.is_file():
            raise IndexUnavailableError("data/stopwords.txt mangler. Hent den fram igjen.")
        lines = listed.read_text(encoding="utf-8").lower().split("\n")
        stopwords = frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
        return cls(
            stopwords, _synonyms(paths.data_dir / "synonyms.yml"), _successors(paths.data_dir / "laws.yml")
        )


class Tokenizer:
    """Cuts text; the same for passages and questions."""

    def __init__(self, vocabulary: Vocabulary, gram: int) -> None:
        self._vocabulary = vocabulary
        self._gram = gram
        self._stemmer = Stemmer.Stemmer("norwegian")
        self._synonyms = self._stemmed(vocabulary.synonyms)

    def words(self, text: str) -> list[str]:
        """The words that carry content, small letters; a repealed provision is followed by its successor."""
        plain = _DOTTED.sub(r"\1-\2", unicodedata.normalize("NFC", text).lower())
        plain = _CHAPTER.sub(r" \1\2 ", _PROVISION.sub(_provision, plain))
        words = [word for word in _WORD.findall(plain) if word not in self._vocabulary.stopwords]
        return [each for word in words for each in (word, self._vocabulary.successors.get(word)) if each]

    def stems(self, text: str) -> list[str]:
        """The words without their endings; numbers and provisions as they are."""
        return [self.stem(word) for word in self.words(text)]

    def stem(self, word: str) -> str:
        """Return one word without its ending."""
        return word if word[0].isdigit() else str(self._stemmer.stemWord(word))

    def grams(self, text: str) -> list[str]:
        """Every run of letters of the chosen length inside a word, the word's ends marked."""
        return [
            padded[at : at + self._gram]
            for padded in (f"_{word}_" for word in self.words(text))
            for at in range(max(1, len(padded) - self._gram + 1))
        ]

    def synonyms(self, stem: str) -> tuple[str, ...]:
        """Other stems for the same thing."""
        return self._synonyms.get(stem, ())

    def _stemmed(self, synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {self.stem(word): tuple(map(self.stem, others)) for word, others in synonyms.items()}


def _provision(match: re.Match[str]) -> str:
    return f" {match[1]}{match[2] or ''}-{match[3]} "


def _synonyms(path: Path) -> dict[str, tuple[str, ...]]:
    """Each word with the others of its groups; a file that lacks is an empty list."""
    if not path.is_file():
        return {}
    others: dict[str, tuple[str, ...]] = {}
    for group in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
        words = [str(word).lower() for word in group]
        for word in words:
            others[word] = (*others.get(word, ()), *(other for other in words if other != word))
    return others


def _successors(path: Path) -> dict[str, str]:
    """«9a-3» → «12-3», and the chapter «9a» → «12» where all its provisions went to the same one."""
    if not path.is_file():
        return {}
    found = {
        re.sub(r"\s", "", old.lower()): new.rpartition("#")[2].lower()
        for old, new in load_laws(path).successors.items()
    }
    chapters: dict[str, set[str]] = {}
    for old, new in found.items():
        chapters.setdefault(old.partition("-")[0], set()).add(new.partition("-")[0])
    moved = {
        old: new.pop()
        for old, new in chapters.items()
        if len(new) == 1 and old.isalnum() and not old.isdigit()
    }
    return {**found, **moved}
