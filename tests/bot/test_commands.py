"""What whoever runs the bot does from the command line: make a key, delete what has expired, change keys."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings
from bot.storage import store_parts
from bot.store import Drafts


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Settings:
    """Settings with a key of its own, made as the command makes it."""
    assert main(["key"]) == 0
    monkeypatch.setenv("HVANA_DRAFT_KEYS", capsys.readouterr().out.strip())
    monkeypatch.setenv("HVANA_VAR_DIR", str(tmp_path))
    monkeypatch.setenv("HVANA_PRODUCTION", "1")
    return Settings()


def test_what_has_expired_is_deleted_and_counted(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=60)
    old = Drafts(*store_parts(settings), 30, lambda: long_ago)
    old.create("meg", "referat", "Referat", {})
    kept = Drafts(*store_parts(settings), 30).create("meg", "referat", "Referat", {})
    assert main(["delete-expired"]) == 0
    assert "Slettet 1 utkast" in capsys.readouterr().out
    assert [each.id for each in Drafts(*store_parts(settings), 30).of_owner("meg")] == [kept]


def test_a_new_key_takes_over(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = Drafts(*store_parts(settings), 30).create("meg", "referat", "Referat", {"values": {}})
    main(["key"])
    new = capsys.readouterr().out.strip()
    monkeypatch.setenv("HVANA_DRAFT_KEYS", f"{new},{settings.draft_keys.get_secret_value()}")
    assert main(["rotate-keys"]) == 0
    assert "Låste 1 utkast" in capsys.readouterr().out
    monkeypatch.setenv("HVANA_DRAFT_KEYS", new)
    assert Drafts(*store_parts(Settings()), 30).fetch(draft, "meg") is not None


def test_production_without_a_key_is_one_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HVANA_DRAFT_KEYS", "")
    assert main(["delete-expired"]) == 1
    told = capsys.readouterr().err
    assert "python -m bot key" in told
    assert "Traceback" not in told
