"""What somebody wrote in Teams, as plain text: no HTML, no quotation of others, no mention of the bot, no names from mentions."""

from __future__ import annotations

import html
import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from bot.channels.teams.activity import Activity

_HTML = "text/html"
_REFERENCE = "messageReference"
_CARDS = "application/vnd.microsoft.card."
_PERSON = "[navn]"  # as bot/privacy marks a name
_BLOCKS = ("p", "div", "li", "br", "tr", "pre", "codeblock", "h1", "h2", "h3", "hr")
_LEFT_OUT = ("blockquote", "attachment", "script", "style", "systemeventmessage")
_AT = re.compile(r"<at\b[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_MENTION = "schema.skype.com/mention"
_PICTURE = re.compile(r"<img\b(?![^>]*(?:emoji|alt=))", re.IGNORECASE)
# What Teams writes in place of what was typed: spaces that don't break, soft hyphens, curly quotes, a dash for two.
_SMART = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u00ad": "", "’": "'", "‘": "'", "“": '"', "”": '"', "—": "–"}
)


def text_of(activity: Activity) -> str:
    """What the user wrote; empty where they wrote nothing."""
    bodies = [
        str(each.content) for each in activity.attachments if each.content_type == _HTML and each.content
    ]
    written = "\n".join(_from_html(body, activity) for body in bodies).strip()
    return _tidy(written or _from_text(activity))


def has_files(activity: Activity) -> bool:
    """Whether files or pictures came along, which nobody reads here."""
    ours = (_HTML, _REFERENCE)
    kinds = [each.content_type for each in activity.attachments]
    is_file = any(kind and kind not in ours and not kind.startswith(_CARDS) for kind in kinds)
    return is_file or any(
        _PICTURE.search(str(each.content)) for each in activity.attachments if each.content_type == _HTML
    )


def _from_text(activity: Activity) -> str:
    """The message's own text; Teams puts mentions into it as <at>, also where the rest is plain."""
    text = _AT.sub(lambda mention: _mentioned(mention[1], activity), activity.text)
    return _from_html(text, activity) if _TAG.search(text) else html.unescape(text)


def _from_html(body: str, activity: Activity) -> str:
    soup = BeautifulSoup(body, "lxml")
    for tag in soup(_LEFT_OUT):
        tag.decompose()
    for tag in soup.find_all(_is_mention):
        tag.replace_with(_mentioned(tag.get_text(), activity))
    for tag in soup(["img", "emoji"]):
        is_emoji = "emoji" in f"{tag.name} {tag.attrs}".lower()
        tag.replace_with(str(tag.get("alt", "")) if is_emoji else "")
    _number_lists(soup)
    for tag in soup(_BLOCKS):
        tag.insert_after(NavigableString("\n"))
    return soup.get_text()


def _is_mention(tag: Tag) -> bool:
    return tag.name == "at" or str(tag.get("itemtype", "")).lower().endswith(_MENTION)


def _mentioned(name: str, activity: Activity) -> str:
    """What stands in place of a mention: nothing for the bot's own, a mark for a person's."""
    own = {activity.recipient.name} | {
        _TAG.sub("", entity.text)
        for entity in activity.entities
        if entity.mentioned is not None and entity.mentioned.id == activity.recipient.id
    }
    return "" if html.unescape(name).strip() in {html.unescape(each).strip() for each in own} else _PERSON


def _number_lists(soup: BeautifulSoup) -> None:
    for items in soup(["ol", "ul"]):
        for number, item in enumerate(items.find_all("li", recursive=False), start=1):
            item.insert(0, NavigableString(f"{number}. " if items.name == "ol" else "- "))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.translate(_SMART).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
