"""Answer questions about single words: whether one is a first name, a surname, a place or an ordinary word."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path

from bot.privacy.spelling import Spelling
from bot.privacy.tokens import Shape, fold, tokenize
from bot.privacy.word_lists import (
    NameWords,
    PrivacySettings,
    Rules,
    read_name_words,
    read_rules,
    read_settings,
    read_words,
)

_MIN_ENDING_WORD = 7
_MIN_PART_WORD = 6
_MIN_SPELLING = 7
_MIN_GENITIVE = 3
_MIN_SURE = 4

Phrase = tuple[str, ...]


class Doubt(Enum):
    """How often a first name is an ordinary word (name_words.yml)."""

    NONE = 0
    SELDOM = 1
    WHEN_LOWER = 2
    MOSTLY = 3
    PART_ONLY = 4


@dataclass(frozen=True)
class Endings:
    """Beginnings and endings of words, in the form that str.startswith and str.endswith take."""

    common: tuple[str, ...]
    name_beginnings: tuple[str, ...]
    name: tuple[str, ...]
    street: tuple[str, ...]
    any_street: tuple[str, ...]
    sentence_start: tuple[str, ...]
    surname: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """All word lists, folded for look-up; `key` is everywhere a token's folded spelling."""

    first_names: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]
    places: frozenset[str]
    kept: frozenset[str]
    acronyms: frozenset[str]
    phrases: dict[str, list[Phrase]]
    doubts: dict[str, Doubt]
    short_names: frozenset[str]
    surnames_when_lower: frozenset[str]
    rules: Rules
    endings: Endings
    spelling: Spelling
    spelt_names: frozenset[str]
    settings: PrivacySettings

    @cached_property
    def _plain(self) -> frozenset[str]:
        return frozenset(
            key for key in self.common if key not in self.surnames and self.first_name(key) is None
        )

    def first_name(self, key: str) -> str | None:
        """The first name that the word is, its genitive taken off; None where it is none."""
        if key in self.first_names:
            return key
        return next((stem for stem in genitive_stems(key) if stem in self.first_names), None)

    def is_surname(self, key: str) -> bool:
        """Whether the word is a surname in the list, or one in the genitive."""
        return key in self.surnames or any(stem in self.surnames for stem in genitive_stems(key))

    def is_lower_surname(self, key: str) -> bool:
        """Whether a word without a capital can be a surname where one is expected, by the list or its ending."""
        if key in self.surnames_when_lower or self.is_common(key) or self.is_place(key):
            return False
        return key in self.surnames or (len(key) >= _MIN_PART_WORD and key.endswith(self.endings.surname))

    def is_common(self, key: str) -> bool:
        """Whether the word is an ordinary one, by the list or by its ending."""
        if key in self.common:
            return True
        if key in self.first_names or key in self.surnames:
            return False
        if any(stem in self.common for stem in genitive_stems(key)):
            return True
        return len(key) >= _MIN_ENDING_WORD and key.endswith(self.endings.common)

    def is_plain(self, key: str) -> bool:
        """Whether the word is an ordinary one and no name at all."""
        return key in self._plain

    def is_place(self, key: str) -> bool:
        """Whether the word is a place in the list, or one in the genitive."""
        return key in self.places or any(stem in self.places for stem in genitive_stems(key))

    def is_kept(self, key: str, shape: Shape) -> bool:
        """Whether the word is an institution, a subject, a feast, or an abbreviation in capitals."""
        if key in self.kept or any(stem in self.kept for stem in genitive_stems(key)):
            return True
        is_acronym = key in self.acronyms or key.removesuffix("s") in self.acronyms
        return shape is Shape.ALL_CAPITALS and is_acronym

    def is_word(self, key: str, shape: Shape) -> bool:
        """Whether the word is known as something else than a name."""
        return self.is_common(key) or self.is_place(key) or self.is_kept(key, shape)

    def doubt(self, name: str) -> Doubt:
        """How often this first name is an ordinary word; short names are doubtful unless listed as sure."""
        return self.doubts.get(name, Doubt.NONE)

    def is_sure_when_lower(self, name: str) -> bool:
        """Whether a first name without a capital is long enough, or listed, to be believed."""
        return len(name) >= _MIN_SURE or name in self.short_names

    def looks_like_name(self, key: str) -> bool:
        """Whether a word outside the lists is another spelling of a name, or made as such names are."""
        if len(key) < _MIN_PART_WORD or self.is_common(key):
            return False
        is_respelt = len(key) >= _MIN_SPELLING and self.spelling.of(key) in self.spelt_names
        return is_respelt or key.startswith(self.endings.name_beginnings) or key.endswith(self.endings.name)

    def word_class(self, key: str, shape: Shape) -> str:
        """What the lists say of a word, in few letters: the pipeline learns from it how far to believe them.

        F and a digit for a first name and its doubt, S surname, C common, P place, K kept, L looks like a name.
        """
        name = self.first_name(key)
        looks = "L" if self.looks_like_name(key) else ""
        said = f"F{self.doubt(name).value}" if name else looks
        said += "S" if self.is_surname(key) else ""
        said += "C" if self.is_common(key) else ""
        said += "P" if self.is_place(key) else ""
        return said + ("K" if self.is_kept(key, shape) else "") or "-"

    def is_street(self, key: str) -> bool:
        """Whether a capitalised word ends as a street's name does."""
        return key.endswith(self.endings.any_street)

    def is_surely_street(self, key: str) -> bool:
        """Whether the word is a street's name also without a capital."""
        return key.endswith(self.endings.street)


