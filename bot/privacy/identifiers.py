"""Find birth numbers, D-numbers and phone numbers among the digits of a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from bot.privacy.findings import Kind, Span

_SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
_DASH = r"[.\-\u2010-\u2015]"
# Groups of digits with one separator between them; deterministic, so linear in the text's length.
_CLUSTER = re.compile(rf"\d+(?:(?:{_SPACE}{_DASH}?{_SPACE}?|{_DASH}{_SPACE}?)\d+)*")
_GROUP = re.compile(r"\d+")
_COUNTRY_CODE = re.compile(rf"(?:\((?:\+|00)47\)|(?:\+|(?<!\d)00)47|\+){_SPACE}?$")

_BIRTH_LENGTH = 11
_BIRTH_SHAPES = {
    (11,),
    (6, 5),
    (2, 2, 2, 5),
    (2, 2, 2, 3, 2),
    (6, 3, 2),
    (6, 2, 3),
    (4, 2, 5),
    (2, 4, 5),
    (3, 3, 5),
}
_PHONE_SHAPES = {
    (8,),
    (2, 2, 2, 2),
    (3, 2, 3),
    (3, 3, 2),
    (2, 3, 3),
    (4, 4),
    (3, 5),
    (5, 3),
    (2, 6),
    (4, 2, 2),
    (2, 2, 4),
    (1,) * 8,
}
_NORWAY = {"47", "0047"}
_MIN_FOREIGN = 8

Group = tuple[int, int, str]


def find_identifiers(text: str) -> list[Span]:
    """Birth numbers, D-numbers and phone numbers, merged where they overlap."""
    spans: list[Span] = []
    for cluster in _CLUSTER.finditer(text):
        if cluster.end() - cluster.start() < 7:
            continue
        groups = [
            (cluster.start() + g.start(), cluster.start() + g.end(), g.group())
            for g in _GROUP.finditer(cluster.group())
        ]
        births = _merged(_birth_numbers(groups))
        spans += _merged([*births, *_phones(text, groups)])
    return spans


def is_birth_number(digits: str) -> bool:
    """Whether both control digits of an eleven-digit birth number or D-number are right.

    The rule is Skatteetaten's; synthetic numbers (month + 40, + 65 or + 80) keep it.
    """
    values = [int(digit) for digit in digits]
    first = _control(values, (3, 7, 6, 1, 8, 9, 4, 5, 2))
    second = _control(values, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
    return len(values) == _BIRTH_LENGTH and values[9:] == [first, second]


def _control(values: list[int], weights: tuple[int, ...]) -> int:
    remainder = sum(value * weight for value, weight in zip(values, weights, strict=False)) % 11
    return (11 - remainder) % 11


def _birth_numbers(groups: list[Group]) -> Iterator[Span]:
    for window in _windows(groups, _BIRTH_LENGTH):
        digits = "".join(group[2] for group in window)
        if len(digits) == _BIRTH_LENGTH and (_shape(window) in _BIRTH_SHAPES or is_birth_number(digits)):
            yield Span(_birth_kind(digits), window[0][0], window[-1][1])
    for start, end, digits in groups:
        pieces = (digits[at : at + _BIRTH_LENGTH] for at in range(len(digits) - _BIRTH_LENGTH + 1))
        if len(digits) > _BIRTH_LENGTH and any(is_birth_number(piece) for piece in pieces):
            yield Span("fodselsnummer", start, end)


def _birth_kind(digits: str) -> Kind:
    # A D-number is a birth number whose day is 40 higher (folkeregisterforskriften § 2-2-3).
    return "d_nummer" if digits[0] in "4567" else "fodselsnummer"


def _phones(text: str, groups: list[Group]) -> Iterator[Span]:
    for number, group in enumerate(groups):
        if _is_with_code(text, group) and sum(len(one[2]) for one in groups[number:]) >= _MIN_FOREIGN:
            yield _with_country_code(text, groups[number:])
    for window in _windows(groups, 8):
        if _is_phone(window) and not _is_clock(text, window):
            start = window[0][0]
            before = groups[: groups.index(window[0])]
            if before and before[-1][2] in _NORWAY:
                start = before[-1][0]
            yield Span("telefon", _code_start(text, start), window[-1][1])


def _is_with_code(text: str, group: Group) -> bool:
    start, _, digits = group
    length = len(digits)
    return text[max(0, start - 1) : start] == "+" or (
        (length == 10 and digits.startswith("47")) or (12 <= length <= 15 and digits.startswith("00"))
    )


def _with_country_code(text: str, groups: list[Group]) -> Span:
    """From the country code to at most fifteen digits (ITU-T E.164)."""
    total, end = 0, groups[0][1]
    for _, group_end, digits in groups:
        total += len(digits)
        if total > 15:
            break
        end = group_end
    return Span("telefon", _code_start(text, groups[0][0]), end)


def _code_start(text: str, start: int) -> int:
    before = text[max(0, start - 7) : start]
    found = _COUNTRY_CODE.search(before)
    return start - len(before) + found.start() if found else start


def _is_phone(window: list[Group]) -> bool:
    """Eight digits that begin with 2–9 (Nkom's numbering plan) and are no years, date, amount or count."""
    digits = [group[2] for group in window]
    if _shape(window) not in _PHONE_SHAPES or digits[0][0] in "01":
        return False
    return not (
        _is_years(digits) or _is_date(digits) or _is_day(digits) or _is_amount(digits) or _is_count(digits)
    )


def _is_years(digits: list[str]) -> bool:
    return len(digits) == 2 and all(len(part) == 4 and part[:2] in {"19", "20"} for part in digits)


def _is_date(digits: list[str]) -> bool:
    """«2025-05-14» or «25.10.2024»."""
    year = digits[0] if len(digits[0]) == 4 else digits[-1]
    return len(digits) == 3 and len(year) == 4 and year[:2] in {"19", "20"}


def _is_day(digits: list[str]) -> bool:
    """A date as 20250514; no phone number begins with 20."""
    if len(digits) > 1 or not digits[0].startswith("20"):
        return False
    try:
        date.fromisoformat(digits[0])
    except ValueError:
        return False
    return True


def _is_amount(digits: list[str]) -> bool:
    return len(digits) == 3 and digits[1:] == ["000", "000"]


def _is_clock(text: str, window: list[Group]) -> bool:
    """From one time of day to another: «20.30-21.15»."""
    signs = [text[left[1] : right[0]] for left, right in pairwise(window)]
    return _shape(window) == (2, 2, 2, 2) and signs[0] == signs[2] == "." and signs[1] != "."


def _is_count(digits: list[str]) -> bool:
    """Four numbers in a row, as in «uke 34 35 36 37»."""
    numbers = [int(part) for part in digits]
    return len(numbers) == 4 and numbers == list(range(numbers[0], numbers[0] + 4))


def _windows(groups: list[Group], digits: int) -> Iterator[list[Group]]:
    """Every run of whole groups that has so many digits in all."""
    for first in range(len(groups)):
        total, last = 0, first
        while last < len(groups) and total < digits:
            total += len(groups[last][2])
            last += 1
        if total == digits:
            yield groups[first:last]


def _shape(window: list[Group]) -> tuple[int, ...]:
    return tuple(len(group[2]) for group in window)


def _merged(spans: Iterator[Span] | list[Span]) -> list[Span]:
    """Overlapping spans as one, so that no rest of a number is left behind."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if merged and span.overlaps(merged[-1]):
            merged.append(_joined(merged.pop(), span))
        else:
            merged.append(span)
    return merged


def _joined(first: Span, second: Span) -> Span:
    kind = second.kind if first.kind == "telefon" else first.kind
    return Span(kind, first.start, max(first.end, second.end))
