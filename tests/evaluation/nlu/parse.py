"""Runs in Rasa's environment: parse each message of the development set with a model, and print what it found as JSON."""

import asyncio
import json
import logging
import sys

import structlog
import yaml
from rasa.core.agent import Agent


async def main(model: str, messages: str) -> None:
    agent = Agent.load(model)
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with open(messages, encoding="utf-8") as file:
        rows = yaml.safe_load(file)
    parsed = [await agent.parse_message(row["text"]) for row in rows]
    print("PARSED" + json.dumps(parsed, default=str))


asyncio.run(main(*sys.argv[1:]))
