"""Conditions and provisions as a reader says them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from knowledge.charts.words import ChartWords
from knowledge.procedures.model import Procedure
from knowledge.procedures.rows import Condition

Citation = Callable[[str], str]
"""From a provision's id to how it is written, «opplæringslova § 12-4»."""


class Phrases:
    """The words for what one procedure looks at."""

    def __init__(self, procedure: Procedure, words: ChartWords) -> None:
        self._facts = {fact.id: fact for fact in procedure.facts}
        self._words = words

    def fact_is(self, name: str, values: Iterable[str], quoted: bool = False) -> str:
        """«Din rolle: Rektor»; several values in the order of the buttons. Quoted where it stands in a sentence."""
        fact, wanted = self._facts[name], set(values)
        titles = [option.title for option in fact.options if option.value in wanted]
        form = self._words.facts.quoted if quoted else self._words.facts.is_
        return form.format(fact=fact.label, values=self._words.listed(titles, self._words.row.or_))

    def changes(self, changes: Mapping[str, str]) -> str:
        """Facts that are set, in one line."""
        parts = [self.fact_is(name, [value], quoted=True) for name, value in changes.items()]
        return self._words.listed(parts, self._words.row.and_)

    def lines(self, condition: Condition) -> tuple[str, ...]:
        """A condition line by line, every line needed; the alternatives stand under a line of their own."""
        row = self._words.row
        tests = [self.fact_is(name, values) for name, values in condition.tests]
        if not condition.any_of:
            return tuple(tests)
        heading = row.and_at_least_one if tests else row.at_least_one
        parts = [row.one_of_them.format(condition=self.sentence(part)) for part in condition.any_of]
        return (*tests, heading, *parts)

    def sentence(self, condition: Condition, quoted: bool = False) -> str:
        """A condition in one line; empty where it always holds."""
        row = self._words.row
        parts = [self.fact_is(name, values, quoted) for name, values in condition.tests]
        if condition.any_of:
            either = self._words.listed([self._together(each, quoted) for each in condition.any_of], row.or_)
            parts.append(row.either.format(conditions=either))
        return self._words.listed(parts, row.and_)

    def _together(self, condition: Condition, quoted: bool) -> str:
        """One of several alternatives; kept together by brackets where it is itself more than one test."""
        sentence = self.sentence(condition, quoted)
        is_single = len(condition.tests) == 1 and not condition.any_of
        return sentence if is_single else self._words.row.together.format(condition=sentence)


def cited(provisions: Iterable[str], citation: Citation, words: ChartWords) -> str:
    """Provisions with each act named once: «opplæringslova § 12-4 og § 12-5, barnevernsloven § 13-2»."""
    acts: dict[str, list[str]] = {}
    for provision in provisions:
        act, _, section = citation(provision).partition(" § ")
        acts.setdefault(act, []).append(f"§ {section}" if section else "")
    return ", ".join(
        f"{act} {words.listed(sections, words.row.and_)}".strip() for act, sections in acts.items()
    )
