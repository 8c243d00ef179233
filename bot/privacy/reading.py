"""What a message's words say about one another: neighbours, sentence starts, places and schools."""

from __future__ import annotations

import re
from functools import cached_property

from bot.privacy.lexicon import Lexicon
from bot.privacy.tokens import Shape, Token

_OPENING_QUOTES = "«“„\"'‘"
_LEFT_OF_WORD = " \t\u00a0\u202f*_>#[(" + _OPENING_QUOTES + "»”’"
_LONE_DASH = re.compile(r".*\s[-–—*]\s+")
_CLASS = re.compile(
    r"[ ,]{0,2}(?:\(|(?:i|på|fra|frå|går i) )\d{1,2}(?:[a-hA-H]\b|\. ?(?:klasse|trinn|trinnet))"
)
_TITLE_CASE_WORDS = 3
_TITLE_CASE_SHARE = 0.6
_SENTENCE_ENDS = {".", ":", "!", "?", ";", "…", "•", "|"}
_NAME_OF_SCHOOL = 4
_ROLE_GAPS = {" (", ": ", ", "}


class Reading:
    """One message's words, with what stands beside each."""

    def __init__(self, text: str, tokens: list[Token], lexicon: Lexicon) -> None:
        self._text = text
        self.tokens = tokens
        self.lexicon = lexicon

    def key(self, at: int) -> str:
        """The folded word at a place; empty outside the message."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def key_before(self, at: int) -> str:
        """The word just before, where only spaces part the two."""
        return self.key(at - 1) if at > 0 and self.tokens[at].is_joined else ""

    def key_after(self, at: int) -> str:
        """The word just after, where only spaces part the two."""
        return self.key(at + 1) if at + 1 < len(self.tokens) and self.tokens[at + 1].is_joined else ""

    def is_capital(self, at: int) -> bool:
        """Whether the word has a capital that says something (in Every Word Capitalised it says nothing)."""
        shape = self.tokens[at].shape
        return shape is Shape.ALL_CAPITALS or (shape is Shape.CAPITAL and not self.is_title_case)

    def is_after_title(self, at: int) -> bool:
        """Whether a title stands before: «rektor», «fru», «familien»."""
        return self.key_before(at) in self.lexicon.rules.titles

    def is_after_person(self, at: int) -> bool:
        """Whether a title or a word for a person stands before: «lærer», «eleven», «broren»."""
        return (
            self.is_after_title(at)
            or self.key_before(at) in self.lexicon.rules.people
            or self._is_of_person(at)
        )

    def _is_of_person(self, at: int) -> bool:
        """«mora til Frøya»: no place, though a preposition stands before."""
        return self.key_before(at) == "til" and self.key_before(at - 1) in self.lexicon.rules.people

    def is_before_act(self, at: int) -> bool:
        """Whether what a person does follows, «slo», «gråter», «sin», or who it is: «(far)»."""
        return self.key_after(at) in self.lexicon.rules.person_verbs or self.is_before_role(at)

    def is_before_role(self, at: int) -> bool:
        """Whether «(far)», «(lærer)», «: født» or the like follows."""
        if at + 1 >= len(self.tokens):
            return False
        gap, rules = self.tokens[at + 1].gap, self.lexicon.rules
        is_born = gap in _ROLE_GAPS and self.key(at + 1) in rules.born
        return is_born or (gap == " (" and self.key(at + 1) in rules.people | rules.titles)

    def is_before_state(self, at: int) -> bool:
        """Whether a verb follows that fits any subject: «er», «har»."""
        return self.is_before_act(at) or self.key_after(at) in self.lexicon.rules.state_verbs

    def is_before_class(self, at: int) -> bool:
        """Whether a class follows: «i 7B», «på 3. trinn», «(8a)»."""
        return _CLASS.match(self._text, self.tokens[at].end) is not None

    def is_before_thing(self, at: int) -> bool:
        """Whether what follows tells of a thing: «er et», «ble kastet», or «og» and an ordinary word («liv og helse»)."""
        after, second = self.key_after(at), self.key_after(at + 1)
        is_pair = after == "og" and self.lexicon.is_plain(second) and self.tokens[at + 2].shape is Shape.LOWER
        return is_pair or f"{after} {second}" in self.lexicon.rules.things

    def is_told_of_as_place(self, at: int) -> bool:
        """Whether a word that places come after stands before, or «ligger i» and the like follow."""
        following = f"{self.key_after(at)} {self.key_after(at + 1)}"
        return self.is_after_preposition(at) or following in self.lexicon.rules.place_tells

    def is_called(self, at: int) -> bool:
        """Whether «eleven heter», «jeg heter» or «(eleven) som heter» stands before."""
        rules = self.lexicon.rules
        if self.key_before(at) not in rules.is_called:
            return False
        who = self.key_before(at - 1)
        return who in rules.people | rules.pronouns or (
            who in rules.person_links and self._person_named[at - 1]
        )

    @cached_property
    def _person_named(self) -> list[bool]:
        """For each word whether a person was spoken of earlier in its sentence."""
        named, seen = [], False
        for at, token in enumerate(self.tokens):
            seen = seen and not self.starts[at]
            named.append(seen)
            seen = seen or token.key in self.lexicon.rules.people
        return named

    def is_after_preposition(self, at: int) -> bool:
        """Whether a word that places come after stands before, or a day of the month."""
        before = self.tokens[at].gap.rstrip(" .")
        if self._is_of_person(at):
            return False
        return self.key_before(at) in self.lexicon.rules.place_prepositions or before[-1:].isdigit()

    @cached_property
    def starts(self) -> list[bool]:
        """For each word whether it begins a sentence, a line or a quotation, where a capital says nothing."""
        return [self._starts(at) for at in range(len(self.tokens))]

    def _starts(self, at: int) -> bool:
        token = self.tokens[at]
        gap = token.gap.rpartition("\n")[2]
        is_first = at == 0 or gap != token.gap
        if is_first and not any(letter.isalpha() for letter in gap):
            return True
        if token.gap.endswith("("):
            return token.follower != ")"
        if _LONE_DASH.fullmatch(gap):
            return True
        sign = gap.rstrip(_LEFT_OF_WORD)
        last = sign[-1:]
        if sign == ":":
            return self.key(at - 1) not in self.lexicon.rules.people | self.lexicon.rules.titles
        if sign == ".":
            return not self._is_abbreviation(at - 1)
        is_quoted = token.gap[-1:] in set(_OPENING_QUOTES) and " " in token.gap
        return is_quoted or last in _SENTENCE_ENDS

    def _is_abbreviation(self, at: int) -> bool:
        return at >= 0 and (
            self.key(at) in self.lexicon.rules.abbreviations or self.tokens[at].shape is Shape.LETTER
        )

    @cached_property
    def is_title_case(self) -> bool:
        """Whether the writer capitalises most words; judged by words that can be nothing but ordinary."""
        shapes = [
            token.shape
            for at, token in enumerate(self.tokens)
            if token.shape in {Shape.CAPITAL, Shape.LOWER}
            and not self.starts[at]
            and self.lexicon.is_plain(token.key)
        ]
        return (
            len(shapes) >= _TITLE_CASE_WORDS
            and shapes.count(Shape.CAPITAL) / len(shapes) >= _TITLE_CASE_SHARE
        )

    @cached_property
    def kept(self) -> set[int]:
        """The words that belong to a place, an institution or a school of several words."""
        return self._phrases() | self._schools()

    def _phrases(self) -> set[int]:
        kept: set[int] = set()
        for at, token in enumerate(self.tokens):
            for phrase in self.lexicon.phrases.get(token.key, ()):
                end = at + len(phrase)
                words = self.tokens[at:end]
                if token.shape is not Shape.LOWER and _is_phrase(words, phrase):
                    kept.update(range(at, end))
                    break
        return kept

    def _schools(self) -> set[int]:
        kept: set[int] = set()
        for at, token in enumerate(self.tokens):
            if token.key in self.lexicon.rules.schools and at > 0 and token.is_joined and token.gap.isspace():
                kept.update(self._school_name(at))
        return kept

    def _school_name(self, at: int) -> list[int]:
        """The capitalised words before «skole»; a lone first name is a person's unless «på» or the like leads."""
        name = self._capitals_before(at)
        if not name:
            return []
        if self.key_before(name[-1]) == "og" and self.tokens[name[-1] - 1].is_joined:
            name += self._capitals_before(name[-1] - 1)
        has_person = any(self._is_person(place) for place in name)
        is_person_first = has_person and (len(name) == 1 or self.key(at) in self.lexicon.rules.school_short)
        return [] if is_person_first and not self.is_after_preposition(name[-1]) else name

    def _capitals_before(self, at: int) -> list[int]:
        """The places of the capitalised words that lead to this one, the nearest first."""
        name: list[int] = []
        while len(name) < _NAME_OF_SCHOOL and at > 0 and self.tokens[at].is_joined:
            at -= 1
            if self.tokens[at].shape not in {Shape.CAPITAL, Shape.ALL_CAPITALS, Shape.LETTER}:
                break
            name.append(at)
        return name

    def _is_person(self, at: int) -> bool:
        token = self.tokens[at]
        is_word = self.lexicon.is_word(token.key, token.shape)
        return self.lexicon.first_name(token.key) is not None and not is_word


def _is_phrase(words: list[Token], phrase: tuple[str, ...]) -> bool:
    """Whether the words are the phrase, the last maybe in the genitive."""
    if len(words) != len(phrase) or not all(word.is_joined or word.gap == ". " for word in words[1:]):
        return False
    keys = [word.key for word in words]
    return keys[:-1] == list(phrase[:-1]) and keys[-1] in {phrase[-1], phrase[-1] + "s"}
