"""Each person keeps one mark in a message; the mark of another is never reused."""

import pytest

from bot.privacy import redact


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "Ola gråt. Olas mor ringte, og Ola sin far kom.",
            "[navn] gråt. [navn] mor ringte, og [navn] sin far kom.",
        ),
        (
            "Ola Lunde slo Kari. Kari gråt, men Ola lo.",
            "[navn 1] slo [navn 2]. [navn 2] gråt, men [navn 1] lo.",
        ),
        ("Ola slo. Det var Ola Lunde, sa rektor Lunde.", "[navn] slo. Det var [navn], sa rektor [navn]."),
        ("Ola Lunde og Ola Berge", "[navn 1] og [navn 2]"),
        ("Ola Erik Lunde og Ola Lunde", "[navn] og [navn]"),
        ("Kari Lunde (K.L.) slo", "[navn] ([navn]) slo"),
        ("Jonas slo Jonas' bror", "[navn] slo [navn]' bror"),
        ("Kari’s bok og Kari`s sekk", "[navn] bok og [navn] sekk"),
        ("kari og KARI og Kari", "[navn] og [navn] og [navn]"),
    ],
)
def test_same_person_keeps_the_mark(message: str, expected: str) -> None:
    assert redact(message).text == expected


def test_names_after_marks_in_the_text_get_numbers_of_their_own() -> None:
    assert redact("[navn 2] slo Ola og Kari").text == "[navn 2] slo [navn 3] og [navn 4]"
    assert redact("[navn] slo Ola").text == "[navn] slo [navn 2]"


def test_fifty_people_get_fifty_marks() -> None:
    people = [f"Xanth{chr(97 + at // 26)}{chr(97 + at % 26)}o" for at in range(50)]
    redacted = redact("Jeg så " + ", ".join(people) + " i dag")
    assert len({finding.mark for finding in redacted.findings}) == 50
