"""What belongs to whom: a user's conversations and drafts, by signed names that say nothing of who it is."""

from __future__ import annotations

from bot.secrets import SigningKey

_APART = "."  # stands in no signature


def owner_name(key: SigningKey, subject: str) -> str:
    """What a user who has logged in is called inside, in every channel."""
    return key.sign("owner", subject)


def conversation_name(key: SigningKey, subject: str, sender: str) -> str:
    """What a conversation is called inside; two users who send the same `sender` never meet.

    Where nobody logs in (`subject` is empty) it is its own owner.
    """
    if not subject:
        return key.sign("sender", sender)
    return f"{owner_name(key, subject)}{_APART}{key.sign('sender', subject, sender)}"


def owner_of(conversation: str) -> str:
    """Whose a conversation is, by its name inside."""
    return conversation.partition(_APART)[0]
