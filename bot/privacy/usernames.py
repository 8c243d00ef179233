"""Find user names: handles with «@», and words shaped as user names where an account is spoken of."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.privacy.findings import Span
from bot.privacy.lexicon import Lexicon
from bot.privacy.tokens import Shape, fold

_RAW = re.compile(r"@?\w+(?:[._\-]+\w+)*_?|[:=]|\n")
_QUOTES = " \t\u00a0«»\"'“”‘’("
_PARTS = re.compile(r"[._\-]+")
_WITH_DIGITS = re.compile(r"[^\W\d_]{2,}(?:[._][^\W\d_]{2,})*[._\-]*\d+\w*|\d+[^\W\d_]{3,}\w*")
_PLAINLY_DIGITS = re.compile(r"(?:[^\W\d_]{4,}|[^\W\d_]{2,}(?:[._][^\W\d_]{2,})+)[._]?\d{2,}")
_SHAPED = re.compile(r"[@_]|\w\.\w|[^\W\d_]\d|\d[^\W\d_]")
_BEFORE, _AFTER = 12, 6
_NEAR = 4
_MIN_DOTTED = 3


class _Raw(NamedTuple):
    """A stretch without spaces, with its signs."""

    start: int
    end: int
    word: str
    key: str


class Usernames:
    """Finds user names in one message after the other."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._rules = lexicon.rules
        self._hints = lexicon.rules.accounts | lexicon.rules.username_words

    def find(self, text: str) -> list[Span]:
        """The user names, in order."""
        low = text.lower()
        if not _SHAPED.search(text) and not any(hint in low for hint in self._hints):
            return []
        raws = [_Raw(*found.span(), found.group(), fold(found.group())) for found in _RAW.finditer(text)]
        named = self._named(text, raws)
        return [
            Span("brukernavn", raw.start, self._end(text, raws, at))
            for at, raw in enumerate(raws)
            if at in named or self._is_handle(raws, at)
        ]

    def _end(self, text: str, raws: list[_Raw], at: int) -> int:
        """Where it ends; «@Kari Nordmann» is one mention, though a common word may be a surname too."""
        if raws[at].word[:1] != "@" or not raws[at].word[1:2].isupper():
            return raws[at].end
        while at + 1 < len(raws) and text[raws[at].end : raws[at + 1].start] == " ":
            word, key = raws[at + 1].word, raws[at + 1].key
            may_be_name = key in self._lexicon.surnames or not self._lexicon.is_word(key, Shape.LOWER)
            if not (word[:1].isupper() and word.isalpha() and may_be_name):
                break
            at += 1
        return raws[at].end

    def _is_handle(self, raws: list[_Raw], at: int) -> bool:
        """Whether the word is a user name by its shape; a doubtful shape needs an account near it."""
        word, key = raws[at].word, raws[at].key
        if key in self._rules.not_usernames or not any(letter.isalpha() for letter in word):
            return False
        if word.startswith("@"):
            return len(word) > 2
        if self._is_file_or_site(key):
            return False
        if "_" in word.strip("_") and any(len(part) > 1 for part in word.split("_")):
            return self._is_near_account(raws, at) or not self._is_of_words(key)
        if _WITH_DIGITS.fullmatch(word) and not self._is_counted(word):
            is_plain = word.islower() and _PLAINLY_DIGITS.fullmatch(word) is not None
            return is_plain or self._is_of_name(key) or self._is_near_account(raws, at)
        parts = _PARTS.split(key)
        is_dotted = "." in word and len(parts) > 1 and word.islower() and max(map(len, parts)) >= _MIN_DOTTED
        return is_dotted and key not in self._rules.abbreviations and self._is_near_account(raws, at)

    def _is_of_words(self, key: str) -> bool:
        """«melde_fra», «mal_tiltaksplan»: common words alone, as in the name of a file or a button."""
        return all(self._lexicon.is_word(part, Shape.LOWER) for part in key.split("_") if part)

    def _is_of_name(self, key: str) -> bool:
        """«Kristian2012»: a name with digits after it."""
        stem = key.rstrip("0123456789_.-")
        return stem in self._lexicon.first_names or stem in self._lexicon.surnames

    def _is_counted(self, word: str) -> bool:
        """«uke34», «lk20», «rom204»: a word with a number after it."""
        stem = fold(word.rstrip("0123456789"))
        letters = fold(re.split(r"\d", word, maxsplit=1)[0].strip("._-"))
        return any(
            part in self._rules.units or self._lexicon.is_kept(part, Shape.ALL_CAPITALS)
            for part in (stem, letters)
        )

    def _is_file_or_site(self, key: str) -> bool:
        return "." in key and key.rpartition(".")[2] in self._rules.file_endings

    def _is_near_account(self, raws: list[_Raw], at: int) -> bool:
        near = [*raws[max(0, at - _BEFORE) : at], *raws[at + 1 : at + 1 + _AFTER]]
        return any(self._is_account(raw.key) for raw in near)

    def _is_account(self, key: str) -> bool:
        words = {*_PARTS.split(key), *_PARTS.split(key.removesuffix("s"))}
        return not words.isdisjoint(self._rules.accounts) or key.endswith(tuple(self._rules.account_endings))

    def _named(self, text: str, raws: list[_Raw]) -> set[int]:
        """Words that the sentence says to be a user name, whatever their shape."""
        named = set()
        for at, raw in enumerate(raws):
            words = self._rules.username_words
            if raw.key in words or (
                raw.key.endswith(tuple(self._rules.account_endings)) and len(raw.key) > 5
            ):
                named |= self._after_username(text, raws, at)
            elif self._is_account(raw.key):
                named |= self._after_account(text, raws, at)
        return {at for at in named if self._can_be_named(raws[at])}

    def _after_username(self, text: str, raws: list[_Raw], at: int) -> set[int]:
        """«brukernavn olanor12», «brukernavnet hans er olanor», «brukernavn: olanor»."""
        following = at + 1
        if following < len(raws) and _is_joined(text, raws, at) and _is_shaped(raws[following].word):
            return {following}
        for place in range(at + 1, min(at + 1 + _NEAR, len(raws) - 1)):
            if raws[place].word == "\n":
                break
            if raws[place].key in self._rules.username_is and _is_joined(text, raws, place):
                return {place + 1}
        return set()

    def _after_account(self, text: str, raws: list[_Raw], at: int) -> set[int]:
        """«snap: olanor», «på snap heter han olanor», «på insta kaller hun seg olanor»."""
        if at + 2 >= len(raws):
            return set()
        if raws[at + 1].word in {":", "="}:
            return {at + 2} if _is_joined(text, raws, at + 1) else set()
        if raws[at + 1].key not in self._rules.account_verbs:
            return set()
        place = at + 2
        while place < min(at + 5, len(raws) - 1) and raws[place].key in self._rules.account_fillers:
            place += 1
        return {place}

    def _can_be_named(self, raw: _Raw) -> bool:
        if raw.word in {":", "=", "\n"} or raw.key in self._rules.not_usernames or raw.word.isdigit():
            return False
        return _is_shaped(raw.word) or not self._lexicon.is_word(raw.key, Shape.LOWER)


def _is_shaped(word: str) -> bool:
    """Whether more than letters make up the word."""
    return any(sign.isdigit() or sign in "._@" for sign in word) and any(sign.isalpha() for sign in word)


def _is_joined(text: str, raws: list[_Raw], at: int) -> bool:
    """Whether only spaces and quotation marks part the word from the next."""
    return not text[raws[at].end : raws[at + 1].start].strip(_QUOTES)
