"""The shipped kinds of draft: each has its button, its law and its sources, and words for every kommune."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from actions.drafting.content import Drafting
from actions.drafting.errors import FormError
from actions.drafting.form import AskedPart, ChoicePart, RowsPart, load_forms
from knowledge.municipalities import NATIONAL
from knowledge.rulebook import Rulebook
from tests.actions.conftest import DATA
from tests.actions.drafting.conftest import KINDS
from tests.actions.drafting.kinds import CALENDAR, Origin
from tests.actions.drafting.writer import Writer

TEMPLATES = DATA / "templates"


def test_every_document_that_an_outcome_names_can_be_made(
    rulebook: Rulebook, drafting: Drafting, all_origins: list[Origin]
) -> None:
    named = {
        (kind, procedure.id, outcome.id)
        for procedure in rulebook.procedures(NATIONAL)
        for outcome in procedure.outcomes.values()
        for kind in outcome.drafts
        if kind != CALENDAR
    }
    assert {kind for kind, _, _ in named} == set(drafting.forms)
    through = {each.id for each in rulebook.procedures(NATIONAL) if each.through}
    reached = {(each.kind, each.procedure, each.outcome) for each in all_origins}
    assert {each for each in named if each[1] not in through} <= reached


def test_its_button_stands_under_every_decision_that_names_it(
    writer: Writer, all_origins: list[Origin]
) -> None:
    for origin in all_origins:
        assert writer.make(origin.kind, origin=origin).card["kind"] == origin.kind, origin


def test_buttons_and_titles_tell_the_kinds_apart(drafting: Drafting) -> None:
    assert len({form.button for form in drafting.forms.values()}) == len(drafting.forms)
    assert len({form.title for form in drafting.forms.values()}) == len(drafting.forms)


def test_every_provision_and_source_exists(rulebook: Rulebook, drafting: Drafting, kind: str) -> None:
    form = drafting.forms[kind]
    demanded = [part.law for part in form.parts if isinstance(part, AskedPart) and part.law]
    for provision in (*form.law, *demanded):
        assert "§" in rulebook.citation(provision)
    for source in form.sources:
        assert rulebook.source(source).section


def test_what_hangs_on_a_choice_names_an_earlier_choice_and_its_answers(
    drafting: Drafting, all_origins: list[Origin], kind: str
) -> None:
    outcomes = {each.outcome for each in all_origins if each.kind == kind}
    assert set(drafting.forms[kind].title_by_outcome) <= outcomes
    choices: dict[str, set[str]] = {"outcome": outcomes}
    for part in drafting.forms[kind].parts:
        for name, values in part.only.items():
            assert values
            assert set(values) <= choices[name], (part.label, name)
        if isinstance(part, ChoicePart):
            choices[part.id] = set(part.choices)


def test_a_choice_that_the_case_answers_has_the_facts_own_answers(
    rulebook: Rulebook, drafting: Drafting
) -> None:
    facts = {fact.id: fact for each in rulebook.procedures(NATIONAL) for fact in each.facts}
    for form in drafting.forms.values():
        for part in form.parts:
            if isinstance(part, ChoicePart) and part.fact:
                assert set(part.choices) == set(facts[part.fact].values), (form.id, part.id)


def test_no_question_asks_for_a_name(drafting: Drafting, kind: str) -> None:
    asked = [part for part in drafting.forms[kind].parts if isinstance(part, AskedPart)]
    columns = [column for part in asked if isinstance(part, RowsPart) for column in part.columns]
    for question in (*(part.ask for part in asked), *(column.ask for column in columns)):
        assert "navn" not in re.sub(r"(ikke|uten|bruk ikke|ikke bruk)( \w+)? navn", "", question.lower()), (
            question
        )


def test_its_word_template_is_there(drafting: Drafting, kind: str) -> None:
    assert (TEMPLATES / f"{drafting.forms[kind].template}.docx").is_file()


@pytest.mark.parametrize("kommune", ["nasjonal", "steinkjer", "bakas", "raelingen", "sondre_land"])
def test_every_placeholder_is_filled_in_every_kommune(
    new_writer: Callable[..., Writer], kommune: str, rulebook: Rulebook
) -> None:
    assert {each.id for each in rulebook.municipalities.all()} == {
        "nasjonal", "steinkjer", "bakas", "raelingen", "sondre_land",
    }  # fmt: skip
    writer = new_writer(kommune=kommune)
    for kind in KINDS:
        document = writer.make(kind).document
        assert document.head
        assert not re.search(r"[{}]", str(document.blocks) + document.intro + str(document.head)), kind
        assert document.sources


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id: klasseregler": "id: noe_annet"}, "klasseregler.yml: id er «noe_annet»"),
        ({"kind: questions": "kind: spørsmål"}, "klasseregler.yml: «parts.0"),
        ({"button: Lag": "knapp: Lag"}, "klasseregler.yml: «button»"),
        ({"    more:": "    mer:"}, "klasseregler.yml: «parts."),
        ({"id: brudd": "id: oppfolging"}, "to deler har samme id"),
        ({"parts:": "parts: ["}, "klasseregler.yml: utkastet kan ikke leses"),
    ],
    ids=["id", "kind", "field", "column", "twice", "yaml"],
)
def test_a_mistake_in_a_form_is_told_with_its_file(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    text = (DATA / "drafts" / "klasseregler.yml").read_text(encoding="utf-8")
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "klasseregler.yml").write_text(text, encoding="utf-8")
    with pytest.raises(FormError, match=re.escape(said)):
        load_forms(tmp_path)
