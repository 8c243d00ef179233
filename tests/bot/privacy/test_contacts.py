"""E-mail and street addresses go; ways, places and counts that only look like them stay."""

import pytest

from bot.privacy import redact


@pytest.mark.parametrize(
    "address",
    [
        "kari.nordmann@example.no",
        "KARI@skole.kommune.no",
        "kari_nordmann+7b@sub.example.co.uk",
        "åse@blåbær.no",
        "kari@skolen",
        "kari.nordmann (at) example.no",
        "kari[at]example.no",
    ],
)
def test_email_is_removed(address: str) -> None:
    redacted = redact(f"skriv til {address}, takk")
    assert redacted.text == "skriv til [e-post], takk"
    assert [finding.kind for finding in redacted.findings] == ["epost"]


def test_name_in_an_email_is_part_of_the_email() -> None:
    redacted = redact("Kari har kari.nordmann@example.no")
    assert redacted.text == "[navn] har [e-post]"


@pytest.mark.parametrize(
    "address",
    [
        "Storgata 5",
        "Storgata 5B",
        "Storgata 5 b",
        "Kirkeveien 12",
        "Kyrkjevegen 112 C",
        "Fjordgata 7, 7715 Steinkjer",
        "Skogveien 3, 0150 Oslo",
        "Karl Johans gate 22",
        "Olav Kyrres gate 4",
        "Ole Vigs plass 3",
        "Solbakken 14",
        "Bjørkestien 9",
        "Rognetunet 2",
        "Fagerlia terrasse 6",
        "Bygdøy allé 30",
        "Sandgt. 4",
        "kirkeveien 12",
        "Nedre Torggate 8b, 3015 Drammen",
        "P. A. Munchs gate 3",
        "Haakon VIIs gate 9",
        "Olav Trygvasons Gate 5, 7011 Trondheim",
        "Haugen 6, 6868 Gaupne",
        "Seilmakergata 8 H0302, 7725 Steinkjer",
        "Storgata 5\n7715 Steinkjer",
        "storgata 5, 7715 steinkjer",
        "Storgata 5 (7715 Steinkjer",
        "Fjellhammer 12",
    ],
)
def test_street_address_is_removed(address: str) -> None:
    redacted = redact(f"Eleven bor i {address}.")
    assert redacted.text == "Eleven bor i [adresse]."
    assert [finding.kind for finding in redacted.findings] == ["adresse"]


@pytest.mark.parametrize(
    "text",
    [
        "Han går skoleveien 5 ganger i uka",
        "på bakken 3 dager på rad",
        "skolevegen 2 dagar",
        "Det er plass 3 i køen",
        "Underveis 4 elever",
        "i veien 3 ganger",
        "Skoleveien 14. mai var glatt",
        "trinn 7, klasse 8B og rom 12",
    ],
)
def test_ways_and_counts_stay(text: str) -> None:
    assert redact(text).text == text
