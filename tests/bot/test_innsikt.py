"""The pages under /innsikt: for the guides' owner alone, every read and change logged, and forms that only our pages send."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.access.identity import Identity
from bot.insight.about import About
from bot.insight.counts import Turn
from bot.insight.faults import Reported
from bot.insight.forms import ExpiredFormError, ForeignFormError, Forms, fields_of
from bot.secrets import SigningKey
from bot.store.drafts import utc_now
from knowledge.insight.reports import REPORTS
from knowledge.rulebook import Rulebook
from tests.bot.insight_house import InsightHouse, open_insight_house

PAGES = ("", "/feil", "/uker", "/melding", "/bryter", "/logg")
LOW = re.compile(r"(?<![\w.,#&;:-])[1-4](?![\w.,:-])")


@pytest.fixture
def house(rulebook: Rulebook, tmp_path: Path) -> InsightHouse:
    return open_insight_house(rulebook, tmp_path)


def token(house: InsightHouse, subject: str | None = None) -> str:
    return house.insight.forms.token(house.user.subject if subject is None else subject)


def seen(page: str) -> str:
    """What a reader sees of a page, pictures aside."""
    return re.sub(r"<[^>]*>", " ", re.sub(r'src="[^"]*"', "", page.partition("<body")[2]))


@pytest.mark.parametrize("address", [*(f"/innsikt{each}" for each in PAGES), "/rapporter"])
def test_only_the_guides_owner_comes_in_and_each_read_is_logged(house: InsightHouse, address: str) -> None:
    assert house.client().get(address).status_code == 200
    (act,) = house.insight.acts.newest()
    assert (act.act, act.what) == ("report" if "rapport" in address else "read", address)
    assert act.who
    assert "anne" not in act.who
    house.user = Identity("entra:t:per", frozenset({"ansatt"}))
    assert house.client().get(address).status_code == 403
    assert len(house.insight.acts.newest()) == 1


def test_the_pages_keep_their_own_strict_policy_and_are_not_stored(house: InsightHouse) -> None:
    headers = house.client().get("/innsikt/bryter").headers
    assert "form-action 'self'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_every_page_and_sheet_that_a_page_names_is_there(house: InsightHouse) -> None:
    client = house.client()
    fault_id = house.insight.faults.add(Reported("bakas", "wrong", About()))
    for address in (*PAGES, f"/feil/{fault_id}"):
        page = client.get(f"/innsikt{address}").text
        assert page.count("<h1>") == 1
        for named in re.findall(r'(?:href|action)="([^"#]+)"', page):
            if named.startswith("data:") or named.rstrip("./") == "":
                continue
            report = named.partition("rapporter/")[2]
            if report:
                assert report in REPORTS
                continue
            here = f"/innsikt{address}"
            to = client.build_request("GET", f"http://testserver{here}").url.join(named.replace("&amp;", "&"))
            assert client.get(to).status_code in (200, 405), f"{here}: {named}"


def test_no_number_under_five_is_shown(house: InsightHouse) -> None:
    turns: Counter[Turn] = Counter()
    for number, week in enumerate(house.insight.counts.weeks(12)):
        for kommune in ("bakas", "steinkjer"):
            for outcome in ("meld_rektor", "meld_skoleeier", ""):
                turns[Turn(kommune, week, "melde_fra", "melde_fra", outcome)] = (
                    1 + (number + len(outcome)) % 8
                )
    house.insight.counts.add(turns)
    for cause in ("wrong", "wrong", "wrong", "missing"):
        house.insight.faults.add(Reported("bakas", cause, About()))
    client = house.client()
    for address in ("", "/feil", "/uker", "/uker?kommune=bakas", "/uker?kommune=steinkjer&antall=26"):
        text = seen(client.get(f"/innsikt{address}").text)
        assert not LOW.findall(text), address
    assert "under fem" in text


def test_an_unknown_kommune_is_told(house: InsightHouse) -> None:
    assert house.client().get("/innsikt/uker?kommune=oz").status_code == 404


def test_what_users_wrote_is_shown_as_text_and_never_as_markup(house: InsightHouse) -> None:
    said = "<script>alert(1)</script>"
    fault_id = house.insight.faults.add(
        Reported(said, said, About(said, said, said, ((said, said),)), said, said)
    )
    for address in ("/innsikt/feil", f"/innsikt/feil/{fault_id}"):
        page = house.client().get(address).text
        assert "&lt;script&gt;" in page
        assert "<script" not in page


def test_a_faults_state_is_changed_with_a_note_and_logged(house: InsightHouse) -> None:
    fault_id = house.insight.faults.add(Reported("bakas", "wrong", About()))
    form = {"token": token(house), "state": "rettet", "note": "Ny frist."}
    answer = house.client().post(f"/innsikt/feil/{fault_id}", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{fault_id}?lagret=1")
    fault = house.insight.faults.get(fault_id)
    assert fault
    assert (fault.state, fault.notes[0].text) == ("rettet", "Ny frist.")
    assert "Ny frist." in house.client().get(f"/innsikt/feil/{fault_id}?lagret=1").text
    assert ("state", f"{fault_id} rettet") in [(each.act, each.what) for each in house.insight.acts.newest()]


@pytest.mark.parametrize("wrong", [{"state": "x"}, {}, {"state": "rettet", "note": "x" * 501}])
def test_a_wrong_change_changes_nothing_and_keeps_what_was_written(
    house: InsightHouse, wrong: dict[str, str]
) -> None:
    fault_id = house.insight.faults.add(Reported("bakas", "wrong", About()))
    form = {"token": token(house), "note": "Skrevet før", **wrong}
    answer = house.client().post(f"/innsikt/feil/{fault_id}", data=form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert form["note"] in answer.text
    fault = house.insight.faults.get(fault_id)
    assert fault
    assert fault.state == "ny"
    assert house.insight.acts.newest() == []


def test_a_notice_is_posted_listed_and_taken_down(house: InsightHouse) -> None:
    client, now = house.client(), utc_now()
    form = {
        "token": token(house),
        "text": "Nede onsdag.",
        "begins": f"{now + timedelta(days=1):%Y-%m-%dT08:00}",
        "ends": f"{now + timedelta(days=2):%Y-%m-%dT16:00}",
    }
    assert client.post("/innsikt/melding", data=form).status_code == 303
    (notice,) = house.insight.board.read().notices
    assert "Nede onsdag." in client.get("/innsikt/melding").text
    gone = client.post(f"/innsikt/melding/{notice.id}/fjern", data={"token": token(house)})
    assert (gone.status_code, gone.headers["location"]) == (303, "../../melding?lagret=1")
    assert not house.insight.board.read().notices
    assert {"notice", "notice_gone"} <= {each.act for each in house.insight.acts.newest()}


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 501},
        {"begins": ""},
        {"ends": "i morgen"},
        {"ends": "2026-01-01T08:00"},
        {"begins": "2020-01-01T08:00", "ends": "2020-01-02T08:00"},
        {"begins": "9999-12-31T23:59:59"},
    ],
)
def test_a_wrong_notice_is_not_posted(house: InsightHouse, wrong: dict[str, str]) -> None:
    good = {"text": "Nede.", "begins": "2098-03-01T08:00", "ends": "2098-03-02T08:00"}
    answer = house.client().post("/innsikt/melding", data={"token": token(house), **good, **wrong})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert not house.insight.board.read().notices


def test_the_switch_closes_with_a_reason_and_opens(house: InsightHouse) -> None:
    client = house.client()
    assert client.post("/innsikt/bryter", data={"token": token(house), "act": "close"}).status_code == 422
    assert house.insight.board.read().closing is None
    closing = {"token": token(house), "act": "close", "comment": "Fristene rettes."}
    assert client.post("/innsikt/bryter", data=closing).status_code == 303
    assert "Boten er stengt siden" in client.get("/innsikt/bryter").text
    assert client.post("/innsikt/bryter", data={"token": token(house), "act": "open"}).status_code == 303
    assert house.insight.board.read().closing is None
    assert [each.act for each in house.insight.acts.newest() if each.act != "read"] == ["opened", "closed"]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "", "origin": "https://ond.example"},
    ],
)
def test_a_form_from_elsewhere_is_refused(house: InsightHouse, headers: dict[str, str]) -> None:
    form = {"token": token(house), "act": "close", "comment": "x"}
    answer = house.client().post("/innsikt/bryter", data=form, headers=headers)
    assert answer.status_code == 403
    assert "Åpne siden på nytt" in answer.text
    assert house.insight.board.read().closing is None


def test_a_browser_that_tells_only_the_origin_is_believed(house: InsightHouse) -> None:
    Forms(SigningKey(b"k" * 32)).check(
        "anne",
        {"origin": "https://bot.kommune.no", "host": "bot.kommune.no"},
        {"token": Forms(SigningKey(b"k" * 32)).token("anne")},
    )


@pytest.mark.parametrize("forged", ["", "x", "1.x", "²¹.x"])
def test_a_form_without_our_mark_or_with_anothers_is_refused(house: InsightHouse, forged: str) -> None:
    client = house.client()
    for mark in (forged, token(house, "entra:t:per")):
        form = {"token": mark, "act": "close", "comment": "x"}
        assert client.post("/innsikt/bryter", data=form).status_code == 403
    assert house.insight.board.read().closing is None


def test_a_form_that_stood_open_too_long_keeps_what_was_written(house: InsightHouse) -> None:
    hour = 3600
    old = Forms(SigningKey(b"k" * 32), lambda: utc_now().timestamp() - 2 * hour).token(house.user.subject)
    form = {"token": old, "act": "close", "comment": "Fristene rettes."}
    answer = house.client().post("/innsikt/bryter", data=form)
    assert answer.status_code == 422
    assert "Fristene rettes." in answer.text
    assert house.insight.board.read().closing is None
    again = {**form, "token": re.findall(r'name="token" value="([^"]+)"', answer.text)[0]}
    assert house.client().post("/innsikt/bryter", data=again).status_code == 303


def test_a_mark_holds_for_the_hour_and_the_next() -> None:
    now = 100 * 3600.0
    forms = Forms(SigningKey(b"k" * 32), lambda: now)
    fields, headers = {"token": forms.token("anne")}, {"sec-fetch-site": "same-origin"}
    now += 2 * 3600 - 1
    forms.check("anne", headers, fields)
    now += 1
    with pytest.raises(ExpiredFormError):
        forms.check("anne", headers, fields)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", "application/json"),
        (b"a=b", "text/plain"),
        (b"\xff=\xff", "application/x-www-form-urlencoded"),
        (b"a=%FF", "application/x-www-form-urlencoded"),
        (b"&".join(b"a=b" for _ in range(99)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_no_form_of_ours_sends_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(ForeignFormError):
        fields_of(body, kind)


def test_without_a_database_nothing_is_shown_and_a_sentence_says_so(
    house: InsightHouse, tmp_path: Path
) -> None:
    (tmp_path / "hvana.db").unlink()
    answer = house.client().get("/innsikt/feil")
    assert answer.status_code == 503
    assert "Databasen svarer ikke" in answer.text
