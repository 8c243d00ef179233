"""`python -m bot chat`: the terminal chat."""

from __future__ import annotations

import argparse
from pathlib import Path

import httpx
from rich.console import Console

from actions.texts import load_texts
from bot.channels.terminal import TerminalChat
from bot.settings import Settings

SECONDS = 15


def main() -> None:
    """Read the command line and start the chat."""
    settings = Settings()
    parser = argparse.ArgumentParser(prog="python -m bot", description="Hva nå? i terminalen.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="chat")
    chat = commands.add_parser("chat", help="snakk med boten som kjører på denne maskinen")
    chat.add_argument("--url", default=f"http://127.0.0.1:{settings.port}", help="adressen til boten")
    chat.add_argument("--kommune", default=settings.kommune, help="id-en til en profil i data/municipalities")
    chat.add_argument("--rolle", default="ansatt", choices=["ansatt", "helsesykepleier", "rektor"])
    chat.add_argument("--mappe", type=Path, default=Path.cwd(), help="hvor utkast lagres")
    chosen = parser.parse_args()
    with httpx.Client(base_url=chosen.url, timeout=SECONDS, trust_env=False) as client:
        words = load_texts(settings.data_dir / "texts.yml").terminal
        metadata = {"kommune": chosen.kommune, "rolle": chosen.rolle}
        TerminalChat(client, Console(), words, metadata, chosen.mappe).run()


if __name__ == "__main__":
    main()
