"""Text cut into what search compares: the one file that owns spaCy.

spaCy's Norwegian tokenizer finds the words; provisions are kept whole, abbreviations written out, repealed law led to
the law in force, and each word reduced by `Forms`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import spacy

from knowledge.language.forms import Forms
from knowledge.language.vocabulary import Vocabulary

# «§ 12-4», «9 A-3», «10-6», «§6.4»; and «kapittel 9 A», where a letter belongs to the number before it.
_DOTTED = re.compile(r"(§+ ?\d{1,2})\.(\d{1,2})(?!\d)")
_PROVISION = re.compile(r"(?<![\w-])(\d{1,2})(?: ?([a-z]))? ?- ?(\d{1,2})(?![\w-])")
_CHAPTER = re.compile(
    r"(?:§+|\bkap(?:ittel|\.)?) ?(\d{1,2}) ?([a-z])\b|(?<![\w-])(9) ?(a)(?=$|[\s.,?!]|-(?!\d))"
)
_WORD = re.compile(r"\d{1,2}[a-z]?-\d{1,2}|[^\W_]+")
_LONGEST_PHRASE = 4  # words of a concept's phrase


class Analyser:
    """Cuts text; the same for passages and questions."""

    def __init__(self, vocabulary: Vocabulary, gram: int) -> None:
        self._vocabulary = vocabulary
        self._gram = gram
        self._tokenize = spacy.blank("nb").tokenizer
        self._forms = Forms(vocabulary)
        self._abbreviation = _pattern(vocabulary.abbreviations)
        self._words_in = lru_cache(maxsize=65_536)(self._cut)
        self._phrases = self._stemmed_phrases()
        self._openings = frozenset(stems[0] for stems in self._phrases)
        self.stem = self._forms.stem
        self._grams_of = lru_cache(maxsize=65_536)(self._word_grams)

    def words(self, text: str) -> list[str]:
        """The words that carry content, small letters; a repealed provision is followed by its successor."""
        stopwords = self._vocabulary.stopwords
        return [word for word in self._all_words(text) if word not in stopwords]

    def stems(self, text: str) -> list[str]:
        """The content words reduced; numbers and provisions as they are."""
        return [self.stem(word) for word in self.words(text)]

    def terms(self, words: Sequence[str]) -> list[str]:
        """Return what a text of these words is found by: their stems, and the parts of the compounds among them."""
        return [*map(self.stem, words), *self.parts(words)]

    def parts(self, words: Sequence[str]) -> list[str]:
        """Return the stems of what the compounds among the words are made of."""
        return [part for word in words for part in self._forms.parts(word)]

    def concepts(self, words: Sequence[str]) -> list[str]:
        """Return the ids of the concepts (data/concepts.yml) that words or phrases among these name, each as often as named."""
        stems = [self.stem(word) for word in words]
        found: list[str] = []
        for at, stem in enumerate(stems):
            if stem not in self._openings:
                continue
            for length in range(1, min(_LONGEST_PHRASE, len(stems) - at) + 1):
                found += self._phrases.get(tuple(stems[at : at + length]), ())
        return found

    def grams(self, words: Sequence[str]) -> list[str]:
        """Every run of letters of the chosen length inside a word, the word's ends marked."""
        return [gram for word in words for gram in self._grams_of(word)]

    def _word_grams(self, word: str) -> tuple[str, ...]:
        padded = f"_{word}_"
        return tuple(padded[at : at + self._gram] for at in range(max(1, len(padded) - self._gram + 1)))

    def _all_words(self, text: str) -> Iterator[str]:
        plain = _DOTTED.sub(r"\1-\2", unicodedata.normalize("NFC", text).lower())
        plain = _CHAPTER.sub(_chapter, _PROVISION.sub(_provision, plain))
        if self._abbreviation:
            plain = self._abbreviation.sub(self._written_out, plain)
        for written in plain.split():
            yield from self._words_in(written)

    def _cut(self, written: str) -> tuple[str, ...]:
        """Cut what stands between two spaces: the tokenizer never looks across one, and the same is written again and again."""
        numbers, successors = self._vocabulary.numbers, self._vocabulary.successors
        found: list[str] = []
        for token in self._tokenize(written):
            for word in _WORD.findall(token.text):
                found += (numbers.get(word, word), *((successors[word],) if word in successors else ()))
        return tuple(found)

    def _written_out(self, match: re.Match[str]) -> str:
        return self._vocabulary.abbreviations[match[0]]

    def _stemmed_phrases(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Each concept's words and phrases as stems, without the words that search passes over."""
        phrases: dict[tuple[str, ...], set[str]] = {}
        for concept, members in self._vocabulary.concepts.items():
            for member in members:
                stems = tuple(self._forms.stem(word) for word in self.words(member))
                if 0 < len(stems) <= _LONGEST_PHRASE:
                    phrases.setdefault(stems, set()).add(concept)
        return {stems: tuple(sorted(ids)) for stems, ids in phrases.items()}


def _provision(match: re.Match[str]) -> str:
    return f" {match[1]}{match[2] or ''}-{match[3]} "


def _chapter(match: re.Match[str]) -> str:
    return f" {match[1] or match[3]}{match[2] or match[4]} "


def _pattern(abbreviations: Iterable[str]) -> re.Pattern[str] | None:
    """Match any abbreviation that stands alone, the longest first."""
    listed = sorted(map(re.escape, abbreviations), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(listed)})(?!\w)") if listed else None
