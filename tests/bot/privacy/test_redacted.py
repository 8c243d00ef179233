"""What comes back: places in the original, no removed text, and nothing changed where nothing was found."""

import dataclasses
import subprocess
import sys

import pytest

from bot.privacy import Redacted, redact
from tests.bot.privacy.numbers import birth_number

MESSAGE = (
    f"Kari Nordmann ({birth_number('010190')}) bor i Storgata 5, ring 412 34 567 eller skriv k@example.no."
)


def test_findings_stand_in_order_and_point_into_the_original() -> None:
    redacted = redact(MESSAGE)
    removed = [MESSAGE[finding.start : finding.end] for finding in redacted.findings]
    assert removed == ["Kari Nordmann", birth_number("010190"), "Storgata 5", "412 34 567", "k@example.no"]
    assert [finding.kind for finding in redacted.findings] == [
        "navn",
        "fodselsnummer",
        "adresse",
        "telefon",
        "epost",
    ]


def test_text_is_the_original_with_marks_put_in() -> None:
    redacted = redact(MESSAGE)
    rebuilt, last = "", 0
    for finding in redacted.findings:
        rebuilt += MESSAGE[last : finding.start] + finding.mark
        last = finding.end
    assert rebuilt + MESSAGE[last:] == redacted.text


def test_nothing_removed_shows_in_the_result() -> None:
    shown = repr(redact(MESSAGE))
    for secret in ("Kari", "Nordmann", "010190", "Storgata", "412", "k@"):
        assert secret not in shown


def test_result_cannot_be_changed() -> None:
    redacted = redact("Kari")
    with pytest.raises(dataclasses.FrozenInstanceError):
        redacted.text = "Kari"  # type: ignore[misc]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "🙂", "👩‍🏫 roper", "\x00\x07", "a" * 20_000, "[navn]", "…", "\ud800", "١٢٣", "ﬁ"],
)
def test_text_without_finding_is_unchanged(text: str) -> None:
    assert redact(text) == Redacted(text, ())


@pytest.mark.parametrize(
    "piece",
    ["a-", "a.", "1 ", "K.", "Ola ", "a@", "(", "«", "41 23 45 67, ", "Gate 5 ", "'", "+47 ", "Ola van "],
)
def test_twenty_thousand_characters_of_any_pattern_come_back(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert isinstance(redact(text).text, str)


def test_importing_reads_no_word_list() -> None:
    program = (
        "import sys, builtins\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == 'open' else None)\n"
        "import bot.privacy\n"
        "sys.exit(any('data/privacy' in path for path in seen))\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
