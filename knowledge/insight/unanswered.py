"""Questions that nothing answered: what the guides lack, or say in other words than staff do.

Each kommune's questions are hidden or shown by themselves, and nothing is added up over kommuner or tables, so that no number
under the least one that is shown can be found by taking one that is shown from another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.guides.model import Passage
from knowledge.insight.log import Unanswered
from knowledge.insight.model import Material, Report, Row, make_report
from knowledge.insight.words import Few, load_report_texts
from knowledge.language import Vocabulary

NAME = "ubesvart"
_MARK = re.compile(r"\[[^\]]*\]")  # «[navn 1]»: what stands for personal data that was taken out
_WORD = re.compile(r"[^\W\d_]{3,}")


def report(material: Material) -> Report:
    """The questions that are asked often, in their own words; the others by the section nearest to them; the rest."""
    texts = load_report_texts(material.paths.data_dir)
    asked = [each for each in material.log.unanswered_questions() if material.kommune in (None, each.kommune)]
    titles = {each.id: each.title for each in material.rulebook.municipalities.all()}
    sections = {each.source: each for each in material.guides.passages()}
    shown = Shown(
        texts.few, titles, sections, Vocabulary.load(material.paths).stopwords if asked else frozenset()
    )
    return make_report(NAME, texts.reports[NAME], {}, *shown.tables(asked))


@dataclass(frozen=True)
class Shown:
    """What may be shown of the questions: titles are the kommuner's by id, sections the passages' by source."""

    few: Few
    titles: Mapping[str, str]
    sections: Mapping[str, Passage]
    stopwords: frozenset[str]

    def tables(self, asked: Sequence[Unanswered]) -> tuple[list[Row], list[Row], list[Row]]:
        """The rows of the report's three tables."""
        often = [each for each in asked if each.times >= self.few.least]
        near, rest = self._by_place([each for each in asked if each.times < self.few.least])
        largest_first = sorted(near.items(), key=lambda each: (-len(each[1]), each[0]))
        return (
            [self._own_words(each) for each in often],
            [self._gathered(*place, found) for place, found in largest_first],
            [(kommune, self.few.shown(count)) for kommune, count in sorted(rest.items())],
        )

    def _by_place(
        self, seldom: Iterable[Unanswered]
    ) -> tuple[dict[tuple[str, str], list[Unanswered]], Counter[str]]:
        """The questions by kommune and section, where enough lie there, and how many others each kommune has."""
        places: defaultdict[tuple[str, str], list[Unanswered]] = defaultdict(list)
        for each in seldom:
            places[each.kommune, each.nearest].append(each)
        near, rest = {}, Counter[str]()
        for (kommune, source), found in places.items():
            if source in self.sections and len(found) >= self.few.least:
                near[kommune, source] = found
            else:
                rest[self._title(kommune)] += len(found)
        return near, rest

    def _own_words(self, asked: Unanswered) -> Row:
        week = date.fromisoformat(asked.last).isocalendar()
        return (asked.question, self._title(asked.kommune), str(asked.times), f"{week.year}-{week.week:02}")

    def _gathered(self, kommune: str, source: str, found: Sequence[Unanswered]) -> Row:
        section = self.sections[source]
        place, shared = f"{section.title}: {section.section}", ", ".join(self._shared(found))
        return (place, self._title(kommune), str(len(found)), shared, source)

    def _shared(self, found: Sequence[Unanswered]) -> list[str]:
        """The words that enough of the questions share, the most frequent first."""
        words = Counter(word for each in found for word in set(_WORD.findall(_MARK.sub(" ", each.question))))
        enough = {word: times for word, times in words.items() if times >= self.few.least}
        return sorted(enough.keys() - self.stopwords, key=lambda word: (-enough[word], word))

    def _title(self, kommune: str) -> str:
        return self.titles.get(kommune, kommune)
