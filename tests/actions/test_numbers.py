"""How many school days a message speaks of: digits, words, weeks, and what is not absence at all."""

from pathlib import Path

import pytest

from actions.numbers import Numbers, load_numbers
from tests.conftest import ROOT

LIMIT = 8


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    return load_numbers(Path(ROOT / "data" / "numbers.yml"))


COUNTED = [
    ("har vært borte i ni dager", 9),
    ("borte 9 dager", 9),
    ("9dager fravær", 9),
    ("åtte fraværsdager i høst", 8),
    ("12 skoledagar", 12),
    ("tjueen dagar borte", 21),
    ("femogtjue dager", 25),
    ("to uker", 10),
    ("ei veke", 5),
    ("nesten tre uker", 15),
    ("en hel uke", 5),
    ("over åtte dager", 9),
    ("mer enn ti dager", 11),
    ("et par dager", 2),
    ("borte 2 dager i september og 9 dager i alt", 9),
    ("en gutt i 9. klasse har ni fraværsdager", 9),
    ("borte ni dager på rad", 9),
    ("hu ha vorre vekke i ti daga", 10),
    ("100 dager", 100),
    ("null dager", 0),
    ("borte åtte dager siden skolestart", 8),
    ("17 dagar til no i haust", 17),
    ("hainn ha itj vorre her på to veka", 10),
    ("vekk en uke og to dager nå", 7),
    ("to uker og tre dager", 13),
    ("éin dag", 1),
]


@pytest.mark.parametrize(("text", "days"), COUNTED)
def test_days_are_counted(numbers: Numbers, text: str, days: int) -> None:
    assert numbers.days(text, LIMIT) == days


@pytest.mark.parametrize(
    "text",
    [
        "for tre dager siden ringte jeg hjem",
        "møtet er om fire dager",
        "en elev i 10. trinn er borte i dag",
        "hver dag",
        "to timer fravær",
        "§ 10-6",
        "borte to dager i uka",  # how many in all?
        "borte tre dager denne uka",  # at least three
        "to dager på rad",
        "det er tre elever borte",
        "1,5 uke",
        "2 timer i går og 1 i dag",
        "tiltakene har gått i tre uker",
        "ferdig med tre uker fraværstiltak",
        "ha en fin dag",
        "kommer halv elleve hver dag",
    ],
)
def test_what_is_no_count_of_the_half_year_is_left_to_the_question(numbers: Numbers, text: str) -> None:
    assert numbers.days(text, LIMIT) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ni", 9),
        ("9", 9),
        ("ca 10", 10),
        ("omtrent tolv stk", 12),
        ("åtte, tror jeg", 8),
        ("én", 1),
        ("null", 0),
    ],
)
def test_a_number_alone_answers_the_question(numbers: Numbers, text: str, days: int) -> None:
    assert numbers.answer(text, LIMIT) == days


@pytest.mark.parametrize("text", ["vet ikke", "en god del", "mange", "3. klasse", "tre dager denne uka"])
def test_an_answer_without_a_count_is_none(numbers: Numbers, text: str) -> None:
    assert numbers.answer(text, LIMIT) is None
