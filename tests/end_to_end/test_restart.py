"""A restart of both servers loses no conversation: the open question, the buttons and the draft still hold."""

from pathlib import Path

import httpx
import pytest

from bot.run.background import running_servers
from tests.dialogues.client import Talk

pytestmark = pytest.mark.servers


def test_the_case_goes_on_after_a_restart(tmp_path: Path) -> None:
    with running_servers(var_dir=tmp_path) as url:
        talk = Talk(url, "steinkjer")
        talk.say("en elev blir fryst ut")
        talk.press("En annen elev")
        button = talk.payload("Nei")
        other = Talk(url)
        other.say("en lærer dytta en elev")
        other.press("Lag meldeskjema")
        draft = other.custom("draft")["url"]
    with running_servers(var_dir=tmp_path) as url:
        again = Talk(url, "steinkjer", sender=talk.sender)
        again.say(button)
        assert again.custom("decision")["outcome"] == "meld_rektor"
        assert httpx.get(f"{url}{draft}", timeout=10, trust_env=False).content.startswith(b"PK")
