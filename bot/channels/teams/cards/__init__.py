"""Teams' Adaptive Cards: what a message looks like there, and the same in plain words."""

from bot.channels.teams.cards.answered import answered_card, title_of
from bot.channels.teams.cards.card import card_of
from bot.channels.teams.cards.choices import CHOICE
from bot.channels.teams.cards.context import CardContext, load_card_context
from bot.channels.teams.cards.fallback import fallback_of

__all__ = [
    "CHOICE",
    "CardContext",
    "answered_card",
    "card_of",
    "fallback_of",
    "load_card_context",
    "title_of",
]
