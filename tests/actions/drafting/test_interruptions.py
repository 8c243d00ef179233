"""What comes in the middle of a draft: danger, graver news, a question, a store that is away, a draft that is gone."""

from collections.abc import Callable

import pytest

from actions.case import Case
from tests.actions.drafting.writer import ANSWER, REQUEST, Writer

AWAY = "Jeg får ikke lagret utkast akkurat nå."


@pytest.fixture
def melding(writer: Writer) -> Writer:
    """A meldeskjema about another pupil, in the middle of its questions."""
    origin = next(each for each in writer.origins if each.outcome == "meld_rektor")
    return writer.make("meldeskjema", origin=origin).write("I går i garderoben")


@pytest.mark.parametrize("intent", ["nlu_fallback", "gripe_inn", "svar"])
def test_danger_comes_first(melding: Writer, intent: str) -> None:
    before = melding.values
    melding.write("nå står han med kniv i gangen", intent, acute=True)
    assert melding.decides in ("nodetat", "grip_inn")
    assert "113" in melding.says
    assert melding.asks is None
    assert melding.values == before


@pytest.mark.parametrize("intent", ["melde_fra", "fravaer", "spor_guide", "avbryt", "bekreft"])
def test_danger_is_never_an_answer(melding: Writer, intent: str) -> None:
    before = melding.values
    melding.write("nå står han med kniv i gangen", intent, acute=True)
    assert melding.values == before


def test_the_emergency_that_the_bot_itself_asks_for_leaves_the_draft_as_it_was(melding: Writer) -> None:
    before = melding.drafts.kept.copy()
    assert melding.write("/akutt{}", "akutt", acute=True).decides == "nodetat"
    assert melding.drafts.kept == before


def test_the_draft_can_go_on_after_the_danger(melding: Writer) -> None:
    asked = melding.asks
    melding.write("nå står han med kniv i gangen", "nlu_fallback", acute=True)
    melding.write(ANSWER)
    assert asked is not None
    assert melding.values[asked] == ANSWER


def test_what_happens_now_is_no_answer(melding: Writer) -> None:
    before = melding.values
    assert melding.write("de slåss i gangen nå", "gripe_inn").decides == "grip_inn"
    assert melding.values == before


def test_a_graver_fact_in_an_answer_is_decided_anew_and_the_draft_follows(melding: Writer) -> None:
    asked = melding.asks
    assert melding.document.title.startswith("Melding om at en elev")
    melding.say("svar", "det var læreren som lugga ham", ("krenker", "ansatt"))
    assert melding.decides == "meld_rektor_skjerpet"
    assert melding.asks == asked
    melding.answer_all()
    assert melding.document.title.startswith("Melding etter skjerpet plikt")
    assert any("§ 12-5" in line.value for line in melding.document.head)


def test_a_milder_fact_in_an_answer_changes_nothing(writer: Writer) -> None:
    origin = next(each for each in writer.origins if each.outcome == "meld_skoleeier")
    writer.make("meldeskjema", origin=origin)
    asked = writer.asks
    assert writer.say("svar", "en annen elev så på", ("krenker", "elev")).decides is None
    assert asked is not None
    assert writer.values[asked] == "en annen elev så på"
    assert "skoleeier" in writer.document.title


def test_a_question_to_the_guides_is_answered_and_the_draft_goes_on(melding: Writer) -> None:
    before, asked = melding.values, melding.asks
    melding.write("Hvor lenge skal et meldeskjema lagres?", "spor_guide")
    assert melding.messages[0].response == "utter_ikke_svar"
    assert melding.asks == asked
    assert melding.drafting.words.say["back"] in melding.says
    assert melding.values == before
    melding.write(ANSWER)
    assert asked is not None
    assert melding.values[asked] == ANSWER


def test_a_store_that_is_away_is_told_and_the_next_try_works(writer: Writer) -> None:
    origin = next(each for each in writer.origins if each.kind == "meldeskjema")
    writer.make("meldeskjema", origin=origin)
    button = next(each for each in writer.case_buttons if each.title == "Lag meldeskjema")
    writer.drafts.kept.clear()
    writer.drafts.is_away = True
    writer.press_button(button)
    assert writer.says == AWAY
    assert writer.drafts.kept == {}
    writer.drafts.is_away = False
    assert writer.press_button(button).card["kind"] == "meldeskjema"
    assert len(writer.drafts.kept) == 1


