"""Other people's search over the same passages: bm25s, SQLite FTS5, and PostgreSQL where a server is there."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence

import bm25s
import psycopg
import Stemmer

from knowledge.guides.model import Passage
from knowledge.index.loaded import searched_text
from tests.evaluation.retrieval.figures import DEPTH, Searcher

_WORD = re.compile(r"\w+")


def bm25s_searcher(passages: Sequence[Passage], stopwords: list[str]) -> Searcher:
    """Search as bm25s does with Norwegian stems and a stop list."""
    stemmer = Stemmer.Stemmer("norwegian")

    def tokens(texts: list[str]) -> bm25s.tokenization.Tokenized:
        return bm25s.tokenize(texts, stopwords=stopwords, stemmer=stemmer, show_progress=False)

    index = bm25s.BM25()
    index.index(tokens([searched_text(passage) for passage in passages]), show_progress=False)

    def search(query: str) -> list[Passage]:
        numbers, _ = index.retrieve(tokens([query]), k=DEPTH, show_progress=False)
        return [passages[number] for number in numbers[0]]

    return search


def fts5_searcher(passages: Sequence[Passage]) -> Searcher:
    """Search as SQLite does, any word sufficing, since all words at once find next to nothing."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')"
    )
    database.executemany(
        "INSERT INTO passage(rowid, text) VALUES (?, ?)",
        [(number, searched_text(passage)) for number, passage in enumerate(passages)],
    )

    def search(query: str) -> list[Passage]:
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(query))
        if not words:
            return []
        rows = database.execute(
            "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?", (words, DEPTH)
        )
        return [passages[number] for (number,) in rows]

    return search


def postgresql_searcher(passages: Sequence[Passage], connection: psycopg.Connection) -> Searcher:
    """Search as PostgreSQL does with its Norwegian stems and stop list, any word sufficing."""
    connection.execute("CREATE TEMPORARY TABLE passage (number integer, words tsvector)")
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO passage VALUES (%s, to_tsvector('norwegian', %s))",
            [(number, searched_text(passage)) for number, passage in enumerate(passages)],
        )

    def search(query: str) -> list[Passage]:
        rows = connection.execute(
            "SELECT number FROM passage, to_tsquery('norwegian', %s) AS asked WHERE words @@ asked"
            " ORDER BY ts_rank(words, asked) DESC, number LIMIT %s",
            (" | ".join(_WORD.findall(query)), DEPTH),
        )
        return [passages[number] for (number,) in rows]

    return search


def peers(
    passages: Sequence[Passage], stopwords: list[str], postgresql: str | None
) -> Iterator[tuple[str, Searcher]]:
    """Yield each peer, to be asked before the next is taken; PostgreSQL only where the DSN of a server is given."""
    yield "bm25s, norske stammer", bm25s_searcher(passages, stopwords)
    yield "SQLite FTS5", fts5_searcher(passages)
    if postgresql:
        with psycopg.connect(postgresql) as connection:
            yield "PostgreSQL, norsk fulltekstsøk", postgresql_searcher(passages, connection)