def genitive_stems(key: str) -> tuple[str, ...]:
    """What the word may be the genitive of: «olas», «ola's», «lars'»."""
    if key.endswith("'s"):
        return (key[:-2],)
    if key.endswith("s") and len(key) > _MIN_GENITIVE:
        return (key[:-1],)
    return ()


def load_lexicon(folder: Path) -> Lexicon:
    """All lists of data/privacy. Raises PrivacyDataError where one is missing or not in its form."""
    rules = read_rules(folder / "rules.yml")
    name_words = read_name_words(folder / "name_words.yml")
    places = read_words(folder / "places.txt")
    kept = read_words(folder / "institutions.txt") + read_words(folder / "school_words.txt")
    first_names = _names(folder / "first_names.txt")
    spelling = Spelling(rules.spellings)
    return Lexicon(
        first_names=first_names,
        surnames=_names(folder / "surnames.txt"),
        common=frozenset(fold(word) for word in read_words(folder / "common_words.txt")),
        places=frozenset(fold(word) for word in places if len(_keys(word)) == 1),
        kept=frozenset(fold(word) for word in kept if len(_keys(word)) == 1 and not _is_acronym(word)),
        acronyms=frozenset(fold(word) for word in kept if _is_acronym(word)),
        phrases=_phrases(places + kept),
        doubts=_doubts(name_words),
        short_names=name_words.short_names,
        surnames_when_lower=name_words.surnames_when_lower,
        rules=rules,
        endings=_endings(rules),
        spelling=spelling,
        spelt_names=frozenset(spelling.of(name) for name in first_names if len(name) >= _MIN_PART_WORD),
        settings=read_settings(folder / "settings.yml"),
    )


def _endings(rules: Rules) -> Endings:
    return Endings(
        common=tuple(rules.common_endings),
        name_beginnings=tuple(rules.name_beginnings),
        name=tuple(rules.name_endings),
        street=tuple(rules.street_endings),
        any_street=tuple(rules.street_endings | rules.street_endings_weak),
        sentence_start=tuple(rules.sentence_start_endings),
        surname=tuple(rules.surname_endings),
    )


def _names(path: Path) -> frozenset[str]:
    """Names as words; a double name counts by its parts, since a message is cut at hyphens."""
    return frozenset(key for word in read_words(path) for key in _keys(word))


def _keys(word: str) -> Phrase:
    return tuple(token.key for token in tokenize(word.replace("_", " ")))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _phrases(words: list[str]) -> dict[str, list[Phrase]]:
    """Entries of several words, longest first, by their first word."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in sorted({_keys(word) for word in words if len(_keys(word)) > 1}, key=len, reverse=True):
        found[phrase[0]].append(phrase)
    return dict(found)


def _doubts(words: NameWords) -> dict[str, Doubt]:
    return {
        **dict.fromkeys(words.seldom_words, Doubt.SELDOM),
        **dict.fromkeys(words.words_when_lower, Doubt.WHEN_LOWER),
        **dict.fromkeys(words.mostly_words, Doubt.MOSTLY),
        **dict.fromkeys(words.part_of_name_only, Doubt.PART_ONLY),
    }
