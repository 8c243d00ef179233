"""A message about a pupil that was taken for small talk is offered to be reported."""

import pytest

from bot.safety_net import SafetyNet, load_safety_net
from tests.conftest import ROOT
from tests.support.stories import STORIES

SMALL_TALK = [{"text": "Bare hyggelig.", "custom": {"route": "control"}}]
OUT_OF_SCOPE = [{"text": "Det kan jeg ikke.", "custom": {"route": "out_of_scope"}}]
DECIDED = [{"text": "Meld fra.", "custom": {"route": "melde_fra", "decision": {}}}]
IN_CASE = [{"text": "Hei!", "custom": {"route": "control"}}, {"text": "Hvem?", "custom": {"question": {}}}]


def searched(abstained: bool = False, **more: object) -> list[dict[str, object]]:
    """What the guides say, as a reply."""
    answer = {"passages": [], "abstained": True} if abstained else {"passages": []}
    return [{"text": "…", "custom": {"route": "search", "answer": answer}, **more}]


@pytest.fixture(scope="module")
def net() -> SafetyNet:
    return load_safety_net(ROOT / "data" / "safety_net.yml")


@pytest.mark.parametrize(
    "text", ["en elev har det ikke bra", "[navn] gråter", "ho er så stille", "Gutten min?"]
)
@pytest.mark.parametrize("replies", [SMALL_TALK, OUT_OF_SCOPE])
def test_a_pupil_waved_away_is_offered_to_be_reported(
    net: SafetyNet, text: str, replies: list[dict[str, object]]
) -> None:
    offer = net.offer(text, replies)
    assert offer is not None
    assert offer["buttons"][0]["payload"].startswith("/melde_fra")


@pytest.mark.parametrize("text", STORIES)
@pytest.mark.parametrize("abstained", [True, False])
def test_a_story_that_got_an_answer_from_the_guides_is_offered_to_be_reported(
    net: SafetyNet, text: str, abstained: bool
) -> None:
    assert net.offer(text, searched(abstained)) is not None


@pytest.mark.parametrize("text", ["hva er skjerpet plikt?", "hvor lenge skal tiltaksplanen vare?"])
def test_a_question_about_a_rule_gets_its_answer_and_no_offer(net: SafetyNet, text: str) -> None:
    assert net.offer(text, searched()) is None


def test_a_question_about_pupils_that_no_guide_answers_is_offered_to_be_a_report(net: SafetyNet) -> None:
    assert net.offer("har elevene rett til leksehjelp?", searched(abstained=True)) is not None
    assert net.offer("hva koster sfo?", searched(abstained=True)) is None


def test_an_answer_with_a_way_on_gets_no_second_one(net: SafetyNet) -> None:
    more = [{"title": "Vis mer", "payload": '/spor_guide{"fra": "3"}'}]
    way_on = {"custom": {"route": "control"}, "buttons": [{"title": "Melde fra", "payload": "/mente{}"}]}
    assert net.offer("han sitter alene", searched(buttons=more)) is not None
    assert net.offer("han sitter alene", [*searched(buttons=more), way_on]) is None


def test_more_of_an_answer_is_no_story(net: SafetyNet) -> None:
    assert net.offer('/spor_guide{"sporsmal": "får elevene frukt", "fra": "3"}', searched()) is None


@pytest.mark.parametrize("text", ["takk for hjelpen", "hei", "hvem vant kampen i går"])
def test_small_talk_about_nobody_is_left_alone(net: SafetyNet, text: str) -> None:
    assert net.offer(text, SMALL_TALK) is None


@pytest.mark.parametrize("replies", [DECIDED, IN_CASE])
def test_a_message_answered_in_a_case_gets_no_offer(net: SafetyNet, replies: list[dict[str, object]]) -> None:
    assert net.offer("en elev har det ikke bra", replies) is None
