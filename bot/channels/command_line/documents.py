"""A draft's Word file, saved where the user is, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.channels.command_line.client import BotClient, NoAnswerError
from bot.channels.command_line.files import SavedFiles


class Documents:
    """Fetches the drafts of one conversation."""

    def __init__(self, bot: BotClient, folder: Path, words: Mapping[str, str]) -> None:
        self._bot = bot
        self._files = SavedFiles(folder)
        self._words = words

    def saved(self, draft: Mapping[str, Any]) -> list[str]:
        """Save the draft's file; the lines say where it is, or that it could not be saved, and how the draft stands."""
        path = self._files.path_of(draft["id"], draft["kind"])
        try:
            self._files.save(draft["id"], path, self._bot.fetched(str(draft["url"])))
            line = self._words["saved"].format(path=path)
        except (NoAnswerError, OSError):
            line = self._words["not_saved"].format(path=path)
        return [line, *self.told(draft)]

    def told(self, draft: Mapping[str, Any]) -> list[str]:
        """How the draft stands, and where it can be read on the screen."""
        missing, blanks = len(draft["missing"]), len(draft["blanks"])
        return [
            self._words["page"].format(address=self._bot.address(str(draft["page"]))),
            self._words["incomplete"].format(count=missing) if missing else self._words["complete"],
            *([self._words["blanks"].format(count=blanks)] if blanks else []),
        ]
