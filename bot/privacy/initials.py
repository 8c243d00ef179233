"""Decide for a letter alone whether it stands for a person: «K.H.», «K. Hansen», «elev K», «K. slo»."""

from __future__ import annotations

from bot.privacy.reading import Reading
from bot.privacy.tokens import Shape, Token

AFTER_INITIAL = {".", ". ", ".\u00a0"}

_INITIALS = 2
_LONGEST_ACRONYM = 6
_LETTER_WORDS = {"i", "å", "ø", "æ", "e"}


class Initials:
    """Judges the single capital letters of one message."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tokens = reading.tokens
        self._lexicon = reading.lexicon

    def begin(self, at: int) -> bool:
        """«K.H.» and «K. Hansen», judged at their first letter; «elev K» and «K. slo», but not «elev A»."""
        token = self._tokens[at]
        is_inside = at > 0 and self._tokens[at - 1].shape is Shape.LETTER and token.gap in AFTER_INITIAL
        if is_inside:
            return False
        if token.follower == "." and at + 1 < len(self._tokens) and self._begins_initials(at):
            return True
        return self._is_lone_initial(at)

    def _begins_initials(self, at: int) -> bool:
        following = self._tokens[at + 1]
        if following.gap not in AFTER_INITIAL or at + 1 in self._reading.kept:
            return False
        if following.shape is Shape.LETTER:
            return following.follower == "." and not self._is_dotted_acronym(at)
        is_known = self._lexicon.first_name(following.key) or self._lexicon.is_surname(following.key)
        return (
            bool(is_known)
            and following.shape is Shape.CAPITAL
            and not self._lexicon.is_word(following.key, following.shape)
        )

    def _is_lone_initial(self, at: int) -> bool:
        """One letter for a person: after «eleven», before what a person does, or with a full stop inside a sentence."""
        token, reading = self._tokens[at], self._reading
        if not is_initial_alone(token) or token.key in self._lexicon.rules.placeholders:
            return False
        before = token.gap.rstrip()[-1:]
        if before.isdigit() or before == "§" or reading.key(at - 1) in self._lexicon.rules.letter_heads:
            return False
        if reading.is_after_person(at) or reading.is_before_act(at):
            return True
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        is_stopped = token.follower == "." and following is not None and following.gap in AFTER_INITIAL
        return is_stopped and following is not None and following.shape is Shape.LOWER

    def _is_dotted_acronym(self, at: int) -> bool:
        """Whether «S.F.O.» or the like begins here; two letters are a person's."""
        letters = ""
        for token in self._tokens[at : at + _LONGEST_ACRONYM]:
            if token.shape is not Shape.LETTER or (letters and token.gap != "."):
                break
            letters += token.key
        return len(letters) > _INITIALS and letters in self._lexicon.acronyms


def is_initial_alone(token: Token) -> bool:
    """Whether a letter can be an initial: no «I» or «Å» that is a word, no part of «B-laget» or «A/B»."""
    return token.follower == "." or (token.key not in _LETTER_WORDS and token.follower not in set("-/'’"))
