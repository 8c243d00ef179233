"""The pages of docs/prosedyrer: every procedure with its chart, its rows and its steps, as the rules give them now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.charts.conditions import Phrases, cited
from knowledge.charts.describe import describe
from knowledge.charts.listings import Listing, extra_steps, fact_listings, steps_in_words
from knowledge.charts.mermaid import mermaid
from knowledge.charts.words import ChartWords, load_chart_words
from knowledge.errors import UnknownSourceError
from knowledge.municipalities import NATIONAL
from knowledge.paths import Paths
from knowledge.procedures.facts import Fact
from knowledge.procedures.model import Outcome, Procedure
from knowledge.procedures.rows import Row
from knowledge.rulebook import Rulebook, open_rulebook

LIST = "README.md"
_SPECIAL = re.compile(r"[\\`*_\[\]<>|&]")


def chart_pages(paths: Paths) -> dict[str, str]:
    """Every page by file name. Raises KnowledgeError where the rules do not hold.

    Only the shipped guides count, not those that are taken in on this machine: the pages are the same everywhere.
    """
    with TemporaryDirectory() as empty:
        rulebook = open_rulebook(replace(paths, var_dir=Path(empty)))
    words = load_chart_words(paths.data_dir)
    procedures = sorted(rulebook.procedures(NATIONAL), key=lambda each: each.title.casefold())
    pages = {f"{each.id}.md": _Page(each, rulebook, words).text() for each in procedures}
    return {LIST: _list(procedures, words), **pages}


def write_chart_pages(paths: Paths, folder: Path) -> int:
    """Write every page into a folder; return how many procedures there are."""
    pages = chart_pages(paths)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(pages) - 1


def _list(procedures: Iterable[Procedure], words: ChartWords) -> str:
    links = "\n".join(f"- [{_plain(each.title)}]({each.id}.md)" for each in procedures)
    page = words.page
    return "\n\n".join((f"<!-- {page.made} -->", f"# {page.list_}", page.list_intro.strip(), links)) + "\n"


class _Page:
    """One procedure's page."""

    def __init__(self, procedure: Procedure, rulebook: Rulebook, words: ChartWords) -> None:
        self._procedure = procedure
        self._rulebook = rulebook
        self._words = words
        self._phrases = Phrases(procedure, words)
        self._place = rulebook.municipalities.get(NATIONAL).title

    def text(self) -> str:
        chart = describe(self._procedure, self._words, self._rulebook.citation, self._place)
        page = self._words.page
        parts = [
            f"<!-- {page.made} -->",
            f"# {_plain(self._procedure.title)}",
            page.local.format(place=self._place, id=self._procedure.id),
            *self._through(),
            f"## {page.facts}",
            *self._facts(),
            f"## {page.chart}",
            f"```mermaid\n{mermaid(chart)}```",
            f"## {page.table}",
            page.table_intro,
            self._table(),
            f"## {page.steps}",
            *(part for outcome in self._procedure.outcomes.values() for part in self._steps(outcome)),
            *self._extra(),
            *self._offers(),
        ]
        return "\n\n".join(parts) + "\n"

    def _through(self) -> Iterator[str]:
        if self._procedure.through:
            yield f"{self._words.page.through} {self._link(self._procedure.through)}."

    def _facts(self) -> Iterator[str]:
        asked = [_question(fact) for fact in self._procedure.facts if fact.is_asked]
        for listing in fact_listings(self._procedure, self._words):
            yield from _listed(replace(listing, items=tuple(asked)) if listing.is_ordered else listing)

    def _table(self) -> str:
        columns = self._words.page.columns
        lines = [columns, ["---"] * len(columns), *map(self._cells, self._procedure.rows)]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _cells(self, row: Row) -> list[str]:
        outcome = self._procedure.outcomes[row.outcome]
        when = [f"**{_plain(row.label)}**", *map(_plain, self._phrases.lines(row.when))]
        names = self._words.names(outcome.recipients) or self._words.page.nobody
        return [
            _plain(row.id),
            "<br>".join(when),
            _plain(outcome.title),
            _plain(names),
            _plain(self._words.urgency(outcome.urgency)),
            _plain(cited(outcome.legal_basis, self._rulebook.citation, self._words)),
            "<br>".join(map(_plain, self._sources(outcome))),
        ]

    def _sources(self, outcome: Outcome) -> Iterator[str]:
        """The guides with the sections that say so, each guide once, and then the law."""
        guides: dict[str, list[str]] = {}
        laws = []
        for source_id in outcome.sources:
            if self._is_law(source_id):
                laws.append(source_id)
            else:
                source = self._rulebook.source(source_id)
                guides.setdefault(f"{source.title} ({source.owner})", []).append(source.section)
        for title, sections in guides.items():
            yield f"{title}: {'; '.join(sections)}"
        yield cited(laws, self._rulebook.citation, self._words)

    def _is_law(self, source_id: str) -> bool:
        try:
            return bool(self._rulebook.citation(source_id))
        except UnknownSourceError:
            return False

    def _steps(self, outcome: Outcome) -> Iterator[str]:
        yield f"### {_plain(outcome.title)}"
        yield "\n".join(map(_plain, steps_in_words(self._procedure, outcome, self._words)))
        yield _plain(self._words.page.document.format(document=outcome.document))

    def _extra(self) -> Iterator[str]:
        listings = list(extra_steps(self._procedure, self._words))
        if listings:
            yield f"## {self._words.page.extra}"
        for listing in listings:
            yield from _listed(listing)

    def _offers(self) -> Iterator[str]:
        if self._procedure.offers:
            yield f"## {self._words.page.offers}"
            yield "\n".join(
                f"- {self._link(other)}: {_plain(words)}" for other, words in self._procedure.offers.items()
            )

    def _link(self, procedure_id: str) -> str:
        return f"[{_plain(self._rulebook.procedure(procedure_id).title)}]({procedure_id}.md)"


def _question(fact: Fact) -> str:
    return f"{fact.label}: {fact.question} ({' / '.join(option.title for option in fact.options)})"


def _listed(listing: Listing) -> Iterator[str]:
    if not listing.items:
        yield _plain(listing.heading)
        return
    yield f"{_plain(listing.heading)}:"
    marks = (f"{number}." if listing.is_ordered else "-" for number, _ in enumerate(listing.items, start=1))
    yield "\n".join(f"{mark} {_plain(item)}" for mark, item in zip(marks, listing.items, strict=True))


def _plain(text: str) -> str:
    """The text on one line, with nothing that Markdown or HTML takes for its own."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match.group())};", " ".join(text.split()))
