"""Where others read along, pupils are not talked about; in a tenant, everyone has their kommune and role."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.teams.errors import TeamsSettingError
from bot.channels.teams.setup import demand_settings
from bot.channels.teams.tenants import load_tenants
from bot.channels.teams.words import Words
from bot.settings import Settings
from knowledge.rulebook import Rulebook
from tests.bot.channels.teams.conftest import Desk, Door, app_with, client_of, settings_for
from tests.support.teams import APP, TENANT, USER, Teams, activity, group

LINK = f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP}"
TENANTS = f"""
tenants:
  {TENANT.upper()}:
    kommune: {{kommune}}
    rolle: ansatt
    roller:
      {USER.upper()}: rektor
"""


def test_group_is_answered_as_a_place_that_others_read_and_shown_the_way_to_a_chat(
    door: Door, words: Words
) -> None:
    door.post(group(door.teams, "hva er skjerpet plikt?"))
    answer, invitation = door.teams.wait_for_messages(2)
    [heard] = door.desk.heard
    assert heard.is_shared
    assert heard.message == "hva er skjerpet plikt?"
    assert heard.subject == ""
    assert answer.text == "Si fra til rektor."
    assert invitation.body["textFormat"] == "markdown"
    assert invitation.text == words.group.format(link=LINK)


def test_channel_is_answered_in_the_thread_that_asks(door: Door) -> None:
    thread = {
        "id": "19:kanal@thread.tacv2;messageid=1700000000000",
        "conversationType": "channel",
        "tenantId": TENANT,
    }
    door.post(activity(door.teams, conversation=thread))
    assert "messageid=1700000000000" in door.teams.wait_for_messages(2)[0].path
    assert door.desk.heard[0].is_shared


def test_tenants_file_gives_kommune_and_role(teams: Teams, tmp_path: Path, rulebook: Rulebook) -> None:
    kommune = rulebook.municipalities.all()[-1].id
    file = tmp_path / "tenants.yml"
    file.write_text(TENANTS.format(kommune=kommune), encoding="utf-8")
    desk = Desk()
    with client_of(app_with(settings_for(teams, tmp_path, teams_tenants=file), desk, rulebook)) as client:
        someone = {"id": "29:en-annen", "aadObjectId": "77777777-1111-4222-8333-666666666666"}
        for number, sent in enumerate((activity(teams), activity(teams, **{"from": someone})), start=1):
            client.post("/api/messages", json=sent, headers=teams.headers)
            teams.wait_for_messages(number)
    assert [(each.kommune, each.rolle) for each in desk.heard] == [(kommune, "rektor"), (kommune, "ansatt")]


@pytest.mark.parametrize(
    "content",
    ["", "tenants: {}", "tenants: [1]", "{", TENANTS.format(kommune="atlantis"), "tenants: {a: {}}"],
)
def test_tenants_file_that_does_not_hold_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tenants.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(TeamsSettingError):
        load_tenants(file, {"nasjonal"})


def test_missing_tenants_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TeamsSettingError, match="kan ikke leses"):
        load_tenants(tmp_path / "finnes-ikke.yml", {"nasjonal"})


def test_half_a_setup_is_refused() -> None:
    with pytest.raises(TeamsSettingError, match="HVANA_TEAMS_TENANT og HVANA_TEAMS_SECRET"):
        demand_settings(Settings(_env_file=None, teams_app_id=APP))


@pytest.mark.parametrize("changes", [{"host": "0.0.0.0"}, {"production": True}, {"host": "skole.no"}])
def test_open_door_is_refused_to_more_than_this_machine(changes: dict[str, object]) -> None:
    with pytest.raises(TeamsSettingError, match="HVANA_TEAMS_OPEN"):
        demand_settings(Settings(_env_file=None, teams_open=True, **changes))


def test_without_settings_there_is_no_such_address(teams: Teams, tmp_path: Path, rulebook: Rulebook) -> None:
    app = app_with(Settings(_env_file=None, var_dir=tmp_path), Desk(), rulebook)
    with client_of(app) as client:
        response = client.post("/api/messages", json=activity(teams), headers=teams.headers)
    assert response.status_code == 404


def test_open_door_lets_a_client_on_this_machine_in_as_nobody(
    teams: Teams, tmp_path: Path, rulebook: Rulebook
) -> None:
    desk = Desk()
    app = app_with(Settings(_env_file=None, var_dir=tmp_path, teams_open=True), desk, rulebook)
    with client_of(app) as client:
        assert client.post("/api/messages", json=activity(teams)).status_code == 202
        teams.wait_for_messages(1)
    assert [each.subject for each in desk.heard] == [""]
    assert teams.said()[0].authorization == ""


def test_open_door_is_shut_to_others_and_answers_nowhere_else(
    teams: Teams, tmp_path: Path, rulebook: Rulebook
) -> None:
    desk = Desk()
    app = app_with(Settings(_env_file=None, var_dir=tmp_path, teams_open=True), desk, rulebook)
    with client_of(app) as client:
        elsewhere = activity(teams, serviceUrl="https://smba.trafficmanager.net/")
        assert client.post("/api/messages", json=elsewhere).status_code == 401
    with client_of(app, "192.0.2.7") as client:
        assert client.post("/api/messages", json=activity(teams)).status_code == 401
    assert not desk.heard
