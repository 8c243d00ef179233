"""What is counted of a message, and that no number that is shown tells of fewer than five, nor by subtraction."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.insight.about import About, about
from bot.insight.counts import Turn
from bot.insight.plots import Bars, drawing
from bot.insight.published import publish
from bot.rasa_client import RasaUnavailableError
from knowledge.rulebook import Rulebook
from tests.bot.insight_house import DECISION, InsightHouse, open_insight_house

KOMMUNER = ("bakas", "steinkjer", "nasjonal")
LEAST = 5

turns = st.builds(
    Turn,
    kommune=st.sampled_from(KOMMUNER),
    week=st.sampled_from(["2026-W10", "2026-W11"]),
    route=st.sampled_from(["melde_fra", "fravaer"]),
    procedure=st.sampled_from(["melde_fra", ""]),
    outcome=st.sampled_from(["a", "b", "c", ""]),
)
many = st.dictionaries(turns, st.integers(1, 12), max_size=40)


@pytest.fixture
def house(rulebook: Rulebook, tmp_path: Path) -> InsightHouse:
    return open_insight_house(rulebook, tmp_path)


@settings(max_examples=300, deadline=None)
@given(counts=many)
def test_no_number_that_is_shown_is_under_five(counts: dict[Turn, int]) -> None:
    for kommune in (None, *KOMMUNER):
        published = publish(counts, LEAST, kommune)
        shown = [count for each in published.routes + published.outcomes for count in each.counts.values()]
        assert all(count >= LEAST for count in shown)


@settings(max_examples=300, deadline=None)
@given(counts=many)
def test_a_route_less_any_of_its_outcomes_is_nothing_or_five_at_least(counts: dict[Turn, int]) -> None:
    for kommune in (None, *KOMMUNER):
        published = publish(counts, LEAST, kommune)
        for route in published.routes:
            for week, whole in route.counts.items():
                parts = [
                    each.counts[week]
                    for each in published.outcomes
                    if each.place[0] == route.place[0] and week in each.counts
                ]
                for size in range(len(parts) + 1):
                    for chosen in combinations(parts, size):
                        left = whole - sum(chosen)
                        assert left == 0 or left >= LEAST


@settings(max_examples=300, deadline=None)
@given(counts=many)
def test_all_kommuner_are_the_sum_of_what_is_shown_for_each(counts: dict[Turn, int]) -> None:
    everywhere, apart = publish(counts, LEAST), [publish(counts, LEAST, each) for each in KOMMUNER]
    for name in ("routes", "outcomes"):
        summed: Counter[tuple[object, str]] = Counter()
        for each in apart:
            for series in getattr(each, name):
                summed.update({(series.place, week): count for week, count in series.counts.items()})
        whole = {
            (series.place, week): count
            for series in getattr(everywhere, name)
            for week, count in series.counts.items()
        }
        assert whole == dict(summed)


@settings(max_examples=300, deadline=None)
@given(hidden=st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_hidden_counts_that_are_shown_together_may_each_be_another_than_they_are(hidden: list[int]) -> None:
    counts = {Turn("bakas", "2026-W10", "x", "p", str(n)): count for n, count in enumerate(hidden)}
    published = publish(counts, LEAST)
    if published.routes:
        total, most = published.routes[0].total, 4 * len(hidden)
        assert total == sum(hidden)
        assert LEAST <= total < most
    else:
        assert sum(hidden) < LEAST or set(hidden) == {4}


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        (
            DECISION,
            About(
                "melde_fra",
                "melde_fra",
                "meld_rektor",
                (("steinkjer-veileder-2025", "Skjerpet plikt (§ 12-5)"),),
            ),
        ),
        (
            {"custom": {"route": "fravaer", "question": {"procedure": "fravaer"}}},
            About("fravaer", "fravaer"),
        ),
        (
            {"custom": {"route": "search", "answer": {"abstained": True, "passages": []}}},
            About("search", "", "abstained"),
        ),
        ({"text": "Hei!", "custom": {"route": "control"}}, About("control")),
        ({"text": "Hei!"}, About("none")),
    ],
)
def test_what_a_message_led_to_is_told_from_its_replies(reply: dict[str, object], found: About) -> None:
    assert about([reply]) == found
    assert about([{"custom": {"acute": True}}, reply]) == found
    assert about([reply], is_served=False) == About("unavailable")


async def test_a_message_is_counted_without_who_wrote_it_or_when(house: InsightHouse) -> None:
    for sender in ("anne", "berit"):
        await house.say("En elev blir mobbet", sender)
    ((turn, times),) = house.insight.counts.of_weeks(house.insight.counts.weeks(1)).items()
    (week,) = house.insight.counts.weeks(1)
    assert (turn, times) == (Turn("steinkjer", week, "melde_fra", "melde_fra", "meld_rektor"), 2)


async def test_an_answer_is_given_though_nothing_can_be_counted(house: InsightHouse, tmp_path: Path) -> None:
    (tmp_path / "hvana.db").unlink()
    replies = await house.say("En elev blir mobbet")
    assert replies[0]["text"] == DECISION["text"]


async def test_a_message_that_got_no_answer_is_counted_as_such(house: InsightHouse) -> None:
    async def down(*_: object) -> list[dict[str, object]]:
        raise RasaUnavailableError("nede")

    house.rasa.send = down  # type: ignore[method-assign, assignment]
    await house.say("En elev blir mobbet")
    (turn,) = house.insight.counts.of_weeks(house.insight.counts.weeks(1))
    assert turn.route == "unavailable"


def test_a_plot_has_a_name_follows_day_and_night_and_shows_no_hidden_number() -> None:
    import base64
    import re

    address = drawing((Bars("Søk & <svar>", "høyest 9", (9, None, 5)),), "Tittel", "Beskrivelse", "uke 10")
    svg = base64.b64decode(address.partition(",")[2]).decode()
    assert '<title id="title">Tittel</title>' in svg
    assert '<desc id="desc">Beskrivelse</desc>' in svg
    assert 'role="img" aria-labelledby="title desc"' in svg
    assert "prefers-color-scheme:dark" in svg
    assert "Søk &amp; &lt;svar&gt;" in svg
    assert "<script" not in svg
    assert not re.search(r">\s*[1-4]\s*<", svg)
