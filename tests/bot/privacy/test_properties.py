"""Whatever stands around it, an identifier never survives; and redacting twice changes nothing more."""

import re
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy import People, redact
from bot.privacy.identifiers import is_birth_number
from tests.bot.privacy.numbers import birth_number

HERE = Path(__file__).parent
LINES = [
    line.replace("{", "").replace("}", "")
    for name in ("innocent_messages.txt", "messages_with_names.txt")
    for line in (HERE / name).read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PIECES = [
    *[
        "Ola",
        "Kari",
        "Hansen",
        "Xyzzt",
        "Bakås",
        "Vega",
        "Jordan",
        "August",
        "per",
        "dag",
        "liv",
        "stein",
        "skole",
        "rektor",
        "heter",
        "eleven",
        "van",
        "de",
        "K.",
        "K.H.",
        "A",
    ],
    *[
        ".",
        ",",
        ":",
        ";",
        "!",
        "?",
        "(",
        ")",
        "«",
        "»",
        "-",
        "–",
        "/",
        "@",
        "\n",
        "12",
        "41",
        "47",
        "+47",
        "2025",
        "010190",
        "12345",
        "412",
        "34",
        "567",
        "Storgata",
        "gate",
        "5",
        "b",
        "0150",
        "Oslo",
    ],
    *[
        "[navn]",
        "[navn 2]",
        "[adresse]",
        "slo",
        "er",
        "og",
        "Ringte",
        "HANSEN",
        "OLA",
        "ola",
        "hansen",
        "anna",
        "f.eks.",
    ],
]

sentences = st.sampled_from(LINES)
anything = st.text(max_size=60)
jumbles = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=8
).map("".join)
dates = st.builds(
    "{:02d}{:02d}{:02d}".format,
    st.integers(1, 31) | st.integers(41, 71),
    st.sampled_from([at + extra for at in range(1, 13) for extra in (0, 40, 65, 80)]),
    st.integers(0, 99),
)
birth_numbers = st.builds(birth_number, dates, st.integers(0, 900))
# First digits that Nkom has given out for subscribers.
phones = st.builds(
    "{}{:06d}".format,
    st.sampled_from(
        [
            "21",
            "22",
            "23",
            "32",
            "33",
            "35",
            "37",
            "38",
            "40",
            "41",
            "45",
            "46",
            "47",
            "48",
            "51",
            "55",
            "61",
            "63",
            "66",
            "69",
            "71",
            "74",
            "75",
            "77",
            "78",
            "90",
            "91",
            "95",
            "99",
        ]
    ),
    st.integers(0, 999_999),
)
phone_spellings = st.sampled_from(["8", "2 2 2 2", "3 2 3", "4 4", "2-2-2-2", "3.2.3"])
emails = st.from_regex(r"[a-z][a-z0-9._-]{0,12}[a-z0-9]@[a-z]{2,10}\.(no|com|kommune\.no)", fullmatch=True)


def grouped(digits: str, spelling: str) -> str:
    sign = next((letter for letter in spelling if not letter.isdigit()), "")
    pieces, at = [], 0
    for length in map(int, re.findall(r"\d", spelling)):
        pieces.append(digits[at : at + length])
        at += length
    return sign.join(pieces)


@settings(deadline=None)
@given(before=sentences | anything, after=sentences | anything, digits=birth_numbers, is_split=st.booleans())
def test_birth_number_never_survives(before: str, after: str, digits: str, is_split: bool) -> None:
    assert is_birth_number(digits)
    written = f"{digits[:6]} {digits[6:]}" if is_split else digits
    redacted = redact(f"{before} {written} {after}")
    assert digits[6:] not in redacted.text.replace(before, "").replace(after, "")
    assert written not in redacted.text


@settings(deadline=None)
@given(before=sentences | anything, after=sentences | anything, digits=phones, spelling=phone_spellings)
def test_phone_number_never_survives(before: str, after: str, digits: str, spelling: str) -> None:
    written = grouped(digits, spelling)
    start = len(before) + 1
    findings = redact(f"{before} {written} {after}").findings
    covered = {at for finding in findings for at in range(finding.start, finding.end)}
    assert covered.issuperset(range(start, start + len(written)))


@settings(deadline=None)
@given(before=sentences | anything, after=sentences | anything, email=emails)
def test_email_never_survives(before: str, after: str, email: str) -> None:
    start = len(before) + 1
    findings = redact(f"{before} {email} {after}").findings
    covered = {at for finding in findings for at in range(finding.start, finding.end)}
    assert covered.issuperset(range(start, start + len(email)))


usernames = st.from_regex(r"[a-z]{3,9}[_.][a-z]{2,6}[0-9]{1,4}", fullmatch=True)
# In the lists and no words besides, as they are and in small letters.
names = st.sampled_from(["Fatima", "Wojciech", "Abdirahman", "Thuvaraka", "Zeynep", "Ingebjørg", "Yonatan"])
planted = st.one_of(
    birth_numbers,
    phones,
    emails,
    usernames.map("på snap heter han {}".format),
    st.dates(min_value=date(1940, 1, 1), max_value=date(2030, 12, 31)).map(
        lambda day: f"født {day.day}.{day.month}.{day.year}"
    ),
    st.integers(1, 300).map("Kirkeveien {}".format),
    names,
    names.map(str.lower),
)


@settings(deadline=None)
@given(before=sentences | anything, after=sentences | anything, secret=planted)
def test_nothing_planted_survives_and_the_rest_is_unchanged(before: str, after: str, secret: str) -> None:
    text = f"{before}\n{secret}\n{after}"
    redacted = redact(text)
    start = len(before) + 1 + (max(secret.rfind(" "), 0) if secret.startswith(("på", "født")) else 0)
    covered = {at for finding in redacted.findings for at in range(finding.start, finding.end)}
    signs = {at for at in range(start, len(before) + 1 + len(secret)) if text[at].isalnum()}
    assert covered >= signs
    kept, last = [], 0
    for finding in redacted.findings:
        kept += [text[last : finding.start], finding.mark]
        last = finding.end
    assert "".join([*kept, text[last:]]) == redacted.text


@settings(deadline=None)
@given(
    text=st.text(alphabet=st.characters(), max_size=200)
    | st.binary(max_size=99).map(lambda raw: raw.decode("latin-1"))
)
def test_any_unicode_comes_back(text: str) -> None:
    redacted = redact(text)
    assert redact(redacted.text).text == redacted.text


@settings(deadline=None)
@given(first=jumbles | sentences, second=jumbles | sentences)
def test_memory_changes_only_the_numbers(first: str, second: str) -> None:
    people = People()
    redact(first, people)
    remembered = redact(second, people)
    alone = redact(second)
    places = [(finding.kind, finding.start, finding.end) for finding in alone.findings]
    assert [(finding.kind, finding.start, finding.end) for finding in remembered.findings] == places


@settings(deadline=None, max_examples=400)
@given(text=jumbles | sentences | anything | st.lists(sentences, max_size=3).map(" ".join))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redact(text)
    assert redact(once.text).text == once.text


@settings(deadline=None)
@given(text=jumbles | anything)
def test_findings_never_overlap_and_stay_inside(text: str) -> None:
    findings = redact(text).findings
    bounds = [edge for finding in findings for edge in (finding.start, finding.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= edge <= len(text) for edge in bounds)
    assert all(finding.start < finding.end for finding in findings)
