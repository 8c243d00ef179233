"""Take a form from our own pages only, and only from the one whom it was shown to, within the hour or the next."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

from bot.secrets import SigningKey

FIELD = "token"
_HOUR = 3600
_ENCODED = "application/x-www-form-urlencoded"


class ForeignFormError(Exception):
    """The form comes from another site, or was not made by us for this user."""


class ExpiredFormError(Exception):
    """The form is ours, and stood open too long."""


class Forms:
    """Marks forms for a user and checks them when they come back."""

    def __init__(self, key: SigningKey, seconds: Callable[[], float] = time.time) -> None:
        self._key = key
        self._seconds = seconds

    def token(self, subject: str) -> str:
        """What a form shown to the user now must carry."""
        hour = str(int(self._seconds()) // _HOUR)
        return f"{hour}.{self._key.sign('form', subject, hour)}"

    def check(self, subject: str, headers: Mapping[str, str], fields: Mapping[str, str]) -> None:
        """Raise ForeignFormError or ExpiredFormError where the form is not to be obeyed."""
        hour, _, signature = fields.get(FIELD, "").partition(".")
        if not _is_from_here(headers) or not self._key.is_signed(signature, "form", subject, hour):
            raise ForeignFormError
        if int(self._seconds()) // _HOUR - int(hour) > 1:
            raise ExpiredFormError


def fields_of(body: bytes, content_type: str) -> dict[str, str]:
    """The fields of a form, the last of each name, without spaces round them. Raises ForeignFormError for anything else."""
    if content_type.partition(";")[0].strip().lower() != _ENCODED:
        raise ForeignFormError
    try:
        read = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError as error:
        raise ForeignFormError from error
    return {name: values[-1].replace("\r\n", "\n").strip() for name, values in read.items()}


def _is_from_here(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that the form stood on a page of this very site."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return bool(headers.get("host")) and urlsplit(headers.get("origin", "")).netloc == headers.get("host")
