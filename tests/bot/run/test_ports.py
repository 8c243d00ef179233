"""Ports: what is said when one can't be used."""

import socket

import pytest

from bot.run.errors import PortError
from bot.run.ports import demand_free, free_port


def test_free_port_is_accepted() -> None:
    demand_free("127.0.0.1", free_port(), "HVANA_PORT")


@pytest.mark.parametrize("setting", ["HVANA_PORT", "HVANA_RASA_PORT"])
def test_port_in_use_is_told_with_the_setting_that_changes_it(setting: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortError, match=rf"Port {port} er i bruk.*{setting}=\d+ make run"):
            demand_free("127.0.0.1", port, setting)


@pytest.mark.parametrize("host", ["finnes.ikke.invalid", "192.0.2.1"])
def test_address_this_machine_lacks_is_told_with_the_setting_that_changes_it(host: str) -> None:
    with pytest.raises(PortError, match=rf"[Aa]dressen {host}.*HVANA_HOST"):
        demand_free(host, free_port(), "HVANA_PORT")
