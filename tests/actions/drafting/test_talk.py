"""Making a draft by talking: every way through every kind, what the law still misses, and what can't be skipped."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from actions.drafting.commands import choice_in
from actions.drafting.content import Drafting
from actions.drafting.form import AskedPart, ChoicePart, RowsPart
from actions.drafting.values import Place, chosen, gaps
from tests.actions.drafting.writer import ANSWER, REQUEST, STORY, Writer


def ways(writer: Writer, kind: str) -> Iterator[tuple[int, ...]]:
    """Answer a kind to its end in every combination of the choices that steer; yield each when it is answered.

    The other choices take their answers in turn. Every other answer is typed instead of pressed.
    """
    form, number = writer.form(kind), 0
    open_ways: list[tuple[int, ...]] = [()]
    while open_ways:
        way = open_ways.pop()
        writer.make(kind, REQUEST)
        taken: tuple[int, ...] = ()
        while writer.asks:
            number += 1
            if not form.steers(Place.of(writer.asks).part):
                writer.answer(number=number)
                continue
            count = len(writer.options)
            if len(taken) == len(way):
                open_ways += [(*way, other) for other in range(1, count)]
                way = (*way, 0)
            title = writer.options[way[len(taken)]]
            writer.write(title) if number % 2 else writer.press(title)
            taken = way[: len(taken) + 1]
        yield taken


def test_every_way_can_be_answered_to_the_end(writer: Writer, kind: str) -> None:
    form, seen = writer.form(kind), Counter[str]()
    for _ in ways(writer, kind):
        assert writer.card["complete"], writer.card["missing"]
        assert writer.document.is_complete
        shown = list(form.asked(chosen(form, writer.values, writer.content["context"]["outcome"])))
        for part in shown:
            seen[part.id] += 1
            assert writer.values.get(part.id), part.label
            assert any(part.label in line for line in writer.card["filled"])
    assert set(seen) >= {
        part.id for part in form.parts if isinstance(part, AskedPart) and "outcome" not in part.only
    }


def test_the_draft_is_there_at_once_and_says_what_the_law_still_demands(writer: Writer, kind: str) -> None:
    writer.make(kind, REQUEST)
    form, outcome = writer.form(kind), writer.content["context"]["outcome"]
    expected = [
        f"{gap.label} ({writer.rulebook.citation(gap.law)})" for gap in gaps(form, writer.values, outcome)
    ]
    assert writer.card["missing"] == expected
    assert writer.card["complete"] == (not expected)
    assert ("Ikke komplett" in writer.says) == bool(expected)
    assert all("§" in each for each in expected)


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("meldeskjema", {"opplæringslova § 12-4", "opplæringslova § 10-2"}),
        ("tiltaksplan", {"opplæringslova § 12-4", "opplæringslova § 10-1", "opplæringslova § 10-2"}),
        ("bekymringsmelding", {"barnevernsloven § 13-2"}),
        ("undersokelse", {"opplæringslova § 12-4", "opplæringslova § 12-5", "opplæringslova § 10-2"}),
        ("fravaersplan", {"opplæringslova § 10-2"}),
        ("klasseregler", set()),
    ],
)
def test_what_the_law_demands_is_named_by_its_paragraph(writer: Writer, name: str, missing: set[str]) -> None:
    writer.make(name, REQUEST)
    assert {each.rpartition("(")[2].rstrip(")") for each in writer.card["missing"]} == missing


def test_the_five_points_of_a_tiltaksplan_are_asked_for_each_measure(writer: Writer) -> None:
    writer.make("tiltaksplan", REQUEST)
    while not (writer.asks or "").startswith("tiltak"):
        writer.answer()
    writer.write("Fast voksen i friminuttet").write("ferdig")
    assert [each.partition(" (")[0] for each in writer.card["missing"]] == [
        "Tiltak 1: Nivå",
        "Tiltak 1: Når",
        "Tiltak 1: Hvem",
        "Tiltak 1: Evalueres",
        "Møte om hele planen",
    ]


def test_skipped_all_through_it_is_still_a_document_marked_incomplete(writer: Writer, kind: str) -> None:
    writer.make(kind, REQUEST).skip_all()
    form = writer.form(kind)
    demanded = {
        part.label
        for part in form.asked(chosen(form, writer.values, writer.content["context"]["outcome"]))
        if part.law and not form.steers(part.id)
    }
    assert {each.partition(" (")[0] for each in writer.document.missing} == demanded
    assert writer.card["complete"] == (not demanded)
    assert ("Ikke komplett" in writer.says) == bool(demanded)


def test_a_choice_that_steers_can_be_put_off_but_not_skipped(writer: Writer, kind: str) -> None:
    form = writer.form(kind)
    steering = [part.id for part in form.parts if isinstance(part, ChoicePart) and form.steers(part.id)]
    writer.make(kind, REQUEST)
    met = set()
    while writer.asks:
        if writer.asks not in steering:
            assert writer.can_skip
            writer.skip()
            continue
        met.add(writer.asks)
        assert not writer.can_skip
        asked = writer.asks
        assert writer.write("hopp over").asks == asked
        assert writer.drafting.words.say["needed"] in writer.says
        writer.press(writer.options[0])
    assert bool(met) == bool(steering)
    if steering:
        writer.make(kind, REQUEST)
        while writer.asks not in steering:
            writer.skip()
        assert writer.write("ferdig").asks is None
        assert writer.card["kind"] == kind


def test_until_the_choice_is_made_all_its_warnings_stand_there(writer: Writer) -> None:
    writer.make("bekymringsmelding", REQUEST)
    labels = [block.label for block in writer.document.blocks]
    assert "Si ikke noe til de foresatte nå" in labels
    assert "Hva de foresatte har fått vite" not in labels
    while writer.asks != "foresatte_mistenkt":
        writer.answer()
    writer.press("Nei")
    labels = [block.label for block in writer.document.blocks]
    assert "Si ikke noe til de foresatte nå" not in labels
    assert "Hva de foresatte har fått vite" in labels


def test_what_was_told_of_the_case_is_not_asked_again(writer: Writer, drafting: Drafting) -> None:
    for kind, form in drafting.forms.items():
        told = [part for part in form.parts if getattr(part, "told", False)]
        writer.make(kind, STORY)
        for part in told:
            assert isinstance(part, AskedPart)
            assert writer.values[part.id] == STORY
            assert writer.make(kind, REQUEST).values.get(part.id) is None


def test_an_answer_of_the_case_answers_the_draft(writer: Writer) -> None:
    origin = next(
        each for each in writer.origins if (each.kind, each.procedure) == ("evaluering", "evaluere")
    )
    assert origin.facts["eleven_trygg"] == "ja"
    assert writer.make("evaluering", origin=origin).values["trygg"] == "ja"
    assert "Om eleven er trygg nå: Ja" in writer.card["filled"]


def test_every_choice_may_be_typed_by_its_words(writer: Writer, drafting: Drafting) -> None:
    for form in drafting.forms.values():
        columns = [column for part in form.parts if isinstance(part, RowsPart) for column in part.columns]
        choices = [part.choices for part in form.parts if isinstance(part, ChoicePart)]
        for each in (*choices, *(column.choices for column in columns)):
            assert {
                choice_in(f" {title.upper()}. ", each, drafting.words): value for value, title in each.items()
            } == {value: value for value in each}


def test_an_answer_that_is_none_of_the_choices_is_asked_again(writer: Writer) -> None:
    writer.make("samtaleguide")
    assert writer.asks == "hvem"
    assert writer.write("rektor og vaktmesteren").asks == "hvem"
    assert writer.says.startswith(writer.drafting.words.say["again"])
    assert writer.write("eleven").asks != "hvem"
    assert writer.values["hvem"] == "elev"


def test_a_day_may_be_pressed_or_written_in_words(writer: Writer) -> None:
    writer.make("fravaersplan", REQUEST)
    while not any(title.startswith("Bruk ") for title in writer.options):
        writer.answer()
    asked = writer.asks
    assert asked is not None
    assert "Forslag: 11. desember 2026 (3 uker fra 20. november 2026)" in writer.says
    writer.write("16.12, når alle kan")
    assert "16. desember 2026" in str(writer.values[Place.of(asked).part])


def test_a_suggested_day_is_a_school_day_and_says_why(new_writer: Callable[..., Writer]) -> None:
    writer = new_writer()
    writer.make("klasseregler", REQUEST)
    while writer.asks != "evaluering":
        writer.skip()
    assert "4. desember 2026" in writer.says


def test_a_table_ends_at_forty_rows(writer: Writer) -> None:
    writer.make("klasseregler", REQUEST)
    for number in range(1, 41):
        assert writer.asks == "regler"
        writer.write(f"Regel nummer {number} er god")
    assert writer.asks != "regler"
    assert len(writer.values["regler"]) == 40
    writer.write("legg til en regel")
    assert writer.drafting.words.say["full"].format(number=40) in writer.says
    assert len(writer.values["regler"]) == 40


def test_a_button_of_an_earlier_question_answers_no_other(writer: Writer) -> None:
    writer.make("samtaleguide", REQUEST)
    old = next(each for each in writer.buttons if each.title == "Eleven")
    writer.press("De foresatte")
    before, asked = writer.values, writer.asks
    writer.press_button(old)
    assert (writer.values, writer.asks) == (before, asked)
    assert writer.drafting.words.say["old_button"] in writer.says


def test_pressing_skip_twice_skips_one_question(writer: Writer) -> None:
    writer.make("meldeskjema", REQUEST)
    skip = next(each for each in writer.buttons if each.title == "Hopp over")
    asked = writer.skip().asks
    assert writer.press_button(skip).asks == asked


def test_the_card_has_a_link_to_the_page_and_the_file_and_the_same_id_when_it_is_done(writer: Writer) -> None:
    first = writer.make("meldeskjema").card
    assert first["url"].startswith(f"/api/drafts/{first['id']}?key=")
    assert first["page"].startswith(f"/utkast/{first['id']}?key=")
    writer.answer_all()
    assert writer.card["id"] == first["id"]
    assert len(writer.drafts.kept) == 1
    assert f"Hvor: {ANSWER}" in writer.card["filled"]


def test_the_names_are_left_to_the_document(writer: Writer) -> None:
    assert "Elevens navn" in writer.make("meldeskjema").card["blanks"]
    assert "Fyll inn selv i dokumentet: Elevens navn" in writer.says
