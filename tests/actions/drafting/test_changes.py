"""Changing a draft in words, and answers that only look like it: these stay answers."""

from collections.abc import Callable

import pytest

from actions.drafting.content import Drafting
from actions.drafting.form import RowsPart
from actions.drafting.values import chosen
from tests.actions.drafting.writer import REQUEST, Writer

FIRST, SECOND = "Fast voksen i friminuttet", "Nye grupper i matematikk"


@pytest.fixture
def done(writer: Writer) -> Writer:
    """A tiltaksplan with two measures, and nothing asked any more."""
    writer.make("tiltaksplan")
    measures = iter([FIRST, SECOND])
    while writer.asks:
        writer.answer(next(measures, "…") if writer.asks == "tiltak" else f"Svar på {writer.asks}")
    assert [row["hva"] for row in writer.rows("tiltak")] == [FIRST, SECOND]
    return writer


@pytest.fixture
def asked(writer: Writer) -> Writer:
    """A tiltaksplan with two measures, whose last question stands open."""
    writer.make("tiltaksplan")
    measures = iter([FIRST, SECOND])
    while writer.asks != "evaluering":
        writer.answer(next(measures, "…") if writer.asks == "tiltak" else f"Svar på {writer.asks}")
    return writer


@pytest.fixture(params=["done", "asked"])
def plan(request: pytest.FixtureRequest) -> Writer:
    """The plan with and without an open question."""
    writer: Writer = request.getfixturevalue(request.param)
    return writer


def test_a_measure_is_changed_by_its_number(plan: Writer) -> None:
    plan.write("endre tiltak 2", intent="endre")
    assert plan.asks == "tiltak.1.hva"
    assert f"«{SECOND}»" in plan.says
    plan.write("Faste plasser")
    assert [row["hva"] for row in plan.rows("tiltak")] == [FIRST, "Faste plasser"]
    assert plan.asks in (None, "evaluering")


@pytest.mark.parametrize(
    "said", ["endre det andre tiltaket", "Rett opp tiltak nr. 2", "bytt ut andre tiltak"]
)
def test_a_measure_is_named_in_other_words(plan: Writer, said: str) -> None:
    assert plan.write(said).asks == "tiltak.1.hva"


@pytest.mark.parametrize(
    "said",
    [
        "endre hvem i tiltak 1: kontaktlærer",
        "Endre hvem i tiltak 1 til kontaktlærer",
        "rett på hvem i det første tiltaket : kontaktlærer",
    ],
)
def test_a_cell_is_changed_in_one_go(plan: Writer, said: str) -> None:
    before = plan.rows("tiltak")
    asks = plan.asks
    plan.write(said)
    assert plan.rows("tiltak") == [{**before[0], "hvem": "kontaktlærer"}, before[1]]
    assert plan.asks == asks
    assert plan.drafting.words.say["changed"] in plan.says or "kontaktlærer" in str(plan.card["filled"])


def test_a_choice_and_a_day_are_read_when_they_are_changed(plan: Writer) -> None:
    plan.write("endre nivå i tiltak 1 til hele skolen")
    plan.write("endre evalueres i tiltak 1 til 16.12")
    assert plan.rows("tiltak")[0]["niva"] == "skole"
    assert plan.rows("tiltak")[0]["evaluering"] == "16. desember 2026"


def test_a_new_value_may_have_several_lines(plan: Writer) -> None:
    plan.write("endre elevens syn: Vil sitte foran.\nVil ha en fast voksen.")
    assert plan.values["elevens_syn"] == "Vil sitte foran.\nVil ha en fast voksen."


def test_a_measure_is_deleted_by_its_number(plan: Writer) -> None:
    asks = plan.asks
    plan.write("slett tiltak 1")
    assert [row["hva"] for row in plan.rows("tiltak")] == [SECOND]
    assert plan.asks == asks


def test_which_of_two_measures_to_delete_is_asked_and_none_is_deleted(plan: Writer) -> None:
    plan.write("slett tiltak")
    assert "slett tiltak 1" in plan.says
    assert len(plan.rows("tiltak")) == 2


