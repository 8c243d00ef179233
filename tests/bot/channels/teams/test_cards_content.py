"""What each kind of card says: the same as the page, with what is grave always in sight."""

from copy import deepcopy
from typing import Any

from bot.channels.teams.cards import answered_card, card_of, fallback_of
from tests.support import adaptive_cards as cards

CONTEXT = cards.context()
REPLIES = cards.replies()
QUESTION = "questions/fravaer/kontakt"
DECISION = "decisions/fravaer/kontakt_foresatte"


def drawn(name: str) -> dict[str, Any]:
    return card(REPLIES[name])


def card(reply: dict[str, Any]) -> dict[str, Any]:
    made = card_of(reply, CONTEXT)
    assert made is not None
    return made


def test_a_question_says_how_it_was_understood_and_folds_why_it_is_asked() -> None:
    shown = drawn(QUESTION)
    assert cards.seen(shown).startswith("Slik forsto jeg deg: ")
    assert REPLIES[QUESTION]["text"] in cards.seen(shown)
    assert "Den samtalen er trinn 1." not in cards.seen(shown)
    assert "Den samtalen er trinn 1." in cards.folded(shown, "why")
    assert cards.submits(shown)[:3] == ["Ja", "Nei", "Vet ikke"]


def test_a_questions_own_answers_come_before_the_ways_back() -> None:
    shown = drawn("questions/melde_fra/krenker")
    titles = [button["title"] for button in REPLIES["questions/melde_fra/krenker"]["buttons"]]
    assert [*cards.submits(shown), *cards.choices(shown)] == titles
    assert cards.submits(shown)[:6] == titles[:6]


def test_more_answers_than_six_and_answers_too_long_for_a_button_stand_in_a_list() -> None:
    many = deepcopy(REPLIES["questions/melde_fra/krenker"])
    more = {"title": "En til", "payload": "/velg{}~en_til"}
    many["buttons"].insert(0, more)
    many["custom"]["question"]["options"].insert(0, {"value": "en_til", "title": "En til"})
    assert cards.choices(card(many)) == [each["title"] for each in many["buttons"][:7]]
    long = drawn("questions/bekymringsmelding/grunn")
    assert len(cards.choices(long)) == 6
    assert cards.submits(long) == ["Ferdig for nå"]


def test_a_choice_from_the_list_never_stands_in_the_way_of_a_button() -> None:
    for action in cards.actions(drawn(DECISION)):
        if "payload" in action.get("data", {}):
            assert action["associatedInputs"] == "none"
    assert not any(each.get("isRequired") for each in cards.elements(drawn(DECISION)))


def test_a_decision_says_how_fast_whom_to_tell_what_to_do_and_the_law() -> None:
    seen = cards.seen(drawn("decisions/melde_fra/meld_rektor_straks"))
    for words in (
        "Straks",
        "Meld fra til rektor straks",
        "rektor, skoleeier",
        "1. Du – Straks",
        "opplæringslova § 12-4",
    ):
        assert words in seen
    for step in REPLIES["decisions/melde_fra/meld_rektor_straks"]["custom"]["decision"]["steps"]:
        assert step["what"] in seen
    assert "Skolen avgjør." in seen


def test_a_decision_in_haste_has_a_red_head() -> None:
    styles = {
        name: drawn(f"decisions/{name}")["body"]
        for name in ("melde_fra/nodetat", "fravaer/folg_med", "melde_fra/meld_rektor")
    }
    heads = {
        name: next(each["style"] for each in body if each["type"] == "Container")
        for name, body in styles.items()
    }
    assert heads == {
        "melde_fra/nodetat": "attention",
        "fravaer/folg_med": "emphasis",
        "melde_fra/meld_rektor": "warning",
    }


def test_the_sources_own_words_and_the_reason_are_folded_until_they_are_wanted() -> None:
    shown, decision = drawn(DECISION), REPLIES[DECISION]["custom"]["decision"]
    for source in decision["sources"]:
        assert source["section"] in cards.folded(shown, "sources")
        assert source["text"].split("\n\n")[0] in cards.folded(shown, "sources")
        assert source["text"] not in cards.seen(shown)
    assert decision["row"]["label"] in cards.folded(shown, "why")
    assert cards.urls(shown)["Se hele prosedyren"].startswith(
        "https://hvana.eksempel.no/prosedyrer/fravaer?kommune="
    )


def test_what_is_grave_is_always_a_button_and_the_rest_may_stand_in_the_list() -> None:
    shown = drawn(DECISION)
    assert cards.submits(shown)[:3] == ["Akutt fare", "Mistanke om omsorgssvikt", "Eleven er innlagt"]
    assert len(cards.submits(shown)) == 6
    assert cards.choices(shown)[-4:] == ["Dine svar", "Hvorfor?", "Hva ville endret dette?", "Start på nytt"]


def test_sources_too_long_for_teams_are_cut_and_said_to_be() -> None:
    reply = deepcopy(REPLIES[DECISION])
    source = reply["custom"]["decision"]["sources"][0]
    reply["custom"]["decision"]["sources"] = [{**source, "text": "så lang en kilde " * 70} for _ in range(30)]
    assert "kortet ned" not in cards.folded(drawn(DECISION), "sources")
    assert "kortet ned" in cards.folded(card(reply), "sources")
    assert cards.urls(card(reply))["Åpne nettsiden"] == "https://hvana.eksempel.no/"
    assert cards.problems(card(reply)) == []
    for step in reply["custom"]["decision"]["steps"]:
        assert step["what"] in cards.seen(card(reply))


