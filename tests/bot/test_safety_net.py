"""A message about a pupil that was taken for small talk is offered to be reported."""

import pytest

from bot.safety_net import SafetyNet, load_safety_net
from tests.conftest import ROOT

SMALL_TALK = [{"text": "Bare hyggelig.", "custom": {"route": "control"}}]
OUT_OF_SCOPE = [{"text": "Det kan jeg ikke.", "custom": {"route": "out_of_scope"}}]
DECIDED = [{"text": "Meld fra.", "custom": {"route": "melde_fra", "decision": {}}}]
IN_CASE = [{"text": "Hei!", "custom": {"route": "control"}}, {"text": "Hvem?", "custom": {"question": {}}}]


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


@pytest.mark.parametrize("text", ["takk for hjelpen", "hei", "hvem vant kampen i går"])
def test_small_talk_about_nobody_is_left_alone(net: SafetyNet, text: str) -> None:
    assert net.offer(text, SMALL_TALK) is None


@pytest.mark.parametrize("replies", [DECIDED, IN_CASE])
def test_a_message_answered_in_a_case_gets_no_offer(net: SafetyNet, replies: list[dict[str, object]]) -> None:
    assert net.offer("en elev har det ikke bra", replies) is None