def test_a_measure_is_added_with_its_level(plan: Writer) -> None:
    assert plan.write("legg til et tiltak på klassenivå").asks == "tiltak.2.hva"
    plan.write("Klassemøte hver fredag")
    assert plan.rows("tiltak")[2] == {"hva": "Klassemøte hver fredag", "niva": "klasse"}
    assert plan.asks == "tiltak.2.nar"


def test_a_measure_is_added_with_its_text(plan: Writer) -> None:
    plan.write("legg til et tiltak: Klassemøte hver fredag")
    assert plan.rows("tiltak")[2]["hva"] == "Klassemøte hver fredag"


def test_what_the_pupil_thinks_is_changed(plan: Writer) -> None:
    assert plan.write("endre elevens syn").asks == "elevens_syn"
    assert "Nå står det: «Svar på elevens_syn»" in plan.says
    plan.write("Vil helst sitte foran")
    assert plan.values["elevens_syn"] == "Vil helst sitte foran"


def test_what_is_deleted_is_missing_again(done: Writer) -> None:
    done.write("slett elevens syn")
    assert done.card["missing"] == ["Elevens syn (opplæringslova § 10-2)"]


@pytest.mark.parametrize(
    "said", ["endre tiltak 9", "slett tiltak 9", "endre tiltak 0", "slett tiltak 99999999"]
)
def test_a_measure_that_is_not_there_is_told(plan: Writer, said: str) -> None:
    before, asks = plan.values, plan.asks
    plan.write(said)
    assert "Utkastet har ikke tiltak nummer" in plan.says
    assert (plan.values, plan.asks) == (before, asks)


@pytest.mark.parametrize(
    "said", ["endre tiltak ²", "slett tiltak ①", "endre tiltak ٢٣", "endre " + "9" * 4400]
)
def test_odd_digits_break_nothing(plan: Writer, said: str) -> None:
    plan.write(said)
    assert [row["hva"] for row in plan.rows("tiltak")] == [FIRST, SECOND]


def test_an_order_about_what_the_draft_has_not_is_an_answer_where_one_is_asked_for(asked: Writer) -> None:
    asked.write("endre blomster")
    assert asked.values["evaluering"] == "endre blomster"


def test_an_order_about_what_the_draft_has_not_is_not_the_drafts_where_none_is(done: Writer) -> None:
    before = done.values
    done.write("endre blomster", intent="endre")
    assert done.values == before
    assert not any("draft" in message.custom for message in done.messages)


@pytest.mark.parametrize(
    "said",
    [
        "Endre elevens plass i klasserommet",
        "Fjern alt som skremmer eleven",
        "Slett meldingene sammen med eleven",
        "Legg til rette for pauser for eleven",
        "Bytt ut gruppa eleven er i",
        "Stryk det som er vanskeligst for eleven",
        "Nok hvile og faste pauser",
        "Stopp i gangen og hils på eleven",
        "Ferdig med frokosten før skolen begynner",
        "Neste uke begynner hun gradvis",
        "Ingen skal sitte alene",
        "Endre\nSlett\nFerdig med dette",
    ],
)
def test_an_answer_that_looks_like_an_order_stays_an_answer(writer: Writer, said: str) -> None:
    writer.make("tiltaksplan", REQUEST)
    while writer.asks != "tiltak":
        writer.answer("Svar")
    before = writer.values
    writer.write(said)
    assert writer.values == {**before, "tiltak": [{"hva": said}]}


def test_an_order_is_none_of_the_choices_though_it_speaks_of_one(writer: Writer) -> None:
    writer.make("tiltaksplan", REQUEST)
    while writer.asks != "tiltak.0.niva":
        writer.answer("Svar")
    writer.write("endre elevens syn: Vil sitte foran")
    assert writer.values["elevens_syn"] == "Vil sitte foran"
    assert writer.asks == "tiltak.0.niva"


