"""`hva-na …`, also `python -m bot …`: the terminal, and what whoever runs the bot does with the drafts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from bot.channels.command_line.letters import make_safe
from bot.channels.command_line.open import Wanted, open_conversation
from bot.settings import Settings

_SENSELESS = 2  # as argparse ends where the command line makes no sense
_STOPPED = 130  # as a shell tells of Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says, and return how it went: docs/terminal.md lists the codes."""
    make_safe()
    settings = Settings()
    chosen = _parser(settings).parse_args(arguments)
    run: Callable[[Settings, argparse.Namespace], int] = chosen.run
    try:
        return run(settings, chosen)
    except KeyboardInterrupt:
        return _STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # «… | head» has what it wanted
        return 0


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hva-na", description="Hva nå? fra kommandolinjen.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando")
    ask = commands.add_parser("spør", aliases=["spor"], help="still ett spørsmål til boten som kjører")
    ask.add_argument("words", nargs="*", metavar="ord", help="hva som har skjedd, eller hva du lurer på")
    ask.add_argument("--json", action="store_true", help="skriv svaret som JSON")
    ask.add_argument("--utkast", action="store_true", help="lag og lagre dokumentet som svaret ber om")
    ask.set_defaults(run=_ask)
    chat = commands.add_parser("chat", help="snakk med boten som kjører")
    chat.set_defaults(run=_chat)
    for command in (ask, chat):
        _add_conversation(command, settings)
    for name, run, does in (
        ("key", _key, "lag en nøkkel til å låse utkast med"),
        ("delete-expired", _delete_expired, "slett utkast som er for gamle, nå"),
        ("rotate-keys", _rotate_keys, "lås alle utkast med den første nøkkelen"),
    ):
        commands.add_parser(name, help=does).set_defaults(run=run)
    return parser


def _add_conversation(command: argparse.ArgumentParser, settings: Settings) -> None:
    here = f"http://127.0.0.1:{settings.port}"
    command.add_argument("--url", type=_address, default=here, help="adressen til boten")
    command.add_argument(
        "--kommune", default=settings.kommune, help="id-en til en profil i data/municipalities"
    )
    command.add_argument("--rolle", default="ansatt", choices=["ansatt", "helsesykepleier", "rektor"])
    command.add_argument("--mappe", type=Path, help="hvor utkast lagres")
    command.add_argument("--enkel", action="store_true", help="bare linjer, for skjermleser")


def _address(text: str) -> str:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise argparse.ArgumentTypeError(
            f"{text} er ingen adresse. Skriv for eksempel http://127.0.0.1:8000."
        )
    return text


def _wanted(settings: Settings, chosen: argparse.Namespace) -> Wanted:
    return Wanted(
        url=chosen.url,
        kommune=chosen.kommune,
        rolle=chosen.rolle,
        folder=chosen.mappe or Path.cwd(),
        is_plain=chosen.enkel or settings.enkel,
    )


def _ask(settings: Settings, chosen: argparse.Namespace) -> int:
    from bot.channels.command_line.ask import AskOnce, Question

    text = " ".join(chosen.words) or ("" if sys.stdin.isatty() else sys.stdin.read())
    with open_conversation(settings, _wanted(settings, chosen)) as talk:
        if not text.strip():
            print(talk.words["no_question"], file=sys.stderr)
            return _SENSELESS
        question = Question(text.strip(), chosen.json, chosen.utkast, saves=chosen.mappe is not None)
        return AskOnce(talk.bot, talk.screen, talk.words, talk.documents).ask(question)


def _chat(settings: Settings, chosen: argparse.Namespace) -> int:
    from bot.channels.command_line.chat import TerminalChat

    with open_conversation(settings, _wanted(settings, chosen)) as talk:
        TerminalChat(talk.bot, talk.screen, talk.words, talk.documents).run()
    return 0


def _key(settings: Settings, chosen: argparse.Namespace) -> int:
    from bot.store import new_key

    print(new_key())
    return 0


def _delete_expired(settings: Settings, chosen: argparse.Namespace) -> int:
    from bot.storage import open_store
    from bot.store import delete_expired_now

    return _told(lambda: str(delete_expired_now(open_store(settings))))


def _rotate_keys(settings: Settings, chosen: argparse.Namespace) -> int:
    from bot.storage import store_parts
    from bot.store import rotate_drafts

    def rotated() -> str:
        rotation = rotate_drafts(*store_parts(settings))
        locked = f"Låste {rotation.done} utkast med den første nøkkelen."
        left = rotation.unreadable
        return f"{locked} {left} kan ingen av nøklene åpne." if left else locked

    return _told(rotated)


def _told(do: Callable[[], str]) -> int:
    """Print what came of it; 1 where the drafts could not be reached, which is told in a sentence."""
    from bot.store import StoreError

    try:
        print(do())
    except StoreError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
