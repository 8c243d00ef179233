"""The right passage comes first, and where none answers, search says so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.index.search import Search

First = Callable[[str], str | None]


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("hvor mange dager borte før rektor skal vite det?", "uke"),
        ("hvem skal jeg si fra til når en elev ikke har det trygt", "melde-fra"),
        ("en voksen krenker en elev", "skjerpet"),
        ("når holdes kartleggingssamtalen", "samtale"),
        ("hva skjer i august", "arshjul"),
        ("plikten til å følge opp fra første dag", "plikt"),
    ],
)
def test_the_passage_that_answers_comes_first(first_anchor: First, query: str, anchor: str) -> None:
    assert first_anchor(query) == anchor


@pytest.mark.parametrize("query", ["§ 12-5", "§12-5", "paragraf 12-5", "12-5"])
def test_a_provision_finds_the_passage_that_cites_it(first_anchor: First, query: str) -> None:
    assert first_anchor(query) == "skjerpet"


def test_a_repealed_provision_and_its_successor_find_each_other(search: Search) -> None:
    for query in ("§ 9 A-4", "§ 12-4"):
        assert {hit.passage.anchor for hit in search.search(query, limit=3)} == {"12-4", "melde-fra", "miljo"}


def test_the_law_itself_is_found_beside_the_guides(search: Search) -> None:
    passage = search.search("hva sier § 12-4 om å undersøke og lage plan")[0].passage
    assert (passage.kind, passage.source, passage.title) == ("law", "opplaeringslova#12-4", "Opplæringslova")


def test_a_word_of_the_heading_alone_finds_the_passage(first_anchor: First) -> None:
    assert first_anchor("nulltoleranse") == "nulltoleranse"


def test_a_misspelt_word_still_finds(first_anchor: First) -> None:
    assert first_anchor("kartlegingssamtalen") == "samtale"


def test_nynorsk_finds_bokmal(first_anchor: First) -> None:
    assert first_anchor("oppfølgingsplikta ved fråvær") == "plikt"


@pytest.mark.parametrize(
    "query",
    [
        "hvem vant fotball-VM",
        "oppskrift på vafler",
        "qwerty asdf zxcv",
        "når går neste tog til Bergen",
        "17 + 4",
    ],
)
def test_what_no_guide_answers_is_not_answered(search: Search, query: str) -> None:
    assert search.answer(query).abstained


@pytest.mark.parametrize("query", ["", "   ", "?!…", "§§", "🙂🙂", "og det er som å være"])
def test_a_question_without_a_word_in_it_finds_nothing(search: Search, query: str) -> None:
    answer = search.answer(query)
    assert answer.hits == ()
    assert answer.abstained


def test_an_answer_is_no_abstention(search: Search) -> None:
    assert not search.answer("hvem skal ha beskjed når en voksen krenker en elev").abstained


def test_scores_fall_and_lie_between_0_and_1(search: Search) -> None:
    scores = [hit.score for hit in search.search("rektor skal ha beskjed om eleven", limit=8)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_good_answer_scores_higher_than_a_poor_one_to_another_question(search: Search) -> None:
    good = search.search("åtte dager borte hver uke rektor og hjemmet får vite det")[0]
    poor = search.search("rektor lakkerer seilbåten i august")[0]
    assert good.score > poor.score


def test_own_guides_are_lifted_and_others_stay(search: Search) -> None:
    query = "rektor skal ha beskjed"
    plain = {hit.passage.id: hit.score for hit in search.search(query, limit=9)}
    lifted = {hit.passage.id: hit.score for hit in search.search(query, limit=9, kommune="vidda")}
    assert plain.keys() == lifted.keys()
    own = {hit.passage.id for hit in search.search(query, limit=9) if "vidda" in hit.passage.kommuner}
    assert all(lifted[passage] > plain[passage] for passage in own)
    assert all(lifted[passage] == plain[passage] for passage in plain.keys() - own)


def test_an_unknown_kommune_changes_nothing(search: Search) -> None:
    assert search.search("melde fra", kommune="finnes_ikke") == search.search("melde fra")


def test_the_limit_is_kept(search: Search) -> None:
    assert len(search.search("rektor skal ha beskjed om eleven", limit=2)) == 2
    assert search.search("rektor", limit=0) == []


def test_many_can_ask_at_once(search: Search) -> None:
    queries = ["åtte dager borte", "en voksen krenker en elev", "§ 9 A-4", "kartleggingssamtalen"] * 20
    alone = [search.search(query) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(search.search, queries)) == alone


def test_a_megabyte_is_cut_and_answered(search: Search) -> None:
    assert search.search("melde fra til rektor " + "og så videre " * 80_000)[0].passage.anchor == "melde-fra"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60), limit=st.integers(-1, 20))
def test_any_question_is_answered_in_order(search: Search, query: str, limit: int) -> None:
    answer = search.answer(query, limit)
    assert len(answer.hits) <= max(0, limit)
    assert [hit.score for hit in answer.hits] == sorted((hit.score for hit in answer.hits), reverse=True)
