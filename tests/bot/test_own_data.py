"""«Slett dataene mine» deletes drafts and conversation and says so; «mine utkast» shows them; nothing else is taken for it."""

import pytest

from tests.bot.fakes import FakeStore, own_data


def told_to(store: FakeStore, wish: str) -> str:
    answer = own_data(store).answer(wish, "meg")
    return answer.text if answer else ""


@pytest.mark.parametrize(
    "wish",
    [
        "slett dataene mine",
        "Slett dataene mine!",
        "kan du slette alt jeg har skrevet?",
        "slett utkastene mine",
        "Slett alle opplysningene om meg.",
        "eg vil slette samtala mi",
        "fjern alt om meg",
    ],
)
def test_all_is_deleted_and_told(wish: str) -> None:
    store = FakeStore(drafts={"meg": 2, "deg": 1})
    assert "2 utkast" in told_to(store, wish)
    assert store.drafts == {"deg": 1}
    assert store.forgotten == ["meg"]


def test_it_says_when_there_was_nothing_and_counts_one() -> None:
    assert "ingen utkast" in told_to(FakeStore(), "slett dataene mine")
    assert "ett utkast" in told_to(FakeStore({"meg": 1}), "slett dataene mine")


def test_what_could_not_be_deleted_is_not_said_to_be() -> None:
    assert "ikke slettet alt" in told_to(FakeStore({"meg": 1}, is_away=True), "slett dataene mine")


@pytest.mark.parametrize("is_away", [False, True])
def test_a_client_is_told_whether_all_of_it_is_gone(is_away: bool) -> None:
    answer = own_data(FakeStore({"meg": 1}, is_away=is_away)).answer("slett dataene mine", "meg")
    assert answer is not None
    assert answer.custom == {"deleted": not is_away}


@pytest.mark.parametrize("wish", ["mine utkast", "Vis utkastene mine", "hvor er utkastene mine?"])
def test_the_drafts_are_shown_by_a_link(wish: str) -> None:
    assert "/utkast?key=meg.signert" in told_to(FakeStore(), wish)


def test_the_link_is_one_that_a_page_can_draw() -> None:
    answer = own_data().answer("mine utkast", "meg")
    assert answer is not None
    assert answer.custom["page"]["url"] == "/utkast?key=meg.signert"
    assert not answer.is_forgotten


@pytest.mark.parametrize(
    "message",
    [
        "en elev har slettet dataene mine",
        "slett tiltak 1",
        "han slo meg",
        "slett meldingen på snap sa læreren, hva gjør jeg med mobbingen",
        "hva gjør jeg når noen sletter alt",
        "slett",
        "slett alt",
        "fjern alt",
        "fjern dataene",
    ],
)
def test_nothing_else_is_taken_for_it(message: str) -> None:
    store = FakeStore({"meg": 1})
    assert own_data(store).answer(message, "meg") is None
    assert store.drafts == {"meg": 1}
