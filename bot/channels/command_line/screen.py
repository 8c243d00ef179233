"""How a message is shown: in drawn panels, or in plain lines for a screen reader, a pipe and a narrow window."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol, TextIO

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.channels.command_line.content import Said

_WIDEST = 100  # columns; longer lines are hard to follow
_LIST_SIGN = re.compile(r"^[-–•] +", re.MULTILINE)


class Screen(Protocol):
    """What a conversation in a terminal is shown on."""

    def show(self, said: Said) -> None:
        """Show one message of the bot."""

    def tell(self, *lines: str, title: str = "") -> None:
        """Show lines of our own; each stays whole, so that an address or a path in it can be followed."""

    def choose(self, groups: Sequence[Sequence[str]], title: str) -> None:
        """Show numbered lines, each group apart, under a word that says what they are where nothing else shows it."""

    def ask(self) -> str:
        """What the user writes. Raises EOFError, KeyboardInterrupt."""


def must_be_plain(is_wanted: bool, environment: Mapping[str, str], out: TextIO) -> bool:
    """Whether boxes and colour are to be left out: the user's wish, what the terminal says of itself, or no terminal."""
    is_dumb = environment.get("TERM") == "dumb" or bool(environment.get("NO_COLOR"))
    return is_wanted or is_dumb or not out.isatty()


def open_screen(is_plain: bool, words: Mapping[str, str]) -> Screen:
    """The screen on standard output."""
    if is_plain:
        return Plain(words, sys.stdout)
    console = Console()
    console.width = min(console.width, _WIDEST)
    return Drawn(words, console)


class Drawn:
    """Panels, with the sentence that answers set off."""

    def __init__(self, words: Mapping[str, str], console: Console) -> None:
        self._words = words
        self._console = console

    def show(self, said: Said) -> None:
        """Show one message of the bot."""
        if said.understood:
            understood = f"{self._words['understood']}: {said.understood}"
            self._console.print(understood, markup=False, highlight=False, style="dim")
        if said.text:
            title = self._words[f"title_{said.kind}"]
            self._console.print(Panel(_emphasised(said), title=title, title_align="left"))
        for each in said.near:
            self.tell(f"«{each.sentence}»", f"– {each.place}")
        self.tell(*said.links)

    def tell(self, *lines: str, title: str = "") -> None:
        """Show lines of our own, each whole."""
        if title:
            self._console.print(Panel(Text("\n".join(lines)), title=title, title_align="left"))
            return
        for line in lines:
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def choose(self, groups: Sequence[Sequence[str]], title: str) -> None:
        """Show numbered lines, each group apart, under a word that says what they are where nothing else shows it."""
        for place, group in enumerate(groups):
            self.tell(*([""] if place else []), *(f"  {line}" for line in group))

    def ask(self) -> str:
        """What the user writes. Raises EOFError, KeyboardInterrupt."""
        return self._console.input(f"\n[bold]{self._words['you']}:[/bold] ")


class Plain:
    """Lines and nothing else: no box, no colour, no sign that a screen reader would read aloud."""

    def __init__(self, words: Mapping[str, str], out: TextIO) -> None:
        self._words = words
        self._out = out
        self._is_begun = False

    def show(self, said: Said) -> None:
        """Show one message of the bot, under a word that says whose it is."""
        self.tell(*([""] if self._is_begun else []), f"{self._words[f'title_{said.kind}']}:")
        if said.understood:
            self.tell(f"{self._words['understood']}: {said.understood.replace(' · ', ', ')}")
        if said.marked and not said.near:
            self.tell(f"{self._words['marked']}: {said.marked}")
        self.tell(*_plain(said, self._words["source"]))
        for each in said.near:
            self.tell(each.sentence, f"{self._words['source']}: {each.place.replace(' › ', ', ')}")
        self.tell(*said.links)

    def tell(self, *lines: str, title: str = "") -> None:
        """Show lines of our own, each whole."""
        self._is_begun = True
        for line in (f"{title}:", *lines) if title else lines:
            print(line, file=self._out, flush=True)

    def choose(self, groups: Sequence[Sequence[str]], title: str) -> None:
        """Show numbered lines, each group apart, under a word that says what they are where nothing else shows it."""
        for place, group in enumerate(groups):
            self.tell("", *([] if place else [f"{title}:"]), *group)

    def ask(self) -> str:
        """What the user writes, shown where it comes from a file. Raises EOFError, KeyboardInterrupt."""
        self.tell("")
        if sys.stdin.isatty():
            return input(f"{self._words['you']}: ")
        line = input()
        self.tell(f"{self._words['you']}: {line}")
        return line


def _emphasised(said: Said) -> Text:
    """The text with the sentence that answers set off, so that it is seen in colour and without."""
    before, found, after = said.text.partition(f"«{said.marked}»")
    if not (said.marked and found):
        return Text(said.text)
    return Text.assemble(before, "▸ ", (said.marked, "bold underline"), after)


def _plain(said: Said, source: str) -> list[str]:
    """The text in lines, without blank ones and signs of lists; where a passage stands, is said in a word."""
    text = said.text.replace(f"«{said.marked}»", said.marked) if said.marked else said.text
    text = text.replace(" › ", ", ")
    if said.marked:
        text = re.sub(r"^– ", f"{source}: ", text, count=1, flags=re.MULTILINE)
    return [line for line in _LIST_SIGN.sub("", text).split("\n") if line.strip()]
