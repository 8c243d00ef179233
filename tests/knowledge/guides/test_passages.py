"""Passages are short, whole, and know where they stand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.guides.library import Guides
from knowledge.guides.model import Guide, GuideInfo, Passage, digest_of
from knowledge.guides.passages import LIMIT, passages_of
from knowledge.guides.sections import read_sections

INFO = GuideInfo("prove", "Prøveveileder", "Prøve kommune", ("prove",), "2025", "guide", "kap. 12")


def guide(text: str) -> Guide:
    return Guide(INFO, "digest", Path("prove.md"), text, read_sections(text, INFO, "prove.md"))


def sentences(count: int, word: str = "skolen") -> str:
    return " ".join(f"Setning nummer {number} sier hva {word} skal gjøre nå." for number in range(count))


LONG = f"""# Del 1
## Melde fra {{#melde-fra}}
{sentences(60)}
## Planen {{#plan}}
Planen skal omfatte:

- hvilket problem tiltakene skal løse, så alle vet det
- når de skal settes i verk, og av hvem på skolen
"""


@pytest.fixture
def passages() -> tuple[Passage, ...]:
    return passages_of(guide(LONG))


def test_no_passage_is_longer_than_the_limit(passages: tuple[Passage, ...]) -> None:
    assert len(passages) > 2
    assert all(len(passage.text) <= LIMIT for passage in passages)


def test_a_passages_place_points_at_its_text(passages: tuple[Passage, ...]) -> None:
    for passage in passages:
        assert LONG[passage.start : passage.end] == passage.text
        assert passage.digest == digest_of(passage.text)


def test_a_passage_ends_where_a_sentence_ends(passages: tuple[Passage, ...]) -> None:
    long = [passage for passage in passages if passage.anchor == "melde-fra"]
    assert all(passage.text.startswith("Setning") and passage.text.endswith(".") for passage in long)


def test_the_pieces_of_a_section_are_about_as_long(passages: tuple[Passage, ...]) -> None:
    lengths = [len(passage.text) for passage in passages if passage.anchor == "melde-fra"]
    assert min(lengths) > max(lengths) / 2


def test_a_passage_never_crosses_a_heading(passages: tuple[Passage, ...]) -> None:
    assert {passage.headings for passage in passages} == {("Del 1", "Melde fra"), ("Del 1", "Planen")}
    assert all("#" not in passage.text for passage in passages)


def test_a_passage_says_where_it_comes_from(passages: tuple[Passage, ...]) -> None:
    last = passages[-1]
    assert (last.guide, last.title, last.owner, last.kommuner) == (
        INFO.id,
        INFO.title,
        INFO.owner,
        ("prove",),
    )
    assert last.section == "Del 1 › Planen"
    assert last.anchor == "plan"
    assert (last.date, last.law, last.kind) == ("2025", "kap. 12", "guide")


def test_a_line_that_announces_a_list_stays_with_the_list() -> None:
    text = f"# Plan\n{sentences(21)}\n\nPlanen skal omfatte:\n\n" + "\n".join(
        f"- {sentences(3)}" for _ in range(6)
    )
    assert all(not passage.text.endswith(":") for passage in passages_of(guide(text)))


def test_ids_change_with_the_text_alone() -> None:
    before = passages_of(guide("# A\nRektor skal ha beskjed samme dag som noe skjer."))
    moved = passages_of(guide("# Ny innledning\n\n# A\nRektor skal ha beskjed samme dag som noe skjer."))
    changed = passages_of(guide("# A\nRektor skal ha beskjed innen en uke etter at noe skjer."))
    assert before[0].id == moved[0].id != changed[0].id


def test_text_without_a_heading_goes_under_the_guides_title() -> None:
    assert passages_of(guide("Alle på skolen skal følge med og melde fra."))[0].section == "Prøveveileder"


@given(st.text(alphabet="abc. \n-:æ", max_size=4000))
def test_whatever_the_text_the_rules_hold(text: str) -> None:
    for passage in passages_of(guide(text)):
        assert 0 < len(passage.text) <= LIMIT
        assert text[passage.start : passage.end] == passage.text


def test_the_shipped_digests_follow_the_rules() -> None:
    shipped = Guides.load()
    for each in shipped.all():
        for passage in passages_of(each):
            assert len(passage.text) <= LIMIT
            assert each.text[passage.start : passage.end] == passage.text
    ids = [passage.id for passage in shipped.passages()]
    assert len(ids) == len(set(ids))
