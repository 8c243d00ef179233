"""Measures the search beside other people's: `make evaluate`, over the digests and, where they are, the originals."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from knowledge.guides.model import Passage
from knowledge.index.evidence import WAYS
from knowledge.index.store import IndexStore, Opened
from knowledge.language import Vocabulary
from knowledge.municipalities import NATIONAL
from knowledge.paths import Paths
from tests.conftest import SHARED
from tests.evaluation.retrieval.figures import DEPTH, Figures, Searcher, figures, place
from tests.evaluation.retrieval.norquad import Material, measured
from tests.evaluation.retrieval.peers import peers
from tests.evaluation.retrieval.places import places_of
from tests.evaluation.retrieval.questions import NEAR, SETS, Asked, answerable, unanswerable
from tests.support.postgresql import NoServerError, postgresql

_FORMS = ("bokmal", "nynorsk", "dialekt", "skrivefeil", "stikkord")
_WORDS = {"guide": "veilederens ord", "other": "andre ord"}


def main() -> None:
    """Print the tables, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--originals", type=Path, default=SHARED / "guides")
    parser.add_argument("--model", help="en annen språkmodell enn den som følger med")
    chosen = parser.parse_args()
    originals = chosen.originals if chosen.originals.is_dir() else None
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        server = _server(stack)
        places = zip(("sammendragene", "originalene"), places_of(originals, Path(folder)), strict=False)
        for name, paths in places:
            _print(name, paths, chosen.model, server)
    _print_norquad(SHARED / "data" / "norquad", chosen.model)


def _server(stack: ExitStack) -> str | None:
    """Return the DSN of a PostgreSQL server that lasts as long as the stack, None where there is none."""
    try:
        return stack.enter_context(postgresql())
    except NoServerError as error:
        print(f"PostgreSQL er ikke med i tabellene. {error}")
        return None


def _print_norquad(folder: Path, model: str | None) -> None:
    if not folder.is_dir():
        print(f"\nNorQuAD er ikke målt, for dataene ligger ikke i {folder}.")
        return
    material = Material.load(folder)
    print(f"\n### NorQuAD, utenfor vårt eget felt ({len(material.passages)} vinduer)\n")
    print(
        f"Språkmodellen som følger med, er trent på {material.documents - material.unseen} av de {material.documents} "
        f"tekstene. Det spørres bare om de {material.unseen} andre, men letes i alle. Ingen vekt er valgt etter dette.\n"
    )
    print(f"| {len(material.asked)} spørsmål | R@1 | R@5 | MRR@10 |\n| --- | --- | --- | --- |")
    for name, found in measured(material, Paths(), model):
        print(_row(name, found))


def _print(name: str, paths: Paths, model: str | None, server: str | None) -> None:
    IndexStore(paths, model).build()
    opened = IndexStore(paths, model).load()
    for each in SETS:
        print(f"\n### {each} over {name} ({len(opened.index.passages)} avsnitt)\n")
        print("\n".join(_table(opened, paths, answerable(each), server)))
        print("\n".join(_abstention(opened, each)))
    print(f"\n### {NEAR} over {name}: tett på veilederne, uten svar\n")
    print("\n".join(_silence(opened, NEAR)))


def _table(opened: Opened, paths: Paths, asked: Sequence[Asked], server: str | None) -> Iterator[str]:
    yield f"| {len(asked)} spørsmål | R@1 | R@5 | MRR@10 |"
    yield "| --- | --- | --- | --- |"
    for name, search in _searchers(opened, paths, server):
        places = [place(each, search(each.text)) for each in asked]
        yield _row(name, figures(places))
        if name != "vårt søk":
            continue
        for kind, title in _WORDS.items():
            yield _row(f"– {title}", figures(_only(places, asked, lambda each: each.words == kind)))  # noqa: B023
        for form in _FORMS:
            yield _row(f"– {form}", figures(_only(places, asked, lambda each: each.form == form)))  # noqa: B023


def _only(places: Sequence[int], asked: Sequence[Asked], wanted: Callable[[Asked], bool]) -> list[int]:
    return [where for where, each in zip(places, asked, strict=True) if wanted(each)]


def _row(name: str, found: Figures) -> str:
    return f"| {name} | {found.first:.2f} | {found.five:.2f} | {found.reciprocal:.2f} |"


def _searchers(opened: Opened, paths: Paths, server: str | None) -> Iterator[tuple[str, Searcher]]:
    passages, engine = opened.index.passages, opened.engine
    yield from peers(passages, sorted(Vocabulary.load(paths).stopwords), server)
    yield "bare ordstammer, med spørsmålene", _one_way(opened, "stems")
    yield "bare meningen (vår modell)", _one_way(opened, "meaning")
    yield "vårt søk", lambda query: [hit.passage for hit in engine.answer(query, DEPTH, NATIONAL).hits]


def _one_way(opened: Opened, way: str) -> Searcher:
    """Search by one way alone."""

    def search(query: str) -> list[Passage]:
        table = opened.evidence.table(opened.evidence.read(query))
        scores = table.ways[:, WAYS.index(way)]
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [opened.index.passages[table.passages[row]] for row in best if scores[row] > 0]

    return search


def _abstention(opened: Opened, name: str) -> Iterator[str]:
    engine = opened.engine
    asked = answerable(name)
    silent = sum(engine.answer(each.text, 1, NATIONAL).abstained for each in asked)
    yield f"\nUten svar av de besvarbare: {silent} av {len(asked)} ({silent / len(asked):.1%})"
    yield from _silence(opened, name)


def _silence(opened: Opened, name: str) -> Iterator[str]:
    """Yield, of each kind of unanswerable question, how many get no answer."""
    outside = unanswerable(name)
    for kind in dict.fromkeys(each.kind for each in outside):
        quiet = [
            opened.engine.answer(each.text, 1, NATIONAL).abstained for each in outside if each.kind == kind
        ]
        yield f"Uten svar av de ubesvarbare ({kind}): {sum(quiet)} av {len(quiet)} ({sum(quiet) / len(quiet):.1%})"


if __name__ == "__main__":
    main()
