"""An activity as Teams posts it: only the fields that we use, each within bounds, checked before anything is done with it."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from bot.channels.teams.errors import ActivityError

_UNREADABLE = "Forespørselen kan ikke leses. Send en gyldig Bot Framework-aktivitet som JSON."
_PERSONAL = "personal"


def _none_as_empty(value: object) -> object:
    return "" if value is None else value


def _none_as_nothing(value: object) -> object:
    return () if value is None else value


# Ids become parts of addresses that we post to, so they hold nothing that would lead elsewhere.
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_:;=@.|~+&!-]{1,500}$")]
OptionalId = Annotated[Id | None, Field(default=None)]
ShortText = Annotated[str, BeforeValidator(_none_as_empty), Field(default="", max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, frozen=True, extra="ignore")


class Account(_Part):
    """A user or a bot. Only the bot's name is used, to know where it is mentioned."""

    id: Id
    name: ShortText
    aad_object_id: OptionalId


class ConversationAccount(_Part):
    """Where it was said."""

    id: Id
    conversation_type: ShortText
    tenant_id: OptionalId


class Attachment(_Part):
    """A file, a picture, or the message itself as HTML."""

    content_type: ShortText
    content: Any = None


class Entity(_Part):
    """Something that the text holds: here, a mention of somebody."""

    type: ShortText
    mentioned: Account | None = None
    text: ShortText


class _Tenant(_Part):
    id: OptionalId


class _ChannelData(_Part):
    tenant: _Tenant | None = None


class Activity(_Part):
    """One activity; `value` is what a card's button or choice sends."""

    type: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,50}$")]
    id: OptionalId
    channel_id: Annotated[str, StringConstraints(pattern=r"^msteams$")]
    service_url: Annotated[str, Field(min_length=8, max_length=300)]
    from_: Annotated[Account, Field(alias="from")]
    conversation: ConversationAccount
    recipient: Account
    text: Annotated[str, BeforeValidator(_none_as_empty)] = ""
    attachments: Annotated[tuple[Attachment, ...], BeforeValidator(_none_as_nothing)] = ()
    entities: Annotated[tuple[Entity, ...], BeforeValidator(_none_as_nothing)] = ()
    value: Any = None
    name: ShortText
    action: ShortText
    reply_to_id: OptionalId
    timestamp: ShortText
    local_timestamp: ShortText
    members_added: Annotated[tuple[Account, ...], BeforeValidator(_none_as_nothing)] = ()
    channel_data: _ChannelData | None = None

    @property
    def tenant(self) -> str:
        """The tenant that the conversation belongs to, in small letters; empty where nothing says so."""
        tenant = self.channel_data.tenant if self.channel_data else None
        named = {each.lower() for each in (self.conversation.tenant_id, tenant and tenant.id) if each}
        return named.pop() if len(named) == 1 else ""

    @property
    def is_personal(self) -> bool:
        """Whether the user is alone with the bot."""
        return self.conversation.conversation_type == _PERSONAL

    @property
    def adds_bot(self) -> bool:
        """Whether it tells that the bot has just been installed here."""
        is_added = any(member.id == self.recipient.id for member in self.members_added)
        return (self.type == "conversationUpdate" and is_added) or (
            self.type == "installationUpdate" and self.action.startswith("add")
        )


def read_activity(body: bytes) -> Activity:
    """The activity in a request's body. Raises ActivityError, which quotes nothing of it."""
    try:
        return Activity.model_validate(json.loads(body))
    except (ValidationError, ValueError, RecursionError) as error:
        raise ActivityError(_UNREADABLE) from error
