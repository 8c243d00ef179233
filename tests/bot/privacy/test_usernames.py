"""User names go; file names, sites, classes and systems that only look like them stay."""

import pytest

from bot.privacy import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("brukernavn olanor12", "brukernavn [brukernavn]"),
        ("Brukernavnet hennes er siriaas", "Brukernavnet hennes er [brukernavn]"),
        ("brukarnamnet er: mari.lovise11", "brukarnamnet er: [brukernavn]"),
        ("på snap heter han kongen_2012", "på snap heter han [brukernavn]"),
        ("på insta kaller hun seg rosaskyen", "på insta kaller hun seg [brukernavn]"),
        ("mor (snap: luki.goat10) ringte", "mor (snap: [brukernavn]) ringte"),
        ("videoen ligger hos @ingen.liker.oss", "videoen ligger hos [brukernavn]"),
        ("@Kari Nordmann slo en elev", "[brukernavn] slo en elev"),
        ("hei @Per Olav Hansen kan du se", "hei [brukernavn] kan du se"),
        ("@Ola Hva gjør vi nå", "[brukernavn] Hva gjør vi nå"),
        ("han er prebs.99x på snap", "han er [brukernavn] på snap"),
        ("meldinga kom fra kontoen aslan_k05", "meldinga kom fra kontoen [brukernavn]"),
        ("det var taperen_7b_hater som skrev", "det var [brukernavn] som skrev"),
    ],
)
def test_username_is_removed(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "Filmen ligger på snap og tiktok i 7b",
        "brukernavn og passord ligger i Feide",
        "Brukernavnet er glemt",
        "Skjemaet tiltaksplan_7b.docx ligger i Teams",
        "Se udir.no eller feide.no for innlogging",
        "I uke34 har 10b prøve på rom204, og lk20 gjelder",
        "Bruk @alle i Teams",
        "Noen på snap er slemme",
        "Vi bruker office365 og Microsoft365",
    ],
)
def test_what_only_looks_like_a_username_stays(text: str) -> None:
    assert redact(text).text == text
