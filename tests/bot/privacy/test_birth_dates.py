"""A date goes where it tells when somebody was born; every other date stays."""

import pytest

from bot.privacy import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eleven (født 3.4.2014) er borte", "Eleven (født [fødselsdato]) er borte"),
        ("eleven, f. 030414, er borte", "eleven, f. [fødselsdato], er borte"),
        ("Hun er født 12. mai 2013.", "Hun er født [fødselsdato]."),
        ("Guten er fødd 1/12-2011 i Polen", "Guten er fødd [fødselsdato] i Polen"),
        ("fødselsdag 12. mai", "fødselsdag [fødselsdato]"),
        ("Født: 08.02.2015", "Født: [fødselsdato]"),
        ("fødselsdatoen hans er 2014-04-03", "fødselsdatoen hans er [fødselsdato]"),
        ("Han fyller 15 den 28. februar.", "Han fyller 15 den [fødselsdato]."),
        ("2. mai har han bursdag", "[fødselsdato] har han bursdag"),
    ],
)
def test_birth_date_is_removed(text: str, expected: str) -> None:
    redacted = redact(text)
    assert redacted.text == expected
    assert [finding.kind for finding in redacted.findings] == ["fodselsdato"]


@pytest.mark.parametrize(
    "text",
    [
        "Møtet er 12. mai 2025.",
        "Fra 3.4.2025 til 12.4.2025 var eleven borte",
        "Eleven er født i utlandet, og møtet er 12. mai",
        "f.eks. 12.3. eller 13.3.",
        "Han fyller 15 år i år",
        "Født i 2013, går i 7. trinn",
        "Vi feirer bursdag i klassen hver fredag",
    ],
)
def test_other_date_stays(text: str) -> None:
    assert redact(text).text == text
