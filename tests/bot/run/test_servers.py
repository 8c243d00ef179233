"""What the two servers are started with."""

from pathlib import Path

import pytest

from bot.run.servers import Addresses, commands, shared_environment

HERE = Addresses("127.0.0.1", 8000, 5005, Path("/tmp/var"))


def test_rasa_is_never_reachable_from_outside_even_when_the_bot_is() -> None:
    open_bot = Addresses("0.0.0.0", 8000, 5005, Path("/tmp/var"))
    rasa = commands(open_bot, Path("modell.tar.gz"))["rasa"]
    assert rasa[rasa.index("-i") + 1] == "127.0.0.1"
    assert "--enable-api" not in rasa
    assert "--cors" not in rasa


def test_no_question_is_written_to_an_access_log() -> None:
    assert "--no-access-log" in commands(HERE, Path("modell.tar.gz"))["bot"]


def test_bot_never_closes_a_connection_that_rasa_still_keeps() -> None:
    bot = commands(HERE, Path("modell.tar.gz"))["bot"]
    rasa_keeps = 15  # seconds, as aiohttp does unless told otherwise (bot/rasa/tuning.py)
    assert float(bot[bot.index("--timeout-keep-alive") + 1]) > rasa_keeps


def test_secrets_are_new_at_each_start() -> None:
    first, second = shared_environment(HERE, {}), shared_environment(HERE, {})
    for name in ("HVANA_ACTION_TOKEN", "HVANA_RASA_TOKEN"):
        assert len(first[name]) > 30
        assert first[name] != second[name]
    assert first["HVANA_ACTION_TOKEN"] != first["HVANA_RASA_TOKEN"]


def test_secrets_that_are_given_are_kept_and_empty_ones_are_not() -> None:
    env = shared_environment(HERE, {"HVANA_ACTION_TOKEN": "gitt", "HVANA_RASA_TOKEN": ""})
    assert env["HVANA_ACTION_TOKEN"] == "gitt"
    assert env["HVANA_RASA_TOKEN"]


def test_both_learn_where_the_other_is() -> None:
    env = shared_environment(Addresses("127.0.0.1", 8123, 5123, Path("/tmp/var")), {})
    assert env["HVANA_RASA_URL"] == "http://127.0.0.1:5123"
    assert env["HVANA_ACTION_URL"] == "http://127.0.0.1:8123/actions"
    assert env["HVANA_PORT"] == "8123"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("10.1.2.3", "http://10.1.2.3:8000"),
        ("::1", "http://[::1]:8000"),
    ],
)
def test_address_is_one_that_this_machine_can_open(host: str, url: str) -> None:
    assert Addresses(host, 8000, 5005, Path("/tmp/var")).url == url
