"""Other people's search on a small corpus: that each finds what it should, so that we are compared with more than noise."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.evaluation.retrieval.figures import DEPTH, Searcher
from tests.evaluation.retrieval.peers import bm25s_searcher, fts5_searcher, peers, postgresql_searcher
from tests.evaluation.retrieval.toy import passage

CORPUS = [
    passage("brann", "Ved brann går alle ut og samles ved flaggstanga.", "Øvelser"),
    passage("svømming", "Elevene svømmer i bassenget hver onsdag.", "Kroppsøving"),
    passage("sykkel", "Sykler parkeres ved porten. Hjelm er påbudt på sykkelturer.", "Skoleveien"),
    passage("is", "Ingen får gå på isen før vaktmesteren har målt den.", "Vinter"),
    *(passage(f"fyll-{number}", f"Rom {number} er ryddet og låst.", "Bygget") for number in range(DEPTH)),
]
STOPWORDS = ["er", "og", "på", "for", "hvor", "når", "skal", "i", "vi"]


@pytest.fixture
def bm25s() -> Searcher:
    return bm25s_searcher(CORPUS, STOPWORDS)


@pytest.fixture
def fts5() -> Searcher:
    return fts5_searcher(CORPUS)


@pytest.fixture
def postgres(postgresql: str) -> Iterator[Searcher]:
    with psycopg.connect(postgresql) as connection:
        yield postgresql_searcher(CORPUS, connection)


@pytest.fixture(params=["bm25s", "fts5", "postgres"])
def peer(request: pytest.FixtureRequest) -> Searcher:
    searcher: Searcher = request.getfixturevalue(request.param)
    return searcher


@pytest.fixture(params=["bm25s", "postgres"])
def stemming_peer(request: pytest.FixtureRequest) -> Searcher:
    searcher: Searcher = request.getfixturevalue(request.param)
    return searcher


def test_the_passage_with_the_question_s_words_is_first(peer: Searcher) -> None:
    assert peer("Hvor samles vi ved brann?")[0].id == "brann"


def test_one_word_of_many_suffices(peer: Searcher) -> None:
    assert peer("romskip dinosaur hjelm trompet")[0].id == "sykkel"


def test_the_heading_is_searched_too(peer: Searcher) -> None:
    assert peer("kroppsøving")[0].id == "svømming"


def test_no_more_than_ten_are_found(peer: Searcher) -> None:
    assert len(peer("ryddet rom brann sykler")) == DEPTH


def test_signs_that_mean_something_to_a_database_are_only_signs(peer: Searcher) -> None:
    assert peer("brann & | ! ( ' \" : * -- ; <->")[0].id == "brann"


def test_a_question_in_another_form_and_in_capitals_is_found(stemming_peer: Searcher) -> None:
    assert stemming_peer("BASSENGER")[0].id == "svømming"
    assert stemming_peer("ØVELSE")[0].id == "brann"


@pytest.mark.parametrize("nothing", ["", "?!", "romskip"])
def test_postgresql_and_sqlite_find_nothing_where_no_word_is_found(
    fts5: Searcher, postgres: Searcher, nothing: str
) -> None:
    assert (fts5(nothing), postgres(nothing)) == ([], [])


def test_postgresql_doesn_t_look_for_stop_words(postgres: Searcher) -> None:
    assert postgres("er det ikke på") == []


def test_postgresql_is_measured_only_where_there_is_a_server(postgresql: str) -> None:
    without = [name for name, _ in peers(CORPUS, STOPWORDS, None)]
    with_server = {name: search("brann")[0].id for name, search in peers(CORPUS, STOPWORDS, postgresql)}
    assert with_server == dict.fromkeys([*without, "PostgreSQL, norsk fulltekstsøk"], "brann")
