"""Birth numbers and D-numbers go however they are written; other numbers stay."""

import pytest

from bot.privacy import redact
from bot.privacy.identifiers import is_birth_number
from tests.bot.privacy.numbers import birth_number

ORDINARY = birth_number("010190")
SPELLINGS = [
    "{0}",
    "{1} {2}",
    "{1}-{2}",
    "{1}.{2}",
    "{1} - {2}",
    "{1}\u00a0{2}",
    "{3} {4} {5} {2}",
    "{3}.{4}.{5} {2}",
    "{3}.{4}.{5}-{2}",
]


def spelt(spelling: str, digits: str) -> str:
    return spelling.format(digits, digits[:6], digits[6:], digits[:2], digits[2:4], digits[4:6])


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    ("first_six", "kind"),
    [
        ("010190", "fodselsnummer"),
        ("310812", "fodselsnummer"),
        ("410190", "d_nummer"),
        ("014190", "fodselsnummer"),
        ("018190", "fodselsnummer"),
        ("017712", "fodselsnummer"),
    ],
)
def test_birth_number_is_removed_in_every_spelling(spelling: str, first_six: str, kind: str) -> None:
    digits = birth_number(first_six)
    redacted = redact(f"Eleven {spelt(spelling, digits)} har ikke møtt.")
    assert redacted.text == "Eleven [fødselsnummer] har ikke møtt."
    assert [finding.kind for finding in redacted.findings] == [kind]


def test_mistyped_birth_number_is_removed_too() -> None:
    mistyped = ORDINARY[:-1] + str((int(ORDINARY[-1]) + 1) % 10)
    assert not is_birth_number(mistyped)
    assert redact(f"fnr {mistyped}").text == "fnr [fødselsnummer]"
    assert redact(f"fnr {mistyped[:6]} {mistyped[6:]}").text == "fnr [fødselsnummer]"


def test_birth_number_spelt_digit_by_digit_is_known_by_its_control_digits() -> None:
    assert redact(f"Han er {' '.join(ORDINARY)} i systemet").text == "Han er [fødselsnummer] i systemet"


def test_birth_number_inside_a_longer_number_takes_the_whole_along() -> None:
    assert redact(f"ref 99{ORDINARY}").text == "ref [fødselsnummer]"


def test_birth_number_glued_to_letters_is_removed() -> None:
    assert redact(f"fnr{ORDINARY}: elev").text == "fnr[fødselsnummer]: elev"


@pytest.mark.parametrize("wrong", ["12345678901", "01019012345", "0101901234", "010190123456"])
def test_control_digits_tell_a_real_number_from_others(wrong: str) -> None:
    assert not is_birth_number(wrong)


def test_several_numbers_each_get_a_mark() -> None:
    other = birth_number("150611")
    redacted = redact(f"{ORDINARY}, {other}")
    assert redacted.text == "[fødselsnummer], [fødselsnummer]"
