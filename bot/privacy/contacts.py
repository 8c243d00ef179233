"""Find e-mail addresses and street addresses."""

from __future__ import annotations

import re
from unicodedata import combining

from bot.privacy.findings import Span
from bot.privacy.lexicon import Lexicon
from bot.privacy.tokens import Shape, fold, tokenize

_AT = re.compile(r"@|\s?[(\[{](?:at|krøllalfa|alfakrøll|snabel-a)[)\]}]\s?", re.IGNORECASE)
_DOMAIN = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)*")
_LOCAL_SIGNS = "_.+%'’-"
_HOUSE = re.compile(
    r"(?<![\w'’-])([^\W\d_][\w'’-]*\.?)[ \u00a0]{1,2}([1-9]\d{0,3})"
    r"(?:[A-Za-z](?!\w)|[ \u00a0](?:[A-H]|[a-h])(?!\w))?(?![\w%:])(?!\.\d)"
    # Bolignummer: which way in, which floor, which door.
    r"(?:,?[ \u00a0][HULKhulk]\d{4}(?!\w))?"
)
_PLACE = re.compile(
    r"(?:[,;.]?[ \u00a0]{1,2}|,|[,;]?[ \u00a0]?\n[ \u00a0]?|[ \u00a0]?[-–/(][ \u00a0]?)(?:NO?-)?"
    r"\d{4}[ \u00a0]{1,2}(?P<place>[^\W\d_][\w-]*)(?:[ \u00a0](?:i[ \u00a0])?[A-ZÆØÅ][\w-]*)?"
)
_NEXT_WORD = re.compile(r"\.?[ \u00a0]{1,2}([^\W\d_]+)")
_WORDS_BEFORE = 4
_LIVES_BEFORE = 30


def find_emails(text: str) -> list[Span]:
    """E-mail addresses, also with «(at)» for the sign; what hangs together is one span."""
    spans: list[Span] = []
    for sign in _AT.finditer(text):
        domain = _DOMAIN.match(text, sign.end())
        start = _local_start(text, sign.start())
        if domain is None or not any(letter.isalnum() for letter in text[start : sign.start()]):
            continue
        if spans and start <= spans[-1].end:
            start = spans.pop().start
        spans.append(Span("epost", start, domain.end()))
    return spans


def _local_start(text: str, end: int) -> int:
    """Where the part before the sign begins; read backwards, so that long runs are read once."""
    start = end
    while start > 0 and (
        text[start - 1].isalnum() or text[start - 1] in _LOCAL_SIGNS or combining(text[start - 1])
    ):
        start -= 1
    return start


def find_addresses(text: str, lexicon: Lexicon) -> list[Span]:
    """Street and house number, with letter, postcode and place where they follow."""
    spans = []
    for found in _HOUSE.finditer(text):
        start = _street_start(text, found, lexicon)
        if start is None or _counts_something(text, found.end(), lexicon):
            continue
        place = _place_after(text, found.end(), lexicon)
        spans.append(Span("adresse", start, place.end() if place else found.end()))
    return spans


def _place_after(text: str, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    """Postcode and place; a place without a capital must be in the list."""
    place = _PLACE.match(text, end)
    if place is None:
        return None
    name = place.group("place")
    return place if name[0].isupper() or lexicon.is_place(fold(name)) else None


def _street_start(text: str, found: re.Match[str], lexicon: Lexicon) -> int | None:
    """Where the street's name begins; None where the word before the number is no street."""
    key, start = fold(found.group(1)), found.start(1)
    is_capital = found.group(1)[0].isupper()
    if key in lexicon.rules.street_endings | lexicon.rules.street_endings_weak:
        named = _words_before(text, start, lexicon)
        if named is not None:
            return named
    is_told = _place_after(text, found.end(), lexicon) or _is_lived_in(text, start, lexicon)
    if is_capital and is_told and (lexicon.is_street(key) or not lexicon.is_common(key)):
        return _with_beginning(text, start, lexicon)
    if key in lexicon.rules.street_endings | lexicon.rules.street_endings_weak:
        return None
    if is_capital and lexicon.is_street(key):
        if lexicon.first_name(key) is not None and not lexicon.is_surely_street(key):
            return None  # «Cornelia 3» in a table of pupils
        return _with_beginning(text, start, lexicon)
    is_plain = key in lexicon.rules.not_streets or lexicon.is_common(key)
    return start if not is_plain and lexicon.is_surely_street(key) else None


def _with_beginning(text: str, start: int, lexicon: Lexicon) -> int:
    """«Nedre Storgata»: other capitals before it are words of their own."""
    offset = max(0, start - _LIVES_BEFORE)
    tokens = tokenize(text[offset:start])
    is_near = bool(tokens) and text[offset + tokens[-1].end : start] in {" ", "\u00a0", ". "}
    if is_near and tokens[-1].shape is Shape.CAPITAL and tokens[-1].key in lexicon.rules.street_beginnings:
        return offset + tokens[-1].start
    return start


def _is_lived_in(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether «bor i», «adresse:» or the like stands before."""
    keys = [token.key for token in tokenize(text[max(0, start - _LIVES_BEFORE) : start])][-2:]
    if not keys or "\n" in text[max(0, start - 2) : start]:
        return False
    is_after_preposition = keys[-1] in lexicon.rules.place_prepositions and keys[0] in lexicon.rules.lives
    return is_after_preposition or keys[-1] in lexicon.rules.lives


def _words_before(text: str, start: int, lexicon: Lexicon) -> int | None:
    """«Karl Johans gate»: the capitalised words before «gate» are its name; without any it is no address."""
    first = None
    tokens = tokenize(text[max(0, start - 80) : start])
    offset = max(0, start - 80)
    is_joined = text[start - 1 : start] in {" ", "\u00a0"}
    names = {Shape.CAPITAL, Shape.LETTER, Shape.ALL_CAPITALS}
    for token in reversed(tokens[-_WORDS_BEFORE:]):
        is_beginning = token.shape is Shape.LETTER or token.key in lexicon.rules.street_beginnings
        is_name = token.shape in names and (is_beginning or not lexicon.is_common(token.key))
        if not is_joined or not is_name:
            break
        # «P. A. Munchs gate»
        first, is_joined = offset + token.start, token.is_joined or token.gap == ". "
    return first


def _counts_something(text: str, end: int, lexicon: Lexicon) -> bool:
    following = _NEXT_WORD.match(text, end)
    return following is not None and fold(following.group(1)) in lexicon.rules.units
