"""Decide for one word of a message whether it is a person's name."""

from __future__ import annotations

from bot.privacy.initials import Initials, is_initial_alone
from bot.privacy.lexicon import Doubt
from bot.privacy.reading import Reading
from bot.privacy.tokens import Shape

_MIN_UNKNOWN = 3
_INITIALS = 2
_NEVER = 2.0


class NameJudge:
    """Judges the words of one message, each by its capital, the lists and its neighbours."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tokens = reading.tokens
        self._lexicon = reading.lexicon
        self._initials = Initials(reading)

    def is_name(self, at: int) -> bool:
        """Whether the word at this place names a person, or begins such a name."""
        token, reading = self._tokens[at], self._reading
        if token.shape is Shape.LOWER and self._lexicon.is_plain(token.key):
            return False  # most words, so they are passed over first
        if at in reading.kept or token.shape is Shape.OTHER:
            return False
        if token.shape is Shape.LETTER:
            return self._initials.begin(at)
        if reading.is_called(at) or token.gap.endswith("@"):
            return not self.is_word(at)
        if token.shape is Shape.ALL_CAPITALS:
            return self._is_shouted_name(at)
        return self._is_capital_name(at) if reading.is_capital(at) else self._is_lower_name(at)

    def _is_capital_name(self, at: int) -> bool:
        if self._tokens[at].is_foreign and not self.is_word(at):
            return True
        return self._is_name_at_start(at) if self._reading.starts[at] else self._is_name_inside(at)

    def bound(self, at: int) -> float:
        """How sure the pipeline must be for this word to be a name; above 1 where it is no question."""
        token, lexicon = self._tokens[at], self._lexicon
        bounds = lexicon.settings.bounds
        name, doubt = self._name_and_doubt(at)
        is_doubtful = name is not None and doubt is not Doubt.NONE
        if self._is_no_question(at, is_doubtful):
            return _NEVER
        has_capital = self._reading.is_capital(at)
        if is_doubtful:
            return bounds.doubtful_capital if has_capital else bounds.doubtful_lower
        if lexicon.is_place(token.key):
            return bounds.place
        if name is not None or lexicon.is_surname(token.key):
            return bounds.listed_capital if has_capital else bounds.listed_lower
        if not has_capital:
            return bounds.unknown_lower
        return bounds.unknown_start if self._reading.starts[at] else bounds.unknown_inside

    def _is_no_question(self, at: int, is_doubtful: bool) -> bool:
        """Whether lists or neighbours settle that the word is no name; «bjørn» inside a sentence is a bear."""
        token, lexicon, reading = self._tokens[at], self._lexicon, self._reading
        if lexicon.is_plain(token.key) or at in reading.kept or token.shape in {Shape.LETTER, Shape.OTHER}:
            return True
        if lexicon.is_kept(token.key, token.shape) or self._is_other_word(at):
            return True
        if lexicon.is_place(token.key) and reading.is_told_of_as_place(at):
            return True
        if not is_doubtful:
            return lexicon.is_common(token.key)
        return reading.is_before_thing(at) or not (reading.is_capital(at) or reading.starts[at])

    def is_word(self, at: int) -> bool:
        """Whether the word is known as something else than a name."""
        return self._lexicon.is_word(self._tokens[at].key, self._tokens[at].shape)

    def may_be_name(self, at: int) -> bool:
        """Whether the word is a first name that the sentence has to tell from an ordinary word."""
        name, doubt = self._name_and_doubt(at)
        is_capital = self._tokens[at].shape is Shape.CAPITAL and doubt is not Doubt.NONE
        is_doubtful = is_capital or doubt in {Doubt.SELDOM, Doubt.WHEN_LOWER}
        return name == self._tokens[at].key and is_doubtful and at not in self._reading.kept

    def continues(self, at: int) -> bool:
        """Whether the word at this place can be a further part of the name before it."""
        if at >= len(self._tokens) or at in self._reading.kept or not self._tokens[at].is_joined:
            return False
        token, lexicon = self._tokens[at], self._lexicon
        if token.shape in {Shape.LETTER, Shape.OTHER}:
            return token.shape is Shape.LETTER and is_initial_alone(token)
        if len(token.key) == 1:
            return token.key in lexicon.rules.lower_initials and self._is_after_lower_name(at)
        if not self._reading.is_capital(at):
            return lexicon.is_lower_surname(token.key) and not self._is_other_word(at)
        is_listed = lexicon.is_surname(token.key) or bool(lexicon.first_name(token.key))
        is_farm = lexicon.is_place(token.key) and not lexicon.is_common(token.key)
        return is_listed or is_farm or not self.is_word(at)

    def is_tail(self, at: int) -> bool:
        """Whether the word hangs on the name before it: «Mads-emann», but not «Jonas-saken»."""
        if at >= len(self._tokens) or at in self._reading.kept:
            return False
        token = self._tokens[at]
        return token.gap == "-" and token.shape is Shape.LOWER and not self.is_word(at)

    def _is_after_lower_name(self, at: int) -> bool:
        """«zeynep k»: a small letter belongs to a small name that is surely one."""
        before = self._tokens[at - 1]
        name = self._lexicon.first_name(before.key)
        is_sure = name == before.key and self._lexicon.doubt(name) is Doubt.NONE
        return before.shape is Shape.LOWER and is_sure and self._tokens[at].follower not in set("-/'")

    def _name_and_doubt(self, at: int) -> tuple[str | None, Doubt]:
        name = self._lexicon.first_name(self._tokens[at].key)
        return name, self._lexicon.doubt(name) if name else Doubt.NONE

    def _precedes_surname(self, at: int) -> bool:
        """Whether a surname, or an unknown capitalised word, follows at once."""
        return self.continues(at + 1) and self._lexicon.first_name(self._tokens[at + 1].key) is None

    def _precedes_name(self, at: int) -> bool:
        """Whether a word follows at once that with its capital can only be a name: «Vår Alida», «Thi Lan»."""
        if at + 1 >= len(self._tokens) or not self._tokens[at + 1].is_joined or at + 1 in self._reading.kept:
            return False
        return (
            self._tokens[at + 1].shape is Shape.CAPITAL
            and self._is_listed(at + 1)
            and not self.is_word(at + 1)
        )

    def _is_listed(self, at: int) -> bool:
        key = self._tokens[at].key
        return self._lexicon.first_name(key) is not None or self._lexicon.is_surname(key)

    def _is_name_inside(self, at: int) -> bool:
        """A capital inside a sentence: everything that is no known word is a name."""
        token, lexicon, reading = self._tokens[at], self._lexicon, self._reading
        name, doubt = self._name_and_doubt(at)
        if reading.is_after_title(at) and lexicon.is_surname(token.key):
            return True
        if lexicon.is_kept(token.key, token.shape):
            is_person = reading.is_after_person(at) or reading.is_before_act(at) or self._precedes_name(at)
            return name is not None and is_person
        if lexicon.is_place(token.key):
            return self._is_person_despite_place(at, name)
        if doubt is Doubt.PART_ONLY:
            return not lexicon.is_common(token.key) or self._precedes_surname(at)
        if lexicon.is_common(token.key):
            return name == token.key and doubt is not Doubt.NONE
        return True

    def _is_person_despite_place(self, at: int, name: str | None) -> bool:
        """«Vega slo», «Lund ringte» and «lærer Gjerdrum sier», but «i Vega» and «Lund er en bydel»."""
        reading = self._reading
        if reading.is_after_preposition(at):
            return False
        is_surname = self._lexicon.is_surname(self._tokens[at].key) or reading.is_after_title(at)
        return name is not None or (is_surname and reading.is_before_act(at))

    def _is_name_at_start(self, at: int) -> bool:
        """A capital at a sentence start says nothing, so the lists and the next word decide."""
        token, lexicon, reading = self._tokens[at], self._lexicon, self._reading
        name, doubt = self._name_and_doubt(at)
        is_word = self.is_word(at)
        if doubt is Doubt.PART_ONLY:
            return not is_word and (
                self._precedes_name(at) or self._precedes_surname(at) or reading.is_before_act(at)
            )
        if name:
            is_plain = doubt is not Doubt.MOSTLY and not is_word
            is_article = doubt is Doubt.NONE and lexicon.is_common(token.key)
            is_person = not is_article and (reading.is_before_act(at) or reading.is_before_class(at))
            return is_plain or is_person or self.continues(at + 1)
        if is_word:
            return lexicon.is_place(token.key) and self._is_person_despite_place(at, name)
        if lexicon.is_surname(token.key):
            return reading.is_before_state(at) or self.continues(at + 1)
        return lexicon.looks_like_name(token.key) or self._is_unknown_at_start(at)

    def _is_unknown_at_start(self, at: int) -> bool:
        """In no list: a name only before more of a name, before a class, or before what a person does."""
        key, reading = self._tokens[at].key, self._reading
        if reading.is_before_role(at):
            return True
        if len(key) < _MIN_UNKNOWN or key.endswith(self._lexicon.endings.sentence_start):
            return False
        return reading.is_before_act(at) or reading.is_before_class(at) or self.continues(at + 1)

    def _is_lower_name(self, at: int) -> bool:
        """No capital, or one that says nothing: only listed names, and what only names look like."""
        token, lexicon, reading = self._tokens[at], self._lexicon, self._reading
        name, doubt = self._name_and_doubt(at)
        if lexicon.is_kept(token.key, token.shape) or self._is_other_word(at):
            return False
        if lexicon.is_place(token.key) and (name is None or reading.is_after_preposition(at)):
            return False
        if name is None:
            is_surname = reading.is_after_title(at) and lexicon.is_lower_surname(token.key)
            return is_surname or lexicon.looks_like_name(token.key)
        if doubt is Doubt.NONE:
            beside = reading.is_after_title(at) or reading.is_before_class(at)
            is_sure = lexicon.is_sure_when_lower(name) or beside
            return is_sure and not lexicon.is_common(token.key)
        return name == token.key and self._is_lower_despite_doubt(at, doubt)

    def _is_lower_despite_doubt(self, at: int, doubt: Doubt) -> bool:
        """«per hansen», «even sier», «dina i 7B»; but «en dag sier»."""
        reading = self._reading
        if doubt is Doubt.PART_ONLY:
            return False
        after = reading.key_after(at)
        if after in self._lexicon.surnames and self._lexicon.is_lower_surname(after):
            return True
        if doubt is Doubt.MOSTLY:
            return False
        is_subject = reading.starts[at] or reading.key_before(at) == "og"
        if reading.is_before_class(at) or (is_subject and reading.is_before_act(at)):
            return True
        return doubt is Doubt.SELDOM and (reading.is_after_person(at) or reading.is_before_state(at))

    def _is_other_word(self, at: int) -> bool:
        other_after = self._lexicon.rules.word_after.get(self._tokens[at].key, frozenset())
        return self._reading.key_before(at) in other_after

    def _is_shouted_name(self, at: int) -> bool:
        """In capitals throughout: a listed name, or two letters after «eleven»."""
        token, lexicon, reading = self._tokens[at], self._lexicon, self._reading
        if self.is_word(at):
            return False
        name, doubt = self._name_and_doubt(at)
        if name:
            return doubt in {Doubt.NONE, Doubt.SELDOM} and lexicon.is_sure_when_lower(name)
        if lexicon.is_surname(token.key):
            return reading.is_after_title(at) or reading.is_before_state(at)
        return reading.is_after_person(at) and len(token.key) == _INITIALS
