"""A case of absence as the bot tells it: a question with ways back, a whole decision, and what is asked about it."""

from __future__ import annotations

import json
from typing import Any

STORY = "En elev har vært mye borte"
GRAVE = ["Akutt fare", "Mistanke om omsorgssvikt", "Eleven er innlagt"]
NEXT = ["Lag innkalling", "Eleven har det ikke trygt på skolen", "Meld til barnevernet"]
ASIDES = {
    "Dine svar": "dine_svar",
    "Hvorfor?": "hvorfor",
    "Hva ville endret dette?": "hva_endrer",
    "Start på nytt": "start_pa_nytt",
}
SOURCE_COUNT = 12
NOTE = "Loven har ingen grense for fravær. Grensen på 8 dager er bare et råd her."
RECEIPT: dict[str, Any] = {
    "procedure": "fravaer",
    "kommune": "steinkjer",
    "facts": {"melding": "nei", "dager": "fra_grensen"},
    "row": "5",
    "outcome": "ring_hjem",
    "sources": {"opplaeringslova#10-6": "ea20e0d10026"},
    "version": "9fa541086f56-66990503",
    "time": "2026-11-20T18:32:58",
}


def payload(intent: str, **values: str) -> str:
    """A button's payload as it goes out, signed."""
    return f"/{intent}{json.dumps({'sak': 'a1b2', **values}, ensure_ascii=False)}~0123456789abcdef"


def _button(title: str, intent: str, **values: str) -> dict[str, str]:
    return {"title": title, "payload": payload(intent, **values)}


YES = payload("velg", faktum="kontakt", verdi="ja")
WHY = payload("hvorfor")
MY_ANSWERS = payload("dine_svar")
CHANGES = payload("hva_endrer")
SAVE = payload("kvittering")
ANEW = payload("start_pa_nytt")

QUESTION: dict[str, Any] = {
    "text": "Har kontaktlæreren snakket med hjemmet og eleven om fraværet?",
    "buttons": [
        *(
            _button(title, "velg", faktum="kontakt", verdi=value)
            for title, value in (("Ja", "ja"), ("Nei", "nei"), ("Vet ikke", "vet_ikke"))
        ),
        _button("Tilbake", "tilbake"),
        _button("Endre", "dine_svar"),
    ],
    "custom": {
        "route": "fravaer",
        "understood": "Beskjed fra hjemmet: Nei · Fraværsdager dette halvåret: 8 eller flere",
        "question": {
            "procedure": "fravaer",
            "fact": "kontakt",
            "options": [
                {"value": "ja", "title": "Ja"},
                {"value": "nei", "title": "Nei"},
                {"value": "vet_ikke", "title": "Vet ikke"},
            ],
            "why": "Den samtalen er trinn 1.",
        },
    },
}
DECISION: dict[str, Any] = {
    "text": "Trinn 1: Ring hjem i dag.\nSkriv ned: Loggfør samtalen.",
    "buttons": [
        *(
            _button(title, "velg", faktum=f"alvorlig_{place}", verdi="ja")
            for place, title in enumerate(GRAVE)
        ),
        _button(NEXT[0], "innkalling"),
        _button(NEXT[1], "melde_fra"),
        _button(NEXT[2], "bekymringsmelding"),
        *(_button(title, intent) for title, intent in ASIDES.items()),
    ],
    "custom": {
        "route": "fravaer",
        "decision": {
            "procedure": "fravaer",
            "outcome": "ring_hjem",
            "title": "Trinn 1: Ring hjem i dag",
            "urgency": "straks",
            "recipients": ["foresatte", "ledelsen"],
            "legal_basis": ["opplæringslova § 10-6", "opplæringslova § 12-4"],
            "steps": [
                {"who": "Kontaktlærer", "what": "Ring hjem og spør hvor eleven er.", "when": "Nå"},
                {"who": "Ledelsen", "what": "Tar over hvis ingen svarer.", "when": "Med en gang"},
            ],
            "document": ["Før fraværet i skolens fraværssystem.", "Loggfør samtalen i elevmappa i Elements."],
            "notes": [NOTE],
            "drafts": ["samtaleguide"],
            "calendar": "/api/arshjul.ics?kommune=steinkjer",
            "sources": [
                {
                    "guide": "veileder",
                    "section": f"Del {number}",
                    "title": "Veileder for fravær",
                    "owner": "Steinkjer kommune",
                    "text": f"Punkt {number} sier:\n\n- ring hjem samme dag\n- spør om årsaken",
                }
                for number in range(1, SOURCE_COUNT + 1)
            ],
            "facts": RECEIPT["facts"],
            "implied": {},
            "row": {"id": "5", "label": "Hjemmet har ikke gitt beskjed"},
            "version": RECEIPT["version"],
            "receipt": RECEIPT,
        },
    },
}
SCRIPT: dict[str, list[dict[str, Any]]] = {
    STORY: [QUESTION],
    YES: [DECISION],
    WHY: [
        {
            "text": "Dette bygger på: Hjemmet har ikke gitt beskjed. Hjemmel: opplæringslova § 10-6.",
            "buttons": [_button("Kvittering", "kvittering")],
            "custom": {"route": "control"},
        }
    ],
    MY_ANSWERS: [
        {
            "text": "Dette bygger rådet på:\n– Beskjed fra hjemmet: Nei\n– Fraværsdager: 8 eller flere\nTrykk på det.",
            "buttons": [
                _button("Endre: Beskjed fra hjemmet", "endre", faktum="melding"),
                _button("Endre: Fraværsdager", "endre", faktum="dager"),
            ],
            "custom": {"route": "control"},
        }
    ],
    CHANGES: [
        {
            "text": "Utfallet ville blitt et annet hvis:\n– Beskjed fra hjemmet: Ja → Følg med\n– Akutt fare: Ja → Ring 113",
            "custom": {"route": "control"},
        }
    ],
    SAVE: [
        {
            "text": "Kvittering (2026-11-20 kl. 18:32:58)\nProsedyre: Følge opp fravær\nSvar: Beskjed fra hjemmet: Nei",
            "custom": {"route": "control", "receipt": RECEIPT},
        }
    ],
    ANEW: [{"text": "Vi begynner på nytt. Hva har skjedd?", "custom": {"route": "control"}}],
}
