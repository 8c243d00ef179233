"""The dictionary form of a word, Nynorsk and dialects led to Bokmål, and the words a compound is made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import simplemma
import Stemmer

from knowledge.language.vocabulary import Vocabulary

_LANGUAGES = ("nb", "nn")
_SHORTEST_PART = 4  # letters; shorter ones («av», «tal») begin and end too many words that are no compounds
_SHORTEST_COMPOUND = 9
# «fravær-s-oppfølging», «barn-e-vern»: how much likelier a cut is that leaves the s out, than one that gives it to what follows
_LINKS = {"": 0.0, "s": 1.5, "e": 0.0}


def is_word(word: str) -> bool:
    """Tell whether a dictionary of Bokmål or Nynorsk has the word."""
    return bool(simplemma.is_known(word, lang=_LANGUAGES))


class Forms:
    """Stems of words, so that «skulevegringa» and «skolevegring», «slo» and «slår» meet."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._stemmer = Stemmer.Stemmer("norwegian")
        self.stem = lru_cache(maxsize=65_536)(self._stem)
        self.parts = lru_cache(maxsize=65_536)(self._parts)

    def _stem(self, word: str) -> str:
        if word[0].isdigit():
            return word
        lemma = simplemma.lemmatize(self._in_bokmal(word), lang=_LANGUAGES).lower()
        return str(self._stemmer.stemWord(self._in_bokmal(lemma)))

    def _in_bokmal(self, word: str) -> str:
        """Lead a word of Nynorsk or a dialect to Bokmål by data/nynorsk.yml and dialekt.yml; others stay as they are."""
        vocabulary = self._vocabulary
        if word in vocabulary.nynorsk_words:
            return vocabulary.nynorsk_words[word]
        for part, other in vocabulary.nynorsk_parts.items():
            word = word.replace(part, other)
        if simplemma.is_known(word, lang="nb"):
            return word
        for ending, other in vocabulary.nynorsk_endings.items():
            changed = word[: len(word) - len(ending)] + other
            if word.endswith(ending) and simplemma.is_known(changed, lang="nb"):
                return changed
        return word

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of the words a compound is made of; none where it is no compound we can take apart."""
        if len(word) < _SHORTEST_COMPOUND or not word.isalpha():
            return ()
        cuts = list(self._cuts(self._in_bokmal(word)))
        if not cuts:
            return ()
        _, first, last = max(cuts)
        return tuple(stem for part in (first, last) for stem in (self.parts(part) or (self.stem(part),)))

    def _cuts(self, word: str) -> Iterator[tuple[float, str, str]]:
        """Yield the ways to cut a compound in two, each with how good it is: even parts are likelier than a long and a short."""
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            tail = word[at:]
            for link, worth in _LINKS.items():
                first = word[:at].removesuffix(link)
                if word[:at] == first + link and self._is_part(first) and self._is_part(tail):
                    yield min(len(first), len(tail)) + worth, first, tail

    def _is_part(self, word: str) -> bool:
        return len(word) >= _SHORTEST_PART and word not in self._vocabulary.stopwords and is_word(word)
