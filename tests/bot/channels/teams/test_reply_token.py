"""The bot's own token is fetched once and kept; without one, nothing is told but that there is none."""

from __future__ import annotations

import pytest

from bot.channels.teams.errors import ReplyTokenError
from bot.channels.teams.reply_token import ReplyTokens
from tests.support.teams import APP, REPLY_TOKEN, SECRET, Teams


async def test_token_is_kept_while_it_lasts(teams: Teams) -> None:
    tokens = ReplyTokens(APP, SECRET, f"{teams.url}/token")
    given = teams.tokens_given
    assert [await tokens.get() for _ in range(3)] == [REPLY_TOKEN] * 3
    assert teams.tokens_given == given + 1


@pytest.mark.parametrize("secret", ["feil-hemmelighet", SECRET])
async def test_refused_secret_or_dead_address_is_said_without_the_secret(teams: Teams, secret: str) -> None:
    url = "http://127.0.0.1:9" if secret == SECRET else teams.url
    with pytest.raises(ReplyTokenError) as told:
        await ReplyTokens(APP, secret, f"{url}/token").get()
    assert secret not in str(told.value)