@pytest.mark.parametrize(
    "said", [ANSWER, "endre hvor: gangen", "hopp over", "slett hvor", "endre når skjedde det"]
)
def test_nothing_is_half_written_when_the_store_goes_away(melding: Writer, said: str) -> None:
    before, case = melding.values, melding.case
    melding.drafts.is_away = True
    melding.write(said)
    assert melding.says == AWAY
    assert case is not None
    assert melding.case is not None
    assert melding.case.draft == case.draft
    melding.drafts.is_away = False
    assert melding.values == before
    asked = str((melding.case.draft or {})["asked"])
    melding.write(ANSWER)
    assert melding.values[asked] == ANSWER


def test_a_guides_answer_comes_although_the_store_is_away(melding: Writer) -> None:
    melding.drafts.is_away = True
    melding.write("Hvor lenge skal et meldeskjema lagres?", "spor_guide")
    assert melding.messages[0].response == "utter_ikke_svar"
    assert AWAY in melding.says


@pytest.mark.parametrize("said", [ANSWER, "ferdig", "endre hvor", "vis utkastet", "hopp over"])
def test_a_deleted_draft_is_told_and_another_can_be_made(melding: Writer, said: str) -> None:
    button = next(each for each in melding.case_buttons if each.title == "Lag meldeskjema")
    melding.drafts.kept.clear()
    melding.write(said)
    assert "finnes ikke lenger" in melding.says
    assert melding.drafts.kept == {}
    assert melding.case is not None
    assert melding.case.draft is None
    assert melding.press_button(button).card["kind"] == "meldeskjema"


def test_the_draft_survives_the_slot(melding: Writer) -> None:
    assert melding.case is not None
    melding.case = Case.from_slot(melding.case.to_slot())
    asked = melding.asks
    melding.write(ANSWER)
    assert asked is not None
    assert melding.values[asked] == ANSWER


def test_a_new_report_leaves_the_draft(melding: Writer) -> None:
    melding.write("ferdig")
    before = melding.values
    melding.write("en annen elev gruer seg til skolen", "melde_fra")
    assert melding.case is not None
    assert melding.case.draft is None
    assert melding.values == before


def test_another_writers_draft_can_not_be_gone_on_with(melding: Writer) -> None:
    (draft_id,) = melding.drafts.kept
    _, kind, content = melding.drafts.kept[draft_id]
    melding.drafts.kept[draft_id] = ("someone else", kind, content)
    melding.write(ANSWER)
    assert "finnes ikke lenger" in melding.says
    assert melding.drafts.kept[draft_id] == ("someone else", kind, content)


def test_a_kommune_named_in_the_case_is_the_drafts(new_writer: Callable[..., Writer]) -> None:
    writer = new_writer(kommune="bakas").make("meldeskjema", REQUEST)
    assert "Bakås" in writer.content["context"]["kommune"]


def offers_a_report(writer: Writer) -> bool:
    return any(button.title == "Melde fra" for button in writer.buttons) or any(
        message.response == "utter_eller_en_sak" for message in writer.messages
    )


def test_what_may_be_another_pupils_report_is_never_just_an_answer(melding: Writer) -> None:
    melding.write("en elev i 5B blir slått hver dag", "melde_fra")
    assert melding.asks is not None
    assert offers_a_report(melding)


def test_staff_named_in_a_plan_leads_to_the_report_too(writer: Writer) -> None:
    writer.make("tiltaksplan")
    writer.say("svar", "læreren slo en av dem", ("krenker", "ansatt"))
    assert offers_a_report(writer)
    writer.say("svar", "assistenten", ("krenker", "ansatt"))
    assert not offers_a_report(writer)


def test_a_plain_answer_is_left_in_peace(melding: Writer) -> None:
    melding.write("ved fotballbanen")
    assert not offers_a_report(melding)


def test_a_word_read_as_urgent_is_kept_and_the_advice_offered(melding: Writer) -> None:
    asked = melding.asks
    melding.write("garderoben", "gripe_inn")
    assert asked is not None
    assert melding.values[asked] == "garderoben"
    assert offers_a_report(melding)


def test_the_draft_is_not_looked_for_in_a_case_that_has_none(writer: Writer) -> None:
    writer.say("svar", "vis utkastet")
    assert writer.messages[0].response == "utter_utkast_et_annet_sted"
    assert writer.case is None
