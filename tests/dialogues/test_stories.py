"""What may have happened to a pupil never ends in an answer alone: the real bot asks, decides, or offers the way on."""

import pytest

from tests.conftest import Running
from tests.dialogues.client import Talk
from tests.support.stories import STORIES

pytestmark = pytest.mark.servers


@pytest.mark.parametrize("story", STORIES)
def test_a_story_leads_on(running: Running, story: str) -> None:
    talk = Talk(running.url)
    talk.say(story)
    buttons = [button["payload"] for reply in talk.replies for button in reply.get("buttons", [])]
    is_in_a_case = talk.custom("question") or talk.custom("decision")
    assert is_in_a_case or any("melde_fra" in payload for payload in buttons), talk.replies
