"""Which questions a passage answers: a digest's own, and an original's by its likeness to the digest's sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.guides.library import Guides
from knowledge.guides.model import Guide, Passage, Section
from knowledge.index.settings import Inherit
from knowledge.language import Analyser

_Weights = Mapping[str, float]


def questions_of(
    passages: Sequence[Passage], guides: Guides, analyser: Analyser, figures: Inherit
) -> list[tuple[str, ...]]:
    """Return each passage's questions, in the passages' order; its own heading is the first, asked in two words."""
    by_guide: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        by_guide.setdefault(passage.guide, []).append(number)
    found = [passage.headings[-1:] for passage in passages]
    for guide_id, numbers in by_guide.items():
        digest = guides.digest(guide_id)
        if digest is None:
            for number in numbers:
                found[number] = (*found[number], *guides.questions(passages[number]))
            continue
        heirs = _Heirs([passages[number] for number in numbers], analyser, figures)
        for number, questions in zip(numbers, heirs.share_out(digest, guides), strict=True):
            found[number] = tuple(dict.fromkeys((*found[number], *questions)))
    return found


def likest_sections(
    passages: Sequence[Passage], digest: Guide, analyser: Analyser, figures: Inherit
) -> list[Section | None]:
    """Return the digest's section that each passage of the original is likest, None where it is like none of them."""
    heirs = _Heirs(passages, analyser, figures)
    likeness = [(section, heirs.likeness_to(section)) for section in digest.sections]
    found: list[Section | None] = []
    for number in range(len(passages)):
        section, best = max(((each, like[number]) for each, like in likeness), key=lambda pair: pair[1])
        found.append(section if best >= figures.least else None)
    return found


@dataclass(frozen=True)
class _Read:
    """A text's tokens, each weighted by how rare it is in its guide, at length 1."""

    weights: _Weights

    def likeness(self, other: _Read) -> float:
        few, many = sorted((self.weights, other.weights), key=len)
        return sum(weight * many.get(token, 0.0) for token, weight in few.items())


class _Heirs:
    """The passages of one guide, that a section's questions are shared out among."""

    def __init__(self, passages: Sequence[Passage], analyser: Analyser, figures: Inherit) -> None:
        self._passages = passages
        self._analyser = analyser
        self._figures = figures
        counted = [self._tokens("\n".join((*passage.headings, passage.text))) for passage in passages]
        self._frequency = Counter(token for tokens in counted for token in tokens)
        self._read = [self._weigh(tokens) for tokens in counted]

    def share_out(self, digest: Guide, guides: Guides) -> list[list[str]]:
        """Give every section's questions to the passages that say what it says; who got few takes more from the likest."""
        given: list[list[str]] = [[] for _ in self._passages]
        likest: dict[int, tuple[float, Sequence[str]]] = {}
        for section in digest.sections:
            questions = guides.questions(section)
            own = [n for n, passage in enumerate(self._passages) if passage.anchor == section.anchor]
            if own and self._passages[own[0]].headings == section.headings:
                for number in own:
                    given[number] += questions
            elif questions:
                likeness = self.likeness_to(section)
                self._inherit(likeness, questions, given)
                for number, each in enumerate(likeness):
                    likest[number] = max(
                        likest.get(number, (0.0, ())), (each, questions), key=lambda like: like[0]
                    )
        self._top_up(likest, given)
        return given

    def likeness_to(self, section: Section) -> list[float]:
        """How like a digest's section each passage is, 0..1."""
        text = self._weigh(self._tokens("\n".join((*section.headings[-1:], section.text))))
        return [text.likeness(read) for read in self._read]

    def _inherit(self, likeness: Sequence[float], questions: Sequence[str], given: list[list[str]]) -> None:
        """Each question goes to the passages that are both like its section and like the question."""
        best = max(likeness)
        least = max(self._figures.least, best * self._figures.near)
        near = [n for n, each in enumerate(likeness) if each >= least]
        for question in questions:
            asked = self._weigh(self._tokens(question))
            fit = {
                n: likeness[n] / best + self._figures.question * asked.likeness(self._read[n]) for n in near
            }
            for n, each in fit.items():
                if each >= max(fit.values()) * self._figures.kept:
                    given[n].append(question)

    def _top_up(self, likest: Mapping[int, tuple[float, Sequence[str]]], given: list[list[str]]) -> None:
        """A section is often told over several passages: one with few questions takes those of its likest that suit it best."""
        few = self._figures.few
        for number, (likeness, questions) in likest.items():
            if len(given[number]) < few and likeness >= self._figures.slight:
                asked = {
                    each: self._weigh(self._tokens(each)).likeness(self._read[number]) for each in questions
                }
                given[number] += sorted(asked, key=lambda each: -asked[each])[:few]

    def _tokens(self, text: str) -> Counter[str]:
        return Counter(self._analyser.terms(self._analyser.words(text)))

    def _weigh(self, tokens: Counter[str]) -> _Read:
        """Weigh by rarity among the guide's passages; a word that stands in none of them says nothing here."""
        weights = {
            token: (1 + times) ** 0.5 / self._frequency[token]
            for token, times in tokens.items()
            if self._frequency[token]
        }
        length = sum(weight**2 for weight in weights.values()) ** 0.5 or 1.0
        return _Read({token: weight / length for token, weight in weights.items()})
