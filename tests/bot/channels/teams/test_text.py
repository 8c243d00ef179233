"""What is left of a message when Teams' own marks, others' words and people's names are gone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.teams.activity import Activity, read_activity
from bot.channels.teams.text import has_files, text_of
from tests.support.teams import APP, Teams, activity

TEAMS = Teams(url="http://127.0.0.1:1")
BOT = {"type": "mention", "mentioned": {"id": f"28:{APP}", "name": "Hva nå?"}, "text": "<at>Skolebot</at>"}
REPLY = (
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong>Kari Nordmann</strong>'
    '<p itemprop="copy">Skal jeg melde fra?</p></blockquote>'
)


def read(**changes: Any) -> Activity:
    return read_activity(json.dumps(activity(TEAMS, **changes)).encode())


def html(content: str) -> dict[str, Any]:
    return {
        "text": "slik Teams kortet det ned",
        "attachments": [{"contentType": "text/html", "content": content}],
    }


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"text": "<at>Hva nå?</at> hva er mobbing?"}, "hva er mobbing?"),
        ({"text": "<at>Skolebot</at>&nbsp;hei", "entities": [BOT]}, "hei"),
        ({"text": "Hei <at>Hva nå?</at>\r\n\r\n\r\n\r\nEn til"}, "Hei\n\nEn til"),
        ({"text": "<at>Kari Nordmann</at> slo en elev"}, "[navn] slo en elev"),
        ({"text": "er 8 < 10 og <3?"}, "er 8 < 10 og <3?"),
        ({"text": "han sa &lt;stygt ord&gt;"}, "han sa <stygt ord>"),
        ({"text": "han\u00a0sa “nei” – og «ja», ikke\u00ad sant’"}, 'han sa "nei" – og «ja», ikke sant\''),
        ({"text": '<attachment id="1"></attachment>svaret mitt'}, "svaret mitt"),
        ({"text": None}, ""),
        (html(f"{REPLY}<p>Ja, gjør <strong>det</strong></p>"), "Ja, gjør det"),
        (html("<p>En<br>to</p><ul><li>tre</li><li>fire</li></ul>"), "En\nto\n- tre\n- fire"),
        (html("<ol><li>først</li><li>så</li></ol>"), "1. først\n2. så"),
        (html('<p>trist <emoji alt="😢" title="Trist"></emoji></p>'), "trist 😢"),
        (html('<p>se <img src="https://x/y.png"></p>'), "se"),
        (html("<script>alert(1)</script><p onclick='x()'>tekst</p>"), "tekst"),
        (html("<p>uten <b>slutt"), "uten slutt"),
        (
            {
                **html(
                    '<span itemtype="http://schema.skype.com/Mention" itemid="0">Skolebot</span>&nbsp;hei'
                ),
                "entities": [BOT],
            },
            "hei",
        ),
        (
            html('<span itemtype="http://schema.skype.com/Mention" itemid="0">Ola Hansen</span> slo'),
            "[navn] slo",
        ),
    ],
)
def test_text_is_what_the_user_wrote(changes: dict[str, Any], text: str) -> None:
    assert text_of(read(**changes)) == text


def test_quotation_alone_leaves_the_text_that_teams_gives() -> None:
    assert text_of(read(**html(REPLY))) == "slik Teams kortet det ned"


@pytest.mark.parametrize(
    ("attachments", "are_files"),
    [
        ([], False),
        ([{"contentType": "text/html", "content": "<p>hei</p>"}], False),
        ([{"contentType": "text/html", "content": '<emoji alt="🙂"></emoji>'}], False),
        ([{"contentType": "messageReference", "content": "{}"}], False),
        ([{"contentType": "text/html", "content": '<img src="https://graph/x">'}], True),
        ([{"contentType": "image/*", "contentUrl": "https://x"}], True),
        ([{"contentType": "application/vnd.microsoft.teams.file.download.info", "content": {"x": 1}}], True),
    ],
)
def test_files_and_pictures_are_noticed(attachments: list[dict[str, Any]], are_files: bool) -> None:
    assert has_files(read(attachments=attachments)) is are_files
