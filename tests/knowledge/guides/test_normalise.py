"""What a PDF left of a guide becomes Markdown that reads well."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.guides.normalise import normalise as normalise_with_pages


def normalise(text: str) -> str:
    return normalise_with_pages(text).text


def lines(*rows: str) -> str:
    return "\n".join(rows)


def test_wrapped_lines_and_hyphens_at_line_ends_are_rejoined() -> None:
    text = normalise(
        lines(
            "Skolen har plikt til å følge med på hvordan elevene har det hver dag, og sam-",
            "arbeider med hjemmet om et trygt miljø der alle hører til, også i friminuttene",
            "og på veien hjem fra skolen.",
        )
    )
    assert text.count("\n") == 1
    assert "og samarbeider med hjemmet" in text
    assert "friminuttene og på veien" in text


def test_a_hyphen_that_stands_for_a_word_is_kept() -> None:
    text = normalise(lines("Arbeidet skal styrke klasse-", "og skolemiljøet for alle elever."))
    assert "klasse- og skolemiljøet" in text


def test_a_sentence_parted_by_a_page_is_one_sentence() -> None:
    text = normalise("Rektor skal sørge for at alle som\n\n\f12\n\narbeider på skolen, kjenner plikten.\n")
    assert "alle som arbeider på skolen" in text
    assert "12" not in text


@pytest.mark.parametrize("furniture", ["14", "Side 3 av 28", "_______", "https://eksempel.no/en/side"])
def test_page_numbers_rules_and_bare_addresses_go(furniture: str) -> None:
    text = normalise(
        f"Eleven skal bli hørt før det settes inn tiltak.\n\n{furniture}\n\nForesatte får vite det.\n"
    )
    assert furniture not in text
    assert "Foresatte får vite det." in text


def test_numbered_headings_get_the_depth_of_their_number() -> None:
    text = normalise(
        lines(
            "1 INNLEDNING",
            "",
            "1.1 Bakgrunn",
            "Kommunen har vedtatt at alle skoler skal ha en plan mot mobbing.",
            "",
            "1.1.1 Vedtaket",
            "Vedtaket gjelder fra neste skoleår.",
        )
    )
    assert "# 1 INNLEDNING {#1-innledning}" in text
    assert "\n## 1.1 Bakgrunn {#1-1-bakgrunn}" in text
    assert "\n### 1.1.1 Vedtaket" in text


def test_items_of_a_numbered_list_are_no_headings() -> None:
    text = normalise(
        lines("Planen har tre deler:", "", "1. Forebygge mobbing", "2. Avdekke", "3. Håndtere saker")
    )
    assert "#" not in text
    assert "- 1. Forebygge mobbing\n- 2. Avdekke" in text


def test_a_date_at_the_start_of_a_line_is_no_heading() -> None:
    text = normalise(
        lines("1.1 Vedtak", "Saken ble behandlet i møte", "12.12.2023 Kommunestyret sluttet seg til.", "")
    )
    assert "# 12.12.2023" not in text


def test_a_title_over_a_provision_is_a_heading() -> None:
    text = normalise(
        lines(
            "Alle",
            "",
            "Melde fra",
            "(§ 12-4, 2. ledd)",
            "",
            "Den som ser noe, sier fra til rektor samme dag.",
        )
    )
    assert "Melde fra (§ 12-4, 2. ledd) {#melde-fra-paragraf-12-4-2-ledd}" in text


def test_a_label_in_a_narrow_column_becomes_the_heading_of_the_text_beside_it() -> None:
    text = normalise(
        lines(
            "Skolen følger rutinen i denne tabellen når en elev ikke har det bra på skolen.",
            "Hvordan skal",
            "den ansatte",
            "gripe inn?",
            "• Stans situasjonen med ord, og bli hos eleven til andre voksne er på plass.",
        )
    )
    assert "# Hvordan skal den ansatte gripe inn?" in text
    assert "- Stans situasjonen med ord" in text


def test_a_word_that_lost_its_row_in_a_table_goes() -> None:
    rows = ["Skolen skal undersøke saken snarest, og høre eleven først.", "", "", "Rektor", "", ""] * 4
    assert "Rektor" not in normalise(lines(*rows))


def test_a_footnote_follows_the_paragraph_it_interrupted() -> None:
    text = normalise(
        lines(
            " Skolene har ulike rutiner.1 Flere ansatte sier at det er behov for",
            "",
            "",
            "1 Svarene gjelder fire av åtte skoler.",
            " en felles praksis i kommunen.",
            "",
            "Rektorene er enige.",
            *["Mer tekst om det samme, så siden blir en side."] * 20,
        )
    )
    assert (
        "Skolene har ulike rutiner. Flere ansatte sier at det er behov for en felles praksis i kommunen."
        in text
    )
    assert text.index("Note 1: Svarene gjelder") > text.index("felles praksis")


def test_text_set_with_an_empty_line_after_every_line_reads_as_paragraphs() -> None:
    first = [
        "Miljøet skal være trygt for hver eneste elev, og det skal styrke både helse, trivsel",
        "og læring for alle.",
    ]
    second = ["Retten gjelder på skolen, i SFO og på skoleveien når skolen har ansvaret for", "elevene der."]
    text = normalise("\n\n".join([*first, *second] * 3))
    assert "trivsel og læring for alle.\n\nRetten gjelder" in text


def test_rows_of_a_markdown_table_can_be_read_alone() -> None:
    text = normalise(
        lines(
            "# Plan",
            "## Uke",
            "### Timer",
            "| Dag | Tid | Hvem møter |",
            "|-----|-----|------------|",
            "| **Mandag** | 08.45 | Kontaktlærer |",
        )
    )
    assert "- Mandag – Tid: 08.45; Hvem møter: Kontaktlærer" in text


def test_steps_set_in_bold_become_headings_in_markdown() -> None:
    text = normalise(lines("# Fravær", "## Trappa", "### Trinn", "**1. Kontakt** med hjemmet samme dag."))
    assert "### 1. Kontakt {#1-kontakt}\n\nKontakt med hjemmet samme dag." in text


def test_the_same_heading_twice_gets_two_anchors() -> None:
    text = normalise(
        lines("# A", "## Mål", "Ett mål for skolen.", "# B", "## Mål", "Et annet mål for skolen.")
    )
    assert "{#mal}" in text
    assert "{#mal-2}" in text


@given(st.text(max_size=400))
def test_any_text_can_be_normalised(text: str) -> None:
    assert isinstance(normalise(text), str)


@given(
    st.lists(st.sampled_from(["skolen", "eleven", "rektor", "plan", "og", "trygt."]), min_size=1, max_size=60)
)
def test_no_word_of_a_paragraph_is_lost_or_moved(words: list[str]) -> None:
    rows = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
    kept = normalise("Dette er et avsnitt som begynner her og går videre:\n" + "\n".join(rows)).split()
    assert [word for word in kept if word in words][-len(words) :] == words


def test_a_page_begins_where_its_first_words_stand_and_leaves_no_mark() -> None:
    result = normalise_with_pages(
        "1.1 Fravær\nKontaktlærer ringer hjem samme dag.\n\f1.2 Møte\nRektor kaller inn til et møte.\n"
    )
    assert [(number, result.text[at:].split("\n")[0]) for at, number in result.pages][1][0] == 2
    assert result.text[result.pages[1][0] :].strip().endswith("Rektor kaller inn til et møte.")
    assert not re.search("[\ue000-\uf8ff]", result.text)


def test_a_text_without_form_feeds_has_no_pages() -> None:
    assert normalise_with_pages("1.1 Fravær\nKontaktlærer ringer hjem.\n").pages == ()
