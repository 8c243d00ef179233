"""What one has said and written is one's own: whoever sends the same id meets nothing of it, in no channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.access.claims import entra_subject, subject_of
from bot.access.ownership import conversation_name, owner_name
from bot.conversation import Incoming
from bot.privacy import DATA_DIR, load_people_memory
from bot.secrets import SigningKey
from tests.bot.access.house import CHAT, WISH, House, login_settings
from tests.bot.access.test_entrance import HTML
from tests.bot.access.test_tokens import SENTENCE
from tests.support.identity_provider import KARI, TENANT, IdentityProvider

OLA = {"sub": "ola-sub", "oid": "dddddddd-0000-4000-8000-000000000004", "roles": ["rektor"]}
DELETE = "slett dataene mine"


def user(house: House, provider: IdentityProvider, who: dict[str, Any]) -> Callable[..., Any]:
    """Somebody who has logged in, and writes."""
    client = house.client(authorization=f"Bearer {provider.token(**who)}")

    def say(message: str, sender: str = "samme") -> Any:
        return client.post(CHAT, json={"sender": sender, "message": message}).json()

    say.client = client  # type: ignore[attr-defined]
    return say


def draft_of(replies: Any) -> str:
    return str(replies[0]["custom"]["draft"]["url"])


def shapes(url: str) -> list[str]:
    """A draft in each of its shapes."""
    return [url, url.replace("/api/drafts/", "/utkast/")]


def without_key(url: str) -> str:
    return url.partition("?")[0]


def test_two_users_with_the_same_sender_never_meet(house: House, provider: IdentityProvider) -> None:
    kari, ola = user(house, provider, KARI), user(house, provider, OLA)
    button = kari("en elev blir fryst ut")[0]["buttons"][0]["payload"]
    ola("en elev blir slått")
    first, second = house.rasa.senders
    assert first != second
    assert first.partition(".")[0] != second.partition(".")[0]
    kari(button)
    ola(button)
    assert house.rasa.said[-2:] == ["/velg{}", button.lstrip("/")], "another's button is only text"
    stored = " ".join(house.rasa.senders)
    assert not [secret for secret in ("samme", KARI["oid"], TENANT, KARI["sub"]) if str(secret) in stored]


def test_without_login_a_sender_is_what_it_was(opened: Callable[..., House]) -> None:
    house = opened()
    house.client().post(CHAT, json={"sender": "a", "message": "hei"})
    assert "." not in house.rasa.senders[0]
    url = draft_of(house.client().post(CHAT, json={"sender": "a", "message": WISH}).json())
    house.clock.ahead = 90 * 60
    assert house.client().get(url).status_code == 200


def test_another_users_draft_gives_not_a_byte(house: House, provider: IdentityProvider) -> None:
    kari, ola = user(house, provider, KARI), user(house, provider, OLA)
    url = draft_of(kari(WISH))
    for each in shapes(without_key(url)):
        assert kari.client.get(each).status_code == 200  # type: ignore[attr-defined]
        for client in (ola.client, house.client()):  # type: ignore[attr-defined]
            answer = client.get(each)
            assert answer.status_code in (401, 404), each
            assert set(answer.json()) == {"detail"}
        wrong = ola.client.get(f"{each}?key={url.partition('=')[2][:-1]}x")  # type: ignore[attr-defined]
        assert wrong.status_code == 404


def test_a_link_opens_for_an_hour_and_then_for_its_owner_alone(
    house: House, provider: IdentityProvider
) -> None:
    kari, ola = user(house, provider, KARI), user(house, provider, OLA)
    url = draft_of(kari(WISH))
    for each in shapes(url):
        assert house.client().get(each).status_code == 200
    house.clock.ahead = 61 * 60
    for each in shapes(url):
        for client in (house.client(), ola.client):  # type: ignore[attr-defined]
            answer = client.get(each)
            assert answer.status_code == 410
            assert answer.json() == {"detail": SENTENCE["link_expired"]}
        assert kari.client.get(each).status_code == 200  # type: ignore[attr-defined]
    page = house.client().get(shapes(url)[1], headers=HTML)
    assert page.status_code == 410
    assert f'href="/logg-inn?til={without_key(shapes(url)[1]).replace("/", "%2F")}"' in page.text


def test_the_time_of_a_link_is_signed(house: House, provider: IdentityProvider) -> None:
    url = draft_of(user(house, provider, KARI)(WISH))
    owner, minute, signature = url.partition("key=")[2].split(".")
    for key in (
        f"{owner}.{int(minute) + 30}.{signature}",
        f"{owner}.{signature}",
        f"{owner}..{signature}",
        f"{owner}.x.{signature}",
        f"{owner}.{minute}.{minute}.{signature}",
    ):
        assert house.client().get(f"{without_key(url)}?key={key}").status_code == 404, key


def test_the_list_holds_all_ones_drafts_and_lives_no_longer_than_its_link(
    house: House, provider: IdentityProvider
) -> None:
    kari = user(house, provider, KARI)
    for sender in ("teams", "intranett", "mobil"):
        kari(WISH, sender)
    user(house, provider, OLA)(WISH)
    listed = kari("mine utkast")[0]["custom"]["page"]["url"]
    page = house.client().get(listed)
    assert page.text.count('href="utkast/') == 3
    own = kari.client.get("/utkast")  # type: ignore[attr-defined]
    assert own.text.count('href="utkast/') == 3
    house.clock.ahead = 40 * 60
    later = (
        house.client().get(listed).text.partition('href="')[2].partition('href="utkast/')[2].partition('"')[0]
    )
    assert house.client().get(f"/utkast/{later}").status_code == 200
    house.clock.ahead = 61 * 60
    assert house.client().get(f"/utkast/{later}").status_code == 410
    assert house.client().get(listed).status_code == 410
    assert house.client().get("/utkast").status_code == 401
    assert house.client().get("/utkast", headers=HTML).status_code == 303


def test_deleting_takes_all_of_ones_own_and_nothing_of_anothers(
    house: House, provider: IdentityProvider
) -> None:
    kari, ola = user(house, provider, KARI), user(house, provider, OLA)
    for sender in ("teams", "intranett"):
        kari(f"kari skriver i {sender}", sender)
        kari(WISH, sender)
    ola("ola skriver")
    url = draft_of(ola(WISH))
    told = kari(DELETE, "mobil")
    assert "2 utkast" in told[0]["text"]
    assert house.rasa.said == ["ola skriver", WISH]
    assert ola.client.get(url).status_code == 200  # type: ignore[attr-defined]
    assert kari.client.get("/utkast").text.count('href="utkast/') == 0  # type: ignore[attr-defined]


async def test_teams_and_the_pages_know_one_and_the_same_user(
    house: House, provider: IdentityProvider
) -> None:
    reception = house.app.state.services.reception
    subject = entra_subject(TENANT.upper(), str(KARI["oid"]).upper())
    assert subject_of(provider.claims(**KARI)) == subject
    made = await reception.answer(Incoming("teams-samtale", WISH, "nasjonal", None, subject))
    page = house.client(authorization=f"Bearer {provider.token(**KARI)}").get("/utkast")
    assert made.replies[0]["custom"]["draft"]["id"] in page.text


def test_whoever_has_no_object_id_is_known_by_issuer_and_sub(provider: IdentityProvider) -> None:
    assert subject_of(provider.claims(oid=None)) == f"{provider.issuer}|{KARI['sub']}"
    assert subject_of({"iss": "https://auth.dataporten.no", "sub": "x", "oid": "y", "tid": TENANT}) == (
        "https://auth.dataporten.no|x"
    )


def test_the_list_opens_for_a_user_with_an_old_link(
    opened: Callable[..., House], provider: IdentityProvider
) -> None:
    house = opened(**login_settings(provider))
    kari = user(house, provider, KARI)
    kari(WISH)
    listed = kari("mine utkast")[0]["custom"]["page"]["url"]
    house.clock.ahead = 300 * 60
    assert kari.client.get(listed).text.count('href="utkast/') == 1  # type: ignore[attr-defined]


def test_who_was_named_in_any_of_ones_conversations_is_forgotten() -> None:
    key = SigningKey(b"k" * 32)
    memory = load_people_memory(DATA_DIR)
    for subject in ("kari", "ola"):
        for sender in ("teams", "intranett"):
            memory.of(conversation_name(key, subject, sender))
    memory.forget(owner_name(key, "kari"))
    assert len(memory) == 2
