"""A draft in the making as the bot tells it: there at once, asked about, and shown anew when the asking ends."""

from __future__ import annotations

import json
from typing import Any

from actions.drafting.document import Block, Document, Line
from actions.drafting.render import Renderer
from actions.drafting.words import load_draft_words
from tests.conftest import ROOT

MAKE = "/svar{Lag utkast}"
LEVELS = {"elev": "Eleven", "klasse": "Klassen eller gruppen", "skole": "Hele skolen"}
TITLE = "Tiltaksplan for et trygt og godt skolemiljø"
MISSING = ["Elevens syn (opplæringslova § 10-2)", "Tiltak 1: Hvem (opplæringslova § 12-4)"]
BLANKS = ["Elevens navn", "Klasse eller gruppe", "Hvem har skrevet planen"]
STORY = (
    "Hvilket problem tiltakene skal løse: Eleven går alene i friminuttene, og de andre går når eleven kommer."
)
VIEW = "Elevens syn: Eleven vil ha en fast voksen ute: en som ser."
HEAD = ["Til: Rektor, eleven og de foresatte", "Frist: Når skolen setter inn tiltak"]
HINT = "Vil du rette noe, skriv for eksempel «endre tiltak 1»."
LONG = "Ord" * 200
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>: {{ 7 * 7 }}'

OTHERS = [
    "javascript:1",
    "data:text/html,x",
    "blob:http://127.0.0.1/x",
    "/\\\\example.org",
    "//example.org",
    "http://[",
    "http://127.0.0.1.example.org",
    "ftp://127.0.0.1/",
    "",
]


def pressed(handling: str, draft_id: str = "d1", **values: str) -> str:
    """The payload of a button about a draft as it goes out, signed."""
    said = {"sak": "a1b2", "fra": draft_id, "handling": handling, **values}
    return f"/utkast{json.dumps(said, ensure_ascii=False)}~0123456789abcdef"


def answered(value: str) -> str:
    """The payload of one of the answers."""
    return pressed("svar", verdi=value)


def draft(
    filled: list[str], missing: list[str], draft_id: str = "d1", hint: str = HINT, **changed: Any
) -> dict[str, Any]:
    """A message with a draft."""
    stands = ["Ikke komplett. Loven krever også:", *(f"– {each}" for each in missing)]
    lines = [
        f"Utkastet er laget: {TITLE}.",
        *HEAD,
        "Fylt ut:",
        *(f"– {each}" for each in filled),
        *(stands if missing else ["Det loven krever, er fylt ut."]),
        f"Fyll inn selv i dokumentet: {', '.join(BLANKS)}.",
        hint,
    ]
    card = {
        "id": draft_id,
        "kind": "tiltaksplan",
        "title": TITLE,
        "url": f"/api/drafts/{draft_id}?key=owner.abc",
        "page": f"/utkast/{draft_id}?key=owner.abc",
        "complete": not missing,
        "filled": filled,
        "missing": missing,
        "blanks": BLANKS,
        **changed,
    }
    return {"text": "\n".join(lines), "custom": {"route": "tiltaksplan", "draft": card}}


def question(text: str, fact: str, why: str = "", draft_id: str = "d1", **answers: str) -> dict[str, Any]:
    """A question about a draft, which can be skipped."""
    offered = [{"title": title, "payload": answered(value)} for value, title in answers.items()]
    ways_past = [
        {"title": title, "payload": pressed(handling, draft_id)}
        for handling, title in (("skip", "Hopp over"), ("done", "Ferdig for nå"))
    ]
    options = [{"value": value, "title": title} for value, title in answers.items()]
    asked = {"procedure": "tiltaksplan", "fact": fact, "options": options, "why": why}
    return {"text": text, "buttons": [*offered, *ways_past], "custom": {"question": asked}}


VIEW_QUESTION = question(
    "Hva mener eleven selv, og hva tror eleven vil hjelpe?",
    "elevens_syn",
    "loven krever dette: opplæringslova § 10-2",
)
LEVEL_QUESTION = question("Tiltak 1: Hvem gjelder tiltaket?", "tiltak.0.niva", **LEVELS)
DONE = [draft([STORY, VIEW, "Tiltak: Fast voksen ute, Klassen eller gruppen"], [])]
SCRIPT: dict[str, list[dict[str, Any]]] = {
    MAKE: [draft([STORY], MISSING), VIEW_QUESTION],
    "Eleven vil ha en fast voksen ute": [LEVEL_QUESTION],
    pressed("skip"): [LEVEL_QUESTION],
    answered("klasse"): DONE,
    pressed("done"): DONE,
    "et annet utkast": [draft([STORY], [], "d2")],
    "lange svar": [draft([f"Hvor: {LONG}"], [f"{LONG} (opplæringslova § 12-4)"], "d3", title=LONG)],
    "uten sted å hente det": [
        draft([], [], "d4", url="//example.org/plan.docx", page="https://example.org/utkast/d4")
    ],
    "steder som er andres": [
        *(draft([], [], f"o{place}", url=each, page=each) for place, each in enumerate(OTHERS)),
        draft([], [], "o", url="/utkast/d1", page="utkast/d1"),
    ],
    "skadelige ord": [
        draft(
            [HOSTILE],
            [HOSTILE],
            HOSTILE,
            f"{HINT} {HOSTILE}",
            title=HOSTILE,
            blanks=[HOSTILE, {"title": HOSTILE}, None, 7],
        ),
        question(HOSTILE, HOSTILE, HOSTILE, HOSTILE, a=HOSTILE),
    ],
    "ødelagt utkast": [
        {
            "text": "Utkastet er klart.",
            "custom": {"draft": {"complete": "ja", "filled": "x", "missing": None}},
        }
    ],
}


def page(draft_id: str) -> str:
    """A draft on its own page, as the real templates draw it."""
    blocks = (
        Block("text", "Hvilket problem tiltakene skal løse", "opplæringslova § 12-4", (STORY, LONG)),
        Block("text", "Elevens syn", "opplæringslova § 10-2", hint="Eleven har rett til å si sin mening."),
        Block(
            "table",
            "Tiltak",
            columns=("Tiltak", "Nivå", "Når", "Hvem", "Evalueres"),
            rows=(("Fast voksen ute", "Klassen eller gruppen", LONG, "", "11. desember 2026"), ("",) * 5),
        ),
        Block("checklist", "Sjekk før du leverer", items=("Eleven er hørt", "Planen ligger i arkivet")),
        Block("questions", "Spør om", items=("Hvordan har du det?", "Hva vil hjelpe?")),
        Block("points", "Det du har svart", items=("Hvem krenker: En annen elev",)),
        Block("pairs", "Fylles ut av skolen", lines=tuple(Line(each) for each in BLANKS)),
        Block("note", paragraphs=("Skriv ikke navn på andre elever.",)),
    )
    document = Document(
        title=TITLE,
        intro="Planen er skolens.",
        head=(Line("Til", "Rektor"), Line("Frist", LONG)),
        is_letter=False,
        missing=tuple(MISSING) if draft_id == "d1" else (),
        blocks=blocks,
        signature="Dato og rektors underskrift",
        sources=("Opplæringslova", "Veileder for et inkluderende skolefellesskap"),
        disclaimer="Dette er veiledning.",
        made="25. november 2026",
        version="9fa541086f56",
    )
    words = load_draft_words(ROOT / "data" / "utkast.yml").document
    links = {"Hent i Word": f"../api/drafts/{draft_id}", "Til samtalen": "../"}
    return Renderer(ROOT / "data" / "templates", words).html(document, links)
