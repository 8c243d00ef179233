"""Runs in Rasa's environment: how many milliseconds the language model alone takes for a message."""

import asyncio
import logging
import statistics
import sys
import time

from rasa.core.agent import Agent

ROUNDS = 300


async def main(model: str, messages: list[str]) -> None:
    """Print median and 95th percentile over the messages, again and again."""
    logging.disable(logging.CRITICAL)
    agent = Agent.load(model)
    times = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        await agent.parse_message(messages[number % len(messages)])
        times.append((time.perf_counter() - began) * 1000)
    print(f"TIMES {statistics.median(times):.2f} {statistics.quantiles(times, n=20)[18]:.2f}")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2:]))