def test_what_can_not_be_cut_enough_is_left_to_plain_words() -> None:
    reply = deepcopy(REPLIES[DECISION])
    reply["custom"]["decision"]["steps"] *= 200
    assert card_of(reply, CONTEXT) is None
    assert reply["text"] in fallback_of(reply, CONTEXT)


def test_an_answer_sets_its_sentence_apart_and_says_where_it_stands() -> None:
    shown, best = drawn("answers/3 avsnitt"), REPLIES["answers/3 avsnitt"]["custom"]["answer"]["passages"][0]
    runs = [run for each in cards.elements(shown) for run in each.get("inlines", [])]
    assert next(run["text"] for run in runs if run.get("highlight")) == best["marked"]
    assert f"{best['section']} – " in cards.seen(shown)
    assert "Vis mer" in cards.submits(shown)
    assert cards.folded(shown, "passage2")


def test_an_answer_tells_of_repealed_law() -> None:
    shown = drawn("answers/opphevet lov")
    notes = [
        note
        for each in REPLIES["answers/opphevet lov"]["custom"]["answer"]["passages"]
        for note in each["notes"]
    ]
    assert any("er opphevet" in note for note in notes)
    assert all(note in "\n".join(cards.texts(shown)) for note in notes)


def test_where_nothing_answers_the_nearest_two_are_folded_and_called_nearest() -> None:
    shown, reply = drawn("answers/uten svar"), REPLIES["answers/uten svar"]
    assert reply["text"] in cards.seen(shown)
    assert "Det nærmeste jeg fant" in cards.seen(shown)
    for place, each in enumerate(reply["custom"]["answer"]["passages"], start=1):
        assert each["section"] in cards.seen(shown)
        assert each["marked"] in cards.folded(shown, f"passage{place}")
        assert each["marked"] not in cards.seen(shown)


def test_a_draft_says_what_the_law_misses_and_leads_to_its_files() -> None:
    shown = drawn("drafts/tiltaksplan mangler")
    assert "Ikke komplett" in cards.seen(shown)
    assert "– Tiltak 4: Når (opplæringslova § 12-4)" in cards.seen(shown)
    assert "– Elevens navn" in cards.seen(shown)
    assert cards.urls(shown) == {
        "Åpne utkastet": "https://hvana.eksempel.no/utkast/utkast-1?key=eier.signatur",
        "Last ned (Word)": "https://hvana.eksempel.no/api/drafts/utkast-1?key=eier.signatur",
        "Last ned (PDF)": "https://hvana.eksempel.no/api/drafts/utkast-1/pdf?key=eier.signatur",
    }
    word_only = card_of(REPLIES["drafts/tiltaksplan mangler"], cards.context(has_pdf=False))
    assert word_only is not None
    assert "Last ned (PDF)" not in cards.urls(word_only)
    assert "Det loven krever, er fylt ut" in cards.seen(drawn("drafts/tiltaksplan"))


def test_a_link_never_leads_to_another_server() -> None:
    reply = deepcopy(REPLIES["drafts/mine utkast"])
    assert cards.urls(card(reply)) == {"Åpne utkastene dine": f"https://hvana.eksempel.no{PAGE}"}
    for address in ("https://ond.no/utkast", "//ond.no/utkast", "/\\ond.no", "javascript:alert(1)"):
        reply["custom"]["page"]["url"] = address
        assert cards.urls(card(reply)) == {}


PAGE = REPLIES["drafts/mine utkast"]["custom"]["page"]["url"]


def test_danger_comes_in_red_with_the_numbers_to_ring() -> None:
    shown = drawn("acute/nødnumre")
    assert [each["style"] for each in shown["body"]] == ["attention"]
    assert all(number in cards.seen(shown) for number in ("113", "112", "110", "116 117"))


def test_an_answered_question_shows_the_answer_and_can_not_be_pressed_again() -> None:
    closed = answered_card(drawn(QUESTION), "Vet ikke", CONTEXT)
    assert closed is not None
    assert cards.problems(closed) == []
    assert REPLIES[QUESTION]["text"] in cards.seen(closed)
    assert cards.seen(closed).endswith("Du valgte: Vet ikke")
    assert not cards.actions(closed)
    assert not cards.choices(closed)


def test_a_decision_is_never_closed() -> None:
    assert answered_card(drawn(DECISION), "Hvorfor?", CONTEXT) is None


def test_the_plain_words_hold_the_text_the_choices_and_whole_addresses() -> None:
    plain = fallback_of(REPLIES[QUESTION], CONTEXT)
    assert plain.splitlines()[-5:-1] == [
        "Svar med ordene i et av valgene, ikke med tallet foran:",
        "1. Ja",
        "2. Nei",
        "3. Vet ikke",
    ]
    assert REPLIES[QUESTION]["text"] in plain
    assert REPLIES[DECISION]["text"] in fallback_of(REPLIES[DECISION], CONTEXT)
    draft = fallback_of(REPLIES["drafts/tiltaksplan mangler"], CONTEXT)
    assert "https://hvana.eksempel.no/utkast/utkast-1?key=eier.signatur" in draft
    assert f"https://hvana.eksempel.no{PAGE}" in fallback_of(REPLIES["drafts/mine utkast"], CONTEXT)
    nearest = REPLIES["answers/uten svar"]["custom"]["answer"]["passages"]
    assert all(
        each["marked"].lstrip("- ") in fallback_of(REPLIES["answers/uten svar"], CONTEXT) for each in nearest
    )
