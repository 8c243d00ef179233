"""Class lists, and letters that stand for a person."""

import pytest

from bot.privacy import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eleven K og eleven M.S. sloss", "eleven [navn 1] og eleven [navn 2] sloss"),
        ("elev K. er borte", "elev [navn] er borte"),
        ("Nora F og Nora L krangler, Nora F gråt", "[navn 1] og [navn 2] krangler, [navn 1] gråt"),
        ("Nora F er Nora Fossum", "[navn] er [navn]"),
        ("zeynep k fikk vite det", "[navn] fikk vite det"),
        ("hvis O. slår P. og P. slår O.", "hvis [navn 1] slår [navn 2] og [navn 2] slår [navn 1]"),
        ("K slo eleven. Så gråt K.", "[navn] slo eleven. Så gråt [navn]."),
        ("bildet av L. ble delt", "bildet av [navn] ble delt"),
    ],
)
def test_initial_goes_where_it_stands_for_a_person(text: str, expected: str) -> None:
    assert redact(text).text.replace("].", "]") == expected.replace("].", "]")


@pytest.mark.parametrize(
    "text",
    [
        "elev A slo elev B, og elev C så på",
        "klasse B. og gruppe K. har møte",
        "Per i dag er § 12 A. gjeldende",
        "I dag slo I dere sammen klassene?",
        "vitamin D er viktig, og punkt F gjelder",
    ],
)
def test_other_letter_stays(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize("joint", [", ", "\n", "\n- "])
def test_class_list_goes_whole_with_names_that_no_list_has(joint: str) -> None:
    people = ["Aksel", "Zuzanna", "Xqortvila", "Bo", "Emine", "Vår"]
    redacted = redact("De som var der:\n" + joint.join(people))
    assert not [name for name in people if name in redacted.text]
    assert len({finding.mark for finding in redacted.findings}) == len(people)


def test_word_in_a_row_of_small_names_is_one_too() -> None:
    redacted = redact("sara, emma, nora og liv har laget gruppe")
    assert redacted.text == "[navn 1], [navn 2], [navn 3] og [navn 4] har laget gruppe"


def test_list_of_things_stays() -> None:
    text = "Vi trenger:\nPapir\nBlyanter\nViskelær\nLinjal"
    assert redact(text).text == text
