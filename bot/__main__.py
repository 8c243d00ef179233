"""`python -m bot …`: the terminal chat, and what whoever runs the bot does with the drafts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx
from rich.console import Console

from actions.texts import load_texts
from bot.channels.terminal import TerminalChat
from bot.settings import Settings
from bot.storage import open_store, store_parts
from bot.store import StoreError, delete_expired_now, new_key, rotate_drafts

SECONDS = 15


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return 1 where it could not be done, which is told in a sentence."""
    settings = Settings()
    chosen = _parser(settings).parse_args(arguments)
    try:
        match chosen.command:
            case "chat":
                _chat(settings, chosen)
            case "key":
                print(new_key())
            case "delete-expired":
                print(delete_expired_now(open_store(settings)))
            case "rotate-keys":
                print(_rotated(settings))
    except StoreError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Hva nå? fra kommandolinjen.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando")
    chat = commands.add_parser("chat", help="snakk med boten som kjører på denne maskinen")
    chat.add_argument("--url", default=f"http://127.0.0.1:{settings.port}", help="adressen til boten")
    chat.add_argument("--kommune", default=settings.kommune, help="id-en til en profil i data/municipalities")
    chat.add_argument("--rolle", default="ansatt", choices=["ansatt", "helsesykepleier", "rektor"])
    chat.add_argument("--mappe", type=Path, default=Path.cwd(), help="hvor utkast lagres")
    commands.add_parser("key", help="lag en nøkkel til å låse utkast med")
    commands.add_parser("delete-expired", help="slett utkast som er for gamle, nå")
    commands.add_parser("rotate-keys", help="lås alle utkast med den første nøkkelen")
    return parser


def _chat(settings: Settings, chosen: argparse.Namespace) -> None:
    with httpx.Client(base_url=chosen.url, timeout=SECONDS, trust_env=False) as client:
        words = load_texts(settings.data_dir / "texts.yml").terminal
        metadata = {"kommune": chosen.kommune, "rolle": chosen.rolle}
        TerminalChat(client, Console(), words, metadata, chosen.mappe).run()


def _rotated(settings: Settings) -> str:
    rotation = rotate_drafts(*store_parts(settings))
    locked = f"Låste {rotation.done} utkast med den første nøkkelen."
    return f"{locked} {rotation.unreadable} kan ingen av nøklene åpne." if rotation.unreadable else locked


if __name__ == "__main__":
    sys.exit(main())
