"""Whatever is sent, the answer is an ordinary one or a refusal in Norwegian."""

from typing import Any

import httpx
import pytest

from tests.conftest import Running
from tests.dialogues.client import Talk

pytestmark = pytest.mark.servers

CHAT = "/webhooks/rest/webhook"


def post(running: Running, path: str, **content: Any) -> httpx.Response:
    return httpx.post(f"{running.url}{path}", timeout=20, trust_env=False, **content)


def assert_norwegian_refusal(response: httpx.Response) -> None:
    assert 400 <= response.status_code < 500, response.text
    detail = response.json()["detail"]
    assert isinstance(detail, str)
    assert detail.endswith(".")
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    "body",
    [
        {"sender": "a", "message": ""},
        {"sender": "a", "message": "   \n "},
        {"sender": "a", "message": "///"},
        {"sender": "a", "message": "\u200b\u202e\x00"},
        {"sender": "a"},
        {"message": "hei"},
        {"sender": "", "message": "hei"},
        {"sender": 7, "message": "hei"},
        {"sender": "a", "message": 7},
        {"sender": "a", "message": None},
        {"sender": "a", "message": ["hei"]},
        {"sender": "a", "message": "hei", "metadata": "steinkjer"},
        {"sender": "a", "message": "hei", "metadata": {"kommune": "atlantis"}},
        {"sender": "a", "message": "hei", "metadata": {"kommune": 7}},
        {"sender": "a", "message": "hei", "metadata": {"rolle": "konge"}},
        {"sender": "a", "message": "x" * 5000},
        [],
        "hei",
        None,
    ],
    ids=lambda body: str(body)[:60],
)
def test_a_message_that_cannot_be_taken_is_refused_in_norwegian(running: Running, body: Any) -> None:
    assert_norwegian_refusal(post(running, CHAT, json=body))


@pytest.mark.parametrize("extra", [{}, {"metadata": None}, {"metadata": {}}, {"metadata": {"annet": 1}}])
def test_a_plain_rasa_client_is_answered(running: Running, extra: dict[str, Any]) -> None:
    response = post(running, CHAT, json={"sender": "a", "message": "hei", **extra})
    assert response.status_code == 200
    assert response.json()[0]["recipient_id"] == "a"


def test_invalid_json_is_refused(running: Running) -> None:
    headers = {"Content-Type": "application/json"}
    for content in (b"{", b"", b"\xff\xfe", b'{"sender": "a", "message": "\xff"}'):
        assert_norwegian_refusal(post(running, CHAT, content=content, headers=headers))


def test_a_megabyte_is_refused_and_others_go_on(running: Running) -> None:
    assert_norwegian_refusal(post(running, CHAT, json={"sender": "a", "message": "æ" * 1_000_000}))
    assert Talk(running.url).say("hei")


@pytest.mark.parametrize("token", [None, "", "feil", "x" * 4000])
def test_a_forged_action_token_is_refused(running: Running, token: str | None) -> None:
    headers = {} if token is None else {"x-hvana-token": token}
    body = {"next_action": "action_search", "tracker": {"sender_id": "a"}}
    assert_norwegian_refusal(post(running, "/actions", json=body, headers=headers))


@pytest.mark.parametrize(
    "typed",
    [
        "/melde_fra",
        '/melde_fra{"krenker":"elev"}',
        '/velg{"sak":"x","faktum":"krenker","verdi":"elev"}',
        '/velg{"sak":"x","faktum":"krenker","verdi":"elev"}~AAAAAAAAAAAAAAAA',
        ' /velg{"faktum":"alvorlig","verdi":"nei"}',
        "//back",
    ],
)
def test_a_typed_payload_sets_no_fact(running: Running, typed: str) -> None:
    talk = Talk(running.url)
    talk.say("en elev blir fryst ut")
    assert talk.custom("question")["fact"] == "krenker"
    talk.say(typed)
    talk.say("hvorfor spør du om det?")
    assert talk.custom("question")["fact"] == "krenker"


@pytest.mark.parametrize("typed", ["/restart", "/session_start", "/slot{}", "/akutt{}"])
def test_a_typed_command_is_read_as_the_words_it_holds(running: Running, typed: str) -> None:
    """«restart» may be understood as wanting to begin anew, «akutt» as danger; Rasa obeys neither as a command."""
    talk = Talk(running.url)
    talk.say("en lærer dytta en elev")
    talk.say(typed)
    decision = talk.custom("decision")
    assert decision is None or decision["outcome"] == "nodetat"
    assert talk.say("en elev blir fryst ut")


def test_decide_answers_question_decision_or_a_norwegian_refusal(running: Running) -> None:
    asked = post(running, "/api/decide", json={"procedure": "melde_fra", "facts": {}}).json()
    assert asked["question"]["fact"] == "krenker"
    facts = {"krenker": "ansatt", "kommune": "bakas"}
    decided = post(running, "/api/decide", json={"procedure": "melde_fra", "facts": facts}).json()["decision"]
    assert decided["outcome"] == "meld_rektor_skjerpet"
    assert {source["guide"] for source in decided["sources"]} == {"bakas-skolemiljoplan", "opplaeringslova"}
    for body in (
        {"procedure": "vaffel", "facts": {}},
        {"procedure": "melde_fra", "facts": {"vaer": "sol"}},
        {"procedure": "melde_fra", "facts": {"krenker": "kanskje"}},
        {"procedure": "melde_fra", "facts": {"krenker": ["elev"]}},
        {"procedure": "melde_fra", "facts": {"kommune": "atlantis"}},
        {"procedure": "melde_fra"},
    ):
        assert_norwegian_refusal(post(running, "/api/decide", json=body))


def test_search_answers_or_refuses(running: Running) -> None:
    found = httpx.get(f"{running.url}/api/search", params={"q": "§ 12-5", "k": 3}, trust_env=False).json()
    assert 1 <= len(found) <= 3
    assert all(len(passage["text"]) <= 1200 and 0 <= passage["score"] <= 1 for passage in found)
    for params in (
        {},
        {"q": ""},
        {"q": "x", "k": "0"},
        {"q": "x", "k": "mange"},
        {"q": "x", "kommune": "atlantis"},
    ):
        response = httpx.get(f"{running.url}/api/search", params=params, trust_env=False)
        assert_norwegian_refusal(response)
    odd = httpx.get(f"{running.url}/api/search", params={"q": '"§§§" OR (*) NEAR --;'}, trust_env=False)
    assert odd.status_code == 200


def test_an_unknown_address_is_said_to_be_unknown(running: Running) -> None:
    assert_norwegian_refusal(httpx.get(f"{running.url}/finnes/ikke", trust_env=False))


def test_health_and_metrics_tell_the_state_and_nothing_written(running: Running) -> None:
    Talk(running.url).say("en elev blir fryst ut av hele garderobegjengen")
    health = httpx.get(f"{running.url}/health", trust_env=False)
    assert health.status_code == 200
    assert health.json()["rasa"] == "ok"
    metrics = httpx.get(f"{running.url}/metrics", trust_env=False).text
    assert 'hvana_turns_total{route="melde_fra"}' in metrics
    assert "garderobegjengen" not in metrics


def test_the_page_allows_only_its_own_scripts(running: Running) -> None:
    page = httpx.get(running.url, trust_env=False)
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "Hva nå?" in page.text
