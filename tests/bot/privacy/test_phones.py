"""Phone numbers go in every Norwegian grouping; years, dates, counts and emergency numbers stay."""

import pytest

from bot.privacy import redact


@pytest.mark.parametrize(
    "number",
    [
        "41234567",
        "412 34 567",
        "41 23 45 67",
        "4123 4567",
        "412-34-567",
        "41.23.45.67",
        "412 34567",
        "22 33 44 55",
        "22334455",
        "74 12 34 56",
        "+47 412 34 567",
        "+4741234567",
        "0047 41 23 45 67",
        "004741234567",
        "47 41234567",
        "4741234567",
        "(+47) 412 34 567",
        "(0047) 41 23 45 67",
        "+46 70 123 45 67",
        "0046701234567",
        "+380 67 123 45 67",
        "412\u00a034\u00a0567",
    ],
)
def test_phone_number_is_removed_whole(number: str) -> None:
    redacted = redact(f"Moren har {number} og svarer ikke.")
    assert redacted.text == "Moren har [telefon] og svarer ikke."
    assert [finding.kind for finding in redacted.findings] == ["telefon"]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 113, 112 eller 110",
        "Ring 116 117 eller 116117",
        "Alarmtelefonen 116 111",
        "skoleåret 2024-2025",
        "fra 2024 til 2025, 2024 2025",
        "14.05.2025 og 14-05-2025 og 14 05 2025",
        "2025-05-14 og 20250514",
        "25.10.2024-31.10.2024",
        "uke 34 35 36 37",
        "20 000 000 kroner",
        "§ 12-4, § 12-5, 9A-4 og 9 A-5",
        "kl. 08.30-09.15 og kl. 20.30-21.15",
        "12 dager, 13 timer og 45 minutter",
        "10 15 20",
        "sak 2024/12345",
        "organisasjonsnummer 987 654 321",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert redact(text).text == text


def test_number_beside_other_numbers_leaves_no_rest_of_itself() -> None:
    assert redact("elev 5 41 23 45 67, 10 dager").text == "elev 5 [telefon], 10 dager"
    assert "45" not in redact("12 41 23 45 67 89").text


@pytest.mark.parametrize(
    "text",
    [
        "tlf 4 12 34 567",
        "ring 412345 67",
        "mobil: 41/23/45/67",
        "nås på 41 2345 67",
        "nummeret er 20 12 20 14",
        "nr hans er 41 38 60 9 2",
        "nr til mor: 413 8 60 92",
    ],
)
def test_number_that_a_word_tells_of_goes_however_it_is_grouped(text: str) -> None:
    redacted = redact(text)
    assert [finding.kind for finding in redacted.findings] == ["telefon"]
    assert not any(sign.isdigit() for sign in redacted.text)


@pytest.mark.parametrize(
    "text",
    [
        "ring oss 12.03.2025",
        "ring 2025-03-12",
        "nummer 12 av 34 56",
        "sak nummer 2024/1234",
        "saksnr er 2024/12345",
    ],
)
def test_other_digits_after_such_a_word_stay(text: str) -> None:
    assert redact(text).text == text