def test_what_hangs_on_a_choice_can_be_changed_once_it_is_made(writer: Writer) -> None:
    writer.make("innkalling", REQUEST).press("Kartleggingssamtale").write("ferdig")
    assert writer.write("endre hvem som er invitert").asks == "inviterte"
    writer.make("innkalling", REQUEST)
    assert writer.write("endre hvem som er invitert").asks == "mote"
    assert "Jeg fant ikke «hvem som er invitert»" in writer.says


def test_a_choice_that_steers_is_asked_again_when_it_is_deleted_and_its_warnings_come_back(
    writer: Writer,
) -> None:
    writer.make("bekymringsmelding", REQUEST)
    while writer.asks != "foresatte_mistenkt":
        writer.answer()
    writer.press("Nei").write("slett om de foresatte kan stå bak vold eller overgrep")
    assert writer.asks == "foresatte_mistenkt"
    assert "Si ikke noe til de foresatte nå" in [block.label for block in writer.document.blocks]


def test_the_draft_is_shown_whenever_it_is_asked_for(plan: Writer) -> None:
    assert plan.write("vis utkastet", intent="nlu_fallback").card["title"] == plan.document.title


@pytest.mark.parametrize(
    "said", ["hopp over", "Gå videre.", "nei takk", "neste", "vet ikke", "Veit ikkje", "pass"]
)
def test_a_question_is_skipped_in_words(writer: Writer, said: str) -> None:
    writer.make("meldeskjema", REQUEST)
    before, asks = writer.values, writer.asks
    assert writer.write(said).asks not in (None, asks)
    assert writer.values == before


@pytest.mark.parametrize("said", ["ferdig", "Ferdig for nå.", "det var alt", "stopp", "jeg er ferdig"])
def test_the_draft_is_done_in_words(writer: Writer, said: str) -> None:
    writer.make("meldeskjema", REQUEST)
    before = writer.values
    assert writer.write(said).card["complete"] is False
    assert writer.asks is None
    assert writer.values == before


@pytest.mark.parametrize("said", ["ferdig", "Jeg er ferdig!", "det var alt"])
def test_done_said_again_shows_the_draft_and_keeps_the_case(writer: Writer, said: str) -> None:
    writer.make("meldeskjema", REQUEST).write("ferdig")
    before = writer.values
    assert writer.write(said, intent="avbryt").card["kind"] == "meldeskjema"
    assert writer.case is not None
    assert writer.case.is_decided
    assert writer.values == before


def test_a_draft_that_was_left_can_be_changed_later(writer: Writer) -> None:
    writer.make("tiltaksplan", REQUEST).write("ferdig")
    writer.write("endre elevens syn til at hun vil sitte foran")
    assert writer.values["elevens_syn"] == "at hun vil sitte foran"
    assert writer.asks is None
    assert "Elevens syn: at hun vil sitte foran" in writer.card["filled"]


def test_the_example_that_is_given_works_for_every_kind(
    writer: Writer, drafting: Drafting, kind: str
) -> None:
    writer.make(kind, REQUEST).answer_all("Et svar")
    example = writer.says.rpartition("skriv for eksempel «")[2].partition("».")[0]
    assert example.startswith("endre ")
    writer.write(example, intent="endre")
    assert writer.asks is not None
    assert "Nå står det: «" in writer.says


def test_every_part_and_cell_can_be_changed_by_its_label(
    new_writer: Callable[..., Writer], kind: str
) -> None:
    writer = new_writer()
    writer.make(kind, REQUEST).answer_all("Et svar")
    form = writer.form(kind)
    for part in list(form.asked(chosen(form, writer.values, writer.content["context"]["outcome"]))):
        writer.write(f"endre {part.label[0].lower()}{part.label[1:]}", intent="endre")
        assert (writer.asks or "").partition(".")[0] == part.id, part.label
        writer.write("ferdig")
        if not isinstance(part, RowsPart):
            continue
        for column in part.columns:
            if column.ask:
                writer.write(f"endre {column.label.lower()} i {part.row.lower()} 1", intent="endre")
                assert writer.asks == f"{part.id}.0.{column.id}", column.label
                writer.write("ferdig")
