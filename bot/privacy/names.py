"""Find where a message names people, with all words of each name."""

from __future__ import annotations

from dataclasses import dataclass

from bot.privacy.judging import AFTER_INITIAL, NameJudge
from bot.privacy.lexicon import Doubt, Lexicon, genitive_stems
from bot.privacy.reading import Reading
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


def find_names(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Mention]:
    """Every mention of a person, in order; no two overlap."""
    return _NameFinder(text, Reading(text, tokens, lexicon)).mentions()


class _NameFinder:
    """Joins the words that are names into mentions, and learns names from the message itself."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        self._judge = NameJudge(reading)
        self._kept = reading.kept
        self._tokens = reading.tokens
        self._lexicon = reading.lexicon

    def mentions(self) -> list[Mention]:
        """All mentions; a name seen once is known everywhere in the message, however it is written there."""
        names = self._with_partners({at for at in range(len(self._tokens)) if self._judge.is_name(at)})
        learned = self._learned(self._runs(names))
        names |= {at for at in range(len(self._tokens)) if self._is_learned(at, learned)}
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
            else:
                break
        return last

    def _is_after_initial(self, at: int) -> bool:
        """«K. H.» and «K. Hansen»: only a full stop parts the initial from what follows."""
        token = self._tokens[at]
        if (
            at in self._kept
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

    def _is_learned(self, at: int, learned: set[str]) -> bool:
        if at in self._kept or not learned:
            return False
        key = self._tokens[at].key
        return key in learned or any(stem in learned for stem in genitive_stems(key)) or f"{key}s" in learned
