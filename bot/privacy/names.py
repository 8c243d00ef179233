"""Find where a message names people, with all words of each name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.privacy.initials import AFTER_INITIAL, is_initial_alone
from bot.privacy.judging import NameJudge
from bot.privacy.lexicon import Doubt, Lexicon, genitive_stems
from bot.privacy.reading import Reading
from bot.privacy.rows import names_in_rows
from bot.privacy.tokens import Shape, Token

_MIN_LEARNED = 4
_MAX_PARTICLES = 3

Run = tuple[int, int]


@dataclass(frozen=True)
class Mention:
    """One place where a person is named: where it stands, and the folded words of the name."""

    start: int
    end: int
    words: tuple[str, ...]


class NameFinder:
    """Joins the words of one message that are names into mentions, and learns names from the message itself."""

    def __init__(self, text: str, tokens: list[Token], lexicon: Lexicon) -> None:
        self._text = text
        self._tokens = tokens
        self._lexicon = lexicon
        self._reading = Reading(text, tokens, lexicon)
        self._judge = NameJudge(self._reading)

    def by_rules(self) -> list[Mention]:
        """Every mention of a person that lists and rules know, in order; no two overlap."""
        return self._mentions({at for at in range(len(self._tokens)) if self._judge.is_name(at)})

    def doubts(self) -> dict[int, float]:
        """The words that the rules leave in doubt, by position, with how sure the pipeline must be of each."""
        bounds = ((token.start, self._judge.bound(at)) for at, token in enumerate(self._tokens))
        return {start: bound for start, bound in bounds if bound <= 1}

    def by_likelihoods(self, likelihoods: Mapping[int, float], bounds: Mapping[int, float]) -> list[Mention]:
        """The mentions that the pipeline is sure enough of; both by the position of a word."""
        sure = {start for start, share in likelihoods.items() if share >= bounds[start]}
        return self._mentions({at for at, token in enumerate(self._tokens) if token.start in sure})

    def _mentions(self, names: set[int]) -> list[Mention]:
        """All mentions; a name seen once is known everywhere in the message, however it is written there."""
        if not names:
            return []
        names = self._with_partners(names)
        names |= names_in_rows(self._reading, self._text, names)
        runs = self._runs(names)
        learned = self._learned(runs)
        with_capital = {
            self._tokens[at].key
            for first, last in runs
            for at in range(first, last + 1)
            if self._is_learned_with_capital(at, is_within=first < at)
        }
        names |= {at for at in range(len(self._tokens)) if self._is_learned(at, learned, with_capital)}
        return [self._mention(first, last) for first, last in self._runs(names)]

    def _with_partners(self, names: set[int]) -> set[int]:
        """Also the names that alone would be words, known by the name across «og»: «dina og sara»."""
        known = set(names)
        pairs = [at for at in range(len(self._tokens) - 2) if self._tokens[at + 1].key == "og"]
        for left in [*pairs, *reversed(pairs)]:
            unknown = {left, left + 2} - known
            if len(unknown) == 1 and self._judge.may_be_name(*unknown):
                known |= unknown
        return known

    def _mention(self, first: int, last: int) -> Mention:
        tokens = self._tokens[first : last + 1]
        end = tokens[-1].end
        if tokens[-1].shape is Shape.LETTER and tokens[-1].follower == "." and not self._ends_line(end):
            end += 1
        return Mention(tokens[0].start, end, tuple(token.key for token in tokens))

    def _ends_line(self, end: int) -> bool:
        """Whether nothing follows the full stop on its line: there it ends a sentence as well."""
        return not self._text[end + 1 : end + 40].partition("\n")[0].strip()

    def _runs(self, names: set[int]) -> list[Run]:
        """The first and last word of each name of one or more words."""
        runs: list[Run] = []
        for at in sorted(names):
            if not runs or at > runs[-1][1]:
                runs.append((at, self._run_end(at, names)))
        return runs

    def _run_end(self, at: int, names: set[int]) -> int:
        last = at
        while last + 1 < len(self._tokens) and not self._is_genitive(last):
            after = self._after_particles(last + 1)
            if self._is_after_initial(last + 1) or (last + 1 in names and self._tokens[last + 1].is_joined):
                last += 1
            elif self._judge.continues(after):
                last = after
            elif self._judge.is_tail(last + 1):
                last += 1
            else:
                break
        return last

    def _is_after_initial(self, at: int) -> bool:
        """«K. H.» and «K. Hansen»: only a full stop parts the initial from what follows."""
        token = self._tokens[at]
        if (
            at in self._reading.kept
            or self._tokens[at - 1].shape is not Shape.LETTER
            or token.gap not in AFTER_INITIAL
        ):
            return False
        return token.shape is Shape.LETTER or (token.shape is Shape.CAPITAL and not self._judge.is_word(at))

    def _after_particles(self, at: int) -> int:
        """The place after «van der», «al», «bin», if a capitalised name follows; else the place itself."""
        place = at
        while place < min(at + _MAX_PARTICLES, len(self._tokens)) and self._is_particle(place):
            place += 1
        is_capital = place < len(self._tokens) and self._tokens[place].shape is Shape.CAPITAL
        return place if is_capital and self._judge.continues(place) else at

    def _is_particle(self, at: int) -> bool:
        token = self._tokens[at]
        return token.is_joined and token.shape is Shape.LOWER and token.key in self._lexicon.rules.particles

    def _is_genitive(self, at: int) -> bool:
        """Whether the word is surely a genitive, after which no more of the name can come."""
        key, lexicon = self._tokens[at].key, self._lexicon
        if key in lexicon.first_names or key in lexicon.surnames:
            return False
        return any(stem in lexicon.first_names or stem in lexicon.surnames for stem in genitive_stems(key))

    def _learned(self, runs: list[Run]) -> set[str]:
        """Words that the message itself showed to be names."""
        places = [at for first, last in runs for at in range(first, last + 1)]
        return {self._tokens[at].key for at in places if self._is_surely_name(at)}

    def _is_surely_name(self, at: int) -> bool:
        key, lexicon = self._tokens[at].key, self._lexicon
        if self._tokens[at].shape is not Shape.CAPITAL or len(key) < _MIN_LEARNED or self._judge.is_word(at):
            return False
        if key not in lexicon.first_names and key not in lexicon.surnames:
            return not key.endswith(lexicon.endings.sentence_start)
        return lexicon.doubt(key) is Doubt.NONE and key not in lexicon.surnames_when_lower

    def _is_learned_with_capital(self, at: int, is_within: bool) -> bool:
        """A name that is learned only where it has its capital: short ones, initials, farms after a first name."""
        token, lexicon = self._tokens[at], self._lexicon
        is_other = lexicon.is_common(token.key) or lexicon.is_kept(token.key, token.shape)
        is_place = lexicon.is_place(token.key) and not is_within and lexicon.first_name(token.key) is None
        return token.shape in {Shape.CAPITAL, Shape.LETTER} and not is_other and not is_place

    def _is_learned(self, at: int, learned: set[str], with_capital: set[str]) -> bool:
        token = self._tokens[at]
        if at in self._reading.kept:
            return False
        if token.shape is Shape.LETTER:
            return token.key in with_capital and is_initial_alone(token)
        stems = {token.key, *genitive_stems(token.key)}
        is_placed = self._lexicon.is_place(token.key) and self._reading.is_after_preposition(at)
        if token.shape is Shape.CAPITAL and not stems.isdisjoint(with_capital) and not is_placed:
            return True
        return not stems.isdisjoint(learned) or f"{token.key}s" in learned
